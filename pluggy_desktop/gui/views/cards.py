"""The cards: limit used and free, the open bill, closed bills, instalments still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from pluggy_desktop.domain.dates import add_months
from pluggy_desktop.domain.models import AccountKind, CardDetails
from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui import labels
from pluggy_desktop.gui.badge import BADGE, Badge
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.latest import Latest
from pluggy_desktop.gui.models.bills import settled
from pluggy_desktop.gui.models.installments import upcoming
from pluggy_desktop.gui.plots.bars import Meter, MonthBars, MonthPlot
from pluggy_desktop.gui.views.pages import ScrollPage
from pluggy_desktop.gui.workers import Report
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import AccountRow, BillRow, Store, TransactionFilter, TransactionRow

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel

_BILLS: Final = 6
_LOOK_BACK: Final = 24  # months in which purchases still being paid may have begun
_CHECK_EVERY: Final = 500

Upcoming = dict[str, list[tuple[dt.date, int]]]


@dataclass(frozen=True, slots=True)
class _Read:
    """Reads each card's instalments."""

    store: Store
    account_ids: tuple[str, ...]
    today: dt.date

    def __call__(self, cancel: Cancel, _report: Report, /) -> Upcoming:
        return {
            account_id: upcoming(self._parts(account_id, cancel), self.today)
            for account_id in self.account_ids
        }

    def _parts(self, account_id: str, cancel: Cancel) -> list[TransactionRow]:
        since = add_months(self.today, -_LOOK_BACK)
        query = TransactionFilter(account_ids=(account_id,), since=since)
        parts = []
        for position, row in enumerate(self.store.transactions.iterate(query)):
            if position % _CHECK_EVERY == 0:
                cancel.check()
            if row.installment is not None:
                parts.append(row)
        return parts


class CardsPage(ScrollPage):
    """`account_wanted(str id)` shows a card's purchases."""

    account_wanted = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        store: Store,
        formats: Formats,
        *,
        today: Callable[[], dt.date],
        connect: Callable[[], object] | None,
    ) -> None:
        super().__init__(tr("Cards"))
        self._store = store
        self.formats = formats
        self._today = today
        self._connect = connect
        self._places: dict[str, QVBoxLayout] = {}
        self._reads = Latest(self)
        self._reads.ready.connect(self.on_upcoming)
        self._reads.failed.connect(self.failed)

    def refresh(self) -> None:
        """Read again; instalments follow a moment later."""
        cards = [a for a in self._store.accounts() if a.kind is AccountKind.CREDIT_CARD]
        self._places = {}
        if not cards:
            self.say_empty(
                "cards",
                tr("No credit cards yet"),
                tr("Cards that your banks share appear here, with limit, bills and instalments."),
                self._connect,
            )
            return
        self.renew()
        self.heading(tr("Cards"))
        bills = self._store.bills()
        for account in cards:
            own = [bill for bill in bills if bill.account_id == account.id]
            self.column.addWidget(self._card(account, own))
        self.column.addStretch(1)
        ids = tuple(account.id for account in cards)
        self._reads.request(_Read(self._store, ids, self._today()))

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return self._reads.is_busy()

    def stop(self) -> None:
        """End the reads."""
        self._reads.stop()

    @Slot(object)
    def on_upcoming(self, found: Upcoming) -> None:
        """The instalments are there."""
        for account_id, months in found.items():
            place = self._places.get(account_id)
            if place is not None:
                labels.clear(place)
                self._fill_upcoming(place, months)

    # --- a card --------------------------------------------------------------------------------

    def _card(self, account: AccountRow, bills: list[BillRow]) -> QFrame:
        frame, column = labels.card(spacing=12)
        column.addLayout(self._head(account))
        if account.card is not None:
            column.addLayout(self._limit(account, account.card))
        column.addWidget(labels.line())
        parts = QHBoxLayout()
        parts.setSpacing(36)
        parts.addLayout(self._bills(bills, account.currency), 1)
        place = QVBoxLayout()
        place.setSpacing(6)
        self._places[account.id] = place
        parts.addLayout(place, 1)
        column.addLayout(parts)
        return frame

    def _head(self, account: AccountRow) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Badge(account.institution, account.color, BADGE))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(labels.label(account.name, "heading"))
        details = account.card or CardDetails()
        under = (account.institution, details.brand.title(), details.level.title(), account.number)
        words.addWidget(labels.label(" · ".join(part for part in under if part), "muted"))
        row.addLayout(words)
        row.addStretch(1)
        show = labels.button(tr("Show purchases"), kind="small")
        show.setProperty("account", account.id)
        show.clicked.connect(self.on_show)
        row.addWidget(show)
        figure = QVBoxLayout()
        figure.setSpacing(1)
        amount = labels.label(self.formats.amount(account.balance, account.currency), "subfigure")
        figure.addWidget(amount, 0, Qt.AlignmentFlag.AlignRight)
        figure.addWidget(labels.label(tr("owed now"), "muted"), 0, Qt.AlignmentFlag.AlignRight)
        row.addSpacing(12)
        row.addLayout(figure)
        return row

    def _limit(self, account: AccountRow, card: CardDetails) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        if card.limit and card.available is not None:
            used = max(card.limit - card.available, 0)
            amounts = [
                self.formats.amount(minor, account.currency)
                for minor in (used, card.limit, card.available)
            ]
            words = tr("{used} of {limit} used", used=amounts[0], limit=amounts[1])
            free = tr("{free} free", free=amounts[2])
            column.addLayout(labels.pair(labels.label(words), labels.label(free, "muted")))
            column.addWidget(Meter(used / card.limit, tr("Limit used")))
        facts = [
            (tr("Closes"), card.closes_on),
            (tr("Due"), card.due_on),
        ]
        parts = [f"{name}: {texts.date(day)}" for name, day in facts if day]
        if card.minimum_payment:
            minimum = self.formats.amount(card.minimum_payment, account.currency)
            parts.append(tr("Minimum payment: {amount}", amount=minimum))
        if parts:
            column.addWidget(labels.label("   ·   ".join(parts), "muted"))
        return column

    def _bills(self, bills: list[BillRow], currency: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(labels.label(tr("Closed bills"), "strong"))
        if not bills:
            column.addWidget(labels.label(tr("The bank has not sent any closed bill."), "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        paid = settled(bills)
        latest = sorted(bills, key=_due_on, reverse=True)[:_BILLS]
        for row, bill in enumerate(latest):
            grid.addWidget(labels.label(tr("due {day}", day=texts.date(bill.due_on))), row, 0)
            words, role = self._paid(bill, paid[bill.pluggy_id])
            grid.addWidget(labels.label(words, role), row, 1)
            amount = labels.label(self.formats.cell(bill.total, currency))
            grid.addWidget(amount, row, 2, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _paid(self, bill: BillRow, paid: int | None) -> tuple[str, str]:
        if paid is None:
            to_pay = bill.due_on >= self._today() and bill.total
            # A bill says what was paid of the one before, so that the last one's is not known yet.
            unknown = (tr("no payment known yet"), "muted")
            return (tr("to pay"), "attention") if to_pay else unknown
        if bill.total is not None and paid >= bill.total:
            return tr("paid"), "muted"
        return tr("{amount} paid", amount=self.formats.amount(paid, bill.currency)), "muted"

    def _fill_upcoming(self, place: QVBoxLayout, months: list[tuple[dt.date, int]]) -> None:
        place.addWidget(labels.label(tr("Instalments to come"), "strong"))
        if not months:
            place.addWidget(labels.label(tr("No purchase in instalments is open."), "muted"))
            place.addStretch(1)
            return
        total = sum(minor for _, minor in months)
        place.addWidget(
            labels.label(
                tr(
                    "{amount} until {month}",
                    amount=self.formats.amount(total),
                    month=texts.month(months[-1][0]),
                ),
                "muted",
            )
        )
        plot = MonthPlot(tr("Instalments to come by month"))
        plot.set_months(
            [
                MonthBars(
                    month=month,
                    bars=((minor, "accent"),),
                    words=f"{texts.month(month)}\n{self.formats.amount(minor)}",
                )
                for month, minor in months[:12]
            ]
        )
        place.addWidget(plot)
        place.addStretch(1)

    @Slot()
    def on_show(self) -> None:
        """A card's purchases are wanted."""
        self.account_wanted.emit(str(self.sender().property("account")))


def _due_on(bill: BillRow) -> dt.date:
    return bill.due_on
