"""The accounts of a household, as the API describes them: checking, savings, credit card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pluggy_desktop.sandbox.answers import Json
from pluggy_desktop.sandbox.bills import CardTraits, bill_json
from pluggy_desktop.sandbox.cards import Card
from pluggy_desktop.sandbox.chance import stable_uuid
from pluggy_desktop.sandbox.checking import (
    Money,
    balancing,
    checking_movements,
    savings_movements,
)
from pluggy_desktop.sandbox.connectors import MEU_PLUGGY, Institution
from pluggy_desktop.sandbox.documents import punctuated
from pluggy_desktop.sandbox.ledger import EndlessLedger, HeldLedger, Ledger
from pluggy_desktop.sandbox.movements import (
    Movement,
    Party,
    RowContext,
    created_at,
    day_instant,
    reais,
)

_LIMIT_STEP = 50_000
_SAVED_BEFORE = 500_000
SPREAD_DAYS = 730
"""Over how many days the rows of a scaled account are spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of a household.

    `key` is its kind and what the consent page calls it: checking, savings or card. `opening` is its
    balance before the first row (cents), so that a bank account's balance is `opening` plus its
    posted rows. `bank_name` is the bank that keeps it, where the connector is not the bank.
    """

    id: str
    key: str
    name: str
    number: str
    ledger: Ledger
    opening: int
    balance: int
    body: Json
    bank_name: str | None = None
    bills: tuple[Json, ...] = ()

    @property
    def product(self) -> str:
        """The product that brings this account."""
        return "CREDIT_CARDS" if self.key == "card" else "ACCOUNTS"

    def as_json(self, item_id: str) -> Json:
        """The account as the API describes it, under the item that shares it."""
        return self.body | {"itemId": item_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where a household sits: at which bank, who, and the words that its chance depends on.

    `generation` counts how often it was connected before; only ids depend on it.
    """

    words: str
    generation: int
    bank: Institution
    owner: str
    document: str
    branch: str
    number: str
    last4: str
    today: date
    transactions: int | None

    def account_id(self, key: str) -> str:
        """The id of the account called `key`."""
        return stable_uuid(self.words, self.generation, key)

    def context(self, key: str) -> RowContext:
        """What the rows of the account called `key` have in common."""
        routing = str(self.bank.id)
        owner = Party(
            self.owner.upper(),
            self.document,
            self.branch,
            self.number,
            routing,
            f"90000{routing:0>3}",
        )
        return RowContext(
            account_id=self.account_id(key),
            is_card=key == "card",
            midnight_utc=self.bank.midnight_utc,
            provider_ids=self.bank.is_open_finance,
            operations=self.bank.oauth,
            owner=owner,
            today=self.today,
        )

    def bank_name(self, key: str) -> str | None:
        """Behind MeuPluggy the accounts are kept by two banks."""
        if self.bank.id != MEU_PLUGGY:
            return None
        return "Pampa Pay" if key == "card" else "Banco Aurora"


def checking_account(seat: Seat, money: Money) -> Account:
    """The checking account; the one that `transactions` scales."""
    rows = checking_movements(money, seat=seat.words, today=seat.today)
    ahead = sum(row.cents for row in rows if row.pending)
    ledger: Ledger
    if seat.transactions is None:
        ledger = _held(seat, "checking", rows)
    else:
        posted = [row for row in rows if not row.pending]
        ahead = 0
        ledger = EndlessLedger(
            [*posted, balancing(posted, seat.today)],
            seat.context("checking"),
            count=seat.transactions,
            days=SPREAD_DAYS,
            seat=f"{seat.words}|checking",
            generation=seat.generation,
        )
    number = f"{seat.branch}/{seat.number}-{int(seat.number) % 10}"
    return _bank_account(
        seat, "checking", "Conta Corrente", number, ledger, opening=_opening(rows), ahead=ahead
    )


def savings_account(seat: Seat, money: Money) -> Account:
    """The savings account."""
    rows = savings_movements(money, held=_SAVED_BEFORE, today=seat.today)
    number = f"{seat.branch}/9{seat.number}-{int(seat.number) % 7}"
    ledger = _held(seat, "savings", rows)
    return _bank_account(seat, "savings", "Conta Poupança", number, ledger, opening=_SAVED_BEFORE)


def card_account(seat: Seat, card: Card, traits: CardTraits) -> Account:
    """The credit card; its balance is the limit in use, as Open Finance banks report it."""
    ledger = _held(seat, "card", card.movements)
    keeper = seat.bank_name("card") or seat.bank.name
    name = f"{keeper.removesuffix(' Bank').removesuffix(' Pay').split()[-1]} Gold"
    body = _body(seat, "card", name=name, number=seat.last4, balance=card.used_cents)
    body |= {"type": "CREDIT", "subtype": "CREDIT_CARD", "creditData": _credit_data(card, traits)}
    return Account(
        id=seat.account_id("card"),
        key="card",
        name=name,
        number=seat.last4,
        ledger=ledger,
        opening=0,
        balance=card.used_cents,
        body=body,
        bank_name=seat.bank_name("card"),
        bills=tuple(bill_json(bill, traits, seat=seat.words) for bill in reversed(card.bills)),
    )


def _held(seat: Seat, key: str, rows: Sequence[Movement]) -> HeldLedger:
    return HeldLedger(
        rows, seat.context(key), seat=f"{seat.words}|{key}", generation=seat.generation
    )


def _bank_account(
    seat: Seat, key: str, name: str, number: str, ledger: Ledger, *, opening: int, ahead: int = 0
) -> Account:
    balance = opening + ledger.posted_cents
    checking = key == "checking"
    body = _body(seat, key, name=name, number=number, balance=balance)
    body["subtype"] = "CHECKING_ACCOUNT" if checking else "SAVINGS_ACCOUNT"
    body["bankData"] = {
        "transferNumber": number,
        "closingBalance": reais(balance + ahead),
        "automaticallyInvestedBalance": 0,
        "overdraftContractedLimit": 1500 if checking else 0,
        "overdraftUsedLimit": 0,
        "unarrangedOverdraftAmount": 0,
        "hasReservedBalance": False,
    }
    return Account(
        id=seat.account_id(key),
        key=key,
        name=name,
        number=number,
        ledger=ledger,
        opening=opening,
        balance=balance,
        body=body,
        bank_name=seat.bank_name(key),
    )


def _body(seat: Seat, key: str, *, name: str, number: str, balance: int) -> Json:
    """Every top-level key of an account, in the API's order, for a bank account until told else."""
    keeper = seat.bank_name(key)
    return {
        "id": seat.account_id(key),
        "type": "BANK",
        "subtype": "",
        "number": number,
        "name": name,
        "marketingName": None if keeper is None else f"{keeper} · {name}",
        "balance": reais(balance),
        "itemId": "",
        "taxNumber": punctuated(seat.document),
        "owner": seat.owner,
        "currencyCode": "BRL",
        "bankData": None,
        "creditData": None,
        "createdAt": created_at(seat.today, seat.today),
        "updatedAt": created_at(seat.today, seat.today),
    }


def _credit_data(card: Card, traits: CardTraits) -> Json:
    used = card.used_cents
    limit = (used * 2 // _LIMIT_STEP + 4) * _LIMIT_STEP
    tail = 0.0009 if traits.four_decimals else 0.0
    last = card.bills[-1].cents if card.bills else 0
    return {
        "level": "GOLD",
        "brand": "MASTERCARD",
        "balanceCloseDate": None,
        "balanceDueDate": day_instant(card.open_due, midnight_utc=True),
        "availableCreditLimit": round(reais(limit - used) + tail, 4),
        "balanceForeignCurrency": None,
        "minimumPayment": round(reais(last * 15 // 100) + tail, 4),
        "creditLimit": reais(limit),
        "isLimitFlexible": False,
        "status": "ACTIVE",
        "holderType": "MAIN",
        "disaggregatedCreditLimits": [
            {
                "creditLineLimitType": "LIMITE_CREDITO_TOTAL",
                "consolidationType": "CONSOLIDADO",
                "identificationNumber": traits.last4,
                "isLimitFlexible": False,
                "usedAmount": reais(used),
                "usedAmountCurrencyCode": "BRL",
                "lineName": "CREDITO_A_VISTA",
                "limitAmount": reais(limit),
                "customizedLimitAmount": reais(limit - _LIMIT_STEP),
                "availableAmount": reais(limit - used),
            }
        ],
        "additionalCards": [{"number": f"{(int(traits.last4) + 17) % 10000:04d}"}],
    }


def _opening(rows: Sequence[Movement]) -> int:
    """A balance to begin with that never lets the account fall below a few hundred reais."""
    lowest = running = 0
    for row in rows:
        if not row.pending:
            running += row.cents
            lowest = min(lowest, running)
    return 42_173 - lowest
