"""Kills, full disks, I/O errors, power cuts: whole pages only, and what was said to be saved is."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from pluggy_desktop.domain.changes import Changes
from pluggy_desktop.errors import StoreProblem
from pluggy_desktop.store import Store, TransactionFilter
from tests.store.faults import FailingDisk, ForgetfulDisk, mounted
from tests.store.make import KEY, account_in, added, transaction

ALL = TransactionFilter()
PAGE = 50

WRITER = f"""
import sys
from pathlib import Path
from pluggy_desktop.store import Store
from tests.store.make import KEY, account_in, added, transaction

store = Store.open(Path(sys.argv[1]), KEY)
account = account_in(store)
start = int(account.cursor or 0)
for page in range(start, start + 10_000):
    rows = [transaction(n) for n in range(page * {PAGE}, (page + 1) * {PAGE})]
    store.save_page(account.id, added(rows), cursor=str(page + 1))
    print(page + 1, flush=True)
"""


def page_of(number: int) -> Changes:
    return added([transaction(n) for n in range(number * PAGE, (number + 1) * PAGE)])


def whole_pages(store: Store) -> int:
    """How many pages the file has, all of each; fails if anything is half there."""
    store.verify()
    row = account_in(store)
    pages = int(row.cursor or 0)
    assert store.transactions.count(ALL) == pages * PAGE
    assert store.transactions.count(TransactionFilter(text="compra")) == pages * PAGE
    assert row.new_rows == pages * PAGE
    return pages


def kind_of_failure(store: Store, account_id: str) -> str:
    """Save the second page; what went wrong, "" when nothing did."""
    try:
        store.save_page(account_id, page_of(1), cursor="2")
    except StoreProblem as problem:
        return problem.kind
    return ""


def test_killed_in_the_middle_of_pages(path: Path) -> None:
    acknowledged = 0
    for lines in (1, 2, 3, 5, 8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(lines):
            acknowledged = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        rest = process.stdout.read().splitlines()
        process.stdout.close()
        process.wait()
        acknowledged = int(rest[-1]) if rest else acknowledged
        store = Store.open(path, KEY)
        pages = whole_pages(store)
        store.close()
        assert acknowledged <= pages <= acknowledged + 1
    assert acknowledged >= 19


@pytest.mark.parametrize(("error", "kind"), [(apsw.IOError, "io"), (apsw.FullError, "full")])
def test_every_write_may_fail(path: Path, error: type[apsw.Error], kind: str) -> None:
    Store.open(path, KEY).close()
    disk = FailingDisk(error)
    with mounted(disk):
        store = Store.open(path, KEY)
        row = account_in(store)
        store.save_page(row.id, page_of(0), cursor="1")
        failures = 0
        for extra in range(1, 200):
            disk.at = disk.operations + extra
            failed = kind_of_failure(store, row.id)
            disk.at = -1
            if not failed:
                break
            failures += 1
            assert failed == kind
            assert whole_pages(store) == 1
        assert failures > 5
        assert whole_pages(store) == 2
        store.close()
    store = Store.open(path, KEY)
    assert whole_pages(store) == 2
    store.close()


def test_a_disk_that_fails_while_the_file_is_closed(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Store.open(path, KEY).close()
    disk = FailingDisk(apsw.FullError)
    with mounted(disk):
        store = Store.open(path, KEY)
        store.save_page(account_in(store).id, page_of(0), cursor="1")
        disk.at = disk.operations
        store.close()
        assert "FullError" in caplog.text
        store.close()
    assert path.with_name("data.db-wal").stat().st_size > 0
    store = Store.open(path, KEY)
    assert whole_pages(store) == 1
    store.close()


@pytest.mark.parametrize("durable", [True, False], ids=["as shipped", "control"])
def test_power_cut(path: Path, tmp_path: Path, *, durable: bool) -> None:
    """After a power cut every page that was said to be saved is there; without syncs it is not."""
    Store.open(path, KEY).close()
    after = tmp_path / "after"
    after.mkdir()
    shutil.copyfile(path, after / path.name)
    found = []
    with mounted(ForgetfulDisk(after)):
        store = Store.open(path, KEY)
        if not durable:
            store._writer.pragma("synchronous", "off")
        row = account_in(store)
        for number in range(8):
            store.save_page(row.id, page_of(number), cursor=str(number + 1))
            cut = tmp_path / f"cut{number}"
            shutil.copytree(after, cut)
            found.append(cut / path.name)
        store.close()
    pages = []
    for copy in found:
        store = Store.open(copy, KEY)
        pages.append(whole_pages(store))
        store.close()
    assert (pages == list(range(1, 9))) is durable


def test_a_full_file_system_in_the_middle_of_a_page(path: Path) -> None:
    store = Store.open(path, KEY)
    row = account_in(store)
    store.save_page(row.id, page_of(0), cursor="1")
    store._writer.pragma("max_page_count", store._writer.pragma("page_count"))
    with pytest.raises(StoreProblem) as caught:
        store.save_page(row.id, page_of(1), cursor="2")
    assert caught.value.kind == "full"
    assert whole_pages(store) == 1
    store._writer.pragma("max_page_count", 1_000_000)
    store.save_page(row.id, page_of(1), cursor="2")
    assert whole_pages(store) == 2
    store.close()
