"""Draws QR codes: a text becomes a picture that a phone's camera reads. No network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    import segno

_QUIET = 4  # modules of white around it, which readers need
_SIDE: Final = 180


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


class Picture(QWidget):
    """A square picture, scaled without blur: black on white in both schemes, so cameras read it."""

    def __init__(self, side: int = _SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setFixedSize(QSize(side, side))

    def show_image(self, image: QImage | None) -> None:
        """Show `image`, nothing if it is None or empty."""
        self._image = image if image is not None else QImage()
        self.setVisible(not self._image.isNull())
        self.update()

    def image(self) -> QImage:
        """What is shown."""
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture as large as whole device pixels a module allow."""
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        side = round(min(self.width(), self.height()) * ratio)
        modules = max(self._image.width(), self._image.height())
        whole = max(side // modules, 1) * modules if modules <= side else side
        drawn = QPixmap.fromImage(self._image).scaled(
            whole,
            whole,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.FastTransformation
            if modules <= side
            else Qt.TransformationMode.SmoothTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(self.rect(), 8, 8)
        left = (self.width() - drawn.width() / ratio) / 2
        top = (self.height() - drawn.height() / ratio) / 2
        painter.drawPixmap(round(left), round(top), drawn)
