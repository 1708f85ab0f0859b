"""The bar on top: sync, connect, search, period, hidden amounts, settings."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from pluggy_desktop.gui import labels, theme, viewstate
from pluggy_desktop.gui.viewstate import ViewState
from pluggy_desktop.i18n import tr

HEIGHT: Final = 48
_NARROW: Final = 900  # pixels
_TYPING_MS: Final = 90  # after the last letter; short enough to feel immediate


class TopBar(QWidget):
    """Tells what the person wants; knows nothing of how it is done."""

    sync_wanted = Signal()
    cancel_wanted = Signal()
    connect_wanted = Signal()
    search_changed = Signal(str)
    search_left = Signal()
    period_chosen = Signal(str)
    hide_wanted = Signal(bool)
    details_wanted = Signal(bool)
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._syncing = False
        self.sync = labels.button(tr("Sync"), icon="sync")
        self.sync.setToolTip(tr("Fetch what is new from all banks (Ctrl+R)"))
        self.connect_bank = labels.button(
            tr("Connect bank"), kind="primary", icon="add", tint="on_accent"
        )
        self.connect_bank.setToolTip(tr("Connect a bank (Ctrl+N)"))
        self.search = SearchField()
        self.period = labels.button("", kind="menu")
        self.hide_amounts = labels.square("eye", tr("Hide amounts"))
        self.hide_amounts.setCheckable(True)
        self.details = labels.square("details", tr("Show details"))
        self.details.setCheckable(True)
        self.settings = labels.square("settings", tr("Settings (Ctrl+,)"))
        self._place()
        self._connect()

    def _place(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.sync)
        row.addWidget(self.connect_bank)
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        for widget in (self.period, self.hide_amounts, self.details, self.settings):
            row.addWidget(widget)
        menu = QMenu(self.period)
        group = QActionGroup(menu)
        for value, name in viewstate.period_names().items():
            action = QAction(name, menu)
            action.setCheckable(True)
            action.setData(str(value))
            group.addAction(action)
            menu.addAction(action)
        self.period.setMenu(menu)
        self.period.setAccessibleName(tr("Period"))

    def _connect(self) -> None:
        self.sync.clicked.connect(self.on_sync)
        self.connect_bank.clicked.connect(self.connect_wanted)
        self.search.settled.connect(self.search_changed)
        self.search.left.connect(self.search_left)
        self.period.menu().triggered.connect(self.on_period)
        self.hide_amounts.clicked.connect(self.hide_wanted)
        self.details.clicked.connect(self.details_wanted)
        self.settings.clicked.connect(self.settings_wanted)

    def show_state(self, state: ViewState, *, hidden: bool, syncing: bool, can_sync: bool) -> None:
        """Show where the window stands."""
        self.search.show_text(state.text)
        self.period.setText(viewstate.period_names()[state.period])
        for action in self.period.menu().actions():
            action.setChecked(action.data() == state.period)
        self.hide_amounts.setChecked(hidden)
        name = tr("Show amounts") if hidden else tr("Hide amounts")
        self.hide_amounts.setAccessibleName(name)
        self.hide_amounts.setToolTip(name)
        tint = "accent" if hidden else "text"
        theme.set_icon(self.hide_amounts, "eye-off" if hidden else "eye", tint=tint)
        listed = state.view == "transactions"
        self.details.setChecked(state.details and listed)
        self.details.setEnabled(listed)
        self.period.setEnabled(listed)
        self._syncing = syncing
        self._caption_buttons(self.width())
        theme.set_icon(self.sync, "close" if syncing else "sync")
        self.sync.setEnabled(syncing or can_sync)

    @Slot()
    def on_sync(self) -> None:
        """Sync, or stop doing so."""
        (self.cancel_wanted if self._syncing else self.sync_wanted).emit()

    @Slot(QAction)
    def on_period(self, action: QAction) -> None:
        """Another period."""
        self.period_chosen.emit(str(action.data()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the first two buttons keep only their icons."""
        self._caption_buttons(event.size().width())
        super().resizeEvent(event)

    def _caption_buttons(self, width: int) -> None:
        for button, text in (
            (self.sync, tr("Stop") if self._syncing else tr("Sync")),
            (self.connect_bank, tr("Connect bank")),
        ):
            labels.caption(button, text if width >= _NARROW else "", beside_icon=True)
            button.setAccessibleName(text)


class SearchField(QLineEdit):
    """Finds as one types: `settled(text)` a moment after the last letter, at once when cleared."""

    settled = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("Search everything: text, amount, category"))
        self.setAccessibleName(tr("Search"))
        self.setMaximumWidth(460)
        self.setMinimumWidth(140)
        self.setMaxLength(200)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._timer.timeout.connect(self.on_settled)
        self._last = ""
        self._hint = labels.label("Ctrl+F", "muted")
        self._hint.setParent(self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = labels.square("close", tr("Clear the search"))
        self._clear.setParent(self)
        self._clear.setProperty("kind", "clear")
        theme.set_icon(self._clear, "close", tint="muted", size=14)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.setTextMargins(24, 0, 52, 0)
        self._glass = labels.label()
        self._glass.setParent(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.set_icon(self._glass, "search", tint="muted", size=16)
        self.textChanged.connect(self.on_text)

    def show_text(self, text: str) -> None:
        """Show a search without telling anybody, unless the person types right now."""
        if text != self.text().strip() and not self._timer.isActive():
            self._last = text
            self.setText(text)
            self._timer.stop()

    @Slot(str)
    def on_text(self, text: str) -> None:
        """A letter more or less."""
        self._clear.setVisible(bool(text))
        self._hint.setVisible(not text)
        if text:
            self._timer.start()
        else:
            self._timer.stop()
            self.on_settled()

    @Slot()
    def on_settled(self) -> None:
        """The person has stopped typing."""
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.settled.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears, then leaves; Down and Enter go to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (
            Qt.Key.Key_Escape,
            Qt.Key.Key_Down,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self._timer.stop()
            self.on_settled()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep glass, hint and clear button inside."""
        super().resizeEvent(event)
        size = self._hint.sizeHint()
        middle = (self.height() - size.height()) // 2
        self._hint.setGeometry(
            self.width() - size.width() - 12, middle, size.width(), size.height()
        )
        self._glass.setGeometry(10, (self.height() - 16) // 2, 16, 16)
        self._clear.setGeometry(self.width() - 30, (self.height() - 24) // 2, 26, 24)

    def sizeHint(self) -> QSize:
        """Wide where there is room."""
        return QSize(460, super().sizeHint().height())
