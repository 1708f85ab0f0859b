"""Opening a profile: the work, and what is on screen until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from pluggy_desktop.gui import labels
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.gui.services import Profiles, Services
    from pluggy_desktop.gui.workers import Report

_WELCOMED: Final = "welcomed"

Way = Literal["own", "session", "example"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A profile that is open.

    `first_run`: it has no bank and nobody has been welcomed to it. `has_access`: its client id and
    secret are known.
    """

    services: Services
    first_run: bool
    has_access: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens a profile, and notes that its person has been welcomed."""

    profiles: Profiles
    way: Way

    def __call__(self, cancel: Cancel, report: Report, /) -> Opened:
        """Open it. Raises VaultProblem, StoreProblem or another AppError."""
        match self.way:
            case "own":
                services = self.profiles.open(cancel)
            case "session":
                services = self.profiles.open_session_only(cancel)
            case "example":
                services = self.profiles.open_example(cancel)
        store = services.store
        first = store.value(_WELCOMED) is None and not store.connections()
        if first:
            store.set_value(_WELCOMED, "1")
            import_wizard()
        return Opened(services, first, services.access.client_id() is not None)


@dataclass(frozen=True, slots=True)
class Preparing:
    """Imports the wizard while the person looks around: on its first opening it would be felt."""

    def __call__(self, cancel: Cancel, report: Report, /) -> None:
        """Import it."""
        import_wizard()


def import_wizard() -> None:
    """Have the wizard's modules read."""
    import pluggy_desktop.gui.wizard.wizard  # noqa: F401


def waiting_page() -> QWidget:
    """What is seen while the keyring and the file are being opened."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch(2)
    words = labels.label(tr("Opening your data…"), "muted")
    column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setFixedWidth(160)
    bar.setAccessibleName(words.text())
    column.addSpacing(8)
    column.addWidget(bar, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page
