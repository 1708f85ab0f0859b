"""Amounts side by side: money in and out by month, one amount by month, shares by category."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui import theme
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.i18n import tr

_BOTTOM = 22.0
_GROUP = 96.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBars:
    """One month's bars: (amount, colour token) each; amounts are drawn by their size."""

    month: dt.date
    bars: tuple[tuple[int, str], ...]
    words: str


class MonthPlot(QWidget):
    """Bars by month, oldest first; the pointer or the arrow keys read out a month's figures."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: list[MonthBars] = []
        self._cursor: int | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Low."""
        return QSize(300, 108)

    def set_months(self, months: Sequence[MonthBars]) -> None:
        """Draw these instead."""
        self._months = list(months)
        self._cursor = None
        self.update()

    def readout(self) -> str:
        """What is read out at the moment, or ""."""
        return "" if self._cursor is None else self._months[self._cursor].words

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.text_font(11))
        highest = max((abs(v) for m in self._months for v, _ in m.bars), default=0) or 1
        for position, month in enumerate(self._months):
            self._draw_month(painter, position, month, highest)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        self._draw_readout(painter)

    def _left(self, position: int) -> float:
        width = self._group_width()
        return (self.width() - width * len(self._months)) / 2 + width * position

    def _group_width(self) -> float:
        return min(_GROUP, (self.width() - 4) / max(len(self._months), 1))

    def _draw_month(self, painter: QPainter, position: int, month: MonthBars, highest: int) -> None:
        left, group = self._left(position), self._group_width()
        space = self.height() - _BOTTOM - 4
        width = min(max(16.0, group * 0.28), group / (len(month.bars) + 0.8))
        start = left + (group - (width + 2) * len(month.bars) + 2) / 2
        if position == self._cursor:
            painter.fillRect(QRectF(left, 0, group, self.height() - _BOTTOM), theme.color("hover"))
        painter.setPen(Qt.PenStyle.NoPen)
        for n, (value, color) in enumerate(month.bars):
            height = max(space * abs(value) / highest, 1.5 if value else 0)
            box = QRectF(start + n * (width + 2), 4 + space - height, width, height)
            painter.setBrush(theme.color(color))
            painter.drawRoundedRect(box, 2, 2)
        painter.setPen(theme.color("muted"))
        painter.drawText(
            QRectF(left, self.height() - _BOTTOM + 2, group, _BOTTOM - 2),
            Qt.AlignmentFlag.AlignCenter,
            texts.short_month(month.month),
        )

    def _draw_readout(self, painter: QPainter) -> None:
        text = self.readout()
        if not text:
            return
        painter.setFont(theme.text_font(12))
        lines = text.split("\n")
        metrics = QFontMetrics(painter.font())
        width = max(metrics.horizontalAdvance(line) for line in lines) + 20
        height = metrics.height() * len(lines) + 12
        middle = self._left(self._cursor or 0) + self._group_width() / 2
        left = min(max(middle - width / 2, 0), max(self.width() - width, 0))
        box = QRectF(left, 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("inverse"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(theme.color("on_inverse"))
        painter.drawText(box.adjusted(10, 6, -10, -6), Qt.AlignmentFlag.AlignLeft, text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the month under the pointer."""
        position = int((event.position().x() - self._left(0)) // max(self._group_width(), 1))
        self._move_to(position if 0 <= position < len(self._months) else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is read out without a pointer."""
        self._move_to(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right read out months."""
        step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key())
        if step is None or not self._months:
            super().keyPressEvent(event)
            return
        last = len(self._months) - 1
        self._move_to(last if self._cursor is None else min(max(self._cursor + step, 0), last))

    def _move_to(self, cursor: int | None) -> None:
        if cursor != self._cursor:
            self._cursor = cursor
            self.setAccessibleDescription(self.readout())
            self.update()


class ShareBar(QAbstractButton):
    """A named bar whose length is its share of the largest one; clicking it shows what is in it."""

    def __init__(
        self,
        name: str,
        minor: int,
        *,
        share: float,
        formats: Formats,
        tint: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(name)
        self._figure = formats.amount(minor, symbol=False)
        self._share = min(max(share, 0.0), 1.0)
        self._tint = tint
        self.setAccessibleName(f"{name}: {formats.amount(minor)}")
        self.setToolTip(tr("Show these transactions"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A row."""
        return QSize(320, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, bar, figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        named, figure = min(150.0, width * 0.3), 96.0
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), 6, 6)
        painter.setPen(theme.color("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        text = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(named - 12)
        )
        painter.drawText(QRectF(6, 0, named - 6, height), middle, text)
        painter.drawText(
            QRectF(width - figure, 0, figure - 6, height),
            middle | Qt.AlignmentFlag.AlignRight,
            self._figure,
        )
        self._draw_bar(painter, QRectF(named, height / 2 - 5, width - named - figure, 10))

    def _draw_bar(self, painter: QPainter, track: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(track, 5, 5)
        filled = QRectF(
            track.topLeft(), QPointF(track.left() + track.width() * self._share, track.bottom())
        )
        if filled.width() > 0:
            filled.setWidth(max(filled.width(), 10))
            painter.setBrush(theme.color(self._tint))
            painter.drawRoundedRect(filled, 5, 5)


class Meter(QWidget):
    """How much of a whole is used: a bar and nothing else; its words stand beside it."""

    def __init__(self, share: float, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleName(name)
        self.setFixedHeight(10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        if self._share > 0:
            painter.setBrush(theme.color("attention" if self._share > 0.9 else "accent"))
            painter.drawRoundedRect(
                QRectF(0, 0, max(self.width() * self._share, 10), self.height()), 5, 5
            )
