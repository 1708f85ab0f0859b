"""Draws QR codes: a text becomes a picture that a phone's camera reads. No network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.gui.workers import Report

if TYPE_CHECKING:
    import segno

_QUIET = 2  # modules of white around it; the page around is light or white too
_SIDE: Final = 232


def qr_image(text: str) -> QImage | None:
    """The code for `text`, one pixel a module with its white border; None if it is too long."""
    import segno  # only when a page shows one

    try:
        code: segno.QRCode = segno.make_qr(text, error="l")
    except segno.DataOverflowError:
        return None
    rows = [list(row) for row in code.matrix_iter(border=_QUIET)]
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    black = QColor(Qt.GlobalColor.black).rgb()
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x, y, black)
    return image


@dataclass(frozen=True, slots=True)
class Code:
    """A drawn code and what it says; `image` is None where the text is too long for one."""

    text: str
    image: QImage | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws a code, as work for a worker: a long address takes a fifth of a second."""

    text: str

    def __call__(self, cancel: Cancel, report: Report, /) -> Code:
        """Draw it."""
        return Code(self.text, qr_image(self.text))


class Picture(QWidget):
    """A square picture, scaled without blur: black on white in both schemes, so cameras read it.

    It takes the largest size up to `side` at which every module has the same number of pixels.
    """

    def __init__(self, side: int = _SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._image = QImage()

    def show_image(self, image: QImage | None) -> None:
        """Show `image`, nothing if it is None or empty."""
        self._image = image if image is not None else QImage()
        self.setVisible(not self._image.isNull())
        if not self._image.isNull():
            modules = max(self._image.width(), self._image.height())
            whole = max(self._side // modules, 1)
            self.setFixedSize(
                self._image.size().scaled(
                    QSize(min(whole * modules, self._side), min(whole * modules, self._side)),
                    Qt.AspectRatioMode.KeepAspectRatio,
                )
            )
        self.update()

    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it on a white card."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(shape)
        shrunk = self._image.width() > self.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=shrunk)
        painter.drawImage(self.rect(), self._image)
