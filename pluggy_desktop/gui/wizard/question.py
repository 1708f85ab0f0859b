"""The part of page 5 for what the bank asks on the way: a code, a choice, a picture, an action."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pluggy_desktop.connect.progress import ConnectView
from pluggy_desktop.domain.models import Parameter, UserAction
from pluggy_desktop.gui import labels
from pluggy_desktop.gui.wizard.deadline import DeadlineLabel
from pluggy_desktop.gui.wizard.page import panel
from pluggy_desktop.gui.wizard.qr import Picture, qr_image
from pluggy_desktop.gui.wizard.spinner import Spinner
from pluggy_desktop.gui.wizard.waiting import Waiting
from pluggy_desktop.i18n import tr

_MAX_PICTURE: Final = 2_000_000  # base64 characters; a code's picture has a few thousand
_MAX_SIDE: Final = 4000
_MAX_CODE: Final = 300  # characters of a code drawn here and now; those of banks are shorter


def picture_from(data: str) -> QImage | None:
    """The picture in base64 text, with or without a "data:" head; None if it is none."""
    _, _, tail = data.rpartition("base64,")
    if not tail or len(tail) > _MAX_PICTURE:
        return None
    try:
        image = QImage.fromData(base64.b64decode(tail, validate=True))
    except (binascii.Error, ValueError):
        return None
    usable = not image.isNull() and max(image.width(), image.height()) <= _MAX_SIDE
    return image if usable else None


class QuestionPanel(QWidget):
    """Asks for one thing. `answered(value)` comes once; then it waits for what the bank says."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter: Parameter | None = None
        self._sending = False
        self._asks = labels.label("", "heading", wrap=True)
        self._instructions = labels.label("", wrap=True)
        self._picture = Picture()
        self._picture.hide()
        self._label = QLabel()
        self._edit = QLineEdit()
        self._choice = QComboBox()
        self._wrong = labels.label("", "error", wrap=True)
        self._wrong.setObjectName("wrong-answer")
        self._help = labels.label("", "small", wrap=True)
        self._deadline = DeadlineLabel(tr("The bank waits until {time}"))
        self._send = labels.button(tr("Send"), kind="primary")
        self._send.setObjectName("send-answer")
        self._spinner = Spinner(18)
        self._state = labels.label(tr("The bank is checking…"), "muted")
        self._build()
        self._settle()

    def show_view(self, view: ConnectView, institution: str) -> None:
        """Show what the bank asks. While an answer is on its way, only its refusal changes that."""
        parameter = view.question
        if parameter is None:
            return
        if parameter != self._parameter:
            self._ask(parameter, institution)
        elif self._sending and not view.wrong_answer:
            return
        self._sending = False
        self._wrong.setText(
            tr("The bank did not accept that. Check it, or use the newest one it sent you.")
            if view.wrong_answer
            else ""
        )
        self._wrong.setVisible(view.wrong_answer)
        self._deadline.show_until(view.expires_at)
        self._settle()
        if view.wrong_answer:
            self._edit.selectAll()
            self.focus_widget().setFocus()

    def forget(self) -> None:
        """No question stands any more."""
        self._parameter = None
        self._sending = False
        self._edit.clear()
        self._settle()

    def picture(self) -> QImage:
        """The picture that belongs to the question."""
        return self._picture.image()

    def focus_widget(self) -> QWidget:
        """What has the keyboard first."""
        return self._choice if self._is_choice() else self._edit

    def _build(self) -> None:
        frame, column = panel(margin=16)
        column.addWidget(self._asks)
        column.addWidget(self._instructions)
        column.addWidget(self._picture)
        column.addSpacing(8)
        column.addWidget(self._label)
        row = QHBoxLayout()
        row.setSpacing(8)
        for editor in (self._edit, self._choice):
            editor.setMinimumWidth(220)
            row.addWidget(editor)
        self._edit.setMaxLength(500)
        self._edit.textChanged.connect(self.on_changed)
        self._edit.returnPressed.connect(self.on_send)
        self._choice.currentIndexChanged.connect(self.on_changed)
        self._send.clicked.connect(self.on_send)
        row.addWidget(self._send)
        row.addSpacing(6)
        row.addWidget(self._spinner)
        row.addWidget(self._state)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._wrong)
        column.addWidget(self._help)
        column.addWidget(self._deadline)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        whole.addStretch(1)

    def _ask(self, parameter: Parameter, institution: str) -> None:
        self._parameter = parameter
        what = parameter.label or tr("a code")
        self._asks.setText(tr("{institution} asks: {what}", institution=institution, what=what))
        self._instructions.setText(parameter.instructions)
        self._instructions.setVisible(bool(parameter.instructions))
        self._picture.show_image(
            picture_from(parameter.data) if parameter.type == "image" else None
        )
        self._help.setText(parameter.assistive_text)
        self._help.setVisible(bool(parameter.assistive_text))
        self._edit.clear()
        secret = parameter.type == "password"
        self._edit.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        self._edit.setPlaceholderText(parameter.placeholder)
        self._choice.clear()
        for option in parameter.options:
            self._choice.addItem(option.label, option.value)
        self._edit.setVisible(not self._is_choice())
        self._choice.setVisible(self._is_choice())
        editor, other = (
            (self._choice, self._edit) if self._is_choice() else (self._edit, self._choice)
        )
        editor.setObjectName("answer")
        other.setObjectName("answer-unused")
        editor.setAccessibleName(self._asks.text())
        editor.setAccessibleDescription(
            " ".join(filter(None, (parameter.instructions, parameter.assistive_text)))
        )
        self._label.setText(tr("Your &answer"))
        self._label.setBuddy(editor)

    def _is_choice(self) -> bool:
        return self._parameter is not None and bool(self._parameter.options)

    def _value(self) -> str:
        if self._is_choice():
            return str(self._choice.currentData() or "")
        return self._edit.text().strip()

    def _settle(self) -> None:
        self._send.setEnabled(bool(self._value()) and not self._sending)
        self._edit.setReadOnly(self._sending)  # disabled, it would lose the keyboard
        self._choice.setEnabled(not self._sending)
        self._spinner.setVisible(self._sending)
        self._state.setVisible(self._sending)

    @Slot()
    def on_changed(self) -> None:
        """The answer changed."""
        self._settle()

    @Slot()
    def on_send(self) -> None:
        """Hand the answer over, once."""
        value = self._value()
        if not value or self._sending:
            return
        self._sending = True
        self._wrong.hide()
        self._settle()
        self.answered.emit(value)


class ActionPanel(QWidget):
    """Says what the person must do elsewhere, with the code to scan where there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = Waiting(tr("The bank waits until {time}"))
        self._instructions = labels.label("", wrap=True)
        self._picture = Picture()
        self._picture.setAccessibleName(tr("Code to scan with the bank's app"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (self._waiting, self._instructions, self._picture):
            column.addWidget(widget)
        column.addStretch(1)

    def show_view(self, view: ConnectView, institution: str) -> None:
        """Show what is to be done."""
        self._waiting.say(
            tr("{institution} waits for you", institution=institution), until=view.expires_at
        )
        action = view.action
        text = action.instructions if action else ""
        self._instructions.setText(text or tr("Approve the access in the bank's app."))
        self._picture.show_image(_code_of(action))

    def picture(self) -> QImage:
        """The code to scan."""
        return self._picture.image()


def _code_of(action: UserAction | None) -> QImage | None:
    """The QR code of an action: a picture that came with it, or one drawn from its text."""
    if action is None:
        return None
    for name, value in action.attributes.items():
        if not value:
            continue
        picture = picture_from(value)
        if picture is not None:
            return picture
        if "qr" in name.casefold():
            return qr_image(value) if len(value) <= _MAX_CODE else None
    return None
