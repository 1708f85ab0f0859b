"""The parts of the window and their places: bar, sidebar, centre, details, status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pluggy_desktop.gui.notices import Banner, NoticePage, Offer
from pluggy_desktop.gui.views.sidebar import Sidebar
from pluggy_desktop.gui.views.status_line import StatusLine
from pluggy_desktop.gui.views.top_bar import TopBar
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from pluggy_desktop.gui.views.details import DetailsPane


class WorkspaceFrame(QWidget):
    """Holds the parts; `first` is the page for a profile without any bank."""

    def __init__(self, details: DetailsPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TopBar()
        self.sidebar = Sidebar()
        self.details = details
        self.status = StatusLine()
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.first = _first_run_page()
        self.stack.addWidget(self.first)
        centre = QVBoxLayout()
        centre.setSpacing(0)
        centre.addWidget(self.banner)
        centre.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addLayout(centre, 1)
        middle.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    @Slot()
    def on_find(self) -> None:
        """To the search field."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    @Slot(str)
    def on_typed(self, text: str) -> None:
        """A letter was typed over the table: that is a search."""
        self.bar.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bar.search.setText(text)


def _first_run_page() -> NoticePage:
    return NoticePage(
        "bank",
        tr("All your banks in one place"),
        tr(
            "Connect a bank through Open Finance: you authorise at the bank itself, and what "
            "it shares is kept here, encrypted."
        ),
        offers=(
            Offer(text=tr("Connect bank"), kind="primary", icon="add"),
            Offer(text=tr("Try with example data"), icon="example"),
        ),
    )
