"""What the window works with, handed in by the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from pluggy_desktop.connect.access import Access
from pluggy_desktop.connect.catalog import Catalog
from pluggy_desktop.connect.connecting import Connecting
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.paths import Paths
from pluggy_desktop.store import Store
from pluggy_desktop.sync.refresh import Refresher

Kind = Literal["own", "session", "example"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """An opened profile.

    `kind`: "own" is kept on this computer; "session" is the person's too, and "example" has
    invented banks: both are thrown away when the app closes.
    """

    store: Store
    access: Access
    catalog: Catalog
    connecting: Connecting
    refresher: Refresher
    paths: Paths
    vault_backend: str
    kind: Kind

    @property
    def kept(self) -> bool:
        """Whether it is still there when the app is opened again."""
        return self.kind == "own"


class Profiles(Protocol):
    """Opens and closes profiles. Each opening blocks (keyring, file): call it in a worker.

    At most one is open; opening another one closes the one before, after its workers ended.
    """

    def open(self, cancel: Cancel) -> Services:
        """The profile the program was started for. Raises VaultProblem, StoreProblem, AppError."""

    def open_session_only(self, cancel: Cancel) -> Services:
        """A profile that keeps nothing, for a person who chose so because no keyring works."""

    def open_example(self, cancel: Cancel) -> Services:
        """A throw-away profile with an example bank to connect to."""

    def close(self) -> None:
        """Close the open profile, if any: file, listener, connections. Does not block for long."""
