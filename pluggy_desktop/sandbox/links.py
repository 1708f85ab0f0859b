"""Consent links: where the bank sends the browser afterwards, and with what in the query."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlencode, urlsplit

from pluggy_desktop.sandbox.lifecycle import LINK_LIFE, Link
from pluggy_desktop.sandbox.validation import Dialect


def new_link(base_url: str, redirect_uri: str | None, dialect: Dialect, *, now: float) -> Link:
    """A fresh link, made at `now` (sandbox seconds).

    In production the bank always returns to Pluggy's callback. In the guide dialect it returns to
    the client's redirect URI, if there is one; a `state` in its query is the state of the link.
    """
    state = secrets.token_urlsafe(24)
    returns_to = f"{base_url}/items/oauth/callback"
    to_client = dialect == "guide" and redirect_uri is not None
    if to_client and redirect_uri is not None:
        returns_to = redirect_uri
        own = parse_qs(urlsplit(redirect_uri).query).get("state")
        state = own[0] if own else state
    return Link(
        token=secrets.token_urlsafe(24),
        state=state,
        returns_to=returns_to,
        to_client=to_client,
        expires=now + LINK_LIFE,
    )


def with_query(address: str, **fields: str) -> str:
    """`address` with `fields` added to its query; what it has is kept, a field it has is not doubled."""
    parts = urlsplit(address)
    present = parse_qs(parts.query, keep_blank_values=True)
    more = urlencode(
        {name: value for name, value in fields.items() if present.get(name) != [value]}
    )
    query = "&".join(part for part in (parts.query, more) if part)
    separator = "?" if query else ""
    return f"{address.partition('#')[0].partition('?')[0]}{separator}{query}"
