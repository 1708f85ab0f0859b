"""A card's habits and its closed bills, as `GET /bills` sends them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pluggy_desktop.sandbox.answers import Json
from pluggy_desktop.sandbox.chance import stable_uuid
from pluggy_desktop.sandbox.movements import day_instant, reais


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTraits:
    """How one bank's card behaves; `scale` multiplies amounts (a company spends more)."""

    last4: str
    closing_day: int
    due_after: int = 8
    posts_ahead: bool = False
    no_forecast: bool = False
    four_decimals: bool = False
    midnight_utc: bool = False
    scale: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A closed bill: its purchases less its refunds, and what was paid while it was open."""

    id: str
    closing: date
    due: date
    cents: int
    paid: tuple[tuple[date, int], ...]
    iof_cents: int


def bill_json(bill: Bill, traits: CardTraits, *, seat: str) -> Json:
    """The bill as `GET /bills` sends it; some banks write totals with four decimals."""
    total = reais(bill.cents)
    least = reais(bill.cents * 15 // 100)
    if traits.four_decimals:
        total, least = round(total + 0.0031, 4), round(least + 0.0049, 4)
    return {
        "id": bill.id,
        "dueDate": day_instant(bill.due, midnight_utc=True),
        "billClosingDate": None
        if traits.no_forecast
        else day_instant(bill.closing, midnight_utc=True),
        "totalAmount": total,
        "totalAmountCurrencyCode": "BRL",
        "minimumPaymentAmount": least,
        "allowsInstallments": None if traits.no_forecast else True,
        "financeCharges": [_iof(bill, seat)] if bill.iof_cents else [],
        "payments": [_payment(bill, day, cents, seat) for day, cents in bill.paid],
    }


def _iof(bill: Bill, seat: str) -> Json:
    return {
        "id": stable_uuid(seat, bill.id, "iof"),
        "type": "IOF",
        "amount": reais(bill.iof_cents),
        "currencyCode": "BRL",
        "additionalInfo": "NA",
    }


def _payment(bill: Bill, day: date, cents: int, seat: str) -> Json:
    return {
        "id": stable_uuid(seat, bill.id, day),
        "valueType": "FULL_PAYMENT",
        "paymentDate": day_instant(day, midnight_utc=True),
        "paymentMode": "DEBIT_ACCOUNT",
        "amount": reais(cents),
        "currencyCode": "BRL",
    }
