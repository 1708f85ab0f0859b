"""The wizard's frame: size, bottom bar, the words and looks of its buttons, and one question."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QWizard

from pluggy_desktop.gui import theme
from pluggy_desktop.gui.wizard.page import MARGIN, Buttons
from pluggy_desktop.i18n import tr

WIDTH: Final = 760
HEIGHT: Final = 600

_BAR_MARGIN = 16
_BUTTON_WORDS = 54
_QUIET_PADDING = 16
_LAYOUT = "buttonsShown"  # a dynamic property: what the bar holds now


class Choice(Enum):
    """What to do with an attempt whose authorisation would be lost."""

    STAY = auto()
    BACKGROUND = auto()
    STOP = auto()


def dress(wizard: QWizard) -> None:
    """Give `wizard` its size and its buttons; Qt's own banner is not used."""
    kind = QWizard.WizardButton
    wizard.setWindowTitle(tr("Connect a bank"))
    wizard.setObjectName("connect-wizard")
    wizard.setWizardStyle(QWizard.WizardStyle.ModernStyle)
    wizard.setWindowModality(Qt.WindowModality.WindowModal)
    wizard.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
    for option in (
        QWizard.WizardOption.HaveCustomButton1,
        QWizard.WizardOption.HaveCustomButton2,
        QWizard.WizardOption.HaveCustomButton3,
    ):
        wizard.setOption(option)
    names = {
        kind.BackButton: ("back", tr("&Back"), "quiet"),
        kind.NextButton: ("next", tr("&Continue"), "primary"),
        kind.CancelButton: ("cancel", tr("Cancel"), "plain"),
        kind.FinishButton: ("finish", tr("&Finish"), "primary"),
        kind.CustomButton1: ("go-background", tr("&Go on in the background"), "plain"),
        kind.CustomButton2: ("connect-another", tr("Connect &another"), "plain"),
        kind.CustomButton3: ("retry", tr("&Try again"), "primary"),
    }
    for button, (name, text, look) in names.items():
        wizard.setButtonText(button, text)
        made = wizard.button(button)
        made.setObjectName(name)
        theme.set_role(made, kind=look)
    # The bar's buttons are as narrow as their words allow; the app's style sheet has them wider.
    wizard.setStyleSheet(f"QWizard QPushButton {{ min-width: {_BUTTON_WORDS}px; }}")
    wizard.setMinimumSize(WIDTH, HEIGHT)
    wizard.resize(WIDTH, HEIGHT)


def lay_buttons(wizard: QWizard, buttons: Buttons, *, ended: bool) -> None:
    """Put `buttons` into the bottom bar, from left to right."""
    kind = QWizard.WizardButton
    finish = wizard.button(kind.FinishButton)
    retry = ended and kind.CustomButton3 in buttons
    finish.setText(tr("C&lose") if ended else tr("&Finish"))
    theme.set_role(finish, kind="plain" if retry else "primary")
    another = tr("Choose &another institution") if ended else tr("Connect &another")
    wizard.button(kind.CustomButton2).setText(another)
    shown = [button.value for button in buttons]
    if wizard.property(_LAYOUT) != shown:
        wizard.setProperty(_LAYOUT, shown)
        wizard.setButtonLayout(buttons)
    if retry:
        wizard.button(kind.CustomButton3).setDefault(True)  # type: ignore[attr-defined]
    _widen_bar(wizard)


def _widen_bar(wizard: QWizard) -> None:
    """Give the bottom bar the page's margins; Qt takes them from the style, for all dialogs alike."""
    button = wizard.button(QWizard.WizardButton.CancelButton)
    # Found as an object, not by walking the layouts: items taken from a layout would be deleted.
    for bar in wizard.findChildren(QHBoxLayout):
        if bar.indexOf(button) >= 0:
            left = MARGIN - _QUIET_PADDING  # where “Back” stands, whose frame is not seen
            bar.setContentsMargins(left, _BAR_MARGIN, MARGIN, _BAR_MARGIN)
            bar.setSpacing(8)


def ask_to_stop(wizard: QWizard, institution: str) -> Choice:
    """Ask whether to throw away what the person already did at the bank."""
    box = QMessageBox(wizard)
    box.setObjectName("ask-to-stop")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("Stop connecting?"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Stop connecting {institution}?", institution=institution))
    box.setInformativeText(
        tr("You have authorised already. Stopping withdraws that, and nothing is fetched.")
    )
    stay = box.addButton(tr("Keep waiting"), QMessageBox.ButtonRole.RejectRole)
    later = box.addButton(tr("Go on in the background"), QMessageBox.ButtonRole.ActionRole)
    stop = box.addButton(tr("Stop"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    pressed = box.clickedButton()
    if pressed is stop:
        return Choice.STOP
    return Choice.BACKGROUND if pressed is later else Choice.STAY
