"""A short sortable table on a card, and the card with the figures that matter above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pluggy_desktop.gui import labels, theme
from pluggy_desktop.gui.models.positions import ColumnSpec, PositionsModel
from pluggy_desktop.gui.views.transaction_cells import TableHeader

_ROW: Final = 38


class PositionTable(QTableView):
    """A short table, as high as its rows, sorted by its headers."""

    def __init__(
        self,
        name: str,
        columns: Sequence[ColumnSpec[Any]],
        rows: Sequence[Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        model = PositionsModel(columns, rows, self)
        self.setModel(model)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = TableHeader(self, edge=17)  # in line with the card's text
        self.setHorizontalHeader(header)
        self.setItemDelegate(_CellPainter(self, header))
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        for section, column in enumerate(columns):
            header.resizeSection(section, column.width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(len(columns) - 1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.setFixedHeight(header.height() + _ROW * len(rows) + 2)


class _CellPainter(QStyledItemDelegate):
    """Paints a cell like those of the transactions table."""

    def __init__(self, table: QTableView, header: TableHeader) -> None:
        super().__init__(table)
        self._header = header

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(16, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area = QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("selection"))
        if index.row() < index.model().rowCount() - 1:  # the card's edge is below the last one
            painter.setPen(QPen(theme.color("border"), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = self._header.inside(index.column(), area)
        painter.setFont(theme.text_font())
        painter.setPen(theme.color("text"))
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        text = QFontMetrics(painter.font()).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, align, text)
        painter.restore()


def summary(*pairs: tuple[str, str]) -> QWidget:
    """A card with the figures that matter."""
    made, column = labels.card()
    row = QHBoxLayout()
    row.setSpacing(48)
    for name, figure in pairs:
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addWidget(labels.label(name, "muted"))
        side.addWidget(labels.label(figure, "figure"))
        row.addLayout(side)
    row.addStretch(1)
    column.addLayout(row)
    return made


def framed(table: QWidget) -> QWidget:
    """A table on a card."""
    made, column = labels.card()
    column.setContentsMargins(1, 4, 1, 4)
    column.addWidget(table)
    return made
