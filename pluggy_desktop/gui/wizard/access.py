"""Page 2, the first time only: the person's Pluggy client id and secret, checked at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from pluggy_desktop.errors import AppError, VaultProblem
from pluggy_desktop.gui import labels, theme
from pluggy_desktop.gui.wizard.page import Page, panel
from pluggy_desktop.gui.wizard.spinner import Spinner
from pluggy_desktop.gui.wizard.trouble import Trouble
from pluggy_desktop.i18n import tr

MEU_PLUGGY_URL: Final = "https://meu.pluggy.ai"
DASHBOARD_URL: Final = "https://dashboard.pluggy.ai"


class AccessPage(Page):
    """Takes client id and secret. `submitted(client_id, secret)` asks for the check.

    `session_only` asks for a profile without a keyring, after the keyring failed.
    """

    submitted = Signal(str, str)
    session_only = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.say(
            tr("Your Pluggy access"),
            tr("Two codes from Pluggy open the way to your banks. You enter them once."),
        )
        self._busy = False
        self._verified = False
        self._id = QLineEdit()
        self._secret = QLineEdit()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = labels.square("eye", tr("Show the client secret"))
        self._show.setCheckable(True)
        self._show.setObjectName("show-secret")
        self._show.toggled.connect(self.on_show)
        self._paste_id = labels.button(tr("Paste"))
        self._paste_secret = labels.button(tr("Paste"))
        self._trouble = Trouble()
        self._session = self._trouble.offer(
            tr("Use without saving (this session only)"), "session-only"
        )
        self._session.clicked.connect(self.on_session)
        self._kept = labels.label("", "small", wrap=True)
        self._state = labels.label("", "muted")
        self._spinner = Spinner(16)
        self.body.addLayout(self._fields())
        self.body.addLayout(self._state_row())
        self.body.addWidget(self._trouble)
        self.body.addWidget(_checklist())
        self.body.addStretch(1)
        self._settle()

    def first_focus(self) -> QWidget:
        """The first field."""
        return self._secret if self._id.text() else self._id

    def isComplete(self) -> bool:
        """Both are filled in, and no check is on its way."""
        return bool(self._id.text().strip() and self._secret.text().strip()) and not self._busy

    def validatePage(self) -> bool:
        """Ask for the check instead of going on; once Pluggy accepted them, go on."""
        if self._verified:
            return True
        if not self._busy:
            self.submitted.emit(*self.values())
        return False

    def name_keeper(self, backend: str, *, kept: bool) -> None:
        """Say where the two will be kept."""
        self._kept.setText(
            tr("They are kept in this computer's keyring: {keeper}.", keeper=backend)
            if kept
            else tr("They are kept until you close the app, and nowhere else.")
        )

    def set_busy(self) -> None:
        """The check is on its way."""
        self._busy = True
        self._trouble.show_error(None)
        self._settle()

    def set_verified(self) -> None:
        """Pluggy accepted them and they are kept: nothing of the secret stays in the field."""
        self._busy = False
        self._secret.clear()
        self._verified = True
        self._settle()

    def show_error(self, error: AppError) -> None:
        """Say what was wrong; the fields keep what was typed."""
        self._busy = False
        self._session.setVisible(isinstance(error, VaultProblem))
        self._trouble.show_error(error)
        self._settle()
        self._secret.setFocus()

    def values(self) -> tuple[str, str]:
        """Client id and secret as they stand in the fields."""
        return self._id.text().strip(), self._secret.text().strip()

    def trouble(self) -> AppError | None:
        """The error shown, None if there is none."""
        return self._trouble.error()

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(10)
        rows = (
            (tr("Client &id"), self._id, "client-id", self._paste_id, tr("Paste the client id")),
            (
                tr("Client &secret"),
                self._secret,
                "client-secret",
                self._paste_secret,
                tr("Paste the client secret"),
            ),
        )
        for n, (text, field, name, paste, paste_name) in enumerate(rows):
            field.setObjectName(name)
            field.setAccessibleName(text.replace("&", ""))
            field.setFont(theme.mono_font(theme.TEXT_PX))
            field.textChanged.connect(self.on_edited)
            paste.setObjectName(f"paste-{name}")
            paste.setAccessibleName(paste_name)
            paste.setAutoDefault(False)
            words = QLabel(text)  # & marks the letter of its shortcut
            words.setBuddy(field)
            grid.addWidget(words, n, 0)
            grid.addWidget(field, n, 1, 1, 1 if field is self._secret else 2)
            grid.addWidget(paste, n, 3)
        grid.addWidget(self._show, 1, 2)
        self._id.setPlaceholderText("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
        self._show.setAutoDefault(False)
        self._paste_id.clicked.connect(self.on_paste_id)
        self._paste_secret.clicked.connect(self.on_paste_secret)
        grid.setColumnStretch(1, 1)
        return grid

    def _state_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        lock = labels.label()
        theme.set_icon(lock, "lock", tint="muted", size=16)
        row.addWidget(lock)
        row.addWidget(self._kept, 1)
        row.addWidget(self._spinner)
        row.addWidget(self._state)
        return row

    def _settle(self) -> None:
        self._spinner.setVisible(self._busy)
        self._state.setText(tr("Asking Pluggy…") if self._busy else "")
        for field in (self._id, self._secret):
            field.setReadOnly(self._busy)
        self.completeChanged.emit()

    @Slot()
    def on_edited(self) -> None:
        """What was checked is no longer what stands there."""
        self._verified = False
        self._trouble.show_error(None)
        self.completeChanged.emit()

    @Slot(bool)
    def on_show(self, shown: bool) -> None:  # noqa: FBT001  (Qt's signal)
        """Show or hide the secret."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._secret.setEchoMode(mode)
        name = tr("Hide the client secret") if shown else tr("Show the client secret")
        self._show.setAccessibleName(name)
        self._show.setToolTip(name)
        theme.set_icon(self._show, "eye-off" if shown else "eye")

    @Slot()
    def on_paste_id(self) -> None:
        """Put the clipboard's text into the client id."""
        self._id.setText(QGuiApplication.clipboard().text().strip())
        self._secret.setFocus()

    @Slot()
    def on_paste_secret(self) -> None:
        """Put the clipboard's text into the client secret."""
        self._secret.setText(QGuiApplication.clipboard().text().strip())
        self._secret.setFocus()

    @Slot()
    def on_session(self) -> None:
        """The person goes on without a keyring."""
        self.session_only.emit()


class LinkButton(QPushButton):
    """Opens an https page in the system's browser, and shows its address as a link."""

    def __init__(self, url: str, name: str) -> None:
        super().__init__(url.removeprefix("https://"))
        self._url = url
        self.setObjectName(name)
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setAccessibleName(tr("Open {address} in the browser", address=url))
        theme.set_icon(self, "external", tint="accent", size=14)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.clicked.connect(self.on_clicked)

    @Slot()
    def on_clicked(self) -> None:
        """Open it."""
        QDesktopServices.openUrl(QUrl(self._url))


def _checklist() -> QFrame:
    """The free way to one's own accounts, in three steps."""
    made, column = panel()
    column.setSpacing(8)
    column.addWidget(labels.label(tr("No codes yet? It is free for your own accounts"), "strong"))
    steps: tuple[tuple[str, QWidget | None], ...] = (
        (
            tr("Create an account at MeuPluggy and connect your banks there."),
            LinkButton(MEU_PLUGGY_URL, "open-meu-pluggy"),
        ),
        (
            tr("With the same e-mail, create an application at Pluggy's dashboard."),
            LinkButton(DASHBOARD_URL, "open-dashboard"),
        ),
        (tr("Copy its client id and client secret, and paste them above."), None),
    )
    for n, (text, link) in enumerate(steps, start=1):
        row = QHBoxLayout()
        row.setSpacing(10)
        number = labels.label(str(n), "count")
        number.setFixedSize(20, 18)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(labels.label(text, wrap=True), 1)
        if link is not None:
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
    return made
