"""What Pluggy sends about institutions and connections, as this product's own values."""

from __future__ import annotations

import re

from pluggy_desktop.domain.models import (
    Connector,
    Credential,
    Health,
    Item,
    Parameter,
    ProductResult,
    SelectOption,
    UserAction,
)
from pluggy_desktop.gateway import wire
from pluggy_desktop.gateway.mapping import instant, required_id, text

_COLOR = re.compile(r"#?([0-9A-Fa-f]{6})")
_NO_COLOR = "#5A6470"
_IMAGE = re.compile(r"https?://[!-~]{1,2000}")
_HEALTH = {
    "ONLINE": Health.ONLINE,
    "HEALTHY": Health.ONLINE,
    "": Health.ONLINE,
    "OFFLINE": Health.OFFLINE,
}


def connector(sent: wire.Connector) -> Connector:
    """An institution. A health word that is not known counts as unstable."""
    health = text(sent.health.status).upper() if sent.health else ""
    color = _COLOR.fullmatch(sent.primary_color or "")
    image = sent.image_url or ""
    return Connector(
        id=sent.id,
        name=text(sent.name),
        kind=text(sent.type),
        country=text(sent.country) or "BR",
        color=f"#{color[1]}" if color else _NO_COLOR,
        image_url=image if _IMAGE.fullmatch(image) else "",
        oauth=bool(sent.oauth),
        is_open_finance=bool(sent.is_open_finance),
        health=_HEALTH.get(health, Health.UNSTABLE),
        credentials=tuple(_credential(one) for one in sent.credentials or () if one.name),
        products=tuple(text(product) for product in sent.products or ()),
    )


def _credential(sent: wire.Credential) -> Credential:
    return Credential(
        name=text(sent.name),
        label=text(sent.label) or text(sent.name),
        type=text(sent.type) or "text",
        placeholder=text(sent.placeholder),
        assistive_text=text(sent.assistive_text) or text(sent.instructions),
        validation=sent.validation or "",
        validation_message=text(sent.validation_message),
        optional=bool(sent.optional),
        options=_options(sent),
    )


def _options(sent: wire.Credential) -> tuple[SelectOption, ...]:
    return tuple(
        SelectOption(value=text(option.value), label=text(option.label) or text(option.value))
        for option in sent.options or ()
        if option.value is not None
    )


def item(sent: wire.Item) -> Item:
    """A connection; words of both vocabularies go through as they are."""
    error = sent.error or wire.ItemError()
    connector = sent.connector or wire.ItemConnector()
    return Item(
        id=required_id(sent.id),
        connector_id=connector.id or 0,
        connector_name=text(connector.name),
        status=text(sent.status),
        execution_status=text(sent.execution_status),
        error_code=text(error.code),
        error_message=text(error.message),
        provider_message=text(error.provider_message),
        parameter=_parameter(sent.parameter),
        user_action=_user_action(sent.user_action),
        authorize_url=_authorize_url(sent),
        results=_results(sent.status_detail),
        client_user_id=text(sent.client_user_id),
        created_at=instant(sent.created_at),
        last_updated_at=instant(sent.last_updated_at),
        next_auto_sync_at=instant(sent.next_auto_sync_at),
        auto_sync_disabled_at=instant(sent.auto_sync_disabled_at),
        consent_expires_at=instant(sent.consent_expires_at),
    )


def _authorize_url(sent: wire.Item) -> str:
    """Where to send the person: the "oauth" parameter's data, or the OAuth guide's two names.

    As it came: whether it may be opened is decided where it is opened.
    """
    parameter = sent.parameter
    if parameter and text(parameter.type).lower() == "oauth" and parameter.data:
        return parameter.data
    step = sent.next_auth_step
    return (step.oauth_redirect if step else None) or sent.redirect_url or ""


def _parameter(sent: wire.Credential | None) -> Parameter | None:
    if sent is None or not sent.name:
        return None
    return Parameter(
        name=text(sent.name),
        type=text(sent.type).lower() or "text",
        label=text(sent.label),
        instructions=text(sent.instructions),
        placeholder=text(sent.placeholder),
        assistive_text=text(sent.assistive_text),
        data=sent.data or "",
        expires_at=instant(sent.expires_at),
        options=_options(sent),
    )


def _user_action(sent: wire.UserAction | None) -> UserAction | None:
    if sent is None:
        return None
    given = (sent.attributes or {}).items()
    return UserAction(
        type=text(sent.type),
        instructions=text(sent.instructions),
        # A QR code's content must stay exactly as it came.
        attributes={text(name): value for name, value in given if isinstance(value, str)},
        expires_at=instant(sent.expires_at),
    )


def _results(
    sent: dict[str, wire.ProductDetail | None] | None,
) -> tuple[ProductResult, ...]:
    """One for each product that was asked for; null means that it was not."""
    return tuple(
        ProductResult(
            product=text(product),
            is_updated=bool(detail.is_updated),
            last_updated_at=instant(detail.last_updated_at),
            warnings=tuple(filter(None, (_warning(one) for one in detail.warnings or ()))),
        )
        for product, detail in (sent or {}).items()
        if detail is not None
    )


def _warning(sent: wire.Warning) -> str:
    """The bank's own words where there are any, else Pluggy's, else the code."""
    return text(sent.provider_message) or text(sent.message) or text(sent.code)
