"""Page 7: what was found, what was not shared and why, and the connection's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWizard,
)

from pluggy_desktop.connect.progress import ConnectEnd
from pluggy_desktop.domain.models import AccountKind, Product
from pluggy_desktop.gui import format as formats
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.gui.badge import Badge
from pluggy_desktop.gui.wizard.fetching import product_count, product_name
from pluggy_desktop.gui.wizard.page import MARGIN, Buttons, Page
from pluggy_desktop.i18n import tr, tr_n
from pluggy_desktop.store import AccountRow
from pluggy_desktop.sync.engine import SyncReport

_BADGE: Final = 28


def kind_name(kind: AccountKind) -> str:
    """What an account is, in a word or two."""
    return {
        AccountKind.CHECKING: tr("checking account"),
        AccountKind.SAVINGS: tr("savings account"),
        AccountKind.CREDIT_CARD: tr("credit card"),
    }[kind]


def transactions_words(report: SyncReport) -> str:
    """How many transactions there are, and the period they cover."""
    count = tr_n("{n} transaction", "{n} transactions", report.transactions)
    if report.first is None or report.last is None:
        return count
    return tr(
        "{count}, from {first} to {last}",
        count=count,
        first=formats.date(report.first),
        last=formats.date(report.last),
    )


def holdings_words(report: SyncReport) -> list[str]:
    """How many investments and loans came, if any: a line."""
    shown = (Product.INVESTMENTS, Product.LOANS)
    counts = [
        product_count(line.product, line.count)
        for line in report.products
        if line.product in shown and line.count
    ]
    return [", ".join(counts)] if counts else []


def missing_words(end: ConnectEnd) -> list[str]:
    """What was not shared or did not come, and why, a sentence each."""
    sentences = []
    for line in end.report.products if end.report else ():
        name = product_name(line.product)
        if line.state == "not_shared":
            sentences.append(tr("{product}: the bank shares none.", product=name))
        elif line.state == "problem":
            sentences.append(tr("{product}: {reason}", product=name, reason=line.note))
    if end.report and end.report.rejected:
        sentences.append(
            tr_n(
                "{n} row could not be understood and is kept aside.",
                "{n} rows could not be understood and are kept aside.",
                end.report.rejected,
            )
        )
    return sentences


class DonePage(Page):
    """Shows a ConnectEnd that brought data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(5, parent)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, MARGIN, 0)
        self._rows.setSpacing(0)
        holder = QWidget()
        holder.setProperty("role", "clear")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(14)
        inner.addLayout(self._rows)
        self._count = labels.label("", "heading", wrap=True)
        self._count.setObjectName("transaction-count")
        inner.addWidget(self._count)
        self._missing = QVBoxLayout()
        self._missing.setContentsMargins(0, 0, MARGIN, 0)
        self._missing.setSpacing(6)
        inner.addLayout(self._missing)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        self.body.setContentsMargins(MARGIN, 0, 0, 14)
        self.body.addWidget(scroll, 1)
        self._name = QLineEdit()
        self._name.setObjectName("connection-name")
        self._name.setMaxLength(80)
        caption = QLabel(tr("&Name of this connection"))
        self._name.setAccessibleName(caption.text().replace("&", ""))
        caption.setBuddy(self._name)
        naming = QHBoxLayout()
        naming.setContentsMargins(0, 0, MARGIN, 0)
        naming.setSpacing(12)
        naming.addWidget(caption)
        naming.addWidget(self._name, 1)
        self.body.addLayout(naming)

    def show_end(
        self, end: ConnectEnd, name: str, *, hide_amounts: bool, renewed: bool = False
    ) -> None:
        """Show what came.

        Args:
            end: How it ended, with a report.
            name: What the connection is called now.
            hide_amounts: Show dots for figures.
            renewed: The person reconnected it on purpose, so it is no news that it was there.
        """
        partial = missing_problem(end)
        if renewed:
            title = tr("{institution} is connected again", institution=end.institution)
        elif end.existing:
            title = tr("{institution} was connected already", institution=end.institution)
        elif partial:
            title = tr("{institution} is connected, with gaps", institution=end.institution)
        else:
            title = tr("{institution} is connected", institution=end.institution)
        report = end.report or SyncReport()
        self.say(title, _subtitle(end, len(report.accounts)))
        self._count.setText("\n".join((transactions_words(report), *holdings_words(report))))
        self._name.setText(name)
        self._show_accounts(report.accounts, formats.Formats(hidden=hide_amounts))
        labels.clear(self._missing)
        for sentence in missing_words(end):
            self._missing.addLayout(_missing_row(sentence))

    def connection_name(self) -> str:
        """What the person calls the connection."""
        return self._name.text().strip()

    def buttons(self) -> Buttons:
        """Another one, or the end."""
        kind = QWizard.WizardButton
        return (kind.Stretch, kind.CustomButton2, kind.FinishButton)

    def isComplete(self) -> bool:
        """There is nothing that must be filled in."""
        return True

    def _show_accounts(self, accounts: Sequence[AccountRow], figures: formats.Formats) -> None:
        labels.clear(self._rows)
        for n, account in enumerate(accounts):
            if n:
                self._rows.addWidget(labels.line())
            self._rows.addWidget(_account_row(account, figures))


def missing_problem(end: ConnectEnd) -> bool:
    """Whether something that should have come did not."""
    products = end.report.products if end.report else ()
    return any(line.state == "problem" for line in products)


def _subtitle(end: ConnectEnd, accounts: int) -> str:
    if end.existing:
        return tr("It was here before: your names, notes and categories stayed.")
    found = tr_n("{n} account found.", "{n} accounts found.", accounts)
    if missing_problem(end):
        return f"{found} {tr('What is missing is tried again at the next sync.')}"
    return found


def _account_row(account: AccountRow, figures: formats.Formats) -> QFrame:
    made = QFrame()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 8, 0, 8)
    row.setSpacing(12)
    row.addWidget(Badge(account.institution, account.color, _BADGE))
    names = QVBoxLayout()
    names.setSpacing(0)
    kind = kind_name(account.kind)
    ending = "".join(mark for mark in account.number if mark.isalnum())[-4:]
    for text, role in (
        (account.name, "strong"),
        (f"{kind} ·· {ending}" if ending else kind, "small"),
    ):
        words = labels.Elided(text, role)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        names.addWidget(words)
    row.addLayout(names, 1)
    balance = figures.amount(account.balance, account.currency)
    amount = labels.label(balance)
    amount.setObjectName("balance")
    amount.setFont(theme.text_font(15, bold=True))
    row.addWidget(amount)
    made.setAccessibleName(f"{account.name}, {kind}, {balance}")
    return made


def _missing_row(sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    mark = labels.label()
    theme.set_icon(mark, "warning", tint="attention", size=16)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(labels.label(sentence, "muted", wrap=True, selectable=True), 1)
    return row
