"""The pages of the window, each made when it is first shown, and what they have to tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pluggy_desktop.domain.dates import sao_paulo
from pluggy_desktop.gui.views.cards import CardsPage
from pluggy_desktop.gui.views.connections import ConnectionsPage
from pluggy_desktop.gui.views.overview import OverviewPage
from pluggy_desktop.gui.views.positions import InvestmentsPage, LoansPage
from pluggy_desktop.gui.views.transactions_page import TransactionsPage

if TYPE_CHECKING:
    from pluggy_desktop.gui.format import Formats
    from pluggy_desktop.gui.services import Services
    from pluggy_desktop.gui.viewstate import ViewName, ViewState

AnyPage = (
    TransactionsPage | OverviewPage | CardsPage | InvestmentsPage | LoansPage | ConnectionsPage
)
Now = Callable[[], dt.datetime]


def today(now: Now) -> dt.date:
    """The calendar day in São Paulo."""
    return now().astimezone(sao_paulo()).date()


class PageSet(QObject):
    """Makes, shows and stops the pages; their signals come out of this one object."""

    state_wanted = Signal(object)
    account_wanted = Signal(str)
    category_wanted = Signal(object, object)
    row_entered = Signal(object)
    row_opened = Signal(object)
    note_changed = Signal(str)
    typed = Signal(str)
    columns_changed = Signal()
    sync_wanted = Signal(str)
    reconnect_wanted = Signal(str)
    removed = Signal(str)
    renamed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        formats: Formats,
        *,
        columns: str,
        now: Now,
        connect: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._formats = formats
        self._columns = columns
        self._now = now
        self._connect_bank = connect
        self._pages: dict[ViewName, AnyPage] = {}
        self._old = False

    @property
    def transactions(self) -> TransactionsPage:
        """The transactions page."""
        page = self.page("transactions")
        if not isinstance(page, TransactionsPage):
            raise TypeError(type(page).__name__)
        return page

    @property
    def columns(self) -> str:
        """The table's columns, for the settings."""
        if "transactions" in self._pages:
            self._columns = self.transactions.table.columns_state()
        return self._columns

    def page(self, view: ViewName) -> AnyPage:
        """The page of a view."""
        if view not in self._pages:
            page = self._make(view)
            self._connect_page(page)
            self._pages[view] = page
        return self._pages[view]

    def data_changed(self) -> None:
        """What the transactions page shows is old, whenever it is shown next."""
        self._old = True

    def show_page(self, state: ViewState, day: dt.date) -> None:
        """Show what the page of `state` shows, read again where it may have changed.

        Raises:
            StoreProblem: It cannot be read.
        """
        page = self.page(state.view)
        if isinstance(page, TransactionsPage):
            page.show_state(state, day, again=self._old)
            self._old = False
        else:
            page.refresh()

    def set_formats(self, formats: Formats) -> None:
        """Write figures differently from now on; other pages follow when they are shown."""
        self._formats = formats
        for page in self._pages.values():
            if isinstance(page, TransactionsPage):
                page.set_formats(formats)
            else:
                page.formats = formats

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return any(page.is_busy() for page in self._pages.values())

    def stop(self) -> None:
        """End all reads; for closing."""
        for page in self._pages.values():
            page.stop()

    def _today(self) -> dt.date:
        return today(self._now)

    def _make(self, view: ViewName) -> AnyPage:
        store, formats, connect = self._services.store, self._formats, self._connect_bank
        match view:
            case "overview":
                return OverviewPage(store, formats, now=self._now, today=self._today)
            case "transactions":
                page = TransactionsPage(store, formats)
                page.table.restore_columns(self._columns)
                return page
            case "cards":
                return CardsPage(store, formats, today=self._today, connect=connect)
            case "investments":
                return InvestmentsPage(store, formats, connect=connect)
            case "loans":
                return LoansPage(store, formats, connect=connect)
            case _:
                connecting = self._services.connecting
                return ConnectionsPage(store, connecting, formats, now=self._now, connect=connect)

    def _connect_page(self, page: AnyPage) -> None:
        match page:
            case TransactionsPage():
                self._connect_transactions(page)
            case OverviewPage():
                page.category_wanted.connect(self.category_wanted)
                page.reconnect_wanted.connect(self.reconnect_wanted)
                page.failed.connect(self.failed)
            case CardsPage():
                page.account_wanted.connect(self.account_wanted)
                page.failed.connect(self.failed)
            case ConnectionsPage():
                page.sync_wanted.connect(self.sync_wanted)
                page.reconnect_wanted.connect(self.reconnect_wanted)
                page.removed.connect(self.removed)
                page.renamed.connect(self.renamed)
                page.failed.connect(self.failed)
            case _:
                pass  # positions have nothing to tell

    def _connect_transactions(self, page: TransactionsPage) -> None:
        page.state_wanted.connect(self.state_wanted)
        page.row_entered.connect(self.row_entered)
        page.row_opened.connect(self.row_opened)
        page.note_changed.connect(self.note_changed)
        page.typed.connect(self.typed)
        page.columns_changed.connect(self.columns_changed)
        page.failed.connect(self.failed)
