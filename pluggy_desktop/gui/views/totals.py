"""What stands above and below a list of transactions: whose they are, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pluggy_desktop.gui import labels, theme, viewstate
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.viewstate import ViewState
from pluggy_desktop.i18n import number, tr, tr_n
from pluggy_desktop.store import AccountRow, Totals

_HEIGHT = 32


class Heading(QWidget):
    """The account's name and balance, or those of all accounts together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = labels.Elided("", "heading")
        self._subtitle = labels.Elided("", "muted")
        self._figure = labels.label("", "figure")
        self._name = labels.label("", "muted")
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(1)
            side.addStretch(1)
        left.addWidget(self._title)
        left.addWidget(self._subtitle)
        right.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._name, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 1)
        row.addLayout(right)

    def show_accounts(
        self, accounts: Sequence[AccountRow], state: ViewState, formats: Formats
    ) -> None:
        """Show the account of `state`, or all of `accounts`."""
        one = next((account for account in accounts if account.id == state.account_id), None)
        self._title.setText(one.name if one else tr("Transactions"))
        where = one.institution if one else tr("All accounts")
        self._subtitle.setText(f"{where} · {viewstate.period_text(state).lower()}")
        if one:
            self._figure.setText(formats.amount(one.balance, one.currency))
            self._name.setText(tr("balance"))
            return
        balances = [a.balance for a in accounts if a.currency == "BRL" and a.balance is not None]
        self._figure.setText(formats.amount(sum(balances) if balances else None))
        self._name.setText(tr("balances added up"))


class TotalsBar(QWidget):
    """How many transactions are shown, and what came in and went out, a group for each currency."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT)
        self._count = labels.Elided("", "muted")
        self._figures = QHBoxLayout()
        self._figures.setSpacing(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addLayout(self._figures)

    def count_text(self) -> str:
        """What it says about the number of rows."""
        return self._count.text()

    def figures_text(self) -> str:
        """What it says about the sums, in one line."""
        items = (self._figures.itemAt(n) for n in range(self._figures.count()))
        parts = (item.widget() for item in items if item is not None)
        return " ".join(part.text() for part in parts if isinstance(part, QLabel))

    def show_count(self, count: int, *, exact: bool) -> None:
        """Show how many there are; not exact means that `count` or more were found."""
        if exact:
            self._count.setText(tr_n("{n} transaction", "{n} transactions", count))
        else:
            self._count.setText(tr("more than {n} transactions", n=number(count - 1)))

    def show_totals(self, totals: Sequence[Totals], formats: Formats) -> None:
        """Show these sums."""
        labels.clear(self._figures)
        for position, total in enumerate(totals):
            if position:
                self._figures.addSpacing(10)
            for words, minor, role in (
                (tr("in"), total.money_in, "money_in"),
                (tr("out"), total.money_out, ""),
                (tr("sum"), total.money_in + total.money_out, ""),
            ):
                figure = labels.label(formats.amount(minor, total.currency), role if minor else "")
                figure.setFont(theme.text_font(bold=True))
                if self._figures.count():
                    self._figures.addSpacing(6)
                self._figures.addWidget(labels.label(words, "muted"))
                self._figures.addWidget(figure)
