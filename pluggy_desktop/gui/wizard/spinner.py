"""Small moving signs that something goes on: a turning arc, and a bar that fills or sweeps."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pluggy_desktop.gui import theme

_FRAME_MS: Final = 40
_TURN_FRAMES = 24  # about a second a turn
_SWEEP_FRAMES = 42
_SWEEP_PART = 0.3
_BAR_HEIGHT = 6


class _Moving(QWidget):
    """Repaints itself while it is seen and has reason to move."""

    frames = _TURN_FRAMES

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._on_tick)

    def moves(self) -> bool:
        """Whether there is anything to move."""
        return True

    def settle(self) -> None:
        """Start or stop the timer as the state asks, and repaint."""
        if self.isVisible() and self.moves():
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to move."""
        super().showEvent(event)
        self.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest: nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Wear the other colours when the scheme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    @Slot()
    def _on_tick(self) -> None:
        self._frame = (self._frame + 1) % self.frames
        self.update()


class Spinner(_Moving):
    """A turning arc."""

    def __init__(self, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw three quarters of a ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent"), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        start = -self._frame * 360 / self.frames + 45
        painter.drawArc(area, int(start * 16), 270 * 16)


class Bar(_Moving):
    """A progress bar: a known part of the whole, or a sweep where the whole is not known."""

    frames = _SWEEP_FRAMES

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part: float | None = 0.0
        self._pale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_BAR_HEIGHT)

    def sizeHint(self) -> QSize:
        """Wide enough to be read as a bar."""
        return QSize(160, _BAR_HEIGHT)

    def set_part(self, part: float | None, *, pale: bool = False) -> None:
        """Show `part` (0 to 1) of the whole, None for a sweep; `pale` for what only waits."""
        self._part = part
        self._pale = pale
        self.settle()

    def part(self) -> float | None:
        """What it shows."""
        return self._part

    def moves(self) -> bool:
        """Only a sweep moves."""
        return self._part is None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and what is filled of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        whole = QRectF(self.rect())
        painter.drawRoundedRect(whole, 3, 3)
        filled = QRectF(whole)
        if self._part is None:
            place = self._frame / self.frames * (1 + _SWEEP_PART) - _SWEEP_PART
            left = max(place, 0.0) * whole.width()
            right = min(place + _SWEEP_PART, 1.0) * whole.width()
            filled.setLeft(left)
            filled.setRight(right)
        else:
            filled.setWidth(whole.width() * self._part)
        if filled.width() >= 1:
            painter.setBrush(theme.color("bar_out" if self._pale else "accent"))
            painter.drawRoundedRect(filled, 3, 3)
