"""Where the marks of an axis go: round amounts, first days of months. Pure, no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pluggy_desktop.domain.dates import add_months

_STEPS = (1, 2, 5, 10)


def amount_ticks(low: int, high: int, *, most: int = 4) -> list[int]:
    """Round amounts from at or below `low` to at or above `high`, zero among them.

    At most `most` steps; a flat line at zero still gets two marks.
    """
    low, high = min(low, 0), max(high, 0)
    if low == high:
        high = 100
    rough = max((high - low) / most, 1)
    power = 10 ** (len(str(int(rough))) - 1)
    step = next(int(power * factor) for factor in _STEPS if power * factor >= rough)
    first, last = low // step, -(-high // step)
    while last - first > most:  # rounding outwards may have added a step at each end
        step *= 2
        first, last = low // step, -(-high // step)
    return [step * n for n in range(first, last + 1)]


def day_ticks(first: dt.date, last: dt.date, *, most: int) -> list[dt.date]:
    """Days to mark between `first` and `last`: first days of months, or single days if it is short.

    At most about `most` of them, evenly spread.
    """
    most = max(most, 2)
    days = (last - first).days
    if days < 62:
        stride = next(n for n in (1, 2, 5, 7, 10, 14, 21, 31) if days // n + 1 <= most or n == 31)
        return [first + dt.timedelta(days=n) for n in range(0, days + 1, stride)]
    start = first if first.day == 1 else add_months(first.replace(day=1), 1)
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    strides = (1, 2, 3, 6, 12, 24, 60, 120)
    longest = strides[-1] * -(-months // (most * strides[-1]))
    stride = next((n for n in strides if -(-months // n) <= most), longest)
    return [add_months(start, n) for n in range(0, months, stride)]


def thinned(
    points: Sequence[tuple[dt.date, int]], *, columns: int
) -> Sequence[tuple[dt.date, int]]:
    """The points that make the same picture in `columns` pixels; all of them if they are few.

    Of each column's points those are the first, the lowest, the highest and the last.
    """
    if len(points) <= 2 * max(columns, 1):
        return points
    size = -(-len(points) // max(columns, 1))
    kept: list[tuple[dt.date, int]] = []
    for start in range(0, len(points), size):
        column = points[start : start + size]
        kept += sorted({column[0], min(column, key=_amount), max(column, key=_amount), column[-1]})
    return kept


def _amount(point: tuple[dt.date, int]) -> int:
    return point[1]


def nearest(days: Sequence[dt.date], wanted: dt.date) -> int:
    """The position in sorted `days` of the one nearest to `wanted`."""
    low, high = 0, len(days) - 1
    while low < high:
        middle = (low + high) // 2
        if days[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    if low and abs((days[low - 1] - wanted).days) <= abs((days[low] - wanted).days):
        return low - 1
    return low
