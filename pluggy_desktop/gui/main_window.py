"""The main window: opens the profile beside the first paint, shows it, and closes it in order."""

from __future__ import annotations

import datetime as dt
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from pluggy_desktop import i18n
from pluggy_desktop.errors import AppError, VaultProblem
from pluggy_desktop.gui import viewstate, workers
from pluggy_desktop.gui.activity import Activity
from pluggy_desktop.gui.background import BackgroundConnections
from pluggy_desktop.gui.notices import NoticePage, Offer, error_page
from pluggy_desktop.gui.opening import Opened, Opening, Preparing, Way, waiting_page
from pluggy_desktop.gui.services import Profiles, Services
from pluggy_desktop.gui.theme import Theme
from pluggy_desktop.gui.views.settings_dialog import SettingsDialog
from pluggy_desktop.gui.views.shortcuts import ShortcutSheet
from pluggy_desktop.gui.views.workspace import Workspace
from pluggy_desktop.gui.viewstate import ViewName
from pluggy_desktop.gui.wizard_host import WizardHost
from pluggy_desktop.gui.workers import Worker
from pluggy_desktop.i18n import tr
from pluggy_desktop.settings import Settings

_log = logging.getLogger(__name__)

_SWITCH_SECONDS: Final = 0.0005
_SIZE: Final = QSize(1280, 800)
_SMALLEST: Final = QSize(720, 520)


def system_now() -> dt.datetime:
    """The present instant."""
    return dt.datetime.now(dt.UTC)


class MainWindow(QMainWindow):
    """Shows at once, then opens the profile. `opened()` when one is on screen, `closed()` at the end.

    Args:
        profiles: Opens and closes profiles.
        settings: The options to begin with.
        save_settings: Keeps them; called with every change and at the end.
        now: The clock.
    """

    opened = Signal()
    closed = Signal()

    def __init__(
        self,
        profiles: Profiles,
        settings: Settings,
        save_settings: Callable[[Settings], None],
        *,
        now: Callable[[], dt.datetime] = system_now,
    ) -> None:
        super().__init__()
        # Qt's calls give the interpreter away and want it back; a worker that computes lets go of
        # it only this often (5 ms unless told), and a repaint makes hundreds of such calls.
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._profiles = profiles
        self._settings = settings
        self._save_settings = save_settings
        self._now = now
        self._services: Services | None = None
        self._opening: Worker | None = None
        self._dialog: SettingsDialog | None = None
        self._sheet: ShortcutSheet | None = None
        self._closing = False
        self.workspace: Workspace | None = None
        self.notice: NoticePage | None = None
        self.activity = Activity(self)
        self.background = BackgroundConnections(self)
        self.wizards = WizardHost(profiles, self)
        self.wizards.use(self.background)
        self.wizards.data_changed.connect(self.on_data_changed)
        self.wizards.profile_changed.connect(self.on_profile_changed)
        self.wizards.said.connect(self.on_said)
        self.theme = Theme(_application(), settings.theme, self)
        self.setWindowTitle("Pluggy Desktop")
        self.setMinimumSize(_SMALLEST)
        self.resize(_SIZE)
        if settings.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))
        self._show_waiting()

    # --- opening -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The first time: open the profile, beside the first paint."""
        super().showEvent(event)
        if self._services is None and self._opening is None and self.notice is None:
            self.open_profile("own")

    def open_profile(self, way: Way) -> None:
        """Open a profile in place of what is shown."""
        if self._opening is not None:
            return
        self._leave_workspace()
        self._show_waiting()
        worker = Worker(Opening(self._profiles, way), self)
        worker.succeeded.connect(self.on_opened)
        worker.failed.connect(self.on_open_failed)
        worker.finished.connect(self.on_opening_finished)
        self._opening = worker
        worker.start()

    @Slot(object)
    def on_opened(self, opened: Opened) -> None:
        """A profile is open."""
        self._opening = None
        if self._closing:
            return
        self.wizards.serve(opened)
        self._know_keeper(opened.services)
        self._enter(opened.services)
        if opened.first_run:
            self.on_wizard_wanted("", "")
        else:
            Worker(Preparing(), self).start()

    @Slot(object)
    def on_open_failed(self, error: AppError) -> None:
        """No profile could be opened: say why and what can be done."""
        self._opening = None
        if self._closing:
            return
        offers = [Offer(text=tr("Try again"), action=self.on_retry, kind="primary", icon="sync")]
        if isinstance(error, VaultProblem):
            offers.append(
                Offer(text=tr("Use without saving (this session only)"), action=self.on_session)
            )
        offers.append(Offer(text=tr("Open example data"), action=self.on_example))
        self.notice = error_page(error, *offers)
        self.setCentralWidget(self.notice)
        self.notice.buttons[0].setFocus()

    @Slot()
    def on_opening_finished(self) -> None:
        """The opening's thread has ended."""
        self._opening = None

    @Slot()
    def on_retry(self) -> None:
        """Open the person's own profile once more."""
        self.open_profile("own")

    @Slot()
    def on_session(self) -> None:
        """Go on without keeping anything."""
        self.open_profile("session")

    @Slot()
    def on_example(self) -> None:
        """Look around with example data."""
        self.open_profile("example")

    def _show_waiting(self) -> None:
        self.notice = None
        self.setCentralWidget(waiting_page())

    def _enter(self, services: Services) -> None:
        """Show a profile that is open."""
        self.notice = None
        self._services = services
        workspace = Workspace(
            services,
            self.activity,
            self.background,
            state=viewstate.load(self._settings.selection),
            settings=self._settings,
            now=self._now,
        )
        workspace.wizard_wanted.connect(self.on_wizard_wanted)
        workspace.example_wanted.connect(self.on_example)
        workspace.settings_wanted.connect(self.on_settings_wanted)
        workspace.sheet_wanted.connect(self.on_sheet_wanted)
        workspace.hide_wanted.connect(self.on_hide)
        workspace.remembered.connect(self.on_remembered)
        self.workspace = workspace
        self.setCentralWidget(workspace)
        workspace.proceedings.on_changed()
        self.background.watch(services.connecting)
        self.opened.emit()

    def _leave_workspace(self) -> None:
        """Take down what is shown; what the person typed is written first."""
        workspace, self.workspace = self.workspace, None
        if workspace is None:
            return
        try:
            workspace.stop()
        except AppError as error:
            _log.warning("the last edit could not be written: %s", error)
        for running in (self.activity, self.background):
            running.stop()
            running.deleteLater()
        self.activity = Activity(self)
        self.background = BackgroundConnections(self)
        self.wizards.use(self.background)

    # --- what a driver or a test looks at ------------------------------------------------------

    def show_view(self, view: ViewName) -> None:
        """Go to a view."""
        if self.workspace is not None:
            self.workspace.show_view(view)

    def is_settled(self) -> bool:
        """Whether a profile is on screen with everything asked for."""
        return self.workspace is not None and self.workspace.is_settled()

    @property
    def settings(self) -> Settings:
        """The options in use."""
        return self._settings

    # --- the wizard ----------------------------------------------------------------------------

    @Slot(str, str)
    def on_wizard_wanted(self, connection_id: str, attempt_id: str) -> None:
        """Connect a bank, renew a consent, or go on with an authorisation that waits."""
        if self._services is not None:
            self.wizards.open(self._settings, connection_id=connection_id, attempt_id=attempt_id)

    @Slot()
    def on_data_changed(self) -> None:
        """The wizard wrote something."""
        if self.workspace is not None:
            self.workspace.refresh()

    @Slot(object)
    def on_profile_changed(self, services: Services) -> None:
        """The wizard opened another profile."""
        self._leave_workspace()
        self._know_keeper(services)
        self._enter(services)

    @Slot(str)
    def on_said(self, text: str) -> None:
        """The wizard has something to say after it was closed."""
        if self.workspace is not None:
            self.workspace.banner.say(text, mood="info")

    # --- settings ------------------------------------------------------------------------------

    @Slot()
    def on_settings_wanted(self) -> None:
        """Show the settings."""
        if self._dialog is None:
            self._dialog = SettingsDialog(self._settings, self._services, self)
            self._dialog.changed.connect(self.on_settings)
            self._dialog.finished.connect(self.on_dialog_finished)
            self._dialog.open()

    @Slot()
    def on_dialog_finished(self) -> None:
        """The settings are closed."""
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    @Slot()
    def on_sheet_wanted(self) -> None:
        """Show the shortcuts."""
        if self._sheet is None:
            self._sheet = ShortcutSheet(self)
            self._sheet.finished.connect(self.on_sheet_finished)
            self._sheet.open()

    @Slot()
    def on_sheet_finished(self) -> None:
        """The shortcuts are closed."""
        if self._sheet is not None:
            self._sheet.deleteLater()
            self._sheet = None

    @Slot(bool)
    def on_hide(self, hidden: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """Hide or show amounts."""
        self.on_settings(replace(self._settings, hide_amounts=hidden))

    @Slot(object)
    def on_settings(self, settings: Settings) -> None:
        """Apply changed settings at once, and keep them."""
        before, self._settings = self._settings, settings
        self.theme.choose(settings.theme)
        if settings.language != before.language:
            self._speak(settings.language)
        elif settings.hide_amounts != before.hide_amounts and self.workspace is not None:
            self.workspace.set_hidden(hidden=settings.hide_amounts)
        self._keep_settings()

    def _know_keeper(self, services: Services) -> None:
        """Keep what the opening noted in the settings."""
        if services.kept:
            self._settings = replace(self._settings, keyring_backend=services.vault_backend)

    def _speak(self, choice: str) -> None:
        """Say everything in another language: what is on screen is built anew."""
        wanted = i18n.system_language() if choice == "system" else choice
        if wanted == i18n.language():
            return
        i18n.use(wanted)
        workspace, services = self.workspace, self._services
        if workspace is not None and services is not None:
            try:
                workspace.stop()
            except AppError as error:
                _log.warning("the last edit could not be written: %s", error)
            self._enter(services)
        if self._dialog is not None:
            self._dialog.rebuild(self._settings)

    @Slot()
    def on_remembered(self) -> None:
        """View or columns changed; they are kept with the next save."""
        if self.workspace is not None:
            self._settings = replace(
                self._settings,
                selection=viewstate.dump(self.workspace.state),
                columns=self.workspace.columns,
            )

    def _keep_settings(self) -> None:
        try:
            self._save_settings(self._settings)
        except AppError as error:
            _log.warning("the settings could not be kept: %s", error)
            if self.workspace is not None and not self._closing:
                self.workspace.banner.say_error(error)

    # --- closing -------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs, write what was typed, keep the settings, close the profile.

        The window is gone at once, whatever still runs: that has `workers.PATIENCE` to end.
        """
        if self._closing:
            event.accept()
            return
        self._closing = True
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._settings = replace(self._settings, window_geometry=geometry)
        self.hide()
        self.wizards.close()
        workers.stop_all()
        self.wizards.finish()
        self.on_remembered()
        self._leave_workspace()
        self._keep_settings()
        self._profiles.close()
        event.accept()
        self.closed.emit()


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    return app
