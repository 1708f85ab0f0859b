"""The API's endpoints for what a connection shares: accounts, rows, bills, investments, loans, consents."""

from __future__ import annotations

import uuid

from pluggy_desktop.sandbox.accounts import Account, Seat
from pluggy_desktop.sandbox.answers import Json, Problem, envelope, is_uuid, need_uuid
from pluggy_desktop.sandbox.bank import Bank, Shared
from pluggy_desktop.sandbox.catalogue import categories
from pluggy_desktop.sandbox.clock import SandboxClock, iso
from pluggy_desktop.sandbox.consents import consents
from pluggy_desktop.sandbox.feed import check_names, transactions_page
from pluggy_desktop.sandbox.holdings import Holding, identity, investments, loans
from pluggy_desktop.sandbox.movements import reais
from pluggy_desktop.sandbox.routing import Request, Route


class DataDesk:
    """Answers what is asked about shared data; an API key is needed for all of it."""

    def __init__(self, bank: Bank, clock: SandboxClock) -> None:
        self._bank = bank
        self._clock = clock

    def routes(self) -> tuple[Route, ...]:
        """The endpoints answered here."""
        return (
            Route("GET", "/accounts", self._accounts),
            Route("GET", "/accounts/{id}", self._account),
            Route("GET", "/accounts/{id}/balance", self._balance),
            Route("GET", "/transactions", self._gone, bucket="transactions"),
            Route("GET", "/transactions/{id}", self._transaction, bucket="transactions"),
            Route("GET", "/v2/transactions", self._transactions, bucket="transactions"),
            Route("GET", "/bills", self._bills),
            Route("GET", "/bills/{id}", self._bill),
            Route("GET", "/investments", self._investments, bucket="investments"),
            Route("GET", "/investments/{id}", self._investment, bucket="investments"),
            Route(
                "GET", "/investments/{id}/transactions", self._investment_rows, bucket="investments"
            ),
            Route("GET", "/loans", self._loans),
            Route("GET", "/loans/{id}", self._loan),
            Route("GET", "/consents", self._consents),
            Route("GET", "/consents/{id}", self._consent),
            Route("GET", "/categories", self._categories),
            Route("GET", "/categories/{id}", self._category),
            Route("GET", "/identity", self._identity),
            Route("GET", "/identity/{id}", self._identity_by_id),
        )

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
        seat = _seat(shared, "INVESTMENTS", "investments")
        return [] if seat is None else investments(seat, shared.item.id)

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
        seat = _seat(shared, "LOANS", "loans")
        return envelope([] if seat is None else loans(seat, shared.item.id), request.first)

    def _loan(self, request: Request) -> object:
        found = []
        for shared in self._bank.everything_shared():
            seat = _seat(shared, "LOANS", "loans")
            found += [] if seat is None else loans(seat, shared.item.id)
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
        return [identity(s.household.seat, s.item.id) for s in ready if s.household is not None]


def _seat(shared: Shared, product: str, tick: str) -> Seat | None:
    """The household's seat, if that product has been collected and was ticked."""
    if product not in shared.products or (
        shared.item.bank.oauth and tick not in shared.item.chosen
    ):
        return None
    return None if shared.household is None else shared.household.seat


def _only(found: list[Json], message: str, description: str) -> Json:
    if not found:
        raise Problem(404, message, description=description)
    return found[0]
