"""The line at the bottom: how fresh the data are, what needs the person, what goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from pluggy_desktop.connect.progress import Stage
from pluggy_desktop.gui import connection_words, labels, theme
from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui.background import Waiting
from pluggy_desktop.gui.views.sidebar import needs_attention
from pluggy_desktop.i18n import tr, tr_n
from pluggy_desktop.store import AccountRow, Connection

HEIGHT: Final = 32
_STEPS = 1000


class StatusLine(QWidget):
    """Says it in one line, with the button for the next step.

    The buttons: `reconnect_wanted(str connection id)`, `resume_wanted(str attempt id)`,
    `give_up_wanted(str attempt id, str institution)` and `cancel_wanted()`.
    """

    reconnect_wanted = Signal(str)
    resume_wanted = Signal(str)
    give_up_wanted = Signal(str, str)
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._needing = ""
        self._waiting: Waiting | None = None
        self._fresh = labels.label("", "muted")
        self._until = labels.label("", "muted")
        self._mark = labels.label()
        theme.set_icon(self._mark, "warning", tint="attention", size=15)
        self._attention = labels.Elided("", "attention")
        self._reconnect = labels.button(tr("Reconnect"), kind="small")
        self._give_up = labels.button(tr("Give up"), kind="small")
        self._doing = labels.Elided("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(tr("Progress"))
        self._cancel = labels.button(tr("Stop"), kind="small")
        self._note = labels.label("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._fresh)
        row.addSpacing(8)
        row.addWidget(self._until)
        row.addSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._attention)
        row.addWidget(self._reconnect)
        row.addWidget(self._give_up)
        row.addWidget(self._doing)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        row.addStretch(1)
        row.addWidget(self._note)
        self._reconnect.clicked.connect(self.on_reconnect)
        self._give_up.clicked.connect(self.on_give_up)
        self._cancel.clicked.connect(self.cancel_wanted)
        self.show_activity("", None, can_cancel=False)

    def show_connections(
        self,
        connections: Sequence[Connection],
        accounts: Sequence[AccountRow],
        waiting: Sequence[Waiting],
        now: dt.datetime,
    ) -> None:
        """Say how fresh the data are and what needs the person."""
        synced = [c.last_synced_at for c in connections if c.last_synced_at]
        self._fresh.setText(
            tr("Synced {when}", when=texts.relative(max(synced), now)) if synced else ""
        )
        behind = _behind(connections, accounts)
        self._until.setText(
            tr("{name}: data until {day}", name=behind[0], day=texts.date(behind[1]))
            if behind
            else ""
        )
        needing = [c for c in connections if needs_attention(c)]
        # What waits for a moment goes first: it is all there is to see of it.
        self._waiting = waiting[0] if waiting else None
        self._needing = needing[0].id if needing and not waiting else ""
        words = _waiting_words(waiting) if waiting else _needing_words(needing)
        self._attention.setText(words)
        self._mark.setVisible(bool(words))
        self._attention.setVisible(bool(words))
        self._reconnect.setVisible(bool(words))
        self._give_up.setVisible(bool(waiting))
        labels.caption(
            self._reconnect, tr("Go on") if waiting else tr("Reconnect"), beside_icon=False
        )

    def show_activity(self, text: str, share: float | None, *, can_cancel: bool) -> None:
        """Say what goes on; `share` of it is done, None while that cannot be known."""
        busy = bool(text)
        self._doing.setText(text)
        self._doing.setVisible(busy)
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy and can_cancel)
        self._bar.setMaximum(0 if share is None else _STEPS)
        if share is not None:
            self._bar.setValue(int(share * _STEPS))
        self._fresh.setVisible(not busy)
        self._until.setVisible(not busy)

    def show_note(self, text: str) -> None:
        """Say something about the selection."""
        self._note.setText(text)

    def text(self) -> str:
        """All it says at the moment."""
        parts = (self._fresh, self._until, self._attention, self._doing, self._note)
        return " · ".join(part.text() for part in parts if part.text() and not part.isHidden())

    @Slot()
    def on_reconnect(self) -> None:
        """The person sees to it."""
        if self._waiting is not None:
            self.resume_wanted.emit(self._waiting.attempt_id)
        else:
            self.reconnect_wanted.emit(self._needing)

    @Slot()
    def on_give_up(self) -> None:
        """The person does not want it any more."""
        if self._waiting is not None:
            self.give_up_wanted.emit(self._waiting.attempt_id, self._waiting.institution)


def _waiting_words(waiting: Sequence[Waiting]) -> str:
    name = waiting[0].institution
    match waiting[0].stage:
        case Stage.QUESTION:
            words = tr("{name} has a question for you", name=name)
        case Stage.ACTION:
            words = tr("{name} waits for your confirmation", name=name)
        case Stage.APPROVAL:
            words = tr("{name} still has to approve", name=name)
        case _:
            words = tr("{name} waits for your authorisation", name=name)
    more = len(waiting) - 1
    return tr("{words} (and {n} more)", words=words, n=more) if more else words


def _needing_words(needing: Sequence[Connection]) -> str:
    if len(needing) == 1:
        return connection_words.explained(needing[0]).title
    if not needing:
        return ""
    return tr_n("{n} connection needs you", "{n} connections need you", len(needing))


def _behind(
    connections: Sequence[Connection], accounts: Sequence[AccountRow]
) -> tuple[str, dt.date] | None:
    """The connection whose data end first, and where; None without data."""
    known = [
        (day, connection.display_name)
        for connection in connections
        if (day := connection_words.data_until(connection, accounts)) is not None
    ]
    if not known:
        return None
    day, name = min(known)
    return name, day
