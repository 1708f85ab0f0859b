"""A credit card: purchases, instalments, purchases abroad with IOF, fees, refunds, payments."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pluggy_desktop.sandbox.bills import Bill, CardTraits
from pluggy_desktop.sandbox.catalogue import (
    FOREIGN_SHOPS,
    INSTALMENT_SHOPS,
    SHOPS,
    SUBSCRIPTIONS,
    Merchant,
)
from pluggy_desktop.sandbox.chance import dice, stable_uuid
from pluggy_desktop.sandbox.months import MONTHS, in_month, month_shift, month_starts
from pluggy_desktop.sandbox.movements import CardDetail, Movement

IOF_RATE = 350  # hundredths of a percent, on purchases abroad
_RATES = {"USD": 541, "EUR": 602}  # reais' cents for one unit
NO_FORECAST = "0001-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card's whole history: its movements (billed ones carry their bill), and its closed bills."""

    movements: tuple[Movement, ...]
    bills: tuple[Bill, ...]
    payments: tuple[tuple[date, int], ...]
    used_cents: int
    open_due: date


def build_card(traits: CardTraits, *, seat: str, generation: int, today: date) -> Card:
    """The card of the household at `seat`, over the last 24 months."""
    source = dice(seat, "card")
    everything = [
        row for row in _purchases(traits, source, today) if _has_happened(row, traits, today)
    ]
    purchases = [row for row in everything if row.day <= today or traits.posts_ahead]
    books = _Books(traits)
    for closing in _closings(traits, today):
        rows = [row for row in purchases if books.opened < row.day <= closing]
        books.close(rows, closing, bill_id=stable_uuid(seat, generation, "bill", closing))
    books.leave_open([row for row in purchases if row.day > books.opened], today)
    return Card(
        movements=tuple(sorted(books.movements, key=_by_day)),
        bills=tuple(books.bills),
        payments=tuple(books.payments),
        used_cents=sum(row.cents for row in everything) - sum(cents for _, cents in books.payments),
        open_due=_next_closing(traits, today) + timedelta(days=traits.due_after),
    )


class _Books:
    """Closes bill after bill; each is paid in full, on its due day, while the next one is open."""

    def __init__(self, traits: CardTraits) -> None:
        self._traits = traits
        self._owed = 0
        self.opened = date.min
        self.movements: list[Movement] = []
        self.bills: list[Bill] = []
        self.payments: list[tuple[date, int]] = []

    def close(self, rows: Sequence[Movement], closing: date, *, bill_id: str) -> None:
        due = closing + timedelta(days=self._traits.due_after)
        paid = self._pay()
        payments = [_payment_row(self._traits, day, cents) for day, cents in paid]
        self.movements += [_billed(row, bill_id, due, self._traits) for row in (*rows, *payments)]
        self._owed = sum(row.cents for row in rows)
        iof = sum(row.cents for row in rows if row.category == "15030000")
        self.bills.append(
            Bill(id=bill_id, closing=closing, due=due, cents=self._owed, paid=paid, iof_cents=iof)
        )
        self.opened = closing

    def leave_open(self, rows: Sequence[Movement], today: date) -> None:
        payments: list[Movement] = []
        if self.bills and self.bills[-1].due <= today:
            payments = [_payment_row(self._traits, day, cents) for day, cents in self._pay()]
        self.movements += [_open(row, self._traits) for row in (*rows, *payments)]

    def _pay(self) -> tuple[tuple[date, int], ...]:
        if self._owed <= 0:
            return ()
        paid = ((self.bills[-1].due, self._owed),)
        self.payments += paid
        return paid


def _by_day(row: Movement) -> date:
    return row.day


def _begin(traits: CardTraits, today: date) -> date:
    """The closing that the history begins after: whole bills only, so a little over 24 months."""
    edge = month_shift(today, -MONTHS)
    closing = in_month(edge.replace(day=1), traits.closing_day)
    if closing > edge:
        closing = in_month(month_shift(edge.replace(day=1), -1), traits.closing_day)
    return closing


def _closings(traits: CardTraits, today: date) -> list[date]:
    days = [in_month(first, traits.closing_day) for first in _months(today)]
    return [day for day in days if _begin(traits, today) < day < today]


def _months(today: date) -> Iterator[date]:
    return month_starts(today, months=MONTHS + 2)


def _next_closing(traits: CardTraits, today: date) -> date:
    closing = in_month(today.replace(day=1), traits.closing_day)
    return (
        closing
        if closing >= today
        else in_month(month_shift(today.replace(day=1), 1), traits.closing_day)
    )


def _has_happened(row: Movement, traits: CardTraits, today: date) -> bool:
    """Within the history, and not ahead of today, unless it is an instalment already committed to."""
    if row.day <= _begin(traits, today):
        return False
    bought = row.card.purchased if row.card is not None else None
    return row.day <= today or (bought is not None and bought <= today)


def _billed(row: Movement, bill_id: str, due: date, traits: CardTraits) -> Movement:
    forecast = NO_FORECAST if traits.no_forecast else f"{due:%Y-%m}"
    card = row.card or CardDetail(last4=traits.last4)
    return replace(row, card=replace(card, bill_id=bill_id, forecast=forecast))


def _open(row: Movement, traits: CardTraits) -> Movement:
    """A row of a bill that is still open: a purchase is pending, a payment or refund is not."""
    closing = in_month(row.day.replace(day=1), traits.closing_day)
    if row.day > closing:
        closing = in_month(month_shift(row.day.replace(day=1), 1), traits.closing_day)
    due = closing + timedelta(days=traits.due_after)
    forecast = NO_FORECAST if traits.no_forecast else f"{due:%Y-%m}"
    card = row.card or CardDetail(last4=traits.last4)
    return replace(row, pending=row.cents > 0, card=replace(card, forecast=forecast))


def _payment_row(traits: CardTraits, day: date, cents: int) -> Movement:
    return Movement(
        day=day,
        cents=-cents,
        description="Pagamento recebido",
        category="05100000",
        operation="PAGAMENTO_FATURA",
        card=CardDetail(last4=traits.last4),
    )


def _purchases(traits: CardTraits, source: random.Random, today: date) -> Iterator[Movement]:
    for number, first in enumerate(_months(today)):
        yield from _everyday(traits, source, first)
        yield from _monthly(traits, source, first, number)
        if source.random() < 0.35:
            yield from _instalments(traits, source, first)
        if source.random() < 0.45:
            yield from _abroad(traits, source, first)


def _everyday(traits: CardTraits, source: random.Random, first: date) -> Iterator[Movement]:
    for _ in range(source.randint(17, 26)):
        shop = source.choice(SHOPS)
        day = in_month(first, source.randint(1, 31))
        row = _purchase(traits, shop, day, source.randint(shop.low, shop.high) * 6 // 10)
        yield row
        chance = source.random()
        if chance < 0.04:  # two equal purchases on one day are two purchases
            yield row
        elif chance < 0.07:
            yield _refund(traits, row, day + timedelta(days=source.randint(2, 9)))


def _monthly(
    traits: CardTraits, source: random.Random, first: date, number: int
) -> Iterator[Movement]:
    for place, shop in enumerate(SUBSCRIPTIONS):
        yield _purchase(traits, shop, in_month(first, 6 + 5 * place), shop.low)
    if first.month <= 6:
        detail = CardDetail(last4=traits.last4, number=first.month, total=6, fee_type="ANNUAL_FEE")
        day = in_month(first, 15)
        text = f"ANUIDADE DIFERENCIADA {first.month:02d}/06"
        yield Movement(
            day=day,
            cents=2450,
            description=text,
            category="16030000",
            operation="TARIFA",
            card=detail,
        )
    fuel = SHOPS[7]
    if number % 3 == 0:
        yield _purchase(traits, fuel, in_month(first, 20), source.randint(fuel.low, fuel.high))


def _instalments(traits: CardTraits, source: random.Random, first: date) -> Iterator[Movement]:
    shop = source.choice(INSTALMENT_SHOPS)
    total = source.choice((2, 3, 4, 6, 10, 12))
    bought = in_month(first, source.randint(1, 28))
    whole = source.randint(shop.low, shop.high) * traits.scale
    share = whole // total
    for number in range(1, total + 1):
        cents = share + (whole - share * total if number == 1 else 0)
        detail = CardDetail(
            last4=traits.last4, purchased=bought, number=number, total=total, mcc=shop.mcc
        )
        yield Movement(
            day=month_shift(bought, number - 1),
            cents=cents,
            description=f"{shop.name.upper()} {number:02d}/{total:02d}",
            category=shop.category,
            operation="PAGAMENTO",
            merchant=shop,
            card=detail,
        )


def _abroad(traits: CardTraits, source: random.Random, first: date) -> Iterator[Movement]:
    name, currency, category, mcc = source.choice(FOREIGN_SHOPS)
    foreign = source.randint(500, 6900)
    cents = foreign * _RATES[currency] // 100
    day = in_month(first, source.randint(1, 28))
    yield Movement(
        day=day,
        cents=cents,
        description=name,
        category=category,
        operation="PAGAMENTO",
        foreign=(currency, foreign),
        card=CardDetail(last4=traits.last4, mcc=mcc),
    )
    yield Movement(
        day=day,
        cents=max(1, cents * IOF_RATE // 10000),
        description=f"IOF COMPRA INTERNACIONAL {name.split()[0]}",
        category="15030000",
        operation="TARIFA",
        card=CardDetail(last4=traits.last4),
    )


def _purchase(traits: CardTraits, shop: Merchant, day: date, cents: int) -> Movement:
    return Movement(
        day=day,
        cents=cents * traits.scale,
        description=shop.name.upper(),
        category=shop.category,
        operation="PAGAMENTO",
        merchant=shop,
        card=CardDetail(last4=traits.last4, mcc=shop.mcc),
    )


def _refund(traits: CardTraits, row: Movement, day: date) -> Movement:
    return Movement(
        day=day,
        cents=-row.cents,
        description=f"ESTORNO {row.description}",
        category=row.category,
        operation="ESTORNO",
        merchant=row.merchant,
        card=CardDetail(last4=traits.last4),
    )
