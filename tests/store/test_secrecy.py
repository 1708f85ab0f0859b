"""What others can see of the file: nothing of its content, and not the file itself."""

from __future__ import annotations

import logging
import os
import stat
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from pluggy_desktop.domain.models import Rejected
from pluggy_desktop.store import Attempt, Store, TransactionFilter
from tests.store.make import KEY, NOW, account, added, bytes_of, connection, fill, transaction

CANARY = "Canario7351"
POSIX = pytest.mark.skipif(os.name == "nt", reason="mode bits mean nothing on Windows")


def plant(store: Store) -> None:
    """Put the canary everywhere a text can go."""
    store.save_connection(replace(connection(), institution=CANARY, name=CANARY, detail=CANARY))
    store.save_accounts(connection().id, [replace(account(), name=CANARY, number=CANARY)])
    rows = [
        replace(transaction(n), description=f"{CANARY} {n}", counterparty=CANARY, category=CANARY)
        for n in range(2000)
    ]
    bad = Rejected(kind="transaction", pluggy_id="", reason="bad", raw=CANARY.encode())
    page = store.accounts()[0].id
    store.save_page(page, added(rows), cursor=CANARY, rejected=[bad])
    store.set_value(CANARY, CANARY)
    store.save_attempt(
        Attempt(id=CANARY, connector_id=1, institution=CANARY, state_token=CANARY, started_at=NOW)
    )
    uid = next(store.transactions.iterate(TransactionFilter())).uid
    store.set_note(uid, CANARY)


def seen_in(folder: Path) -> list[str]:
    spellings = (CANARY.encode(), CANARY.lower().encode(), CANARY.encode("utf-16-le"))
    return [
        name
        for name, content in bytes_of(folder).items()
        if any(spelling in content for spelling in spellings)
    ]


def test_no_text_is_readable_in_any_file(path: Path) -> None:
    store = Store.open(path, KEY)
    plant(store)
    assert path.with_name("data.db-wal").stat().st_size > 0
    assert seen_in(path.parent) == []
    store.close()
    assert seen_in(path.parent) == []
    assert path.stat().st_size > 100_000


def test_the_same_search_finds_it_in_a_file_that_is_not_encrypted(path: Path) -> None:
    path.parent.mkdir()
    con = apsw.Connection(str(path))
    con.pragma("journal_mode", "wal")
    con.execute("CREATE TABLE t (a)")
    con.execute("INSERT INTO t VALUES (?)", (CANARY,))
    assert seen_in(path.parent)
    con.close()


def test_the_key_is_nowhere(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    store = Store.open(path, KEY)
    fill(store, [transaction(1)])
    con = store._writer
    assert con.exec_trace is None
    assert con.row_trace is None
    store.close()
    for content in bytes_of(path.parent).values():
        assert KEY not in content
        assert KEY.hex().encode() not in content.lower()
    assert KEY.hex() not in caplog.text.lower()


def test_tokens_of_an_attempt_stay_out_of_its_repr() -> None:
    one = Attempt(
        id="a",
        connector_id=1,
        institution="b",
        started_at=NOW,
        state_token="s3",
        authorize_url="u9",
    )
    assert "s3" not in repr(one)
    assert "u9" not in repr(one)


@POSIX
def test_only_the_owner_can_read_it_from_the_first_moment(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store.open(tmp_path / "new" / "data.db", KEY)
        fill(store, [transaction(1)])
        modes = {entry.name: mode(entry) for entry in (tmp_path / "new").iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert modes == {"data.db": 0o600, "data.db-wal": 0o600, "data.db-shm": 0o600}
    assert mode(tmp_path / "new") == 0o700


@POSIX
def test_what_was_opened_to_others_is_closed_and_said(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Store.open(path, KEY).close()
    path.chmod(0o664)
    path.parent.chmod(0o755)
    Store.open(path, KEY).close()
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    caplog.clear()
    Store.open(path, KEY).close()
    assert not caplog.records


@POSIX
def test_a_folder_everybody_uses_keeps_its_mode(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    Store.open(shared / "data.db", KEY).close()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    assert "shared" in caplog.text


def mode(entry: Path) -> int:
    return stat.S_IMODE(entry.stat().st_mode)
