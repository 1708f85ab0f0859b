"""Accounts: reading and writing their table."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import apsw

from pluggy_desktop.domain.models import Account, AccountKind, CardDetails
from pluggy_desktop.store.codec import pack_day, pack_instant, storable, unpack_day, unpack_instant
from pluggy_desktop.store.problems import account_gone
from pluggy_desktop.store.records import AccountRow, Saved

_FETCHED = (
    "kind, name, bank_number, owner, currency, balance, is_card, card_brand, card_level, "
    "card_limit, card_available, card_minimum, card_closes_on, card_due_on, updated_at"
)
_SELECT = """
SELECT a.id, c.id, a.pluggy_id, coalesce(nullif(c.name, ''), c.institution), c.color, a.kind,
    a.name, a.bank_number, a.owner, a.currency, a.balance, a.is_card, a.card_brand, a.card_level,
    a.card_limit, a.card_available, a.card_minimum, a.card_closes_on, a.card_due_on,
    a.data_until, a.cursor, a.new_rows, a.position, a.updated_at
FROM connections c JOIN accounts a ON a.connection = c.number
"""


def listed(con: apsw.Connection, connection_id: str | None = None) -> list[AccountRow]:
    """The accounts of one or all connections, in the order of connections, then of position."""
    where, params = ("", ()) if connection_id is None else ("WHERE c.id = ?", (connection_id,))
    rows = con.execute(f"{_SELECT} {where} ORDER BY c.number, a.position, a.number", params)
    return [_account(row) for row in rows]


def save(con: apsw.Connection, connection_id: str, accounts: Sequence[Account]) -> Saved:
    """Write what differs. Accounts that are not among them stay: an empty answer proves nothing."""
    connection = con.execute("SELECT number FROM connections WHERE id = ?", (connection_id,)).get
    if connection is None:
        raise account_gone()
    kept = {
        row[0]: row[1:]
        for row in con.execute(
            f"SELECT pluggy_id, {_FETCHED} FROM accounts WHERE connection = ?",  # noqa: S608
            (connection,),
        )
    }
    added = updated = unchanged = 0
    for account in accounts:
        values = _values(account)
        pluggy_id = storable(account.pluggy_id)
        before = kept.get(pluggy_id)
        kept[pluggy_id] = values
        if before is None:
            _insert(con, int(connection), pluggy_id, values)
            added += 1
        elif before != values:
            con.execute(
                f"UPDATE accounts SET ({_FETCHED}) = ({', '.join('?' * len(values))}) "  # noqa: S608
                "WHERE connection = ? AND pluggy_id = ?",
                (*values, connection, pluggy_id),
            )
            updated += 1
        else:
            unchanged += 1
    return Saved(added=added, updated=updated, unchanged=unchanged)


def mark_seen(con: apsw.Connection, account_id: str | None) -> None:
    """Clear the count of rows not seen yet, of one or all accounts."""
    where, params = ("", ()) if account_id is None else ("AND id = ?", (account_id,))
    con.execute(f"UPDATE accounts SET new_rows = 0 WHERE new_rows > 0 {where}", params)  # noqa: S608


def number(con: apsw.Connection, account_id: str) -> int:
    """The account's number in the tables.

    Raises:
        Cancelled: There is no such account (any more).
    """
    found = con.execute("SELECT number FROM accounts WHERE id = ?", (account_id,)).get
    if found is None:
        raise account_gone()
    return int(found)


def _insert(
    con: apsw.Connection, connection: int, pluggy_id: str, values: tuple[apsw.SQLiteValue, ...]
) -> None:
    con.execute(
        f"INSERT INTO accounts (id, connection, pluggy_id, position, {_FETCHED}) VALUES "  # noqa: S608
        "(?, ?, ?, (SELECT coalesce(max(position) + 1, 0) FROM accounts), "
        f"{', '.join('?' * len(values))})",
        (str(uuid.uuid4()), connection, pluggy_id, *values),
    )


def _values(one: Account) -> tuple[apsw.SQLiteValue, ...]:
    card = one.card or CardDetails()
    return (
        one.kind.value,
        storable(one.name),
        storable(one.number),
        storable(one.owner),
        storable(one.currency),
        one.balance,
        int(one.card is not None),
        storable(card.brand),
        storable(card.level),
        card.limit,
        card.available,
        card.minimum_payment,
        pack_day(card.closes_on),
        pack_day(card.due_on),
        pack_instant(one.updated_at),
    )


def _account(row: tuple[Any, ...]) -> AccountRow:
    card = None
    if row[11]:
        card = CardDetails(
            brand=row[12],
            level=row[13],
            limit=row[14],
            available=row[15],
            minimum_payment=row[16],
            closes_on=unpack_day(row[17]),
            due_on=unpack_day(row[18]),
        )
    return AccountRow(
        id=row[0],
        connection_id=row[1],
        pluggy_id=row[2],
        institution=row[3],
        color=row[4],
        kind=AccountKind(row[5]),
        name=row[6],
        number=row[7],
        owner=row[8],
        currency=row[9],
        balance=row[10],
        card=card,
        data_until=unpack_day(row[19]),
        cursor=row[20],
        new_rows=row[21],
        position=row[22],
        updated_at=unpack_instant(row[23]),
    )
