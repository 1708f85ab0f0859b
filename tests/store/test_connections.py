"""Connections, attempts and facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from pluggy_desktop.domain.models import (
    AccountKind,
    Bill,
    CardDetails,
    ConnectionState,
    Investment,
    Loan,
    ProductResult,
    Rejected,
)
from pluggy_desktop.errors import Cancelled
from pluggy_desktop.store import Attempt, Saved, Store, TransactionFilter
from tests.store.make import (
    DAY,
    KEY,
    NOW,
    account,
    account_in,
    added,
    connection,
    fill,
    some_id,
    transaction,
)

FULL = replace(
    connection(),
    color="#820AD1",
    image_url="https://cdn.example/1.svg",
    name="Minha conta",
    state=ConnectionState.PARTIAL,
    detail="UPDATED|PARTIAL_SUCCESS|",
    status="UPDATED",
    execution_status="PARTIAL_SUCCESS",
    error_code="CODE",
    results=(
        ProductResult(product="accounts", is_updated=False, last_updated_at=NOW, warnings=("é",)),
        ProductResult(product="loans", is_updated=True),
    ),
    last_synced_at=NOW,
    next_auto_sync_at=NOW + dt.timedelta(days=1),
    consent_expires_at=NOW.replace(year=2027),
)
ATTEMPT = Attempt(
    id="a1",
    connector_id=601,
    institution="Banco Exemplo",
    color="#112233",
    state_token="state",
    item_id="item",
    redirect_uri="http://127.0.0.1:8731/callback",
    authorize_url="https://bank.example/authorize",
    started_at=NOW,
    deadline=NOW + dt.timedelta(hours=1),
)


def test_a_connection_comes_back_as_it_was(store: Store) -> None:
    assert store.save_connection(FULL)
    assert store.connections() == [FULL]
    assert store.connection(FULL.id) == FULL
    assert store.connection_by_item(FULL.item_id) == FULL
    assert store.connection("nobody") is None
    assert store.connection_by_item("nobody") is None


def test_saving_the_same_writes_nothing(store: Store) -> None:
    store.save_connection(FULL)
    before = store.changed()
    assert not store.save_connection(FULL)
    assert not store.save_connection(replace(FULL, name=""))
    store.rename_connection(FULL.id, FULL.name)
    assert store.changed() == before
    assert store.save_connection(replace(FULL, state=ConnectionState.FAILED))
    assert store.changed() == before + 1
    assert [one.state for one in store.connections()] == [ConnectionState.FAILED]


def test_the_persons_name_wins_and_survives(store: Store) -> None:
    store.save_connection(connection())
    store.rename_connection(connection().id, "  Conta da casa ")
    store.save_connection(replace(connection(), institution="Banco Novo"))
    kept = store.connections()[0]
    assert (kept.institution, kept.display_name) == ("Banco Novo", "Conta da casa")
    assert account_in(store).institution == "Conta da casa"
    store.rename_connection(connection().id, "")
    assert store.connections()[0].display_name == connection().institution


def test_connections_are_listed_oldest_first(store: Store) -> None:
    for word in "zma":
        store.save_connection(connection(word))
    store.save_connection(replace(connection("z"), error_code="X"))
    assert [one.id for one in store.connections()] == [connection(word).id for word in "zma"]


def test_deleting_takes_all_that_hangs_on_it_and_nothing_else(store: Store) -> None:
    row = fill(store, [transaction(n) for n in range(3)])
    rejected = Rejected(kind="transaction", pluggy_id="r", reason="bad", raw=b"{}")
    store.save_page(row.id, added([]), cursor="next", rejected=[rejected])
    store.save_bills(row.id, [Bill(pluggy_id="b", account_pluggy_id="a", due_on=DAY, total=1)])
    store.save_investments(
        connection().id, [Investment(pluggy_id="i", item_id="x", name="CDB", kind="FIXED_INCOME")]
    )
    store.save_loans(connection().id, [Loan(pluggy_id="l", item_id="x", name="Empréstimo")])
    store.save_connection(connection("other"))
    store.save_accounts(connection("other").id, [account("other")])
    kept = store.accounts(connection("other").id)[0]
    store.save_page(kept.id, added([transaction("kept")]), cursor=None)

    store.delete_connection(connection().id)

    assert [one.id for one in store.connections()] == [connection("other").id]
    assert store.accounts() == store.accounts(connection("other").id)
    assert [row.description for row in store.transactions.iterate(TransactionFilter())] == [
        "Compra kept"
    ]
    assert store.transactions.count(TransactionFilter(text="compra")) == 1
    assert (store.bills(), store.investments(), store.loans()) == ([], [], [])
    assert store.rejected_count() == 0
    store.verify()
    store.delete_connection("nobody")


def test_an_attempt_survives_a_restart(path: Path) -> None:
    store = Store.open(path, KEY)
    store.save_attempt(ATTEMPT)
    store.save_attempt(replace(ATTEMPT, id="a0", deadline=None))
    store.close()
    store = Store.open(path, KEY)
    assert store.attempts() == [ATTEMPT, replace(ATTEMPT, id="a0", deadline=None)]
    before = store.changed()
    store.save_attempt(ATTEMPT)
    assert store.changed() == before
    store.save_attempt(replace(ATTEMPT, item_id="now known"))
    store.delete_attempt("a0")
    store.delete_attempt("a0")
    assert store.attempts() == [replace(ATTEMPT, item_id="now known")]
    store.close()


def test_facts(store: Store) -> None:
    assert store.value("client_user_id") is None
    store.set_value("client_user_id", "1")
    before = store.changed()
    store.set_value("client_user_id", "1")
    assert store.changed() == before
    store.set_value("client_user_id", "2")
    assert store.value("client_user_id") == "2"


def test_accounts_come_back_as_they_were_fetched(store: Store) -> None:
    card = replace(
        account("card", "Cartão"),
        kind=AccountKind.CREDIT_CARD,
        number="1234",
        owner="Ana",
        currency="USD",
        balance=-5000,
        card=CardDetails(
            brand="MASTERCARD",
            level="BLACK",
            limit=545_000,
            available=200_148,
            minimum_payment=5682,
            closes_on=DAY,
            due_on=DAY + dt.timedelta(days=7),
        ),
        updated_at=NOW,
    )
    store.save_connection(FULL)
    bare = replace(account(), balance=None)
    assert store.save_accounts(FULL.id, [bare, card]) == Saved(added=2)
    first, second = store.accounts(FULL.id)
    assert (first.pluggy_id, first.balance, first.card) == (bare.pluggy_id, None, None)
    assert (second.kind, second.card, second.updated_at) == (card.kind, card.card, NOW)
    assert (second.name, second.number, second.owner) == ("Cartão", "1234", "Ana")
    assert (second.currency, second.balance) == ("USD", -5000)
    assert (second.institution, second.color) == ("Minha conta", "#820AD1")
    assert (first.position, second.position) == (0, 1)
    assert (first.cursor, first.data_until, first.new_rows) == ("", None, 0)


def test_accounts_keep_their_id_and_only_differences_are_written(store: Store) -> None:
    store.save_connection(connection())
    store.save_accounts(connection().id, [account("a"), account("b")])
    before, written = store.accounts(), store.changed()
    assert store.save_accounts(connection().id, [account("a"), account("b")]) == Saved(unchanged=2)
    assert store.changed() == written
    changed = replace(account("b"), balance=1)
    assert store.save_accounts(connection().id, [changed, account("c")]) == Saved(
        added=1, updated=1
    )
    after = store.accounts()
    assert [row.id for row in after[:2]] == [row.id for row in before]
    assert [row.balance for row in after] == [100_000, 1, 100_000]


def test_an_empty_answer_deletes_no_account(store: Store) -> None:
    fill(store, [transaction(1)])
    assert store.save_accounts(connection().id, []) == Saved()
    assert len(store.accounts()) == 1
    assert store.transactions.count(TransactionFilter()) == 1


def test_an_account_twice_in_an_answer_is_one(store: Store) -> None:
    store.save_connection(connection())
    twice = [account(), replace(account(), balance=5)]
    assert store.save_accounts(connection().id, twice) == Saved(added=1, updated=1)
    assert [row.balance for row in store.accounts()] == [5]


def test_writing_for_what_was_removed_is_given_up(store: Store) -> None:
    row = fill(store, [transaction(1)])
    store.delete_connection(connection().id)
    with pytest.raises(Cancelled):
        store.save_accounts(connection().id, [account()])
    with pytest.raises(Cancelled):
        store.save_page(row.id, added([transaction(2)]), cursor=None)
    with pytest.raises(Cancelled):
        store.local_rows(row.id, [some_id("transaction 1")])
    with pytest.raises(Cancelled):
        store.save_bills(row.id, [])
    with pytest.raises(Cancelled):
        store.save_loans(connection().id, [])
    store.verify()
