"""Households: who banks where, with which accounts and how much, from a seed and a document number."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pluggy_desktop.sandbox.answers import Json
from pluggy_desktop.sandbox.cards import Bill, Card, CardTraits, bill_json, build_card
from pluggy_desktop.sandbox.chance import dice, stable_uuid
from pluggy_desktop.sandbox.checking import Money, balancing, checking_movements, savings_movements
from pluggy_desktop.sandbox.connectors import MEU_PLUGGY, Institution
from pluggy_desktop.sandbox.documents import invent_cpf, punctuated
from pluggy_desktop.sandbox.ledger import EndlessLedger, HeldLedger, Ledger
from pluggy_desktop.sandbox.movements import (
    Movement,
    Party,
    RowContext,
    created_at,
    day_instant,
    reais,
)

_FIRST = (
    "Helena",
    "Davi",
    "Lívia",
    "Caetano",
    "Aurora",
    "Benício",
    "Clarice",
    "Joaquim",
    "Yasmin",
    "Ravi",
)
_LAST = (
    "Andrade Luz",
    "Barros Meireles",
    "Camargo Vidal",
    "Duarte Fontes",
    "Figueira Reis",
    "Lacerda Pires",
)
_COMPANIES = ("Ateliê Pau-Brasil Ltda", "Padaria Sol Nascente Ltda", "Gráfica Três Rios Ltda")
_SALARY = 985_000
_LIMIT_STEP = 50_000
SPREAD_DAYS = 730


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of a household.

    `key` is what the consent page calls it. `opening` is its balance before the first row (cents),
    so that a bank account's balance is `opening` plus its posted rows.
    """

    id: str
    key: str
    kind: str
    name: str
    number: str
    ledger: Ledger
    opening: int
    balance: int
    body: Json
    bills: tuple[Json, ...] = ()

    def as_json(self, item_id: str) -> Json:
        """The account as the API describes it, under the item that shares it."""
        head = {
            key: self.body[key]
            for key in ("id", "type", "subtype", "number", "name", "marketingName")
        }
        rest = {key: value for key, value in self.body.items() if key not in head}
        return head | {"balance": reais(self.balance), "itemId": item_id} | rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Everything one person (or company) has at one bank."""

    owner: str
    document: str
    seat: str
    generation: int
    accounts: tuple[Account, ...]
    bank: Institution
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdOptions:
    """The seed, the day that history ends, and how many rows the first account has (None: natural)."""

    seed: int
    today: date
    transactions: int | None = None


def household(
    options: HouseholdOptions, bank: Institution, document: str, generation: int
) -> Household:
    """The household of `document` at `bank`; `generation` counts reconnections and only changes ids."""
    seat = f"{options.seed}|{bank.id}|{document}"
    person = dice(options.seed, document)
    if bank.document == "cnpj":
        owner = person.choice(_COMPANIES)
    else:
        owner = f"{person.choice(_FIRST)} {person.choice(_LAST)}"
    tax_number = document if len(document) in (11, 14) else invent_cpf(person)
    maker = _Maker(options, bank, owner, tax_number, seat, generation)
    return Household(
        owner=owner,
        document=tax_number,
        seat=seat,
        generation=generation,
        accounts=maker.accounts(),
        bank=bank,
        today=options.today,
    )


class _Maker:
    """Builds the accounts of one household, the card first: the checking account pays its bills."""

    def __init__(
        self,
        options: HouseholdOptions,
        bank: Institution,
        owner: str,
        document: str,
        seat: str,
        generation: int,
    ) -> None:
        self._options = options
        self._bank = bank
        self._owner = owner
        self._document = document
        self._seat = seat
        self._generation = generation
        self._source: random.Random = dice(seat, "accounts")
        self._numbers = (
            f"{self._source.randrange(1, 900):04d}",
            f"{self._source.randrange(10000, 99999)}",
        )
        self._last4 = f"{self._source.randrange(10000):04d}"

    def accounts(self) -> tuple[Account, ...]:
        bank = self._bank
        traits = CardTraits(
            last4=self._last4,
            closing_day=self._source.randint(20, 27),
            posts_ahead=bank.posts_ahead,
            no_forecast=bank.no_forecast,
            four_decimals=bank.four_decimals,
            midnight_utc=bank.midnight_utc,
            scale=3 if bank.document == "cnpj" else 1,
        )
        card = None
        if "card" in bank.accounts:
            card = build_card(
                traits, seat=self._seat, generation=self._generation, today=self._options.today
            )
        money = self._money(card)
        found: list[Account] = []
        if "checking" in bank.accounts:
            found.append(self._checking(money))
        if "savings" in bank.accounts:
            found.append(self._savings(money))
        if card is not None:
            found.append(self._card(card, traits))
        return tuple(found)

    def _money(self, card: Card | None) -> Money:
        business = self._bank.document == "cnpj"
        salary = _SALARY * self._source.randint(92, 112) // 100
        return Money(
            salary=salary,
            rent=(310_000 if business else 195_000) + self._source.randint(-20, 20) * 1000,
            saves=50_000 if "savings" in self._bank.accounts else 0,
            loan=61_237 if "LOANS" in self._bank.products else 0,
            card_payments=card.payments if card is not None else (),
            business=business,
        )

    def _checking(self, money: Money) -> Account:
        today = self._options.today
        account_id = stable_uuid(self._seat, self._generation, "checking")
        rows = checking_movements(money, seat=self._seat, today=today)
        ledger: Ledger
        if self._options.transactions is None:
            ledger = HeldLedger(
                rows,
                self._context(account_id),
                seat=f"{self._seat}|checking",
                generation=self._generation,
            )
        else:
            posted = [row for row in rows if not row.pending]
            ledger = EndlessLedger(
                [*posted, balancing(posted, today)],
                self._context(account_id),
                count=self._options.transactions,
                days=SPREAD_DAYS,
                seat=f"{self._seat}|checking",
                generation=self._generation,
            )
        opening = _opening(rows)
        branch, number = self._numbers
        return self._bank_account(
            account_id,
            key="checking",
            name="Conta Corrente",
            number=f"{branch}/{number}-{int(number) % 10}",
            ledger=ledger,
            opening=opening,
            pending=sum(row.cents for row in rows if row.pending)
            if isinstance(ledger, HeldLedger)
            else 0,
        )

    def _savings(self, money: Money) -> Account:
        account_id = stable_uuid(self._seat, self._generation, "savings")
        rows = savings_movements(money, seat=self._seat, today=self._options.today)
        ledger = HeldLedger(
            rows,
            self._context(account_id),
            seat=f"{self._seat}|savings",
            generation=self._generation,
        )
        branch, number = self._numbers
        return self._bank_account(
            account_id,
            key="savings",
            name="Conta Poupança",
            number=f"{branch}/9{number}-{int(number) % 7}",
            ledger=ledger,
            opening=500_000,
            pending=0,
        )

    def _bank_account(
        self,
        account_id: str,
        *,
        key: str,
        name: str,
        number: str,
        ledger: Ledger,
        opening: int,
        pending: int,
    ) -> Account:
        balance = opening + ledger.posted_cents
        checking = key == "checking"
        body = self._body(
            account_id,
            type="BANK",
            subtype="CHECKING_ACCOUNT" if checking else "SAVINGS_ACCOUNT",
            number=number,
            name=name,
        )
        body["bankData"] = {
            "transferNumber": number,
            "closingBalance": reais(balance + pending),
            "automaticallyInvestedBalance": 0,
            "overdraftContractedLimit": 1500 if checking else 0,
            "overdraftUsedLimit": 0,
            "unarrangedOverdraftAmount": 0,
            "hasReservedBalance": False,
        }
        return Account(
            id=account_id,
            key=key,
            kind=key,
            name=name,
            number=number,
            ledger=ledger,
            opening=opening,
            balance=balance,
            body=body,
        )

    def _card(self, card: Card, traits: CardTraits) -> Account:
        account_id = stable_uuid(self._seat, self._generation, "card")
        ledger = HeldLedger(
            card.movements,
            self._context(account_id, is_card=True),
            seat=f"{self._seat}|card",
            generation=self._generation,
        )
        name = f"{self._bank.name.split()[-1]} Gold"
        body = self._body(
            account_id, type="CREDIT", subtype="CREDIT_CARD", number=self._last4, name=name
        )
        body["creditData"] = self._credit_data(card, traits)
        return Account(
            id=account_id,
            key="card",
            kind="card",
            name=name,
            number=self._last4,
            ledger=ledger,
            opening=0,
            balance=card.used_cents,
            body=body,
            bills=tuple(
                bill_json(bill, traits, seat=self._seat) for bill in _newest_first(card.bills)
            ),
        )

    def _credit_data(self, card: Card, traits: CardTraits) -> Json:
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
                    "identificationNumber": self._last4,
                    "isLimitFlexible": False,
                    "usedAmount": reais(used),
                    "usedAmountCurrencyCode": "BRL",
                    "lineName": "CREDITO_A_VISTA",
                    "limitAmount": reais(limit),
                    "customizedLimitAmount": reais(limit - _LIMIT_STEP),
                    "availableAmount": reais(limit - used),
                }
            ],
            "additionalCards": [{"number": f"{(int(self._last4) + 17) % 10000:04d}"}],
        }

    def _body(self, account_id: str, **fields: str) -> Json:
        today = self._options.today
        meu_pluggy = self._bank.id == MEU_PLUGGY
        return {
            "id": account_id,
            **fields,
            "marketingName": f"Banco Aurora · {fields['name']}" if meu_pluggy else None,
            "taxNumber": punctuated(self._document),
            "owner": self._owner,
            "currencyCode": "BRL",
            "bankData": None,
            "creditData": None,
            "createdAt": created_at(today, today),
            "updatedAt": created_at(today, today),
        }

    def _context(self, account_id: str, *, is_card: bool = False) -> RowContext:
        branch, number = self._numbers
        routing = str(self._bank.id)
        return RowContext(
            account_id=account_id,
            is_card=is_card,
            midnight_utc=self._bank.midnight_utc,
            provider_ids=self._bank.is_open_finance,
            owner=Party(
                self._owner.upper(), self._document, branch, number, routing, f"90000{routing:0>3}"
            ),
            today=self._options.today,
        )


def _opening(rows: Sequence[Movement]) -> int:
    """A balance to begin with that never lets the account fall below a few hundred reais."""
    lowest = running = 0
    for row in rows:
        if not row.pending:
            running += row.cents
            lowest = min(lowest, running)
    return 42_173 - lowest


def _newest_first(bills: tuple[Bill, ...]) -> tuple[Bill, ...]:
    return bills[::-1]
