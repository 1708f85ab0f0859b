"""An institution's badge: its initial on its colour, since no picture is fetched from anywhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pluggy_desktop.connect.catalog import folded
from pluggy_desktop.gui import theme

BADGE: Final = 36  # pixels, on a page's card
_NO_COLOR = "#5A6470"
_PLAIN_WORDS = frozenset({"banco", "bank", "cooperativa", "meu", "minha", "o", "a"})


class Badge(QWidget):
    """A badge on its own, for screen readers a mere ornament: the name stands beside it."""

    def __init__(self, name: str, color: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(size, size))
        self._name, self._color = name, color

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(self.rect()), self._name, self._color)


def draw(painter: QPainter, box: QRectF, name: str, color: str) -> None:
    """Draw an institution's badge into the square `box`."""
    tint = color if QColor(color).isValid() else _NO_COLOR
    side = box.height()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(box, side * 0.2, side * 0.2)
    painter.setPen(on_color(tint))
    painter.setFont(theme.text_font(max(11, round(side * 0.46)), bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initial(name))


def initial(name: str) -> str:
    """The letter that stands for an institution: of its first word that tells it from others."""
    words = [word for word in name.split() if word[0].isalnum()]
    telling = [word for word in words if folded(word) not in _PLAIN_WORDS]
    return (telling or words or ["?"])[0][0].upper()


def on_color(background: str) -> QColor:
    """White or near-black, whichever is read better on `background` ("#rrggbb")."""
    color = QColor(background)
    red, green, blue = map(_linear, (color.redF(), color.greenF(), color.blueF()))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    white, black = 1.05 / (luminance + 0.05), (luminance + 0.05) / 0.06
    # White unless black is clearly better: brand colours are seen with white letters.
    return QColor("#FFFFFF") if white >= 3 or white >= black else QColor("#1B1F24")


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
