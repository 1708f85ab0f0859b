"""The seams with a second implementation: Pluggy, the keyring, the browser and the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pluggy_desktop.domain.models import (
    Account,
    Bill,
    Connector,
    Consent,
    Investment,
    Item,
    Loan,
    Rejected,
    Transaction,
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """Rows of one answer; `next` is where the following page is ("" at the end)."""

    rows: Sequence[Row]
    rejected: Sequence[Rejected] = ()
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """What a connect token is asked for; the narrow right under which an item is made."""

    client_user_id: str
    products: tuple[str, ...] = ()
    redirect_uri: str = ""
    webhook_url: str = ""
    avoid_duplicates: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """What an item is made of. `parameters` are the connector's fields by name; {} for MeuPluggy."""

    connector_id: int
    parameters: Mapping[str, str]
    link: LinkOptions


class Gateway(Protocol):
    """Pluggy, as this product uses it.

    Each call blocks, within a time limit; each raises only children of AppError: AccessRefused,
    NetworkProblem, PluggyRefused, BadAnswer, Cancelled.
    """

    def check_access(self) -> None:
        """Ask Pluggy whether client id and secret are right (one POST /auth, never repeated)."""

    def linked(self, options: LinkOptions) -> Gateway:
        """The same gateway on a connect token: for making and following one item.

        If an endpoint refuses the token (401/403), that gateway goes on with the API key and says
        so in the log. Raises PluggyRefused when Pluggy refuses the redirect URI.
        """

    def connectors(self) -> Page[Connector]:
        """All institutions of country BR with their health."""

    def connector(self, connector_id: int) -> Connector:
        """One institution."""

    def create_item(self, new: NewItem) -> Item:
        """Make an item. Never repeated blindly, since a lost reply may have made it."""

    def item(self, item_id: str) -> Item:
        """Where an item stands."""

    def update_item(self, item_id: str, parameters: Mapping[str, str] | None = None) -> Item:
        """Ask Pluggy to collect again (PATCH), with new parameters if given."""

    def send_parameter(self, item_id: str, parameters: Mapping[str, str]) -> Item:
        """Answer what the item waits for (POST /items/{id}/mfa)."""

    def delete_item(self, item_id: str) -> None:
        """Remove the item at Pluggy, which revokes the consent. Fine if it is gone already."""

    def accounts(self, item_id: str) -> Page[Account]:
        """All accounts of an item."""

    def transactions(
        self, account: Account, *, since: dt.date | None = None, after: str = ""
    ) -> Page[Transaction]:
        """A page of an account's transactions, newest first; `after` is the page's `next` before."""

    def bills(self, account: Account) -> Page[Bill]:
        """All closed bills of a card."""

    def investments(self, item_id: str) -> Page[Investment]:
        """All investments of an item."""

    def loans(self, item_id: str) -> Page[Loan]:
        """All loans of an item."""

    def consents(self, item_id: str) -> Page[Consent]:
        """The consents of an item."""


class Vault(Protocol):
    """Where secrets are kept. Names: "client-id", "client-secret", "database-key"."""

    @property
    def backend(self) -> str:
        """The keeper's name for people, such as "Secret Service"."""

    def read(self, name: str) -> str | None:
        """The secret, None if there is none. Raises VaultProblem."""

    def write(self, name: str, secret: str) -> None:
        """Keep the secret and read it back. Raises VaultProblem."""

    def delete(self, name: str) -> None:
        """Forget the secret; fine if there is none. Raises VaultProblem."""


class Browser(Protocol):
    """What opens an address for the person."""

    def open(self, url: str) -> bool:
        """Hand an already checked URL to the system's browser; False when that did not work."""


class Clock(Protocol):
    """Time. Waits and deadlines go by `monotonic`, dates and token ages by `now`."""

    def now(self) -> dt.datetime:
        """The present instant, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""
