"""Where the person goes in the window: each wish becomes the next view state."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final, cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pluggy_desktop.domain.dates import add_months
from pluggy_desktop.gui.viewstate import VIEWS, ViewName, ViewState

_DAY: Final = dt.timedelta(days=1)


class Navigation(QObject):
    """Holds the view state. `moved()` when it is another one."""

    moved = Signal()

    def __init__(self, state: ViewState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state

    def set_view_keys(self, window: QWidget) -> None:
        """Have Ctrl and a digit lead to the views, in their order."""
        for position, view in enumerate(VIEWS, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{position}"), window)
            shortcut.setProperty("view", view)
            shortcut.activated.connect(self.on_view_key)

    def go(self, state: ViewState) -> None:
        """Go to `state`."""
        if state != self.state:
            self.state = state
            self.moved.emit()

    def forget_account(self) -> None:
        """The account that was chosen is gone; whoever shows the state knows."""
        self.state = replace(self.state, account_id="")

    def widen(self) -> None:
        """Take all filters away."""
        if self.state.is_narrowed or self.state.since or self.state.until:
            self.go(self.state.widened())

    def show_details(self, *, shown: bool) -> None:
        """Show or hide the details beside the table."""
        self.go(replace(self.state, details=shown))

    @Slot(str)
    def on_view(self, view: str) -> None:
        """A view was chosen; the transactions are then those of all accounts."""
        self.go(replace(self.state, view=cast("ViewName", view), account_id=""))

    @Slot()
    def on_view_key(self) -> None:
        """Ctrl and a digit."""
        self.on_view(self.sender().property("view"))

    @Slot(str)
    def on_account(self, account_id: str) -> None:
        """An account was chosen: its transactions."""
        self.go(replace(self.state, view="transactions", account_id=account_id))

    @Slot(object)
    def on_state(self, state: ViewState) -> None:
        """Filters changed."""
        self.go(state)

    @Slot(str)
    def on_search(self, text: str) -> None:
        """Something else is searched for, in everything."""
        state = replace(self.state, text=text)
        if text:
            state = replace(state, view="transactions")
        self.go(state)

    @Slot(str)
    def on_period(self, period: str) -> None:
        """Another period."""
        self.go(replace(self.state, period=period, since=None, until=None))

    @Slot(object, object)
    def on_category_month(self, category: str | None, month: dt.date) -> None:
        """A category of a month, from the overview; None stands for all spending."""
        self.go(
            ViewState(
                view="transactions",
                period=self.state.period,
                since=month,
                until=add_months(month, 1) - _DAY,
                direction="out",
                category=category,
                details=self.state.details,
            )
        )
