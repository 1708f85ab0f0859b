"""The institutions as a list model and the cards they are drawn as: any number, drawn when seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pluggy_desktop.domain.models import Connector, Health
from pluggy_desktop.gui import badge, theme
from pluggy_desktop.i18n import tr

CARD_HEIGHT: Final = 64
GAP: Final = 10
CONNECTOR_ROLE = Qt.ItemDataRole.UserRole

_BADGE = 32
_PADDING = 12

Index = QModelIndex | QPersistentModelIndex


def kind_words(connector: Connector) -> str:
    """What an institution is for: "personal", "business", "investments"."""
    if connector.is_meu_pluggy:
        return tr("free for your own accounts")
    return {
        "BUSINESS_BANK": tr("business"),
        "INVESTMENT": tr("investments"),
        "INVOICE": tr("invoices"),
        "TELECOMMUNICATION": tr("telephone"),
    }.get(connector.kind, tr("personal"))


def card_words(connector: Connector) -> tuple[str, str]:
    """The card's second line and the token of its colour: health first, if there is a problem."""
    if connector.health is Health.OFFLINE:
        return tr("not available now"), "attention"
    if connector.health is Health.UNSTABLE:
        return tr("unstable now"), "attention"
    return kind_words(connector), "muted"


class InstitutionModel(QAbstractListModel):
    """A list of institutions, replaced as a whole by every search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Connector] = []

    def show_rows(self, rows: Sequence[Connector]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """How many there are; a list has no second level."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, what screen readers say, or the Connector itself under CONNECTOR_ROLE."""
        connector = self.connector(index)
        if connector is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return connector.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words, tint = card_words(connector)
            kind = kind_words(connector)
            return ", ".join(
                (connector.name, kind, words) if tint == "attention" else (connector.name, kind)
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return connector.name
        if role == CONNECTOR_ROLE:
            return connector
        return None

    def connector(self, index: Index) -> Connector | None:
        """The institution at `index`."""
        inside = index.isValid() and 0 <= index.row() < len(self._rows)
        return self._rows[index.row()] if inside else None

    def row_of(self, connector_id: int) -> int:
        """Where an institution is, -1 if it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.id == connector_id), -1)


class CardDelegate(QStyledItemDelegate):
    """Draws an institution as a card. The cell holds the card and the gap to the next one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cell = QSize(238, CARD_HEIGHT + GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The cell's size, set by the view."""
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the card."""
        connector: Connector | None = index.data(CONNECTOR_ROLE)
        if connector is None:
            return
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRect(area.left(), area.top(), area.width() - GAP, CARD_HEIGHT)
        self._draw_frame(painter, card, state)
        left = card.left() + _PADDING
        square = QRectF(left, card.top() + (CARD_HEIGHT - _BADGE) // 2, _BADGE, _BADGE)
        badge.draw(painter, square, connector.name, connector.color)
        left += _BADGE + 10
        self._draw_words(painter, connector, left, card)
        painter.restore()

    def _draw_frame(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        width = 2 if chosen else 1
        painter.setPen(QPen(theme.color("accent" if chosen else "border"), width))
        surface = "selection" if chosen else "hover" if hovered else "surface"
        painter.setBrush(theme.color(surface))
        inset = width / 2
        painter.drawRoundedRect(QRectF(card).adjusted(inset, inset, -inset, -inset), 8, 8)

    def _draw_words(self, painter: QPainter, connector: Connector, left: int, card: QRect) -> None:
        room = card.right() - _PADDING - left
        lines = (
            (connector.name, theme.text_font(bold=True), "text", card.top() + 12),
            (
                card_words(connector)[0],
                theme.text_font(theme.SMALL_PX),
                card_words(connector)[1],
                card.top() + 32,
            ),
        )
        for text, font, tint, top in lines:
            painter.setFont(font)
            painter.setPen(theme.color(tint))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            line = QRect(left, top, room, 20)
            painter.drawText(
                line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
            )
