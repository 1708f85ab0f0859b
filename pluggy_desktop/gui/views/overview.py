"""The overview: what there is, how the month goes, where the money went, what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pluggy_desktop.domain.dates import add_months
from pluggy_desktop.domain.models import AccountKind
from pluggy_desktop.gui import categories, connection_words, labels
from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.latest import Latest
from pluggy_desktop.gui.models.bills import next_bill
from pluggy_desktop.gui.plots.bars import MonthBars, MonthPlot, ShareBar
from pluggy_desktop.gui.plots.line import LinePlot
from pluggy_desktop.gui.views.pages import ScrollPage
from pluggy_desktop.gui.views.sidebar import needs_attention
from pluggy_desktop.gui.workers import Report
from pluggy_desktop.i18n import tr, tr_n
from pluggy_desktop.store import AccountRow, BillRow, Connection, MonthFlow, Store

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel

_MONTHS: Final = 6
_CATEGORIES: Final = 5
_WIDE: Final = 720  # pixels; narrower is one column
_GAP = 12
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything the overview shows."""

    accounts: list[AccountRow]
    connections: list[Connection]
    bills: list[BillRow]
    net_worth: int
    balances: list[tuple[dt.date, int]]
    flow: list[MonthFlow]
    month: dt.date
    spending: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Read:
    store: Store
    today: dt.date

    def __call__(self, cancel: Cancel, _report: Report, /) -> Figures:
        store, reports = self.store, self.store.reports
        flow = reports.month_flow(_MONTHS, until=self.today)
        cancel.check()
        month = flow[-1].month if flow else self.today.replace(day=1)
        until = min(add_months(month, 1) - _DAY, self.today)  # as far as the flow beside it
        spending = reports.by_category(month, until)
        cancel.check()
        return Figures(
            accounts=store.accounts(),
            connections=store.connections(),
            bills=store.bills(),
            net_worth=reports.net_worth(),
            balances=reports.daily_balance(None, add_months(self.today, -12) + _DAY, self.today),
            flow=flow,
            month=month,
            spending=spending,
        )


class OverviewPage(ScrollPage):
    """`category_wanted(str name, date month)`, `account_wanted(str id)`, `reconnect_wanted(str id)`."""

    category_wanted = Signal(object, object)
    account_wanted = Signal(str)
    reconnect_wanted = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        store: Store,
        formats: Formats,
        *,
        now: Callable[[], dt.datetime],
        today: Callable[[], dt.date],
    ) -> None:
        super().__init__(tr("Overview"))
        self._store = store
        self.formats = formats
        self._now, self._today = now, today
        self._figures: Figures | None = None
        self._cards: list[tuple[QFrame, bool]] = []
        self._row = QHBoxLayout()
        self._columns: tuple[QVBoxLayout, ...] = ()
        self._count = 0
        self._reads = Latest(self)
        self._reads.ready.connect(self.on_read)
        self._reads.failed.connect(self.failed)

    def refresh(self) -> None:
        """Read again, beside the window."""
        self._reads.request(_Read(self._store, self._today()))

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return self._reads.is_busy()

    def stop(self) -> None:
        """End the reads."""
        self._reads.stop()

    @Slot(object)
    def on_read(self, figures: Figures) -> None:
        """Show what was read."""
        self._figures = figures
        position = self.verticalScrollBar().value()
        column = self.renew()
        self._cards = [
            (self._worth_card(figures), True),
            (self._month_card(figures), True),
            (self._spending_card(figures), False),
            (self._bills_card(figures), False),
            (self._connections_card(figures), False),
            (self._fresh_card(figures), False),
        ]
        self._row = QHBoxLayout()
        self._row.setSpacing(_GAP)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for each in self._columns:
            each.setSpacing(_GAP)
            self._row.addLayout(each)
        column.addLayout(self._row, 1)
        self._count = 0
        self._arrange()
        self.verticalScrollBar().setValue(position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where they fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = 2 if self.viewport().width() >= _WIDE else 1
        if count == self._count or not self._cards:
            return
        self._count = count
        for position, (card, grows) in enumerate(self._cards):
            for column in self._columns:
                column.removeWidget(card)
            # Each column has its own heights; what a large window has to give goes to the plots.
            self._columns[position % count].addWidget(card, int(grows and count > 1))
        for position, share in enumerate((8, 5) if count > 1 else (1, 0)):
            self._row.setStretch(position, share)

    # --- cards ---------------------------------------------------------------------------------

    def _worth_card(self, figures: Figures) -> QFrame:
        card, column = labels.card()
        column.addWidget(labels.label(tr("Net worth"), "muted"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(labels.label(self.formats.amount(figures.net_worth), "figure"))
        if len(figures.balances) > 30:
            change = figures.balances[-1][1] - figures.balances[-31][1]
            words = tr(
                "{amount} in the accounts in 30 days",
                amount=self.formats.amount(change, plus=True),
            )
            role = "money_in" if change > 0 and not self.formats.hidden else "muted"
            row.addWidget(labels.label(words, role), 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column.addLayout(row)
        plot = LinePlot(tr("Balance of all accounts, last 12 months"))
        plot.setToolTip(tr("Balance of all accounts, last 12 months"))
        plot.set_points(figures.balances, self.formats)
        _let_grow(plot, 168, 420)
        column.addWidget(plot, 100)
        column.addStretch(1)
        return card

    def _month_card(self, figures: Figures) -> QFrame:
        card, column = labels.card()
        if not figures.flow:
            column.addWidget(labels.label(tr("This month so far"), "muted"))
            column.addWidget(labels.label(tr("No money moved yet."), "muted"))
            column.addStretch(1)
            return card
        now = figures.flow[-1]
        current = now.month == self._today().replace(day=1)
        title = tr("This month so far") if current else texts.month(now.month).capitalize()
        column.addWidget(labels.label(title, "muted"))
        left = now.money_in + now.money_out
        for name, minor, role in (
            (tr("Money in"), now.money_in, "money_in"),
            (tr("Money out"), now.money_out, ""),
            (tr("Left over"), left, "strong"),
        ):
            value = labels.label(self.formats.amount(minor), role if minor else "")
            column.addLayout(labels.pair(labels.label(name, "muted"), value))
        before = figures.flow[-4:-1]
        if before:
            spent = sum(flow.money_out for flow in before) // len(before)
            column.addWidget(
                labels.label(
                    tr("Before: {amount} out a month", amount=self.formats.amount(spent)), "small"
                )
            )
        plot = MonthPlot(tr("Money in and out by month"))
        plot.set_months([self._bars(flow) for flow in figures.flow])
        _let_grow(plot, 108, 640)
        column.addWidget(plot, 100)
        column.addStretch(1)
        return card

    def _bars(self, flow: MonthFlow) -> MonthBars:
        amounts = (self.formats.amount(flow.money_in), self.formats.amount(flow.money_out))
        words = tr("{month}\nin {money_in}\nout {money_out}", month=texts.month(flow.month),
                   money_in=amounts[0], money_out=amounts[1])  # fmt: skip
        bars = ((flow.money_in, "money_in"), (flow.money_out, "bar_out"))
        return MonthBars(month=flow.month, bars=bars, words=words)

    def _spending_card(self, figures: Figures) -> QFrame:
        card, column = labels.card(spacing=0)
        month = texts.month_name(figures.month)
        column.addWidget(labels.label(tr("Spending by category · {month}", month=month), "muted"))
        column.addSpacing(8)
        if not figures.spending:
            column.addWidget(labels.label(tr("Nothing was spent this month."), "muted"))
        most = max((-minor for _, minor in figures.spending), default=1) or 1
        shown = figures.spending[:_CATEGORIES]
        rest = sum(minor for _, minor in figures.spending[_CATEGORIES:])
        for name, minor in shown:
            bar = ShareBar(
                categories.shown(name) or tr("No category"),
                -minor,
                share=-minor / most,
                formats=self.formats,
            )
            bar.setProperty("category", name)
            bar.clicked.connect(self.on_category)
            column.addWidget(bar)
        if rest:
            bar = ShareBar(
                tr("Others"), -rest, share=-rest / most, formats=self.formats, tint="muted"
            )
            bar.clicked.connect(self.on_category)
            column.addWidget(bar)
        column.addStretch(1)
        return card

    def _bills_card(self, figures: Figures) -> QFrame:
        card, column = labels.card(spacing=4)
        column.addWidget(labels.label(tr("Card bills"), "muted"))
        column.addSpacing(4)
        cards = [a for a in figures.accounts if a.kind is AccountKind.CREDIT_CARD]
        if not cards:
            column.addWidget(labels.label(tr("No credit cards yet."), "muted"))
        for account in cards:
            column.addLayout(self._bill_lines(account, figures.bills))
            column.addSpacing(6)
        column.addStretch(1)
        return card

    def _bill_lines(self, account: AccountRow, bills: list[BillRow]) -> QVBoxLayout:
        today = self._today()
        due = next_bill([b for b in bills if b.account_id == account.id], today)
        if due is not None:
            minor = -(due.total or 0)
            words = f"{due_words(due.due_on, today)} · {texts.short_day(due.due_on)}"
        else:
            minor = account.balance or 0
            closes = account.card.closes_on if account.card else None
            words = tr("open bill")
            if closes and closes >= today:
                words = tr("open bill · closes {day}", day=texts.short_day(closes))
        lines = QVBoxLayout()
        lines.setSpacing(2)
        figure = labels.label(self.formats.amount(minor, account.currency))
        lines.addLayout(labels.pair(labels.label(account.name), figure))
        near = due is not None and (due.due_on - today).days <= 3
        lines.addWidget(labels.label(words, "attention" if near else "small"))
        return lines

    def _connections_card(self, figures: Figures) -> QFrame:
        card, column = labels.card(spacing=8)
        column.addWidget(labels.label(tr("Connections"), "muted"))
        for connection in figures.connections:
            words = connection_words.short(connection, figures.accounts, self._now())
            name = labels.label(connection.display_name)
            if needs_attention(connection):
                link = labels.button(words, kind="attention", icon="warning", tint="attention")
                link.setProperty("connection", connection.id)
                link.clicked.connect(self.on_reconnect)
                column.addLayout(labels.pair(name, link))
            else:
                column.addLayout(labels.pair(name, labels.label(words, "muted")))
        column.addStretch(1)
        return card

    def _fresh_card(self, figures: Figures) -> QFrame:
        card, column = labels.card(spacing=8)
        column.addWidget(labels.label(tr("Data until"), "muted"))
        for day, names in fresh(figures.accounts):
            words = texts.date(day) if day else tr("No data yet")
            named = labels.Elided(", ".join(names))
            column.addLayout(labels.pair(named, labels.label(words, "muted")))
        column.addStretch(1)
        return card

    # --- clicks --------------------------------------------------------------------------------

    @Slot()
    def on_category(self) -> None:
        """A category's bar was clicked; the last bar stands for all of them."""
        bar = self.sender()
        if self._figures is not None:
            self.category_wanted.emit(bar.property("category"), self._figures.month)

    @Slot()
    def on_reconnect(self) -> None:
        """A connection that needs the person was clicked."""
        self.reconnect_wanted.emit(str(self.sender().property("connection")))


def _let_grow(plot: QWidget, least: int, most: int) -> None:
    """A plot takes the height that a large window has to give, up to a point."""
    plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    plot.setMinimumHeight(least)
    plot.setMaximumHeight(most)


def fresh(accounts: list[AccountRow]) -> list[tuple[dt.date | None, list[str]]]:
    """The accounts' names by the last day of their data, those that are behind first."""
    days: dict[dt.date | None, list[str]] = {}
    for account in accounts:
        days.setdefault(account.data_until, []).append(account.name)
    return sorted(days.items(), key=_known_day)


def _known_day(found: tuple[dt.date | None, list[str]]) -> dt.date:
    return found[0] or dt.date.min


def due_words(day: dt.date, today: dt.date) -> str:
    """When something is due, seen from today."""
    days = (day - today).days
    if days == 0:
        return tr("due today")
    if days == 1:
        return tr("due tomorrow")
    return tr_n("due in {n} day", "due in {n} days", days)
