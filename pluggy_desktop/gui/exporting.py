"""Writing what is shown to a file, beside the window."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from pluggy_desktop.export import csv
from pluggy_desktop.gui import categories
from pluggy_desktop.gui.activity import Outcome
from pluggy_desktop.gui.workers import Report, Worker
from pluggy_desktop.i18n import tr, tr_n

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.store import Store, TransactionFilter, TransactionSort


@dataclass(frozen=True, slots=True)
class _Write:
    store: Store
    query: TransactionFilter
    order: TransactionSort
    target: Path

    def __call__(self, cancel: Cancel, report: Report, /) -> Outcome:
        rows = self.store.transactions.iterate(self.query, self.order)
        count = csv.write(
            rows, self.target, cancel=cancel, category=categories.shown, report=report
        )
        text = tr_n(
            "{n} row was written to {file}.",
            "{n} rows were written to {file}.",
            count,
            file=self.target.name,
        )
        return Outcome(text=text)


class Exporting(QObject):
    """One export at a time: `progressed(int rows)`, then `ended(Outcome)` or `failed(AppError)`."""

    progressed = Signal(int)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: Worker | None = None

    def ask(
        self,
        store: Store,
        query: TransactionFilter,
        order: TransactionSort,
        today: dt.date,
        *,
        over: QWidget,
    ) -> None:
        """Ask the person where to, and write these transactions there."""
        name = f"{tr('transactions')}-{today.isoformat()}.csv"
        chosen, _ = QFileDialog.getSaveFileName(
            over, tr("Export what is shown"), str(Path.home() / name), "CSV (*.csv)"
        )
        if chosen:
            self.begin(store, query, order, Path(chosen))

    def begin(
        self, store: Store, query: TransactionFilter, order: TransactionSort, target: Path
    ) -> None:
        """Write these transactions to `target`, unless an export runs already."""
        if self._worker is not None:
            return
        worker = Worker(_Write(store, query, order, target), self)
        worker.reported.connect(self.on_reported)
        worker.succeeded.connect(self.ended)
        worker.failed.connect(self.failed)
        worker.finished.connect(self.on_finished)
        self._worker = worker
        worker.start()

    def stop(self) -> None:
        """Give up; no half file stays."""
        if self._worker is not None:
            self._worker.stop()

    @Slot(object)
    def on_reported(self, count: int) -> None:
        """So many rows are written."""
        self.progressed.emit(count)

    @Slot()
    def on_finished(self) -> None:
        """The thread has ended."""
        self._worker = None
