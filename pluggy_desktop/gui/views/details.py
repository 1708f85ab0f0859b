"""The details pane: everything kept of one transaction; category and note can be changed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pluggy_desktop.connect.catalog import folded
from pluggy_desktop.gui import categories, labels, theme, transaction_text
from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui.editing import Edit
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from pluggy_desktop.gui.format import Formats
    from pluggy_desktop.store import Store, TransactionDetail

WIDTH: Final = 264
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


class DetailsPane(QScrollArea):
    """Shows one transaction; `edited(Edit)` when the person changed something of it."""

    edited = Signal(object)

    def __init__(self, store: Store, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._formats = formats
        self._detail: TransactionDetail | None = None
        self.setProperty("role", "details")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Details"))
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._category_line = QLineEdit()
        self.category = self._category_field()
        self.note = self._note_field()
        self._build()
        self.show_transaction(None)

    def _category_field(self) -> QComboBox:
        field = QComboBox()
        field.setLineEdit(self._category_line)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field.setAccessibleName(tr("Category"))
        field.setMinimumContentsLength(8)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMaxVisibleItems(14)
        field.addItem("", None)
        names = {categories.shown(name): name for name in categories.known()}
        for shown in sorted(names, key=folded):
            field.addItem(shown, names[shown])
        completer = QCompleter(field.model(), field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(completer)
        field.activated.connect(self.on_category)
        self._category_line.editingFinished.connect(self.on_category_typed)
        return field

    def _note_field(self) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setAccessibleName(tr("Note"))
        field.setPlaceholderText(tr("Add a note…"))
        field.setTabChangesFocus(True)
        field.setFixedHeight(76)
        field.installEventFilter(self)
        return field

    def _build(self) -> None:
        body = QWidget()
        body.setProperty("role", "clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(4)
        self._title = labels.label("", "heading", wrap=True, selectable=True)
        self._amount = labels.label("", "figure", selectable=True)
        self._date = labels.label("", "muted", wrap=True)
        for widget in (self._title, self._amount, self._date):
            column.addWidget(widget)
        column.addSpacing(12)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(10)
        column.addLayout(self._facts)
        column.addSpacing(12)
        self._named: list[QWidget] = []
        for name, field in ((tr("Category"), self.category), (tr("Note"), self.note)):
            words = labels.label(name, "muted")
            words.setBuddy(field)
            column.addWidget(words)
            column.addWidget(field)
            column.addSpacing(10)
            self._named += [words, field]
        bank = labels.label(tr("Bank text"), "muted")
        self._raw = labels.label("", wrap=True, selectable=True)
        self._raw.setFont(theme.mono_font())
        self._fold = labels.Fold("")
        for widget in (bank, self._raw):
            column.addWidget(widget)
            self._named.append(widget)
        column.addSpacing(10)
        column.addWidget(self._fold)
        self._named.append(self._fold)
        column.addStretch(1)
        self.setWidget(body)

    # --- showing -------------------------------------------------------------------------------

    def set_formats(self, formats: Formats) -> None:
        """Write figures differently from now on."""
        self._formats = formats
        self.show_transaction(self._detail.uid if self._detail else None)

    @property
    def uid(self) -> str:
        """Which transaction is shown; "" for none."""
        return self._detail.uid if self._detail else ""

    def show_transaction(self, uid: str | None) -> None:
        """Show this transaction, or a word about there being none.

        Raises:
            StoreProblem: It cannot be read.
        """
        self.keep_note()
        detail = self._store.transactions.get(uid) if uid else None
        self._detail = detail
        for widget in self._named:
            widget.setVisible(detail is not None)
        self._amount.setVisible(detail is not None)
        labels.clear(self._facts)
        if detail is None:
            self._title.setText(tr("No transaction selected"))
            self._amount.setText("")
            self._date.setText(tr("Choose one in the list to see all about it."))
            return
        self._title.setText(transaction_text.title(detail))
        self._amount.setText(self._formats.amount(detail.amount, detail.currency))
        theme.set_role(self._amount, role="figure_in" if detail.amount > 0 else "figure")
        self._date.setText(texts.long_date(detail.date))
        for name, value in self._pairs(detail):
            self._facts.addLayout(_fact(name, value))
        self._show_category(detail)
        self.note.setPlainText(detail.note)
        self._raw.setText(detail.description_raw or detail.description)
        self._fold.set_text("\n".join(f"{name}: {value}" for name, value in detail.technical()))

    def _pairs(self, detail: TransactionDetail) -> list[tuple[str, str]]:
        pending = transaction_text.is_pending(detail)
        part = detail.installment
        bought = detail.purchase_date
        pairs = [
            (tr("Account"), detail.account_name),
            (tr("Institution"), detail.institution),
            (tr("Bill"), self._bill(detail)),
            (tr("Situation"), tr("Pending") if pending else tr("Confirmed")),
            (tr("Original amount"), transaction_text.original(detail, self._formats)),
            (
                tr("Instalment"),
                tr("{n} of {total}", n=part.number, total=part.total) if part else "",
            ),
            (tr("Bought on"), texts.date(bought) if bought and bought != detail.date else ""),
            (tr("With"), detail.counterparty),
            (tr("Tags"), ", ".join(detail.tags)),
        ]
        return [(name, value) for name, value in pairs if value]

    def _bill(self, detail: TransactionDetail) -> str:
        bills = self._store.bills(detail.account_id) if detail.bill_id else []
        bill = next((bill for bill in bills if bill.pluggy_id == detail.bill_id), None)
        if bill is not None:
            due = texts.short_day(bill.due_on)
            return tr("{month} · due {day}", month=texts.month_name(bill.due_on), day=due)
        forecast = _MONTH.fullmatch(detail.bill_forecast)
        if forecast:
            return texts.month(dt.date(int(forecast[1]), int(forecast[2]), 1))
        return ""

    def _show_category(self, detail: TransactionDetail) -> None:
        bank = categories.shown(detail.bank_category) or tr("none")
        self.category.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.category.setItemText(0, tr("As the bank says: {name}", name=bank))
        self.category.setCurrentIndex(-1)
        self.category.setEditText(categories.shown(detail.category))
        self.category.blockSignals(False)  # noqa: FBT003
        self._category_line.setCursorPosition(0)

    # --- editing -------------------------------------------------------------------------------

    @Slot(int)
    def on_category(self, index: int) -> None:
        """A category of the list was chosen."""
        self._set_category(self.category.itemData(index))

    @Slot()
    def on_category_typed(self) -> None:
        """A category was typed; empty is the bank's own."""
        text = self.category.currentText().strip()
        detail = self._detail
        if detail is None or text == categories.shown(detail.category):
            return
        chosen = self.category.findText(text, Qt.MatchFlag.MatchFixedString)
        self._set_category(
            self.category.itemData(chosen) if chosen >= 0 else categories.kept(text) or None
        )

    def _set_category(self, name: str | None) -> None:
        detail = self._detail
        if detail is None:
            return
        after = None if name == detail.bank_category else name
        if after != detail.own_category:
            self.edited.emit(
                Edit(uid=detail.uid, field="category", before=detail.own_category, after=after)
            )

    def keep_note(self) -> None:
        """Hand over the note if it was changed."""
        detail = self._detail
        if detail is None:
            return
        text = self.note.toPlainText().strip()
        if text != detail.note:
            self._detail = replace(detail, note=text)
            self.edited.emit(Edit(uid=detail.uid, field="note", before=detail.note, after=text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The note is kept when the field loses the focus."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self.keep_note()
        return super().eventFilter(watched, event)


def _fact(name: str, value: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(labels.label(name, "muted"), 0, Qt.AlignmentFlag.AlignTop)
    words = labels.label(value, wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignRight)
    row.addWidget(words, 1)
    return row
