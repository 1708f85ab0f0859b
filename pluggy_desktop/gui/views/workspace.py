"""The open profile on screen: what the person does here leads to pages, work and edits."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from pluggy_desktop.errors import AppError
from pluggy_desktop.gui.exporting import Exporting
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.news import News
from pluggy_desktop.gui.views import sidebar as sidebar_lines
from pluggy_desktop.gui.views.details import DetailsPane
from pluggy_desktop.gui.views.details_beside import DetailsBeside
from pluggy_desktop.gui.views.navigation import Navigation
from pluggy_desktop.gui.views.page_set import AnyPage, PageSet, today
from pluggy_desktop.gui.views.proceedings import Proceedings
from pluggy_desktop.gui.views.transactions_page import TransactionsPage
from pluggy_desktop.gui.views.workspace_frame import WorkspaceFrame
from pluggy_desktop.gui.viewstate import ViewName, ViewState
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from pluggy_desktop.gui.activity import Activity
    from pluggy_desktop.gui.background import BackgroundConnections
    from pluggy_desktop.gui.services import Services
    from pluggy_desktop.settings import Settings
    from pluggy_desktop.store import AccountRow, Connection

_log = logging.getLogger(__name__)

_TICK_MS: Final = 30_000


class Workspace(WorkspaceFrame):
    """The open profile on screen.

    `wizard_wanted(connection id or "", attempt id or "")`, `example_wanted()`, `settings_wanted()`,
    `sheet_wanted()`, `hide_wanted(bool)` are for the window; `remembered()` when view state or
    columns changed.
    """

    wizard_wanted = Signal(str, str)
    example_wanted = Signal()
    settings_wanted = Signal()
    sheet_wanted = Signal()
    hide_wanted = Signal(bool)
    remembered = Signal()

    def __init__(
        self,
        services: Services,
        activity: Activity,
        background: BackgroundConnections,
        *,
        state: ViewState,
        settings: Settings,
        now: Callable[[], dt.datetime],
        parent: QWidget | None = None,
    ) -> None:
        formats = Formats(hidden=settings.hide_amounts)
        super().__init__(DetailsPane(services.store, formats), parent)
        self.services = services
        self.navigation = Navigation(state, self)
        self._store = services.store
        self._activity = activity
        self._background = background
        self._now = now
        self._formats = formats
        self._accounts: list[AccountRow] = []
        self._connections: list[Connection] = []
        self.exporting = Exporting(self)
        self.proceedings = Proceedings(
            activity,
            background,
            self.exporting,
            status=self.status,
            banner=self.banner,
            parent=self,
        )
        self._news = News(self._store, self)
        self.pages = PageSet(
            services,
            self._formats,
            columns=settings.columns,
            now=now,
            connect=self.on_connect,
            parent=self,
        )
        self.beside = DetailsBeside(self.details, self._store, self.pages, self.navigation, self)
        self._connect()
        self._set_shortcuts()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.on_tick)
        self._tick.start()
        self.refresh()

    # --- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.first.buttons[0].clicked.connect(self.on_connect)
        self.first.buttons[1].clicked.connect(self.on_example)
        bar, go = self.bar, self.navigation
        bar.sync_wanted.connect(self.on_sync)
        bar.cancel_wanted.connect(self._activity.cancel)
        bar.connect_wanted.connect(self.on_connect)
        bar.search_changed.connect(go.on_search)
        bar.search_left.connect(self.on_search_left)
        bar.period_chosen.connect(go.on_period)
        bar.hide_wanted.connect(self.hide_wanted)
        bar.details_wanted.connect(self.beside.on_wanted)
        bar.settings_wanted.connect(self.settings_wanted)
        self.sidebar.view_chosen.connect(go.on_view)
        self.sidebar.account_chosen.connect(self.on_account)
        self.status.reconnect_wanted.connect(self.on_reconnect)
        self.status.resume_wanted.connect(self.on_resume)
        self._connect_pages()
        go.moved.connect(self.on_moved)
        self._news.ready.connect(self.refresh_lines)
        self.proceedings.moved.connect(self.on_proceeding)
        self.proceedings.reconnect_wanted.connect(self.on_reconnect)
        for source in (self._activity, self._background):
            source.data_changed.connect(self.refresh)
        self.beside.placed.connect(self.on_details_placed)
        for failing in (self.beside, self._news):
            failing.failed.connect(self.proceedings.on_failed)

    def _connect_pages(self) -> None:
        pages = self.pages
        pages.state_wanted.connect(self.navigation.on_state)
        pages.account_wanted.connect(self.on_account)
        pages.category_wanted.connect(self.navigation.on_category_month)
        pages.note_changed.connect(self.status.show_note)
        pages.typed.connect(self.on_typed)
        pages.columns_changed.connect(self.remembered)
        pages.sync_wanted.connect(self.on_sync_one)
        pages.reconnect_wanted.connect(self.on_reconnect)
        pages.removed.connect(self.on_removed)
        pages.renamed.connect(self.refresh)
        pages.failed.connect(self.proceedings.on_failed)

    def _set_shortcuts(self) -> None:
        keys: dict[str, Callable[[], object] | SignalInstance] = {
            "Ctrl+F": self.on_find,
            "Ctrl+R": self.on_sync,
            "Ctrl+N": self.on_connect,
            "Ctrl+E": self.on_export,
            "Ctrl+,": self.settings_wanted,
            "Ctrl+H": self.on_hide,
            "Ctrl+D": self.on_toggle_details,
            "Ctrl+Z": self.beside.on_undo,
            "Esc": self.on_escape,
            "F1": self.sheet_wanted,
        }
        for sequence, slot in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(slot)
        self.navigation.set_view_keys(self)

    # --- showing -------------------------------------------------------------------------------

    @property
    def state(self) -> ViewState:
        """What is being looked at."""
        return self.navigation.state

    @property
    def page(self) -> AnyPage | None:
        """The page that is shown; None at the first run."""
        shown = self.stack.currentWidget()
        return None if shown is self.first else cast("AnyPage", shown)

    @property
    def transactions(self) -> TransactionsPage:
        """The transactions page."""
        return cast("TransactionsPage", self._placed("transactions"))

    @property
    def columns(self) -> str:
        """The table's columns, for the settings."""
        return self.pages.columns

    def is_settled(self) -> bool:
        """Whether everything asked for is shown."""
        return not self.pages.is_busy() and not self.beside.edits.is_busy()

    def show_view(self, view: ViewName) -> None:
        """Go to a view; the transactions of all accounts."""
        self.navigation.on_view(view)

    @Slot()
    def refresh(self) -> None:
        """Read again what may have changed."""
        self.pages.data_changed()
        if self._read_lines():
            self._show_lines()
            self._show_page()

    @Slot()
    def refresh_lines(self) -> None:
        """Read again what stands around the page."""
        if self._read_lines():
            self._show_lines()

    def set_hidden(self, *, hidden: bool) -> None:
        """Hide or show all amounts."""
        self._formats = Formats(hidden=hidden)
        self.pages.set_formats(self._formats)
        self.details.set_formats(self._formats)
        self._show_lines()
        self._show_page()

    def stop(self) -> None:
        """End everything that runs, writing what the person typed; for closing.

        Raises:
            AppError: A note or category could not be written.
        """
        self._tick.stop()
        self.pages.stop()
        self._news.stop()
        self.exporting.stop()
        self.beside.finish()

    def _read_lines(self) -> bool:
        try:
            self._accounts = self._store.accounts()
            self._connections = self._store.connections()
        except AppError as error:
            self.proceedings.on_failed(error)
            return False
        return True

    def _show_lines(self) -> None:
        lines = sidebar_lines.entries(self._accounts, self._connections, self._formats)
        self.sidebar.show_entries(lines, self.state)
        self._show_status()
        self._show_bar()

    def _show_status(self) -> None:
        try:
            waiting = self._background.waiting()
        except AppError as error:
            _log.warning("what waits cannot be read: %s", error.technical or error)
            waiting = []
        self.status.show_connections(self._connections, self._accounts, waiting, self._now())

    def _show_bar(self) -> None:
        self.bar.show_state(
            self.state,
            hidden=self._formats.hidden,
            syncing=self._activity.is_syncing,
            can_sync=bool(self._connections),
        )
        self.on_details_placed()

    def _show_page(self) -> None:
        if not self._connections:
            self.stack.setCurrentWidget(self.first)
            self.on_details_placed()
            return
        self.stack.setCurrentWidget(self._placed(self.state.view))
        try:
            self.pages.show_page(self._known_state(), self._today())
        except AppError as error:
            self.proceedings.on_failed(error)
        self.on_details_placed()

    def _placed(self, view: ViewName) -> AnyPage:
        page = self.pages.page(view)
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        return page

    def _known_state(self) -> ViewState:
        """The state, without an account that is gone."""
        if self.state.account_id not in {account.id for account in self._accounts}:
            self.navigation.forget_account()
        return self.state

    @Slot()
    def on_details_placed(self) -> None:
        """Show the details where they are wanted and fit."""
        self.beside.place(listed=bool(self._connections), width=self.width())

    @Slot()
    def on_moved(self) -> None:
        """The person went somewhere else."""
        self.sidebar.show_state(self.state)
        self._show_bar()
        self._show_page()
        if self.state.view != "transactions":
            self.status.show_note("")
        self.remembered.emit()

    def _today(self) -> dt.date:
        return today(self._now)

    # --- what the person wants -----------------------------------------------------------------

    @Slot(str)
    def on_account(self, account_id: str) -> None:
        """An account was chosen: its transactions, whose news count as seen."""
        self.navigation.on_account(account_id)
        self._news.see(account_id, self._accounts)

    @Slot()
    def on_search_left(self) -> None:
        """From the search field to the list."""
        if isinstance(self.page, TransactionsPage):
            self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def on_escape(self) -> None:
        """Clear the search, then the filters."""
        if self.bar.search.text():
            self.bar.search.clear()
        else:
            self.navigation.widen()
        self.on_search_left()

    @Slot()
    def on_toggle_details(self) -> None:
        """Ctrl+D."""
        if self.state.view == "transactions":
            self.beside.on_wanted(not self.details.isVisible())

    @Slot()
    def on_hide(self) -> None:
        """Ctrl+H."""
        self.hide_wanted.emit(not self._formats.hidden)

    @Slot()
    def on_sync(self) -> None:
        """Sync all banks."""
        if self._connections:
            self._activity.sync(self.services.refresher)

    @Slot(str)
    def on_sync_one(self, connection_id: str) -> None:
        """Sync one bank."""
        self._activity.sync(self.services.refresher, (connection_id,))

    @Slot()
    def on_connect(self) -> None:
        """Connect a bank."""
        self.wizard_wanted.emit("", "")

    @Slot()
    def on_example(self) -> None:
        """Look around with example data."""
        self.example_wanted.emit()

    @Slot(str)
    def on_reconnect(self, connection_id: str) -> None:
        """Renew a consent."""
        self.wizard_wanted.emit(connection_id, "")

    @Slot(str)
    def on_resume(self, attempt_id: str) -> None:
        """Go on with an authorisation that waits."""
        self.wizard_wanted.emit("", attempt_id)

    @Slot()
    def on_export(self) -> None:
        """Ask where to, and write what is shown."""
        if self.state.view == "transactions" and self._connections:
            model = self.transactions.model
            self.exporting.ask(self._store, model.query, model.order, self._today(), over=self)

    # --- what happened -------------------------------------------------------------------------

    @Slot(str)
    def on_removed(self, name: str) -> None:
        """A connection is gone."""
        self.refresh()
        self.banner.say(tr("{name} was removed, here and at Pluggy.", name=name))

    @Slot()
    def on_proceeding(self) -> None:
        """Something beside the window got further."""
        self._show_status()
        self._show_bar()

    @Slot()
    def on_tick(self) -> None:
        """Time goes by: "3 min ago" is four now."""
        self._show_status()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Details stay where they fit."""
        super().resizeEvent(event)
        self.on_details_placed()
