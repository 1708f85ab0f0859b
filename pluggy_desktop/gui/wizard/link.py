"""The part of page 5 that stands while the person is at the bank: steps, link, code for the phone."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pluggy_desktop.connect.progress import ConnectView
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.gui.wizard.qr import Code, Picture
from pluggy_desktop.gui.wizard.waiting import Waiting
from pluggy_desktop.i18n import tr

_COPIED_MS: Final = 2500
_PHONE_WIDTH = 232


class LinkPanel(QWidget):
    """What happens in the browser, and other ways there.

    `open_again` asks for the browser; `code_wanted(url)` for the QR code, which takes too long to
    make here: hand it to `show_code`.
    """

    open_again = Signal()
    code_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = ""
        self._waiting = Waiting(tr("The link is valid until {time}"))
        self._waiting.say(tr("Waiting for your authorisation"))
        self._picture = Picture()
        self._picture.setObjectName("qr-code")
        self._caption = labels.label("", "small", wrap=True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._again = labels.button(tr("Open again"), icon="external")
        self._again.setObjectName("open-again")
        self._again.clicked.connect(self.on_again)
        self._copy = labels.button(tr("Copy link"), icon="copy")
        self._copy.setObjectName("copy-link")
        self._copy.clicked.connect(self.on_copy)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MS)
        self._copied.timeout.connect(self.on_copied_long_ago)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        row.addLayout(self._words(), 1)
        row.addLayout(self._phone())

    def show_view(self, view: ConnectView) -> None:
        """Show the link and its deadline."""
        self._waiting.say(tr("Waiting for your authorisation"), until=view.expires_at)
        if view.authorize_url == self._url:
            return
        self._url = view.authorize_url
        self._picture.show_image(None)
        self._caption.hide()
        self._picture.setAccessibleName(tr("Code to open the bank's page on the phone"))
        self._caption.setText(
            tr("The example works on this computer only")
            if _is_on_this_computer(self._url)
            else tr("Or open it on your phone")
        )
        self.code_wanted.emit(self._url)

    def show_code(self, code: Code) -> None:
        """Show a code, if it is still the one of this link."""
        if code.text == self._url:
            self._picture.show_image(code.image)
            self._caption.setVisible(code.image is not None)

    def say_not_opened(self) -> None:
        """Say that the browser did not open."""
        self._waiting.say(
            tr("The browser could not be opened"), more=tr("Copy the link and open it yourself.")
        )

    def focus_widget(self) -> QWidget:
        """What has the keyboard first."""
        return self._again

    def deadline_text(self) -> str:
        """What is said about the deadline."""
        return self._waiting.deadline.text()

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._waiting)
        column.addSpacing(16)
        steps = (
            tr("Log in there as you always do"),
            tr("Choose the accounts you want to share"),
            tr("Confirm, and come back here"),
        )
        for n, text in enumerate(steps, start=1):
            step = labels.label(f"{n}.  {text}", wrap=True)
            step.setContentsMargins(44, 4, 0, 5)
            column.addWidget(step)
        column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._again)
        row.addWidget(self._copy)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _phone(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        room = QWidget()  # kept free, so that nothing moves when the code is ready
        room.setFixedSize(_PHONE_WIDTH, 0)
        column.addWidget(room)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        self._caption.setFixedWidth(_PHONE_WIDTH)
        column.addWidget(self._caption)
        column.addStretch(1)
        return column

    @Slot()
    def on_again(self) -> None:
        """The bank's page once more."""
        self.open_again.emit()

    @Slot()
    def on_copy(self) -> None:
        """Put the link on the clipboard, and say so on the button."""
        QGuiApplication.clipboard().setText(self._url)
        self._copy.setText(tr("Copied"))
        theme.set_icon(self._copy, "check")
        self._copied.start()

    @Slot()
    def on_copied_long_ago(self) -> None:
        """The button offers copying again."""
        self._copy.setText(tr("Copy link"))
        theme.set_icon(self._copy, "copy")


def _is_on_this_computer(url: str) -> bool:
    """Whether only a browser on this computer can open `url`, as in the example."""
    return (urlsplit(url).hostname or "") in {"127.0.0.1", "::1", "localhost"}
