"""`GET /v2/transactions`: strict parameters, filters, pages of 500 and the cursor to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from pluggy_desktop.sandbox.answers import Encoded, Problem, encode, is_uuid
from pluggy_desktop.sandbox.clock import iso
from pluggy_desktop.sandbox.ledger import Ledger, after, decode_cursor, encode_cursor

PAGE_SIZE = 500
MAX_IDS = 500

Query = Mapping[str, Sequence[str]]
"""A query string: name → every value given for it."""

_KNOWN = ("accountId", "ids", "dateFrom", "dateTo", "createdAtFrom", "after")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def check_names(query: Query) -> None:
    """Refuse what this endpoint does not know (`pageSize`, `page`, `from`, `to`, `billId`, …).

    Raises:
        Problem: 400 with the first strange name.
    """
    for name in query:
        if name not in _KNOWN:
            raise Problem(400, f"property {name} should not exist")


def transactions_page(ledger: Ledger, query: Query) -> Encoded:
    """One page of `ledger`: `{results, next}`, by date descending, `next` relative or null.

    Raises:
        Problem: A filter or the cursor cannot be read (400).
    """
    positions = _matching(ledger, query)
    cursor = _one(query, "after")
    first = 0 if cursor is None else _start(ledger, positions, cursor)
    page = positions[first : first + PAGE_SIZE]
    following = None
    if first + PAGE_SIZE < len(positions):
        instant, row_id, _ = ledger.key(page[-1])
        pairs = [
            (name, value) for name, values in query.items() if name != "after" for value in values
        ]
        following = "?" + urlencode([*pairs, ("after", encode_cursor(instant, row_id))])
    rows = ",".join(map(ledger.text, page))
    return Encoded(f'{{"results":[{rows}],"next":{encode(following)}}}')


def _start(ledger: Ledger, positions: Sequence[int], cursor: str) -> int:
    """Where the rows after `cursor` begin; a row that is gone is passed over by its date."""
    decoded = decode_cursor(cursor)
    if decoded is None:
        raise Problem(400, "Invalid cursor")
    instant, row_id = decoded
    _moment(instant, "Invalid cursor")
    place = ledger.position_of(row_id)
    return after(positions, ledger.older_than(instant) - 1 if place is None else place)


def _matching(ledger: Ledger, query: Query) -> Sequence[int]:
    """The positions that the filters leave, newest first."""
    day_from, day_to, seen_from = (
        _one(query, name) for name in ("dateFrom", "dateTo", "createdAtFrom")
    )
    if seen_from is not None and (day_from is not None or day_to is not None):
        raise Problem(400, "createdAtFrom cannot be used together with dateFrom or dateTo")
    begin, end = 0, ledger.count
    if day_to is not None:
        begin = ledger.older_than(iso(_bound(day_to, "dateTo", after_day=True)))
    if day_from is not None:
        end = ledger.older_than(iso(_bound(day_from, "dateFrom")))
    found: Sequence[int] = range(begin, max(begin, end))
    if seen_from is not None:
        found = range(ledger.seen_before(iso(_bound(seen_from, "createdAtFrom"))))
    if "ids" in query:
        wanted = _ids(query)
        places = (ledger.position_of(row_id) for row_id in wanted)
        known = {place for place in places if place is not None}
        found = sorted(place for place in known if place in found)
    return found


def _ids(query: Query) -> list[str]:
    wanted = [part.lower() for value in query["ids"] for part in value.split(",") if part]
    if len(wanted) > MAX_IDS:
        raise Problem(
            400,
            f"The ids parameter cannot have more than {MAX_IDS} transaction ids",
            description="IDS_PARAMETER_EXCEEDS_MAX_LENGTH",
        )
    if not all(map(is_uuid, wanted)):
        raise Problem(400, "each value in ids must be a UUID")
    return wanted


def _one(query: Query, name: str) -> str | None:
    values = query.get(name)
    if values is None:
        return None
    if len(values) != 1:
        raise Problem(400, f"{name} must be a single value")
    return values[0]


def _bound(value: str, name: str, *, after_day: bool = False) -> datetime:
    """The moment a filter stands for; the day of `dateTo` counts whole."""
    problem = f"{name} must be a valid ISO 8601 date string"
    if not _DAY.fullmatch(value):
        return _moment(value, problem)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Problem(400, problem) from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
        days=1 if after_day else 0
    )


def _moment(value: str, problem: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Problem(400, problem) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
