"""The rows of one account, newest first, addressed by position: held, or worked out when asked for."""

from __future__ import annotations

import base64
import binascii
import json
import re
import uuid
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from math import gcd
from operator import itemgetter
from typing import Protocol

from pluggy_desktop.sandbox.answers import Json, encode, is_uuid
from pluggy_desktop.sandbox.chance import stable_hex, stable_uuid
from pluggy_desktop.sandbox.movements import Movement, RowContext, created_at, day_instant, row_json


class Ledger(Protocol):
    """Rows of one account in the API's order: by date descending."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        ...

    @property
    def posted_cents(self) -> int:
        """The sum of the posted rows, with the API's own signs, in reais' cents."""
        ...

    def row(self, position: int) -> Json:
        """The row at `position`, 0 being the newest."""
        ...

    def text(self, position: int) -> str:
        """The same row as JSON text."""
        ...

    def key(self, position: int) -> tuple[str, str, str]:
        """(date, id, createdAt) of the row at `position`."""
        ...

    def position_of(self, row_id: str) -> int | None:
        """Where the row with that id stands."""
        ...

    def older_than(self, instant: str) -> int:
        """The first position whose date is before `instant`."""
        ...

    def seen_before(self, instant: str) -> int:
        """The first position that Pluggy saw before `instant` (rows are seen in order of date)."""
        ...


class HeldLedger:
    """A history of a few thousand movements, kept in memory."""

    def __init__(
        self, movements: Sequence[Movement], context: RowContext, *, seat: str, generation: int
    ) -> None:
        self._context = context
        self._movements = movements
        entries: list[tuple[str, str, int, str, int]] = []
        orders: dict[date, int] = {}
        for index, movement in enumerate(movements):
            orders[movement.day] = order = orders.get(movement.day, 0) + 1
            row_id = stable_uuid(seat, generation, "row", index)
            provider = stable_hex(seat, "provider", index, size=20)
            entries.append(
                (
                    movement.instant(midnight_utc=context.midnight_utc),
                    row_id,
                    order,
                    provider,
                    index,
                )
            )
        entries.sort(key=itemgetter(0, 1), reverse=True)
        self._entries = entries
        self._texts: dict[int, str] = {}
        self._places = {entry[1]: place for place, entry in enumerate(entries)}

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._entries)

    @property
    def posted_cents(self) -> int:
        """The sum of the posted rows, in cents."""
        return sum(movement.cents for movement in self._movements if not movement.pending)

    def row(self, position: int) -> Json:
        """The row at `position`."""
        _, row_id, order, provider, index = self._entries[position]
        return row_json(
            self._movements[index],
            self._context,
            row_id=row_id,
            provider_id=provider,
            order=order,
        )

    def text(self, position: int) -> str:
        """The row at `position` as JSON, kept once it was asked for."""
        if position not in self._texts:
            self._texts[position] = encode(self.row(position))
        return self._texts[position]

    def key(self, position: int) -> tuple[str, str, str]:
        """(date, id, createdAt) of the row at `position`."""
        instant, row_id, _, _, index = self._entries[position]
        return instant, row_id, created_at(self._movements[index].day, self._context.today)

    def position_of(self, row_id: str) -> int | None:
        """Where the row with that id stands."""
        return self._places.get(row_id)

    def older_than(self, instant: str) -> int:
        """The first position dated before `instant`."""
        return _first_before(self, instant, field=0)

    def seen_before(self, instant: str) -> int:
        """The first position seen before `instant`."""
        return _first_before(self, instant, field=2)


class EndlessLedger:
    """Up to millions of rows that exist only while they are asked for.

    The rows repeat a pattern of movements in a scattered order, spread evenly over `days` up to
    today. One full pattern adds up to nothing (its last movement is chosen so), hence any number of
    rows keeps a plausible balance and the sum is known without adding them up.
    """

    _SCATTER = 2654435761  # odd, so a bijection modulo 2**32
    _BITS = 1 << 32

    def __init__(
        self,
        pattern: Sequence[Movement],
        context: RowContext,
        *,
        count: int,
        days: int,
        seat: str,
        generation: int,
    ) -> None:
        self._pattern = pattern
        self._context = context
        self._count = count
        self._days = days
        self._seat = seat
        self._texts: dict[int, str] = {}
        self._base = uuid.UUID(stable_uuid(seat, generation, "rows")).int & ~(self._BITS - 1)
        self._step = _coprime(len(pattern))
        self._unscatter = pow(self._SCATTER, -1, self._BITS)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def posted_cents(self) -> int:
        """The sum of the posted rows, in cents."""
        whole, rest = divmod(self._count, len(self._pattern))
        once = sum(movement.cents for movement in self._pattern)
        return whole * once + sum(self._pick(position).cents for position in range(rest))

    def row(self, position: int) -> Json:
        """The row at `position`."""
        body: Json = json.loads(self.text(position))
        return body

    def text(self, position: int) -> str:
        """The row at `position` as JSON: the movement's own text with what differs filled in."""
        which = position * self._step % len(self._pattern)
        if which not in self._texts:
            self._texts[which] = self._template(self._pattern[which])
        instant, row_id, seen = self.key(position)
        provider = stable_hex(self._seat, "provider", position, size=20)
        return self._texts[which].format(
            id=row_id,
            date=instant,
            provider=provider,
            order=self._count - position,
            seen=seen,
        )

    def _template(self, movement: Movement) -> str:
        body = row_json(movement, self._context, row_id="<id>", provider_id="<provider>", order=0)
        blanks = {
            "date": "<date>",
            "createdAt": "<seen>",
            "updatedAt": "<seen>",
            "order": "<order>",
        }
        text = encode(body | blanks).replace('"<order>"', "<order>")
        text = text.replace("{", "{{").replace("}", "}}")
        return re.sub("<(id|date|provider|order|seen)>", r"{\1}", text)

    def key(self, position: int) -> tuple[str, str, str]:
        """(date, id, createdAt) of the row at `position`."""
        day = self._context.today - timedelta(days=position * self._days // self._count)
        instant = day_instant(day, midnight_utc=self._context.midnight_utc)
        return instant, self._id(position), created_at(day, self._context.today)

    def position_of(self, row_id: str) -> int | None:
        """Where the row with that id stands."""
        number = uuid.UUID(row_id).int
        position = (number & (self._BITS - 1)) * self._unscatter % self._BITS
        known = number & ~(self._BITS - 1) == self._base and position < self._count
        return position if known else None

    def older_than(self, instant: str) -> int:
        """The first position dated before `instant`."""
        return _first_before(self, instant, field=0)

    def seen_before(self, instant: str) -> int:
        """The first position seen before `instant`."""
        return _first_before(self, instant, field=2)

    def _pick(self, position: int) -> Movement:
        return self._pattern[position * self._step % len(self._pattern)]

    def _id(self, position: int) -> str:
        return str(uuid.UUID(int=self._base | position * self._SCATTER % self._BITS))


def _first_before(ledger: Ledger, instant: str, *, field: int) -> int:
    low, high = 0, ledger.count
    while low < high:
        middle = (low + high) // 2
        if ledger.key(middle)[field] < instant:
            high = middle
        else:
            low = middle + 1
    return low


def _coprime(length: int) -> int:
    step = length * 5 // 8 | 1
    while gcd(step, length) != 1:
        step += 2
    return step


def encode_cursor(instant: str, row_id: str) -> str:
    """The cursor after that row: base64 of `<iso>|<uuid>`."""
    return base64.b64encode(f"{instant}|{row_id}".encode()).decode()


def decode_cursor(cursor: str) -> tuple[str, str] | None:
    """(date, id) of a cursor, or None if it is none."""
    try:
        instant, bar, row_id = (
            base64.b64decode(cursor, validate=True).decode("ascii").partition("|")
        )
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return (instant, row_id) if bar and is_uuid(row_id) else None


def after(positions: Sequence[int], position: int) -> int:
    """The first index in ascending `positions` that stands after `position`."""
    return bisect_left(positions, position + 1)
