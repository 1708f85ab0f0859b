"""Page 4: what the institution needs to know to find the person, sent once and not kept."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pluggy_desktop.domain.models import Connector
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.gui.wizard.fields import Field
from pluggy_desktop.gui.wizard.page import MARGIN, Page, panel
from pluggy_desktop.i18n import tr


class DetailsPage(Page):
    """The fields of one institution. `show_connector` builds them; what was typed before stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(2, parent)
        self._connector: Connector | None = None
        self._fields: list[Field] = []
        self._holder = QWidget()
        self._holder.setProperty("role", "clear")
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, MARGIN, 0)
        self._column.setSpacing(16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._holder)
        self.body.setContentsMargins(MARGIN, 0, 0, 12)
        self.body.addWidget(scroll, 1)
        self._use, column = panel()
        self._words = labels.label("", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        picture = labels.label()
        theme.set_icon(picture, "shield", tint="accent", size=20)
        row.addWidget(picture)
        row.addWidget(self._words, 1)
        column.addLayout(row)
        holder = QHBoxLayout()
        holder.setContentsMargins(0, 0, MARGIN, 0)
        holder.addWidget(self._use)
        self.body.addLayout(holder)

    def show_connector(self, connector: Connector) -> None:
        """Ask for what `connector` needs. The same institution again keeps what was typed."""
        self.say(
            tr("Your details"),
            tr("{institution} uses them to find your accounts.", institution=connector.name),
        )
        self._words.setText(
            tr(
                "They are sent to Pluggy for {institution} this one time and are not kept on this "
                "computer.",
                institution=connector.name,
            )
        )
        if connector == self._connector:
            return
        self._connector = connector
        labels.clear(self._column)
        self._fields = [Field(credential) for credential in connector.credentials]
        for field in self._fields:
            field.changed.connect(self.on_changed)
            self._column.addWidget(field)
        self._column.addStretch(1)
        self.completeChanged.emit()

    def first_focus(self) -> QWidget:
        """The first field that is not right yet."""
        unfinished = [field for field in self._fields if field.problem()]
        chosen = (unfinished or self._fields)[:1]
        return chosen[0].editor() if chosen else self

    def isComplete(self) -> bool:
        """Every field is right."""
        return all(not field.problem() for field in self._fields)

    def values(self) -> Mapping[str, str]:
        """What is filled in, by field name; fields left empty are not there."""
        filled = {field.credential.name: field.value() for field in self._fields}
        return {name: value for name, value in filled.items() if value}

    def fields(self) -> list[Field]:
        """The fields, in the institution's order."""
        return list(self._fields)

    def forget(self) -> None:
        """Forget what was typed."""
        self._connector = None
        self._fields = []
        labels.clear(self._column)

    @Slot()
    def on_changed(self) -> None:
        """A field changed: the way on may be open now."""
        self.completeChanged.emit()
