"""Where this product keeps its files: private folders, the names in them, and the instance lock."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from pluggy_desktop.errors import AppError
from pluggy_desktop.i18n import tr

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_log = logging.getLogger(__name__)

APP_NAME = "pluggy-desktop"
FOLDER_MODE = 0o700
# What the names of everything begin with that the program puts into its folders.
_OURS = ("pluggy-desktop", "settings.json", "instance.", "first-run.", "session-", "cache", "log")


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one profile.

    Attributes:
        data: The encrypted file and what belongs to it. It gives the profile its identity.
        cache: What can be made again at any time.
        log: Log files.
        config: Settings.
    """

    data: Path
    cache: Path
    log: Path
    config: Path

    @classmethod
    def standard(cls) -> Paths:
        """The folders that the system's conventions name for the person's own use."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(APP_NAME, appauthor=False)
        return cls(
            data=_settled(dirs.user_data_path),
            cache=_settled(dirs.user_cache_path),
            log=_settled(dirs.user_log_path),
            config=_settled(dirs.user_config_path),
        )

    @classmethod
    def under(cls, folder: Path) -> Paths:
        """A profile that lives wholly in `folder` (`--data-dir`, tests, the sandbox)."""
        data = _settled(folder)
        return cls(data=data, cache=data / "cache", log=data / "log", config=data)

    @property
    def database(self) -> Path:
        """The encrypted file."""
        return self.data / "pluggy-desktop.db"

    @property
    def lock_file(self) -> Path:
        """What `InstanceLock` locks, one for each profile."""
        return self.data / "instance.lock"

    @property
    def settings_file(self) -> Path:
        """Where the settings are kept."""
        return self.config / "settings.json"

    @property
    def profile_id(self) -> str:
        """Twelve hexadecimal digits that stand for the data folder, the same at every start."""
        place = os.path.normcase(self.data.parent.resolve() / self.data.name)
        return hashlib.sha256(os.fsencode(place)).hexdigest()[:12]

    def ensure(self) -> None:
        """Make the folders, readable by nobody else; narrow those that are too open, and log it.

        Raises:
            AppError: A folder cannot be made, is a link or a file, or belongs to someone else.
        """
        for folder in dict.fromkeys((self.data, self.config, self.cache, self.log)):
            _make_private(folder)


def _settled(folder: Path) -> Path:
    """`folder` as an absolute path with every link resolved but a last one, which is refused later.

    SQLite is asked to follow no links at all, so links above the folder must be gone by then.
    """
    whole = Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100  (resolve() would follow a link)
    return whole.parent.resolve() / whole.name


def _make_private(folder: Path) -> None:
    try:
        _make_missing(folder)
        found = folder.lstat()
    except OSError as error:
        raise AppError(
            tr("A folder cannot be made"),
            str(folder),
            tr("Check the disk and its permissions, or choose another folder with --data-dir."),
            technical=error.strerror or type(error).__name__,
        ) from error
    if not stat.S_ISDIR(found.st_mode):
        raise AppError(
            tr("The data folder is a link or a file"),
            str(folder),
            tr("Name the folder itself, so that it is clear where your data is kept."),
        )
    if sys.platform == "win32":
        return  # there, the person's profile folder is private already
    if found.st_uid != os.geteuid():
        raise AppError(
            tr("The data folder belongs to another user"),
            str(folder),
            tr("Choose a folder of your own with --data-dir."),
        )
    if stat.S_IMODE(found.st_mode) & 0o077:
        if _is_shared(folder, found.st_mode):
            _log.warning("folder holds other things and stays open to others: %s", folder.name)
            return
        folder.chmod(FOLDER_MODE)
        _log.warning("folder was open to others, now closed: %s", folder.name)


def _is_shared(folder: Path, mode: int) -> bool:
    """Whether a folder is in use for other things, so that closing it would break those."""
    if mode & stat.S_ISVTX:
        return True
    return any(not entry.name.startswith(_OURS) for entry in folder.iterdir())


def _make_missing(folder: Path) -> None:
    if folder.is_symlink() or folder.exists():
        return
    _make_missing(folder.parent)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


class InstanceLock:
    """Lets one process use a profile at a time.

    The operating system holds the lock for as long as the process lives, so a killed one leaves
    nothing stale; the empty file stays.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False when another process (or another InstanceLock) has it.

        Raises:
            AppError: The lock file cannot be opened.
        """
        if self._descriptor is not None:
            return True
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        try:
            descriptor = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise AppError(
                tr("The data folder cannot be used"),
                str(self._path),
                tr("Check the disk and its permissions, or choose another folder with --data-dir."),
                technical=error.strerror or type(error).__name__,
            ) from error
        if not _lock(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give the lock back; fine if it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)  # closing unlocks
            self._descriptor = None


if sys.platform == "win32":

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
