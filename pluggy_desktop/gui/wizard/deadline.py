"""A deadline said calmly: until when, and how much time is left only when it is nearly over."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pluggy_desktop.gui import labels, theme
from pluggy_desktop.i18n import tr

NEAR: Final = dt.timedelta(minutes=2)


def deadline_words(calm: str, until: dt.datetime, now: dt.datetime) -> tuple[str, bool]:
    """What to say about a deadline, and whether it is near; `calm` has a {time} of day in it.

    The time of day is the computer's own, since it is compared with the clock in its corner.
    """
    left = until - now
    if left > NEAR:
        return calm.format(time=f"{until.astimezone():%H:%M}"), False
    seconds = max(int(left.total_seconds()), 0)
    if not seconds:
        return tr("The time is over"), True
    return tr("{time} left", time=f"{seconds // 60}:{seconds % 60:02d}"), True


class DeadlineLabel(QWidget):
    """Shows a deadline and keeps it up to date while it is seen."""

    def __init__(self, calm: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calm = calm
        self._until: dt.datetime | None = None
        self._label: QLabel = labels.label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.on_tick)

    def show_until(self, until: dt.datetime | None) -> None:
        """Show this deadline, nothing if it is None."""
        self._until = until
        self.setVisible(until is not None)
        self.on_tick()

    def text(self) -> str:
        """What it says."""
        return "" if self._until is None else self._label.text()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count."""
        super().showEvent(event)
        self._timer.start()
        self.on_tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def on_tick(self) -> None:
        """Say it anew."""
        if self._until is None:
            return
        text, near = deadline_words(self._calm, self._until, dt.datetime.now(dt.UTC))
        self._label.setText(text)
        role = "attention" if near else "muted"
        if self._label.property("role") != role:
            theme.set_role(self._label, role=role)
