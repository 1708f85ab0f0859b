"""The tinted box of the waiting pages: a spinner, what is waited for, and until when."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pluggy_desktop.gui import labels
from pluggy_desktop.gui.wizard.deadline import DeadlineLabel
from pluggy_desktop.gui.wizard.spinner import Spinner


class Waiting(QFrame):
    """Says what is waited for, and until when (`calm`, with a {time} in it)."""

    def __init__(self, calm: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        row.addWidget(Spinner(20))
        column = QVBoxLayout()
        column.setSpacing(2)
        self._text = labels.label("", "strong", wrap=True)
        self._more = labels.label("", "muted", wrap=True)
        self.deadline = DeadlineLabel(calm)
        for widget in (self._text, self._more, self.deadline):
            column.addWidget(widget)
        row.addLayout(column, 1)

    def say(self, text: str, *, more: str = "", until: dt.datetime | None = None) -> None:
        """Say what is waited for."""
        self._text.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.deadline.show_until(until)
        self.setAccessibleName(" ".join(part for part in (text, more) if part))

    def text(self) -> str:
        """What it says first."""
        return self._text.text()
