"""How the store answers as it grows: ratios of one way to another, measured side by side in one run.

Usage: python benchmarks/store_queries.py [ROWS]   (100,000 unless said)
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import random
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pluggy_desktop.domain.changes import Changes, RowChange
from pluggy_desktop.domain.models import Account, AccountKind, ConnectionState, Transaction
from pluggy_desktop.store import (
    Connection,
    Store,
    TransactionFilter,
    TransactionSort,
)
from pluggy_desktop.store.words import folded

PAGE = 500
WINDOW = 256
KEY = bytes(range(32))
ALL = TransactionFilter()
NEWEST = TransactionSort()
NOW = dt.datetime(2026, 7, 14, tzinfo=dt.UTC)
# fmt: off
WORDS = (
    "PIX", "enviado", "recebido", "Maria", "João", "Padaria", "Mercado", "Farmácia", "Posto", "Uber", "iFood", "Compra",
    "Parcela", "Boleto", "TED", "Salário", "Estorno", "Café", "Livraria", "Cinema", "Água", "Luz", "Aluguel", "Escola",
)
# fmt: on
CATEGORIES = ("Food", "Transport", "Transfers", "Health", "Home", "")


def made_up(count: int) -> Iterator[RowChange]:
    """`count` transactions over two years, newest first, the same each time."""
    chance = random.Random(7)
    for n in range(count):
        one = Transaction(
            pluggy_id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            account_pluggy_id="a",
            date=NOW.date() - dt.timedelta(days=n * 730 // count),
            description=f"{' '.join(chance.choices(WORDS, k=3))} {chance.randrange(10_000)}",
            amount=chance.randrange(-100_000, 40_000),
            currency="BRL",
            category=chance.choice(CATEGORIES),
            counterparty=chance.choice(WORDS),
        )
        digest = hashlib.blake2b(one.pluggy_id.encode(), digest_size=16).digest()
        yield RowChange(transaction=one, fingerprint=digest)


def filled(store: Store, rows: Iterator[RowChange]) -> float:
    """Save `rows` into eight accounts, a page at a time; the seconds spent in saving."""
    connection = Connection(
        id="c",
        item_id="i",
        connector_id=1,
        institution="Banco",
        state=ConnectionState.UPDATED,
        created_at=NOW,
    )
    store.save_connection(connection)
    names = [f"Conta {n}" for n in range(8)]
    store.save_accounts(
        "c",
        [
            Account(pluggy_id=name, item_id="i", kind=AccountKind.CHECKING, name=name, balance=0)
            for name in names
        ],
    )
    ids = [row.id for row in store.accounts()]
    seconds = 0.0
    pages = iter(lambda: tuple(itertools.islice(rows, PAGE)), ())
    for n, page in enumerate(pages):
        begun = time.perf_counter()
        store.save_page(ids[n % len(ids)], Changes(added=page), cursor=str(n))
        seconds += time.perf_counter() - begun
    return seconds


def took(work: Callable[[], object], *, times: int = 5) -> float:
    """The median seconds of `work`, after one run to warm up."""
    work()
    spans = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spans.append(time.perf_counter() - begun)
    return statistics.median(spans)


def compare(title: str, unit: float, ways: dict[str, Callable[[], object]]) -> None:
    """Print each way's time, and its ratio to `unit` seconds."""
    print(title)
    for name, work in ways.items():
        seconds = took(work)
        print(f"  {name:<46} {seconds * 1000:>9.2f} ms   {seconds / unit:>8.1f} x")


def scan(store: Store, word: str) -> list[str]:
    """The newest rows that contain `word`, by reading all of them (what the index replaces)."""
    wanted = folded(word)
    rows = store.transactions.iterate(ALL, NEWEST)
    return [row.uid for row in rows if wanted in folded(row.description)][:WINDOW]


def like(store: Store, word: str) -> Sequence[object]:
    """The same by SQL's LIKE, blind to accents as it is."""
    with store._readers.snapshot() as con:  # noqa: SLF001  (the way not taken has no method)
        return con.execute(
            "SELECT * FROM transactions WHERE description LIKE ? ORDER BY key DESC LIMIT ?",
            (f"%{word}%", WINDOW),
        ).fetchall()


def report(store: Store, count: int) -> None:
    """Print all comparisons; the first page, newest first, is the unit."""
    read = store.transactions
    unit = took(lambda: read.page(ALL, NEWEST, offset=0, limit=WINDOW))
    middle = count // 2
    keys = read.keys(ALL, NEWEST, cancel=threading.Event())
    by_text = TransactionSort(column="description", descending=False)
    compare(
        f"a window of {WINDOW} rows",
        unit,
        {
            "first page": lambda: read.page(ALL, NEWEST, offset=0, limit=WINDOW),
            "middle, by OFFSET": lambda: read.page(ALL, NEWEST, offset=middle, limit=WINDOW),
            "middle, by keys at hand": lambda: read.rows(keys[middle : middle + WINDOW]),
            "all keys, newest first": lambda: read.keys(ALL, NEWEST, cancel=threading.Event()),
            "all keys, by description": lambda: read.keys(ALL, by_text, cancel=threading.Event()),
        },
    )
    rare, common = TransactionFilter(text="escola 42"), TransactionFilter(text="p")
    account = TransactionFilter(account_ids=(store.accounts()[3].id,))
    compare(
        "search, newest first",
        unit,
        {
            "index, p": lambda: read.page(common, NEWEST, offset=0, limit=WINDOW),
            "index, two words": lambda: read.page(rare, NEWEST, offset=0, limit=WINDOW),
            "LIKE, common word": lambda: like(store, "padaria"),
            "LIKE, a word that is not there": lambda: like(store, "inexistente"),
            "every row in Python": lambda: scan(store, "inexistente"),
        },
    )
    compare(
        "counts and sums",
        unit,
        {
            "count of p, up to 10,001": lambda: read.count(common, cap=10_001),
            "count of p": lambda: read.count(common),
            "totals of all": lambda: read.totals(ALL),
            "totals of an account": lambda: read.totals(account),
            "totals of p": lambda: read.totals(common),
            "first page of an account": lambda: read.page(account, NEWEST, offset=0, limit=WINDOW),
            "categories": read.categories,
            "daily balance, two years": lambda: store.reports.daily_balance(
                None, NOW.date() - dt.timedelta(days=730), NOW.date()
            ),
            "flow of 12 months": lambda: store.reports.month_flow(12),
            "spending by category, a month": lambda: store.reports.by_category(
                NOW.date() - dt.timedelta(days=30), NOW.date()
            ),
        },
    )


def main() -> None:
    """Build the file in a temporary folder and print what was measured."""
    count = int(sys.argv[1].replace(",", "").replace("_", "")) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.db"
        store = Store.open(path, KEY)
        seconds = filled(store, made_up(count))
        print(f"{count:,} rows saved in pages of {PAGE}: {count / seconds:,.0f} a second")
        report(store, count)
        store.close()
        print(f"file: {path.stat().st_size / count:,.0f} bytes a row")


if __name__ == "__main__":
    main()
