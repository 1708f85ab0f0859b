"""The transactions table's model: positions, and pages of rows fetched as they come into view."""

from __future__ import annotations

import logging
from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from pluggy_desktop.errors import AppError
from pluggy_desktop.gui import categories, transaction_text
from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.latest import Latest
from pluggy_desktop.gui.workers import Report
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import Column, TransactionFilter, TransactionRow, TransactionSort

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.store import TransactionReader

_log = logging.getLogger(__name__)

Index = QModelIndex | QPersistentModelIndex

PAGE: Final = 128
CAP: Final = 10_001
"""As many rows are counted before the first page is shown; the exact number comes after it."""

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
COLUMNS: Final[tuple[Column, ...]] = ("date", "description", "category", "account", "amount")
_PAGES_KEPT = 48
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class _FirstLook:
    rows: list[TransactionRow]
    count: int


@dataclass(frozen=True, slots=True)
class _Look:
    """Reads in a worker: the first page and a capped count at once, then the place of every row."""

    reader: TransactionReader
    query: TransactionFilter
    order: TransactionSort
    quiet: bool

    def __call__(self, cancel: Cancel, report: Report, /) -> array[int]:
        if not self.quiet:
            rows = self.reader.page(self.query, self.order, offset=0, limit=PAGE, cancel=cancel)
            count = len(rows)
            if count == PAGE:
                count = self.reader.count(self.query, cap=CAP, cancel=cancel)
            report(_FirstLook(rows, count))
        return self.reader.keys(self.query, self.order, cancel=cancel)


class TransactionsModel(QAbstractTableModel):
    """Any number of transactions, of which only what is shown is ever fetched.

    `loaded` comes when another selection is shown (its first page is there), `counted(exact)` when
    all places are known, `reloaded` when the same selection was read again and rows had changed.
    A row that is not there yet is shown as dots; `data` never raises and never waits for long.
    """

    loaded = Signal()
    counted = Signal(int)
    reloaded = Signal()
    failed = Signal(object)

    def __init__(
        self, reader: TransactionReader, formats: Formats, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._formats = formats
        self._query = TransactionFilter()
        self._order = TransactionSort()
        self._count = 0
        self._exact = False
        self._quiet = False
        self._looking = False
        self._keys: array[int] | None = None
        self._pages: OrderedDict[int, list[TransactionRow | None]] = OrderedDict()
        self._latest = Latest(self)
        self._latest.reported.connect(self.on_first_look)
        self._latest.ready.connect(self.on_keys)
        self._latest.failed.connect(self.on_failed)
        self.fetched_pages = 0

    # --- what is shown -------------------------------------------------------------------------

    @property
    def query(self) -> TransactionFilter:
        """Which transactions are shown."""
        return self._query

    @property
    def order(self) -> TransactionSort:
        """In which order."""
        return self._order

    @property
    def exact(self) -> bool:
        """Whether the number of rows is exact, not just "more than ten thousand"."""
        return self._exact

    @property
    def keys(self) -> array[int] | None:
        """The place of every row, once known."""
        return self._keys

    def show(self, query: TransactionFilter, order: TransactionSort) -> None:
        """Show these transactions; what is shown now stays until their first page is there."""
        self._query, self._order, self._quiet = query, order, False
        self._looking = True
        self._latest.request(_Look(self._reader, query, order, quiet=False))

    def reload(self) -> None:
        """Read the same selection again, because rows may have been written."""
        if self._looking:
            self.show(self._query, self._order)
            return
        self._quiet = True
        self._latest.request(_Look(self._reader, self._query, self._order, quiet=True))

    def set_formats(self, formats: Formats) -> None:
        """Write figures differently from now on."""
        self._formats = formats
        self._tell_all_changed()

    def is_busy(self) -> bool:
        """Whether something asked for is still to come."""
        return self._latest.is_busy()

    def stop(self) -> None:
        """End the reads; for closing."""
        self._latest.stop()

    def row(self, position: int) -> TransactionRow | None:
        """The transaction at `position`; None while its page is not there."""
        if not 0 <= position < self._count:
            return None
        number, offset = divmod(position, PAGE)
        page = self._page(number)
        return page[offset] if offset < len(page) else None

    def position(self, key: int) -> int | None:
        """Where the transaction with this key is; None if it is not shown."""
        if self._keys is not None:
            try:
                return self._keys.index(key)
            except ValueError:
                return None
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if row is not None and row.key == key:
                    return number * PAGE + offset
        return None

    def refresh_row(self, position: int) -> None:
        """Fetch the page of `position` again, after an edit that does not move the row."""
        self._pages.pop(position // PAGE, None)
        if self._keys is None:
            self.reload()
            return
        self.dataChanged.emit(self.index(position, 0), self.index(position, len(COLUMNS) - 1))

    # --- answers of the workers ----------------------------------------------------------------

    @Slot(object)
    def on_first_look(self, look: _FirstLook) -> None:
        """The first page of another selection is there."""
        self.beginResetModel()
        self._pages.clear()
        self._pages[0] = list(look.rows)
        self._keys = None
        self._count, self._exact = look.count, look.count < CAP
        self.endResetModel()
        self.loaded.emit()

    @Slot(object)
    def on_keys(self, keys: array[int]) -> None:
        """All places are known."""
        self._looking = False
        if self._quiet:
            self._replace(keys)
            return
        self._keys, self._exact = keys, True
        self._resize(len(keys))
        self._tell_all_changed()
        self.counted.emit(self._count)

    @Slot(object)
    def on_failed(self, error: AppError) -> None:
        """Nothing came: what is shown stays."""
        self._looking = self._quiet = False
        self.failed.emit(error)

    def _replace(self, keys: array[int]) -> None:
        self._quiet = False
        self._pages.clear()
        moved = keys != self._keys
        if moved:
            self.beginResetModel()
            self._keys, self._count, self._exact = keys, len(keys), True
            self.endResetModel()
            self.reloaded.emit()
        else:
            self._tell_all_changed()
        self.counted.emit(self._count)

    def _resize(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(_NOWHERE, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(_NOWHERE, count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def _tell_all_changed(self) -> None:
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(COLUMNS) - 1))

    # --- pages ---------------------------------------------------------------------------------

    def _page(self, number: int) -> list[TransactionRow | None]:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        if self._keys is None:
            return []  # beyond the first page before the places are known: a moment of dots
        page = self._fetch(self._keys[number * PAGE : (number + 1) * PAGE])
        self._pages[number] = page
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def _fetch(self, keys: array[int]) -> list[TransactionRow | None]:
        self.fetched_pages += 1
        try:
            found = {row.key: row for row in self._reader.rows(keys)}
        except AppError as error:
            _log.warning("a page of transactions could not be read: %s", error)
            self.failed.emit(error)
            return [None] * len(keys)
        return [found.get(key) for key in keys]

    # --- Qt's questions ------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are, as far as known."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Five."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A column's name."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_names()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; ROW_ROLE gives the whole TransactionRow."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return "…" if row is None else self._text(row, index.column())
        if row is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return transaction_text.spoken(row, self._formats)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1:
            return self._text(row, 1)
        return None

    def _text(self, row: TransactionRow, column: int) -> str:
        match COLUMNS[column]:
            case "date":
                return texts.date(row.date)
            case "description":
                foreign = transaction_text.original(row, self._formats)
                parts = (
                    transaction_text.title(row),
                    transaction_text.installment(row),
                    f"· {foreign}" if foreign else "",
                )
                return " ".join(part for part in parts if part)
            case "category":
                return categories.shown(row.category)
            case "account":
                return row.account_name
            case _:
                return self._formats.cell(row.amount, row.currency)


def column_names() -> tuple[str, ...]:
    """The columns' names, in the order of COLUMNS."""
    return (tr("Date"), tr("Description"), tr("Category"), tr("Account"), tr("Amount"))


def _alignment(column: int) -> Qt.AlignmentFlag:
    sideways = (
        Qt.AlignmentFlag.AlignRight if COLUMNS[column] == "amount" else Qt.AlignmentFlag.AlignLeft
    )
    return sideways | Qt.AlignmentFlag.AlignVCenter
