"""The encrypted file, opened: one writer, as many readers as are needed."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Self

import apsw

from pluggy_desktop.domain.changes import Changes, LocalRow
from pluggy_desktop.domain.models import Account, Bill, Investment, Loan, Rejected
from pluggy_desktop.errors import StoreProblem
from pluggy_desktop.store import (
    accounts,
    backup,
    cipher,
    connections,
    edits,
    pages,
    products,
    schema,
)
from pluggy_desktop.store.problems import closed, translated
from pluggy_desktop.store.readers import Readers
from pluggy_desktop.store.records import (
    AccountRow,
    Attempt,
    BillRow,
    Connection,
    InvestmentRow,
    LoanRow,
    Saved,
)
from pluggy_desktop.store.reports import Reports
from pluggy_desktop.store.transactions import TransactionReader

BUSY_SECONDS = 5.0
_log = logging.getLogger(__name__)


class Store:
    """What is kept on this computer.

    Safe from any thread: writes take turns, each one a transaction of its own that writes only
    what differs; reads go on meanwhile and see what was complete. Every method raises StoreProblem
    where the disk or the file fails, and Cancelled once the store is closed.

    Attributes:
        path: The file.
        transactions: Reading transactions.
        reports: Sums over time.
    """

    def __init__(self, path: Path, writer: apsw.Connection, readers: Readers) -> None:
        self.path = path
        self.transactions = TransactionReader(readers)
        self.reports = Reports(readers)
        self._writer = writer
        self._readers = readers
        self._turn = threading.RLock()
        self._closed = False

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        busy_seconds: float = BUSY_SECONDS,
        migrations: Sequence[schema.Migration] = schema.MIGRATIONS,
    ) -> Self:
        """Open the file at `path`, or make it when there is none.

        Args:
            path: The file; its folder is made when absent, both are private to the user.
            key: 32 random bytes.
            busy_seconds: How long to wait for another program's lock.
            migrations: The versions to bring the file to (tests have more).

        Raises:
            StoreProblem: wrong_key, plaintext, foreign, corrupt, newer, busy, io or full; a file
                that was there is untouched then.
        """
        if len(key) != cipher.KEY_BYTES:
            raise ValueError("the key has 32 bytes")
        with translated():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Links in the folder's path are the system's business; one in place of the file isn't.
            path = path.parent.resolve() / path.name
            if not cls.exists(path):
                build = partial(schema.migrate, migrations=migrations)
                cipher.create(path, key, build, busy_seconds=busy_seconds)
            accept = partial(schema.check, migrations=migrations)
            writer = cipher.unlock(path, key, accept, busy_seconds=busy_seconds)
            try:
                cipher.make_private(path)
                before = partial(_back_up, writer, path, key, busy_seconds)
                schema.migrate(writer, migrations, before=before)
            except BaseException:
                writer.close()
                raise
        return cls(path, writer, Readers(_reader(path, key, busy_seconds)))

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there is anything at `path`, whatever it is."""
        return path.is_symlink() or path.exists()

    def close(self) -> None:
        """Give up running reads, wait for a running write, empty the log and close; idempotent.

        A disk that fails meanwhile is only noted: what was saved is in the log, and the next
        opening takes it from there.
        """
        with self._turn:
            if self._closed:
                return
            self._closed = True
            self._readers.close()
            try:
                with translated(), closing(self._writer) as con:
                    con.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except StoreProblem as problem:
                _log.warning("the log stays beside the file: %s", problem.technical)

    def changed(self) -> int:
        """How many rows this Store has written so far, in all tables."""
        with self._turn, translated():
            return self._writer.total_changes()

    def verify(self) -> None:
        """Read the whole file and check it; may take seconds.

        Raises:
            StoreProblem: "corrupt".
        """
        with self._readers.snapshot() as con:
            schema.check_integrity(con)

    # Facts about the file

    def value(self, name: str) -> str | None:
        """A fact kept about the file, such as "client_user_id"; None if there is none."""
        with self._readers.snapshot() as con:
            return connections.fact(con, name)

    def set_value(self, name: str, value: str) -> None:
        """Keep a fact about the file."""
        with self._write() as con:
            connections.set_fact(con, name, value)

    # Connections and attempts

    def connections(self) -> list[Connection]:
        """All connections, oldest first."""
        with self._readers.snapshot() as con:
            return connections.listed(con)

    def connection(self, connection_id: str) -> Connection | None:
        """The connection with our id."""
        with self._readers.snapshot() as con:
            return connections.found(con, "id", connection_id)

    def connection_by_item(self, item_id: str) -> Connection | None:
        """The connection with Pluggy's item id."""
        with self._readers.snapshot() as con:
            return connections.found(con, "item_id", item_id)

    def save_connection(self, connection: Connection) -> bool:
        """Insert or update; an empty `name` leaves the person's own as it is. True if written."""
        with self._write() as con:
            return connections.save(con, connection)

    def rename_connection(self, connection_id: str, name: str) -> None:
        """Give it the person's own name; "" goes back to the institution's."""
        with self._write() as con:
            connections.rename(con, connection_id, name)

    def delete_connection(self, connection_id: str) -> None:
        """Delete it with its accounts, transactions, bills, investments and loans."""
        with self._write() as con:
            connections.delete(con, connection_id)

    def attempts(self) -> list[Attempt]:
        """Consents in progress, oldest first."""
        with self._readers.snapshot() as con:
            return connections.attempts(con)

    def save_attempt(self, attempt: Attempt) -> None:
        """Keep a consent in progress."""
        with self._write() as con:
            connections.save_attempt(con, attempt)

    def delete_attempt(self, attempt_id: str) -> None:
        """Forget a consent in progress; fine if there is none."""
        with self._write() as con:
            con.execute("DELETE FROM attempts WHERE id = ?", (attempt_id,))

    # Accounts and their transactions

    def accounts(self, connection_id: str | None = None) -> list[AccountRow]:
        """The accounts of one or all connections, in the order shown."""
        with self._readers.snapshot() as con:
            return accounts.listed(con, connection_id)

    def save_accounts(self, connection_id: str, found: Sequence[Account]) -> Saved:
        """Write what differs; accounts that are not among them stay."""
        with self._write() as con:
            return accounts.save(con, connection_id, found)

    def mark_seen(self, account_id: str | None = None) -> None:
        """Clear the count of new rows of one or all accounts."""
        with self._write() as con:
            accounts.mark_seen(con, account_id)

    def local_rows(self, account_id: str, pluggy_ids: Sequence[str]) -> dict[str, LocalRow]:
        """The kept rows among `pluggy_ids`, by Pluggy's id."""
        with self._readers.snapshot() as con:
            return pages.local_rows(con, account_id, pluggy_ids)

    def save_page(
        self,
        account_id: str,
        changes: Changes,
        *,
        cursor: str | None,
        rejected: Sequence[Rejected] = (),
        data_until: dt.date | None = None,
    ) -> None:
        """Write a page's rows, its place in the walk and everything that follows, or nothing.

        Args:
            account_id: Our id.
            changes: What merge found new.
            cursor: Where the walk goes on; None when it is complete.
            rejected: Rows that could not be understood.
            data_until: The last day the data is complete for; None leaves it as it is.

        Raises:
            Cancelled: The account was removed meanwhile.
        """
        with self._write() as con:
            pages.save(
                con, account_id, changes, cursor=cursor, rejected=rejected, data_until=data_until
            )

    def rejected_count(self) -> int:
        """How many rows are set aside because they could not be understood."""
        with self._readers.snapshot() as con:
            return int(con.execute("SELECT count(*) FROM rejected").get)

    def set_note(self, uid: str, note: str) -> None:
        """Write the person's note on a transaction."""
        with self._write() as con:
            edits.set_note(con, uid, note)

    def set_category(self, uid: str, category: str | None) -> None:
        """Choose a category for a transaction; None goes back to the bank's."""
        with self._write() as con:
            edits.set_category(con, uid, category)

    def set_tags(self, uid: str, tags: Sequence[str]) -> None:
        """Write the person's tags on a transaction."""
        with self._write() as con:
            edits.set_tags(con, uid, tags)

    # Bills, investments, loans

    def bills(self, account_id: str | None = None) -> list[BillRow]:
        """Closed bills of one or all cards, latest due first."""
        with self._readers.snapshot() as con:
            return products.bills(con, account_id)

    def save_bills(self, account_id: str, bills: Sequence[Bill]) -> Saved:
        """Write what differs; bills that are not among them stay."""
        with self._write() as con:
            return products.save_bills(con, account_id, bills)

    def investments(self) -> list[InvestmentRow]:
        """All investments."""
        with self._readers.snapshot() as con:
            return products.investments(con)

    def save_investments(
        self, connection_id: str, investments: Sequence[Investment], *, complete: bool = False
    ) -> Saved:
        """Write what differs.

        With `complete` (all of the answer was read and understood) those missing from a list that
        is not empty are no longer listed or summed.
        """
        with self._write() as con:
            return products.save_investments(con, connection_id, investments, complete=complete)

    def loans(self) -> list[LoanRow]:
        """All loans."""
        with self._readers.snapshot() as con:
            return products.loans(con)

    def save_loans(
        self, connection_id: str, loans: Sequence[Loan], *, complete: bool = False
    ) -> Saved:
        """Write what differs; `complete` as for investments."""
        with self._write() as con:
            return products.save_loans(con, connection_id, loans, complete=complete)

    @contextmanager
    def _write(self) -> Iterator[apsw.Connection]:
        """One transaction of the writer: all of it or nothing."""
        with self._turn, translated():
            if self._closed:
                raise closed()
            con = self._writer
            con.execute("BEGIN IMMEDIATE")
            try:
                yield con
                con.execute("COMMIT")
            except BaseException:
                if con.in_transaction:  # a full disk may have ended it already
                    con.execute("ROLLBACK")
                raise


def _back_up(
    writer: apsw.Connection, path: Path, key: bytes, busy_seconds: float, version: int
) -> None:
    backup.before_migration(writer, path, key, version=version, busy_seconds=busy_seconds)


def _reader(path: Path, key: bytes, busy_seconds: float) -> Callable[[], apsw.Connection]:
    return partial(cipher.connect, path, key, writable=False, busy_seconds=busy_seconds)
