"""The transactions view: balance and its line, filters, the table, totals of what is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pluggy_desktop.gui import labels
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.latest import Latest
from pluggy_desktop.gui.models.transactions import COLUMNS, TransactionsModel
from pluggy_desktop.gui.notices import NoticePage, Offer
from pluggy_desktop.gui.plots.line import LinePlot
from pluggy_desktop.gui.views.chips import FilterChips
from pluggy_desktop.gui.views.selection_sum import SelectionSum
from pluggy_desktop.gui.views.totals import Heading, TotalsBar
from pluggy_desktop.gui.views.transaction_table import TransactionTable
from pluggy_desktop.gui.viewstate import ViewState
from pluggy_desktop.gui.workers import Report
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import (
    AccountRow,
    Column,
    Store,
    Totals,
    TransactionFilter,
    TransactionSort,
)

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel


@dataclass(frozen=True, slots=True)
class _Surroundings:
    totals: list[Totals]
    categories: list[str]


@dataclass(frozen=True, slots=True)
class _ReadSurroundings:
    store: Store
    query: TransactionFilter

    def __call__(self, cancel: Cancel, report: Report, /) -> _Surroundings:
        totals = self.store.transactions.totals(self.query, cancel=cancel)
        report(totals)
        return _Surroundings(totals, [name for name, _ in self.store.transactions.categories()])


@dataclass(frozen=True, slots=True)
class _ReadBalances:
    store: Store
    state: ViewState
    today: dt.date

    def __call__(self, cancel: Cancel, report: Report, /) -> list[tuple[dt.date, int]]:
        accounts = (self.state.account_id,) if self.state.account_id else None
        since, until = self.state.bounds(self.today)
        if since is None:
            oldest = self.store.transactions.page(
                TransactionFilter(account_ids=accounts),
                TransactionSort(descending=False),
                offset=0,
                limit=1,
                cancel=cancel,
            )
            since = oldest[0].date if oldest else self.today
        last = min(until or self.today, self.today)
        return self.store.reports.daily_balance(accounts, since, last)


class TransactionsPage(QWidget):
    """Shows the transactions of a ViewState.

    `state_wanted(ViewState)` when the person filters, `row_entered(TransactionRow | None)` for the
    details, `row_opened` for Enter, `note_changed(str)` with the sum of several selected rows,
    `typed(str)` for the search field, `columns_changed()`, `failed(AppError)`.
    """

    state_wanted = Signal(object)
    row_entered = Signal(object)
    row_opened = Signal(object)
    note_changed = Signal(str)
    typed = Signal(str)
    columns_changed = Signal()
    failed = Signal(object)

    def __init__(self, store: Store, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._formats = formats
        self._state = ViewState(view="transactions")
        self._shown: tuple[TransactionFilter, TransactionSort] | None = None
        self._plotted: tuple[object, ...] = ()
        self._accounts: list[AccountRow] = []
        self._sums: list[Totals] = []
        self._points: list[tuple[dt.date, int]] = []
        self._restored: int | None = None
        self.model = TransactionsModel(store.transactions, formats, self)
        self.table = TransactionTable(self.model)
        self.chips = FilterChips()
        self.plot = LinePlot(tr("Balance over time"))
        self.heading = Heading()
        self.totals = TotalsBar()
        self._surroundings = Latest(self)
        self._balances = Latest(self)
        self.selection = SelectionSum(store.transactions, self.model, self.table, formats, self)
        self._build()
        self._connect()

    # --- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 10)
        head.setSpacing(10)
        head.addWidget(self.heading)
        head.addWidget(self.plot)
        head.addWidget(self.chips)
        column.addLayout(head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._nothing = self._nothing_page()
        self._stack.addWidget(self._nothing)
        column.addWidget(self._stack, 1)
        column.addWidget(labels.line())
        column.addWidget(self.totals)

    def _nothing_page(self) -> NoticePage:
        page = NoticePage(
            "search",
            tr("No transactions here"),
            tr("Nothing fits this search, period and filters."),
            tint="muted",
            offers=(Offer(text=tr("Clear search and filters"), action=self.on_clear),),
        )
        page.setProperty("role", "surface")
        return page

    def _connect(self) -> None:
        header = self.table.horizontalHeader()
        header.sortIndicatorChanged.connect(self.on_sort)
        self.table.row_entered.connect(self.row_entered)
        self.table.row_opened.connect(self.row_opened)
        self.table.typed.connect(self.typed)
        self.table.columns_changed.connect(self.columns_changed)
        self.table.category_wanted.connect(self.on_category)
        self.table.account_wanted.connect(self.on_account)
        self.selection.changed.connect(self.note_changed)
        self.chips.changed.connect(self.state_wanted)
        self.plot.period_chosen.connect(self.chips.choose_period)
        self.model.loaded.connect(self.on_loaded)
        self.model.counted.connect(self.on_counted)
        self.model.reloaded.connect(self.on_reloaded)
        self.model.modelAboutToBeReset.connect(self.on_about_to_reset)
        self._surroundings.reported.connect(self.on_totals)
        self._surroundings.ready.connect(self.on_surroundings)
        self._balances.ready.connect(self.on_balances)
        for reads in (self._surroundings, self._balances, self.model):
            reads.failed.connect(self.failed)

    # --- showing -------------------------------------------------------------------------------

    def show_state(self, state: ViewState, today: dt.date, *, again: bool) -> None:
        """Show the transactions of `state`; `again` reads also what is shown already.

        Raises:
            StoreProblem: The accounts cannot be read.
        """
        self._state, self._today = state, today
        self.chips.show_state(state)
        self._accounts = self._store.accounts()
        self.heading.show_accounts(self._accounts, state, self._formats)
        wanted = (state.query(today), self._order())
        if again or wanted[0] != (self._shown and self._shown[0]):
            self._surroundings.request(_ReadSurroundings(self._store, wanted[0]))
        if wanted != self._shown:
            self._shown = wanted
            self.model.show(*wanted)
        elif again:
            self.model.reload()
        plotted = (state.account_id, *state.bounds(today), today)
        if again or plotted != self._plotted:
            self._plotted = plotted
            self._balances.request(_ReadBalances(self._store, state, today))

    def set_formats(self, formats: Formats) -> None:
        """Write figures differently from now on; nothing is read for that."""
        self._formats = formats
        self.model.set_formats(formats)
        self.selection.set_formats(formats)
        self.heading.show_accounts(self._accounts, self._state, formats)
        self.totals.show_totals(self._sums, formats)
        self.plot.set_points(self._points, formats)

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return any(reads.is_busy() for reads in (self.model, self._surroundings, self._balances))

    def stop(self) -> None:
        """End the reads; for closing."""
        for reads in (self.model, self._surroundings, self._balances, self.selection):
            reads.stop()

    def _order(self) -> TransactionSort:
        header = self.table.horizontalHeader()
        section = header.sortIndicatorSection()
        column: Column = COLUMNS[section] if 0 <= section < len(COLUMNS) else "date"
        return TransactionSort(
            column=column,
            descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )

    # --- slots ---------------------------------------------------------------------------------

    @Slot()
    def on_sort(self) -> None:
        """Another column, or the other way round."""
        if self._shown is not None:
            self._shown = (self._shown[0], self._order())
            self.model.show(*self._shown)
            self.columns_changed.emit()

    @Slot()
    def on_loaded(self) -> None:
        """Another selection is shown: from its top, or a word about there being nothing."""
        self.table.scrollToTop()
        found = self.model.rowCount() > 0
        self._stack.setCurrentWidget(self.table if found else self._nothing)
        self.totals.show_count(self.model.rowCount(), exact=self.model.exact)
        if found and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        elif not found:
            self.row_entered.emit(None)

    @Slot(int)
    def on_counted(self, _count: int) -> None:
        """The exact number is known."""
        found = self.model.rowCount() > 0
        self._stack.setCurrentWidget(self.table if found else self._nothing)
        self.totals.show_count(self.model.rowCount(), exact=self.model.exact)

    @Slot()
    def on_about_to_reset(self) -> None:
        """Remember the current row over a reset."""
        row = self.table.current()
        self._restored = row.key if row else None

    @Slot()
    def on_reloaded(self) -> None:
        """Rows were written: stay on the row that was current."""
        position = None if self._restored is None else self.model.position(self._restored)
        if position is not None:
            self.table.go_to(position)
        elif self.model.rowCount():
            self.table.go_to(0)

    @Slot(object)
    def on_totals(self, totals: list[Totals]) -> None:
        """What came in and went out of what is shown."""
        self._sums = totals
        self.totals.show_totals(totals, self._formats)

    @Slot(object)
    def on_surroundings(self, found: _Surroundings) -> None:
        """Totals again, and the categories to filter by."""
        self.on_totals(found.totals)
        self.chips.set_categories(found.categories)

    @Slot(object)
    def on_balances(self, points: list[tuple[dt.date, int]]) -> None:
        """The balance's line."""
        self._points = points
        self.plot.set_points(points, self._formats)

    @Slot(str)
    def on_category(self, name: str) -> None:
        """Only this category."""
        self.state_wanted.emit(replace(self._state, category=name))

    @Slot(str)
    def on_account(self, account_id: str) -> None:
        """Only this account."""
        self.state_wanted.emit(replace(self._state, account_id=account_id))

    @Slot()
    def on_clear(self) -> None:
        """No search, no filters."""
        self.state_wanted.emit(self._state.widened())
