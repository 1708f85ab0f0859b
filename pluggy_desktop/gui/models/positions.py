"""A model for short tables (investments, loans): rows in memory, columns described by functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec(Generic[Row]):
    """A column: its name, a cell's text, what it is sorted by, and at which side it stands."""

    name: str
    text: Callable[[Row], str]
    order: Callable[[Row], Any]
    figure: bool = False
    width: int = 130


class PositionsModel(QAbstractTableModel):
    """Shows `rows` by `columns`; sorts in memory, so for hundreds of rows, not for thousands."""

    def __init__(
        self,
        columns: Sequence[ColumnSpec[Any]],
        rows: Sequence[Any],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows = list(rows)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text and side."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].text(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A column's name and side."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in another order; what is not known comes last."""
        if not 0 <= column < len(self.columns):
            return
        key = self.columns[column].order
        self.layoutAboutToBeChanged.emit()
        known = [row for row in self._rows if key(row) is not None]
        known.sort(key=key, reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = known + [row for row in self._rows if key(row) is None]
        self.layoutChanged.emit()

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = (
            Qt.AlignmentFlag.AlignRight
            if self.columns[column].figure
            else Qt.AlignmentFlag.AlignLeft
        )
        return side | Qt.AlignmentFlag.AlignVCenter
