"""Disks that fail: SQLite file systems below the cipher, so that the real code runs on them."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

# The cipher makes its own file system over each of these and keeps that for good, so neither may a
# disk be taken away nor its name be used twice.
_mounted_once: list[apsw.VFS] = []
_numbers = itertools.count()


def _new_name() -> str:
    return f"test-disk-{next(_numbers)}"


class FailingDisk(apsw.VFS):
    """A disk on which, from the `at`-th write or sync on, all of them fail with `error`."""

    def __init__(self, error: type[apsw.Error]) -> None:
        self.error = error
        self.at = -1
        self.operations = 0
        self.name = _new_name()
        super().__init__(self.name, "unix")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _FailingFile(self, name, flags)

    def count(self) -> None:
        """Note a write or sync; fail if its time has come."""
        self.operations += 1
        if 0 <= self.at < self.operations:
            raise self.error


class _FailingFile(apsw.VFSFile):
    def __init__(
        self, disk: FailingDisk, name: apsw.URIFilename | str | None, flags: list[int]
    ) -> None:
        self._disk = disk
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.count()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.count()
        super().xSync(flags)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.count()
        super().xTruncate(newsize)


class ForgetfulDisk(apsw.VFS):
    """A disk that, when the power fails, has only what was synced: that is kept in `durable`."""

    def __init__(self, durable: Path) -> None:
        self.durable = durable
        self.name = _new_name()
        super().__init__(self.name, "unix")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _ForgetfulFile(self.durable, name, flags)


class _ForgetfulFile(apsw.VFSFile):
    def __init__(
        self, durable: Path, name: apsw.URIFilename | str | None, flags: list[int]
    ) -> None:
        self._durable = durable
        filename = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._path = Path(filename) if filename else None
        super().__init__("unix", name, flags)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        if self._path is not None:
            shutil.copyfile(self._path, self._durable / self._path.name)


@contextmanager
def mounted(disk: FailingDisk | ForgetfulDisk) -> Iterator[None]:
    """Have all files opened meanwhile live on `disk`, encrypted as always."""
    before = apsw.vfs_names()[0]
    _mounted_once.append(disk)
    apsw.Connection(":memory:", vfs=f"multipleciphers-{disk.name}").close()
    apsw.set_default_vfs(f"multipleciphers-{disk.name}")
    try:
        yield
    finally:
        apsw.set_default_vfs(before)
