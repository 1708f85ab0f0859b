"""Versions: a newer one is reached in whole steps, after a verified copy."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import apsw
import pytest

from pluggy_desktop.errors import StoreProblem
from pluggy_desktop.store import Store, TransactionFilter, backup, cipher, schema
from tests.store.make import KEY, OTHER_KEY, bytes_of, filled_file
from tests.store.test_secrecy import mode

LAST = schema.MIGRATIONS[-1].version
NEXT = schema.Migration(
    version=LAST + 1,
    name="labels",
    sql="""
    CREATE TABLE labels (name TEXT PRIMARY KEY) STRICT;
    INSERT INTO labels VALUES ('first');
    ALTER TABLE accounts ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
    """,
)
ALL = TransactionFilter()


def opened(path: Path, *more: schema.Migration) -> Store:
    return Store.open(path, KEY, migrations=(*schema.MIGRATIONS, *more))


def records(store: Store) -> list[tuple[int, str]]:
    with store._readers.snapshot() as con:
        return list(con.execute("SELECT version, name FROM schema_history ORDER BY version"))


def test_a_new_file_has_the_last_version_and_no_copy(path: Path) -> None:
    store = opened(path, NEXT)
    assert [version for version, _ in records(store)] == list(range(1, LAST + 2))
    store.close()
    assert backup.copies(path) == []


def test_an_older_file_is_brought_to_the_last_version(path: Path) -> None:
    filled_file(path)
    store = opened(path, NEXT)
    assert records(store)[-1] == (LAST + 1, "labels")
    assert store.transactions.count(ALL) == 50
    store.verify()
    store.close()
    assert len(backup.copies(path)) == 1
    opened(path, NEXT).close()
    assert len(backup.copies(path)) == 1, "nothing to do, nothing copied"
    with pytest.raises(StoreProblem) as caught:
        Store.open(path, KEY)
    assert caught.value.kind == "newer"


def test_the_copy_is_whole_private_and_under_the_same_key(path: Path) -> None:
    filled_file(path)
    opened(path, NEXT).close()
    copy = backup.copies(path)[0]
    assert copy.name == f"data-0001-before-{LAST + 1}.db"
    if os.name != "nt":
        assert mode(copy) == 0o600
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    with pytest.raises(StoreProblem) as caught:
        Store.open(copy, OTHER_KEY)
    assert caught.value.kind == "wrong_key"
    store = Store.open(copy, KEY)
    store.verify()
    assert store.transactions.count(ALL) == 50
    assert store.transactions.count(TransactionFilter(text="compra")) == 50
    store.close()


def test_a_step_that_fails_is_undone_with_its_record(path: Path) -> None:
    filled_file(path)
    broken = schema.Migration(
        version=LAST + 2, name="broken", sql="CREATE TABLE half (a) STRICT; DROP TABLE nothing"
    )
    with pytest.raises(apsw.SQLError):
        opened(path, NEXT, broken)
    store = opened(path, NEXT)
    assert records(store)[-1] == (LAST + 1, "labels")
    assert store.transactions.count(ALL) == 50
    store.close()


def test_a_step_that_breaks_references_is_undone(path: Path) -> None:
    filled_file(path)
    careless = schema.Migration(version=LAST + 1, name="x", sql="DELETE FROM connections")
    with pytest.raises(StoreProblem) as caught:
        opened(path, careless)
    assert caught.value.kind == "corrupt"
    store = Store.open(path, KEY)
    assert len(store.connections()) == 1
    store.verify()
    store.close()


def test_references_are_checked_again_after_a_migration(path: Path) -> None:
    store = opened(path, NEXT)
    with pytest.raises(apsw.ConstraintError), store._write() as con:
        con.execute("INSERT INTO bills VALUES (999, 'x', 1, 1, 'BRL', 1, 1, 1)")
    store.close()


def test_no_version_is_reached_without_a_verified_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled_file(path)
    whole_copy = backup._copy

    def damaging(con: apsw.Connection, draft: Path, key: bytes, *, busy_seconds: float) -> None:
        whole_copy(con, draft, key, busy_seconds=busy_seconds)
        content = bytearray(draft.read_bytes())
        content[5 * 4096 + 100] ^= 1
        draft.write_bytes(content)

    monkeypatch.setattr(backup, "_copy", damaging)
    before = bytes_of(path.parent)
    with pytest.raises(StoreProblem) as caught:
        opened(path, NEXT)
    assert caught.value.kind == "corrupt"
    assert bytes_of(path.parent) == before
    monkeypatch.undo()
    Store.open(path, KEY).close()


def test_the_last_three_copies_are_kept(path: Path) -> None:
    filled_file(path)
    (path.parent / "backups").mkdir()
    stranger = path.parent / "backups" / "data-of-mine.db"
    stranger.touch()
    steps = [
        schema.Migration(version=LAST + n, name=str(n), sql=f"CREATE TABLE t{n} (a ANY) STRICT")
        for n in range(1, 6)
    ]
    for n in range(1, 6):
        opened(path, *steps[:n]).close()
    names = [copy.name for copy in backup.copies(path)]
    assert names == [f"data-{n:04d}-before-{LAST + n}.db" for n in (3, 4, 5)]
    assert stranger.exists()


def test_the_file_says_what_it_is(path: Path) -> None:
    Store.open(path, KEY).close()
    con = cipher.connect(path, KEY, writable=False, busy_seconds=0)
    assert con.pragma("application_id") == schema.APPLICATION_ID
    assert con.pragma("user_version") == LAST
    assert con.pragma("journal_mode") == "wal"
    assert con.pragma("cipher") == "chacha20"
    con.close()


def test_the_writer_is_set_up_for_safety(path: Path) -> None:
    store = Store.open(path, KEY)
    con = store._writer
    pragmas = ("synchronous", "temp_store", "mmap_size", "foreign_keys", "trusted_schema")
    values = {name: con.pragma(name) for name in pragmas}
    assert values == {
        "synchronous": 2,
        "temp_store": 2,
        "mmap_size": 0,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }
    tables = list(con.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))
    loose = [name for name, strict in tables if not strict and not name.startswith("sqlite_")]
    assert loose == []
    store.close()
