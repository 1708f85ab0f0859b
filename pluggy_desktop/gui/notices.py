"""Saying what happened: a full page where nothing else can be shown, a banner above what can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pluggy_desktop.errors import AppError
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.i18n import tr

_LINE = 520  # pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A button of a notice: what it says and what it does; its owner may connect it later."""

    text: str
    action: Callable[[], object] | None = None
    kind: str = "plain"
    icon: str = ""


class NoticePage(QWidget):
    """A whole page that says one thing and offers the next step."""

    def __init__(
        self,
        icon: str,
        title: str,
        message: str,
        *,
        action: str = "",
        technical: str = "",
        tint: str = "accent",
        offers: tuple[Offer, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title = title
        self.buttons: list[QPushButton] = []
        middle = QVBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(_picture(icon, tint))
        middle.addSpacing(6)
        heading = labels.label(title, "title", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(heading)
        for text, role in ((message, "muted"), (action, "")):
            if text:
                words = labels.label(text, role, wrap=True)
                words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                middle.addWidget(words)
        below = QVBoxLayout()
        below.addSpacing(14)
        below.addLayout(self._buttons(offers))
        if technical:
            below.addSpacing(10)
            below.addWidget(labels.Fold(technical), 0, Qt.AlignmentFlag.AlignHCenter)
        self._place(middle, below)

    def _buttons(self, offers: tuple[Offer, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for offer in offers:
            tint = "on_accent" if offer.kind == "primary" else "text"
            made = labels.button(offer.text, kind=offer.kind, icon=offer.icon, tint=tint)
            if offer.action is not None:
                made.clicked.connect(offer.action)
            row.addWidget(made)
            self.buttons.append(made)
        row.addStretch(1)
        return row

    def _place(self, middle: QVBoxLayout, below: QVBoxLayout) -> None:
        """Words in lines of a length that reads well; buttons as wide as they need."""
        holder = QWidget()
        holder.setLayout(middle)
        holder.setMaximumWidth(_LINE)
        holder.setMinimumWidth(_LINE // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addLayout(below)
        column.addStretch(3)


def error_page(error: AppError, *offers: Offer) -> NoticePage:
    """The page for an error that leaves nothing else to show."""
    return NoticePage(
        "warning",
        error.title,
        error.message,
        action=error.action,
        technical=error.technical,
        tint="error",
        offers=offers,
    )


def _picture(icon: str, tint: str) -> QWidget:
    made = labels.label()
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    theme.set_icon(made, icon, tint=tint, size=44)
    return made


class Banner(QFrame):
    """A line above the page that says how something ended; stays until closed or replaced."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._technical = ""
        self._offer: Offer | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 12, 8)
        row.setSpacing(10)
        self._icon = labels.label()
        self._text = labels.label("", wrap=True, selectable=True)
        self._act = labels.button("", kind="small")
        self._act.clicked.connect(self.on_offer)
        self._copy = labels.button(tr("Copy details"), kind="small")
        self._copy.clicked.connect(self.on_copy)
        self._close = labels.square("close", tr("Close this notice"))
        self._close.setProperty("kind", "quiet")
        self._close.setFixedWidth(30)
        self._close.clicked.connect(self.on_close)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for each in (self._act, self._copy, self._close):
            row.addWidget(each)
        self.hide()

    def text(self) -> str:
        """What it says at the moment."""
        return "" if self.isHidden() else self._text.text()

    def say(
        self,
        text: str,
        *,
        mood: str = "success",
        offer: Offer | None = None,
        technical: str = "",
    ) -> None:
        """Show `text`. `mood`: "success", "info", "attention" or "error"."""
        self._show(text, mood=mood, offer=offer, technical=technical)

    def say_error(self, error: AppError, *, offer: Offer | None = None) -> None:
        """Show what went wrong, with the next step; technical words can be copied."""
        self._show(error.sentence(), mood="error", offer=offer, technical=error.technical)

    def _show(self, text: str, *, mood: str, offer: Offer | None, technical: str) -> None:
        roles = {"attention": "banner_attention", "error": "banner_error"}
        icons = {
            "success": ("success", "accent"),
            "info": ("info", "accent"),
            "attention": ("warning", "attention"),
            "error": ("error", "error"),
        }
        theme.set_role(self, role=roles.get(mood, "banner"))
        icon, tint = icons[mood]
        theme.set_icon(self._icon, icon, tint=tint)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._technical, self._offer = technical, offer
        self._act.setVisible(offer is not None)
        self._act.setText(offer.text if offer else "")
        self._copy.setVisible(bool(technical))
        self.show()

    @Slot()
    def on_offer(self) -> None:
        """The person takes the step that is offered."""
        self.hide()
        if self._offer is not None and self._offer.action is not None:
            self._offer.action()

    @Slot()
    def on_copy(self) -> None:
        """Put the sentence and its technical words on the clipboard."""
        QGuiApplication.clipboard().setText(f"{self._text.text()}\n{self._technical}")

    @Slot()
    def on_close(self) -> None:
        """Put the notice away."""
        self.hide()
        self.closed.emit()
