"""The settings, applied as they are changed: language, looks, privacy, connection, where data live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from pluggy_desktop.connect.request import CALLBACK_PATH
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.i18n import tr
from pluggy_desktop.settings import Settings

if TYPE_CHECKING:
    from pluggy_desktop.gui.services import Services

_LONGEST_MINUTES = 120
_COPIED_MS = 2500
_WIDTH = 600  # pixels


class SettingsDialog(QDialog):
    """`changed(Settings)` with every change; `rebuild` speaks the new language at once."""

    changed = Signal(object)

    def __init__(
        self, settings: Settings, services: Services | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._services = services
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MS)
        self._copied.timeout.connect(self.on_copied_long_ago)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(18)
        self.setFixedWidth(_WIDTH)
        self.rebuild(settings)

    def rebuild(self, settings: Settings) -> None:
        """Show these settings, in the language in use now."""
        self._settings = settings
        self.setWindowTitle(tr("Settings"))
        labels.clear(self._column)
        for title, fill in (
            (tr("Looks"), self._fill_looks),
            (tr("Connecting banks"), self._fill_connecting),
            (tr("Your data"), self._fill_data),
        ):
            self._section(title, fill)
        self._column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = labels.button(tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addWidget(close)
        self._column.addLayout(row)

    def event(self, event: QEvent) -> bool:
        """Give wrapped texts the height they need, which is more than a layout's own guess."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumHeight(max(self._column.totalHeightForWidth(_WIDTH), 0))
        return done

    def _section(self, title: str, fill: Callable[[QGridLayout], None]) -> None:
        part = QVBoxLayout()
        part.setSpacing(10)
        part.addWidget(labels.label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 170)
        grid.setColumnStretch(1, 1)
        fill(grid)
        part.addLayout(grid)
        self._column.addLayout(part)

    def _fill_looks(self, grid: QGridLayout) -> None:
        self.language = _choices(
            (
                ("system", tr("As the system")),
                ("pt_BR", "Português (Brasil)"),
                ("en", "English"),
            ),
            self._settings.language,
        )
        self.theme = _choices(
            (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))),
            self._settings.theme,
        )
        self.hide_amounts = QCheckBox(tr("Hide amounts"))
        self.hide_amounts.setChecked(self._settings.hide_amounts)
        _add(grid, tr("Language"), self.language)
        _add(grid, tr("Theme"), self.theme)
        grid.addWidget(self.hide_amounts, grid.rowCount(), 1)
        self.language.activated.connect(self.on_changed)
        self.theme.activated.connect(self.on_changed)
        self.hide_amounts.toggled.connect(self.on_changed)

    def _fill_connecting(self, grid: QGridLayout) -> None:
        self.port = _spin(0, 65_535, self._settings.listener_port)
        self.port.setSpecialValueText(tr("any free one"))
        self.minutes = _spin(1, _LONGEST_MINUTES, self._settings.collection_minutes)
        self.minutes.setSuffix(f" {tr('minutes')}")
        _add(grid, tr("Wait for a bank"), self.minutes)
        _hint(grid, tr("After this long the bank goes on sending without keeping you waiting."))
        _add(grid, tr("Port for the way back"), self.port)
        self._fill_address(grid)
        self._fill_webhook(grid)
        self.port.valueChanged.connect(self.on_changed)
        self.minutes.valueChanged.connect(self.on_changed)

    def _fill_address(self, grid: QGridLayout) -> None:
        self.address = QLineEdit()
        self.address.setReadOnly(True)
        self.address.setFont(theme.mono_font(theme.TEXT_PX - 1))
        self.copy = labels.square("copy", tr("Copy the return address"))
        self.copy.clicked.connect(self.on_copy)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.address, 1)
        row.addWidget(self.copy)
        _add(grid, tr("Return address"), self.address, row)
        _hint(
            grid,
            tr(
                "The browser comes back here, on this computer, after you authorise. Enter it "
                "where Pluggy asks for a return address."
            ),
        )
        self._show_address()

    def _fill_webhook(self, grid: QGridLayout) -> None:
        self.webhook = QLineEdit(self._settings.webhook_url)
        self.webhook.setPlaceholderText("https://")
        self.webhook.editingFinished.connect(self.on_webhook)
        self.webhook_hint = labels.label("", "small", wrap=True)
        _add(grid, tr("Address for notices"), self.webhook)
        grid.addWidget(self.webhook_hint, grid.rowCount(), 1)
        self._judge_webhook()

    def _show_address(self) -> None:
        port = self._settings.listener_port
        self.address.setText(
            f"http://localhost:{port}{CALLBACK_PATH}"
            if port
            else tr("another one each time, with any free port")
        )
        self.address.setCursorPosition(0)
        self.copy.setEnabled(bool(port))

    def _judge_webhook(self) -> bool:
        """Say what the address is for, or what is wrong with it; whether it can be used."""
        fine = _is_valid("webhook_url", self.webhook.text().strip())
        theme.set_role(self.webhook_hint, role="small" if fine else "error")
        self.webhook_hint.setText(
            tr("Only if you have a server: Pluggy tells it when a bank's data change.")
            if fine
            else tr("The address begins with https:// and has no spaces.")
        )
        return fine

    def _fill_data(self, grid: QGridLayout) -> None:
        services = self._services
        if services is None:
            grid.addWidget(labels.label(tr("Your data are not open."), "muted"), 0, 0, 1, 2)
            return
        folder = labels.label(str(services.paths.data), wrap=True, selectable=True)
        _add(grid, tr("Folder"), folder)
        _add(grid, tr("Passwords and key"), labels.label(services.vault_backend, wrap=True))
        words = (
            tr("Everything is in one encrypted file in this folder.")
            if services.kept
            else tr("This session keeps nothing: the file is gone when the app is closed.")
        )
        grid.addWidget(labels.label(words, "small", wrap=True), grid.rowCount(), 1)
        show = labels.button(tr("Open the folder"), kind="small")
        show.clicked.connect(self.on_folder)
        grid.addWidget(show, grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def on_changed(self) -> None:
        """Something was chosen."""
        self._settings = replace(
            self._settings,
            language=self.language.currentData(),
            theme=self.theme.currentData(),
            hide_amounts=self.hide_amounts.isChecked(),
            listener_port=self.port.value(),
            collection_minutes=self.minutes.value(),
        )
        self._show_address()
        self.changed.emit(self._settings)

    @Slot()
    def on_webhook(self) -> None:
        """The address for notices was typed."""
        typed = self.webhook.text().strip()
        if self._judge_webhook() and typed != self._settings.webhook_url:
            self._settings = replace(self._settings, webhook_url=typed)
            self.changed.emit(self._settings)

    @Slot()
    def on_copy(self) -> None:
        """Put the return address on the clipboard, and say so on the button."""
        QGuiApplication.clipboard().setText(self.address.text())
        theme.set_icon(self.copy, "check")
        self.copy.setToolTip(tr("Copied"))
        self._copied.start()

    @Slot()
    def on_copied_long_ago(self) -> None:
        """The button offers copying again."""
        theme.set_icon(self.copy, "copy")
        self.copy.setToolTip(self.copy.accessibleName())

    @Slot()
    def on_folder(self) -> None:
        """Show where the data live."""
        if self._services is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._services.paths.data)))


def _choices(choices: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    box = QComboBox()
    for value, name in choices:
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _spin(low: int, high: int, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    box.setKeyboardTracking(False)
    box.lineEdit().setTextMargins(8, 0, 8, 0)
    box.setGroupSeparatorShown(False)
    return box


def _is_valid(option: str, value: str) -> bool:
    """Whether an option of the settings takes `value`; its rule is declared there."""
    [rule] = [each.metadata["valid"] for each in fields(Settings) if each.name == option]
    return bool(rule(value))


def _hint(grid: QGridLayout, text: str) -> None:
    grid.addWidget(labels.label(text, "small", wrap=True), grid.rowCount(), 1)


def _add(grid: QGridLayout, name: str, field: QWidget, within: QHBoxLayout | None = None) -> None:
    """A line of the grid: a name and its field, which may stand in a row `within`."""
    row = grid.rowCount()
    words = labels.label(name, "muted")
    words.setBuddy(field)
    field.setAccessibleName(name)
    grid.addWidget(words, row, 0)
    if within is None:
        grid.addWidget(field, row, 1)
    else:
        grid.addLayout(within, row, 1)
