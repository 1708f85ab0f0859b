"""Page 3: choosing the institution, by name or by looking, with mouse or keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pluggy_desktop.connect.catalog import find
from pluggy_desktop.domain.models import Connector, Health
from pluggy_desktop.errors import AccessRefused, AppError
from pluggy_desktop.gui import labels
from pluggy_desktop.gui.wizard.cards import CARD_HEIGHT, GAP, CardDelegate, InstitutionModel
from pluggy_desktop.gui.wizard.page import MARGIN, Page
from pluggy_desktop.gui.wizard.spinner import Spinner
from pluggy_desktop.gui.wizard.trouble import Trouble
from pluggy_desktop.i18n import number, tr, tr_n

_COLUMNS: Final = 3
_LEAVES_SEARCH = frozenset(
    {
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
    }
)


class CardView(QListView):
    """Cards in three columns; arrows, Home and End move between them. `typed` are letters."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardDelegate(self)
        self.setItemDelegate(self.cards)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setObjectName("institutions")
        self.setAccessibleName(tr("Institutions"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to the search (Qt would jump to names that begin so)."""
        if event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three columns, whatever the width."""
        # The scroll bar's place is kept free whether it shows or not, so that nothing jumps.
        bar = self.verticalScrollBar().sizeHint().width()
        width = (self.width() - bar - 1) // _COLUMNS  # Qt wraps a row that fits exactly
        if width != self.gridSize().width():
            self.cards.cell = QSize(width, CARD_HEIGHT + GAP)
            self.setGridSize(self.cards.cell)
        super().resizeEvent(event)


class InstitutionPage(Page):
    """Shows the institutions. `wanted` asks for the list; `chosen` says one was double-clicked.

    `access_wanted` asks for the Pluggy access, where there is none.
    """

    wanted = Signal()
    chosen = Signal()
    access_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, parent)
        self.say(
            tr("Choose the institution"),
            tr("You will authorise at its site or app. No password here."),
        )
        self._all: list[Connector] = []
        self._model = InstitutionModel(self)
        self._view = CardView()
        self._view.setModel(self._model)
        self._search = QLineEdit()
        self._count = labels.label("", "muted")
        self._hint = labels.label("", "muted", wrap=True)
        self._hint.setObjectName("hint")
        self._trouble = Trouble()
        self._states = QStackedWidget()
        self._build()
        self._view.selectionModel().currentChanged.connect(self.on_current)
        self._view.doubleClicked.connect(self.on_double_clicked)
        self._view.typed.connect(self.on_typed)
        self._search.textChanged.connect(self.on_search)
        self.show_loading()

    def first_focus(self) -> QWidget:
        """The search, so that typing finds at once."""
        return self._search

    def isComplete(self) -> bool:
        """One is chosen that can be connected now."""
        connector = self.connector()
        return connector is not None and connector.health is not Health.OFFLINE

    def connector(self) -> Connector | None:
        """The chosen institution."""
        if self._states.currentWidget() is not self._grid:
            return None
        return self._model.connector(self._view.currentIndex())

    def show_loading(self) -> None:
        """The list is on its way."""
        self._all = []
        self._count.clear()
        self._hint.clear()
        self._states.setCurrentWidget(self._loading)
        self.completeChanged.emit()

    def show_institutions(self, connectors: Sequence[Connector]) -> None:
        """Show these; what was chosen before stays so."""
        before = self.connector()
        self._all = list(connectors)
        self._filter(keep=before.id if before is not None else None)

    def show_error(self, error: AppError) -> None:
        """Say why there is no list."""
        self._enter_access.setVisible(isinstance(error, AccessRefused))
        self._trouble.show_error(error)
        self._states.setCurrentWidget(self._failed)
        self._again.setFocus()
        self.completeChanged.emit()

    def has_list(self) -> bool:
        """Whether the institutions are here."""
        return bool(self._all)

    def trouble(self) -> AppError | None:
        """The error shown, None if there is none."""
        failed = self._states.currentWidget() is self._failed
        return self._trouble.error() if failed else None

    def count_words(self) -> str:
        """What is said about how many there are."""
        return self._count.text()

    def hint(self) -> str:
        """What is said about the chosen one."""
        return self._hint.text()

    def forget(self) -> None:
        """Forget the list: another profile may see other institutions."""
        self._search.clear()
        self.show_loading()

    # --- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._search.setObjectName("search")
        self._search.setPlaceholderText(tr("Search bank, cooperative, broker…"))
        self._search.setAccessibleName(tr("Search institutions"))
        self._search.installEventFilter(self)
        inside = QHBoxLayout(self._search)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.addStretch(1)
        inside.addWidget(self._count)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._search.setTextMargins(0, 0, 110, 0)
        self._grid = self._view
        self._loading = _centred(
            Spinner(28), labels.label(tr("Asking Pluggy for the list…"), "muted")
        )
        self._nothing_text = labels.label("", "strong", wrap=True)
        self._nothing = _centred(
            self._nothing_text,
            labels.label(tr("Try fewer letters, or another name it goes by."), "muted", wrap=True),
        )
        self._failed = QWidget()
        column = QVBoxLayout(self._failed)
        column.setContentsMargins(0, 0, MARGIN, 0)
        column.addWidget(self._trouble)
        column.addStretch(1)
        self._again = self._trouble.offer(tr("Try again"), "try-again")
        self._again.clicked.connect(self.on_again)
        self._enter_access = self._trouble.offer(tr("Enter your Pluggy access"), "enter-access")
        self._enter_access.clicked.connect(self.on_enter_access)
        for state in (self._loading, self._grid, self._nothing, self._failed):
            self._states.addWidget(state)
        # The list reaches into the right margin, where its scroll bar stands.
        self.body.setContentsMargins(MARGIN, 0, 0, 8)
        search_row = QHBoxLayout()
        search_row.setContentsMargins(0, 0, MARGIN, 0)
        search_row.addWidget(self._search)
        self.body.addLayout(search_row)
        states_row = QHBoxLayout()
        states_row.setContentsMargins(0, 0, MARGIN - GAP - 12, 0)
        states_row.addWidget(self._states)
        self.body.addLayout(states_row, 1)
        hint_row = QHBoxLayout()
        hint_row.setContentsMargins(0, 0, MARGIN, 0)
        hint_row.addWidget(self._hint)
        self.body.addLayout(hint_row)

    # --- what happens ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys leave the search for the cards, while typing goes on in it."""
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _LEAVES_SEARCH
            and self._states.currentWidget() is self._grid
        ):
            begins = not self._view.currentIndex().isValid()
            self._view.setFocus()
            if begins:
                self._choose(0)
            else:
                self._view.event(event)
            return True
        return super().eventFilter(watched, event)

    def _choose(self, row: int) -> None:
        index = self._model.index(row)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._view.selectionModel().setCurrentIndex(index, flags)
        self._view.scrollTo(index)

    def _filter(self, *, keep: int | None) -> None:
        text = self._search.text().strip()
        found = find(self._all, text)
        self._model.show_rows(found)
        total = len(self._all)
        self._count.setText(
            tr("{n} of {total}", n=number(len(found)), total=number(total))
            if text
            else tr_n("{n} institution", "{n} institutions", total)
        )
        if not found:
            self._nothing_text.setText(
                tr("No institution fits “{text}”", text=text)
                if text
                else tr("Pluggy shows no institution to this access")
            )
        self._states.setCurrentWidget(self._grid if found else self._nothing)
        # While searching the best hit is chosen, so that Enter takes it; otherwise nothing is.
        row = self._model.row_of(keep) if keep is not None else -1
        row = 0 if row < 0 and text and found else row
        if row >= 0:
            self._choose(row)
        self.on_current()

    @Slot(str)
    def on_typed(self, text: str) -> None:
        """Typing on the cards goes on searching."""
        self._search.setFocus()
        self._search.insert(text)

    @Slot()
    def on_search(self) -> None:
        """Narrow the list to what is typed."""
        if self._all:
            self._filter(keep=None)

    @Slot()
    def on_current(self) -> None:
        """Explain the chosen institution where there is something to know."""
        connector = self.connector()
        self._hint.setText(_hint(connector) if connector is not None else "")
        self.completeChanged.emit()

    @Slot(QModelIndex)
    def on_double_clicked(self, index: QModelIndex) -> None:
        """A double click chooses and goes on."""
        if self.isComplete():
            self.chosen.emit()

    @Slot()
    def on_again(self) -> None:
        """Ask for the list once more."""
        self.show_loading()
        self.wanted.emit()

    @Slot()
    def on_enter_access(self) -> None:
        """Go to the page of the Pluggy access."""
        self.access_wanted.emit()


def _hint(connector: Connector) -> str:
    if connector.health is Health.OFFLINE:
        return tr(
            "{institution} does not answer Pluggy at the moment. It can be connected when it is back.",
            institution=connector.name,
        )
    if connector.health is Health.UNSTABLE:
        return tr(
            "{institution} works unreliably at the moment: it may take longer or fail. "
            "Trying does no harm.",
            institution=connector.name,
        )
    if connector.is_meu_pluggy:
        return tr(
            "MeuPluggy passes on the banks that you connected at meu.pluggy.ai, once a day and free."
        )
    return ""


def _centred(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, MARGIN, 60)
    column.setSpacing(10)
    column.addStretch(1)
    for widget in widgets:
        if isinstance(widget, QLabel):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        else:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return made
