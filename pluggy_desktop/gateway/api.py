"""Pluggy's endpoints as pluggy_sdk sends them, answers as plain bytes.

Imports pluggy_sdk (0.6 s): only for workers, on the first call.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID

import pluggy_sdk
import urllib3
from pydantic import ValidationError

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.ports import LinkOptions, NewItem
from pluggy_desktop.errors import InvalidInput
from pluggy_desktop.gateway.answer import Answer, read
from pluggy_desktop.gateway.call import Call
from pluggy_desktop.gateway.connection import GuardedHTTPPool, GuardedHTTPSPool
from pluggy_desktop.gateway.limits import Limits
from pluggy_desktop.gateway.network import problem_of
from pluggy_desktop.gateway.problems import unreadable
from pluggy_desktop.i18n import tr

Prepared = Callable[..., urllib3.BaseHTTPResponse]
"""A request that waits only for its time limits and its key."""

Model = TypeVar("Model")

_NEXT = re.compile(r"\?[!-~]{1,4096}")
_USER_AGENT = "pluggy-desktop"


class PluggyApi:
    """Builds and sends requests; safe from any thread. Close it when done.

    pluggy_sdk makes the requests, but neither waits nor repeats nor follows a redirect, and its
    models never see an answer: they refuse much of what Pluggy really sends.
    """

    def __init__(self, base_url: str, *, limits: Limits, user_agent: str = _USER_AGENT) -> None:
        configuration = pluggy_sdk.Configuration(
            host=base_url,
            # total=0: no repeats of its own; redirect=False: a 3xx comes back as it is, unfollowed.
            retries=urllib3.Retry(total=0, redirect=False, respect_retry_after_header=False),
        )
        self._client = pluggy_sdk.ApiClient(configuration)
        self._client.user_agent = user_agent
        self._client.default_headers["Accept-Encoding"] = "gzip"
        self._pools = self._client.rest_client.pool_manager
        self._pools.pool_classes_by_scheme = {"http": GuardedHTTPPool, "https": GuardedHTTPSPool}
        self._limits = limits
        self._host = urlsplit(base_url).hostname or ""
        self._port = urlsplit(base_url).port
        self._auth = pluggy_sdk.AuthApi(self._client)
        self._connectors = pluggy_sdk.ConnectorApi(self._client)
        self._items = pluggy_sdk.ItemsApi(self._client)
        self._accounts = pluggy_sdk.AccountApi(self._client)
        self._bills = pluggy_sdk.BillApi(self._client)
        self._investments = pluggy_sdk.InvestmentApi(self._client)
        self._loans = pluggy_sdk.LoanApi(self._client)
        self._consents = pluggy_sdk.ConsentApi(self._client)

    def close(self) -> None:
        """Close the kept connections."""
        # Forgetting a pool closes nothing as long as anything, a logged traceback even, holds it.
        for pool in [self._pools.pools[key] for key in self._pools.pools.keys()]:  # noqa: SIM118
            pool.close()
        self._pools.clear()

    def send(self, prepared: Prepared, *, key: str, cancel: Cancel) -> Answer:
        """Send one request once and read its whole answer, whatever its status.

        `key` is an API key or a connect token, "" for none.

        Raises:
            Cancelled, NetworkProblem, BadAnswer, InvalidInput.
        """
        cancel.check()
        options: dict[str, object] = {
            "_request_timeout": (self._limits.connect, self._limits.read),
            # Given to the request, not set on the shared configuration: threads have their own.
            "_request_auth": {"type": "api_key", "in": "header", "key": "X-API-KEY", "value": key},
        }
        with Call(cancel, limit=self._limits.total) as call:
            try:
                return read(prepared(**options), most=self._limits.decoded, call=call)
            except ValidationError as error:
                raise _malformed(error) from None
            except Exception as error:  # noqa: BLE001  (what is not the network's goes on)
                cancel.check()
                raise problem_of(error, call, self._host, self._port) from None

    # What follows is one method an endpoint, in the order a person meets them.

    def auth(self, client_id: str, client_secret: str) -> Prepared:
        """POST /auth."""
        keys = _built(pluggy_sdk.AuthRequest, client_id=client_id, client_secret=client_secret)
        return partial(self._auth.auth_create_without_preload_content, keys)

    def connect_token(self, link: LinkOptions) -> Prepared:
        """POST /connect_token."""
        options = _built(pluggy_sdk.ItemOptions, **_link_fields(link))
        request = _built(pluggy_sdk.ConnectTokenRequest, options=options)
        return partial(self._auth.connect_token_create_without_preload_content, request)

    def connectors(self, page: int, *, sandbox: bool) -> Prepared:
        """GET /connectors of Brazil with their health; page 2 onwards by our own query."""
        if page > 1:
            flags = {"sandbox": "true"} if sandbox else {}
            return self._get(
                "/connectors", countries="BR", healthDetails="true", page=page, **flags
            )
        return partial(
            self._connectors.connectors_list_without_preload_content,
            countries=["BR"],
            health_details=True,
            sandbox=True if sandbox else None,
        )

    def connector(self, connector_id: int) -> Prepared:
        """GET /connectors/{id}."""
        return partial(
            self._connectors.connector_retrieve_without_preload_content,
            connector_id,
            health_details=True,
        )

    def create_item(self, new: NewItem) -> Prepared:
        """POST /items. Empty parameters are sent as {}, which MeuPluggy wants."""
        request = _built(
            pluggy_sdk.CreateItem,
            connector_id=new.connector_id,
            # By position: with field names the SDK drops the values and sends null.
            parameters=pluggy_sdk.CreateItemParameters(dict(new.parameters)),
            **_link_fields(new.link),
        )
        return partial(self._items.items_create_without_preload_content, request)

    def item(self, item_id: str) -> Prepared:
        """GET /items/{id}."""
        return partial(self._items.items_retrieve_without_preload_content, _uuid(item_id))

    def update_item(self, item_id: str, parameters: Mapping[str, str] | None) -> Prepared:
        """PATCH /items/{id}."""
        # By position here too.
        given = pluggy_sdk.UpdateItemParameters(dict(parameters)) if parameters else None
        request = _built(pluggy_sdk.UpdateItem, parameters=given)
        return partial(self._items.items_update_without_preload_content, _uuid(item_id), request)

    def send_parameter(self, item_id: str, parameters: Mapping[str, str]) -> Prepared:
        """POST /items/{id}/mfa."""
        return partial(
            self._items.items_send_mfa_without_preload_content, _uuid(item_id), dict(parameters)
        )

    def delete_item(self, item_id: str) -> Prepared:
        """DELETE /items/{id}."""
        return partial(self._items.items_delete_without_preload_content, _uuid(item_id))

    def accounts(self, item_id: str, page: int) -> Prepared:
        """GET /accounts; the SDK knows only its first page."""
        if page > 1:
            return self._get("/accounts", itemId=_uuid(item_id), page=page)
        return partial(self._accounts.accounts_list_without_preload_content, _uuid(item_id))

    def transactions(self, account_id: str, *, since: dt.date | None, after: str) -> Prepared:
        """GET /v2/transactions: the first page, or the one that `after` (a page's `next`) names.

        The SDK writes dateFrom with a time, where Pluggy wants a plain date, and wants the cursor
        taken out of `next`, which Pluggy says to append as it is. So the query is our own.

        Raises:
            BadAnswer: `after` is not a query such as Pluggy sends.
        """
        if after:
            if not _NEXT.fullmatch(after) or "#" in after:
                raise unreadable("next")
            return partial(self._send_get, f"/v2/transactions{after}")
        query = {} if since is None else {"dateFrom": since.isoformat()}
        return self._get("/v2/transactions", accountId=_uuid(account_id), **query)

    def bills(self, account_id: str, page: int) -> Prepared:
        """GET /bills."""
        return partial(
            self._bills.bills_list_without_preload_content,
            _uuid(account_id),
            page_size=500,
            page=page,
        )

    def investments(self, item_id: str, page: int) -> Prepared:
        """GET /investments."""
        return partial(
            self._investments.investments_list_without_preload_content, _uuid(item_id), page=page
        )

    def loans(self, item_id: str, page: int) -> Prepared:
        """GET /loans; the SDK knows only its first page."""
        if page > 1:
            return self._get("/loans", itemId=_uuid(item_id), page=page)
        return partial(self._loans.loans_list_without_preload_content, _uuid(item_id))

    def consents(self, item_id: str, page: int) -> Prepared:
        """GET /consents; the SDK knows only its first page."""
        if page > 1:
            return self._get("/consents", itemId=_uuid(item_id), page=page)
        return partial(self._consents.consents_list_without_preload_content, _uuid(item_id))

    def _get(self, path: str, **query: object) -> Prepared:
        return partial(self._send_get, f"{path}?{urlencode(query, quote_via=quote)}")

    def _send_get(
        self,
        target: str,
        *,
        _request_timeout: tuple[float, float],
        _request_auth: dict[str, object],
    ) -> urllib3.BaseHTTPResponse:
        """GET a path with its query, exactly as written, through the SDK's client."""
        serialized = self._client.param_serialize(
            method="GET",
            resource_path=target,
            header_params={"Accept": "application/json"},
            auth_settings=["default"],
            _request_auth=_request_auth,
        )
        answer = self._client.call_api(*serialized, _request_timeout=_request_timeout)
        response: urllib3.BaseHTTPResponse = answer.response
        return response


def _link_fields(link: LinkOptions) -> dict[str, object]:
    return {
        "client_user_id": link.client_user_id or None,
        "oauth_redirect_uri": link.redirect_uri or None,
        "webhook_url": link.webhook_url or None,
        "products": list(link.products) or None,
        "avoid_duplicates": link.avoid_duplicates,
    }


def _built(model: Callable[..., Model], **fields: object) -> Model:
    """A request model with `fields`. Raises InvalidInput, naming no value."""
    try:
        return model(**fields)
    except ValidationError as error:
        raise _malformed(error) from None


def _uuid(text: str) -> UUID:
    """An id as the SDK wants it. Raises InvalidInput where Pluggy cannot have made it."""
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(
            tr("This is not a connection's id"),
            tr("Ids at Pluggy are 32 letters and digits in five groups."),
            tr("Check it, or choose from the list."),
            technical="not sent",
        ) from None


def _malformed(error: ValidationError) -> InvalidInput:
    names = sorted({str(problem["loc"][0]) for problem in error.errors() if problem["loc"]})
    return InvalidInput(
        tr("This cannot be sent to Pluggy"),
        tr("It does not have the form that Pluggy asks for: {fields}.", fields=", ".join(names)),
        tr("Check what was entered."),
        technical="not sent",
    )
