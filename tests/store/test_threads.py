"""Threads: reads go on while a sync writes, each sees whole pages, closing waits for nobody long."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pluggy_desktop.errors import Cancelled
from pluggy_desktop.store import Store, TransactionFilter, TransactionSort
from tests.store.make import KEY, account_in, added, fill, transaction

ALL = TransactionFilter()
PAGE = 20


class Worker(threading.Thread):
    """A thread whose error can be asked for."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self.work = work
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.work()
        except BaseException as error:  # noqa: BLE001  (handed to the test)
            self.error = error

    def finish(self) -> None:
        self.join(timeout=60)
        assert not self.is_alive()
        if self.error is not None:
            raise self.error


def test_two_threads_read_while_one_writes(store: Store) -> None:
    row = account_in(store)
    done = threading.Event()
    looks = [0, 0]

    def write() -> None:
        try:
            for page in range(40):
                rows = [transaction(n) for n in range(page * PAGE, (page + 1) * PAGE)]
                store.save_page(row.id, added(rows), cursor=str(page))
        finally:
            done.set()

    def read(which: int) -> None:
        last = 0
        while not done.is_set():
            count = store.transactions.count(TransactionFilter(text="compra"))
            assert count % PAGE == 0, "half a page was seen"
            assert count >= last
            rows = store.transactions.page(ALL, TransactionSort(), offset=0, limit=10_000)
            assert len(rows) % PAGE == 0
            last = count
            looks[which] += 1

    workers = [Worker(write), Worker(lambda: read(0)), Worker(lambda: read(1))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.finish()
    assert min(looks) > 0
    assert store.transactions.count(ALL) == 40 * PAGE
    assert len(store._readers._idle) <= 3


def test_writers_take_turns(store: Store) -> None:
    accounts = [account_in(store, word) for word in "ab"]

    def write(which: int) -> None:
        for page in range(20):
            rows = [transaction((which, page, n)) for n in range(PAGE)]
            store.save_page(accounts[which].id, added(rows), cursor=str(page))

    workers = [Worker(lambda: write(0)), Worker(lambda: write(1))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.finish()
    assert [row.new_rows for row in store.accounts()] == [20 * PAGE] * 2
    store.verify()


def test_closing_gives_up_a_running_read(path: Path) -> None:
    store = Store.open(path, KEY)
    fill(store, [transaction(n) for n in range(2000)])
    running = threading.Event()

    def told() -> bool:
        running.set()
        return False

    def read() -> None:
        with store._readers.snapshot() as con:
            con.set_progress_handler(told, 1000)
            con.execute(
                "SELECT count(*) FROM transactions a, transactions b, transactions c, transactions d"
            ).fetchall()

    worker = Worker(read)
    worker.start()
    assert running.wait(30)
    store.close()
    with pytest.raises(Cancelled):
        worker.finish()
    assert not path.with_name("data.db-wal").exists()


def test_an_error_of_the_reader_gives_its_connection_back(store: Store) -> None:
    def fail() -> None:
        with store._readers.snapshot() as con:
            con.execute("SELECT 1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store._readers._lent == []
    store.set_value("a", "b")
    assert store.value("a") == "b"


def test_opening_twice_in_one_process_shares_the_file(path: Path) -> None:
    one, two = Store.open(path, KEY), Store.open(path, KEY)
    one.set_value("a", "1")
    assert two.value("a") == "1"
    two.set_value("a", "2")
    two.close()
    assert one.value("a") == "2"
    one.close()
