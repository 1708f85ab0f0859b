"""What all pages of the wizard share: title, subtitle, the five-part progress bar, the margins."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget, QWizard, QWizardPage

from pluggy_desktop.gui import labels, theme
from pluggy_desktop.i18n import tr

MARGIN: Final = 28
STEPS: Final = 5

_BAR_HEIGHT = 4
_BAR_GAP = 6

Buttons = tuple[QWizard.WizardButton, ...]


class PageId(IntEnum):
    """The pages, in the order of the way."""

    WELCOME = 0
    ACCESS = 1
    INSTITUTION = 2
    DETAILS = 3
    AUTHORISE = 4
    FETCHING = 5
    DONE = 6
    ENDED = 7


class StepBar(QWidget):
    """Five segments, the first `step` of them filled."""

    def __init__(self, step: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self.setFixedHeight(_BAR_HEIGHT)
        self.setAccessibleName(tr("Step {n} of {total}", n=step, total=STEPS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segments across the whole width."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - _BAR_GAP * (STEPS - 1)) / STEPS
        for n in range(STEPS):
            painter.setBrush(theme.color("accent" if n < self._step else "track"))
            segment = QRectF(n * (width + _BAR_GAP), 0, width, _BAR_HEIGHT)
            painter.drawRoundedRect(segment, 2, 2)


class Page(QWizardPage):
    """A page: a header of the wizard's own, and a `body` to fill.

    Args:
        step: How many of the five segments are filled; None shows no progress (before the first
            step, and where the way ended).
    """

    def __init__(self, step: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = labels.label("", "title", wrap=True)
        self._subtitle = labels.label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 22, 0, 0)
        column.setSpacing(0)
        header = QVBoxLayout()
        header.setContentsMargins(MARGIN, 0, MARGIN, 0)
        header.setSpacing(2)
        header.addWidget(self._title)
        header.addWidget(self._subtitle)
        if step is not None:
            header.addSpacing(12)
            header.addWidget(StepBar(step))
        column.addLayout(header)
        column.addSpacing(20)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(MARGIN, 0, MARGIN, 12)
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)

    def say(self, title: str, subtitle: str = "") -> None:
        """Put `title` and `subtitle` into the header; screen readers hear the page by its title."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)
        self.setAccessibleDescription(subtitle)

    def heading(self) -> str:
        """The title now shown."""
        return self._title.text()

    def subheading(self) -> str:
        """The subtitle now shown."""
        return self._subtitle.text()

    def buttons(self) -> Buttons:
        """The buttons of the bottom bar, from left to right."""
        kind = QWizard.WizardButton
        return (kind.BackButton, kind.Stretch, kind.CancelButton, kind.NextButton)

    def first_focus(self) -> QWidget:
        """What has the keyboard when the page appears.

        The page itself, where nothing is to be typed: screen readers then say its title, and Enter
        does nothing by accident.
        """
        return self

    def cleanupPage(self) -> None:
        """Keep what was typed when the person goes back (Qt would reset it)."""


def panel(role: str = "notice", *, margin: int = 14) -> tuple[QFrame, QVBoxLayout]:
    """A tinted surface inside a page, and the column of its contents."""
    made = QFrame()
    made.setProperty("role", role)
    column = QVBoxLayout(made)
    column.setContentsMargins(margin, margin - 2, margin, margin - 2)
    column.setSpacing(6)
    return made, column
