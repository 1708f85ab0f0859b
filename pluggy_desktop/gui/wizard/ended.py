"""Where a connection ended without data: what happened, what it means, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget, QWizard

from pluggy_desktop.connect.progress import ConnectEnd, EndKind
from pluggy_desktop.domain.status import Reason
from pluggy_desktop.errors import (
    AccessRefused,
    AppError,
    InvalidInput,
    NetworkProblem,
    PluggyRefused,
)
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.gui.wizard.page import Buttons, Page, panel
from pluggy_desktop.gui.wizard.trouble import Details
from pluggy_desktop.i18n import tr

_ICONS = {
    Reason.LOCKED: "lock",
    Reason.BANK_OFFLINE: "offline",
    Reason.EXPIRED: "clock",
    Reason.CREDENTIALS: "person",
    Reason.CODE: "key",
}


def concerns_details(outcome: ConnectEnd | AppError) -> bool:
    """Whether trying again makes sense only after correcting the details."""
    if isinstance(outcome, ConnectEnd):
        return outcome.reason in {Reason.CREDENTIALS, Reason.NOT_SUPPORTED}
    if isinstance(outcome, PluggyRefused):
        return outcome.code == "CONNECTOR_VALIDATION_ERROR"
    return isinstance(outcome, InvalidInput)


class EndedPage(Page):
    """Shows a ConnectEnd without data, or the error that ended the attempt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self._picture = labels.label()
        self._message = labels.label("", wrap=True, selectable=True)
        self._message.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._action = labels.label("", "strong", wrap=True)
        self._details = Details()
        self._retry = False
        self._frame, column = panel("notice_attention", margin=18)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._message)
        words.addWidget(self._action)
        row.addLayout(words, 1)
        column.addLayout(row)
        self.body.addWidget(self._frame)
        self.body.addWidget(self._details)
        self.body.addStretch(1)

    def show_end(self, end: ConnectEnd) -> None:
        """Show an end of the connection."""
        words = end.explanation
        waiting = end.kind is EndKind.STILL_SYNCING
        icon = "history" if waiting else _ICONS.get(end.reason, "warning")
        self._retry = not waiting
        self._show(
            icon,
            title=words.title if words else tr("It ended without data"),
            message=words.message if words else "",
            action=words.action if words else "",
            technical=end.technical,
            tint="accent" if waiting else "attention",
        )

    def show_error(self, error: AppError) -> None:
        """Show what went wrong on the way."""
        icon = "warning"
        if isinstance(error, NetworkProblem):
            icon = "offline"
        elif isinstance(error, AccessRefused):
            icon = "key"
        self._retry = True
        self._show(
            icon,
            title=error.title,
            message=error.message,
            action=error.action,
            technical=error.technical,
            tint="attention",
        )

    def message(self) -> str:
        """What it means, as shown."""
        return self._message.text()

    def action(self) -> str:
        """The next step, as shown."""
        return self._action.text()

    def buttons(self) -> Buttons:
        """Another try where that can help, and a way out."""
        kind = QWizard.WizardButton
        if self._retry:
            return (kind.CustomButton2, kind.Stretch, kind.FinishButton, kind.CustomButton3)
        return (kind.Stretch, kind.CustomButton2, kind.FinishButton)

    def _show(
        self, icon: str, *, title: str, message: str, action: str, technical: str, tint: str
    ) -> None:
        theme.set_icon(self._picture, icon, tint=tint, size=32)
        theme.set_role(self._frame, role="notice" if tint == "accent" else "notice_attention")
        self.say(title)
        for label, text in ((self._message, message), (self._action, action)):
            label.setText(text)
            label.setVisible(bool(text))
        whole = " ".join(part for part in (title, message, action) if part)
        self._details.show_details(technical, whole=f"{whole}\n{technical}".strip())
        self.setAccessibleDescription(whole)
