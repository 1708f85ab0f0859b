"""The one place with threads: runs blocking work in a QThread and turns its callbacks into signals.

The work is a plain function that takes a `Cancel` and a `report` callback. Signals reach the window
only through `@Slot` methods of QObjects: a lambda, a partial or a plain function connected to a
signal from another thread would run in that other thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QThread, Signal, Slot

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.errors import AppError, Cancelled
from pluggy_desktop.i18n import tr

_log = logging.getLogger(__name__)

Report = Callable[[object], None]


class Work(Protocol):
    """What a worker runs: blocks, checks `cancel`, reports progress, returns its result."""

    def __call__(self, cancel: Cancel, report: Report, /) -> object:
        """Do the work. May raise AppError."""


class _Runner(QObject):
    """Lives in the worker's thread and runs the work there."""

    reported = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, work: Work, cancel: Cancel) -> None:
        super().__init__()
        self._work = work
        self._cancel = cancel

    @Slot()
    def run(self) -> None:
        try:
            result = self._work(self._cancel, self.reported.emit)
        except Cancelled:
            self.cancelled.emit()
        except AppError as error:
            self.failed.emit(error)
        except Exception as bug:  # noqa: BLE001  (the thread's last line: a bug must reach the person)
            _log.exception("unexpected error in a worker")
            self.failed.emit(as_app_error(bug))
        else:
            if self._cancel.is_set():
                self.cancelled.emit()
            else:
                self.succeeded.emit(result)
        finally:
            self.ended.emit()


def as_app_error(bug: Exception) -> AppError:
    """What to show for an exception that nobody foresaw: that it is ours, and where the details are."""
    return AppError(
        tr("Something went wrong in the app"),
        tr(
            "This is a defect in Pluggy Desktop, not something you did. Your data is as it was before."
        ),
        tr("Try again. If it stays, the log file has the details."),
        technical=type(bug).__name__,
    )


class Worker(QObject):
    """One piece of blocking work in a thread of its own.

    Exactly one of `succeeded(result)`, `failed(AppError)` and `cancelled()` is emitted, then
    `finished()`, all in the thread that made the worker. Keep the worker referenced until then
    (a parent does).
    """

    reported = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cancel_flag = Cancel()
        self._thread = QThread()
        self._runner = _Runner(work, self.cancel_flag)
        self._runner.moveToThread(self._thread)
        self._thread.started.connect(self._runner.run)
        self._runner.reported.connect(self._on_reported)
        self._runner.succeeded.connect(self._on_succeeded)
        self._runner.failed.connect(self._on_failed)
        self._runner.cancelled.connect(self._on_cancelled)
        self._runner.ended.connect(self._thread.quit)
        self._thread.finished.connect(self._on_finished)

    def start(self) -> None:
        """Begin. Call once."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` follows within a second, unless it just ended otherwise."""
        self.cancel_flag.set()

    def is_running(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.isRunning()

    def stop(self, milliseconds: int = 5000) -> bool:
        """Cancel and wait for the thread; for closing the window. True if it ended in time."""
        self.cancel()
        self._thread.quit()
        return self._thread.wait(milliseconds)

    @Slot(object)
    def _on_reported(self, progress: object) -> None:
        self.reported.emit(progress)

    @Slot(object)
    def _on_succeeded(self, result: object) -> None:
        self.succeeded.emit(result)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self.failed.emit(error)

    @Slot()
    def _on_cancelled(self) -> None:
        self.cancelled.emit()

    @Slot()
    def _on_finished(self) -> None:
        self.finished.emit()
        self.deleteLater()
