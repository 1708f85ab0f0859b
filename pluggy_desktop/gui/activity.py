"""The sync of the banks, beside the window: its progress in words, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pluggy_desktop.domain.models import Product, ProductProgress
from pluggy_desktop.gui.workers import Report, Worker
from pluggy_desktop.i18n import number, tr, tr_n
from pluggy_desktop.sync.refresh import Refreshed, RefreshProgress

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.errors import AppError
    from pluggy_desktop.sync.refresh import Refresher


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How something in the background ended. `mood` as in Banner.say; `reconnect` names who needs it."""

    text: str
    mood: str = "success"
    reconnect: str = ""
    technical: str = ""


@dataclass(frozen=True, slots=True)
class _Sync:
    refresher: Refresher
    connection_ids: Sequence[str] | None

    def __call__(self, cancel: Cancel, report: Report, /) -> tuple[Refreshed, ...]:
        return self.refresher.refresh(self.connection_ids, cancel, report)


class Activity(QObject):
    """Runs one sync at a time.

    `changed()` when there is something else to say about it, `ended(Outcome)` and
    `failed(AppError)` at its end, `data_changed()` when rows may have been written.
    """

    changed = Signal()
    ended = Signal(object)
    failed = Signal(object)
    data_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sync: Worker | None = None
        self._stopping = False
        self._index = 0
        self.text = ""
        self.share: float | None = None

    @property
    def is_syncing(self) -> bool:
        """Whether a sync runs that can be stopped."""
        return self._sync is not None

    def sync(self, refresher: Refresher, connection_ids: Sequence[str] | None = None) -> None:
        """Bring these connections (all if None) up to date, unless a sync runs already."""
        if self._sync is not None:
            return
        worker = Worker(_Sync(refresher, connection_ids), self)
        worker.reported.connect(self.on_sync_reported)
        worker.succeeded.connect(self.on_synced)
        worker.failed.connect(self.on_failed)
        worker.cancelled.connect(self.on_cancelled)
        worker.finished.connect(self.on_sync_finished)
        self._sync, self._index = worker, 0
        self.text, self.share = tr("Asking the banks…"), None
        worker.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Stop the sync; what was complete is kept."""
        if self._sync is not None:
            self.text = tr("Stopping…")
            self._sync.cancel()
            self.changed.emit()

    def stop(self) -> None:
        """Cancel it and wait for its end; for closing. Nothing more is said."""
        self._stopping = True
        if self._sync is not None:
            self._sync.stop()

    @Slot(object)
    def on_sync_reported(self, progress: RefreshProgress) -> None:
        """The sync got further."""
        done = sum(1 for line in progress.products if line.state not in {"queued", "running"})
        part = done / max(len(progress.products), 1)
        self.share = (progress.index - 1 + part) / progress.total
        self.text = _sync_text(progress)
        if progress.index != self._index:
            self._index = progress.index
            if progress.index > 1:
                self.data_changed.emit()
        self.changed.emit()

    @Slot(object)
    def on_synced(self, results: tuple[Refreshed, ...]) -> None:
        """The sync is done."""
        if not self._stopping:
            self.data_changed.emit()
            self.ended.emit(sync_outcome(results))

    @Slot()
    def on_cancelled(self) -> None:
        """The person stopped the sync."""
        if not self._stopping:
            self.data_changed.emit()
            self.ended.emit(
                Outcome(text=tr("Stopped. What had come by then is kept."), mood="info")
            )

    @Slot()
    def on_sync_finished(self) -> None:
        """The sync's thread has ended."""
        self._sync = None
        self.text, self.share = "", None
        if not self._stopping:
            self.changed.emit()

    @Slot(object)
    def on_failed(self, error: AppError) -> None:
        """The sync ended in an error."""
        if not self._stopping:
            self.data_changed.emit()
            self.failed.emit(error)


def product_names() -> dict[Product, str]:
    """What institutions share, in words."""
    return {
        Product.ACCOUNTS: tr("Accounts"),
        Product.CARDS: tr("Cards"),
        Product.TRANSACTIONS: tr("Transactions"),
        Product.INVESTMENTS: tr("Investments"),
        Product.LOANS: tr("Loans"),
    }


def _sync_text(progress: RefreshProgress) -> str:
    name = progress.connection.display_name
    head = name
    if progress.total > 1:
        head = tr("{name} ({n} of {total})", name=name, n=progress.index, total=progress.total)
    return f"{head}: {fetched_words(progress.products)}"


def fetched_words(lines: Sequence[ProductProgress]) -> str:
    """What is being fetched at the moment: "transactions · 1,480"."""
    running = next((line for line in lines if line.state == "running"), None)
    if running is None:
        return tr("the bank is being asked") if not lines else tr("finishing")
    name = product_names()[running.product].lower()
    return f"{name} · {number(running.count)}" if running.count else name


def sync_outcome(results: Sequence[Refreshed]) -> Outcome:
    """What to say about a whole sync: what came, and who needs something."""
    added = sum(result.report.added for result in results if result.report)
    news = tr_n("{n} new transaction.", "{n} new transactions.", added) if added else ""
    troubled = [r for r in results if r.error is not None or r.explanation is not None]
    if not troubled:
        return Outcome(text=news or tr("Everything is up to date."))
    sentences = [news] if news else []
    sentences += map(_trouble, troubled)
    failed = all(result.error is not None for result in results)
    waiting = next((r for r in troubled if r.report is None and r.error is None), None)
    return Outcome(
        text=" ".join(sentences),
        mood="error" if failed else "attention",
        reconnect=waiting.connection.id if waiting else "",
        technical="\n".join(r.error.technical for r in troubled if r.error and r.error.technical),
    )


def _trouble(result: Refreshed) -> str:
    name = result.connection.display_name
    if result.error is not None:
        return f"{name}: {result.error.sentence()}"
    words = result.explanation
    if words is None:
        return ""
    parts = [part for part in (words.title, words.message, words.action) if part]
    return f"{name}: " + " ".join(p if p.endswith((".", "…", "?", "!")) else f"{p}." for p in parts)
