"""Page 6: the bank's data come in, a line for each product with its state and count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget, QWizard

from pluggy_desktop.connect.progress import ConnectView, Stage
from pluggy_desktop.domain.models import Product, ProductProgress
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.gui.wizard.page import Buttons, Page
from pluggy_desktop.gui.wizard.spinner import Bar
from pluggy_desktop.i18n import tr, tr_n

_ROW_HEIGHT: Final = 44
_NAME_WIDTH = 150
_BAR_WIDTH = 320


def product_name(product: Product) -> str:
    """What a product is called."""
    return {
        Product.ACCOUNTS: tr("Accounts"),
        Product.CARDS: tr("Cards"),
        Product.TRANSACTIONS: tr("Transactions"),
        Product.INVESTMENTS: tr("Investments"),
        Product.LOANS: tr("Loans"),
    }[product]


def product_count(product: Product, count: int) -> str:
    """How many of a product there are: "2 accounts"."""
    match product:
        case Product.ACCOUNTS:
            return tr_n("{n} account", "{n} accounts", count)
        case Product.CARDS:
            return tr_n("{n} card", "{n} cards", count)
        case Product.TRANSACTIONS:
            return tr_n("{n} transaction", "{n} transactions", count)
        case Product.INVESTMENTS:
            return tr_n("{n} investment", "{n} investments", count)
        case Product.LOANS:
            return tr_n("{n} loan", "{n} loans", count)


def state_words(line: ProductProgress) -> str:
    """What stands at the end of a line."""
    match line.state:
        case "done":
            return product_count(line.product, line.count)
        case "not_shared":
            return tr("not shared")
        case "problem":
            return tr("incomplete")
        case "queued":
            return tr("queued")
        case _:
            if line.count:
                return tr_n("{n} so far", "{n} so far", line.count)
            return line.note or tr("fetching")


class Sign(QWidget):
    """The sign of a line's state: a tick, a filled or an open dot, an exclamation mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(20, 20)
        self._state = "queued"

    def show_state(self, state: str) -> None:
        """Show the sign for `state`."""
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match self._state:
            case "done":
                mark = theme.pixmap(
                    "check", tint="money_in", size=14, ratio=self.devicePixelRatioF()
                )
                painter.drawPixmap(3, 3, mark)
            case "not_shared" | "problem":
                painter.setPen(theme.color("attention"))
                painter.setFont(theme.text_font(15, bold=True))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "!")
            case "running":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("text"))
                painter.drawEllipse(QRectF(5, 5, 10, 10))
            case _:
                painter.setPen(QPen(theme.color("muted"), 1.6))
                painter.drawEllipse(QRectF(5.5, 5.5, 9, 9))


class ProductLine:
    """The widgets of one line in the page's grid."""

    def __init__(self, product: Product, grid: QGridLayout, row: int) -> None:
        self._product = product
        self._sign = Sign()
        self._name = labels.label(product_name(product))
        self._name.setMinimumWidth(_NAME_WIDTH)
        self._bar = Bar()
        self._bar.setMinimumWidth(_BAR_WIDTH)
        self._words: QLabel = labels.label("", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._words.setObjectName(f"progress-{product.value}")
        grid.setRowMinimumHeight(row, _ROW_HEIGHT)
        for column, widget in enumerate((self._sign, self._name, self._bar, self._words)):
            grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, line: ProductProgress, *, ready: bool) -> None:
        """Show the product's state. `ready`: Pluggy has it, and it waits to be fetched."""
        self._sign.show_state("queued" if ready else line.state)
        words = state_words(line)
        self._words.setText(words)
        self._words.setToolTip(line.note if line.state == "problem" else "")
        self._words.setAccessibleName(f"{product_name(self._product)}: {words}")
        self._bar.setAccessibleName(product_name(self._product))
        self._bar.set_part(_part(line, ready=ready), pale=ready)

    def words(self) -> str:
        """What stands at its end."""
        return self._words.text()

    def part(self) -> float | None:
        """How much of the bar is filled; None where it sweeps."""
        return self._bar.part()


def _part(line: ProductProgress, *, ready: bool) -> float | None:
    if ready or line.state == "done":
        return 1.0
    if line.state != "running":
        return 0.0
    if line.total:
        return min(line.count / line.total, 1.0)
    return None


class FetchingPage(Page):
    """Shows the lines of a ConnectView while data are collected and fetched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(4, parent)
        self.say(
            tr("Fetching your data"),
            tr("Two to three minutes are normal. You can go on using the computer."),
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 0)
        grid.setColumnStretch(3, 1)
        self.lines = {
            product: ProductLine(product, grid, row) for row, product in enumerate(Product)
        }
        self.body.addSpacing(2)
        self.body.addLayout(grid)
        self._notices = labels.label("", "muted", wrap=True, selectable=True)
        self.body.addSpacing(8)
        self.body.addWidget(self._notices)
        self.body.addStretch(1)
        leave = tr("You can close this window: the connection goes on in the background.")
        self.body.addWidget(labels.label(leave, "small", wrap=True))

    def show_view(self, view: ConnectView) -> None:
        """Show where collecting and fetching are."""
        lines: Sequence[ProductProgress] = view.products or tuple(
            ProductProgress(product=product, state="queued") for product in Product
        )
        sending = [n for n, line in enumerate(lines) if line.state == "running"]
        for n, line in enumerate(lines):
            ready = view.stage is Stage.COLLECTING and n in sending[:-1]
            self.lines[line.product].show_line(line, ready=ready)
        self._notices.setText("\n".join(view.notices))
        self._notices.setVisible(bool(view.notices))

    def buttons(self) -> Buttons:
        """Cancel, or leave it running."""
        kind = QWizard.WizardButton
        return (kind.Stretch, kind.CancelButton, kind.CustomButton1)

    def isComplete(self) -> bool:
        """It goes on by itself."""
        return False
