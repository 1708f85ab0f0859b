"""The transactions table: rows of one height, painted cell by cell, driven by pointer or keys."""

from __future__ import annotations

from itertools import chain
from typing import Final

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from pluggy_desktop.gui.models.transactions import (
    COLUMNS,
    Index,
    TransactionsModel,
    column_names,
)
from pluggy_desktop.gui.views.transaction_cells import TableHeader, TransactionDelegate
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import TransactionRow

ROW_HEIGHT: Final = 34
_WIDTHS: Final = (112, 260, 148, 122, 116)
_LEAST_WIDTHS: Final = ((3, 640), (2, 480))  # column, pixels of table width that it needs
_COPIED: Final = 5_000  # rows; more than anybody pastes
_ALWAYS: Final = 1  # the description cannot be hidden


class TransactionTable(QTableView):
    """Shows a TransactionsModel.

    `row_entered(TransactionRow | None)` follows the current row, `row_opened(TransactionRow)` is
    Enter or a double click, `chosen_changed()` any other selection, `typed(str)` a letter typed
    while the table has the focus, `columns_changed()` another order, width or set of columns.
    """

    row_entered = Signal(object)
    row_opened = Signal(object)
    chosen_changed = Signal()
    typed = Signal(str)
    columns_changed = Signal()
    category_wanted = Signal(str)
    account_wanted = Signal(str)

    def __init__(self, model: TransactionsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._squeezed_out: set[int] = set()
        self.setModel(model)
        self.setAccessibleName(tr("Transactions"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._cells = self._set_headers()
        self.doubleClicked.connect(self.on_opened)

    def _set_headers(self) -> TransactionDelegate:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        header = TableHeader(self)
        self.setHorizontalHeader(header)
        cells = TransactionDelegate(self, header)
        self.setItemDelegate(cells)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(64)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.reset_columns()
        header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        header.customContextMenuRequested.connect(self.on_header_menu)
        header.sectionMoved.connect(self.on_columns)
        header.sectionResized.connect(self.on_columns)
        return cells

    # --- columns -------------------------------------------------------------------------------

    def reset_columns(self) -> None:
        """All columns, in the order and the widths they came with."""
        header = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            header.moveSection(header.visualIndex(column), column)
            header.showSection(column)
            header.resizeSection(column, width)
            header.setSectionResizeMode(
                column,
                QHeaderView.ResizeMode.Stretch
                if column == _ALWAYS
                else QHeaderView.ResizeMode.Interactive,
            )
        header.setStretchLastSection(False)

    def columns_state(self) -> str:
        """Order, widths, hidden ones and sorting as text, for the settings."""
        header = self.horizontalHeader()
        quiet = QSignalBlocker(header)
        for column in self._squeezed_out:
            header.showSection(column)
        state = bytes(header.saveState().toBase64().data()).decode("ascii")
        for column in self._squeezed_out:
            header.hideSection(column)
        quiet.unblock()
        return state

    def restore_columns(self, state: str) -> None:
        """Put the columns as `columns_state` had them; anything else is ignored."""
        header = self.horizontalHeader()
        before = header.saveState()
        if state and not header.restoreState(QByteArray.fromBase64(state.encode())):
            header.restoreState(before)
        if header.isSectionHidden(_ALWAYS) or header.count() != len(COLUMNS):
            self.reset_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all columns, the least important ones make way."""
        super().resizeEvent(event)
        for column, least in _LEAST_WIDTHS:
            fits = event.size().width() >= least
            if not fits and not self.isColumnHidden(column):
                self._squeezed_out.add(column)
                self.hideColumn(column)
            elif fits and column in self._squeezed_out:
                self._squeezed_out.discard(column)
                self.showColumn(column)

    @Slot(QPoint)
    def on_header_menu(self, at: QPoint) -> None:
        """Choose which columns are shown."""
        menu = QMenu(self)
        for column, name in enumerate(column_names()):
            action = QAction(name, menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.setEnabled(column != _ALWAYS)
            action.setData(column)
            action.toggled.connect(self.on_column_toggled)
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(tr("All columns as they were")).triggered.connect(self.on_reset_columns)
        menu.exec(self.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    @Slot(bool)
    def on_column_toggled(self, shown: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """A column is wanted, or not any more."""
        action = self.sender()
        if isinstance(action, QAction):
            self.set_column_shown(int(action.data()), shown=shown)

    def set_column_shown(self, column: int, *, shown: bool) -> None:
        """Show or hide a column; the description stays."""
        if column != _ALWAYS:
            self._squeezed_out.discard(column)
            self.setColumnHidden(column, not shown)
            self.columns_changed.emit()

    @Slot()
    def on_reset_columns(self) -> None:
        """Back to how it came."""
        self.reset_columns()
        self.columns_changed.emit()

    @Slot()
    def on_columns(self) -> None:
        """A column was moved or resized."""
        self.columns_changed.emit()

    # --- selection -----------------------------------------------------------------------------

    def current(self) -> TransactionRow | None:
        """The row the keys are on."""
        return self._model.row(self.currentIndex().row())

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """The selected positions as (first, last) ranges, however many rows they are."""
        selection = self.selectionModel().selection()
        parts = (selection.at(n) for n in range(selection.count()))
        return sorted((part.top(), part.bottom()) for part in parts if part.isValid())

    def go_to(self, position: int) -> None:
        """Make a row the current and only selected one."""
        index = self._model.index(position, max(self.currentIndex().column(), 0))
        self.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Follow the current row."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not previous.isValid():
            self.row_entered.emit(self._model.row(current.row()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other rows are selected."""
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit()

    @Slot(QModelIndex)
    def on_opened(self, index: QModelIndex) -> None:
        """A row is opened."""
        row = self._model.row(index.row())
        if row is not None:
            self.row_opened.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole row under the pointer shows it."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """No row shows a pointer that is elsewhere."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._cells.hovered:
            self._cells.hovered = row
            self.viewport().update()

    # --- keys, menu, clipboard -----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row, Enter opens, Ctrl+C copies, letters search."""
        key, count = event.key(), self._model.rowCount()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and count and not event.modifiers():
            self.go_to(0 if key == Qt.Key.Key_Home else count - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.on_opened(self.currentIndex())
        elif plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Not Qt's own search, which would fetch every row; letters go to the search field."""

    def copy_chosen(self) -> None:
        """Put the selected rows on the clipboard, a line each, cells apart by tabs."""
        positions = chain.from_iterable(
            range(first, last + 1) for first, last in self.chosen_ranges()
        )
        lines = []
        for _, position in zip(range(_COPIED), positions, strict=False):
            cells = (self._model.index(position, column) for column in range(len(COLUMNS)))
            lines.append("\t".join(str(cell.data()) for cell in cells))
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a row."""
        row = self.current()
        if row is None:
            return
        menu = QMenu(self)
        copy = menu.addAction(tr("Copy"))
        copy_text = menu.addAction(tr("Copy description"))
        menu.addSeparator()
        category = menu.addAction(tr("Only this category"))
        account = menu.addAction(tr("Only this account"))
        picked = menu.exec(event.globalPos())
        menu.deleteLater()
        if picked is copy:
            self.copy_chosen()
        elif picked is copy_text:
            QGuiApplication.clipboard().setText(row.description)
        elif picked is category:
            self.category_wanted.emit(row.category)
        elif picked is account:
            self.account_wanted.emit(row.account_id)

    def sizeHint(self) -> QSize:
        """Room for a dozen rows."""
        return QSize(sum(_WIDTHS), ROW_HEIGHT * 12)
