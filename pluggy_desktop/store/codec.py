"""How values are written into columns: days, instants, identifiers and small lists.

Days are proleptic Gregorian ordinals (`date.toordinal`), instants whole microseconds since 1970 in
UTC. A transaction's key is its day, the bank's order within the day and a running number, so that
the newest-first order of the table and of the search index is the order of one integer.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from typing import overload

from pluggy_desktop.domain.models import ProductResult

DAY_SHIFT = 40
ORDER_SHIFT = 24
_ORDER_MAX = (1 << (DAY_SHIFT - ORDER_SHIFT)) - 1
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def key_prefix(date: dt.date, order: int) -> int:
    """The first key of a day and bank's order; 16,777,216 keys belong to it."""
    return date.toordinal() << DAY_SHIFT | min(max(order, 0), _ORDER_MAX) << ORDER_SHIFT


def key_date(key: int) -> dt.date:
    """The day a key belongs to."""
    return dt.date.fromordinal(key >> DAY_SHIFT)


def first_key(date: dt.date) -> int:
    """The smallest key of a day; with a day later, the first one past it."""
    return date.toordinal() << DAY_SHIFT


def key_after(date: dt.date) -> int:
    """The first key past a day."""
    return (date.toordinal() + 1) << DAY_SHIFT


def pack_id(text: str) -> bytes | str:
    """Pluggy's id as kept: 16 bytes for a lower-case UUID (20 fewer in each index), else as it is."""
    return bytes.fromhex(text.replace("-", "")) if _UUID.fullmatch(text) else storable(text)


def unpack_id(packed: bytes | str) -> str:
    """The text that `pack_id` was given."""
    return str(uuid.UUID(bytes=packed)) if isinstance(packed, bytes) else packed


@overload
def pack_day(day: dt.date) -> int: ...
@overload
def pack_day(day: None) -> None: ...
@overload
def pack_day(day: dt.date | None) -> int | None: ...
def pack_day(day: dt.date | None) -> int | None:
    """A date as kept."""
    return None if day is None else day.toordinal()


def unpack_day(packed: int | None) -> dt.date | None:
    """The date that `pack_day` was given."""
    return None if packed is None else dt.date.fromordinal(packed)


@overload
def pack_instant(instant: dt.datetime) -> int: ...
@overload
def pack_instant(instant: None) -> None: ...
@overload
def pack_instant(instant: dt.datetime | None) -> int | None: ...
def pack_instant(instant: dt.datetime | None) -> int | None:
    """An aware instant as kept."""
    return None if instant is None else (instant - _EPOCH) // _MICROSECOND


@overload
def unpack_instant(packed: int) -> dt.datetime: ...
@overload
def unpack_instant(packed: None) -> None: ...
@overload
def unpack_instant(packed: int | None) -> dt.datetime | None: ...
def unpack_instant(packed: int | None) -> dt.datetime | None:
    """The instant that `pack_instant` was given, in UTC."""
    return None if packed is None else _EPOCH + packed * _MICROSECOND


def pack_results(results: tuple[ProductResult, ...]) -> str:
    """Per-product results as a JSON text."""
    return json.dumps(
        [
            [one.product, one.is_updated, pack_instant(one.last_updated_at), list(one.warnings)]
            for one in results
        ],
        ensure_ascii=False,
    )


def unpack_results(packed: str) -> tuple[ProductResult, ...]:
    """The results that `pack_results` was given."""
    return tuple(
        ProductResult(
            product=product,
            is_updated=is_updated,
            last_updated_at=unpack_instant(instant),
            warnings=tuple(warnings),
        )
        for product, is_updated, instant, warnings in json.loads(packed)
    )


def pack_tags(tags: tuple[str, ...]) -> str:
    """Tags as a JSON text, "" for none."""
    return json.dumps(tags, ensure_ascii=False) if tags else ""


def unpack_tags(packed: str) -> tuple[str, ...]:
    """The tags that `pack_tags` was given."""
    return tuple(json.loads(packed)) if packed else ()


def storable(text: str) -> str:
    """`text` without what UTF-8 cannot hold (lone surrogates become "?")."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
