"""Checks what the program needs of the computer, each with what to do; changes nothing."""

from __future__ import annotations

import errno
import os
import platform
import socket
import ssl
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from pluggy_desktop.errors import AppError, VaultProblem
from pluggy_desktop.i18n import tr
from pluggy_desktop.paths import InstanceLock, Paths
from pluggy_desktop.qt_libraries import missing_for_window

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Check", "knock", "missing_for_window", "run"]

OLDEST_PYTHON: Final = (3, 11)
OLDEST_SQLITE: Final = (3, 51, 3)  # before it, resetting the write-ahead log could lose data
_PATIENCE: Final = 5.0  # seconds for a connection to Pluggy


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at. `action` is what to do about it, "" where nothing is."""

    name: str
    ok: bool
    detail: str
    action: str = ""


class _Readable(Protocol):
    @property
    def backend(self) -> str: ...

    def read(self, name: str) -> str | None: ...


def run(
    paths: Paths,
    vault: _Readable,
    *,
    api_url: str,
    listener_port: int,
    sqlite_version: str,
    file_problem: Callable[[Path], AppError | None],
    reach: Callable[[str], None] | None = None,
) -> list[Check]:
    """All checks, in the order of a first run. Blocks: the network, and a keyring that may ask.

    Args:
        paths: The profile's folders; none is made.
        vault: Where secrets are kept.
        api_url: Pluggy's address, already validated.
        listener_port: The port that the browser comes back to; 0 for any.
        sqlite_version: The one in use, as the store tells.
        file_problem: Why a file cannot be the data file, as the store tells; None if it can.
        reach: Connects to an address and leaves at once, raising OSError; `knock` unless given.
    """
    return [
        _python(),
        _sqlite(sqlite_version),
        _keyring(vault),
        _window(),
        *(_port(host, listener_port) for host in ("127.0.0.1", "::1")),
        _pluggy(api_url, reach or knock),
        _folder(paths.data),
        _file(paths.database, file_problem),
        _lock(paths.lock_file),
    ]


def knock(url: str) -> None:
    """Open a connection to the server of `url`, encrypted and verified for https, and close it.

    Raises:
        OSError: It cannot be reached, or its certificate is not to be trusted.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    with socket.create_connection((host, port), timeout=_PATIENCE) as connection:
        if parts.scheme == "https":
            trust = ssl.create_default_context()
            with trust.wrap_socket(connection, server_hostname=host):
                pass


def _python() -> Check:
    return Check(
        name="Python",
        ok=sys.version_info[:2] >= OLDEST_PYTHON,
        detail=platform.python_version(),
        action=tr("Install Python 3.11 or newer."),
    )


def _sqlite(version: str) -> Check:
    found = tuple(int(part) for part in version.split(".") if part.isdigit())
    return Check(
        name="SQLite",
        ok=found >= OLDEST_SQLITE,
        detail=version,
        action=tr("Install the packages again: python3 run.py setup"),
    )


def _keyring(vault: _Readable) -> Check:
    name = tr("Keyring")
    try:
        vault.read("client-id")
        return Check(name=name, ok=True, detail=vault.backend)
    except VaultProblem as problem:
        return Check(name=name, ok=False, detail=problem.title, action=problem.action)


def _window() -> Check:
    name = tr("Window")
    problem = missing_for_window()
    if problem is None:
        return Check(name=name, ok=True, detail=tr("Qt can show one"))
    detail = f"{problem.title}: {problem.message}"
    return Check(name=name, ok=False, detail=detail, action=problem.action)


def _port(host: str, port: int) -> Check:
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    name = tr("Way back from the browser")
    try:
        _bind(host, port)
    except OSError as error:
        if host == "::1" and error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
            return Check(name=name, ok=True, detail=tr("{place} does not exist here", place=shown))
        return Check(
            name=name,
            ok=False,
            detail=tr("{place} is in use by another program", place=shown),
            action=tr(
                "Close that program or choose another port in the settings. Connecting works "
                "without it too, a few seconds slower."
            ),
        )
    return Check(name=name, ok=True, detail=tr("{place} is free", place=shown))


def _bind(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        if sys.platform == "win32":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind((host, port))


def _pluggy(url: str, reach: Callable[[str], None]) -> Check:
    name, host = "Pluggy", urlsplit(url).netloc
    try:
        reach(url)
    except ssl.SSLError:
        return Check(
            name=name,
            ok=False,
            detail=tr("{host} did not prove who it is", host=host),
            action=tr(
                "Check this computer's date, and whether a network or a security program here "
                "opens encrypted connections."
            ),
        )
    except OSError:
        return Check(
            name=name,
            ok=False,
            detail=tr("{host} cannot be reached", host=host),
            action=tr("Check the internet connection; what is on this computer works without it."),
        )
    return Check(name=name, ok=True, detail=tr("{host} can be reached", host=host))


def _folder(folder: Path) -> Check:
    name = tr("Data folder")
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return Check(name=name, ok=True, detail=tr("{path}, not made yet", path=folder))
    except OSError as error:
        return Check(
            name=name,
            ok=False,
            detail=f"{folder}: {error.strerror}",
            action=tr("Check the disk and its permissions."),
        )
    if not stat.S_ISDIR(found.st_mode):
        return Check(
            name=name,
            ok=False,
            detail=tr("{path} is a link or a file", path=folder),
            action=tr("Name the folder itself with --data-dir."),
        )
    return _privacy(name, folder, found)


def _file(file: Path, file_problem: Callable[[Path], AppError | None]) -> Check:
    name = tr("Data file")
    try:
        with file.open("rb") as opened:
            found = os.fstat(opened.fileno())
        problem = file_problem(file)
    except FileNotFoundError:
        return Check(name=name, ok=True, detail=tr("{path}, not made yet", path=file))
    except OSError as error:
        return Check(
            name=name,
            ok=False,
            detail=f"{file}: {error.strerror}",
            action=tr("Check the disk and its permissions."),
        )
    if problem is not None:
        return Check(name=name, ok=False, detail=f"{file}: {problem.title}", action=problem.action)
    return _privacy(name, file, found)


def _privacy(name: str, path: Path, found: os.stat_result) -> Check:
    if sys.platform != "win32" and (
        found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077
    ):
        return Check(
            name=name,
            ok=False,
            detail=tr("{path} is open to other users of this computer", path=path),
            action=tr("Start the program once: it closes what is its own."),
        )
    return Check(name=name, ok=True, detail=str(path))


def _lock(file: Path) -> Check:
    name = tr("In use")
    if not file.exists():
        return Check(name=name, ok=True, detail=tr("no"))
    lock = InstanceLock(file)
    try:
        free = lock.acquire()
    except AppError as problem:
        return Check(name=name, ok=False, detail=problem.title, action=problem.action)
    lock.release()
    return Check(name=name, ok=True, detail=tr("no") if free else tr("yes, a window is open"))
