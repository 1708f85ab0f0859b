"""Connections that go on without the wizard: watched quietly, handed back to it, or given up."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, EndKind, Stage
from pluggy_desktop.errors import AppError, NetworkProblem
from pluggy_desktop.gui.activity import Outcome, fetched_words
from pluggy_desktop.gui.workers import Report, Worker
from pluggy_desktop.i18n import tr, tr_n

if TYPE_CHECKING:
    from pluggy_desktop.connect.connecting import Connecting
    from pluggy_desktop.connect.session import ConnectSession
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.store import Attempt

_log = logging.getLogger(__name__)

_AGAIN_MS: Final = 60_000  # after a lost network
_MOVING: Final = frozenset({Stage.CREATING, Stage.COLLECTING, Stage.FETCHING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An attempt that stands still until the person or the bank does something."""

    attempt_id: str
    institution: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class _Run:
    session: ConnectSession

    def __call__(self, cancel: Cancel, report: Report, /) -> ConnectEnd:
        return self.session.run(cancel, report)


@dataclass(frozen=True, slots=True)
class _GiveUp:
    connecting: Connecting
    attempt_id: str

    def __call__(self, cancel: Cancel, report: Report, /) -> None:
        self.connecting.discard(self.attempt_id, cancel)


class Watched(QObject):
    """One attempt whose session runs in a worker. `over(self)` comes last, however it ended.

    `asked_for`: the person sent it to the background, and hears of whatever becomes of it.
    `failed(AppError, bool)` says whether the person should hear of it.
    """

    moved = Signal()
    ended = Signal(object)
    failed = Signal(object, bool)
    over = Signal(object)

    def __init__(
        self, attempt_id: str, worker: Worker, stage: Stage, *, asked_for: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.attempt_id = attempt_id
        self.stage = stage
        self.text = tr("Connecting in the background…")
        self.then: Literal["nothing", "make way", "give up"] = "nothing"
        self.worker = worker
        self._asked_for = asked_for
        worker.setParent(self)
        worker.reported.connect(self._on_reported)
        worker.succeeded.connect(self.ended)
        worker.failed.connect(self._on_failed)
        worker.finished.connect(self._on_finished)

    @property
    def is_moving(self) -> bool:
        """Whether it goes on without the person."""
        return self.stage in _MOVING

    def leave(self, then: Literal["make way", "give up"]) -> None:
        """Cancel it; what comes `then` is done when it is over."""
        self.then = then
        self.worker.cancel()

    @Slot(object)
    def _on_reported(self, view: ConnectView) -> None:
        self.stage = view.stage
        self.text = _words(view)
        self.moved.emit()

    @Slot(object)
    def _on_failed(self, error: AppError) -> None:
        # What only waited goes on waiting, as the status line says; nobody is disturbed for it.
        told = self._asked_for or self.stage in {Stage.COLLECTING, Stage.FETCHING}
        _log.warning("a connection in the background broke off: %s", error.technical or error)
        self.failed.emit(error, told)

    @Slot()
    def _on_finished(self) -> None:
        self.over.emit(self)
        self.deleteLater()


class BackgroundConnections(QObject):
    """All attempts that go on beside the window. Two sessions never run on one of them.

    `changed()` when there is something else to say, `ended(Outcome)` and `failed(AppError)` at an
    end, `data_changed()` when rows may have been written, `way_made()` after `make_way`.
    """

    changed = Signal()
    ended = Signal(object)
    failed = Signal(object)
    data_changed = Signal()
    way_made = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connecting: Connecting | None = None
        self._watched: dict[str, Watched] = {}
        self._leaving: dict[str, Worker | None] = {}
        self._paused = False
        self._stopping = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.on_again)

    @property
    def text(self) -> str:
        """What goes on, "" if nothing does."""
        return next((each.text for each in self._watched.values() if each.is_moving), "")

    @property
    def is_busy(self) -> bool:
        """Whether a session runs, or one is being given up."""
        return bool(self._watched or self._leaving)

    def waiting(self) -> list[Waiting]:
        """The attempts that stand still; none while the wizard has them.

        Raises:
            StoreProblem: They cannot be read.
        """
        found: list[Waiting] = []
        for attempt in () if self._paused else self._pending():
            watched = self._watched.get(attempt.id)
            if attempt.id in self._leaving or (watched is not None and watched.is_moving):
                continue
            stage = watched.stage if watched is not None else Stage.AUTHORISE
            found.append(
                Waiting(attempt_id=attempt.id, institution=attempt.institution, stage=stage)
            )
        return found

    def watch(self, connecting: Connecting) -> None:
        """Go on with everything that is pending in this profile, and is not gone on with yet."""
        self._connecting = connecting
        self.on_again()

    def adopt(self, worker: Worker, attempt_id: str, stage: Stage) -> None:
        """Take over the running worker of a wizard's session, which is at `stage`."""
        self._watch(Watched(attempt_id, worker, stage, asked_for=True, parent=self))

    def make_way(self, attempt_id: str = "") -> None:
        """End the sessions that only wait, and `attempt_id`'s; `way_made` comes when they have.

        A wizard needs its attempt for itself, and the port that the browser comes back to. Until
        `resume` nothing is begun.
        """
        self._paused = True
        self._again.stop()
        for each in self._watched.values():
            if each.then == "nothing" and (not each.is_moving or each.attempt_id == attempt_id):
                each.leave("make way")
        self._tell_if_way_is_made()

    def resume(self) -> None:
        """The wizard is over: go on with what it left waiting."""
        self._paused = False
        self.on_again()

    def give_up(self, attempt_id: str) -> None:
        """Forget an attempt, here and at Pluggy, once its session has ended."""
        if attempt_id in self._leaving:
            return
        self._leaving[attempt_id] = None
        watched = self._watched.get(attempt_id)
        if watched is None:
            self._discard(attempt_id)
        else:
            watched.leave("give up")
        self.changed.emit()

    def stop(self) -> None:
        """Cancel everything and wait for it; for closing. Nothing more is said."""
        self._stopping = True
        self._again.stop()
        for each in self._watched.values():
            each.worker.cancel()
        for each in self._watched.values():
            each.worker.stop()

    # --- sessions ------------------------------------------------------------------------------

    def _pending(self) -> list[Attempt]:
        return self._connecting.pending() if self._connecting is not None else []

    def _watch(self, watched: Watched) -> None:
        self._watched[watched.attempt_id] = watched
        watched.moved.connect(self.changed)
        watched.ended.connect(self.on_ended)
        watched.failed.connect(self.on_failed)
        watched.over.connect(self.on_over)
        self.changed.emit()

    def _discard(self, attempt_id: str) -> None:
        if self._connecting is None:
            return
        worker = Worker(_GiveUp(self._connecting, attempt_id), self, patient=True)
        worker.failed.connect(self.on_discard_failed)
        worker.finished.connect(self.on_discarded)
        self._leaving[attempt_id] = worker
        worker.start()

    def _tell_if_way_is_made(self) -> None:
        if self._paused and not any(each.then == "make way" for each in self._watched.values()):
            self.way_made.emit()

    @Slot()
    def on_again(self) -> None:
        """Begin the sessions that are missing."""
        if self._connecting is None or self._paused or self._stopping:
            return
        try:
            pending = self._pending()
        except AppError as error:
            self.failed.emit(error)
            return
        for attempt in pending:
            if attempt.id not in self._watched and attempt.id not in self._leaving:
                session = self._connecting.resume(attempt, quiet=True)
                worker = Worker(_Run(session))
                watched = Watched(attempt.id, worker, Stage.CREATING, asked_for=False, parent=self)
                self._watch(watched)
                worker.start()
        self.changed.emit()

    @Slot(object)
    def on_ended(self, end: ConnectEnd) -> None:
        """A connection came to its end."""
        if not self._stopping:
            self.data_changed.emit()
            self.ended.emit(connect_outcome(end))

    @Slot(object, bool)
    def on_failed(self, error: AppError, told: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """A session broke off."""
        if self._stopping:
            return
        if isinstance(error, NetworkProblem) and not self._paused:
            self._again.start()
        if told:
            self.data_changed.emit()
            self.failed.emit(error)

    @Slot(object)
    def on_over(self, watched: Watched) -> None:
        """A session's thread has ended."""
        self._watched.pop(watched.attempt_id, None)
        if self._stopping:
            return
        if watched.then == "give up":
            self._discard(watched.attempt_id)
        elif watched.then == "make way":
            self.data_changed.emit()  # it may have ended well in that very moment
            self._tell_if_way_is_made()
        self.changed.emit()

    @Slot(object)
    def on_discard_failed(self, error: AppError) -> None:
        """Pluggy could not be told: the attempt is still there."""
        if not self._stopping:
            self.failed.emit(error)

    @Slot()
    def on_discarded(self) -> None:
        """An attempt is given up, or could not be."""
        ended = self.sender()
        self._leaving = {key: each for key, each in self._leaving.items() if each is not ended}
        if not self._stopping:
            self.data_changed.emit()
            self.changed.emit()
            self.on_again()  # what could not be given up is watched again


def _words(view: ConnectView) -> str:
    match view.stage:
        case Stage.FETCHING:
            return tr("Fetching: {what}", what=fetched_words(view.products))
        case Stage.COLLECTING:
            return tr("The bank is sending your data")
        case _:
            return tr("Connecting in the background…")


def connect_outcome(end: ConnectEnd) -> Outcome:
    """What to say about a connection that finished in the background."""
    if end.explanation is not None:
        parts = (end.explanation.title, end.explanation.message, end.explanation.action)
        text = " ".join(p if p.endswith((".", "…", "?", "!")) else f"{p}." for p in parts if p)
        mood = "attention" if end.kind is EndKind.REFUSED else "info"
        return Outcome(text=text, mood=mood, reconnect=end.connection_id, technical=end.technical)
    count = end.report.transactions if end.report else 0
    came = tr_n("{n} transaction came.", "{n} transactions came.", count)
    return Outcome(text=f"{tr('{name} is connected.', name=end.institution)} {came}")
