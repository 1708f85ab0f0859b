"""Reads in the background where only the newest answer counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pluggy_desktop.gui.workers import Report, Work, Worker

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    value: object


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A work whose answer and progress carry the number of its request."""

    number: int
    work: Work

    def __call__(self, cancel: Cancel, report: Report, /) -> _Answer:
        def numbered(value: object) -> None:
            report(_Answer(self.number, value))

        return _Answer(self.number, self.work(cancel, numbered))


class Latest(QObject):
    """Runs one read at a time; a newer request cancels the running one and drops its answer.

    `ready(result)` and `failed(AppError)` come for the newest request only, `reported(value)`
    likewise; all in the thread that made this object.
    """

    ready = Signal(object)
    reported = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._running: Worker | None = None
        self._waiting: _Numbered | None = None

    def request(self, work: Work) -> None:
        """Run `work` as soon as the one before it has made way."""
        self._number += 1
        self._waiting = _Numbered(self._number, work)
        if self._running is None:
            self._start()
        else:
            self._running.cancel()

    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._running is not None or self._waiting is not None

    def stop(self) -> None:
        """Give up: what runs is cancelled and waited for; nothing more is emitted."""
        self._number += 1
        self._waiting = None
        if self._running is not None:
            self._running.stop()

    def _start(self) -> None:
        work, self._waiting = self._waiting, None
        if work is None:
            return
        worker = Worker(work, self)
        worker.succeeded.connect(self._on_succeeded)
        worker.reported.connect(self._on_reported)
        worker.failed.connect(self._on_failed)
        worker.finished.connect(self._on_finished)
        self._running = worker
        worker.start()

    @Slot(object)
    def _on_succeeded(self, answer: _Answer) -> None:
        if answer.number == self._number:
            self.ready.emit(answer.value)

    @Slot(object)
    def _on_reported(self, answer: _Answer) -> None:
        if answer.number == self._number:
            self.reported.emit(answer.value)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        if self._waiting is None:  # otherwise a newer request is on its way
            self.failed.emit(error)

    @Slot()
    def _on_finished(self) -> None:
        self._running = None
        self._start()
