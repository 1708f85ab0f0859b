"""Filters, sorts, pages, keys, totals: the same as done by hand in Python."""

from __future__ import annotations

import datetime as dt
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.models import Transaction, TransactionStatus
from pluggy_desktop.domain.money import parse_typed_amount
from pluggy_desktop.errors import Cancelled
from pluggy_desktop.store import (
    Column,
    Store,
    Totals,
    TransactionFilter,
    TransactionRow,
    TransactionSort,
)
from tests.store.make import DAY, KEY, account, added, connection, some_id

ALL = TransactionFilter()
NEWEST = TransactionSort()
NAMES = ("Conta Corrente", "Cartão", "Água")
WORDS = ("Água", "agua", "PIX", "pão", "Zebra", "150", "ab-cd", "É")
CATEGORIES = ("", "Food", "água", "Zoo")
COLUMNS: tuple[Column, ...] = ("date", "description", "category", "account", "amount")

transactions = st.builds(
    Transaction,
    pluggy_id=st.uuids().map(str),
    account_pluggy_id=st.just("a"),
    date=st.integers(0, 6).map(lambda n: DAY - dt.timedelta(days=n)),
    description=st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    amount=st.sampled_from((-15_000, -1, 0, 1, 2982, 15_000, 10**13)),
    currency=st.sampled_from(("BRL", "USD")),
    status=st.sampled_from(TransactionStatus),
    category=st.sampled_from(CATEGORIES),
    counterparty=st.sampled_from(("", "Maria")),
    order=st.integers(0, 3),
)
filters = st.builds(
    TransactionFilter,
    text=st.lists(
        st.sampled_from((*WORDS, "a", "p", "mar", ">1", "<150", "-150", "cart", "x", "!")),
        max_size=2,
    ).map(" ".join),
    account_ids=st.none() | st.sets(st.sampled_from((0, 1, 2)), max_size=3).map(tuple),
    since=st.none() | st.integers(0, 7).map(lambda n: DAY - dt.timedelta(days=n)),
    until=st.none() | st.integers(0, 7).map(lambda n: DAY - dt.timedelta(days=n)),
    direction=st.sampled_from((None, "in", "out")),
    pending=st.sampled_from((None, True, False)),
    category=st.none() | st.sampled_from((*CATEGORIES, "other")),
)
sorts = st.builds(TransactionSort, column=st.sampled_from(COLUMNS), descending=st.booleans())


def plain(text: str) -> str:
    """Accents and case gone, told in another way than the product does."""
    table = str.maketrans("áéíóúãõçÁÉÍÓÚÃÕÇ", "aeiouaocAEIOUAOC")
    return unicodedata.normalize("NFC", text).translate(table).lower()


def split(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in plain(text)).split()


def finds(typed: str, row: TransactionRow) -> bool:
    """Whether one typed word finds a row."""
    amount = parse_typed_amount(typed, "en")
    if amount is not None and amount.operator:
        size = row.amount if amount.minor < 0 else abs(row.amount)
        return size > amount.minor if amount.operator == ">" else size < amount.minor
    sizes = {amount.minor} | ({-amount.minor} if amount.minor > 0 else set()) if amount else set()
    if row.amount in sizes:
        return True
    wanted = split(typed)
    if not wanted:
        return amount is None
    stream = split(f"{row.description} {row.counterparty} {row.category}")
    ends = range(len(wanted), len(stream) + 1)
    slices = [stream[end - len(wanted) : end] for end in ends]
    if any(s[:-1] == wanted[:-1] and s[-1].startswith(wanted[-1]) for s in slices):
        return True
    names = split(f"{row.account_name} {row.institution}")
    return len(wanted) == 1 and any(name.startswith(wanted[0]) for name in names)


def passes(f: TransactionFilter, row: TransactionRow) -> bool:
    return (
        all(finds(word, row) for word in f.text.split())
        and (f.account_ids is None or row.account_id in f.account_ids)
        and (f.since is None or row.date >= f.since)
        and (f.until is None or row.date <= f.until)
        and (f.direction is None or (row.amount > 0 if f.direction == "in" else row.amount < 0))
        and (f.pending is None or f.pending == (row.status is TransactionStatus.PENDING))
        and (f.category is None or row.category == f.category)
    )


def place(sort: TransactionSort, row: TransactionRow) -> tuple[object, ...]:
    first: dict[Column, tuple[object, ...]] = {
        "date": (row.date,),
        "description": (plain(row.description).encode(),),
        # categories are few and kept as they are: only their ASCII letters fold
        "category": (row.category.encode().lower(),),
        "account": (plain(row.institution), plain(row.account_name)),
        "amount": (row.amount,),
    }
    return (*first[sort.column], row.key)


@dataclass(frozen=True)
class Bench:
    """A file whose rows are exchanged for each example."""

    store: Store
    account_ids: tuple[str, ...]

    def put(self, rows: list[tuple[int, Transaction]]) -> None:
        self.store.delete_connection(connection().id)
        self.store.save_connection(connection())
        self.store.save_accounts(
            connection().id, [account(str(n), name) for n, name in enumerate(NAMES)]
        )
        by_pluggy_id = {row.pluggy_id: row.id for row in self.store.accounts()}
        for n in range(3):
            changes = added([row for which, row in rows if which == n])
            self.store.save_page(by_pluggy_id[some_id(f"account {n}")], changes, cursor=None)

    def ids(self) -> list[str]:
        return [row.id for row in self.store.accounts()]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    store = Store.open(tmp_path_factory.mktemp("bench") / "data.db", KEY)
    yield Bench(store, ())
    store.close()


@given(
    data=st.data(),
    rows=st.lists(
        st.tuples(st.integers(0, 2), transactions), max_size=12, unique_by=lambda r: r[1].pluggy_id
    ),
)
def test_all_ways_of_reading_agree_with_python(
    bench: Bench, data: st.DataObject, rows: list[tuple[int, Transaction]]
) -> None:
    bench.put(rows)
    ids = bench.ids()
    read = bench.store.transactions
    everything = list(read.iterate(ALL))
    assert len(everything) == len(rows)
    assert all(later.key > earlier.key for later, earlier in pairwise(everything))
    for _ in range(3):
        f, sort = data.draw(filters), data.draw(sorts)
        if f.account_ids is not None:
            f = replace(f, account_ids=tuple(ids[int(n)] for n in f.account_ids))
        expected = sorted(
            (row for row in everything if passes(f, row)),
            key=lambda row: place(sort, row),
            reverse=sort.descending,
        )
        assert list(read.iterate(f, sort)) == expected
        check_the_rest(read_store=bench.store, f=f, sort=sort, expected=expected, data=data)


def check_the_rest(
    *,
    read_store: Store,
    f: TransactionFilter,
    sort: TransactionSort,
    expected: list[TransactionRow],
    data: st.DataObject,
) -> None:
    read = read_store.transactions
    limit = data.draw(st.integers(1, 5))
    offsets = range(0, len(expected) + limit, limit)
    pages = [read.page(f, sort, offset=offset, limit=limit) for offset in offsets]
    assert [row for page in pages for row in page] == expected
    keys = read.keys(f, sort, cancel=threading.Event())
    assert list(keys) == [row.key for row in expected]
    assert read.rows(keys) == expected
    assert read.count(f) == len(expected)
    assert read.count(f, cap=2) == min(len(expected), 2)
    assert read.totals(f) == totals(expected)
    shown = [row.category for row in expected if row.category]
    if f == ALL:
        assert dict(read.categories()) == {one: shown.count(one) for one in shown}


def totals(rows: list[TransactionRow]) -> list[Totals]:
    return [
        Totals(
            currency=currency,
            count=len(amounts),
            money_in=sum(a for a in amounts if a > 0),
            money_out=sum(a for a in amounts if a < 0),
        )
        for currency in ("BRL", "USD")
        if (amounts := [row.amount for row in rows if row.currency == currency])
    ]


def many(store: Store, count: int = 3000) -> None:
    store.save_connection(connection())
    store.save_accounts(connection().id, [account()])
    rows = [
        Transaction(
            pluggy_id=some_id(n),
            account_pluggy_id="a",
            date=DAY - dt.timedelta(days=n % 700),
            description=f"Compra {n}",
            amount=-n,
            currency="BRL",
            category="Food" if n % 3 else "",
        )
        for n in range(count)
    ]
    store.save_page(store.accounts()[0].id, added(rows), cursor=None)


def test_rows_come_in_the_order_asked_and_missing_ones_are_left_out(store: Store) -> None:
    many(store)
    keys = store.transactions.keys(ALL, NEWEST, cancel=threading.Event())
    asked = [keys[2000], 5, keys[0], keys[2999], keys[0]]
    rows = store.transactions.rows(asked)
    assert [row.key for row in rows] == [keys[2000], keys[0], keys[2999], keys[0]]
    assert store.transactions.rows([]) == []
    assert len(store.transactions.rows(keys)) == 3000


def test_both_ends_of_a_period_are_included_and_nothing_past_them(store: Store) -> None:
    many(store, 5)
    since, until = DAY - dt.timedelta(days=3), DAY - dt.timedelta(days=1)
    for text in ("", "compra"):
        rows = store.transactions.iterate(TransactionFilter(text=text, since=since, until=until))
        assert [(DAY - row.date).days for row in rows] == [1, 2, 3]


def test_categories_are_counted_the_most_used_first(store: Store) -> None:
    many(store, 30)
    uid = store.transactions.page(ALL, NEWEST, offset=0, limit=1)[0].uid
    store.set_category(uid, "Casa")
    assert store.transactions.categories() == [("Food", 20), ("Casa", 1)]


class SetAfter(threading.Event):
    """An event that counts looks and is set at a given one."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_a_long_read_can_be_given_up(store: Store, looks: int) -> None:
    many(store, 20_000)
    sort = TransactionSort(column="description")
    cancel = SetAfter(looks)
    with pytest.raises(Cancelled):
        store.transactions.keys(ALL, sort, cancel=cancel)
    assert cancel.left == -1, "stopped at the first look that said so"
    with pytest.raises(Cancelled):
        store.transactions.totals(TransactionFilter(text="compra"), cancel=SetAfter(looks))
    assert len(store.transactions.keys(ALL, sort, cancel=threading.Event())) == 20_000


def test_a_walk_shows_the_state_of_its_first_row(store: Store) -> None:
    many(store, 10)
    walk = store.transactions.iterate(ALL)
    next(walk)
    store.delete_connection(connection().id)
    assert len(list(walk)) == 9
    assert list(store.transactions.iterate(ALL)) == []


def test_an_abandoned_walk_holds_nothing(store: Store) -> None:
    many(store, 10)
    next(store.transactions.iterate(ALL))
    store.delete_connection(connection().id)
    assert store.transactions.count(ALL) == 0
    assert store._readers._lent == []
    assert len(store._readers._idle) == 1


def test_a_statement_left_half_read_holds_nothing(store: Store) -> None:
    many(store, 10)
    with store._readers.snapshot() as con:
        half_read = con.execute("SELECT key FROM transactions")
        next(half_read)
    store.delete_connection(connection().id)
    assert store.transactions.count(ALL) == 0
    assert len(store._readers._idle) == 1


def test_a_walk_begun_after_closing(store: Store) -> None:
    walk = store.transactions.iterate(ALL)
    store.close()
    with pytest.raises(Cancelled):
        next(walk)


def test_closing_in_the_middle_of_a_walk(store: Store) -> None:
    many(store, 3000)
    walk = store.transactions.iterate(ALL)
    next(walk)
    store.close()
    with pytest.raises(Cancelled):
        list(walk)
