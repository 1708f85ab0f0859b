"""The person's edits of transactions: written beside the window, one after the other, undoable."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal, Slot

from pluggy_desktop.gui.workers import Report, Worker

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.errors import AppError
    from pluggy_desktop.store import Store

_UNDONE_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of one field of the transaction `uid`. A category of None is the bank's own."""

    uid: str
    field: Literal["note", "category"]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Write:
    store: Store
    edit: Edit

    def __call__(self, cancel: Cancel, report: Report, /) -> Edit:
        _write_now(self.store, self.edit)
        return self.edit


class Edits(QObject):
    """`saved(Edit)` when one is written, `failed(AppError)` when it could not be."""

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._waiting: deque[Edit] = deque()
        self._done: deque[Edit] = deque(maxlen=_UNDONE_AT_MOST)
        self._running: Worker | None = None

    def make(self, edit: Edit) -> None:
        """Write `edit`, and be able to undo it; nothing happens if it changes nothing."""
        if edit.before != edit.after:
            self._done.append(edit)
            self._enqueue(edit)

    def undo(self) -> bool:
        """Take the last edit back; False if there is none."""
        if not self._done:
            return False
        last = self._done.pop()
        self._enqueue(replace(last, before=last.after, after=last.before))
        return True

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return self._running is not None

    def finish(self) -> None:
        """Write what still waits, now; for closing, so that no note is lost.

        Raises:
            AppError: It could not be written.
        """
        if self._running is not None:
            self._running.stop()
        while self._waiting:
            _write_now(self._store, self._waiting.popleft())

    def _enqueue(self, edit: Edit) -> None:
        self._waiting.append(edit)
        if self._running is None:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            return
        worker = Worker(_Write(self._store, self._waiting.popleft()), self)
        worker.succeeded.connect(self.on_saved)
        worker.failed.connect(self.on_failed)
        worker.finished.connect(self.on_finished)
        self._running = worker
        worker.start()

    @Slot(object)
    def on_saved(self, edit: Edit) -> None:
        """One is written."""
        self.saved.emit(edit)

    @Slot(object)
    def on_failed(self, error: AppError) -> None:
        """One could not be written."""
        self.failed.emit(error)

    @Slot()
    def on_finished(self) -> None:
        """The next one, if any."""
        self._running = None
        self._next()


def _write_now(store: Store, edit: Edit) -> None:
    if edit.field == "note":
        store.set_note(edit.uid, edit.after or "")
    else:
        store.set_category(edit.uid, edit.after)
