"""What is still to be paid of purchases in instalments, month by month. Pure, no Qt."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pluggy_desktop.domain.dates import add_months
from pluggy_desktop.store import TransactionRow

_COUNT = re.compile(r"\(?\b[0-9]{1,2}\s*(?:/|de)\s*[0-9]{1,2}\b\)?")


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    month: dt.date
    amount: int


def upcoming(rows: Iterable[TransactionRow], today: dt.date) -> list[tuple[dt.date, int]]:
    """The instalments of the months after this one: (first day of month, positive amount).

    Banks tell them in two ways: some post every part in advance, some only the part of each bill.
    What is posted counts as posted; for a purchase whose latest part is of this month or the one
    before, the missing parts are counted on from it. Parts of one purchase are found by text,
    number of parts and the month the purchase began.
    """
    this_month = today.replace(day=1)
    months: dict[dt.date, int] = defaultdict(int)
    for total, parts in _purchases(rows):
        last = max(parts, key=_number)
        for part in parts:
            if part.month > this_month:
                months[part.month] += part.amount
        if last.month < add_months(this_month, -1):
            continue  # it ended early, or the bank posts it in another way
        amount = sum(part.amount for part in parts if part.number == last.number)
        for number in range(last.number + 1, total + 1):
            month = add_months(last.month, number - last.number)
            if month > this_month:
                months[month] += amount
    return [(month, -amount) for month, amount in sorted(months.items()) if amount < 0]


def _purchases(rows: Iterable[TransactionRow]) -> list[tuple[int, list[_Part]]]:
    """Each purchase as (number of parts, the parts seen)."""
    by_text: dict[tuple[str, int], list[TransactionRow]] = defaultdict(list)
    for row in rows:
        part = row.installment
        if part is not None and 1 <= part.number <= part.total and part.total > 1:
            by_text[_text(row), part.total].append(row)
    purchases: list[tuple[int, list[_Part]]] = []
    for (_, total), group in by_text.items():
        begun: dict[dt.date, list[_Part]] = defaultdict(list)
        at_once = _posted_at_once(group)
        for row in group:
            number = row.installment.number if row.installment else 1
            first = row.date.replace(day=1)
            month = add_months(first, number - 1) if row.date in at_once else first
            begun[add_months(month, 1 - number)].append(_Part(number, month, row.amount))
        purchases += [(total, parts) for parts in begun.values()]
    return purchases


def _posted_at_once(group: list[TransactionRow]) -> set[dt.date]:
    """The days that carry several parts of one purchase: all were posted with its own date."""
    numbers: dict[dt.date, set[int]] = defaultdict(set)
    for row in group:
        if row.installment:
            numbers[row.date].add(row.installment.number)
    return {day for day, seen in numbers.items() if len(seen) > 1}


def _text(row: TransactionRow) -> str:
    return " ".join(_COUNT.sub(" ", row.description.casefold()).split())


def _number(part: _Part) -> int:
    return part.number
