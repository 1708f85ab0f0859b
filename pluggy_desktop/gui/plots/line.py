"""A balance over time: a filled line, read out under the pointer, dragged over to choose a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui import theme
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.plots import scale

_LEFT = 52.0
_TOP = 8.0
_BOTTOM = 24.0
_RIGHT = 2.0
_MONTH_WIDTH = 38
_STEP_HEIGHT = 55
_DRAG = 6  # pixels; less is a click


class LinePlot(QWidget):
    """One line of (day, minor units of BRL), oldest first.

    Pointer or arrow keys read out a day; dragging emits
    `period_chosen(first, last)` as dates.
    """

    period_chosen = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[tuple[dt.date, int]] = []
        self._days: list[dt.date] = []
        self._range = (0, 0)
        self._ticks: list[int] = []
        self._picture: QPixmap | None = None
        self._picture_key: tuple[object, ...] = ()
        self._formats = Formats()
        self._cursor: int | None = None
        self._drag: tuple[float, float] | None = None
        self._name = name
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(560, 168)

    def set_points(self, points: Sequence[tuple[dt.date, int]], formats: Formats) -> None:
        """Draw these instead."""
        self._points = list(points)
        self._days = [day for day, _ in self._points]
        values = [minor for _, minor in self._points] or [0]
        self._range = (min(values), max(values))
        self._picture = None
        self._formats = formats
        self._cursor = self._drag = None
        self.update()

    def readout(self) -> str:
        """What is read out at the moment: "27 ago · R$ 11.204,90", or ""."""
        if self._cursor is None or not self._points:
            return ""
        day, minor = self._points[self._cursor]
        with_year = day.year != self._days[-1].year
        return f"{texts.plot_day(day, with_year=with_year)} · {self._formats.amount(minor)}"

    # --- drawing -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, line and read-out."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._points) > 1:
            painter.drawPixmap(0, 0, self._still_picture())
            self._draw_drag(painter)
            self._draw_cursor(painter, self._ticks)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _area(self) -> QRectF:
        return QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)

    def _still_picture(self) -> QPixmap:
        """Axes and line, drawn once for each size and scheme: the pointer moves over them."""
        key = (self.width(), self.height(), self.devicePixelRatioF(), theme.scheme())
        if self._picture is None or self._picture_key != key:
            ratio = self.devicePixelRatioF()
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.text_font(11))
            steps = max(4, int(self._area().height() // _STEP_HEIGHT))
            self._ticks = scale.amount_ticks(*self._range, most=min(steps, 6))
            self._draw_axes(painter, self._ticks)
            self._draw_line(painter, self._ticks)
            painter.end()
            self._picture, self._picture_key = picture, key
        return self._picture

    def _x(self, day: dt.date) -> float:
        area, first, last = self._area(), self._days[0], self._days[-1]
        return area.left() + area.width() * (day - first).days / max((last - first).days, 1)

    def _y(self, minor: int, ticks: list[int]) -> float:
        area = self._area()
        return area.bottom() - area.height() * (minor - ticks[0]) / (ticks[-1] - ticks[0])

    def _draw_axes(self, painter: QPainter, ticks: list[int]) -> None:
        area = self._area()
        metrics = QFontMetricsF(painter.font())
        for tick in ticks:
            y = round(self._y(tick, ticks)) + 0.5
            painter.setPen(QPen(theme.color("track"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.color("muted"))
            painter.drawText(
                QRectF(0, y - 9, _LEFT - 8, 18),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                self._formats.compact(tick),
            )
        most = int(area.width() // _MONTH_WIDTH)
        for day in scale.day_ticks(self._days[0], self._days[-1], most=most):
            text = self._day_text(day)
            width = metrics.horizontalAdvance(text)
            x = self._x(day) - width / 2
            if area.left() - 4 <= x and x + width <= self.width():
                painter.drawText(QPointF(x, self.height() - 6), text)

    def _day_text(self, day: dt.date) -> str:
        days = (self._days[-1] - self._days[0]).days
        if days < 62:
            return texts.short_day(day)
        if days > 430 and (day.month == 1 or days > 1200):
            return f"{texts.short_month(day)} {day.year % 100:02d}"
        return texts.short_month(day)

    def _draw_line(self, painter: QPainter, ticks: list[int]) -> None:
        points = scale.thinned(self._points, columns=int(self._area().width()))
        spots = [QPointF(self._x(day), self._y(minor, ticks)) for day, minor in points]
        base = self._y(0, ticks)
        ends = [QPointF(spots[-1].x(), base), QPointF(spots[0].x(), base)]
        wash = QColor(theme.color("accent"))
        wash.setAlphaF(0.09)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawPolygon(QPolygonF(spots + ends))
        painter.setPen(QPen(theme.color("accent"), 1.75, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(spots))

    def _draw_drag(self, painter: QPainter) -> None:
        if self._drag is None or abs(self._drag[1] - self._drag[0]) < _DRAG:
            return
        area = self._area()
        wash = QColor(theme.color("accent"))
        wash.setAlphaF(0.16)
        left, right = sorted(self._drag)
        painter.fillRect(QRectF(left, area.top(), right - left, area.height()), wash)

    def _draw_cursor(self, painter: QPainter, ticks: list[int]) -> None:
        if self._cursor is None:
            return
        area = self._area()
        day, minor = self._points[self._cursor]
        x, y = self._x(day), self._y(minor, ticks)
        painter.setPen(QPen(theme.color("muted"), 1.25, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QPointF(x, y), 4, 4)
        text = self.readout()
        painter.setFont(theme.text_font(12))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 20
        left = x + 10 if x + 10 + width <= area.right() else x - 10 - width
        top = min(max(area.bottom() - 42, area.top()), area.bottom() - 30)
        box = QRectF(max(left, area.left()), top, width, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("inverse"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(theme.color("on_inverse"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    # --- pointer and keys ----------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out the day under the pointer; widen the dragged period."""
        x = event.position().x()
        if self._drag is not None:
            self._drag = (self._drag[0], self._within(x))
        self._move_to(self._position(x))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() is Qt.MouseButton.LeftButton and self._points:
            x = self._within(event.position().x())
            self._drag = (x, x)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The dragged period is chosen."""
        drag, self._drag = self._drag, None
        if drag is not None and abs(drag[1] - drag[0]) >= _DRAG:
            left, right = sorted(drag)
            self.period_chosen.emit(
                self._days[self._position(left)], self._days[self._position(right)]
            )
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is read out without a pointer."""
        if not self.hasFocus():
            self._move_to(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is read out without the focus."""
        self._move_to(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End read out days."""
        if not self._points:
            super().keyPressEvent(event)
            return
        last = len(self._points) - 1
        now = last if self._cursor is None else self._cursor
        stride = max(1, last // 120)
        moves = {
            int(Qt.Key.Key_Left): max(now - stride, 0),
            int(Qt.Key.Key_Right): min(now + stride, last),
            int(Qt.Key.Key_Home): 0,
            int(Qt.Key.Key_End): last,
        }
        if event.key() in moves:
            self._move_to(moves[event.key()])
        else:
            super().keyPressEvent(event)

    def _move_to(self, cursor: int | None) -> None:
        if cursor != self._cursor or self._drag is not None:
            self._cursor = cursor
            self.setAccessibleDescription(self.readout())
            self.update()

    def _within(self, x: float) -> float:
        area = self._area()
        return min(max(x, area.left()), area.right())

    def _position(self, x: float) -> int:
        if not self._points:
            return 0
        area, first, last = self._area(), self._days[0], self._days[-1]
        share = (self._within(x) - area.left()) / max(area.width(), 1)
        return scale.nearest(
            self._days, first + dt.timedelta(days=round((last - first).days * share))
        )
