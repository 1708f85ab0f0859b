"""The details pane beside the list: which row it shows, when it is there, and what is edited in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pluggy_desktop.errors import AppError
from pluggy_desktop.gui.editing import Edit, Edits

if TYPE_CHECKING:
    from pluggy_desktop.gui.views.details import DetailsPane
    from pluggy_desktop.gui.views.navigation import Navigation
    from pluggy_desktop.gui.views.page_set import PageSet
    from pluggy_desktop.store import Store, TransactionRow

_NARROW: Final = 1080  # pixels; below, details are shown only when asked for


class DetailsBeside(QObject):
    """Keeps pane, list and edits together.

    `placed()` when the pane may have to come or go, `failed(AppError)` when something cannot be
    read or written.
    """

    placed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        pane: DetailsPane,
        store: Store,
        pages: PageSet,
        navigation: Navigation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.edits = Edits(store, self)
        self._pane = pane
        self._pages = pages
        self._navigation = navigation
        self._asked_for = False
        pages.row_entered.connect(self.on_row)
        pages.row_opened.connect(self.on_row_opened)
        pane.edited.connect(self.edits.make)
        self.edits.saved.connect(self.on_edited)
        self.edits.failed.connect(self.failed)

    def place(self, *, listed: bool, width: int) -> None:
        """Show or hide the pane; `listed`: there is a list, in a window `width` pixels wide."""
        state = self._navigation.state
        fits = width >= _NARROW or self._asked_for
        wanted = state.view == "transactions" and state.details
        self._pane.setVisible(listed and wanted and fits)

    def finish(self) -> None:
        """Write what the person typed; for closing.

        Raises:
            AppError: It could not be written.
        """
        self._pane.keep_note()
        self.edits.finish()

    @Slot(bool)
    def on_wanted(self, wanted: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """Show or hide the details, even where there is little room."""
        self._asked_for = wanted
        self._navigation.show_details(shown=wanted)
        self.placed.emit()  # wanted before, perhaps, where there was too little room

    @Slot(object)
    def on_row(self, row: TransactionRow | None) -> None:
        """The current row is another one."""
        try:
            self._pane.show_transaction(row.uid if row else None)
        except AppError as error:
            self.failed.emit(error)

    @Slot(object)
    def on_row_opened(self, _row: TransactionRow) -> None:
        """Enter: to the details."""
        if not self._pane.isVisible():
            self.on_wanted(True)  # noqa: FBT003  (a slot)
        self._pane.category.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def on_edited(self, edit: Edit) -> None:
        """An edit was written."""
        page = self._pages.transactions
        current = page.table.current()
        if current is not None and current.uid == edit.uid:
            page.model.refresh_row(page.table.currentIndex().row())
        else:
            page.model.reload()
        if self._pane.uid == edit.uid:
            self.on_row(page.table.current())

    @Slot()
    def on_undo(self) -> None:
        """Take the last edit back."""
        self.edits.undo()
