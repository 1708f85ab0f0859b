"""Opens the wizard over the window, one at a time, once nothing in the background is in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pluggy_desktop.connect.progress import Stage
    from pluggy_desktop.gui.background import BackgroundConnections
    from pluggy_desktop.gui.opening import Opened
    from pluggy_desktop.gui.services import Profiles, Services
    from pluggy_desktop.gui.wizard.wizard import ConnectWizard
    from pluggy_desktop.gui.workers import Worker
    from pluggy_desktop.settings import Settings


class WizardHost(QObject):
    """Opens and closes wizards over `window`.

    `data_changed()` when rows may have been written, `profile_changed(Services)` when a door opened
    another profile, `said(str)` for a sentence after the wizard was closed.
    """

    data_changed = Signal()
    profile_changed = Signal(object)
    said = Signal(str)

    def __init__(self, profiles: Profiles, window: QWidget) -> None:
        super().__init__(window)
        self._profiles = profiles
        self._window = window
        self._background: BackgroundConnections | None = None
        self._services: Services | None = None
        self._settings: Settings | None = None
        self._has_access = False
        self._wanted: tuple[str, str] | None = None
        self._wizard: ConnectWizard | None = None

    @property
    def wizard(self) -> ConnectWizard | None:
        """The open wizard, None if there is none."""
        return self._wizard

    def serve(self, opened: Opened) -> None:
        """From now on this profile's banks are connected."""
        self._services, self._has_access = opened.services, opened.has_access

    def use(self, background: BackgroundConnections) -> None:
        """Work with these connections in the background."""
        self._background = background
        background.way_made.connect(self.on_way_made)

    def open(self, settings: Settings, *, connection_id: str, attempt_id: str) -> None:
        """Connect a bank, renew a connection's consent, or go on with an attempt ("" for neither).

        It appears within a second: the attempts that wait in the background make way first.
        """
        if self._wizard is not None or self._wanted is not None or self._background is None:
            return
        self._settings = settings
        self._wanted = (connection_id, attempt_id)
        self._background.make_way(attempt_id)

    def close(self) -> None:
        """Close the wizard, as its own button would; what goes on is stopped with the rest."""
        self._wanted = None
        if self._wizard is not None:
            self._wizard.close()

    def finish(self) -> None:
        """Wait for what a closed wizard still does: for when the program closes."""
        if self._wizard is not None:
            self._wizard.stop()
            self._drop()

    @Slot()
    def on_way_made(self) -> None:
        """Nothing is in the way any more."""
        wanted, self._wanted = self._wanted, None
        if wanted is None or self._services is None or self._settings is None:
            return
        connection_id, attempt_id = wanted
        if attempt_id and not self._still_pending(self._services, attempt_id):
            self._resume()  # it came to its end while it was making way
        else:
            self._show(self._services, self._settings, connection_id, attempt_id)

    def _still_pending(self, services: Services, attempt_id: str) -> bool:
        return any(attempt.id == attempt_id for attempt in services.connecting.pending())

    def _show(
        self, services: Services, settings: Settings, connection_id: str, attempt_id: str
    ) -> None:
        from pluggy_desktop.gui.wizard.wizard import ConnectWizard  # with its imports, when used

        known = self._has_access or bool(services.store.connections())
        wizard = ConnectWizard(
            services,
            self._profiles,
            settings,
            self._window,
            start="institution" if known else "welcome",
            connection_id=connection_id or None,
            attempt_id=attempt_id or None,
        )
        wizard.connected.connect(self.on_connected)
        wizard.profile_changed.connect(self.on_profile_changed)
        wizard.background.connect(self.on_background)
        wizard.said.connect(self.said)
        wizard.finished.connect(self.on_finished)
        self._wizard = wizard
        wizard.open()

    @Slot(str)
    def on_connected(self, _connection_id: str) -> None:
        """A connection has new data, so there is access too."""
        self._has_access = True
        self.data_changed.emit()

    @Slot(object)
    def on_profile_changed(self, services: Services) -> None:
        """The wizard opened another profile."""
        self._services = services
        self._has_access = self._wizard is not None and self._wizard.has_access()
        self.profile_changed.emit(services)

    @Slot(object, str, object)
    def on_background(self, worker: Worker, attempt_id: str, stage: Stage) -> None:
        """The wizard's work goes on without it."""
        if self._background is not None:
            self._background.adopt(worker, attempt_id, stage)

    @Slot()
    def on_finished(self) -> None:
        """The wizard is over."""
        self._drop()
        self._resume()
        self.data_changed.emit()

    def _drop(self) -> None:
        wizard, self._wizard = self._wizard, None
        if wizard is not None:
            self._has_access = self._has_access or wizard.has_access()
            wizard.deleteLater()

    def _resume(self) -> None:
        if self._background is not None:
            self._background.resume()
