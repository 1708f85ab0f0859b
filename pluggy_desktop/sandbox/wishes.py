"""What a request to create or update an item asks for, checked, with what a connect token adds."""

from __future__ import annotations

from dataclasses import dataclass

from pluggy_desktop.sandbox.answers import Json, Problem
from pluggy_desktop.sandbox.connectors import Institution, institution
from pluggy_desktop.sandbox.tokens import Caller, ConnectGrant
from pluggy_desktop.sandbox.validation import (
    Dialect,
    check_parameters,
    check_products,
    check_redirect,
    check_text,
    check_webhook,
)

_NOTHING = ConnectGrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWish:
    """What is wanted of an item; None where the request says nothing."""

    parameters: dict[str, str] | None
    products: tuple[str, ...] | None
    client_user_id: str | None
    webhook_url: str | None
    redirect_uri: str | None
    avoid_duplicates: bool = False


def creation_wish(body: Json, caller: Caller, dialect: Dialect) -> tuple[Institution, ItemWish]:
    """The bank and the wish in the body of `POST /items`.

    A connect token fixes the `clientUserId` and fills in what the body leaves out.

    Raises:
        Problem: Something is missing, malformed or refused (400), or there is no such connector (404).
    """
    connector_id = body.get("connectorId")
    if not isinstance(connector_id, int) or isinstance(connector_id, bool):
        raise Problem(400, "connectorId must be a number conforming to the specified constraints")
    bank = institution(connector_id)
    grant = caller.grant or _NOTHING
    wish = ItemWish(
        redirect_uri=check_redirect(body.get("oauthRedirectUri"), dialect)
        or grant.oauth_redirect_uri,
        webhook_url=check_webhook(body.get("webhookUrl")) or grant.webhook_url,
        products=_offered(bank, check_products(body.get("products")) or grant.products),
        client_user_id=grant.client_user_id or check_text(body.get("clientUserId"), "clientUserId"),
        parameters=check_parameters(bank, body.get("parameters")),
        avoid_duplicates=grant.avoid_duplicates or body.get("avoidDuplicates") is True,
    )
    if bank.health == "OFFLINE":
        raise Problem(400, f"Connector {bank.name} is OFFLINE, new connections are not allowed")
    return bank, wish


def update_wish(body: Json, caller: Caller, bank: Institution) -> ItemWish:
    """The wish in the body of `PATCH /items/{id}`.

    The redirect URI can only be changed by a connect token, as the API's body has no field for it.

    Raises:
        Problem: Something is malformed or refused (400).
    """
    given = body.get("parameters")
    grant = caller.grant
    user = check_text(body.get("clientUserId"), "clientUserId")
    return ItemWish(
        parameters=None if given is None else check_parameters(bank, given),
        products=_offered(bank, check_products(body.get("products"))),
        client_user_id=user if grant is None else None,
        webhook_url=check_webhook(body.get("webhookUrl")),
        redirect_uri=None if grant is None else grant.oauth_redirect_uri,
    )


def _offered(bank: Institution, wanted: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if wanted is None:
        return None
    offered = tuple(product for product in bank.products if product in wanted)
    if not offered:
        raise Problem(400, f"Connector {bank.name} supports none of the requested products")
    return offered
