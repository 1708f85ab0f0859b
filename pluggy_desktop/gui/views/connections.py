"""The connections: a card for each, with its state in words and what can be done about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from pluggy_desktop.domain.models import ConnectionState
from pluggy_desktop.errors import AppError
from pluggy_desktop.gui import connection_words, labels, theme
from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui.badge import BADGE, Badge
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.views.pages import ScrollPage
from pluggy_desktop.gui.workers import Report, Worker
from pluggy_desktop.i18n import tr, tr_n
from pluggy_desktop.store import AccountRow, Connection, Store, TransactionFilter

if TYPE_CHECKING:
    from pluggy_desktop.connect.connecting import Connecting
    from pluggy_desktop.domain.cancel import Cancel

_ROLES = {
    ConnectionState.UPDATED: ("success", "money_in", ""),
    ConnectionState.PARTIAL: ("info", "accent", ""),
    ConnectionState.UPDATING: ("sync", "accent", ""),
    ConnectionState.NEEDS_YOU: ("warning", "attention", "attention"),
    ConnectionState.FAILED: ("error", "error", "error"),
}


@dataclass(frozen=True, slots=True)
class _Remove:
    connecting: Connecting
    connection: Connection

    def __call__(self, cancel: Cancel, _report: Report, /) -> str:
        self.connecting.remove(self.connection, cancel)
        return self.connection.display_name


class ConnectionsPage(ScrollPage):
    """`sync_wanted(str id)`, `reconnect_wanted(str id)`; `removed(str name)` and `renamed()` after."""

    sync_wanted = Signal(str)
    reconnect_wanted = Signal(str)
    removed = Signal(str)
    renamed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        store: Store,
        connecting: Connecting,
        formats: Formats,
        *,
        now: Callable[[], dt.datetime],
        connect: Callable[[], object],
    ) -> None:
        super().__init__(tr("Connections"))
        self._store = store
        self._connecting = connecting
        self.formats = formats
        self._now = now
        self._connect = connect
        self._removing: Worker | None = None

    def refresh(self) -> None:
        """Read again."""
        connections = self._store.connections()
        if not connections:
            self.say_empty(
                "connections",
                tr("No bank connected yet"),
                tr("Connect a bank and its accounts, cards and transactions appear here."),
                self._connect,
            )
            return
        accounts = self._store.accounts()
        self.renew()
        row = QHBoxLayout()
        row.addWidget(labels.label(tr("Connections"), "title"))
        row.addStretch(1)
        add = labels.button(tr("Connect bank"), icon="add")
        add.clicked.connect(self._connect)
        row.addWidget(add)
        self.column.addLayout(row)
        aside = self._store.rejected_count()
        if aside:
            words = tr_n(
                "{n} row that a bank sent could not be understood and was kept aside.",
                "{n} rows that the banks sent could not be understood and were kept aside.",
                aside,
            )
            self.column.addWidget(labels.label(words, "muted", wrap=True))
        for connection in connections:
            self.column.addWidget(self._card(connection, accounts))
        self.column.addStretch(1)

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return self._removing is not None

    def stop(self) -> None:
        """End what runs."""
        if self._removing is not None:
            self._removing.stop()

    # --- a card --------------------------------------------------------------------------------

    def _card(self, connection: Connection, accounts: list[AccountRow]) -> QFrame:
        frame, column = labels.card(spacing=12)
        frame.setAccessibleName(connection.display_name)
        column.addLayout(self._head(connection, accounts))
        words = connection_words.explained(connection)
        told = " ".join(part for part in (words.message, words.action) if part)
        if told:
            column.addWidget(labels.label(told, "muted", wrap=True))
        column.addWidget(labels.line())
        parts = QHBoxLayout()
        parts.setSpacing(40)
        parts.addLayout(self._facts(connection, accounts), 1)
        parts.addLayout(_products(connection), 1)
        column.addLayout(parts)
        column.addWidget(labels.Fold(_technical(connection)))
        column.addLayout(self._actions(connection))
        return frame

    def _head(self, connection: Connection, accounts: list[AccountRow]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Badge(connection.display_name, connection.color, BADGE))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(labels.label(connection.display_name, "heading"))
        count = sum(1 for account in accounts if account.connection_id == connection.id)
        under = [connection.institution] if connection.name else []
        under.append(tr_n("{n} account", "{n} accounts", count))
        words.addWidget(labels.label(" · ".join(under), "muted"))
        row.addLayout(words)
        row.addStretch(1)
        icon, tint, role = _ROLES[connection.state]
        mark = labels.label()
        theme.set_icon(mark, icon, tint=tint)
        row.addWidget(mark)
        row.addWidget(labels.label(connection_words.explained(connection).title, role or "strong"))
        return row

    def _facts(self, connection: Connection, accounts: list[AccountRow]) -> QGridLayout:
        now = self._now()
        synced = connection.last_synced_at
        until = connection_words.data_until(connection, accounts)
        consent, soon = connection_words.consent(connection, now)
        grid = _grid()
        for row, (name, value, role) in enumerate(
            (
                (tr("Last sync"), texts.relative(synced, now) if synced else tr("never"), ""),
                (tr("Data until"), texts.date(until) if until else "—", ""),
                (tr("Your consent"), consent, "attention" if soon else ""),
                (tr("Next automatic sync"), connection_words.next_sync(connection), ""),
            )
        ):
            grid.addWidget(labels.label(name, "muted"), row, 0)
            grid.addWidget(labels.label(value, role), row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _actions(self, connection: Connection) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, icon, kind, slot in (
            (tr("Sync now"), "sync", "plain", self.on_sync),
            (tr("Reconnect"), "connections", "plain", self.on_reconnect),
            (tr("Rename"), "edit", "plain", self.on_rename),
            (tr("Remove…"), "trash", "danger", self.on_remove),
        ):
            tint = "error" if kind == "danger" else "text"
            made = labels.button(text, kind=kind, icon=icon, tint=tint)
            made.setProperty("connection", connection.id)
            made.setAccessibleName(f"{text}: {connection.display_name}")
            made.clicked.connect(slot)
            row.addWidget(made)
        row.addStretch(1)
        return row

    # --- actions -------------------------------------------------------------------------------

    def _meant(self) -> Connection | None:
        found = self.sender().property("connection")
        return self._store.connection(str(found)) if found else None

    @Slot()
    def on_sync(self) -> None:
        """Sync one connection."""
        connection = self._meant()
        if connection is not None:
            self.sync_wanted.emit(connection.id)

    @Slot()
    def on_reconnect(self) -> None:
        """Renew one connection's consent."""
        connection = self._meant()
        if connection is not None:
            self.reconnect_wanted.emit(connection.id)

    @Slot()
    def on_rename(self) -> None:
        """Give it a name of the person's own."""
        connection = self._meant()
        if connection is None:
            return
        name, accepted = QInputDialog.getText(
            self,
            tr("Rename the connection"),
            tr("Name (leave it empty for “{name}”)", name=connection.institution),
            QLineEdit.EchoMode.Normal,
            connection.display_name,
        )
        if accepted:
            self.rename(connection, name)

    def rename(self, connection: Connection, name: str) -> None:
        """Keep the person's own name for it; "" or the institution's is the institution's."""
        wanted = " ".join(name.split())[:80]
        try:
            self._store.rename_connection(
                connection.id, "" if wanted == connection.institution else wanted
            )
        except AppError as error:
            self.failed.emit(error)
            return
        self.renamed.emit()

    @Slot()
    def on_remove(self) -> None:
        """Ask, saying what is deleted; then remove."""
        connection = self._meant()
        if connection is not None and self._confirmed(connection):
            self.remove(connection)

    def remove(self, connection: Connection) -> None:
        """Remove it at Pluggy and here, beside the window."""
        if self._removing is not None:
            return
        worker = Worker(_Remove(self._connecting, connection), self)
        worker.succeeded.connect(self.on_removed)
        worker.failed.connect(self.failed)
        worker.finished.connect(self.on_remove_finished)
        self._removing = worker
        self.setEnabled(False)
        worker.start()

    @Slot(object)
    def on_removed(self, name: str) -> None:
        """It is gone."""
        self.removed.emit(name)

    @Slot()
    def on_remove_finished(self) -> None:
        """Its thread has ended."""
        self._removing = None
        self.setEnabled(True)

    def _confirmed(self, connection: Connection) -> bool:
        ids = tuple(a.id for a in self._store.accounts(connection.id))
        count = self._store.transactions.count(TransactionFilter(account_ids=ids)) if ids else 0
        return confirm_removal(self, connection, accounts=len(ids), transactions=count)


def confirm_removal(
    parent: QWidget, connection: Connection, *, accounts: int, transactions: int
) -> bool:
    """Ask whether to remove, saying what goes here and what goes at Pluggy."""
    name = connection.display_name
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(labels.PLAIN)
    box.setWindowTitle(tr("Remove a connection"))
    box.setText(tr("Remove {name}?", name=name))
    box.setInformativeText(
        tr(
            "Deleted here: {accounts} and {transactions}, with your notes and categories.\n\n"
            "Deleted at Pluggy: the connection, which ends your consent.\n\n"
            "Nothing changes in your account at the bank.",
            accounts=tr_n("{n} account", "{n} accounts", accounts),
            transactions=tr_n("{n} transaction", "{n} transactions", transactions),
        )
    )
    sure = QCheckBox(tr("I understand that this cannot be undone"))
    box.setCheckBox(sure)
    remove = box.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    remove.setEnabled(False)
    sure.toggled.connect(remove.setEnabled)
    box.setDefaultButton(cancel)
    box.exec()
    chosen = box.clickedButton() is remove
    box.deleteLater()
    return chosen


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    return grid


def _products(connection: Connection) -> QGridLayout:
    grid = _grid()
    lines = connection_words.product_lines(connection)
    if not lines:
        # Pluggy lists products only when something of them did not come.
        done = connection.state is ConnectionState.UPDATED
        words = (
            tr("Everything you authorised came.")
            if done
            else tr("The bank has not said what it shares.")
        )
        grid.addWidget(labels.label(words, "muted"), 0, 0)
    for row, line in enumerate(lines):
        grid.addWidget(labels.label(line.name, "muted"), row, 0)
        role = "" if line.fine else "attention"
        words = "\n".join((line.words, *line.warnings))
        grid.addWidget(labels.label(words, role, wrap=True), row, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _technical(connection: Connection) -> str:
    pairs = (
        ("itemId", connection.item_id),
        ("connectorId", str(connection.connector_id)),
        ("status", connection.status),
        ("executionStatus", connection.execution_status),
        ("error", connection.error_code),
        ("results", ", ".join(f"{r.product}={r.is_updated}" for r in connection.results)),
    )
    return "\n".join(f"{name}: {value}" for name, value in pairs if value)
