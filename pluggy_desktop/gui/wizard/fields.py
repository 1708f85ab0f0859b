"""The fields an institution asks for: a label, an editor of the right kind, help, and what is wrong.

A problem is said once a value is complete or left, not at the first letter; what is right is said
at once.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRegularExpression, Qt, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pluggy_desktop.connect.connecting import field_problem
from pluggy_desktop.domain import documents
from pluggy_desktop.domain.models import Credential
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.i18n import tr

_MASKS: Final = {
    "cpf": (documents.format_cpf_partial, documents.normalise_cpf, 11),
    "cnpj": (documents.format_cnpj_partial, documents.normalise_cnpj, 14),
}


class DocumentEdit(QLineEdit):
    """A CPF or CNPJ: takes it typed or pasted in any form, and shows it with its marks at once."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mask, self._bare, self._length = _MASKS[kind]
        self.textEdited.connect(self.on_edited)

    def complete(self) -> bool:
        """Whether all its characters are there."""
        return len(self._bare(self.text())) >= self._length

    @Slot(str)
    def on_edited(self, text: str) -> None:
        """Put the marks where they belong; the cursor stays behind the same character."""
        before = len(self._bare(text[: self.cursorPosition()]))
        masked = self._mask(text)
        if masked == text:
            return
        self.setText(masked)
        self.setCursorPosition(place_after(masked, before))


def place_after(masked: str, characters: int) -> int:
    """The position in `masked` just behind its n-th letter or digit."""
    seen = 0
    for position, mark in enumerate(masked):
        if seen == characters:
            # Marks that follow belong to what was typed: the cursor stands behind them only at
            # the end, so that Backspace always removes a digit.
            return position
        seen += mark.isalnum()
    return len(masked)


class Field(QWidget):
    """One field of an institution, by its Credential."""

    changed = Signal()

    def __init__(self, credential: Credential, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.credential = credential
        self._left = False
        self._editor = self._make_editor()
        self._editor.setObjectName(f"field-{credential.name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        name = credential.label or credential.name
        if credential.optional:
            name = tr("{field} (optional)", field=name)
        caption = QLabel(name.replace("&", "&&"))
        caption.setTextFormat(Qt.TextFormat.PlainText)
        caption.setBuddy(self._editor)
        column.addWidget(caption)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._editor, 1)
        self._right = labels.label()
        self._right.setFixedWidth(22)
        theme.set_icon(self._right, "success", tint="money_in", size=20)
        policy = self._right.sizePolicy()
        policy.setRetainSizeWhenHidden(credential.name in _MASKS)
        self._right.setSizePolicy(policy)
        row.addWidget(self._right)
        column.addLayout(row)
        self._problem = labels.label("", "error", wrap=True)
        self._problem.setObjectName(f"problem-{credential.name}")
        column.addWidget(self._problem)
        if credential.assistive_text:
            column.addWidget(labels.label(credential.assistive_text, "small", wrap=True))
        self._editor.setAccessibleName(name)
        self._editor.setAccessibleDescription(credential.assistive_text)
        self._settle()

    def value(self) -> str:
        """What is filled in."""
        if isinstance(self._editor, QComboBox):
            return str(self._editor.currentData() or "")
        return self._editor.text().strip()

    def set_value(self, value: str) -> None:
        """Fill in what was there before."""
        if isinstance(self._editor, QComboBox):
            self._editor.setCurrentIndex(self._editor.findData(value))
        else:
            self._editor.setText(value)
        self._settle()

    def problem(self) -> str:
        """What is wrong with the value, "" if nothing is."""
        return field_problem(self.credential, self.value())

    def shown_problem(self) -> str:
        """The problem as far as it is already said."""
        return self._problem.text()

    def editor(self) -> QWidget:
        """What takes the keyboard."""
        return self._editor

    def _make_editor(self) -> QLineEdit | QComboBox:
        credential = self.credential
        if credential.options:
            choice = QComboBox()
            choice.setPlaceholderText(tr("Choose…"))
            for option in credential.options:
                choice.addItem(option.label, option.value)
            choice.setCurrentIndex(-1)
            choice.currentIndexChanged.connect(self.on_changed)
            return choice
        edit: QLineEdit
        if credential.name in _MASKS:
            edit = DocumentEdit(credential.name)
        else:
            edit = QLineEdit()
            edit.setMaxLength(500)
        if credential.type == "password":
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        elif credential.type == "number" and credential.name not in _MASKS:
            digits = QRegularExpression(r"[0-9.,/\-\s]*")
            edit.setValidator(QRegularExpressionValidator(digits, edit))
        edit.setPlaceholderText(credential.placeholder)
        edit.textChanged.connect(self.on_changed)
        edit.editingFinished.connect(self.on_left)
        return edit

    def _settle(self) -> None:
        problem, value = self.problem(), self.value()
        whole = isinstance(self._editor, DocumentEdit) and self._editor.complete()
        said = problem if value and (whole or self._left) else ""
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        right = bool(value) and not problem and self.credential.name in _MASKS
        self._right.setVisible(right)
        self._right.setAccessibleName(tr("The check digits are right"))
        if bool(self._editor.property("invalid")) != bool(said):
            self._editor.setProperty("invalid", bool(said))
            theme.set_role(self._editor)

    @Slot()
    def on_changed(self) -> None:
        """The value changed."""
        self._left = False
        self._settle()
        self.changed.emit()

    @Slot()
    def on_left(self) -> None:
        """The person left the field, or pressed Enter: now an unfinished value is a wrong one."""
        self._left = True
        self._settle()
