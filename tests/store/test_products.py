"""Bills, investments and loans."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace

from pluggy_desktop.domain.models import Bill, Investment, Loan
from pluggy_desktop.store import Saved, Store
from tests.store.make import DAY, account_in, connection

BILL = Bill(
    pluggy_id="b1",
    account_pluggy_id="card",
    due_on=DAY,
    total=30789,
    currency="BRL",
    closed_on=DAY - dt.timedelta(days=7),
    minimum=5680,
    paid=625489,
)
CDB = Investment(
    pluggy_id="i1",
    item_id="item",
    name="CDB Exemplo",
    kind="FIXED_INCOME",
    subtype="CDB",
    balance=1_000_000,
    cost=900_000,
    rate="110% CDI",
    due_on=DAY,
    issuer="Banco Exemplo",
    status="ACTIVE",
)
LOAN = Loan(
    pluggy_id="l1",
    item_id="item",
    name="Financiamento",
    contracted=5_000_000,
    outstanding=3_000_000,
    installments_paid=12,
    installments_total=48,
    next_due_on=DAY,
    ends_on=DAY.replace(year=2029),
)


def same(row: object, fetched: object) -> bool:
    """Whether `row` has all that was fetched, but for the names of its owners."""
    kept = asdict(row)  # type: ignore[call-overload]
    sent = asdict(fetched)  # type: ignore[call-overload]
    return all(
        kept[name] == value
        for name, value in sent.items()
        if name not in {"item_id", "account_pluggy_id"}
    )


def test_bills(store: Store) -> None:
    card = account_in(store, "card", "Cartão")
    later = replace(BILL, pluggy_id="b2", due_on=DAY.replace(month=8), total=None, closed_on=None)
    assert store.save_bills(card.id, [BILL, later]) == Saved(added=2)
    rows = store.bills(card.id)
    assert rows == store.bills()
    assert [same(row, sent) for row, sent in zip(rows, (later, BILL), strict=True)] == [True, True]
    assert (rows[0].account_name, rows[0].institution) == ("Cartão", "Banco Exemplo")
    written = store.changed()
    assert store.save_bills(card.id, [BILL, later]) == Saved(unchanged=2)
    assert store.changed() == written
    assert store.save_bills(card.id, [replace(BILL, paid=0)]) == Saved(updated=1)
    assert [row.paid for row in store.bills()] == [625489, 0]
    assert store.bills("nobody") == []


def test_investments(store: Store) -> None:
    store.save_connection(connection())
    assert store.save_investments(connection().id, [CDB]) == Saved(added=1)
    assert same(store.investments()[0], CDB)
    written = store.changed()
    assert store.save_investments(connection().id, [CDB], complete=True) == Saved(unchanged=1)
    assert store.changed() == written
    assert store.save_investments(connection().id, [replace(CDB, balance=1)]) == Saved(updated=1)
    assert store.investments()[0].balance == 1


def test_loans(store: Store) -> None:
    store.save_connection(connection())
    assert store.save_loans(connection().id, [LOAN]) == Saved(added=1)
    assert same(store.loans()[0], LOAN)
    assert store.save_loans(connection().id, [LOAN]) == Saved(unchanged=1)


def test_what_is_missing_from_a_complete_answer_is_gone_until_it_comes_back(store: Store) -> None:
    store.save_connection(connection())
    fund = replace(CDB, pluggy_id="i2", name="Fundo")
    store.save_investments(connection().id, [CDB, fund])
    store.save_investments(connection().id, [CDB])
    assert len(store.investments()) == 2, "the answer was not said to be complete"
    store.save_investments(connection().id, [], complete=True)
    assert len(store.investments()) == 2, "an empty answer proves nothing"
    store.save_investments(connection().id, [CDB], complete=True)
    assert [row.name for row in store.investments()] == ["CDB Exemplo"]
    assert store.reports.net_worth() == CDB.balance
    store.save_investments(connection().id, [CDB, fund], complete=True)
    assert len(store.investments()) == 2
