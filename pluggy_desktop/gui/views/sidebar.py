"""The sidebar: the views, and the accounts grouped by institution with what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pluggy_desktop.domain.models import AccountKind, ConnectionState
from pluggy_desktop.gui import badge, theme
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.viewstate import VIEWS, ViewName, ViewState
from pluggy_desktop.i18n import number, tr, tr_n
from pluggy_desktop.store import AccountRow, Connection

WIDTH: Final = 264
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_VIEW_HEIGHT, _HEADER_HEIGHT, _ACCOUNT_HEIGHT, _GAP_HEIGHT = 32, 38, 34, 12
_MARGIN, _PAD, _MARK = 8, 10, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the sidebar: a view, a group's header, or an account (`view` is "" for these)."""

    text: str
    view: ViewName | None = None
    account_id: str = ""
    figure: str = ""
    color: str = ""
    institution: str = ""
    new_rows: int = 0
    attention: bool = False

    @property
    def is_header(self) -> bool:
        """Whether it is a group's header, which cannot be chosen."""
        return self.view is None and not self.account_id

    def spoken(self) -> str:
        """What screen readers say."""
        parts = [self.text, self.figure]
        if self.new_rows:
            parts.append(tr_n("{n} new", "{n} new", self.new_rows))
        if self.attention:
            parts.append(tr("needs attention"))
        return ", ".join(part for part in parts if part)


def view_names() -> dict[ViewName, str]:
    """The views' names."""
    return {
        "overview": tr("Overview"),
        "transactions": tr("Transactions"),
        "cards": tr("Cards"),
        "investments": tr("Investments"),
        "loans": tr("Loans"),
        "connections": tr("Connections"),
    }


def entries(
    accounts: Sequence[AccountRow], connections: Sequence[Connection], formats: Formats
) -> list[Entry]:
    """The sidebar's lines for what is kept."""
    needing = {c.id for c in connections if needs_attention(c)}
    names = view_names()
    lines = [
        Entry(text=names[view], view=view, attention=view == "connections" and bool(needing))
        for view in VIEWS
    ]
    for connection in connections:
        own = [account for account in accounts if account.connection_id == connection.id]
        known = [a.balance for a in own if a.currency == "BRL" and a.balance is not None]
        lines.append(
            Entry(
                text=connection.display_name,
                figure=formats.amount(sum(known), symbol=False) if known else "",
                attention=connection.id in needing,
            )
        )
        lines.extend(_account_entry(account, formats) for account in own)
    return lines


def needs_attention(connection: Connection) -> bool:
    """Whether the person has something to do for this connection."""
    return connection.state in {ConnectionState.NEEDS_YOU, ConnectionState.FAILED}


def _account_entry(account: AccountRow, formats: Formats) -> Entry:
    return Entry(
        text=account.name or kind_name(account.kind),
        account_id=account.id,
        figure=formats.cell(account.balance, account.currency),
        color=account.color,
        institution=account.institution,
        new_rows=account.new_rows,
    )


def kind_name(kind: AccountKind) -> str:
    """What kind of account it is, in words."""
    return {
        AccountKind.CHECKING: tr("Checking account"),
        AccountKind.SAVINGS: tr("Savings account"),
        AccountKind.CREDIT_CARD: tr("Credit card"),
    }[kind]


class _Entries(QAbstractListModel):
    """The lines as Qt wants them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Entry] = []

    def replace(self, lines: list[Entry]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == ENTRY_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken()
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].is_header:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Sidebar(QListView):
    """`view_chosen(str)` and `account_chosen(str id)` follow the person; `show_state` the program."""

    view_chosen = Signal(str)
    account_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = _Entries(self)
        self._following = False
        self.setModel(self._entries)
        self.setItemDelegate(_EntryPainter(self))
        self.setProperty("role", "sidebar")
        self.setAccessibleName(tr("Views and accounts"))
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setViewportMargins(0, 12, 0, 8)

    def show_entries(self, lines: list[Entry], state: ViewState) -> None:
        """Show these lines, with the one of `state` chosen."""
        if lines != self._entries.lines:
            self._following = True
            self._entries.replace(lines)
            self._following = False
        self.show_state(state)

    def show_state(self, state: ViewState) -> None:
        """Choose the line of `state` without telling anybody."""
        account = state.account_id if state.view == "transactions" else ""
        for row, line in enumerate(self._entries.lines):
            if (line.account_id == account) if account else (line.view == state.view):
                self._following = True
                self.setCurrentIndex(self._entries.index(row))
                self._following = False
                return

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The person goes to another line; headers are passed over."""
        super().currentChanged(current, previous)
        if self._following or not current.isValid():
            return
        line = self._entries.lines[current.row()]
        if line.view is not None:
            self.view_chosen.emit(line.view)
        elif line.account_id:
            self.account_chosen.emit(line.account_id)

    def moveCursor(
        self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Arrow keys step over the headers."""
        step = {QListView.CursorAction.MoveUp: -1, QListView.CursorAction.MoveDown: 1}.get(action)
        if step is None:
            return super().moveCursor(action, modifiers)
        row = self.currentIndex().row() + step
        while 0 <= row < len(self._entries.lines) and self._entries.lines[row].is_header:
            row += step
        return (
            self._entries.index(row) if 0 <= row < len(self._entries.lines) else self.currentIndex()
        )


class _EntryPainter(QStyledItemDelegate):
    """Paints a line."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = index.data(ENTRY_ROLE)
        if isinstance(line, Entry) and line.is_header:
            return QSize(100, _HEADER_HEIGHT)
        return QSize(100, _VIEW_HEIGHT if line.view else _ACCOUNT_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line = index.data(ENTRY_ROLE)
        area = QRect(option.rect).adjusted(_MARGIN, 0, -_MARGIN - 1, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and not line.is_header
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and not line.is_header
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if chosen else "track"))
            painter.drawRoundedRect(area, 6, 6)
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
        inner = area.adjusted(_PAD, 0, -_PAD, 0)
        if line.is_header:
            self._draw_header(painter, inner, line)
        elif line.view:
            self._draw_view(painter, inner, line, chosen=chosen)
        else:
            self._draw_account(painter, inner, line, chosen=chosen)
        painter.restore()

    def _draw_view(self, painter: QPainter, area: QRect, line: Entry, *, chosen: bool) -> None:
        tint = "accent" if chosen else "text"
        icon = theme.pixmap(
            str(line.view),
            tint=tint if chosen else "muted",
            size=16,
            ratio=self._view.devicePixelRatioF(),
        )
        painter.drawPixmap(area.left(), area.center().y() - 7, icon)
        painter.setFont(theme.text_font(bold=chosen))
        painter.setPen(theme.color(tint))
        painter.drawText(area.adjusted(26, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.text)
        if line.attention:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("attention"))
            painter.drawEllipse(QRectF(area.right() - 7, area.center().y() - 3.5, 8, 8))

    def _draw_header(self, painter: QPainter, area: QRect, line: Entry) -> None:
        area = area.adjusted(0, _GAP_HEIGHT, 0, 0)
        painter.setFont(theme.text_font(11))
        painter.setPen(theme.color("muted"))
        room = area.width() - self._draw_figure(painter, area, line.figure) - 8
        text = line.text.upper()
        if line.attention:
            painter.setPen(theme.color("attention"))
            text = f"● {text}"
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_account(self, painter: QPainter, area: QRect, line: Entry, *, chosen: bool) -> None:
        mark = QRectF(area.left(), area.center().y() - _MARK / 2 + 0.5, _MARK, _MARK)
        badge.draw(painter, mark, line.institution, line.color)
        painter.setFont(theme.text_font(bold=chosen))
        painter.setPen(theme.color("text"))
        taken = self._draw_figure(painter, area, line.figure)
        metrics = QFontMetrics(painter.font())
        news = f"{number(line.new_rows)}" if line.new_rows else ""
        news_width = metrics.horizontalAdvance(news) + 10 if news else 0
        room = area.width() - _MARK - 10 - taken - news_width - 14
        shown = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, room)
        text_area = area.adjusted(_MARK + 10, 0, 0, 0)
        painter.setPen(theme.color("accent" if chosen else "text"))
        painter.drawText(text_area, Qt.AlignmentFlag.AlignVCenter, shown)
        if news:
            left = text_area.left() + metrics.horizontalAdvance(shown) + 8
            box = QRectF(left, area.center().y() - 8, news_width, 17)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(box, 8.5, 8.5)
            painter.setPen(theme.color("on_accent"))
            painter.setFont(theme.text_font(11))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, news)

    def _draw_figure(self, painter: QPainter, area: QRect, figure: str) -> int:
        """Draw a figure at the right; how wide it is."""
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figure)
        return QFontMetrics(painter.font()).horizontalAdvance(figure)
