"""A connection attempt as the wizard holds it: a session in a worker, and the ways to leave it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal, Slot

from pluggy_desktop.connect.connecting import Connecting
from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, Stage
from pluggy_desktop.connect.session import ConnectSession
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.errors import AppError
from pluggy_desktop.gui.wizard.tasks import Task, Tasks
from pluggy_desktop.gui.workers import Report, Worker

_log = logging.getLogger(__name__)

_STEPPED_ASIDE = 10.0  # seconds for a cancelled session to end; it promises one


@dataclass(frozen=True, slots=True)
class _Run:
    """The session's own work; `over` is set when it has ended, however it ended."""

    session: ConnectSession
    after: threading.Event | None
    over: threading.Event = field(default_factory=threading.Event)

    def __call__(self, cancel: Cancel, report: Report, /) -> ConnectEnd:
        try:
            self._wait_for_the_one_before(cancel)
            return self.session.run(cancel, report)
        finally:
            self.over.set()

    def _wait_for_the_one_before(self, cancel: Cancel) -> None:
        """Its port must be free, and its item gone: Pluggy would hand the same item out again."""
        if self.after is None:
            return
        waited = threading.Event()
        cancel.register(waited.set)
        until = time.monotonic() + _STEPPED_ASIDE
        while not self.after.wait(0.05) and not waited.is_set() and time.monotonic() < until:
            continue
        cancel.check()


@dataclass(frozen=True, slots=True)
class _GiveUp:
    """Gives the attempt up once its session has ended; answers the connections it left behind.

    There is one where the person cancelled while data were being fetched: what came is kept.
    """

    connecting: Connecting
    run: _Run
    before: frozenset[str]
    gone: threading.Event

    def __call__(self, cancel: Cancel, report: Report, /) -> tuple[str, ...]:
        try:
            return self._give_up(cancel)
        finally:
            self.gone.set()

    def _give_up(self, cancel: Cancel) -> tuple[str, ...]:
        if not self.run.over.wait(_STEPPED_ASIDE):
            _log.warning("a cancelled connection did not end in time")
        self.connecting.discard(self.run.session.attempt_id, cancel)
        kept = self.connecting.surroundings.store.connections()
        return tuple(connection.id for connection in kept if connection.id not in self.before)


class RunningAttempt(QObject):
    """One attempt. Emits until it is given up, left pending, or handed over.

    `shown(ConnectView)`, then `ended(ConnectEnd)` or `failed(AppError)`; `not_opened` where the
    browser did not open again; `left_behind(connection id)` after giving up. `gone` is set when a
    given up attempt is out of the way; another attempt waits for that (`after`).
    """

    shown = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    not_opened = Signal()
    left_behind = Signal(str)

    def __init__(
        self,
        session: ConnectSession,
        connecting: Connecting,
        tasks: Tasks,
        *,
        after: threading.Event | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.stage = Stage.CREATING
        self.gone: threading.Event | None = None
        self.attempt_id = session.attempt_id
        self._session = session
        self._connecting = connecting
        self._tasks = tasks
        kept = connecting.surroundings.store.connections()
        self._before = frozenset(connection.id for connection in kept)
        self._run = _Run(session, after)
        self._task: Task | None = tasks.make(self._run)
        self._task.reported.connect(self._on_reported)
        self._task.succeeded.connect(self._on_succeeded)
        self._task.failed.connect(self._on_failed)

    def start(self) -> None:
        """Begin. Call once."""
        if self._task is not None:
            self._task.start()

    def answer(self, value: str) -> None:
        """Answer the bank's question."""
        self._session.answer(value)

    def open_again(self) -> None:
        """Open the bank's page once more; in a worker, since a browser can take its time."""
        task = self._tasks.make(_Opening(self._session.open_again))
        task.succeeded.connect(self._on_opened)
        task.start()

    def would_lose(self) -> bool:
        """Whether giving it up throws away what the person did at the bank."""
        return self._task is not None and self.stage not in {
            Stage.CREATING,
            Stage.AUTHORISE,
            Stage.FETCHING,
        }

    def give_up(self) -> None:
        """Cancel it and forget it, here and at Pluggy; quietly, while the person goes on."""
        if self._task is None:
            return
        self._task.abandon()
        self._task = None
        self.gone = threading.Event()
        farewell = self._tasks.make(
            _GiveUp(self._connecting, self._run, self._before, self.gone),
            must_finish=True,
            patient=True,
        )
        farewell.succeeded.connect(self._on_given_up)
        farewell.start()

    def leave_pending(self) -> None:
        """Stop waiting for it; it is kept, and goes on at the next start."""
        if self._task is not None:
            self._task.abandon()
            self._task = None

    def hand_over(self) -> Worker | None:
        """Its worker, to go on without the wizard; None if it has ended."""
        task, self._task = self._task, None
        return task.hand_over() if task is not None else None

    @Slot(object)
    def _on_reported(self, view: ConnectView) -> None:
        self.stage = view.stage
        self.shown.emit(view)

    @Slot(object)
    def _on_succeeded(self, end: ConnectEnd) -> None:
        self._task = None
        self.ended.emit(end)

    @Slot(object)
    def _on_failed(self, error: AppError) -> None:
        self._task = None
        self.failed.emit(error)

    @Slot(object)
    def _on_opened(self, opened: object) -> None:
        if not opened:
            self.not_opened.emit()

    @Slot(object)
    def _on_given_up(self, connection_ids: tuple[str, ...]) -> None:
        for connection_id in connection_ids:
            self.left_behind.emit(connection_id)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Opens the bank's page again."""

    open_again: Callable[[], bool]

    def __call__(self, cancel: Cancel, report: Report, /) -> bool:
        return self.open_again()
