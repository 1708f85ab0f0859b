"""Reading transactions: filtered, sorted, counted, paged and searched in SQL."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import apsw

from pluggy_desktop.domain.models import Installment, TransactionStatus
from pluggy_desktop.store.codec import key_date, unpack_day, unpack_id, unpack_instant, unpack_tags
from pluggy_desktop.store.readers import Readers
from pluggy_desktop.store.records import (
    Totals,
    TransactionDetail,
    TransactionFilter,
    TransactionRow,
    TransactionSort,
)
from pluggy_desktop.store.selection import Label, Selection, labels, order, select

_COLUMNS = (
    "t.key, t.uid, t.pluggy_id, t.account, t.description, t.amount, t.currency, "
    "t.original_amount, t.original_currency, t.pending, t.shown_category, t.installment_number, "
    "t.installment_total, t.bill_id, t.counterparty"
)
_MORE_COLUMNS = (
    "t.note, t.tags, t.category, t.own_category, t.category_id, t.description_raw, "
    "t.operation_type, t.purchase_date, t.bill_forecast, t.card_number, t.provider_id, "
    "t.bank_order, t.created_at, t.updated_at"
)
_NEWEST_FIRST = TransactionSort()
_CHUNK = 500  # rows read at once by a walk


class TransactionReader:
    """Transactions as a table needs them; safe from any thread.

    Each call sees one state of the file. Calls that may be long take a `cancel`, which makes them
    raise Cancelled within milliseconds. All raise StoreProblem where the file cannot be read.
    """

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def count(
        self,
        f: TransactionFilter,
        *,
        cap: int | None = None,
        cancel: threading.Event | None = None,
    ) -> int:
        """How many rows pass `f`; with `cap` it stops counting there."""
        with self._readers.snapshot(cancel) as con:
            chosen = select(f, labels(con))
            if cap is None:
                sql = f"SELECT count(*) {chosen.source}"
            else:
                sql = f"SELECT count(*) FROM (SELECT 1 {chosen.source} LIMIT {cap:d})"  # noqa: S608
            return int(con.execute(sql, chosen.params).get)

    def page(
        self,
        f: TransactionFilter,
        sort: TransactionSort = _NEWEST_FIRST,
        *,
        offset: int,
        limit: int,
        cancel: threading.Event | None = None,
    ) -> list[TransactionRow]:
        """Up to `limit` rows from `offset` on."""
        with self._readers.snapshot(cancel) as con:
            accounts = labels(con)
            chosen = select(f, accounts)
            keys = array("q", _keys(con, chosen, sort, accounts, limit=limit, offset=offset))
            return _rows(con, keys, accounts)

    def keys(
        self,
        f: TransactionFilter,
        sort: TransactionSort = _NEWEST_FIRST,
        *,
        cancel: threading.Event,
    ) -> array[int]:
        """The keys of all rows that pass `f`, in order, 8 bytes each: for jumping anywhere."""
        with self._readers.snapshot(cancel) as con:
            accounts = labels(con)
            return array("q", _keys(con, select(f, accounts), sort, accounts))

    def rows(self, keys: Sequence[int]) -> list[TransactionRow]:
        """The rows of `keys`, in that order; those that are no longer there are left out."""
        with self._readers.snapshot() as con:
            return _rows(con, array("q", keys), labels(con))

    def totals(
        self, f: TransactionFilter, *, cancel: threading.Event | None = None
    ) -> list[Totals]:
        """Number, money in and money out (negative) of the rows that pass `f`; reais come first."""
        with self._readers.snapshot(cancel) as con:
            chosen = select(f, labels(con))
            rows = con.execute(
                "SELECT t.currency, count(*), sum(max(t.amount, 0)), sum(min(t.amount, 0)) "
                f"{chosen.source} GROUP BY t.currency ORDER BY t.currency <> 'BRL', t.currency",
                chosen.params,
            )
            return [
                Totals(currency=row[0], count=row[1], money_in=row[2], money_out=row[3])
                for row in rows
            ]

    def get(self, uid: str) -> TransactionDetail | None:
        """All that is kept of one transaction; None if there is none of that id."""
        with self._readers.snapshot() as con:
            row = con.execute(
                f"SELECT {_COLUMNS}, {_MORE_COLUMNS} FROM transactions t WHERE t.uid = ?",  # noqa: S608
                (unpack_uid(uid),),
            ).fetchone()
            return None if row is None else _detail(row, labels(con))

    def categories(self) -> list[tuple[str, int]]:
        """The categories in use as shown, with their numbers of rows, the most used first."""
        with self._readers.snapshot() as con:
            rows = con.execute(
                "SELECT shown_category, count(*) AS n FROM transactions WHERE shown_category <> '' "
                "GROUP BY shown_category ORDER BY n DESC, shown_category"
            )
            return list(rows)

    def iterate(
        self, f: TransactionFilter, sort: TransactionSort = _NEWEST_FIRST
    ) -> Iterator[TransactionRow]:
        """All rows that pass `f`, one by one, as of the first one asked for (exports)."""
        with self._readers.snapshot() as con:
            accounts = labels(con)
            keys = array("q", _keys(con, select(f, accounts), sort, accounts))
            for start in range(0, len(keys), _CHUNK):
                yield from _rows(con, keys[start : start + _CHUNK], accounts)


def _keys(
    con: apsw.Connection,
    chosen: Selection,
    sort: TransactionSort,
    accounts: dict[int, Label],
    *,
    limit: int = -1,
    offset: int = 0,
) -> Iterator[int]:
    """Keys alone, in order: most filters and sorts find them without reading the wide rows."""
    rows = con.execute(
        f"SELECT {chosen.key} {chosen.source} {order(sort, chosen.key, accounts)} LIMIT ? OFFSET ?",
        (*chosen.params, limit, offset),
    )
    return chain.from_iterable(rows)


def _rows(
    con: apsw.Connection, keys: array[int], accounts: dict[int, Label]
) -> list[TransactionRow]:
    """The rows of `keys`, in that order, without those that are not there."""
    if not keys:
        return []
    found = con.execute(
        f"SELECT {_COLUMNS} FROM transactions t WHERE t.key IN carray(?)",  # noqa: S608
        (apsw.carray(keys, flags=apsw.SQLITE_CARRAY_INT64),),
    )
    by_key = {row[0]: _row(row, accounts) for row in found}
    return [by_key[key] for key in keys if key in by_key]


def unpack_uid(uid: str) -> bytes:
    """The 16 bytes of a uid; empty (which no row has) for text that is none."""
    try:
        return bytes.fromhex(uid)
    except ValueError:
        return b""


def _row(row: tuple[Any, ...], accounts: dict[int, Label]) -> TransactionRow:
    return TransactionRow(**_fields(row, accounts))


def _fields(row: tuple[Any, ...], accounts: dict[int, Label]) -> dict[str, Any]:
    label = accounts[row[3]]
    return {
        "key": row[0],
        "uid": row[1].hex(),
        "pluggy_id": unpack_id(row[2]),
        "account_id": label.account_id,
        "account_name": label.name,
        "institution": label.institution,
        "color": label.color,
        "date": key_date(row[0]),
        "description": row[4],
        "amount": row[5],
        "currency": row[6],
        "original_amount": row[7],
        "original_currency": row[8],
        "status": TransactionStatus.PENDING if row[9] else TransactionStatus.POSTED,
        "category": row[10],
        "installment": None if row[11] is None else Installment(number=row[11], total=row[12]),
        "bill_id": unpack_id(row[13]),
        "counterparty": row[14],
    }


def _detail(row: tuple[Any, ...], accounts: dict[int, Label]) -> TransactionDetail:
    return TransactionDetail(
        **_fields(row, accounts),
        note=row[15],
        tags=unpack_tags(row[16]),
        bank_category=row[17],
        own_category=row[18],
        category_id=row[19],
        description_raw=row[20],
        operation_type=row[21],
        purchase_date=unpack_day(row[22]),
        bill_forecast=row[23],
        card_number=row[24],
        provider_id=row[25],
        order=row[26],
        created_at=unpack_instant(row[27]),
        updated_at=unpack_instant(row[28]),
    )
