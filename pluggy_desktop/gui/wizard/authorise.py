"""Page 5: the person authorises at the bank, and answers what it asks; everything else waits."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget, QWizard

from pluggy_desktop.connect.progress import ConnectView, Stage
from pluggy_desktop.gui import labels
from pluggy_desktop.gui.wizard.link import LinkPanel
from pluggy_desktop.gui.wizard.page import Buttons, Page
from pluggy_desktop.gui.wizard.question import ActionPanel, QuestionPanel
from pluggy_desktop.gui.wizard.waiting import Waiting
from pluggy_desktop.i18n import tr


class AuthorisePage(Page):
    """Shows the stages that need the person, or somebody at the bank.

    `open_again` asks for the browser, `code_wanted(url)` for its QR code, `answered(value)` answers
    the bank's question.
    """

    open_again = Signal()
    code_wanted = Signal(str)
    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(3, parent)
        self._institution = ""
        self._stage: Stage | None = None
        self._may_go_back = False
        self._preparing = Waiting()
        self._approval = Waiting()
        self.link = LinkPanel()
        self.question = QuestionPanel()
        self._action = ActionPanel()
        self._panels = QStackedWidget()
        for each in (
            _top(self._preparing),
            self.link,
            self.question,
            self._action,
            _top(self._approval),
        ):
            self._panels.addWidget(each)
        self._notices = labels.label("", "muted", wrap=True, selectable=True)
        self._notices.setObjectName("notices")
        self._leave = labels.label("", "small", wrap=True)
        self.body.addSpacing(6)
        self.body.addWidget(self._panels, 1)
        self.body.addWidget(self._notices)
        self.body.addWidget(self._leave)
        self.link.open_again.connect(self.open_again)
        self.link.code_wanted.connect(self.code_wanted)
        self.question.answered.connect(self.answered)

    def begin(self, institution: str, *, may_go_back: bool) -> None:
        """A new attempt at `institution` begins."""
        self._institution = institution
        self._may_go_back = may_go_back
        self._stage = None
        self.question.forget()
        self.show_view(ConnectView(stage=Stage.CREATING))

    def institution(self) -> str:
        """The institution that is being connected."""
        return self._institution

    def stage(self) -> Stage | None:
        """The stage shown."""
        return self._stage

    def show_view(self, view: ConnectView) -> None:
        """Show where the attempt is."""
        changed = view.stage is not self._stage
        self._stage = view.stage
        name = self._institution
        match view.stage:
            case Stage.AUTHORISE:
                self._show_link(view)
            case Stage.QUESTION:
                self.say(
                    tr("One more question"),
                    tr("The bank wants to be sure that it is you. The answer goes to it only."),
                )
                self.question.show_view(view, name)
                self._panels.setCurrentIndex(2)
            case Stage.ACTION:
                self.say(tr("Confirm at the bank"), tr("We go on here by ourselves afterwards."))
                self._action.show_view(view, name)
                self._panels.setCurrentIndex(3)
            case Stage.APPROVAL:
                self._show_approval()
            case _:
                self._show_preparing()
        self._notices.setText("\n".join(view.notices))
        self._notices.setVisible(bool(view.notices))
        can_leave = view.stage in {Stage.AUTHORISE, Stage.APPROVAL}
        self._leave.setText(
            tr("You can close this window: the connection goes on in the background.")
        )
        self._leave.setVisible(can_leave)
        if changed:
            self._focus()

    def buttons(self) -> Buttons:
        """Cancel; and back, where there is a page to correct something on."""
        kind = QWizard.WizardButton
        if self._stage is Stage.APPROVAL:
            return (kind.Stretch, kind.CancelButton, kind.CustomButton1)
        back = (kind.BackButton,) if self._may_go_back else ()
        return (*back, kind.Stretch, kind.CancelButton)

    def isComplete(self) -> bool:
        """The bank decides when it goes on, not a button."""
        return False

    def first_focus(self) -> QWidget:
        """The first thing that can be done."""
        if self._stage is Stage.QUESTION:
            return self.question.focus_widget()
        return self.link.focus_widget() if self._stage is Stage.AUTHORISE else self

    def _show_link(self, view: ConnectView) -> None:
        self.say(
            tr("Authorise at {institution}", institution=self._institution),
            tr(
                "The browser was opened at the bank's page. When you are done there, we go on here "
                "by ourselves."
            )
            if view.opened
            else tr(
                "Open the bank's page in your browser. When you are done, we go on by ourselves."
            ),
        )
        self.link.show_view(view)
        self._panels.setCurrentIndex(1)

    def _show_preparing(self) -> None:
        self.say(
            tr("Authorise at {institution}", institution=self._institution),
            tr("Your browser opens at the bank's page in a moment."),
        )
        self._preparing.say(tr("Asking the bank for its page…"))
        self._panels.setCurrentIndex(0)

    def _show_approval(self) -> None:
        self.say(
            tr("The bank still has to approve"),
            tr("Nothing to do here. You can go on in the background."),
        )
        self._approval.say(
            tr("Waiting for {institution}", institution=self._institution),
            more=tr("The bank or a second holder approves, which can take about 30 minutes."),
        )
        self._panels.setCurrentIndex(4)

    def _focus(self) -> None:
        if self.isVisible():
            self.first_focus().setFocus()


def _top(widget: QWidget) -> QWidget:
    """`widget` at the top of a panel of its own."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return made
