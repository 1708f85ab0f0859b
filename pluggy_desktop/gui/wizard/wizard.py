"""The wizard that connects a bank: which page comes when, and what leaving means."""

from __future__ import annotations

import threading
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget, QWizard

from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, EndKind, Stage
from pluggy_desktop.connect.session import ConnectSession
from pluggy_desktop.errors import AccessRefused, AppError
from pluggy_desktop.gui.services import Profiles, Services
from pluggy_desktop.gui.wizard import frame
from pluggy_desktop.gui.wizard.attempt import RunningAttempt
from pluggy_desktop.gui.wizard.authorise import AuthorisePage
from pluggy_desktop.gui.wizard.beginning import Beginning
from pluggy_desktop.gui.wizard.details import DetailsPage
from pluggy_desktop.gui.wizard.done import DonePage
from pluggy_desktop.gui.wizard.ended import EndedPage, concerns_details
from pluggy_desktop.gui.wizard.errand import Errand
from pluggy_desktop.gui.wizard.fetching import FetchingPage
from pluggy_desktop.gui.wizard.page import Page, PageId
from pluggy_desktop.gui.wizard.qr import Code, Drawing
from pluggy_desktop.gui.wizard.tasks import Tasks
from pluggy_desktop.i18n import tr
from pluggy_desktop.settings import Settings

_FETCHES = frozenset({Stage.COLLECTING, Stage.FETCHING})


class ConnectWizard(QWizard):
    """Connects a bank, goes on with a pending attempt, or renews a connection's consent.

    Args:
        services: The open profile; None where none could be opened yet (then it begins at the
            welcome page).
        profiles: Opens the profile behind a door of the welcome page.
        settings: For whether amounts are hidden.
        start: The first page: the doors, or the institutions.
        connection_id: Renew this connection instead; begins at the authorisation.
        attempt_id: Go on with this pending attempt instead; likewise.

    Signals:
        connected: A connection's id, whenever one exists that was not there or has new data.
        profile_changed: The new Services, after a door opened another profile.
        background: A running Worker (of a ConnectEnd) that goes on without the wizard, the id of
            its attempt and the Stage it is at: whoever takes it keeps it alive.
        said: A sentence for the person about what goes on after the wizard was closed.

    Closing hides the wizard at once; `finished` comes when its work has ended.
    """

    connected = Signal(str)
    profile_changed = Signal(object)
    background = Signal(object, str, object)
    said = Signal(str)

    def __init__(
        self,
        services: Services | None,
        profiles: Profiles,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        start: Literal["welcome", "institution"] = "welcome",
        connection_id: str | None = None,
        attempt_id: str | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._errand = Errand(connection_id, attempt_id)
        self._attempt: RunningAttempt | None = None
        self._outcome: ConnectEnd | AppError | None = None
        self._before: threading.Event | None = None
        self._leaving = False
        self._result = QDialog.DialogCode.Rejected
        self._tasks = Tasks(self)
        self._tasks.idle.connect(self.on_idle)
        self._beginning = Beginning(services, profiles, self._tasks, self)
        self.welcome_page = self._beginning.welcome_page
        self.access_page = self._beginning.access_page
        self.institution_page = self._beginning.institution_page
        self.details_page = DetailsPage()
        self.authorise_page = AuthorisePage()
        self.fetching_page = FetchingPage()
        self.done_page = DonePage()
        self.ended_page = EndedPage()
        self._set_up(start)

    # --- what a test or a driver looks at -------------------------------------------------------

    def page_id(self) -> PageId | None:
        """The page shown, None before the first."""
        return PageId(self.currentId()) if self.currentId() >= 0 else None

    def services(self) -> Services | None:
        """The profile in use."""
        return self._beginning.services

    def has_access(self) -> bool:
        """Whether client id and secret are known."""
        return self._beginning.has_access

    def busy(self) -> bool:
        """Whether work is going on, such as telling Pluggy that an attempt was given up."""
        return self._tasks.busy()

    # --- QWizard: the way through the pages -----------------------------------------------------

    def nextId(self) -> int:
        """The page after the present one, -1 at the end."""
        match self.currentId():
            case PageId.WELCOME:
                return PageId.INSTITUTION if self._beginning.has_access else PageId.ACCESS
            case PageId.ACCESS:
                return PageId.INSTITUTION
            case PageId.INSTITUTION:
                connector = self.institution_page.connector()
                asks = connector is not None and connector.credentials
                return PageId.DETAILS if asks else PageId.AUTHORISE
            case PageId.DETAILS:
                return PageId.AUTHORISE
            case PageId.AUTHORISE:
                return self._outcome_page() if self._outcome else PageId.FETCHING
            case PageId.FETCHING:
                return self._outcome_page()
            case _:
                return -1

    def initializePage(self, page_id: int) -> None:
        """Fill a page that is about to be shown, and start its work."""
        match page_id:
            case PageId.ACCESS:
                self._beginning.name_keeper()
            case PageId.INSTITUTION if not self.institution_page.has_list():
                self._beginning.on_list_wanted()
            case PageId.DETAILS:
                connector = self.institution_page.connector()
                if connector is not None:
                    self.details_page.show_connector(connector)
            case PageId.AUTHORISE:
                self._begin_attempt()
            case PageId.DONE | PageId.ENDED:
                self._show_outcome()

    def cleanupPage(self, page_id: int) -> None:
        """Going back from the authorisation gives the attempt up; fields keep what was typed."""
        if page_id == PageId.AUTHORISE:
            self._give_up()

    # --- leaving --------------------------------------------------------------------------------

    def reject(self) -> None:
        """Cancel or Esc: the attempt is given up; asked first where that would lose something."""
        attempt = self._attempt
        if attempt is not None and attempt.would_lose() and not self._errand.connection_id:
            choice = frame.ask_to_stop(self, self.authorise_page.institution())
            if attempt is not self._attempt:
                return  # it ended while the question stood there: its end is to be seen
            if choice is frame.Choice.BACKGROUND:
                self._go_on_in_background()
            if choice is not frame.Choice.STOP:
                return
        self._give_up()
        self._leave(QDialog.DialogCode.Rejected)

    def accept(self) -> None:
        """Finish."""
        self._rename()
        self._leave(QDialog.DialogCode.Accepted)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button loses nothing: what is under way goes on, now or later."""
        event.accept()
        if self._leaving:
            return
        if self.currentId() == PageId.FETCHING and self._attempt is not None:
            self._go_on_in_background()
            return
        if self._attempt is not None and self._attempt.stage is Stage.CREATING:
            self._give_up()  # nothing was shown to the person yet that could go on
        elif self._attempt is not None:
            self._attempt.leave_pending()
            self._drop_attempt()
            self.said.emit(
                tr(
                    "The authorisation at {institution} is still open. We notice by ourselves "
                    "when you are done there.",
                    institution=self.authorise_page.institution(),
                )
            )
        if self.currentId() == PageId.DONE:
            self._rename()
        self._leave(QDialog.DialogCode.Rejected)

    def stop(self) -> None:
        """Cancel all work and wait for it: for when the program closes."""
        self._leaving = True
        self._tasks.stop()

    @Slot()
    def on_quitting(self) -> None:
        """The program ends: nothing may be left running."""
        self.stop()

    def _leave(self, result: QDialog.DialogCode) -> None:
        self._leaving = True
        self._result = result
        self._tasks.abandon_all()
        if self._tasks.busy():
            self.hide()
        else:
            self.done(result)

    @Slot()
    def on_idle(self) -> None:
        """The last piece of work ended: now a closed wizard is really over."""
        if self._leaving:
            self.done(self._result)

    # --- pages 1 to 4 ---------------------------------------------------------------------------

    @Slot(int)
    def on_advanced(self, page_id: int) -> None:
        """The work of a page is done: go on, if the person is still there."""
        if self.currentId() == page_id and not self._leaving:
            self.next()

    @Slot()
    def on_access_wanted(self) -> None:
        """There is no access after all: begin with it."""
        self._restart_at(PageId.ACCESS)

    # --- pages 5 and 6: the attempt -------------------------------------------------------------

    def _begin_attempt(self) -> None:
        self._outcome = None
        institution = ""
        connector = self.institution_page.connector()
        fields = self.details_page.values() if connector and connector.credentials else {}
        try:
            institution, session = self._errand.session(self._opened(), connector, fields)
        except AppError as error:
            self._outcome = error
            QTimer.singleShot(0, self.on_outcome)  # not while the page is still being entered
        else:
            self._attempt = self._running(session)
            self._attempt.start()
        self.authorise_page.begin(institution, may_go_back=self._errand.is_new())

    def _opened(self) -> Services:
        """The open profile: there is one on every page after the doors."""
        services = self._beginning.services
        if services is None:
            raise RuntimeError("no profile is open")
        return services

    def _running(self, session: ConnectSession) -> RunningAttempt:
        attempt = RunningAttempt(
            session, self._opened().connecting, self._tasks, after=self._before, parent=self
        )
        attempt.shown.connect(self.on_shown)
        attempt.ended.connect(self.on_ended)
        attempt.failed.connect(self.on_failed)
        attempt.not_opened.connect(self.on_not_opened)
        attempt.left_behind.connect(self.connected)
        return attempt

    @Slot(object)
    def on_shown(self, view: ConnectView) -> None:
        """The attempt is somewhere else now: show it, on the page that it belongs to."""
        fetching = view.stage in _FETCHES
        if fetching and self.currentId() == PageId.AUTHORISE:
            self.next()
        elif not fetching and self.currentId() == PageId.FETCHING:
            self.back()
        if fetching:
            self.fetching_page.show_view(view)
        else:
            self.authorise_page.show_view(view)
            self._settle_buttons()

    @Slot(object)
    def on_ended(self, end: ConnectEnd) -> None:
        """The attempt ended, well or not."""
        self._errand.attempt_id = None
        if end.kind is not EndKind.REFUSED:
            self.details_page.forget()
            self.connected.emit(end.connection_id)
        self._drop_attempt()
        self._outcome = end
        self.on_outcome()

    @Slot(object)
    def on_failed(self, error: AppError) -> None:
        """The attempt broke off; if its item is kept, trying again goes on with it."""
        if self._attempt is not None:
            self._errand.resume_if_pending(self._opened(), self._attempt.attempt_id)
        self._drop_attempt()
        self._outcome = error
        self.on_outcome()

    @Slot()
    def on_outcome(self) -> None:
        """Go to the page of the outcome."""
        if not self._leaving:
            self.next()

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

    def _go_on_in_background(self) -> None:
        attempt = self._attempt
        worker = attempt.hand_over() if attempt is not None else None
        self._drop_attempt()
        if attempt is not None and worker is not None:
            self.background.emit(worker, attempt.attempt_id, attempt.stage)
        self._leave(QDialog.DialogCode.Accepted)

    def _give_up(self) -> None:
        if self._attempt is not None:
            self._attempt.give_up()
            self._before = self._attempt.gone
            self._drop_attempt()

    def _drop_attempt(self) -> None:
        self._attempt = None

    # --- page 7 and the other ends --------------------------------------------------------------

    def _outcome_page(self) -> PageId:
        outcome = self._outcome
        brought_data = isinstance(outcome, ConnectEnd) and outcome.report is not None
        return PageId.DONE if brought_data else PageId.ENDED

    def _show_outcome(self) -> None:
        outcome = self._outcome
        if isinstance(outcome, AppError):
            self.ended_page.show_error(outcome)
        elif outcome is not None and outcome.report is None:
            self.ended_page.show_end(outcome)
        elif outcome is not None:
            connection = self._opened().store.connection(outcome.connection_id)
            name = connection.display_name if connection else outcome.institution
            self.done_page.show_end(
                outcome,
                name,
                hide_amounts=self._settings.hide_amounts,
                renewed=bool(self._errand.connection_id),
            )

    def _rename(self) -> None:
        """Keep the name that the person gave the connection."""
        end, name = self._outcome, self.done_page.connection_name()
        if self.currentId() != PageId.DONE or not name:
            return
        store = self._opened().store
        connection = store.connection(end.connection_id) if isinstance(end, ConnectEnd) else None
        if connection is not None and name != connection.display_name:
            store.rename_connection(connection.id, name)
            self.connected.emit(connection.id)

    def _try_again(self) -> None:
        outcome = self._outcome
        connector = self.institution_page.connector()
        corrects = outcome is not None and concerns_details(outcome)
        if isinstance(outcome, AccessRefused):
            self._restart_at(PageId.ACCESS)
        elif not self._errand.is_new():
            self._restart_at(PageId.AUTHORISE)
        elif connector is None:
            self._restart_at(PageId.INSTITUTION)
        elif self.visitedIds()[0] == PageId.AUTHORISE:
            asks = corrects and bool(connector.credentials)
            self._restart_at(PageId.DETAILS if asks else PageId.AUTHORISE)
        else:
            self._return_before_authorise()
            if not corrects:
                self.next()

    def _return_before_authorise(self) -> None:
        self.setUpdatesEnabled(False)
        try:
            while self.currentId() >= PageId.AUTHORISE and len(self.visitedIds()) > 1:
                self.back()
        finally:
            self.setUpdatesEnabled(True)

    def _restart_at(self, page_id: PageId) -> None:
        if page_id is not PageId.AUTHORISE:
            self._errand.forget()
        self.setStartId(page_id)
        self.restart()

    @Slot(int)
    def on_custom_button(self, button: int) -> None:
        """A button of the bottom bar that is not QWizard's own."""
        kind = QWizard.WizardButton
        if button == kind.CustomButton1.value:
            self._go_on_in_background()
        elif button == kind.CustomButton2.value:
            self._rename()
            self._restart_at(PageId.INSTITUTION)
        else:
            self._try_again()

    # --- looks ----------------------------------------------------------------------------------

    def _set_up(self, start: str) -> None:
        frame.dress(self)
        pages: tuple[Page, ...] = (
            self.welcome_page,
            self.access_page,
            self.institution_page,
            self.details_page,
            self.authorise_page,
            self.fetching_page,
            self.done_page,
            self.ended_page,
        )
        for page_id, page in zip(PageId, pages, strict=True):
            self.setPage(page_id, page)
        if self._beginning.services is None:
            self.setStartId(PageId.WELCOME)
        elif not self._errand.is_new():
            self.setStartId(PageId.AUTHORISE)
        else:
            self.setStartId(PageId.WELCOME if start == "welcome" else PageId.INSTITUTION)
        self._beginning.advanced.connect(self.on_advanced)
        self._beginning.profile_changed.connect(self.profile_changed)
        self.institution_page.chosen.connect(self.next)
        self.institution_page.access_wanted.connect(self.on_access_wanted)
        self.authorise_page.open_again.connect(self.on_open_again)
        self.authorise_page.code_wanted.connect(self.on_code_wanted)
        self.authorise_page.answered.connect(self.on_answered)
        self.currentIdChanged.connect(self.on_page_changed)
        self.customButtonClicked.connect(self.on_custom_button)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.on_quitting)

    @Slot(int)
    def on_page_changed(self, page_id: int) -> None:
        """Another page: its buttons, and the keyboard where it is wanted."""
        page = self.currentPage()
        if not isinstance(page, Page):
            return
        self._settle_buttons()
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle_buttons(self) -> None:
        page = self.currentPage()
        if isinstance(page, Page):
            frame.lay_buttons(self, page.buttons(), ended=self.currentId() == PageId.ENDED)
