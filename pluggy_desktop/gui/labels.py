"""The small parts every page is made of: plain-text labels, buttons, lines, a fold for details."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pluggy_desktop.gui import theme
from pluggy_desktop.i18n import tr

NBSP = "\u00a0"
PLAIN = Qt.TextFormat.PlainText


def label(
    text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False
) -> QLabel:
    """A label that shows `text` as it is: whatever a bank wrote is never read as markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, *, kind: str = "plain", icon: str = "", tint: str = "text") -> QPushButton:
    """A push button with its look and, perhaps, a line icon before its text."""
    made = QPushButton()
    made.setProperty("kind", kind)
    caption(made, text, beside_icon=bool(icon))
    if icon:
        theme.set_icon(made, icon, tint=tint)
    return made


def caption(button: QPushButton, text: str, *, beside_icon: bool) -> None:
    """Give a button its text as it is (no mnemonics), a little off its icon."""
    plain = text.replace("&", "&&")
    button.setText(f"{NBSP}{plain}" if beside_icon and plain else plain)
    button.setAccessibleName(text)


def square(icon: str, name: str) -> QPushButton:
    """A button that is only an icon; `name` is its tooltip and what screen readers say."""
    made = QPushButton()
    made.setProperty("kind", "square")
    theme.set_icon(made, icon)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def line() -> QFrame:
    """A line of one pixel across."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def card(*, margin: int = 18, spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """A raised surface and the column of its contents."""
    made = QFrame()
    made.setProperty("role", "card")
    column = QVBoxLayout(made)
    column.setContentsMargins(margin, margin - 4, margin, margin - 2)
    column.setSpacing(spacing)
    return made, column


def pair(name: QWidget, value: QWidget) -> QHBoxLayout:
    """A line with a name at its left and a value at its right."""
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(name)
    row.addStretch(1)
    row.addWidget(value)
    return row


def clear(layout: QLayout) -> None:
    """Take everything out of `layout`, and apart."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


class Elided(QLabel):
    """A one-line label that ends in "…" where it does not fit; the whole text is its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """A few letters, so that the line can shrink."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        text = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, self.alignment() | Qt.AlignmentFlag.AlignVCenter, text)


class Fold(QWidget):
    """Technical details, folded away until asked for."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._button = button(tr("Technical details"), kind="link", icon="chevron-right")
        theme.set_icon(self._button, "chevron-right", tint="muted", size=14)
        self._button.setCheckable(True)
        self._button.toggled.connect(self.on_toggled)
        self._body = label(text, "small", wrap=True, selectable=True)
        self._body.setFont(theme.mono_font(11))
        self._body.setVisible(False)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body)

    def set_text(self, text: str) -> None:
        """Fold `text` away instead."""
        self._body.setText(text)

    def text(self) -> str:
        """What is folded away."""
        return self._body.text()

    @Slot(bool)
    def on_toggled(self, open_: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """Show or hide the details."""
        theme.set_icon(
            self._button, "chevron-down" if open_ else "chevron-right", tint="muted", size=14
        )
        self._body.setVisible(open_)
