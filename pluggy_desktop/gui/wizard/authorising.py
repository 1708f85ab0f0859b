"""What goes on behind pages 5 and 6: the attempt, from its beginning to its end or its leaving."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, EndKind, Stage
from pluggy_desktop.domain.models import Connector
from pluggy_desktop.errors import AppError
from pluggy_desktop.gui.services import Services
from pluggy_desktop.gui.wizard.attempt import RunningAttempt
from pluggy_desktop.gui.wizard.authorise import AuthorisePage
from pluggy_desktop.gui.wizard.errand import Errand
from pluggy_desktop.gui.wizard.fetching import FetchingPage
from pluggy_desktop.gui.wizard.page import PageId
from pluggy_desktop.gui.wizard.qr import Code, Drawing
from pluggy_desktop.gui.wizard.tasks import Tasks

_FETCHES = frozenset({Stage.COLLECTING, Stage.FETCHING})
Outcome = ConnectEnd | AppError


class Authorising(QObject):
    """Runs one attempt at a time and shows it on the two pages.

    `page_wanted(PageId)` says on which of them, `stage_shown()` that the page says something else,
    `ended(ConnectEnd | AppError)` how it came out. `connected(connection id)` and
    `background(Worker, attempt id, Stage)` as the wizard's.
    """

    page_wanted = Signal(int)
    stage_shown = Signal()
    ended = Signal(object)
    connected = Signal(str)
    background = Signal(object, str, object)

    def __init__(self, errand: Errand, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.authorise_page = AuthorisePage()
        self.fetching_page = FetchingPage()
        self.errand = errand
        self.outcome: Outcome | None = None
        self._tasks = tasks
        self._services: Services | None = None
        self._attempt: RunningAttempt | None = None
        self._before: threading.Event | None = None
        self.authorise_page.open_again.connect(self.on_open_again)
        self.authorise_page.code_wanted.connect(self.on_code_wanted)
        self.authorise_page.answered.connect(self.on_answered)

    @property
    def attempt(self) -> RunningAttempt | None:
        """The attempt under way, None if there is none."""
        return self._attempt

    @property
    def would_lose(self) -> bool:
        """Whether giving up throws away what the person did at the bank."""
        new = not self.errand.connection_id
        return self._attempt is not None and self._attempt.would_lose() and new

    @property
    def brought_data(self) -> bool:
        """Whether it came out well enough to have something to show."""
        return isinstance(self.outcome, ConnectEnd) and self.outcome.report is not None

    def begin(
        self, services: Services, connector: Connector | None, fields: Mapping[str, str]
    ) -> None:
        """Begin what the wizard was opened for, with what the person chose and filled in."""
        self.outcome = None
        self._services = services
        institution = ""
        try:
            institution, session = self.errand.session(services, connector, fields)
        except AppError as error:
            self.outcome = error
            QTimer.singleShot(0, self.on_not_begun)  # not while the page is still being entered
        else:
            attempt = RunningAttempt(
                session, services.connecting, self._tasks, after=self._before, parent=self
            )
            attempt.shown.connect(self.on_shown)
            attempt.ended.connect(self.on_ended)
            attempt.failed.connect(self.on_failed)
            attempt.not_opened.connect(self.on_not_opened)
            attempt.left_behind.connect(self.connected)
            self._attempt = attempt
            attempt.start()
        self.authorise_page.begin(institution, may_go_back=self.errand.is_new())

    def give_up(self) -> None:
        """Give the attempt up; the next one waits until it is gone."""
        if self._attempt is not None:
            self._attempt.give_up()
            self._before = self._attempt.gone
            self._attempt = None

    def leave_pending(self) -> None:
        """Stop waiting for it; it is kept."""
        if self._attempt is not None:
            self._attempt.leave_pending()
            self._attempt = None

    def hand_over(self) -> None:
        """Have it go on without the wizard."""
        attempt, self._attempt = self._attempt, None
        worker = attempt.hand_over() if attempt is not None else None
        if attempt is not None and worker is not None:
            self.background.emit(worker, attempt.attempt_id, attempt.stage)

    @Slot()
    def on_not_begun(self) -> None:
        """It could not even begin."""
        self.ended.emit(self.outcome)

    @Slot(object)
    def on_shown(self, view: ConnectView) -> None:
        """The attempt is somewhere else now: show it, on the page that it belongs to."""
        if view.stage in _FETCHES:
            self.page_wanted.emit(PageId.FETCHING)
            self.fetching_page.show_view(view)
        else:
            self.page_wanted.emit(PageId.AUTHORISE)
            self.authorise_page.show_view(view)
            self.stage_shown.emit()

    @Slot(object)
    def on_ended(self, end: ConnectEnd) -> None:
        """The attempt ended, well or not."""
        self.errand.attempt_id = None
        if end.kind is not EndKind.REFUSED:
            self.connected.emit(end.connection_id)
        self._attempt = None
        self.outcome = end
        self.ended.emit(end)

    @Slot(object)
    def on_failed(self, error: AppError) -> None:
        """The attempt broke off; if its item is kept, trying again goes on with it."""
        if self._attempt is not None and self._services is not None:
            self.errand.resume_if_pending(self._services, self._attempt.attempt_id)
        self._attempt = None
        self.outcome = error
        self.ended.emit(error)

    @Slot()
    def on_not_opened(self) -> None:
        """The browser did not open again."""
        self.authorise_page.link.say_not_opened()

    @Slot()
    def on_open_again(self) -> None:
        """The person wants the bank's page once more."""
        if self._attempt is not None:
            self._attempt.open_again()

    @Slot(str)
    def on_code_wanted(self, url: str) -> None:
        """The link is to be shown as a QR code too."""
        task = self._tasks.make(Drawing(url))
        task.succeeded.connect(self.on_code_drawn)
        task.start()

    @Slot(object)
    def on_code_drawn(self, code: Code) -> None:
        """The QR code is ready."""
        self.authorise_page.link.show_code(code)

    @Slot(str)
    def on_answered(self, value: str) -> None:
        """The person answered the bank's question."""
        if self._attempt is not None:
            self._attempt.answer(value)
