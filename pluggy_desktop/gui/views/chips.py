"""The row of filters above the transactions: what narrows the list, and what else could."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from pluggy_desktop.gui import categories, labels, viewstate
from pluggy_desktop.gui.viewstate import ViewState
from pluggy_desktop.i18n import tr

_MOST = 40  # categories in the menu


class FilterChips(QWidget):
    """Shows a state's filters as chips; `changed(ViewState)` is the state the person wants."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ViewState()
        self._categories: Sequence[str] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._period = self._removable(self.on_period_removed)
        self._category = self._removable(self.on_category_removed)
        self._add = labels.button(tr("+ Filter"), kind="chip")
        self._add.setAccessibleName(tr("Add a filter"))
        self._add.clicked.connect(self.on_add)
        self._row.addWidget(self._add)
        self.pending = self._toggle(tr("Only pending"), self.on_pending)
        self.money_in = self._toggle(tr("Only money in"), self.on_money_in)
        self.money_out = self._toggle(tr("Only money out"), self.on_money_out)
        self._all = labels.button(tr("Clear filters"), kind="link")
        self._all.clicked.connect(self.on_cleared)
        self._row.addWidget(self._all)
        self._row.addStretch(1)

    def show_state(self, state: ViewState) -> None:
        """Show the filters of `state`."""
        self._state = state
        own_period = state.since is not None or state.until is not None
        self._set(self._period, viewstate.period_text(state) if own_period else "")
        named = state.category
        words = "" if named is None else categories.shown(named) or tr("No category")
        self._set(self._category, words)
        self.pending.setChecked(state.pending)
        self.money_in.setChecked(state.direction == "in")
        self.money_out.setChecked(state.direction == "out")
        self._all.setVisible(state.is_narrowed or own_period)

    def set_categories(self, names: Sequence[str]) -> None:
        """Offer these categories, most used first."""
        self._categories = names

    def _removable(self, removed: object) -> QPushButton:
        chip = labels.button("", kind="chip")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.clicked.connect(removed)
        chip.hide()
        self._row.addWidget(chip)
        return chip

    def _toggle(self, text: str, toggled: object) -> QPushButton:
        chip = labels.button(text, kind="chip")
        chip.setCheckable(True)
        chip.clicked.connect(toggled)
        self._row.addWidget(chip)
        return chip

    def _set(self, chip: QPushButton, text: str) -> None:
        chip.setText(f"{text}  ✕".replace("&", "&&"))
        chip.setAccessibleName(tr("Remove the filter {name}", name=text))
        chip.setChecked(True)
        chip.setVisible(bool(text))

    def _want(self, state: ViewState) -> None:
        self.show_state(state)
        self.changed.emit(state)

    @Slot()
    def on_period_removed(self) -> None:
        """Back to the period of the menu."""
        self._want(replace(self._state, since=None, until=None))

    @Slot()
    def on_category_removed(self) -> None:
        """All categories."""
        self._want(replace(self._state, category=None))

    @Slot(bool)
    def on_pending(self, wanted: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """Only what is pending, or everything."""
        self._want(replace(self._state, pending=wanted))

    @Slot(bool)
    def on_money_in(self, wanted: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """Only money in, or both."""
        self._direction("in", wanted=wanted)

    @Slot(bool)
    def on_money_out(self, wanted: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """Only money out, or both."""
        self._direction("out", wanted=wanted)

    def _direction(self, way: Literal["in", "out"], *, wanted: bool) -> None:
        self._want(replace(self._state, direction=way if wanted else None))

    @Slot()
    def on_cleared(self) -> None:
        """No filters at all."""
        self._want(self._state.widened())

    @Slot()
    def on_add(self) -> None:
        """Choose a category or a period."""
        menu = QMenu(self)
        for name in self._categories[:_MOST]:
            action = QAction(categories.shown(name).replace("&", "&&"), menu)
            action.setData(name)
            menu.addAction(action)
        none = QAction(tr("No category"), menu)
        none.setData("")
        menu.addSeparator()
        menu.addAction(none)
        picked = menu.exec(self._add.mapToGlobal(self._add.rect().bottomLeft()))
        menu.deleteLater()
        if picked is not None:
            self._want(replace(self._state, category=cast("str", picked.data())))

    def choose_period(self, first: dt.date, last: dt.date) -> None:
        """Narrow the list to a period of the person's own."""
        self._want(replace(self._state, since=first, until=last))
