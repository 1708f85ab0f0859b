"""Bills, investments and loans: three tables of one shape, a record a Pluggy id under an owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import apsw

from pluggy_desktop.domain.models import Bill, Investment, Loan
from pluggy_desktop.store import accounts
from pluggy_desktop.store.codec import pack_day, storable, unpack_day
from pluggy_desktop.store.problems import account_gone
from pluggy_desktop.store.records import BillRow, InvestmentRow, LoanRow, Saved

_Record: TypeAlias = "tuple[apsw.SQLiteValue, ...]"  # (a name of the stubs only)

_BILL = "due_on, total, currency, closed_on, minimum, paid"
_INVESTMENT = "name, kind, subtype, currency, balance, cost, rate, due_on, issuer, status"
_LOAN = (
    "name, currency, contracted, outstanding, installments_paid, installments_total, "
    "next_due_on, ends_on"
)
_BANK = "coalesce(nullif(c.name, ''), c.institution), c.color"


def save_bills(con: apsw.Connection, account_id: str, bills: Sequence[Bill]) -> Saved:
    """Write what differs of a card's bills; older ones that are not among them stay."""
    records = {
        storable(one.pluggy_id): (
            pack_day(one.due_on),
            one.total,
            storable(one.currency),
            pack_day(one.closed_on),
            one.minimum,
            one.paid,
        )
        for one in bills
    }
    owner = accounts.number(con, account_id)
    return _save(con, "bills", "account", _BILL, owner=owner, records=records)


def save_investments(
    con: apsw.Connection, connection_id: str, investments: Sequence[Investment], *, complete: bool
) -> Saved:
    """Write what differs of a connection's investments; see `_save_of_connection`."""
    records = {
        storable(one.pluggy_id): (
            storable(one.name),
            storable(one.kind),
            storable(one.subtype),
            storable(one.currency),
            one.balance,
            one.cost,
            storable(one.rate),
            pack_day(one.due_on),
            storable(one.issuer),
            storable(one.status),
        )
        for one in investments
    }
    return _save_of_connection(
        con, "investments", _INVESTMENT, connection_id, records=records, complete=complete
    )


def save_loans(
    con: apsw.Connection, connection_id: str, loans: Sequence[Loan], *, complete: bool
) -> Saved:
    """Write what differs of a connection's loans; see `_save_of_connection`."""
    records = {
        storable(one.pluggy_id): (
            storable(one.name),
            storable(one.currency),
            one.contracted,
            one.outstanding,
            one.installments_paid,
            one.installments_total,
            pack_day(one.next_due_on),
            pack_day(one.ends_on),
        )
        for one in loans
    }
    return _save_of_connection(
        con, "loans", _LOAN, connection_id, records=records, complete=complete
    )


def bills(con: apsw.Connection, account_id: str | None) -> list[BillRow]:
    """The bills of one or all cards, latest due first."""
    where, params = ("", ()) if account_id is None else ("WHERE a.id = ?", (account_id,))
    rows = con.execute(
        f"SELECT a.id, a.name, {_BANK}, b.pluggy_id, {_qualified('b', _BILL)} FROM bills b "  # noqa: S608
        "JOIN accounts a ON a.number = b.account JOIN connections c ON c.number = a.connection "
        f"{where} ORDER BY b.due_on DESC, a.position, b.pluggy_id",
        params,
    )
    return [_bill(row) for row in rows]


def investments(con: apsw.Connection) -> list[InvestmentRow]:
    """All investments that are still there, by connection and name."""
    return [_investment(row) for row in _of_connections(con, "investments", _INVESTMENT)]


def loans(con: apsw.Connection) -> list[LoanRow]:
    """All loans that are still there, by connection and name."""
    return [_loan(row) for row in _of_connections(con, "loans", _LOAN)]


def _save_of_connection(
    con: apsw.Connection,
    table: str,
    columns: str,
    connection_id: str,
    *,
    records: Mapping[str, _Record],
    complete: bool,
) -> Saved:
    """Write what differs; with `complete`, those missing from a list that is not empty are gone.

    Gone ones are kept but not listed. An empty list proves nothing (a revoked consent looks so).
    """
    owner = con.execute("SELECT number FROM connections WHERE id = ?", (connection_id,)).get
    if owner is None:
        raise account_gone()
    saved = _save(con, table, "connection", columns, owner=int(owner), records=records)
    if complete and records:
        kept = con.execute(
            f"SELECT pluggy_id, gone FROM {table} WHERE connection = ?",  # noqa: S608
            (owner,),
        ).fetchall()
        con.executemany(
            f"UPDATE {table} SET gone = ? WHERE connection = ? AND pluggy_id = ?",  # noqa: S608
            [
                (int(name not in records), owner, name)
                for name, gone in kept
                if gone != (name not in records)
            ],
        )
    return saved


def _save(
    con: apsw.Connection,
    table: str,
    owner_column: str,
    columns: str,
    *,
    owner: int,
    records: Mapping[str, _Record],
) -> Saved:
    kept = {
        row[0]: row[1:]
        for row in con.execute(
            f"SELECT pluggy_id, {columns} FROM {table} WHERE {owner_column} = ?",  # noqa: S608
            (owner,),
        )
    }
    news = {name: record for name, record in records.items() if kept.get(name) != record}
    marks = ", ".join("?" * len(columns.split(", ")))
    con.executemany(
        f"INSERT INTO {table} ({owner_column}, pluggy_id, {columns}) VALUES (?, ?, {marks}) "  # noqa: S608
        f"ON CONFLICT ({owner_column}, pluggy_id) DO UPDATE SET "
        + ", ".join(f"{column} = excluded.{column}" for column in columns.split(", ")),
        [(owner, name, *record) for name, record in news.items()],
    )
    added = sum(name not in kept for name in news)
    return Saved(added=added, updated=len(news) - added, unchanged=len(records) - len(news))


def _of_connections(con: apsw.Connection, table: str, columns: str) -> list[tuple[Any, ...]]:
    return con.execute(
        f"SELECT c.id, {_BANK}, p.pluggy_id, {_qualified('p', columns)} FROM {table} p "  # noqa: S608
        "JOIN connections c ON c.number = p.connection WHERE NOT p.gone "
        "ORDER BY c.number, p.name, p.pluggy_id"
    ).fetchall()


def _qualified(table: str, columns: str) -> str:
    return ", ".join(f"{table}.{column}" for column in columns.split(", "))


def _bill(row: tuple[Any, ...]) -> BillRow:
    return BillRow(
        account_id=row[0],
        account_name=row[1],
        institution=row[2],
        color=row[3],
        pluggy_id=row[4],
        due_on=dt.date.fromordinal(row[5]),
        total=row[6],
        currency=row[7],
        closed_on=unpack_day(row[8]),
        minimum=row[9],
        paid=row[10],
    )


def _investment(row: tuple[Any, ...]) -> InvestmentRow:
    return InvestmentRow(
        connection_id=row[0],
        institution=row[1],
        color=row[2],
        pluggy_id=row[3],
        name=row[4],
        kind=row[5],
        subtype=row[6],
        currency=row[7],
        balance=row[8],
        cost=row[9],
        rate=row[10],
        due_on=unpack_day(row[11]),
        issuer=row[12],
        status=row[13],
    )


def _loan(row: tuple[Any, ...]) -> LoanRow:
    return LoanRow(
        connection_id=row[0],
        institution=row[1],
        color=row[2],
        pluggy_id=row[3],
        name=row[4],
        currency=row[5],
        contracted=row[6],
        outstanding=row[7],
        installments_paid=row[8],
        installments_total=row[9],
        next_due_on=unpack_day(row[10]),
        ends_on=unpack_day(row[11]),
    )
