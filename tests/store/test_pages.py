"""A page of transactions: all of it or nothing, only what differs, whose place and name stay."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import apsw
import pytest

from pluggy_desktop.domain.changes import Changes, LocalRow
from pluggy_desktop.domain.models import Installment, Rejected, Transaction, TransactionStatus
from pluggy_desktop.store import Store, TransactionFilter, TransactionRow
from tests.store.make import (
    DAY,
    NOW,
    account_in,
    added,
    change,
    fill,
    some_id,
    transaction,
)

ALL = TransactionFilter()
FULL = Transaction(
    pluggy_id=some_id("full"),
    account_pluggy_id=some_id("account one"),
    date=DAY,
    description="IFOOD *RESTAURANTE São João",
    amount=-29821,
    currency="BRL",
    status=TransactionStatus.PENDING,
    description_raw="IFOOD *REST",
    original_amount=-5800,
    original_currency="USD",
    category_id="11020000",
    category="Food delivery",
    counterparty="iFood",
    operation_type="CARTAO",
    installment=Installment(number=2, total=10),
    purchase_date=DAY - dt.timedelta(days=30),
    bill_id=some_id("bill"),
    bill_forecast="2026-08",
    card_number="0597",
    provider_id="bank-1",
    order=3,
    created_at=NOW,
    updated_at=NOW + dt.timedelta(microseconds=1),
)


def rows(store: Store, f: TransactionFilter = ALL) -> list[TransactionRow]:
    return list(store.transactions.iterate(f))


def test_every_field_comes_back(store: Store) -> None:
    account = fill(store, [FULL])
    row = rows(store)[0]
    detail = store.transactions.get(row.uid)
    assert detail is not None
    for name in TransactionRow.__slots__:
        assert getattr(detail, name) == getattr(row, name)
    names = set(Transaction.__slots__) - {"account_pluggy_id"}
    for name in names:
        assert getattr(detail, name) == getattr(FULL, name), name
    assert (row.account_id, row.account_name) == (account.id, "Conta Corrente")
    assert uuid.UUID(row.uid).hex == row.uid
    assert dict(detail.technical())["providerId"] == "bank-1"
    assert store.transactions.get("no such row") is None
    assert store.transactions.get("") is None


def test_ids_that_are_not_uuids_come_back(store: Store) -> None:
    ids = ["x", some_id(1).upper(), "0" * 36, "\ud800 ação"]
    account = fill(store, [replace(transaction(n), pluggy_id=one) for n, one in enumerate(ids)])
    assert set(store.local_rows(account.id, ids)) == set(ids)
    assert sorted(row.pluggy_id for row in rows(store)) == sorted([*ids[:3], "? ação"])


def test_local_rows_are_what_merge_needs(store: Store) -> None:
    account = fill(store, [transaction(1), transaction(2)])
    other = account_in(store, "two")
    kept = store.local_rows(account.id, [transaction(1).pluggy_id, "unknown"])
    row = next(row for row in rows(store) if row.pluggy_id == transaction(1).pluggy_id)
    expected = LocalRow(uid=bytes.fromhex(row.uid), fingerprint=change(transaction(1)).fingerprint)
    assert kept == {transaction(1).pluggy_id: expected}
    assert store.local_rows(other.id, [transaction(1).pluggy_id]) == {}


def test_rows_cursor_badge_and_date_are_written_together(store: Store) -> None:
    account = account_in(store)
    store.save_page(account.id, added([transaction(1), transaction(2)]), cursor="next")
    kept = account_in(store)
    assert (kept.cursor, kept.new_rows, kept.data_until) == ("next", 2, None)
    store.save_page(account.id, added([transaction(3)]), cursor=None, data_until=DAY)
    kept = account_in(store)
    assert (kept.cursor, kept.new_rows, kept.data_until) == ("", 3, DAY)
    store.save_page(account.id, Changes(), cursor=None)
    assert account_in(store).data_until == DAY
    store.mark_seen(account.id)
    assert account_in(store).new_rows == 0
    assert store.transactions.count(ALL) == 3


def test_seen_is_an_account_or_all(store: Store) -> None:
    one, two = fill(store, [transaction(1)]), fill(store, [transaction(2)], "two")
    store.mark_seen(two.id)
    assert [row.new_rows for row in store.accounts()] == [1, 0]
    store.mark_seen()
    assert [row.new_rows for row in store.accounts()] == [0, 0]
    before = store.changed()
    store.mark_seen()
    store.mark_seen(one.id)
    assert store.changed() == before


def test_a_page_without_news_writes_nothing(store: Store) -> None:
    bad = Rejected(kind="transaction", pluggy_id="r", reason="amount", raw=b"{}")
    account = account_in(store)
    page = added([transaction(1)])
    store.save_page(account.id, page, cursor="c", rejected=[bad], data_until=DAY)
    before = store.changed()
    store.save_page(account.id, Changes(), cursor="c", rejected=[bad], data_until=DAY)
    store.save_page(account.id, Changes(unchanged=1), cursor="c")
    assert store.changed() == before
    store.save_page(account.id, Changes(), cursor="d")
    assert store.changed() == before + 1
    store.save_page(account.id, Changes(), cursor="d", data_until=DAY + dt.timedelta(days=1))
    assert store.changed() == before + 2
    assert account_in(store).data_until == DAY + dt.timedelta(days=1)


def test_a_failing_page_leaves_nothing(store: Store) -> None:
    account = fill(store, [transaction(1)])
    good, wrong = change(transaction(2)), change(transaction(3))
    wrong = replace(wrong, fingerprint=None)  # type: ignore[arg-type]
    before = store.accounts()
    with pytest.raises(apsw.ConstraintError, match="fingerprint"):
        store.save_page(account.id, Changes(added=(good, wrong)), cursor="next")
    assert store.accounts() == before
    assert store.transactions.count(ALL) == 1
    assert store.transactions.count(TransactionFilter(text="compra")) == 1
    store.verify()


def test_an_update_keeps_identity_and_what_the_person_wrote(store: Store) -> None:
    account = fill(store, [transaction(1), transaction(2)])
    row = rows(store, TransactionFilter(text="1"))[0]
    store.set_note(row.uid, "presente da vó")
    store.set_category(row.uid, "Família")
    store.set_tags(row.uid, ["natal", " natal", "", "casa"])
    settled = replace(transaction(1), description="Padaria Pão Quente", amount=-1001)
    uid = bytes.fromhex(row.uid)
    store.save_page(account.id, Changes(updated=(change(settled, uid),)), cursor=None)

    detail = store.transactions.get(row.uid)
    assert detail is not None
    assert (detail.key, detail.amount, detail.description) == (row.key, -1001, "Padaria Pão Quente")
    assert (detail.note, detail.category, detail.own_category) == (
        "presente da vó",
        "Família",
        "Família",
    )
    assert detail.tags == ("natal", "casa")
    for text in ("padaria", "pao quente", "vo", "familia", "natal", "10,01"):
        assert [r.uid for r in rows(store, TransactionFilter(text=text))] == [row.uid], text
    assert rows(store, TransactionFilter(text="compra 1")) == []
    assert account_in(store).new_rows == 2
    store.verify()


def test_a_row_whose_date_changes_moves_and_keeps_its_name(store: Store) -> None:
    account = fill(store, [transaction(n, day=DAY - dt.timedelta(days=n)) for n in range(5)])
    row = rows(store)[3]
    store.set_note(row.uid, "lembrar")
    moved = replace(transaction(3), date=DAY + dt.timedelta(days=1))
    uid = bytes.fromhex(row.uid)
    store.save_page(account.id, Changes(updated=(change(moved, uid),)), cursor=None)
    assert [r.description[-1] for r in rows(store)] == ["3", "0", "1", "2", "4"]
    assert rows(store)[0].uid == row.uid
    assert rows(store)[0].key > row.key
    assert store.transactions.rows([row.key]) == []
    assert [r.uid for r in rows(store, TransactionFilter(text="lembrar"))] == [row.uid]
    assert [r.description[-1] for r in rows(store, TransactionFilter(text="compra"))] == [
        "3",
        "0",
        "1",
        "2",
        "4",
    ]
    store.verify()


def test_a_row_whose_pluggy_id_changes_keeps_its_name(store: Store) -> None:
    account = fill(store, [transaction(1)])
    row = rows(store)[0]
    again = replace(transaction(1), pluggy_id=some_id("new"))
    uid = bytes.fromhex(row.uid)
    store.save_page(account.id, Changes(updated=(change(again, uid),)), cursor=None)
    assert [(r.uid, r.pluggy_id) for r in rows(store)] == [(row.uid, some_id("new"))]
    assert store.local_rows(account.id, [transaction(1).pluggy_id]) == {}


def test_rows_said_to_be_new_that_are_there_are_updated(store: Store) -> None:
    account = fill(store, [transaction(1)])
    row = rows(store)[0]
    store.save_page(account.id, added([replace(transaction(1), amount=-5)]), cursor=None)
    assert [(r.uid, r.amount) for r in rows(store)] == [(row.uid, -5)]
    assert account_in(store).new_rows == 1
    store.verify()


def test_two_equal_purchases_stay_two(store: Store) -> None:
    twins = [replace(transaction(1), pluggy_id=some_id(n)) for n in "ab"]
    fill(store, twins)
    assert [row.description for row in rows(store)] == ["Compra 1", "Compra 1"]


def test_within_a_day_the_banks_order_counts(store: Store) -> None:
    orders = [5, -1, 70_000, 0, 2]
    fill(store, [replace(transaction(n), order=n) for n in orders])
    newest_first = [row.description.split()[1] for row in rows(store)]
    assert newest_first == ["70000", "5", "2", "0", "-1"]


def test_the_category_goes_back_to_the_banks(store: Store) -> None:
    fill(store, [FULL])
    row = rows(store)[0]
    store.set_category(row.uid, "")
    assert rows(store)[0].category == ""
    assert rows(store, TransactionFilter(text="delivery")) == []
    before = store.changed()
    store.set_category(row.uid, "")
    store.set_note("ff" * 16, "nobody's")
    store.set_note("not a uid", "nobody's")
    assert store.changed() == before
    store.set_category(row.uid, None)
    assert rows(store)[0].category == "Food delivery"
    assert len(rows(store, TransactionFilter(text="delivery"))) == 1
    store.set_note(row.uid, "\ud800 x")
    detail = store.transactions.get(row.uid)
    assert detail is not None
    assert detail.note == "? x"


def test_rejected_rows_are_counted_once_and_forgotten_when_understood(store: Store) -> None:
    account = account_in(store)
    bad = Rejected(kind="transaction", pluggy_id=transaction(1).pluggy_id, reason="a", raw=b"{}")
    nameless = Rejected(kind="transaction", pluggy_id="", reason="a", raw=b"[]")
    store.save_page(account.id, Changes(), cursor=None, rejected=[bad, nameless, nameless])
    assert store.rejected_count() == 2
    store.save_page(account.id, Changes(), cursor=None, rejected=[replace(bad, reason="b")])
    assert store.rejected_count() == 2
    store.save_page(account.id, added([transaction(1)]), cursor=None)
    assert store.rejected_count() == 1
