"""The one place with threads: runs blocking work in a QThread and turns its callbacks into signals.

The work is a plain function that takes a `Cancel` and a `report` callback. Signals reach the window
only through `@Slot` methods of QObjects: a lambda, a partial or a plain function connected to a
signal from another thread would run in that other thread.

A thread that hangs (in the keyring's own dialog, say) cannot be ended from outside, and Qt aborts
the process when one that runs is destroyed. Every running thread is therefore held here until it
has ended, whatever becomes of the window that wanted it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.defect import as_app_error
from pluggy_desktop.errors import AppError, Cancelled

_log = logging.getLogger(__name__)

PATIENCE: Final = 1800  # milliseconds that closing waits for what runs
_AFTERWARDS: Final = 200  # and for what was not cancelled before

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
        self.work = work
        self._cancel = cancel

    @Slot()
    def run(self) -> None:
        try:
            result = self.work(self._cancel, self.reported.emit)
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


@dataclass(slots=True, eq=False)
class _Running:
    """A thread that was started, with what must live as long as it does.

    `late`: it was waited for in vain once, and nobody waits for it again.
    """

    thread: QThread
    runner: _Runner
    cancel: Cancel
    patient: bool
    late: bool = False

    def ended_by(self, deadline: float) -> bool:
        """Wait for its end until `deadline` (monotonic seconds)."""
        left = 0.0 if self.late else max(0.0, deadline - time.monotonic())
        return self.thread.wait(round(left * 1000))


_held: list[_Running] = []


def unfinished() -> bool:
    """Whether any work still runs. After `stop_all`: whether the process can only be cut off."""
    return any(running.thread.isRunning() for running in _held)


def stop_all(milliseconds: int = PATIENCE) -> bool:
    """Cancel all work and wait for it together; for closing. True if all of it ended in time.

    Patient work gets that time to end by itself and is cancelled only then.
    """
    return _stop(list(_held), milliseconds)


def _stop(running: list[_Running], milliseconds: int) -> bool:
    for each in running:
        if not each.patient:
            each.cancel.set()
    late = _still_running(running, milliseconds)
    for each in late:
        each.cancel.set()
    late = _still_running(late, _AFTERWARDS)
    for each in late:
        each.late = True
        _log.warning("work did not end in time: %s", type(each.runner.work).__name__)
    return not late


def _still_running(running: list[_Running], milliseconds: int) -> list[_Running]:
    deadline = time.monotonic() + milliseconds / 1000
    return [each for each in running if not each.ended_by(deadline)]


def _let_go() -> None:
    """Hold no longer what has ended."""
    _held[:] = [each for each in _held if not each.thread.isFinished()]


class Worker(QObject):
    """One piece of blocking work in a thread of its own.

    Exactly one of `succeeded(result)`, `failed(AppError)` and `cancelled()` is emitted, then
    `finished()`, all in the thread that made the worker. Keep the worker referenced until then
    (a parent does) to hear them; the thread itself is held as long as it runs.

    `patient` work is given the closing's time before it is cancelled, such as telling Pluggy that
    an attempt was given up.
    """

    reported = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Work, parent: QObject | None = None, *, patient: bool = False) -> None:
        super().__init__(parent)
        self.cancel_flag = Cancel()
        self._thread = QThread()
        self._runner = _Runner(work, self.cancel_flag)
        self._running = _Running(self._thread, self._runner, self.cancel_flag, patient)
        self._runner.moveToThread(self._thread)
        self._thread.started.connect(self._runner.run)
        self._runner.reported.connect(self._on_reported)
        self._runner.succeeded.connect(self._on_succeeded)
        self._runner.failed.connect(self._on_failed)
        self._runner.cancelled.connect(self._on_cancelled)
        # At once, in the thread itself: whoever waits for it lets no queued signals through.
        self._runner.ended.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)
        self._thread.finished.connect(self._on_finished)

    def start(self) -> None:
        """Begin. Call once."""
        _let_go()
        _held.append(self._running)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` follows within a second, unless it just ended otherwise."""
        self.cancel_flag.set()

    def is_running(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.isRunning()

    def stop(self, milliseconds: int = PATIENCE) -> bool:
        """Cancel and wait for the thread. True if it ended in time; otherwise it is let be."""
        return _stop([self._running], milliseconds)

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
        _let_go()
        self.finished.emit()
        self.deleteLater()
