"""What the pages beside the transactions have in common: scrolling, headings, empty states."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pluggy_desktop.gui import labels
from pluggy_desktop.gui.notices import NoticePage, Offer
from pluggy_desktop.i18n import tr

MARGIN = 24


class ScrollPage(QScrollArea):
    """A page that scrolls: its contents go into `column`, which `renew` empties."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column = QVBoxLayout()
        self.renew()

    def renew(self) -> QVBoxLayout:
        """An empty column in place of the one before."""
        body = QWidget()
        body.setProperty("role", "clear")
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
        self.column.setSpacing(12)
        self.setWidget(body)
        return self.column

    def heading(self, title: str, subtitle: str = "") -> None:
        """Put a heading at the end of the column."""
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(labels.label(title, "title"))
        if subtitle:
            words.addWidget(labels.label(subtitle, "muted", wrap=True))
        self.column.addLayout(words)
        self.column.addSpacing(2)

    def say_empty(
        self, icon: str, title: str, message: str, connect: Callable[[], object] | None
    ) -> None:
        """Nothing but a word about there being nothing, and what to do."""
        offers = (
            (Offer(text=tr("Connect bank"), action=connect, kind="primary", icon="add"),)
            if connect
            else ()
        )
        page = NoticePage(icon, title, message, tint="muted", offers=offers)
        self.setWidget(page)
