"""Page 1, the first run: two doors of equal weight, and what happens to the person's data."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWizard,
)

from pluggy_desktop.errors import AppError, VaultProblem
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.gui.wizard.opening import Door
from pluggy_desktop.gui.wizard.page import MARGIN, Buttons, Page
from pluggy_desktop.gui.wizard.spinner import Spinner
from pluggy_desktop.gui.wizard.trouble import Trouble
from pluggy_desktop.i18n import tr

_DOOR_HEIGHT: Final = 200


class DoorButton(QPushButton):
    """A large button: a picture, what is behind it, and what that means."""

    def __init__(self, icon: str, title: str, text: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hovered = False
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 18)
        column.setSpacing(6)
        picture = labels.label()
        theme.set_icon(picture, icon, tint="accent", size=30)
        self.spinner = Spinner(30)
        self.spinner.hide()
        column.addWidget(picture)
        column.addWidget(self.spinner)
        column.addSpacing(8)
        column.addWidget(labels.label(title, "heading", wrap=True))
        column.addWidget(labels.label(text, "muted", wrap=True))
        column.addStretch(1)
        self._picture = picture
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Two of these fill the page's width."""
        return QSize(340, _DOOR_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never lower than its words."""
        return QSize(280, _DOOR_HEIGHT)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  (a state, like Qt's own setters)
        """Turn the picture into a spinner while what is behind the door opens."""
        self.spinner.setVisible(busy)
        self._picture.setVisible(not busy)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self._hovered = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Rest."""
        self._hovered = False
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a card; the border tells hover and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.hasFocus()
        width = 2 if marked else 1
        down = self.isDown() or (self._hovered and self.isEnabled())
        painter.setBrush(theme.color("hover" if down else "surface"))
        painter.setPen(QPen(theme.color("accent" if marked else "border"), width))
        inset = width / 2
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, 10, 10)


class WelcomePage(Page):
    """Lets the person choose a door. `chosen(Door)` also comes from the buttons of an error."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.say(
            tr("See all your accounts in one place"),
            tr("Through Open Finance, on your own computer. How would you like to begin?"),
        )
        self._last: Door | None = None
        self.example = DoorButton(
            "example",
            tr("Try it with example data"),
            tr(
                "An invented bank with two years of accounts, cards and investments. Nothing to fill in."
            ),
            "door-example",
        )
        self.own = DoorButton(
            "bank",
            tr("Connect my banks"),
            tr("You authorise each one at its own site or app, and can withdraw that at any time."),
            "door-own",
        )
        doors = QHBoxLayout()
        doors.setSpacing(14)
        doors.addWidget(self.example)
        doors.addWidget(self.own)
        self.body.addSpacing(16)
        self.body.addLayout(doors)
        self._trouble = Trouble()
        self._again = self._trouble.offer(tr("Try again"), "try-again")
        self._session = self._trouble.offer(
            tr("Use without saving (this session only)"), "session-only"
        )
        self.body.addWidget(self._trouble)
        self.body.addStretch(1)
        self.body.addLayout(_privacy())
        self.example.clicked.connect(self.on_example)
        self.own.clicked.connect(self.on_own)
        self._again.clicked.connect(self.on_again)
        self._session.clicked.connect(self.on_session)

    def buttons(self) -> Buttons:
        """Only a way out: the doors are the way on."""
        return (QWizard.WizardButton.Stretch, QWizard.WizardButton.CancelButton)

    def first_focus(self) -> QWidget:
        """The first door, whose border then shows where the keyboard is."""
        return self.example

    def isComplete(self) -> bool:
        """The doors lead on, not a button below."""
        return False

    def set_busy(self, door: Door | None) -> None:
        """Show that `door` is being opened; None: none is."""
        self._trouble.show_error(None)
        self.example.set_busy(door is Door.EXAMPLE)
        self.own.set_busy(door in {Door.OWN, Door.SESSION})
        for button in (self.example, self.own):
            button.setEnabled(door is None)

    def show_error(self, error: AppError, door: Door) -> None:
        """Say why `door` did not open, with what can be done about it."""
        self.set_busy(None)
        self._last = door
        self._session.setVisible(isinstance(error, VaultProblem) and door is not Door.SESSION)
        self._trouble.show_error(error)
        self._again.setFocus()

    def trouble(self) -> AppError | None:
        """The error shown, None if there is none."""
        return self._trouble.error()

    @Slot()
    def on_example(self) -> None:
        """The example was chosen."""
        self.chosen.emit(Door.EXAMPLE)

    @Slot()
    def on_own(self) -> None:
        """The person's own banks were chosen."""
        self.chosen.emit(Door.OWN)

    @Slot()
    def on_session(self) -> None:
        """The person goes on without a keyring, knowing that nothing is kept."""
        self.chosen.emit(Door.SESSION)

    @Slot()
    def on_again(self) -> None:
        """The same door once more."""
        if self._last is not None:
            self.chosen.emit(self._last)


def _privacy() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, MARGIN, 4)
    row.setSpacing(10)
    picture = labels.label()
    theme.set_icon(picture, "shield", tint="muted", size=20)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    words = labels.label(
        tr(
            "Everything stays on this computer, encrypted. Pluggy passes on what your bank shares; "
            "the bank sees that you shared it. Nobody else sees anything."
        ),
        "small",
        wrap=True,
    )
    row.addWidget(words, 1)
    return row
