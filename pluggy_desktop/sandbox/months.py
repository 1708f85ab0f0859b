"""Calendar arithmetic for invented histories: months, business days, clamped days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = 24
"""How many months of history a household has."""


def month_shift(day: date, months: int) -> date:
    """`day` moved by `months`, clamped to the last day of the month it lands in."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_starts(today: date, *, months: int = MONTHS) -> Iterator[date]:
    """The first days of the months of the history, oldest first, the current month last."""
    for back in range(months, -1, -1):
        yield month_shift(today.replace(day=1), -back)


def in_month(first: date, day: int) -> date:
    """Day number `day` of the month that begins on `first`, clamped to its end."""
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))


def business_day(first: date, number: int) -> date:
    """The `number`-th weekday of the month (bank holidays are not known here)."""
    day = first
    while True:
        if day.weekday() < 5:
            number -= 1
            if number == 0:
                return day
        day += timedelta(days=1)
