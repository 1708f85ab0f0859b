"""A fetched page of transactions: rows, search index, cursor and badge, in one go.

Work and writes are in proportion to the page, whatever the file already holds. The caller holds
the transaction around it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw

from pluggy_desktop.domain.changes import Changes, LocalRow, RowChange
from pluggy_desktop.domain.models import Rejected, Transaction, TransactionStatus
from pluggy_desktop.store import accounts
from pluggy_desktop.store.codec import (
    ORDER_SHIFT,
    key_prefix,
    pack_day,
    pack_id,
    pack_instant,
    storable,
)
from pluggy_desktop.store.words import folded, index_text

# What the bank says, in the order of `_values`; note, tags and own_category are the person's.
_FETCHED = (
    "key, uid, account, pluggy_id, fingerprint, amount, currency, pending, category, shown_category, "
    "category_id, description, sort_text, counterparty, original_amount, original_currency, "
    "installment_number, installment_total, bill_id, description_raw, operation_type, "
    "purchase_date, bill_forecast, card_number, provider_id, bank_order, created_at, updated_at"
)
_MARKS = ", ".join("?" * len(_FETCHED.split(", ")))
_INSERT = f"INSERT INTO transactions ({_FETCHED}) VALUES ({_MARKS})"  # noqa: S608  (constants)
_UPDATE = f"UPDATE transactions SET ({_FETCHED}) = ({_MARKS}) WHERE key = ?"  # noqa: S608
_UNINDEX = "DELETE FROM search WHERE rowid = ?"
_INDEX = "INSERT INTO search (rowid, words) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What must be known of a row that is already there."""

    key: int
    uid: bytes
    own_category: str | None
    note: str
    tags: str


def local_rows(
    con: apsw.Connection, account_id: str, pluggy_ids: Sequence[str]
) -> dict[str, LocalRow]:
    """The kept rows of an account among `pluggy_ids`."""
    account = accounts.number(con, account_id)
    found: dict[str, LocalRow] = {}
    for pluggy_id in pluggy_ids:
        row = con.execute(
            "SELECT uid, fingerprint FROM transactions WHERE account = ? AND pluggy_id = ?",
            (account, pack_id(pluggy_id)),
        ).fetchone()
        if row is not None:
            found[pluggy_id] = LocalRow(uid=row[0], fingerprint=row[1])
    return found


def save(
    con: apsw.Connection,
    account_id: str,
    changes: Changes,
    *,
    cursor: str | None,
    rejected: Sequence[Rejected],
    data_until: dt.date | None,
) -> None:
    """Write one page and where the walk goes on; writes nothing that is already so."""
    account = accounts.number(con, account_id)
    added = _save_rows(con, account, (*changes.added, *changes.updated)) if changes else 0
    _save_rejected(con, account, rejected)
    con.execute(
        """
        UPDATE accounts SET cursor = ?1, data_until = coalesce(?2, data_until),
            new_rows = new_rows + ?3
        WHERE number = ?4
            AND (cursor <> ?1 OR data_until IS NOT coalesce(?2, data_until) OR ?3 > 0)
        """,
        (cursor or "", pack_day(data_until), added, account),
    )


def _save_rows(con: apsw.Connection, account: int, rows: Iterable[RowChange]) -> int:
    """Insert and update rows; the number of new ones."""
    by_id: dict[bytes | str, RowChange] = {pack_id(r.transaction.pluggy_id): r for r in rows}
    next_keys: dict[int, int] = {}
    inserts: list[tuple[apsw.SQLiteValue, ...]] = []
    index: list[tuple[int, str]] = []
    for pluggy_id, change in by_id.items():
        kept = _kept(con, account, pluggy_id, change.uid)
        key = _key(con, change.transaction, kept, next_keys)
        uid = kept.uid if kept else change.uid or os.urandom(16)
        values = _values(
            change,
            key=key,
            uid=uid,
            account=account,
            pluggy_id=pluggy_id,
            own_category=kept.own_category if kept else None,
        )
        if kept:
            con.execute(_UNINDEX, (kept.key,))
            con.execute(_UPDATE, (*values, kept.key))
        else:
            inserts.append(values)
        index.append((key, _words(change.transaction, kept, account=account)))
    # In the order of the keys both trees grow at one place, which is what makes a page cheap.
    inserts.sort(key=_first)
    con.executemany(_INSERT, inserts)
    con.executemany(_INDEX, sorted(index))
    _forget_rejected(con, account, {change.transaction.pluggy_id for change in by_id.values()})
    return len(inserts)


def _first(values: tuple[apsw.SQLiteValue, ...]) -> int:
    key = values[0]
    assert isinstance(key, int)
    return key


def _kept(
    con: apsw.Connection, account: int, pluggy_id: bytes | str, uid: bytes | None
) -> _Kept | None:
    """The row to update: by our id where merge gave one, else by Pluggy's."""
    columns = "SELECT key, uid, own_category, note, tags FROM transactions"
    row = None
    if uid is not None:
        row = con.execute(f"{columns} WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        row = con.execute(
            f"{columns} WHERE account = ? AND pluggy_id = ?", (account, pluggy_id)
        ).fetchone()
    return None if row is None else _Kept(*row)


def _key(
    con: apsw.Connection, transaction: Transaction, kept: _Kept | None, next_keys: dict[int, int]
) -> int:
    """The row's key: the old one while day and order stay, else the next free one of its day."""
    prefix = key_prefix(transaction.date, transaction.order)
    if kept and kept.key >> ORDER_SHIFT == prefix >> ORDER_SHIFT:
        return kept.key
    if prefix not in next_keys:
        last = con.execute(
            "SELECT max(key) FROM transactions WHERE key >= ? AND key < ?",
            (prefix, prefix + (1 << ORDER_SHIFT)),
        ).get
        next_keys[prefix] = prefix if last is None else int(last) + 1
    key = next_keys[prefix]
    next_keys[prefix] = key + 1
    return key


def _values(
    change: RowChange,
    *,
    key: int,
    uid: bytes,
    account: int,
    pluggy_id: bytes | str,
    own_category: str | None,
) -> tuple[apsw.SQLiteValue, ...]:
    one = change.transaction
    part = one.installment
    return (
        key,
        uid,
        account,
        pluggy_id,
        change.fingerprint,
        one.amount,
        storable(one.currency),
        int(one.status is TransactionStatus.PENDING),
        storable(one.category),
        storable(one.category) if own_category is None else own_category,
        storable(one.category_id),
        storable(one.description),
        None if one.description.isascii() else folded(one.description),
        storable(one.counterparty),
        one.original_amount,
        None if one.original_currency is None else storable(one.original_currency),
        part.number if part else None,
        part.total if part else None,
        pack_id(one.bill_id),
        storable(one.description_raw),
        storable(one.operation_type),
        pack_day(one.purchase_date),
        storable(one.bill_forecast),
        storable(one.card_number),
        storable(one.provider_id),
        one.order,
        pack_instant(one.created_at),
        pack_instant(one.updated_at),
    )


def _words(one: Transaction, kept: _Kept | None, *, account: int) -> str:
    category = one.category if kept is None or kept.own_category is None else kept.own_category
    raw = "" if one.description_raw == one.description else one.description_raw
    own = (kept.note, kept.tags) if kept else ()
    texts = (one.description, raw, one.counterparty, category, *own)
    return index_text(texts, account=account, amount=one.amount)


def _forget_rejected(con: apsw.Connection, account: int, understood: set[str]) -> None:
    """Drop what was set aside before and has now come in a form that could be read."""
    kept = con.execute("SELECT identity FROM rejected WHERE account = ?", (account,)).fetchall()
    con.executemany(
        "DELETE FROM rejected WHERE account = ? AND identity = ?",
        [(account, identity) for (identity,) in kept if identity in understood],
    )


def _save_rejected(con: apsw.Connection, account: int, rejected: Sequence[Rejected]) -> None:
    con.executemany(
        """
        INSERT INTO rejected (account, kind, identity, reason, raw) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (account, kind, identity) DO UPDATE
        SET reason = excluded.reason, raw = excluded.raw
        WHERE reason <> excluded.reason OR raw <> excluded.raw
        """,
        [
            (
                account,
                row.kind,
                storable(row.pluggy_id) or f"sha256:{hashlib.sha256(row.raw).hexdigest()}",
                storable(row.reason),
                row.raw,
            )
            for row in rejected
        ],
    )
