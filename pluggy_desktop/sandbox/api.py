"""The API's endpoints for access, connectors and items, and the way to all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pluggy_desktop.sandbox.answers import Answer, Problem, json_answer
from pluggy_desktop.sandbox.bank import Bank
from pluggy_desktop.sandbox.clock import SandboxClock
from pluggy_desktop.sandbox.connectors import connector_json, institution, listed
from pluggy_desktop.sandbox.data import DataDesk
from pluggy_desktop.sandbox.limits import RateLimiter
from pluggy_desktop.sandbox.routing import Request, Route
from pluggy_desktop.sandbox.tokens import Caller, ConnectGrant, TokenOffice
from pluggy_desktop.sandbox.validation import (
    Dialect,
    check_products,
    check_redirect,
    check_text,
    check_webhook,
    parameter_errors,
)


class Api:
    """Answers the API's requests from a `Bank`."""

    def __init__(
        self,
        bank: Bank,
        office: TokenOffice,
        clock: SandboxClock,
        *,
        base_url: str,
        dialect: Dialect,
    ) -> None:
        self._bank = bank
        self._office = office
        self._clock = clock
        self._url = base_url
        self._dialect = dialect
        self._limiter = RateLimiter(clock)
        self._routes = (
            Route("POST", "/auth", self._auth, "anyone", "auth"),
            Route("POST", "/connect_token", self._connect_token),
            Route("GET", "/connectors", self._connectors, "widget"),
            Route("GET", "/connectors/{id}", self._connector, "widget"),
            Route("POST", "/connectors/{id}/validate", self._validate, "widget"),
            Route("GET", "/items", self._no_item_list),
            Route("GET", "/v2/items", self._no_item_list),
            Route("POST", "/items", self._create_item, "widget"),
            Route("GET", "/items/{id}", self._get_item, "widget"),
            Route("PATCH", "/items/{id}", self._update_item, "widget", "item-update"),
            Route("DELETE", "/items/{id}", self._delete_item),
            Route("POST", "/items/{id}/mfa", self._answer_item, "widget"),
            Route("PATCH", "/items/{id}/disable-auto-sync", self._disable_auto_sync),
            *DataDesk(bank, clock).routes(),
        )

    def answer(self, request: Request) -> Answer:
        """The answer to `request`; every refusal is one too."""
        headers: dict[str, str] = {}
        try:
            route, parts = self._find(request)
            if route.bucket is not None:
                headers = self._limiter.count(request.address, route.bucket)
            caller = Caller(None)
            if route.who != "anyone":
                caller = self._office.caller(request.token)
                if route.who == "key" and caller.grant is not None:
                    raise Problem(403, "Missing or invalid authorization token")
            full = replace(request, caller=caller, parts=parts)
            return json_answer(route.handler(full), headers=headers)
        except Problem as problem:
            return json_answer(
                problem.body, status=problem.status, headers={**headers, **problem.headers}
            )

    def _find(self, request: Request) -> tuple[Route, tuple[str, ...]]:
        for route in self._routes:
            parts = route.match(request)
            if parts is not None:
                return route, parts
        raise Problem(404, f"Cannot {request.method} {request.path}")

    # -- access --------------------------------------------------------------------------------

    def _auth(self, request: Request) -> object:
        body = request.json
        return {"apiKey": self._office.api_key(body.get("clientId"), body.get("clientSecret"))}

    def _connect_token(self, request: Request) -> object:
        options = request.json.get("options")
        given: Mapping[str, object] = options if isinstance(options, dict) else {}
        grant = ConnectGrant(
            client_user_id=check_text(given.get("clientUserId"), "options.clientUserId"),
            webhook_url=check_webhook(given.get("webhookUrl"), prefix="options."),
            oauth_redirect_uri=check_redirect(
                given.get("oauthRedirectUri"), self._dialect, prefix="options."
            ),
            avoid_duplicates=given.get("avoidDuplicates") is True,
            products=check_products(given.get("products"), prefix="options."),
        )
        item_id = request.json.get("itemId")
        if item_id is not None:
            if not isinstance(item_id, str) or not self._bank.exists(item_id.lower()):
                raise Problem(404, "item not found", description="ITEM_NOT_FOUND")
            grant.item_ids.add(item_id.lower())
        return {"accessToken": self._office.connect_token(grant)}

    # -- connectors ----------------------------------------------------------------------------

    def _connectors(self, request: Request) -> object:
        details = request.first.get("healthDetails") == "true"
        rows = [
            connector_json(bank, self._url, health_details=details)
            for bank in listed(request.first)
        ]
        return {"page": 1, "total": len(rows), "totalPages": 1, "results": rows}

    def _connector(self, request: Request) -> object:
        details = request.first.get("healthDetails") == "true"
        return connector_json(
            institution(_number(request.parts[0])), self._url, health_details=details
        )

    def _validate(self, request: Request) -> object:
        bank = institution(_number(request.parts[0]))
        return {"parameters": request.json, "errors": parameter_errors(bank, request.json)}

    # -- items ---------------------------------------------------------------------------------

    def _no_item_list(self, request: Request) -> object:
        raise Problem(401, f"{request.path} is not enabled for this client")

    def _create_item(self, request: Request) -> object:
        return self._bank.create(request.json, request.caller)

    def _get_item(self, request: Request) -> object:
        return self._bank.get(request.parts[0], request.caller)

    def _update_item(self, request: Request) -> object:
        return self._bank.update(request.parts[0], request.json, request.caller)

    def _delete_item(self, request: Request) -> object:
        return self._bank.delete(request.parts[0])

    def _answer_item(self, request: Request) -> object:
        return self._bank.answer(request.parts[0], request.json, request.caller)

    def _disable_auto_sync(self, request: Request) -> object:
        return self._bank.disable_auto_sync(request.parts[0])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
