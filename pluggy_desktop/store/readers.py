"""Read-only connections, lent to whichever thread reads: never two threads on one connection."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import apsw

from pluggy_desktop.store.problems import cancelled, closed, translated

_STEPS_BETWEEN_LOOKS = 20_000  # of SQLite's machine: about a millisecond
_LONGEST_WAIT = 5.0  # seconds for running reads to notice that the store closes


class Readers:
    """As many connections as there are reads at once, kept warm for the next ones."""

    def __init__(self, connect: Callable[[], apsw.Connection]) -> None:
        self._connect = connect
        self._idle: list[apsw.Connection] = []
        self._lent: list[apsw.Connection] = []
        self._changed = threading.Condition()
        self._closed = False

    @contextmanager
    def snapshot(self, cancel: threading.Event | None = None) -> Iterator[apsw.Connection]:
        """Lend a connection in a read transaction: all statements see the same state.

        Raises:
            Cancelled: `cancel` was set meanwhile, or the store is closed.
            StoreProblem: The file cannot be read.
        """
        with translated():
            if cancel is not None and cancel.is_set():
                raise cancelled()
            con = self._borrow()
            try:
                con.set_progress_handler(cancel.is_set if cancel else None, _STEPS_BETWEEN_LOOKS)
                con.execute("BEGIN")
                yield con
            finally:
                self._give_back(con)

    def close(self) -> None:
        """Interrupt running reads and close every connection; later reads raise Cancelled."""
        with self._changed:
            self._closed = True
            deadline = time.monotonic() + _LONGEST_WAIT
            while self._idle:
                self._idle.pop().close()
            while self._lent:
                self._lent = [con for con in self._lent if not _closes(con)]
                left = deadline - time.monotonic()
                if not self._lent or left <= 0:
                    break
                self._changed.wait(min(left, 0.05))

    def _borrow(self) -> apsw.Connection:
        with self._changed:
            if self._closed:
                raise closed()
            if self._idle:
                con = self._idle.pop()
                self._lent.append(con)
                return con
        con = self._connect()
        with self._changed:
            self._lent.append(con)
        return con

    def _give_back(self, con: apsw.Connection) -> None:
        with self._changed:
            if con not in self._lent:
                return  # closed meanwhile
            self._lent.remove(con)
            self._changed.notify_all()
            if not self._closed:
                con.set_progress_handler(None)
                if con.in_transaction:
                    con.execute("ROLLBACK")
                # A statement left half read would hold its old state for the next reader.
                if con.txn_state("main") == apsw.SQLITE_TXN_NONE:
                    self._idle.append(con)
                    return
            con.close(force=True)


def _closes(con: apsw.Connection) -> bool:
    """Try to close a connection that is lent out; False while another thread runs it."""
    try:
        con.interrupt()
        con.close(force=True)
    except apsw.ThreadingViolationError:
        return False
    return True
