"""What goes on behind pages 1 to 3: opening a profile, checking the access, asking for the list."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pluggy_desktop.domain.models import Connector
from pluggy_desktop.errors import AppError
from pluggy_desktop.gui.services import Profiles, Services
from pluggy_desktop.gui.wizard.access import AccessPage
from pluggy_desktop.gui.wizard.institution import InstitutionPage
from pluggy_desktop.gui.wizard.opening import Door, Listing, Opened, Opening, Saving
from pluggy_desktop.gui.wizard.page import PageId
from pluggy_desktop.gui.wizard.tasks import Tasks
from pluggy_desktop.gui.wizard.welcome import WelcomePage


class Beginning(QObject):
    """Runs the work of the first three pages and shows its results on them.

    `advanced(page)` says that the work of that page is done, `profile_changed(Services)` that
    another profile is open.
    """

    advanced = Signal(int)
    profile_changed = Signal(object)

    def __init__(
        self, services: Services | None, profiles: Profiles, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.services = services
        self.has_access = False
        self.welcome_page = WelcomePage()
        self.access_page = AccessPage()
        self.institution_page = InstitutionPage()
        self._profiles = profiles
        self._tasks = tasks
        self._door = Door.OWN
        self._submits_again = False
        self.welcome_page.chosen.connect(self.on_door)
        self.access_page.submitted.connect(self.on_submitted)
        self.access_page.session_only.connect(self.on_session_wanted)
        self.institution_page.wanted.connect(self.on_list_wanted)

    def name_keeper(self) -> None:
        """Say on the access page where client id and secret will be kept."""
        if self.services is not None:
            self.access_page.name_keeper(self.services.vault_backend, kept=self.services.kept)

    @Slot(object)
    def on_door(self, door: Door) -> None:
        """Open the profile behind a door."""
        self._door = door
        self.welcome_page.set_busy(door)
        work = Opening(profiles=self._profiles, present=self.services, door=door)
        # It must finish, since the window has to hear of the profile that it opened.
        task = self._tasks.make(work, must_finish=True)
        task.succeeded.connect(self._on_opened)
        task.failed.connect(self._on_open_failed)
        task.start()

    @Slot()
    def on_session_wanted(self) -> None:
        """The keyring failed while keeping the access: go on without one, with the same two."""
        self._submits_again = True
        self.access_page.set_busy()
        self.on_door(Door.SESSION)

    @Slot(str, str)
    def on_submitted(self, client_id: str, client_secret: str) -> None:
        """Check client id and secret with Pluggy."""
        if self.services is None:
            return
        self.access_page.set_busy()
        work = Saving(services=self.services, client_id=client_id, client_secret=client_secret)
        task = self._tasks.make(work)
        task.succeeded.connect(self._on_saved)
        task.failed.connect(self._on_save_failed)
        task.start()

    @Slot()
    def on_list_wanted(self) -> None:
        """Ask Pluggy for the institutions."""
        if self.services is None:
            return
        self.institution_page.show_loading()
        task = self._tasks.make(Listing(services=self.services))
        task.succeeded.connect(self._on_listed)
        task.failed.connect(self._on_list_failed)
        task.start()

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self.services = opened.services
        self.has_access = opened.has_access
        self.welcome_page.set_busy(None)
        self.name_keeper()
        if opened.changed:
            self.institution_page.forget()
            self.profile_changed.emit(opened.services)
        if self._submits_again:
            self._submits_again = False
            self.on_submitted(*self.access_page.values())
        else:
            self.advanced.emit(PageId.WELCOME)

    @Slot(object)
    def _on_open_failed(self, error: AppError) -> None:
        self.welcome_page.set_busy(None)
        if self._submits_again:
            self._submits_again = False
            self.access_page.show_error(error)
        else:
            self.welcome_page.show_error(error, self._door)

    @Slot()
    def _on_saved(self) -> None:
        self.has_access = True
        self.access_page.set_verified()
        self.institution_page.forget()
        self.advanced.emit(PageId.ACCESS)

    @Slot(object)
    def _on_save_failed(self, error: AppError) -> None:
        self.access_page.show_error(error)

    @Slot(object)
    def _on_listed(self, connectors: list[Connector]) -> None:
        self.institution_page.show_institutions(connectors)

    @Slot(object)
    def _on_list_failed(self, error: AppError) -> None:
        self.institution_page.show_error(error)
