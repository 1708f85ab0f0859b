"""Pluggy over HTTP: the access that all threads share, and the gateway opened on it for one job.

Importing this costs little: pluggy_sdk comes with the first call, which a worker makes.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import (
    Account,
    Bill,
    Connector,
    Consent,
    Investment,
    Item,
    Loan,
    Transaction,
)
from pluggy_desktop.domain.ports import Clock, LinkOptions, NewItem, Page
from pluggy_desktop.errors import PluggyRefused
from pluggy_desktop.gateway import decoding, mapping, mapping_items, problems, wire
from pluggy_desktop.gateway.address import PLUGGY_URL, is_loopback, validate_base_url
from pluggy_desktop.gateway.limits import Limits
from pluggy_desktop.gateway.problems import PassingProblem
from pluggy_desktop.gateway.sender import Repeat, Sender, TokenRefused, usable_token

if TYPE_CHECKING:
    from pluggy_desktop.gateway.api import PluggyApi, Prepared

__all__ = [
    "PLUGGY_URL",
    "Limits",
    "PluggyAccess",
    "PluggyGateway",
    "is_loopback",
    "validate_base_url",
]

Sent = TypeVar("Sent", bound=wire.Record)
Row = TypeVar("Row")

_log = logging.getLogger("pluggy_desktop.gateway")


class PluggyAccess:
    """One person's access to Pluggy: keys, connections and pauses, shared by all threads.

    Close it when done. Raises InvalidInput for an address that may not be the API's.
    """

    def __init__(
        self,
        base_url: str,
        client_id: str,
        client_secret: str,
        *,
        clock: Clock,
        limits: Limits | None = None,
    ) -> None:
        self._sender = Sender(base_url, client_id, client_secret, clock=clock, limits=limits)

    def __repr__(self) -> str:
        """Only the address: never the keys."""
        return f"{type(self).__name__}({self._sender.base_url!r})"

    @property
    def base_url(self) -> str:
        """The API's address, without a slash at its end."""
        return self._sender.base_url

    def open(self, cancel: Cancel) -> PluggyGateway:
        """A gateway whose calls end when `cancel` is set."""
        return PluggyGateway(self._sender, cancel)

    def close(self) -> None:
        """Close the kept connections."""
        self._sender.close()


class PluggyGateway:
    """Pluggy for one job: `domain.ports.Gateway` over HTTP. Use it from one thread at a time."""

    def __init__(self, sender: Sender, cancel: Cancel, *, token: str = "") -> None:
        self._sender = sender
        self._cancel = cancel
        self._token = token

    def check_access(self) -> None:
        """Ask Pluggy whether client id and secret are right."""
        self._sender.check(self._cancel)

    def linked(self, options: LinkOptions) -> PluggyGateway:
        """A gateway on a new connect token."""
        body = self._sender.request(
            lambda api: api.connect_token(options),
            endpoint="POST /connect_token",
            cancel=self._cancel,
            repeat=Repeat.IF_NOT_TAKEN,
        )
        token = usable_token(decoding.decode_object(body, wire.Token).access_token)
        return PluggyGateway(self._sender, self._cancel, token=token)

    def connectors(self) -> Page[Connector]:
        """All institutions of Brazil with their health; on this computer the simulator's too."""
        sandbox = is_loopback(self._sender.base_url)
        return self._list(
            lambda api, page: api.connectors(page, sandbox=sandbox),
            "GET /connectors",
            wire.Connector,
            mapping_items.connector,
        )

    def connector(self, connector_id: int) -> Connector:
        """One institution."""
        body = self._call(lambda api: api.connector(connector_id), "GET /connectors/{id}")
        return _object(body, wire.Connector, mapping_items.connector)

    def create_item(self, new: NewItem) -> Item:
        """Make an item, sending the request once only."""
        try:
            body = self._call(lambda api: api.create_item(new), "POST /items", Repeat.NEVER)
        except PassingProblem as problem:
            raise problems.maybe_done(problem) from None
        return _object(body, wire.Item, mapping_items.item)

    def item(self, item_id: str) -> Item:
        """Where an item stands."""
        body = self._call(lambda api: api.item(item_id), "GET /items/{id}")
        return _object(body, wire.Item, mapping_items.item)

    def update_item(self, item_id: str, parameters: Mapping[str, str] | None = None) -> Item:
        """Ask Pluggy to collect again."""
        body = self._call(
            lambda api: api.update_item(item_id, parameters),
            "PATCH /items/{id}",
            Repeat.IF_NOT_TAKEN,
        )
        return _object(body, wire.Item, mapping_items.item)

    def send_parameter(self, item_id: str, parameters: Mapping[str, str]) -> Item:
        """Answer what the item waits for."""
        body = self._call(
            lambda api: api.send_parameter(item_id, parameters),
            "POST /items/{id}/mfa",
            Repeat.IF_NOT_TAKEN,
        )
        return _object(body, wire.Item, mapping_items.item)

    def delete_item(self, item_id: str) -> None:
        """Remove the item at Pluggy; fine if it is gone already."""
        try:
            self._call(
                lambda api: api.delete_item(item_id), "DELETE /items/{id}", Repeat.IF_NOT_TAKEN
            )
        except PluggyRefused as refused:
            if refused.status != 404:
                raise

    def accounts(self, item_id: str) -> Page[Account]:
        """All accounts of an item."""
        return self._list(
            lambda api, page: api.accounts(item_id, page),
            "GET /accounts",
            wire.Account,
            partial(mapping.account, item_id=item_id),
        )

    def transactions(
        self, account: Account, *, since: dt.date | None = None, after: str = ""
    ) -> Page[Transaction]:
        """A page of an account's transactions, newest first."""
        body = self._call(
            lambda api: api.transactions(account.pluggy_id, since=since, after=after),
            "GET /v2/transactions",
        )
        sent = decoding.decode_page(body)
        good, bad = mapping.rows(
            sent.results, wire.Transaction, "transaction", partial(mapping.transaction, of=account)
        )
        return Page(rows=good, rejected=bad, next=sent.next or "")

    def bills(self, account: Account) -> Page[Bill]:
        """All closed bills of a card."""
        return self._list(
            lambda api, page: api.bills(account.pluggy_id, page),
            "GET /bills",
            wire.Bill,
            partial(mapping.bill, of=account),
        )

    def investments(self, item_id: str) -> Page[Investment]:
        """All investments of an item."""
        return self._list(
            lambda api, page: api.investments(item_id, page),
            "GET /investments",
            wire.Investment,
            partial(mapping.investment, item_id=item_id),
        )

    def loans(self, item_id: str) -> Page[Loan]:
        """All loans of an item."""
        return self._list(
            lambda api, page: api.loans(item_id, page),
            "GET /loans",
            wire.Loan,
            partial(mapping.loan, item_id=item_id),
        )

    def consents(self, item_id: str) -> Page[Consent]:
        """The consents of an item."""
        return self._list(
            lambda api, page: api.consents(item_id, page),
            "GET /consents",
            wire.Consent,
            mapping.consent,
        )

    def _list(
        self,
        prepare: Callable[[PluggyApi, int], Prepared],
        endpoint: str,
        model: type[Sent],
        to_row: Callable[[Sent], Row],
    ) -> Page[Row]:
        """All pages of a list. Raises BadAnswer where they repeat or do not end."""
        page: Page[Row] = Page(rows=[])
        most = self._sender.limits.pages
        for number in range(1, most + 1):
            sent = decoding.decode_page(self._call(_numbered(prepare, number), endpoint))
            last = sent.total_pages or 1
            if last > most or sent.page not in {None, number}:
                break
            good, bad = mapping.rows(sent.results, model, model.__name__.lower(), to_row)
            page = Page(rows=[*page.rows, *good], rejected=[*page.rejected, *bad])
            if number >= last:
                return page
        raise problems.endless_list()

    def _call(
        self,
        prepare: Callable[[PluggyApi], Prepared],
        endpoint: str,
        repeat: Repeat = Repeat.ALWAYS,
    ) -> bytes:
        """Send it on the connect token if there is one, on the API key if that is refused."""
        request = partial(
            self._sender.request, prepare, endpoint=endpoint, cancel=self._cancel, repeat=repeat
        )
        if not self._token:
            return request()
        try:
            return request(token=self._token)
        except TokenRefused:
            _log.warning("%s refuses the connect token: going on with the API key", endpoint)
            self._token = ""
            return request()


def _object(body: bytes, model: type[Sent], to_value: Callable[[Sent], Row]) -> Row:
    """A single object as a value. Raises BadAnswer."""
    try:
        return to_value(decoding.decode_object(body, model))
    except decoding.RowRefused as refused:
        raise problems.unreadable(str(refused)) from None


def _numbered(
    prepare: Callable[[PluggyApi, int], Prepared], number: int
) -> Callable[[PluggyApi], Prepared]:
    """`prepare` for page `number`."""
    return lambda api: prepare(api, number)
