"""Invented households: the same from the same seed, plausible on any day of the calendar."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pluggy_desktop.sandbox import TEST_CPFS, Sandbox, SandboxOptions
from pluggy_desktop.sandbox.connectors import INSTITUTIONS, institution
from pluggy_desktop.sandbox.documents import bare, is_cnpj, is_cpf, punctuated
from pluggy_desktop.sandbox.ledger import EndlessLedger
from pluggy_desktop.sandbox.people import Household, HouseholdOptions, household
from tests.sandbox.client import Client

CPF = bare(TEST_CPFS[0].cpf)
CNPJ = "11222333000181"
TODAY = date(2026, 11, 23)


def home(
    connector: int = 801,
    *,
    seed: int = 1,
    today: date = TODAY,
    document: str = CPF,
    generation: int = 0,
    transactions: int | None = None,
) -> Household:
    options = HouseholdOptions(seed=seed, today=today, transactions=transactions)
    return household(options, institution(connector), document, generation)


def everything(found: Household) -> list[object]:
    return [
        [
            account.as_json("item"),
            account.bills,
            *map(account.ledger.row, range(account.ledger.count)),
        ]
        for account in found.accounts
    ]


def test_the_same_seed_gives_the_same_household() -> None:
    assert everything(home()) == everything(home())


@pytest.mark.parametrize(
    "other", [home(seed=2), home(804), home(document="11144477735"), home(generation=1)]
)
def test_seed_bank_document_and_generation_all_matter(other: Household) -> None:
    mine = home()
    assert mine.accounts[0].id != other.accounts[0].id
    assert mine.accounts[0].ledger.row(0)["id"] != other.accounts[0].ledger.row(0)["id"]


def test_over_http_the_same_seed_answers_the_same() -> None:
    answers = []
    for _ in range(2):
        with Sandbox(SandboxOptions(seed=5, speed=1000)) as sandbox:
            client = Client(sandbox)
            item_id = client.connect()["id"]
            accounts = client.accounts(item_id)
            for account in accounts.values():
                del account["itemId"]
            answers.append(
                (
                    sandbox.client_id,
                    accounts,
                    [client.transactions(a["id"]) for a in accounts.values()],
                )
            )
    assert answers[0] == answers[1]


@pytest.mark.parametrize("connector", [bank.id for bank in INSTITUTIONS])
def test_balances_are_opening_and_posted_rows(connector: int) -> None:
    found = home(connector, document=CNPJ if connector == 808 else CPF)
    for account in found.accounts:
        rows = [account.ledger.row(place) for place in range(account.ledger.count)]
        if account.key == "card":
            continue
        cents = [
            round(float(str(row["amount"])) * 100) for row in rows if row["status"] == "POSTED"
        ]
        assert account.balance == account.opening + sum(cents)
        assert account.opening > 0
        assert account.balance > 0


@settings(max_examples=25)
@given(
    today=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    seed=st.integers(0, 10**6),
    connector=st.sampled_from([bank.id for bank in INSTITUTIONS]),
)
def test_any_day_gives_a_plausible_household(today: date, seed: int, connector: int) -> None:
    document = CNPJ if connector == 808 else CPF
    found = home(connector, seed=seed, today=today, document=document)
    for account in found.accounts:
        rows = [account.ledger.row(place) for place in range(account.ledger.count)]
        posted = [row for row in rows if row["status"] == "POSTED"]
        days = [str(row["date"])[:10] for row in posted]
        tomorrow = (today + timedelta(days=1)).isoformat()
        assert max(days) <= tomorrow  # late evenings are past midnight in UTC
        assert account.balance > 0
        assert all(row["amount"] for row in rows)
        for bill in account.bills:
            assert float(str(bill["totalAmount"])) > 0
            assert str(bill["billClosingDate"] or "") <= f"{today.isoformat()}T"
        if account.key != "card":
            lowest = account.opening + min(_sums_by_day(posted))
            assert lowest > -200_000  # within the overdraft that the account has


def _sums_by_day(rows: list[dict[str, object]]) -> list[int]:
    """What the rows, newest first, have added up to at the end of each day."""
    running = 0
    ends: dict[str, int] = {}
    for row in reversed(rows):
        running += round(float(str(row["amount"])) * 100)
        ends[str(row["date"])[:10]] = running
    return list(ends.values())


@settings(max_examples=30)
@given(count=st.integers(1, 800), data=st.data())
def test_a_scaled_ledger_behaves_as_a_held_one(count: int, data: st.DataObject) -> None:
    account = home(transactions=count).accounts[0]
    ledger = account.ledger
    assert isinstance(ledger, EndlessLedger)
    assert ledger.count == count
    keys = [ledger.key(place) for place in range(count)]
    assert len({row_id for _, row_id, _ in keys}) == count
    place = data.draw(st.integers(0, count - 1))
    instant, row_id, seen = keys[place]
    row = ledger.row(place)
    assert (row["date"], row["id"], row["createdAt"]) == keys[place]
    assert ledger.position_of(row_id) == place
    assert ledger.older_than(instant) == sum(1 for other, _, _ in keys if other >= instant)
    assert ledger.seen_before(seen) == sum(1 for _, _, other in keys if other >= seen)


@pytest.mark.parametrize("count", [1, 7, 844, 845, 846, 3000])
def test_a_scaled_balance_is_the_sum_of_its_rows(count: int) -> None:
    account = home(transactions=count).accounts[0]
    cents = [round(float(str(account.ledger.row(place)["amount"])) * 100) for place in range(count)]
    assert account.balance == account.opening + sum(cents)
    assert account.ledger.posted_cents == sum(cents)


def test_scaled_rows_are_spread_evenly() -> None:
    ledger = home(transactions=100_000).accounts[0].ledger
    days = Counter(ledger.key(place)[0][:10] for place in range(ledger.count))
    assert len(days) == 730
    assert max(days.values()) - min(days.values()) <= 1


def test_foreign_ids_are_in_no_scaled_ledger() -> None:
    mine, other = (home(number, transactions=100).accounts[0].ledger for number in (801, 802))
    assert mine.position_of(other.key(5)[1]) is None
    beyond = home(transactions=200).accounts[0].ledger.key(150)[1]
    assert mine.position_of(beyond) is None


def test_test_cpfs() -> None:
    assert TEST_CPFS[0].outcome == "success"
    assert [entry.outcome for entry in TEST_CPFS] == [
        "success",
        "partial",
        "declined",
        "wrong_cpf",
        "locked",
        "bank_offline",
        "slow",
        "mfa",
        "never",
    ]
    for entry in TEST_CPFS:
        assert is_cpf(entry.cpf)
        assert punctuated(bare(entry.cpf)) == entry.cpf


@pytest.mark.parametrize("text", ["", "1", "00000000000", "76109277672", "7610927767a", "761.092"])
def test_wrong_cpfs(text: str) -> None:
    assert not is_cpf(text)


@pytest.mark.parametrize("text", ["", "11222333000182", "AAAAAAAAAAAAAA", "12ABC34501DE3A"])
def test_wrong_cnpjs(text: str) -> None:
    assert not is_cnpj(text)


@pytest.mark.parametrize("count", [0, -5])
def test_there_is_at_least_one_row(count: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Sandbox(SandboxOptions(transactions=count))
