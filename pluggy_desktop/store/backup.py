"""The verified copy that is made before a file is changed to a newer version."""

from __future__ import annotations

import os
import re
from pathlib import Path

import apsw

from pluggy_desktop.store import cipher, schema
from pluggy_desktop.store.problems import problem

KEEP = 3
_PAGES_A_STEP = 2048


def before_migration(
    con: apsw.Connection, path: Path, key: bytes, *, version: int, busy_seconds: float
) -> Path:
    """Copy the open file into `backups/` beside it, under the same key; keep the last three.

    The copy is opened and checked before it counts; one that fails is removed.

    Raises:
        StoreProblem: "corrupt" where the copy (so the file) is damaged.
        OSError, apsw.Error: It could not be written.
    """
    folder = path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    number = 1 + max((_number(found, path) for found in copies(path)), default=0)
    target = folder / f"{path.stem}-{number:04d}-before-{version + 1}{path.suffix}"
    draft = target.with_name(target.name + ".new")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _copy(con, draft, key, busy_seconds=busy_seconds)
        _verify(draft, key, version=version, busy_seconds=busy_seconds)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    for old in copies(path)[:-KEEP]:
        old.unlink()
    return target


def copies(path: Path) -> list[Path]:
    """The copies kept of the file at `path`, oldest first."""
    folder = path.parent / "backups"
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((one for one in found if _number(one, path)), key=lambda one: _number(one, path))


def _number(copy: Path, path: Path) -> int:
    name = re.fullmatch(
        rf"{re.escape(path.stem)}-(\d+)-before-\d+{re.escape(path.suffix)}", copy.name
    )
    return int(name[1]) if name else 0


def _copy(source: apsw.Connection, draft: Path, key: bytes, *, busy_seconds: float) -> None:
    target = cipher.connect(draft, key, writable=True, busy_seconds=busy_seconds)
    try:
        with target.backup("main", source, "main") as copying:
            while not copying.done:
                copying.step(_PAGES_A_STEP)
        # One file without a log: complete on its own, wherever it is moved.
        target.pragma("journal_mode", "delete")
    finally:
        target.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(draft: Path, key: bytes, *, version: int, busy_seconds: float) -> None:
    cipher.inspect(draft, key)
    con = cipher.connect(draft, key, writable=False, busy_seconds=busy_seconds)
    try:
        schema.check_integrity(con)
        if schema.version(con) != version:
            raise problem("corrupt", technical="the copy has another version")
    finally:
        con.close()
