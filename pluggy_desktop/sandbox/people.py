"""Households: who banks where, with which accounts and how much, from a seed and a document number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pluggy_desktop.sandbox.accounts import (
    Account,
    Seat,
    card_account,
    checking_account,
    savings_account,
)
from pluggy_desktop.sandbox.bills import CardTraits
from pluggy_desktop.sandbox.cards import Card, build_card
from pluggy_desktop.sandbox.chance import dice
from pluggy_desktop.sandbox.checking import Money, withdrawals
from pluggy_desktop.sandbox.connectors import Institution
from pluggy_desktop.sandbox.documents import invent_cpf

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
_RENT = 195_000
_COMPANY_RENT = 310_000
LOAN_SHARE = 61_237
"""One instalment of the loan that some households pay (cents)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Everything one person (or company) has at one bank."""

    seat: Seat
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdOptions:
    """The seed, the day that history ends, and how many rows the first account has (None: natural)."""

    seed: int
    today: date
    transactions: int | None = None


def household(
    options: HouseholdOptions, bank: Institution, document: str, generation: int
) -> Household:
    """The household of `document` at `bank`; `generation` counts reconnections and only changes ids.

    The card comes first, for the checking account pays its bills.
    """
    seat = _seat(options, bank, document, generation)
    source = dice(seat.words, "habits")
    traits = CardTraits(
        last4=seat.last4,
        closing_day=source.randint(20, 27),
        posts_ahead=bank.posts_ahead,
        no_forecast=bank.no_forecast,
        four_decimals=bank.four_decimals,
        midnight_utc=bank.midnight_utc,
        scale=3 if bank.document == "cnpj" else 1,
    )
    card: Card | None = None
    if "card" in bank.accounts:
        card = build_card(traits, seat=seat.words, generation=generation, today=options.today)
    business = bank.document == "cnpj"
    money = Money(
        salary=_SALARY * source.randint(92, 112) // 100,
        rent=(_COMPANY_RENT if business else _RENT) + source.randint(-20, 20) * 1000,
        saves=50_000 if "savings" in bank.accounts else 0,
        fetched=withdrawals(seat.words, options.today) if "savings" in bank.accounts else (),
        loan=LOAN_SHARE if "LOANS" in bank.products else 0,
        card_payments=() if card is None else card.payments,
        business=business,
    )
    accounts = [checking_account(seat, money)]
    if "savings" in bank.accounts:
        accounts.append(savings_account(seat, money))
    if card is not None:
        accounts.append(card_account(seat, card, traits))
    return Household(seat=seat, accounts=tuple(accounts))


def _seat(options: HouseholdOptions, bank: Institution, document: str, generation: int) -> Seat:
    person = dice(options.seed, document)
    if bank.document == "cnpj":
        owner = person.choice(_COMPANIES)
    else:
        owner = f"{person.choice(_FIRST)} {person.choice(_LAST)}"
    words = f"{options.seed}|{bank.id}|{document}"
    numbers = dice(words, "numbers")
    return Seat(
        words=words,
        generation=generation,
        bank=bank,
        owner=owner,
        document=document if len(document) in (11, 14) else invent_cpf(person),
        branch=f"{numbers.randrange(1, 900):04d}",
        number=f"{numbers.randrange(10000, 99999)}",
        last4=f"{numbers.randrange(10000):04d}",
        today=options.today,
        transactions=options.transactions,
    )
