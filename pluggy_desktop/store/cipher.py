"""Key and file → an opened encrypted database, or a reason why not, with the file left as it is.

The cipher is ChaCha20-Poly1305, page by page, under a raw 32-byte key (SQLite3 Multiple Ciphers).
The file's first 16 bytes, which that cipher leaves to us, are a check value of the key: so a wrong
key and a damaged file, which SQLite answers alike, are told apart without opening anything. Bytes
16–23 are SQLite's own header in the clear (page size, format, 32 reserved bytes) and tell a file of
this kind from any other.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import apsw

from pluggy_desktop.errors import StoreProblem
from pluggy_desktop.store.problems import problem, translated

KEY_BYTES = 32
OLDEST_SQLITE = (3, 51, 3)  # earlier ones can lose the WAL when it is reset
SIDECARS = ("-wal", "-shm", "-journal")

_CHECK_BYTES = 16
_PAGE = 4096
_PLAINTEXT = b"SQLite format 3\0"
_LAYOUT = bytes((32, 64, 32, 32))  # reserved bytes a page, payload fractions
_CACHE_KIB = 8192
_WRITER_CACHE_KIB = 32768  # the indexes by id are written all over: what fits is written once
_WAL_PAGES = 4000  # 16 MB of log before it is worked into the file
_log = logging.getLogger(__name__)


def connect(path: Path, key: bytes, *, writable: bool, busy_seconds: float) -> apsw.Connection:
    """Open `path` with `key`, set up for safety; nothing has been read or checked yet."""
    require_sqlite()
    flags = apsw.SQLITE_OPEN_READWRITE if writable else apsw.SQLITE_OPEN_READONLY
    con = apsw.Connection(str(path), flags=flags | apsw.SQLITE_OPEN_NOFOLLOW)
    try:
        con.set_busy_timeout(int(busy_seconds * 1000))
        con.pragma("cipher", "chacha20")
        if con.pragma("key", "raw:" + (key + key_check(key)).hex()) != "ok":
            raise problem("io", technical="key not taken")
        con.pragma("temp_store", "memory")
        con.pragma("mmap_size", 0)
        con.pragma("cache_size", -_CACHE_KIB)
        con.pragma("trusted_schema", 0)
        con.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        con.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
        con.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
    except BaseException:
        con.close()
        raise
    return con


def prepare_writer(con: apsw.Connection) -> None:
    """What only a writer needs: durable commits and checked references."""
    con.pragma("synchronous", "full")
    con.pragma("cache_size", -_WRITER_CACHE_KIB)
    con.pragma("wal_autocheckpoint", _WAL_PAGES)
    con.pragma("foreign_keys", 1)


def sqlite_version() -> str:
    """The version of SQLite in use, such as "3.54.0"."""
    return apsw.sqlite_lib_version()


def require_sqlite() -> None:
    """Refuse a SQLite that can lose data."""
    found = tuple(int(part) for part in sqlite_version().split("."))
    if found < OLDEST_SQLITE:
        raise problem("io", technical=f"SQLite {sqlite_version()}")


def key_check(key: bytes) -> bytes:
    """The 16 bytes a file begins with that `key` opens; they tell nothing about the key."""
    return hmac.digest(key, b"pluggy-desktop data file", hashlib.sha256)[:_CHECK_BYTES]


def create(
    path: Path, key: bytes, build: Callable[[apsw.Connection], None], *, busy_seconds: float
) -> None:
    """Make an encrypted file at `path`, complete or not at all, readable by its owner only.

    `build` fills the connection it is given. If a file has appeared at `path` meanwhile, that one
    stays.

    Raises:
        StoreProblem: It could not be written, or (never seen) came out unencrypted.
    """
    with translated():
        _remove_leftovers(path)
        draft = path.with_name(path.name + ".new")
        _discard(draft)
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.close(descriptor)
        try:
            con = connect(draft, key, writable=True, busy_seconds=busy_seconds)
            try:
                con.pragma("journal_mode", "wal")
                prepare_writer(con)
                build(con)
            finally:
                con.close()
            with draft.open("rb+") as file:
                _require_encrypted(file.read(24), key)
                os.fsync(file.fileno())
            _publish(draft, path)
        finally:
            _discard(draft)


def unlock(
    path: Path, key: bytes, accept: Callable[[apsw.Connection], None], *, busy_seconds: float
) -> apsw.Connection:
    """Open the file at `path` for writing, after everything that could be wrong has been checked.

    `accept` looks at the schema and raises what it does not like. Whatever is raised, the file and
    its write-ahead log keep their bytes.

    Raises:
        StoreProblem: wrong_key, plaintext, foreign, corrupt, newer, busy or io.
    """
    with translated():
        inspect(path, key)
        strangers = [side for side in _sidecars(path) if not side.exists()]
        con = connect(path, key, writable=True, busy_seconds=busy_seconds)
        try:
            con.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            con.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            accept(con)
            con.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
            prepare_writer(con)
        except BaseException:
            con.close()
            for side in strangers:
                side.unlink(missing_ok=True)
            raise
        return con


def inspect(path: Path, key: bytes) -> None:
    """Tell from the first bytes whether `key` can open `path`; opens no database.

    Raises:
        StoreProblem: wrong_key, plaintext, foreign or corrupt.
    """
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode):
        raise problem("foreign", technical="not a regular file")
    with path.open("rb") as file:
        head = file.read(24)
    if not head:
        raise problem("corrupt", technical="empty")
    if head.startswith(_PLAINTEXT):
        raise problem("plaintext")
    check = key_check(key)
    has_key = head[:_CHECK_BYTES] == check[: len(head)]
    if len(head) < 24 or not _has_layout(head):
        raise problem("corrupt" if has_key else "foreign", technical="header")
    if not has_key:
        raise problem("wrong_key")
    wal = path.with_name(path.name + "-wal")
    # A crash in a checkpoint may leave part of a page; the log then still holds it.
    if state.st_size % _PAGE and not (wal.exists() and wal.stat().st_size):
        raise problem("corrupt", technical=f"truncated at {state.st_size}")


def layout_problem(path: Path) -> StoreProblem | None:
    """Why `path` cannot be a file of ours, as far as can be told without its key; None if it can.

    Raises:
        OSError: It cannot be read.
    """
    try:
        inspect(path, b"")
    except StoreProblem as found:
        return None if found.kind == "wrong_key" else found
    return None


def make_private(path: Path) -> None:
    """Take away what others may do with the file, its log and its folder; warn if they could."""
    if os.name == "nt":
        return  # the user's profile folder is private there; mode bits mean nothing
    for entry in (path.parent, path, *_sidecars(path)):
        with suppress(FileNotFoundError):
            state = entry.lstat()
            shared = stat.S_IMODE(state.st_mode) & 0o077
            if not shared or not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):
                continue
            if state.st_uid != os.geteuid() or state.st_mode & stat.S_ISVTX:
                _log.warning("%s is open to others and not ours to close", entry.name)
                continue
            entry.chmod(stat.S_IMODE(state.st_mode) & ~0o077)
            if entry in {path, path.parent}:  # the log takes its mode from the file
                _log.warning("%s was open to other users; closed to them now", entry.name)


def _has_layout(head: bytes) -> bool:
    size = int.from_bytes(head[16:18], "big")
    return size == _PAGE and set(head[18:20]) <= {1, 2} and head[20:24] == _LAYOUT


def _require_encrypted(head: bytes, key: bytes) -> None:
    if head.startswith(_PLAINTEXT) or head[:_CHECK_BYTES] != key_check(key):
        raise problem("io", technical="the new file is not encrypted")
    if not _has_layout(head):
        raise problem("io", technical="unexpected header")


def _publish(draft: Path, path: Path) -> None:
    """Give the finished draft its name, never over another file, and make that durable."""
    if os.name == "nt":
        with suppress(FileExistsError):
            draft.rename(path)
        return
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:
        if path.exists():
            return
        draft.rename(path)  # a file system without links
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove_leftovers(path: Path) -> None:
    """A log without its file must not be replayed into a new one."""
    for side in _sidecars(path):
        if side.exists():
            side.unlink()
            _log.warning("removed %s, which had no data file", side.name)


def _discard(draft: Path) -> None:
    for entry in (draft, *_sidecars(draft)):
        entry.unlink(missing_ok=True)


def _sidecars(path: Path) -> list[Path]:
    return [path.with_name(path.name + suffix) for suffix in SIDECARS]
