"""One item: what it was made with, how its executions went, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pluggy_desktop.sandbox.answers import Json
from pluggy_desktop.sandbox.clock import SandboxClock, iso
from pluggy_desktop.sandbox.connectors import MEU_PLUGGY, Institution, connector_json
from pluggy_desktop.sandbox.faults import Outcome, outcome_of
from pluggy_desktop.sandbox.lifecycle import Execution, Link, Seen, code_expires

if TYPE_CHECKING:
    from pluggy_desktop.sandbox.people import Household

QUOTA_WARNING = (
    "Open Finance monthly rate limit reached on product '{product}' for this CPF/CNPJ and institution. "
    "The product could not be updated."
)

_DETAIL_KEYS = {
    "ACCOUNTS": "accounts",
    "CREDIT_CARDS": "creditCards",
    "TRANSACTIONS": "transactions",
    "INVESTMENTS": "investments",
    "INVESTMENTS_TRANSACTIONS": "investmentsTransactions",
    "IDENTITY": "identity",
    "PAYMENT_DATA": "paymentData",
    "LOANS": "loans",
    "ACCOUNT_STATEMENTS": "accountStatements",
}


@dataclass(slots=True, kw_only=True)
class Item:
    """A connection as Pluggy keeps it. All moments are sandbox seconds."""

    id: str
    bank: Institution
    parameters: dict[str, str]
    client_user_id: str | None
    webhook_url: str | None
    redirect_uri: str | None
    products: tuple[str, ...]
    created: float
    run: Execution
    touched: float = 0.0
    household: Household | None = None
    chosen: frozenset[str] = field(default_factory=frozenset)
    collected: frozenset[str] = field(default_factory=frozenset)
    settled: bool = False
    last_updated: float | None = None
    consented: float | None = None
    client_update: float | None = None
    failed_logins: int = 0
    failures: int = 0
    last_failure: float = 0.0
    auto_sync_off: float | None = None

    @property
    def document(self) -> str | None:
        """The bare CPF or CNPJ it was made with, if its connector asks for one."""
        return self.parameters.get("cpf") or self.parameters.get("cnpj")


def outcome(item: Item) -> Outcome:
    """What the simulated bank will do with `item`: by its document, or its user and password."""
    if item.bank.oauth:
        return outcome_of(item.document)
    right = item.parameters.get("password") == "password-ok"
    known: dict[str, Outcome] = {"user-ok": "success", "user-locked": "locked"}
    return known.get(item.parameters.get("user", ""), "wrong_cpf") if right else "wrong_cpf"


def missing_product(item: Item) -> str | None:
    """The product that the bank keeps back in a `partial` outcome."""
    if item.run.outcome != "partial":
        return None
    for product in ("CREDIT_CARDS", "INVESTMENTS", "LOANS", "IDENTITY", "TRANSACTIONS"):
        if product in item.products:
            return product
    return item.products[-1]


def item_json(item: Item, seen: Seen, *, clock: SandboxClock, base_url: str) -> Json:
    """`item` as the API describes it while it looks like `seen`: every key there, null when empty."""
    next_sync = _next_sync(item, seen, clock)
    return {
        "id": item.id,
        "connector": connector_json(item.bank, base_url),
        "createdAt": iso(clock.wall(item.created)),
        "updatedAt": iso(clock.wall(max(item.touched, item.last_updated or 0.0))),
        "status": seen.status,
        "executionStatus": seen.execution_status,
        "lastUpdatedAt": _moment(item.last_updated, clock),
        "webhookUrl": item.webhook_url,
        "error": _error(item, seen),
        "clientUserId": item.client_user_id,
        "consecutiveFailedLoginAttempts": item.failed_logins,
        "statusDetail": _status_detail(item, seen, clock),
        "parameter": _parameter(item, seen, clock, base_url),
        "userAction": None,
        "nextAutoSyncAt": next_sync,
        "autoSyncDisabledAt": _moment(item.auto_sync_off, clock),
        "consentExpiresAt": consent_expiry(item, clock),
        "products": list(item.products),
        "oauthRedirectUri": item.redirect_uri,
    }


def consent_expiry(item: Item, clock: SandboxClock) -> str | None:
    """When the consent ends, where the bank sets an end and the person has authorised."""
    if item.consented is None or item.bank.consent_days is None:
        return None
    return iso(clock.wall(item.consented) + timedelta(days=item.bank.consent_days))


def authorize_url(item: Item, link: Link, base_url: str) -> str:
    """The address the person opens at the bank; everything that counts is kept at the bank's side."""
    query = {
        "client_id": "pluggy",
        "response_type": "code",
        "scope": "openid consent accounts",
        "redirect_uri": link.returns_to,
        "state": link.state,
        "request": link.token,
    }
    room = "meu-pluggy" if item.bank.id == MEU_PLUGGY else f"bank/{item.bank.id}"
    return f"{base_url}/{room}/oauth/authorize?{urlencode(query)}"


def _moment(at: float | None, clock: SandboxClock) -> str | None:
    return None if at is None else iso(clock.wall(at))


def _next_sync(item: Item, seen: Seen, clock: SandboxClock) -> str | None:
    if item.last_updated is None or item.auto_sync_off is not None or seen.status != "UPDATED":
        return None
    return iso(clock.wall(item.last_updated) + timedelta(hours=24))


def _error(item: Item, seen: Seen) -> Json | None:
    if seen.message is not None:
        return {"code": seen.execution_status, "message": seen.message}
    if seen.waits == "code" and item.run.code_tries:
        return {"code": "INVALID_CREDENTIALS_MFA", "message": "The code is not right."}
    return None


def _parameter(item: Item, seen: Seen, clock: SandboxClock, base_url: str) -> Json | None:
    link = item.run.link
    if seen.waits == "link" and link is not None:
        return {
            "name": "oauthCode",
            "type": "oauth",
            "label": "Oauth Code",
            "instructions": f"Log into {item.bank.name} to continue",
            "data": authorize_url(item, link, base_url),
            "expiresAt": iso(clock.wall(link.expires)),
        }
    if seen.waits == "code":
        return {
            "name": "token",
            "label": "Chave de segurança",
            "type": "string",
            "placeholder": "Exemplo: 123456",
            "expiresAt": iso(clock.wall(code_expires(item.run, clock.now(), clock))),
        }
    return None


def _status_detail(item: Item, seen: Seen, clock: SandboxClock) -> Json | None:
    """Null unless something is missing, as measured; then every product says how it went."""
    missing = missing_product(item)
    if missing is None or seen.status != "UPDATED":
        return None
    detail: Json = dict.fromkeys(_DETAIL_KEYS.values())
    for product in item.products:
        key = _DETAIL_KEYS.get(product)
        if key is None:
            continue
        late = product == missing
        detail[key] = {
            "isUpdated": not late,
            "lastUpdatedAt": None if late else _moment(item.last_updated, clock),
            "warnings": [{"code": "423", "message": QUOTA_WARNING.format(product=key)}]
            if late
            else [],
        }
    return detail
