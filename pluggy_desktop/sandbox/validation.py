"""What the API refuses in a request: connector parameters, redirect URIs, products, webhook URLs."""

from __future__ import annotations

import ipaddress
import re
from typing import Literal
from urllib.parse import urlsplit

from pluggy_desktop.sandbox.answers import Json, Problem
from pluggy_desktop.sandbox.connectors import PRODUCTS, Institution
from pluggy_desktop.sandbox.documents import bare, is_cnpj, is_cpf

Dialect = Literal["production", "guide"]

_DEEP_LINK = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_NEVER_LINKS = frozenset({"http", "https", "file", "data", "javascript", "ftp", "ws", "wss"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def parameter_errors(bank: Institution, parameters: object) -> list[Json]:
    """What is wrong with `parameters` for `bank`: `{code, parameter, message}` each, or nothing."""
    given = parameters if isinstance(parameters, dict) else {}
    names = ["user", "password"] if not bank.oauth else [bank.document] if bank.document else []
    errors: list[Json] = []
    for name in names:
        value = given.get(name)
        if value is None or value == "":
            errors.append(
                {"code": "001", "parameter": name, "message": f"{name} parameter is required"}
            )
        elif not isinstance(value, str) or not _is_valid(name, value):
            errors.append(
                {"code": "002", "parameter": name, "message": _WHY.get(name, "valor inválido")}
            )
    return errors


_WHY = {"cpf": "CPF deve ter 11 números.", "cnpj": "CNPJ deve ter 14 caracteres."}


def _is_valid(name: str, value: str) -> bool:
    if name == "cpf":
        return is_cpf(value)
    return name != "cnpj" or is_cnpj(value)


def check_parameters(bank: Institution, parameters: object) -> dict[str, str]:
    """The parameters of a new item, documents without punctuation.

    Raises:
        Problem: They are no object, or miss the connector's rules (400).
    """
    if bank.document is None and bank.oauth and not isinstance(parameters, dict):
        raise Problem(400, "parameters must be an object")
    errors = parameter_errors(bank, parameters)
    if errors:
        raise Problem(
            400,
            "Connector parameters do not match validation rules",
            description="CONNECTOR_VALIDATION_ERROR",
            details=errors,
        )
    given = parameters if isinstance(parameters, dict) else {}
    return {
        name: bare(value) if name in _WHY else value
        for name, value in given.items()
        if isinstance(value, str)
    }


def check_redirect(value: object, dialect: Dialect, *, prefix: str = "") -> str | None:
    """The redirect URI, if the dialect takes it.

    Production takes `https://` with a public host, and deep links (`scheme://…`); the guide dialect
    also `http://` on localhost or 127.0.0.1 with any port.

    Raises:
        Problem: It is refused (400, in the measured words).
    """
    if value is None:
        return None
    if isinstance(value, str) and _redirect_allowed(value, dialect):
        return value
    raise Problem(
        400,
        f"{prefix}oauthRedirectUri must be a valid HTTPS URL (not localhost) or a valid deep link",
    )


def _redirect_allowed(value: str, dialect: Dialect) -> bool:
    if len(value) > 2048 or not value.isascii() or not value.isprintable() or " " in value:
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname
        _ = parts.port  # raises on a port that is none
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        if not host or parts.username is not None or parts.fragment:
            return False
        if host in _LOOPBACK:
            return dialect == "guide"
        return parts.scheme == "https"
    return parts.scheme not in _NEVER_LINKS and _DEEP_LINK.fullmatch(value) is not None


def check_webhook(value: object, *, prefix: str = "") -> str | None:
    """The webhook URL: https with a public host name.

    Raises:
        Problem: It is refused (400).
    """
    if value is None:
        return None
    parts = urlsplit(value) if isinstance(value, str) else None
    host = parts.hostname if parts is not None else None
    if (
        parts is None
        or parts.scheme != "https"
        or not host
        or host == "localhost"
        or _is_address(host)
    ):
        raise Problem(
            400, f"{prefix}webhookUrl must be a valid HTTPS URL (not localhost or an IP address)"
        )
    return str(value)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def check_products(value: object, *, prefix: str = "") -> tuple[str, ...] | None:
    """The requested products, or None for all.

    Raises:
        Problem: One of them is no product (400).
    """
    if value is None:
        return None
    if not isinstance(value, list) or not all(product in PRODUCTS for product in value):
        allowed = ", ".join(PRODUCTS)
        raise Problem(
            400, f"each value in {prefix}products must be one of the following values: {allowed}"
        )
    return tuple(value)


def check_text(value: object, name: str) -> str | None:
    """A short text or nothing.

    Raises:
        Problem: It is something else (400).
    """
    if value is None or (isinstance(value, str) and len(value) <= 512):
        return value
    raise Problem(400, f"{name} must be a string")
