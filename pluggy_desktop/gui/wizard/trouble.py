"""What went wrong, said on the page where it happened: title, message, next step, details to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pluggy_desktop.errors import AppError
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.i18n import tr


class Details(QWidget):
    """Technical details, folded, with a button that copies them. Hidden where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._fold = labels.Fold("")
        for opener in self._fold.findChildren(QPushButton):
            opener.setObjectName("technical-details")
        self._copy = labels.button(tr("Copy details"), kind="small")
        self._copy.setObjectName("copy-details")
        self._copy.clicked.connect(self.on_copy)
        row.addWidget(self._fold, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        self._whole = ""
        self.hide()

    def show_details(self, technical: str, *, whole: str) -> None:
        """Fold `technical` away; `whole` is what the button copies."""
        self._fold.set_text(technical)
        self._whole = whole
        self.setVisible(bool(technical))

    @Slot()
    def on_copy(self) -> None:
        """Put what is shown and its technical words on the clipboard."""
        QGuiApplication.clipboard().setText(self._whole)


class Trouble(QFrame):
    """An error in the middle of a page; hidden until there is one. Add buttons with `offer`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice_error")
        self.setObjectName("trouble")
        self._error: AppError | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        self._icon = labels.label()
        theme.set_icon(self._icon, "error", tint="error", size=20)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        self._title = labels.label("", "strong", wrap=True)
        self._message = labels.label("", wrap=True, selectable=True)
        self._action = labels.label("", "muted", wrap=True)
        for words in (self._title, self._message, self._action):
            column.addWidget(words)
        self._details = Details()
        column.addWidget(self._details)
        self._offers = QHBoxLayout()
        self._offers.setContentsMargins(0, 4, 0, 0)
        self._offers.setSpacing(8)
        self._offers.addStretch(1)
        column.addLayout(self._offers)
        row.addLayout(column, 1)
        self.hide()

    def offer(self, text: str, name: str) -> QPushButton:
        """A button below the words, called `name` for tests and drivers."""
        made = labels.button(text)
        made.setObjectName(name)
        self._offers.insertWidget(self._offers.count() - 1, made)
        return made

    def show_error(self, error: AppError | None) -> None:
        """Show `error`; None puts the trouble away."""
        self._error = error
        self.setVisible(error is not None)
        if error is None:
            return
        self._title.setText(error.title)
        for words, text in ((self._message, error.message), (self._action, error.action)):
            words.setText(text)
            words.setVisible(bool(text))
        self._details.show_details(
            error.technical, whole=f"{error.sentence()}\n{error.technical}".strip()
        )
        self.setAccessibleName(error.title)
        self.setAccessibleDescription(error.sentence())

    def error(self) -> AppError | None:
        """The error shown, None if there is none."""
        return self._error
