"""How the transactions table's cells and header are painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from pluggy_desktop.gui import categories, theme, transaction_text
from pluggy_desktop.gui.models.transactions import COLUMNS, ROW_ROLE
from pluggy_desktop.store import TransactionRow

EDGE: Final = 24  # the page's margin, for the first and the last column
_PAD: Final = 8
_SQUARE: Final = 8
_CLOCK: Final = 14
_HEADER_HEIGHT: Final = 34


class TransactionDelegate(QStyledItemDelegate):
    """Paints a cell: pending rows in italics with a clock, green only for money in."""

    def __init__(self, table: QTableView, header: TableHeader) -> None:
        super().__init__(table)
        self._table = table
        self._header = header
        self.hovered = -1
        self._font = theme.text_font()
        self._italic = QFont(self._font)
        self._italic.setItalic(True)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        area = QRect(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selection"))
        elif index.row() == self.hovered:
            painter.fillRect(area, theme.color("hover"))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._draw_focus(painter, area, index)
        row = index.data(ROW_ROLE)
        inner = self._header.inside(index.column(), area)
        if isinstance(row, TransactionRow):
            pending = transaction_text.is_pending(row)
            painter.setFont(self._italic if pending else self._font)
            self._draw(painter, inner, row, COLUMNS[index.column()], str(index.data()))
        else:
            painter.setPen(theme.color("muted"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Never wider than the column: asking every row would fetch every row."""
        return QSize(_PAD * 2, _HEADER_HEIGHT)

    def _draw_focus(
        self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A bar at the left of the current row while the table has the focus."""
        header = self._table.horizontalHeader()
        first = header.logicalIndexAt(0)
        if (
            self._table.hasFocus()
            and index.row() == self._table.currentIndex().row()
            and index.column() == first
        ):
            painter.fillRect(
                QRect(area.left(), area.top(), 3, area.height()), theme.color("accent")
            )

    def _draw(
        self, painter: QPainter, area: QRect, row: TransactionRow, column: str, text: str
    ) -> None:
        pending = transaction_text.is_pending(row)
        if column == "description":
            self._draw_description(painter, area, row, text)
            return
        painter.setPen(theme.color("text"))
        align = Qt.AlignmentFlag.AlignVCenter
        if column == "amount":
            align |= Qt.AlignmentFlag.AlignRight
            if row.amount > 0:
                painter.setPen(theme.color("money_in"))
        elif column == "category" and text:
            spot = QRectF(area.left(), area.center().y() - _SQUARE / 2 + 1, _SQUARE, _SQUARE)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(categories.color(row.category))
            painter.drawRoundedRect(spot, 2, 2)
            painter.restore()
            area = area.adjusted(_SQUARE + 6, 0, 0, 0)
        if column in {"date", "account"} or (pending and row.amount <= 0):
            painter.setPen(theme.color("muted"))
        painter.drawText(area, align, _elided(painter, text, area.width()))

    def _draw_description(
        self, painter: QPainter, area: QRect, row: TransactionRow, text: str
    ) -> None:
        pending = transaction_text.is_pending(row)
        title = transaction_text.title(row)
        extra = text[len(title) :]
        metrics = QFontMetrics(painter.font())
        room = area.width() - (_CLOCK + 6 if pending else 0)
        extra_width = min(metrics.horizontalAdvance(extra), room // 2)
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room - extra_width)
        painter.setPen(theme.color("muted" if pending else "text"))
        align = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, align, shown)
        left = area.left() + metrics.horizontalAdvance(shown)
        if extra:
            painter.setPen(theme.color("muted"))
            box = QRect(left, area.top(), extra_width, area.height())
            painter.drawText(box, align, _elided(painter, extra, extra_width + 1))
            left += extra_width
        if pending:
            ratio = self._table.devicePixelRatioF()
            clock = theme.pixmap("clock", tint="muted", size=_CLOCK, ratio=ratio)
            painter.drawPixmap(QPointF(left + 6, area.center().y() - _CLOCK / 2 + 1), clock)


class TableHeader(QHeaderView):
    """The header in the table's own type: small, muted, a chevron at the sorted column."""

    def __init__(self, table: QTableView, *, edge: int = EDGE) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.edge = edge
        self._table = table
        self.setFixedHeight(_HEADER_HEIGHT)
        self.setAccessibleName(table.accessibleName())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one column's name."""
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.text_font(theme.SMALL_PX, bold=True))
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        painter.setPen(theme.color("text" if sorted_here else "muted"))
        model = self.model()
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        align = model.headerData(
            logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        area = self.inside(logicalIndex, rect)
        right = bool(align & Qt.AlignmentFlag.AlignRight) if align is not None else False
        mark = 16 if sorted_here else 0
        shown = _elided(painter, text, area.width() - mark)
        width = QFontMetrics(painter.font()).horizontalAdvance(shown)
        left = area.right() - width - mark if right else area.left()
        painter.drawText(
            QRect(left, area.top(), width + 1, area.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )
        if sorted_here:
            down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            chevron = theme.pixmap(
                "chevron-down" if down else "chevron-up", size=14, ratio=self.devicePixelRatioF()
            )
            painter.drawPixmap(QPointF(left + width + 2, area.center().y() - 6), chevron)
        painter.restore()

    def inside(self, column: int, area: QRect) -> QRect:
        """The part of a cell for text: the outermost columns keep the page's margin."""
        shown = [
            logical
            for logical in map(self.logicalIndex, range(self.count()))
            if not self.isSectionHidden(logical)
        ]
        left = self.edge if shown and column == shown[0] else _PAD
        right = _PAD
        if shown and column == shown[-1]:
            bar = self._table.verticalScrollBar()
            right = self.edge - (bar.width() if bar.isVisible() else 0)
        return area.adjusted(left, 0, -right, 0)


def _elided(painter: QPainter, text: str, width: int) -> str:
    return QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)
