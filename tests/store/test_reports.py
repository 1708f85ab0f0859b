"""Sums over time: the same as added up by hand."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.changes import Changes
from pluggy_desktop.domain.models import (
    AccountKind,
    Investment,
    Loan,
    Transaction,
    TransactionStatus,
)
from pluggy_desktop.store import MonthFlow, Store, TransactionFilter
from pluggy_desktop.store.codec import key_date, key_prefix
from tests.store.make import DAY, account, account_in, added, connection, fill, transaction


def day(back: int) -> dt.date:
    return DAY - dt.timedelta(days=back)


def test_daily_balance_walks_back_from_the_present(store: Store) -> None:
    pending = replace(
        transaction("pending", day=day(1), amount=-77), status=TransactionStatus.PENDING
    )
    foreign = replace(transaction("foreign", day=day(1), amount=-88), currency="USD")
    rows = [
        transaction("a", day=day(0), amount=-100),
        transaction("b", day=day(2), amount=-2000),
        transaction("c", day=day(2), amount=500),
        transaction("old", day=day(9), amount=-1),
        pending,
        foreign,
    ]
    fill(store, rows)
    assert store.reports.daily_balance(None, day(3), DAY + dt.timedelta(days=1)) == [
        (day(3), 101_600),
        (day(2), 100_100),
        (day(1), 100_100),
        (day(0), 100_000),
        (day(-1), 100_000),
    ]
    assert store.reports.daily_balance(None, day(2), day(2)) == [(day(2), 100_100)]
    assert store.reports.daily_balance(None, day(0), day(1)) == []


def test_rows_past_the_day_the_balance_is_of_have_not_touched_it(store: Store) -> None:
    row = fill(store, [transaction("ahead", day=day(-30)), transaction("b", day=day(1))])
    assert store.reports.daily_balance(None, day(1), day(1)) == [(day(1), 101_000)]
    store.save_page(row.id, Changes(), cursor=None, data_until=DAY)
    assert store.reports.daily_balance(None, day(2), day(0)) == [
        (day(2), 101_000),
        (day(1), 100_000),
        (day(0), 100_000),
    ]


def test_balances_of_several_accounts_add_up(store: Store) -> None:
    one = fill(store, [transaction("a", amount=-10)])
    card = replace(account("card"), kind=AccountKind.CREDIT_CARD, balance=-30_000)
    dollars = replace(account("usd"), currency="USD", balance=999)
    unknown = replace(account("unknown"), balance=None)
    store.save_accounts(connection().id, [account(), card, dollars, unknown])
    kept = {row.pluggy_id: row.id for row in store.accounts()}
    store.save_page(kept[card.pluggy_id], added([transaction("b", amount=-30_000)]), cursor=None)
    assert store.reports.daily_balance(None, day(1), day(0)) == [
        (day(1), 100_010),
        (day(0), 70_000),
    ]
    assert store.reports.daily_balance([one.id], day(0), day(0)) == [(day(0), 100_000)]
    assert store.reports.daily_balance([], day(0), day(0)) == [(day(0), 0)]


@given(moves=st.lists(st.tuples(st.integers(-5, 20), st.integers(-500, 500)), max_size=20))
def test_the_difference_of_two_days_is_what_moved(moves: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data.db", b"k" * 32)
        fill(store, [transaction(n, day=day(d), amount=a) for n, (d, a) in enumerate(moves)])
        balances = dict(store.reports.daily_balance(None, day(21), day(-6)))
        store.close()
    assert balances[day(-6)] == 100_000
    for back in range(-6, 21):
        moved = sum(amount for when, amount in moves if when == back)
        assert balances[day(back)] - balances[day(back + 1)] == moved


def spending(word: str, amount: int, category: str, *, category_id: str = "") -> Transaction:
    row = transaction(word, amount=amount)
    return replace(row, category=category, category_id=category_id)


def test_by_category_counts_what_is_really_spent(store: Store) -> None:
    fill(
        store,
        [
            spending("a", -100, "Food"),
            spending("b", -250, "Food"),
            spending("c", -900, ""),
            spending("d", 5000, "Salary"),
            spending("own pockets", -7000, "Transfer", category_id="04000000"),
            spending("card bill", -8000, "Card payment", category_id="05100000"),
            replace(spending("usd", -1, "Food"), currency="USD"),
            replace(spending("old", -1, "Food"), date=day(1)),
        ],
    )
    assert store.reports.by_category(DAY, DAY) == [("", -900), ("Food", -350)]
    uid = next(
        row.uid for row in store.transactions.iterate(TransactionFilter()) if row.amount == -900
    )
    store.set_category(uid, "Casa")
    assert store.reports.by_category(day(1), DAY) == [("Casa", -900), ("Food", -351)]


def test_month_flow(store: Store) -> None:
    today = dt.date(2026, 1, 31)
    assert store.reports.month_flow(3, until=today) == []
    fill(
        store,
        [
            transaction("a", day=dt.date(2026, 1, 31), amount=-5),
            transaction("b", day=dt.date(2026, 1, 1), amount=70),
            transaction("c", day=dt.date(2025, 11, 30), amount=1),
            transaction("too old", day=dt.date(2025, 10, 31), amount=1),
            replace(
                transaction("open", day=dt.date(2026, 1, 2), amount=-9),
                status=TransactionStatus.PENDING,
            ),
            transaction("posted ahead", day=dt.date(2027, 6, 10), amount=-50),
            spending("own", -7000, "", category_id="04010000"),
        ],
    )
    assert store.reports.month_flow(3, until=today) == [
        MonthFlow(month=dt.date(2025, 11, 1), money_in=1, money_out=0),
        MonthFlow(month=dt.date(2025, 12, 1), money_in=0, money_out=0),
        MonthFlow(month=dt.date(2026, 1, 1), money_in=70, money_out=-14),
    ]
    assert store.reports.month_flow(0, until=today) == []


def test_net_worth_is_what_is_had_less_what_is_owed(store: Store) -> None:
    assert store.reports.net_worth() == 0
    account_in(store)
    card = replace(account("card"), kind=AccountKind.CREDIT_CARD, balance=-30_000)
    dollars = replace(account("usd"), currency="USD", balance=999)
    store.save_accounts(connection().id, [card, dollars])
    held = Investment(pluggy_id="i", item_id="x", name="CDB", kind="FIXED_INCOME", balance=50_000)
    store.save_investments(connection().id, [held])
    owed = Loan(pluggy_id="l", item_id="x", name="Empréstimo", outstanding=20_000)
    store.save_loans(connection().id, [owed, replace(owed, pluggy_id="m", outstanding=None)])
    assert store.reports.net_worth() == 100_000 - 30_000 + 50_000 - 20_000


@given(
    days=st.dates(), other=st.dates(), order=st.integers(-5, 70_000), run=st.integers(0, 2**24 - 1)
)
def test_keys_are_in_the_order_of_days(days: dt.date, other: dt.date, order: int, run: int) -> None:
    key = key_prefix(days, order) + run
    assert key_date(key) == days
    assert 0 < key < 2**63
    if days != other:
        assert (key < key_prefix(other, 0)) == (days < other)
