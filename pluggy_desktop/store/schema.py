"""Versions of the file: ordered migrations, each in one transaction with its record.

Before a file with data is changed, a copy is made and verified (backup.py); the last three such
copies are kept. A file from a newer version is refused untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import apsw

from pluggy_desktop.store.problems import problem
from pluggy_desktop.store.tables import VERSION_1

APPLICATION_ID = 0x504C4744  # "PLGD", in the file's header
HISTORY_TABLE = "schema_history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step: the version the file has after it, a name for the record, and its SQL."""

    version: int
    name: str
    sql: str


MIGRATIONS: tuple[Migration, ...] = (Migration(version=1, name="first tables", sql=VERSION_1),)


def version(con: apsw.Connection) -> int:
    """The version the file has; 0 for one without tables."""
    return int(con.pragma("user_version"))


def check(con: apsw.Connection, migrations: Sequence[Migration]) -> None:
    """Refuse a file that is not ours or is newer than `migrations`, without writing.

    Raises:
        StoreProblem: "foreign", "newer", or "corrupt" where the record contradicts the header.
    """
    if con.pragma("application_id") != APPLICATION_ID:
        raise problem("foreign", technical="application_id")
    found = version(con)
    if found > migrations[-1].version:
        raise problem("newer", technical=f"schema {found}, known {migrations[-1].version}")
    recorded = con.execute(f"SELECT max(version) FROM {HISTORY_TABLE}").get  # noqa: S608  (constant)
    if recorded != found:
        raise problem("corrupt", technical=f"schema {found}, recorded {recorded}")


def migrate(
    con: apsw.Connection,
    migrations: Sequence[Migration],
    *,
    before: Callable[[int], None] | None = None,
) -> None:
    """Bring the file to the last version, one transaction a step.

    Args:
        con: The writer's connection, outside a transaction.
        migrations: All steps, in order.
        before: Called once with the present version if there is anything to do (the backup).

    Raises:
        StoreProblem: "corrupt" where a step leaves broken references; that step is undone.
    """
    due = [step for step in migrations if step.version > version(con)]
    if due and before is not None:
        before(version(con))
    # A step may rebuild a table that others refer to; the references are checked before it counts.
    con.pragma("foreign_keys", 0)
    try:
        for step in due:
            _apply(con, step)
    finally:
        con.pragma("foreign_keys", 1)


def check_integrity(con: apsw.Connection) -> None:
    """Read every page and index, and compare references and the search index with the rows.

    Raises:
        StoreProblem: "corrupt", with SQLite's first complaint as its technical words.
    """
    for row in con.execute("PRAGMA integrity_check(1)"):
        if row != ("ok",):
            raise problem("corrupt", technical=str(row[0]))
    if con.execute("PRAGMA foreign_key_check").fetchall():
        raise problem("corrupt", technical="foreign_key_check")
    counts = con.execute(
        "SELECT (SELECT count(*) FROM transactions), (SELECT count(*) FROM search_docsize)"
    ).fetchone()
    if counts is not None and counts[0] != counts[1]:
        raise problem("corrupt", technical="search index")


def _apply(con: apsw.Connection, step: Migration) -> None:
    con.execute("BEGIN IMMEDIATE")
    try:
        con.execute(step.sql)
        con.execute(
            f"INSERT INTO {HISTORY_TABLE} VALUES (?, ?, datetime('now'))",  # noqa: S608  (constant)
            (step.version, step.name),
        )
        con.pragma("application_id", APPLICATION_ID)
        con.pragma("user_version", step.version)
        if con.execute("PRAGMA foreign_key_check").fetchall():
            raise problem("corrupt", technical=f"references after migration {step.version}")
        con.execute("COMMIT")
    except BaseException:
        if con.in_transaction:
            con.execute("ROLLBACK")
        raise
