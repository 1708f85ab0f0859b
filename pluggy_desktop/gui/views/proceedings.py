"""What goes on beside the window, as the status line and the banner tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from pluggy_desktop.gui.notices import Offer
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from pluggy_desktop.errors import AppError
    from pluggy_desktop.gui.activity import Activity, Outcome
    from pluggy_desktop.gui.background import BackgroundConnections
    from pluggy_desktop.gui.exporting import Exporting
    from pluggy_desktop.gui.notices import Banner
    from pluggy_desktop.gui.views.status_line import StatusLine


class Proceedings(QObject):
    """Tells how the sync, connections in the background and an export get on, and how they end.

    `moved()` when a sync begins or ends or an attempt begins or stops waiting,
    `reconnect_wanted(connection id)` for a step that the banner offers.
    """

    moved = Signal()
    reconnect_wanted = Signal(str)

    def __init__(
        self,
        activity: Activity,
        background: BackgroundConnections,
        exporting: Exporting,
        *,
        status: StatusLine,
        banner: Banner,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._over = parent
        self._activity = activity
        self._background = background
        self._status = status
        self._banner = banner
        self._offered = ""
        self._asked = ""
        for source in (activity, background):
            source.changed.connect(self.on_changed)
            source.ended.connect(self.on_ended)
            source.failed.connect(self.on_failed)
        exporting.progressed.connect(self.on_exporting)
        exporting.ended.connect(self.on_exported)
        exporting.failed.connect(self.on_failed)
        status.cancel_wanted.connect(activity.cancel)
        status.give_up_wanted.connect(self.on_give_up)

    @Slot()
    def on_changed(self) -> None:
        """Something got further."""
        activity = self._activity
        text = activity.text or self._background.text
        self._status.show_activity(text, activity.share, can_cancel=activity.is_syncing)
        self.moved.emit()

    @Slot(int)
    def on_exporting(self, count: int) -> None:
        """The export got further."""
        text = tr("Exporting: {n} rows", n=count)
        self._status.show_activity(text, None, can_cancel=False)

    @Slot(object)
    def on_exported(self, outcome: Outcome) -> None:
        """The export ended."""
        self.on_changed()
        self.on_ended(outcome)

    @Slot(object)
    def on_ended(self, outcome: Outcome) -> None:
        """Something ended: say so."""
        offer = None
        if outcome.reconnect:
            self._offered = outcome.reconnect
            offer = Offer(text=tr("Reconnect"), action=self.on_offered)
        self._banner.say(outcome.text, mood=outcome.mood, offer=offer, technical=outcome.technical)

    @Slot()
    def on_offered(self) -> None:
        """The step that the banner offers."""
        self.reconnect_wanted.emit(self._offered)

    @Slot(object)
    def on_failed(self, error: AppError) -> None:
        """Something went wrong: say so, with the next step."""
        self.on_changed()
        self._banner.say_error(error)

    @Slot(str, str)
    def on_give_up(self, attempt_id: str, institution: str) -> None:
        """Ask whether an authorisation that waits is to be given up."""
        self._asked = attempt_id
        box = QMessageBox(self._over)
        box.setObjectName("give-up")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr("Give up?"))
        box.setText(tr("Give up connecting {institution}?", institution=institution))
        box.setInformativeText(
            tr("What you have confirmed at the bank for it no longer counts. You can begin again.")
        )
        stop = box.addButton(tr("Give up"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(tr("Keep waiting"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        stop.clicked.connect(self.on_given_up)
        box.open()

    @Slot()
    def on_given_up(self) -> None:
        """The person is sure."""
        self._background.give_up(self._asked)
