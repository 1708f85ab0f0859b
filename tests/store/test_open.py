"""Opening: what is refused, in which words, and that a refused file keeps its bytes."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import apsw
import pytest

from pluggy_desktop.errors import Cancelled, StoreProblem
from pluggy_desktop.store import Store, TransactionFilter, cipher, schema
from tests.store.make import KEY, OTHER_KEY, bytes_of, connection, fill, filled_file, transaction


def refused(path: Path, key: bytes = KEY) -> str:
    """The kind of problem with the file at `path`, whose folder must keep all its bytes."""
    before = bytes_of(path.parent)
    with pytest.raises(StoreProblem) as caught:
        Store.open(path, key, busy_seconds=0.1)
    assert bytes_of(path.parent) == before
    assert caught.value.title
    assert caught.value.action
    return caught.value.kind


def raw(path: Path, key: bytes = KEY) -> apsw.Connection:
    return cipher.connect(path, key, writable=True, busy_seconds=0)


def test_a_file_keeps_what_was_saved(path: Path) -> None:
    assert not Store.exists(path)
    filled_file(path, count=3)
    assert Store.exists(path)
    store = Store.open(path, KEY)
    assert store.path == path
    assert store.transactions.count(TransactionFilter()) == 3
    assert store.connections() == [connection()]
    store.verify()
    store.close()
    assert [entry.name for entry in path.parent.iterdir()] == ["data.db"]


def test_a_key_of_another_length_is_a_bug(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.open(path, KEY[:31])
    assert not path.parent.exists()


def test_wrong_key(path: Path) -> None:
    filled_file(path)
    assert refused(path, OTHER_KEY) == "wrong_key"


def test_wrong_key_with_a_log_left_by_a_crash(path: Path) -> None:
    filled_file(path)
    wal = path.with_name("data.db-wal")
    wal.write_bytes(b"what a crash left" * 1000)
    assert refused(path, OTHER_KEY) == "wrong_key"


def test_plaintext(path: Path) -> None:
    path.parent.mkdir()
    ordinary = sqlite3.connect(path)
    ordinary.execute("CREATE TABLE t (a)")
    ordinary.commit()
    ordinary.close()
    assert refused(path) == "plaintext"


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7", b"x" * 15, b"x" * 5000, os.urandom(8192), b"\0" * 8192],
    ids=["short", "15 bytes", "text", "random", "zeros"],
)
def test_a_file_that_is_not_ours(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert refused(path) == "foreign"


def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "data.db"
    filled_file(elsewhere)
    path.parent.mkdir()
    path.symlink_to(elsewhere)
    assert refused(path) == "foreign"
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    assert refused(path) == "foreign"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir(parents=True)
    assert refused(path) == "foreign"


def test_a_linked_folder_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to("real")
    store = Store.open(tmp_path / "link" / "data.db", KEY)
    store.close()
    assert (tmp_path / "real" / "data.db").exists()


@pytest.mark.parametrize("left", [0, 1, 15, 16, 23, 24, 100, 4095, 4096, 4097, 8192, -4096, -1])
def test_truncated(path: Path, left: int) -> None:
    filled_file(path)
    content = path.read_bytes()
    path.write_bytes(content[:left])
    assert refused(path) == "corrupt"


@pytest.mark.parametrize("place", [17, 18, 20, 23, 24, 100, 4095])
def test_damage_in_the_first_page(path: Path, place: int) -> None:
    filled_file(path)
    content = bytearray(path.read_bytes())
    content[place] ^= 0x80
    path.write_bytes(content)
    assert refused(path) == "corrupt"


def test_damage_elsewhere_is_noticed_when_read(path: Path) -> None:
    filled_file(path, count=400)
    content = bytearray(path.read_bytes())
    for page in range(40, len(content) // 4096):
        content[page * 4096 + 1000] ^= 1
    path.write_bytes(content)
    store = Store.open(path, KEY)
    with pytest.raises(StoreProblem) as caught:
        store.verify()
    assert caught.value.kind == "corrupt"
    with pytest.raises(StoreProblem) as caught:
        list(store.transactions.iterate(TransactionFilter()))
    assert caught.value.kind == "corrupt"
    store.close()


def test_a_search_index_that_lost_rows_is_noticed(path: Path) -> None:
    filled_file(path)
    con = raw(path)
    con.execute("DELETE FROM search WHERE rowid IN (SELECT key FROM transactions LIMIT 1)")
    con.close()
    store = Store.open(path, KEY)
    with pytest.raises(StoreProblem) as caught:
        store.verify()
    assert caught.value.kind == "corrupt"
    store.close()


def test_newer(path: Path) -> None:
    filled_file(path)
    con = raw(path)
    con.pragma("user_version", schema.MIGRATIONS[-1].version + 1)
    con.close()
    assert refused(path) == "newer"


def test_newer_with_changes_still_in_the_log(path: Path, tmp_path: Path) -> None:
    filled_file(path)
    con = raw(path)
    con.pragma("user_version", schema.MIGRATIONS[-1].version + 1)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("data.db", "data.db-wal"):
        (crashed / name).write_bytes(path.with_name(name).read_bytes())
    con.close()
    before = bytes_of(crashed)
    with pytest.raises(StoreProblem) as caught:
        Store.open(crashed / "data.db", KEY)
    assert caught.value.kind == "newer"
    after = bytes_of(crashed)
    assert {name: after[name] for name in before} == before


def test_another_programs_file_under_the_same_key(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    con = raw(path)
    con.execute("CREATE TABLE t (a)")
    con.close()
    assert refused(path) == "foreign"


def test_a_version_that_its_record_contradicts(path: Path) -> None:
    filled_file(path)
    con = raw(path)
    con.execute("DELETE FROM schema_history")
    con.close()
    assert refused(path) == "corrupt"


def test_busy(path: Path) -> None:
    filled_file(path)
    store = Store.open(path, KEY, busy_seconds=0.1)
    other = raw(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreProblem) as caught:
        store.set_value("a", "b")
    assert caught.value.kind == "busy"
    assert store.value("a") is None
    other.execute("ROLLBACK")
    store.set_value("a", "b")
    assert store.value("a") == "b"
    other.close()
    store.close()


def test_what_an_interrupted_first_start_left_is_replaced(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("data.db.new").write_bytes(b"half a file")
    path.with_name("data.db.new-wal").write_bytes(b"half a log")
    path.with_name("data.db-wal").write_bytes(b"a log without its file" * 500)
    store = Store.open(path, KEY)
    fill(store, [transaction(1)])
    store.close()
    assert [entry.name for entry in path.parent.iterdir()] == ["data.db"]


def test_a_log_whose_file_was_deleted_is_not_replayed_into_a_new_one(path: Path) -> None:
    store = Store.open(path, KEY)
    fill(store, [transaction(1)])
    wal = path.with_name("data.db-wal")
    log = wal.read_bytes()
    store.close()
    path.unlink()
    wal.write_bytes(log)
    store = Store.open(path, KEY)
    assert store.connections() == []
    store.verify()
    store.close()


def test_a_file_that_appears_while_one_is_made_is_not_replaced(path: Path) -> None:
    path.parent.mkdir()

    def build(con: apsw.Connection) -> None:
        schema.migrate(con, schema.MIGRATIONS)
        path.write_bytes(b"somebody was faster")

    cipher.create(path, KEY, build, busy_seconds=0)
    assert path.read_bytes() == b"somebody was faster"
    assert [entry.name for entry in path.parent.iterdir()] == ["data.db"]


def test_a_failed_first_start_leaves_nothing(path: Path) -> None:
    path.parent.mkdir()

    def build(con: apsw.Connection) -> None:
        con.execute("CREATE TABLE t (a)")
        raise apsw.FullError

    with pytest.raises(StoreProblem) as caught:
        cipher.create(path, KEY, build, busy_seconds=0)
    assert caught.value.kind == "full"
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreProblem) as caught:
        Store.open(tmp_path / "file" / "data.db", KEY)
    assert caught.value.kind == "io"


def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")
    with pytest.raises(StoreProblem) as caught:
        Store.open(path, KEY)
    assert "3.51.2" in caught.value.technical
    assert not path.exists()


def test_closed_means_closed(path: Path) -> None:
    store = Store.open(path, KEY)
    store.close()
    store.close()
    with pytest.raises(Cancelled):
        store.connections()
    with pytest.raises(Cancelled):
        store.set_value("a", "b")
    with pytest.raises(Cancelled):
        store.transactions.count(TransactionFilter())
    with pytest.raises(Cancelled):
        store.changed()
