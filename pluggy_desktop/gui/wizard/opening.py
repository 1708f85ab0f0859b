"""The blocking steps of the first pages, as work for a worker: opening a profile, reading its access."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Connector
from pluggy_desktop.gui.services import Profiles, Services
from pluggy_desktop.gui.workers import Report


class Door(StrEnum):
    """What the person chose at the welcome page, or after the keyring failed."""

    EXAMPLE = "example"
    OWN = "own"
    SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A profile that is open. `has_access`: client id and secret are known, nothing to fill in."""

    services: Services
    has_access: bool
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Opens the profile behind a door, unless the present one is that already."""

    profiles: Profiles
    present: Services | None
    door: Door

    def __call__(self, cancel: Cancel, report: Report, /) -> Opened:
        """Open it. Raises VaultProblem, StoreProblem or another AppError."""
        present = self.present
        if present is not None and self._is_behind_door(present):
            return _opened(present, changed=False)
        return _opened(self._open(cancel), changed=True)

    def _is_behind_door(self, present: Services) -> bool:
        match self.door:
            case Door.EXAMPLE:
                return present.kind == "example"
            case Door.OWN:  # a session without a keyring is the person's own too
                return present.kind != "example"
            case Door.SESSION:
                return False

    def _open(self, cancel: Cancel) -> Services:
        match self.door:
            case Door.EXAMPLE:
                return self.profiles.open_example(cancel)
            case Door.OWN:
                return self.profiles.open(cancel)
            case Door.SESSION:
                return self.profiles.open_session_only(cancel)


def _opened(services: Services, *, changed: bool) -> Opened:
    has_access = services.access.client_id() is not None
    return Opened(services=services, has_access=has_access, changed=changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """Checks client id and secret with Pluggy, and keeps them."""

    services: Services
    client_id: str
    client_secret: str = field(repr=False)

    def __call__(self, cancel: Cancel, report: Report, /) -> None:
        """Do it. Raises InvalidInput, AccessRefused, VaultProblem or NetworkProblem."""
        self.services.access.save(self.client_id, self.client_secret, cancel=cancel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Asks Pluggy for the institutions."""

    services: Services

    def __call__(self, cancel: Cancel, report: Report, /) -> list[Connector]:
        """Ask. Raises AppError."""
        return self.services.catalog.institutions(cancel)
