"""The sum of several selected rows, whatever their number, worked out beside the window."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pluggy_desktop.gui.latest import Latest
from pluggy_desktop.i18n import tr_n

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.gui.format import Formats
    from pluggy_desktop.gui.models.transactions import TransactionsModel
    from pluggy_desktop.gui.views.transaction_table import TransactionTable
    from pluggy_desktop.gui.workers import Report
    from pluggy_desktop.store import TransactionReader

_BATCH = 2_000
_AT_ONCE = 500  # rows that are on screen or nearly so; more are summed in a worker


@dataclass(frozen=True, slots=True)
class _Sum:
    reader: TransactionReader
    keys: array[int]

    def __call__(self, cancel: Cancel, _report: Report, /) -> dict[str, int]:
        sums: dict[str, int] = defaultdict(int)
        for start in range(0, len(self.keys), _BATCH):
            cancel.check()
            for row in self.reader.rows(self.keys[start : start + _BATCH]):
                sums[row.currency] += row.amount
        return dict(sums)


class SelectionSum(QObject):
    """Follows a table's selection; `changed(str)` is the sentence for the status line, "" for one."""

    changed = Signal(str)

    def __init__(
        self,
        reader: TransactionReader,
        model: TransactionsModel,
        table: TransactionTable,
        formats: Formats,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._model = model
        self._table = table
        self._formats = formats
        self._count = 0
        self._sums = Latest(self)
        self._sums.ready.connect(self.on_summed)
        table.chosen_changed.connect(self.on_chosen)

    def set_formats(self, formats: Formats) -> None:
        """Write figures differently from now on."""
        self._formats = formats
        self.on_chosen()

    def stop(self) -> None:
        """End the reads; for closing."""
        self._sums.stop()

    @Slot()
    def on_chosen(self) -> None:
        """Other rows are selected."""
        ranges = self._table.chosen_ranges()
        self._count = sum(last - first + 1 for first, last in ranges)
        keys = self._model.keys
        if self._count < 2:
            self.changed.emit("")
        elif self._count <= _AT_ONCE or keys is None:
            self.on_summed(self._sum_shown(ranges))
        else:
            chosen = array("q")
            for first, last in ranges:
                chosen.extend(keys[first : last + 1])
            self._sums.request(_Sum(self._reader, chosen))

    def _sum_shown(self, ranges: list[tuple[int, int]]) -> dict[str, int]:
        sums: dict[str, int] = defaultdict(int)
        for first, last in ranges:
            for position in range(first, last + 1):
                row = self._model.row(position)
                if row is not None:
                    sums[row.currency] += row.amount
        return dict(sums)

    @Slot(object)
    def on_summed(self, sums: dict[str, int]) -> None:
        """The sums by currency are known."""
        amounts = " · ".join(
            self._formats.amount(minor, currency) for currency, minor in sorted(sums.items())
        )
        words = tr_n("{n} row selected", "{n} rows selected", self._count)
        self.changed.emit(f"{words} · {amounts}")
