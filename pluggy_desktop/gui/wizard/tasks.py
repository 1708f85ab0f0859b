"""The wizard's blocking work: started by a page, silenced when the person moves on, never orphaned."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal, Slot

from pluggy_desktop.errors import AppError
from pluggy_desktop.gui.workers import Work, Worker

_log = logging.getLogger(__name__)


class Task(QObject):
    """One piece of work. Until it is abandoned it emits what its worker does; `ended` comes always.

    `ended` comes last: either the work ended, or its worker was handed over to somebody else.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    reported = Signal(object)
    ended = Signal()

    def __init__(self, work: Work, *, must_finish: bool, patient: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.must_finish = must_finish
        self._quiet = False
        self._worker: Worker | None = Worker(work, self, patient=patient)
        self._worker.reported.connect(self._on_reported)
        self._worker.succeeded.connect(self._on_succeeded)
        self._worker.failed.connect(self._on_failed)
        self._worker.finished.connect(self._on_finished)

    def start(self) -> None:
        """Begin. Call once."""
        if self._worker is not None:
            self._worker.start()

    def abandon(self) -> None:
        """Cancel, and emit nothing but `ended` from now on."""
        self._quiet = True
        if self._worker is not None:
            self._worker.cancel()

    def hand_over(self) -> Worker | None:
        """The worker, running on without this task; None if it has ended."""
        worker, self._worker = self._worker, None
        if worker is None:
            return None
        worker.reported.disconnect(self._on_reported)
        worker.succeeded.disconnect(self._on_succeeded)
        worker.failed.disconnect(self._on_failed)
        worker.finished.disconnect(self._on_finished)
        worker.setParent(None)  # whoever takes it keeps it referenced
        self._finish()
        return worker

    def stop(self) -> None:
        """Cancel and wait for the end, for when the program closes."""
        self._quiet = True
        if self._worker is not None:
            self._worker.stop()

    @Slot(object)
    def _on_reported(self, progress: object) -> None:
        if not self._quiet:
            self.reported.emit(progress)

    @Slot(object)
    def _on_succeeded(self, result: object) -> None:
        if not self._quiet:
            self.succeeded.emit(result)

    @Slot(object)
    def _on_failed(self, error: AppError) -> None:
        if self._quiet:
            _log.info("abandoned work failed: %s (%s)", error, error.technical)
        else:
            self.failed.emit(error)

    @Slot()
    def _on_finished(self) -> None:
        self._worker = None
        self._finish()

    def _finish(self) -> None:
        self.ended.emit()
        self.deleteLater()


class Tasks(QObject):
    """All work of one wizard. `idle` comes whenever the last running piece ended."""

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running: list[Task] = []

    def make(self, work: Work, *, must_finish: bool = False, patient: bool = False) -> Task:
        """A task for `work`: connect its signals, then start it.

        `must_finish` marks work that goes on after the wizard was closed, `patient` (as in Worker)
        one that also gets a moment when the program closes.
        """
        task = Task(work, must_finish=must_finish, patient=patient, parent=self)
        self._running.append(task)
        task.ended.connect(self._on_ended)
        return task

    def busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._running)

    def abandon_all(self) -> None:
        """Cancel whatever need not finish."""
        for task in list(self._running):
            if not task.must_finish:
                task.abandon()

    def stop(self) -> None:
        """Cancel everything and wait for it, for when the program closes."""
        for task in list(self._running):
            task.stop()

    @Slot()
    def _on_ended(self) -> None:
        task = self.sender()
        self._running = [running for running in self._running if running is not task]
        if not self._running:
            self.idle.emit()
