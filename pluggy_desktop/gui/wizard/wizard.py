"""The wizard that connects a bank: which page comes when, and what leaving means."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget, QWizard

from pluggy_desktop.connect.progress import ConnectEnd, EndKind, Stage
from pluggy_desktop.errors import AccessRefused, AppError
from pluggy_desktop.gui.services import Profiles, Services
from pluggy_desktop.gui.wizard import frame
from pluggy_desktop.gui.wizard.authorising import Authorising, Outcome
from pluggy_desktop.gui.wizard.beginning import Beginning
from pluggy_desktop.gui.wizard.details import DetailsPage
from pluggy_desktop.gui.wizard.done import DonePage
from pluggy_desktop.gui.wizard.ended import EndedPage, concerns_details
from pluggy_desktop.gui.wizard.errand import Errand
from pluggy_desktop.gui.wizard.page import Page, PageId
from pluggy_desktop.gui.wizard.tasks import Tasks
from pluggy_desktop.i18n import tr
from pluggy_desktop.settings import Settings


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
        self._leaving = False
        self._result = QDialog.DialogCode.Rejected
        self._tasks = Tasks(self)
        self._tasks.idle.connect(self.on_idle)
        self._errand = Errand(connection_id, attempt_id)
        self._beginning = Beginning(services, profiles, self._tasks, self)
        self._authorising = Authorising(self._errand, self._tasks, self)
        self.welcome_page = self._beginning.welcome_page
        self.access_page = self._beginning.access_page
        self.institution_page = self._beginning.institution_page
        self.details_page = DetailsPage()
        self.authorise_page = self._authorising.authorise_page
        self.fetching_page = self._authorising.fetching_page
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
                return self._outcome_page() if self._authorising.outcome else PageId.FETCHING
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
            self._authorising.give_up()

    # --- leaving --------------------------------------------------------------------------------

    def reject(self) -> None:
        """Cancel or Esc: the attempt is given up; asked first where that would lose something."""
        authorising, attempt = self._authorising, self._authorising.attempt
        if authorising.would_lose:
            choice = frame.ask_to_stop(self, self.authorise_page.institution())
            if attempt is not authorising.attempt:
                return  # it ended while the question stood there: its end is to be seen
            if choice is frame.Choice.BACKGROUND:
                self._go_on_in_background()
            if choice is not frame.Choice.STOP:
                return
        authorising.give_up()
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
        attempt = self._authorising.attempt
        if self.currentId() == PageId.FETCHING and attempt is not None:
            self._go_on_in_background()
            return
        if attempt is not None and attempt.stage is Stage.CREATING:
            self._authorising.give_up()  # nothing was shown to the person yet that could go on
        elif attempt is not None:
            self._authorising.leave_pending()
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
        connector = self.institution_page.connector()
        fields = self.details_page.values() if connector and connector.credentials else {}
        self._authorising.begin(self._opened(), connector, fields)

    def _opened(self) -> Services:
        """The open profile: there is one on every page after the doors."""
        services = self._beginning.services
        if services is None:
            raise RuntimeError("no profile is open")
        return services

    @Slot(int)
    def on_page_wanted(self, page_id: int) -> None:
        """The attempt is shown on this page."""
        if page_id == PageId.FETCHING and self.currentId() == PageId.AUTHORISE:
            self.next()
        elif page_id == PageId.AUTHORISE and self.currentId() == PageId.FETCHING:
            self.back()

    @Slot(object)
    def on_outcome(self, outcome: Outcome) -> None:
        """The attempt came to an end: go to its page."""
        if isinstance(outcome, ConnectEnd) and outcome.kind is not EndKind.REFUSED:
            self.details_page.forget()
        if not self._leaving:
            self.next()

    def _go_on_in_background(self) -> None:
        self._authorising.hand_over()
        self._leave(QDialog.DialogCode.Accepted)

    # --- page 7 and the other ends --------------------------------------------------------------

    def _outcome_page(self) -> PageId:
        return PageId.DONE if self._authorising.brought_data else PageId.ENDED

    def _show_outcome(self) -> None:
        outcome = self._authorising.outcome
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
        end, name = self._authorising.outcome, self.done_page.connection_name()
        if self.currentId() != PageId.DONE or not name:
            return
        store = self._opened().store
        connection = store.connection(end.connection_id) if isinstance(end, ConnectEnd) else None
        if connection is not None and name != connection.display_name:
            store.rename_connection(connection.id, name)
            self.connected.emit(connection.id)

    def _try_again(self) -> None:
        outcome = self._authorising.outcome
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
        authorising = self._authorising
        authorising.page_wanted.connect(self.on_page_wanted)
        authorising.stage_shown.connect(self.on_stage_shown)
        authorising.ended.connect(self.on_outcome)
        authorising.connected.connect(self.connected)
        authorising.background.connect(self.background)
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

    @Slot()
    def on_stage_shown(self) -> None:
        """The page of the authorisation says something else, perhaps with other buttons."""
        self._settle_buttons()

    def _settle_buttons(self) -> None:
        page = self.currentPage()
        if isinstance(page, Page):
            frame.lay_buttons(self, page.buttons(), ended=self.currentId() == PageId.ENDED)
