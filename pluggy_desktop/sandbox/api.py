"""The API's endpoints: which request goes where, who may make it, and what is read for it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pluggy_desktop.sandbox.answers import (
    Answer,
    Json,
    Problem,
    envelope,
    is_uuid,
    json_answer,
    need_uuid,
)
from pluggy_desktop.sandbox.bank import Bank, Shared
from pluggy_desktop.sandbox.catalogue import categories
from pluggy_desktop.sandbox.clock import SandboxClock, iso
from pluggy_desktop.sandbox.connectors import connector_json, institution, listed
from pluggy_desktop.sandbox.consents import consents
from pluggy_desktop.sandbox.feed import Query, check_names, transactions_page
from pluggy_desktop.sandbox.holdings import Holding, identity, investments, loans
from pluggy_desktop.sandbox.limits import RateLimiter
from pluggy_desktop.sandbox.movements import reais
from pluggy_desktop.sandbox.people import Account, Household
from pluggy_desktop.sandbox.tokens import Caller, ConnectGrant, TokenOffice
from pluggy_desktop.sandbox.validation import (
    Dialect,
    check_products,
    check_redirect,
    check_text,
    check_webhook,
    parameter_errors,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One API request, as far as it matters here."""

    method: str
    path: str
    query: Query
    address: str
    token: str | None = None
    body: object = None
    caller: Caller = field(default_factory=lambda: Caller(None))
    parts: tuple[str, ...] = ()

    @property
    def first(self) -> dict[str, str]:
        """The query with the first value of each name."""
        return {name: values[0] for name, values in self.query.items()}

    @property
    def json(self) -> Json:
        """The body as an object.

        Raises:
            Problem: It is something else (400).
        """
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise Problem(400, "the request body must be a JSON object")
        return self.body


Handler = Callable[[Request], object]


@dataclass(frozen=True, slots=True)
class _Route:
    method: str
    pattern: re.Pattern[str]
    handler: Handler
    who: str  # "anyone", "widget" (an API key or a connect token) or "key" (an API key only)
    bucket: str | None


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
        self._routes = [
            _Route(method, re.compile(path.replace("{id}", "([^/]+)")), handler, who, bucket)
            for method, path, handler, who, bucket in self._table()
        ]

    def _table(self) -> list[tuple[str, str, Handler, str, str | None]]:
        return [
            ("POST", "/auth", self._auth, "anyone", "auth"),
            ("POST", "/connect_token", self._connect_token, "key", None),
            ("GET", "/connectors", self._connectors, "widget", None),
            ("GET", "/connectors/{id}", self._connector, "widget", None),
            ("POST", "/connectors/{id}/validate", self._validate, "widget", None),
            ("GET", "/items", self._no_item_list, "key", None),
            ("GET", "/v2/items", self._no_item_list, "key", None),
            ("POST", "/items", self._create_item, "widget", None),
            ("GET", "/items/{id}", self._get_item, "widget", None),
            ("PATCH", "/items/{id}", self._update_item, "widget", "item-update"),
            ("DELETE", "/items/{id}", self._delete_item, "key", None),
            ("POST", "/items/{id}/mfa", self._answer_item, "widget", None),
            ("PATCH", "/items/{id}/disable-auto-sync", self._disable_auto_sync, "key", None),
            ("GET", "/accounts", self._accounts, "key", None),
            ("GET", "/accounts/{id}", self._account, "key", None),
            ("GET", "/accounts/{id}/balance", self._balance, "key", None),
            ("GET", "/transactions", self._gone, "key", "transactions"),
            ("GET", "/transactions/{id}", self._transaction, "key", "transactions"),
            ("GET", "/v2/transactions", self._transactions, "key", "transactions"),
            ("GET", "/bills", self._bills, "key", None),
            ("GET", "/bills/{id}", self._bill, "key", None),
            ("GET", "/investments", self._investments, "key", "investments"),
            ("GET", "/investments/{id}", self._investment, "key", "investments"),
            ("GET", "/investments/{id}/transactions", self._investment_rows, "key", "investments"),
            ("GET", "/loans", self._loans, "key", None),
            ("GET", "/loans/{id}", self._loan, "key", None),
            ("GET", "/consents", self._consents, "key", None),
            ("GET", "/consents/{id}", self._consent, "key", None),
            ("GET", "/categories", self._categories, "key", None),
            ("GET", "/categories/{id}", self._category, "key", None),
            ("GET", "/identity", self._identity, "key", None),
            ("GET", "/identity/{id}", self._identity_by_id, "key", None),
        ]

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
            full = Request(
                method=request.method,
                path=request.path,
                query=request.query,
                address=request.address,
                body=request.body,
                caller=caller,
                parts=parts,
            )
            return json_answer(route.handler(full), headers=headers)
        except Problem as problem:
            return json_answer(
                problem.body, status=problem.status, headers={**headers, **problem.headers}
            )

    def _find(self, request: Request) -> tuple[_Route, tuple[str, ...]]:
        for route in self._routes:
            match = (
                route.pattern.fullmatch(request.path) if route.method == request.method else None
            )
            if match is not None:
                return route, match.groups()
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

    # -- accounts and their rows ---------------------------------------------------------------

    def _accounts(self, request: Request) -> object:
        shared = self._bank.shared(need_uuid(request.first, "itemId"))
        kind = request.first.get("type")
        if kind not in (None, "BANK", "CREDIT"):
            raise Problem(400, "type must be one of the following values: BANK, CREDIT")
        bodies = [account.as_json(shared.item.id) for account in shared.accounts()]
        return envelope([body for body in bodies if kind in (None, body["type"])], request.first)

    def _account(self, request: Request) -> object:
        shared, account = self._account_of(request.parts[0])
        return account.as_json(shared.item.id)

    def _balance(self, request: Request) -> object:
        _, account = self._account_of(request.parts[0])
        return {
            "balance": reais(account.balance),
            "blockedBalance": 0,
            "automaticallyInvestedBalance": 0,
            "currencyCode": "BRL",
            "updateDateTime": iso(self._clock.wall()),
        }

    def _account_of(self, account_id: str) -> tuple[Shared, Account]:
        if is_uuid(account_id):
            for shared in self._bank.everything_shared():
                for account in shared.accounts():
                    if account.id == account_id.lower():
                        return shared, account
        raise Problem(404, "account not found for the given id")

    def _transactions(self, request: Request) -> object:
        check_names(request.query)
        account_id = need_uuid(request.first, "accountId")
        shared, account = self._account_of(account_id)
        if "TRANSACTIONS" not in shared.products:
            return {"results": [], "next": None}
        return transactions_page(account.ledger, request.query)

    def _transaction(self, request: Request) -> object:
        row_id = request.parts[0].lower()
        if is_uuid(row_id):
            for shared in self._bank.everything_shared():
                for account in shared.accounts() if "TRANSACTIONS" in shared.products else ():
                    place = account.ledger.position_of(row_id)
                    if place is not None:
                        return account.ledger.row(place)
        raise Problem(404, "transaction not found", description="TRANSACTION_NOT_FOUND")

    def _gone(self, _: Request) -> object:
        raise Problem(
            410,
            "This endpoint is deprecated. Use GET /v2/transactions with cursor pagination instead.",
            description="ENDPOINT_DEPRECATED",
            errorId=str(uuid.uuid4()),
        )

    def _bills(self, request: Request) -> object:
        _, account = self._account_of(need_uuid(request.first, "accountId"))
        return envelope(account.bills, request.first)

    def _bill(self, request: Request) -> object:
        every = (a for shared in self._bank.everything_shared() for a in shared.accounts())
        bills = [
            bill for account in every for bill in account.bills if bill["id"] == request.parts[0]
        ]
        return _only(bills, "Bill not found", "CREDIT_CARD_BILL_NOT_FOUND")

    # -- the rest of what a household has ------------------------------------------------------

    def _holdings(self, shared: Shared) -> list[Holding]:
        home = _home(shared, "INVESTMENTS", "investments")
        return [] if home is None else investments(home, shared.item.id)

    def _investments(self, request: Request) -> object:
        shared = self._bank.shared(need_uuid(request.first, "itemId"))
        kind = request.first.get("type")
        bodies = [holding.body for holding in self._holdings(shared)]
        return envelope([body for body in bodies if kind in (None, body["type"])], request.first)

    def _investment(self, request: Request) -> object:
        return self._holding(request.parts[0])[1].body

    def _investment_rows(self, request: Request) -> object:
        shared, holding = self._holding(request.parts[0])
        ready = "INVESTMENTS_TRANSACTIONS" in shared.products
        return envelope(holding.movements if ready else (), request.first)

    def _holding(self, investment_id: str) -> tuple[Shared, Holding]:
        for shared in self._bank.everything_shared():
            for holding in self._holdings(shared):
                if holding.body["id"] == investment_id.lower():
                    return shared, holding
        raise Problem(404, "investment not found", description="INVESTMENT_NOT_FOUND")

    def _loans(self, request: Request) -> object:
        shared = self._bank.shared(need_uuid(request.first, "itemId"))
        home = _home(shared, "LOANS", "loans")
        return envelope([] if home is None else loans(home, shared.item.id), request.first)

    def _loan(self, request: Request) -> object:
        found = []
        for shared in self._bank.everything_shared():
            home = _home(shared, "LOANS", "loans")
            found += [] if home is None else loans(home, shared.item.id)
        return _only(
            [loan for loan in found if loan["id"] == request.parts[0]],
            "loan not found",
            "LOAN_NOT_FOUND",
        )

    def _consents(self, request: Request) -> object:
        shared = self._bank.shared(need_uuid(request.first, "itemId"))
        return envelope(consents(shared.item, self._clock), request.first)

    def _consent(self, request: Request) -> object:
        found = [
            row for s in self._bank.everything_shared() for row in consents(s.item, self._clock)
        ]
        return _only(
            [row for row in found if row["id"] == request.parts[0]],
            "consent not found",
            "CONSENT_NOT_FOUND",
        )

    def _categories(self, request: Request) -> object:
        parent = request.first.get("parentId")
        return envelope(
            [row for row in categories() if parent in (None, row["parentId"])], request.first
        )

    def _category(self, request: Request) -> object:
        found = [row for row in categories() if row["id"] == request.parts[0]]
        return _only(found, "category not found", "CATEGORY_NOT_FOUND")

    def _identity(self, request: Request) -> object:
        shared = self._bank.shared(need_uuid(request.first, "itemId"))
        return _only(self._identities([shared]), "identity not found", "IDENTITY_NOT_FOUND")

    def _identity_by_id(self, request: Request) -> object:
        found = self._identities(self._bank.everything_shared())
        return _only(
            [row for row in found if row["id"] == request.parts[0]],
            "identity not found",
            "IDENTITY_NOT_FOUND",
        )

    def _identities(self, every: list[Shared]) -> list[Json]:
        ready = [s for s in every if s.household is not None and "IDENTITY" in s.products]
        return [identity(s.household, s.item.id) for s in ready if s.household is not None]


def _home(shared: Shared, product: str, tick: str) -> Household | None:
    """The household, if that product has been collected and was ticked."""
    if product not in shared.products or (
        shared.item.bank.oauth and tick not in shared.item.chosen
    ):
        return None
    return shared.household


def _only(found: list[Json], message: str, description: str) -> Json:
    if not found:
        raise Problem(404, message, description=description)
    return found[0]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
