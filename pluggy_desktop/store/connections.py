"""Connections, attempts and facts: reading and writing their tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import apsw

from pluggy_desktop.domain.models import ConnectionState
from pluggy_desktop.store.codec import (
    pack_instant,
    pack_results,
    storable,
    unpack_instant,
    unpack_results,
)
from pluggy_desktop.store.records import Attempt, Connection

_COLUMNS = (
    "id, item_id, connector_id, institution, color, image_url, name, state, detail, status, "
    "execution_status, error_code, results, last_synced_at, next_auto_sync_at, "
    "consent_expires_at, created_at"
)
_SELECT = f"SELECT {_COLUMNS} FROM connections"  # noqa: S608  (constants)
_INSERT = f"""
INSERT INTO connections ({_COLUMNS}) VALUES ({", ".join("?" * 17)})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in _COLUMNS.split(", "))}
"""  # noqa: S608  (constants)
_ATTEMPT_COLUMNS = (
    "id, connector_id, institution, color, state_token, item_id, redirect_uri, authorize_url, "
    "started_at, deadline, existing"
)


def listed(con: apsw.Connection) -> list[Connection]:
    """All connections, oldest first."""
    return [_connection(row) for row in con.execute(f"{_SELECT} ORDER BY number")]


def found(con: apsw.Connection, column: str, value: str) -> Connection | None:
    """The connection whose `column` ("id" or "item_id") is `value`."""
    row = con.execute(f"{_SELECT} WHERE {column} = ?", (storable(value),)).fetchone()
    return None if row is None else _connection(row)


def save(con: apsw.Connection, connection: Connection) -> bool:
    """Insert or update; an empty name leaves the person's own name as it is. True if written."""
    kept = found(con, "id", connection.id)
    if kept is not None and not connection.name:
        connection = replace(connection, name=kept.name)
    if kept == connection:
        return False
    con.execute(_INSERT, _values(connection))
    return True


def rename(con: apsw.Connection, connection_id: str, name: str) -> None:
    """Set the person's own name; "" goes back to the institution's."""
    con.execute(
        "UPDATE connections SET name = ?1 WHERE id = ?2 AND name <> ?1",
        (storable(name.strip()), connection_id),
    )


def delete(con: apsw.Connection, connection_id: str) -> None:
    """Delete it with all that hangs on it; the search index knows no references, so it goes first."""
    con.execute(
        """
        DELETE FROM search WHERE rowid IN (
            SELECT t.key FROM transactions t
            JOIN accounts a ON a.number = t.account
            JOIN connections c ON c.number = a.connection WHERE c.id = ?)
        """,
        (connection_id,),
    )
    con.execute("DELETE FROM connections WHERE id = ?", (connection_id,))


def attempts(con: apsw.Connection) -> list[Attempt]:
    """All attempts, oldest first."""
    rows = con.execute(f"SELECT {_ATTEMPT_COLUMNS} FROM attempts ORDER BY number")  # noqa: S608
    return [_attempt(row) for row in rows]


def save_attempt(con: apsw.Connection, attempt: Attempt) -> None:
    """Insert or update an attempt, if it differs."""
    values = _attempt_values(attempt)
    kept = con.execute(
        f"SELECT {_ATTEMPT_COLUMNS} FROM attempts WHERE id = ?",  # noqa: S608  (constants)
        (attempt.id,),
    ).fetchone()
    if kept == values:
        return
    columns = _ATTEMPT_COLUMNS.split(", ")
    con.execute(
        f"INSERT INTO attempts ({_ATTEMPT_COLUMNS}) VALUES ({', '.join('?' * len(columns))}) "  # noqa: S608
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in columns)}",
        values,
    )


def fact(con: apsw.Connection, name: str) -> str | None:
    """A fact about the file."""
    row = con.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def set_fact(con: apsw.Connection, name: str, value: str) -> None:
    """Write a fact, if it differs."""
    con.execute(
        "INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value "
        "WHERE value <> excluded.value",
        (name, storable(value)),
    )


def _values(one: Connection) -> tuple[apsw.SQLiteValue, ...]:
    return (
        one.id,
        one.item_id,
        one.connector_id,
        storable(one.institution),
        one.color,
        storable(one.image_url),
        storable(one.name),
        one.state.value,
        storable(one.detail),
        one.status,
        one.execution_status,
        one.error_code,
        storable(pack_results(one.results)),
        pack_instant(one.last_synced_at),
        pack_instant(one.next_auto_sync_at),
        pack_instant(one.consent_expires_at),
        pack_instant(one.created_at),
    )


def _connection(row: tuple[Any, ...]) -> Connection:
    return Connection(
        id=row[0],
        item_id=row[1],
        connector_id=row[2],
        institution=row[3],
        color=row[4],
        image_url=row[5],
        name=row[6],
        state=ConnectionState(row[7]),
        detail=row[8],
        status=row[9],
        execution_status=row[10],
        error_code=row[11],
        results=unpack_results(row[12]),
        last_synced_at=unpack_instant(row[13]),
        next_auto_sync_at=unpack_instant(row[14]),
        consent_expires_at=unpack_instant(row[15]),
        created_at=unpack_instant(int(row[16])),
    )


def _attempt_values(one: Attempt) -> tuple[apsw.SQLiteValue, ...]:
    return (
        one.id,
        one.connector_id,
        storable(one.institution),
        one.color,
        one.state_token,
        one.item_id,
        one.redirect_uri,
        storable(one.authorize_url),
        pack_instant(one.started_at),
        pack_instant(one.deadline),
        int(one.existing),
    )


def _attempt(row: tuple[Any, ...]) -> Attempt:
    return Attempt(
        id=row[0],
        connector_id=row[1],
        institution=row[2],
        color=row[3],
        state_token=row[4],
        item_id=row[5],
        redirect_uri=row[6],
        authorize_url=row[7],
        started_at=unpack_instant(int(row[8])),
        deadline=unpack_instant(row[9]),
        existing=bool(row[10]),
    )
