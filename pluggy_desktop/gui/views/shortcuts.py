"""The sheet of keyboard shortcuts (F1)."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pluggy_desktop.gui import labels
from pluggy_desktop.i18n import tr


def shortcuts() -> tuple[tuple[str, str], ...]:
    """Keys as Qt writes them, and what they do."""
    return (
        ("Ctrl+F", tr("Search")),
        ("Ctrl+R", tr("Sync all banks")),
        ("Ctrl+N", tr("Connect a bank")),
        ("Ctrl+E", tr("Export what is shown")),
        ("Ctrl+1", tr("Overview; Ctrl+2 to Ctrl+6 for the other views")),
        ("Ctrl+H", tr("Hide or show amounts")),
        ("Ctrl+D", tr("Show or hide details")),
        ("Ctrl+Z", tr("Undo the last change of a category or note")),
        ("Ctrl+C", tr("Copy the selected rows")),
        ("Return", tr("Go to the details of the row")),
        ("Home", tr("First row; End for the last one")),
        ("Esc", tr("Clear search and filters")),
        ("Ctrl+,", tr("Settings")),
        ("F1", tr("This sheet")),
    )


class ShortcutSheet(QDialog):
    """Shows the shortcuts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(labels.label(tr("Keyboard shortcuts"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(9)
        for row, (keys, words) in enumerate(shortcuts()):
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(labels.label(native, "key"), row, 0)
            grid.addWidget(labels.label(words), row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        row_ = QHBoxLayout()
        row_.addStretch(1)
        close = labels.button(tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        row_.addWidget(close)
        column.addLayout(row_)
