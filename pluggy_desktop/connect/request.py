"""Judges a request to the loopback listener: strict parsing, then whose it is. Pure."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

CALLBACK_PATH = "/pluggy/callback"
WEBHOOK_PATH = "/pluggy/webhook"

_MAX_FIELDS = 16
_MAX_VALUE = 2048
_REQUEST_LINE = re.compile(rb"([A-Z]{1,16}) (/[!-~]*) HTTP/1\.[01]")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")


@dataclass(slots=True)
class Expected:
    """What a request must show.

    The advertised `host` ("localhost:8731"), and the attempt's state or, once it is known, the
    item's id.
    """

    state: str
    host: str = ""
    item_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A valid return of the browser. `code` is set in the guide's dialect only."""

    code: str = ""
    item_id: str = ""
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says nothing but its HTTP status; the attempt keeps waiting."""

    status: int


def judge(head: bytes, expected: Expected) -> Callback | Refusal | None:
    """What a request's head (without the empty line) is.

    Returns:
        A Callback, None for a webhook's delivery (whose content nobody looks at), or a Refusal.
    """
    first, *rest = head.split(b"\r\n")
    request = _REQUEST_LINE.fullmatch(first)
    headers = [_HEADER.fullmatch(line) for line in rest]
    if request is None or not all(headers):
        return Refusal(400)
    fields = [(h[1].lower(), h[2].strip()) for h in headers if h]
    hosts = [value for name, value in fields if name == b"host"]
    if hosts != [expected.host.encode("ascii")]:
        return Refusal(421)
    if any(name == b"origin" for name, _ in fields):
        return Refusal(403)
    method, (path, _, query) = request[1], request[2].decode("ascii").partition("?")
    if path == WEBHOOK_PATH:
        return None if method == b"POST" else Refusal(405)
    if path != CALLBACK_PATH:
        return Refusal(404)
    if method != b"GET":
        return Refusal(405)
    return _callback(query, expected)


def _callback(query: str, expected: Expected) -> Callback | Refusal:
    values = _strict_query(query)
    if values is None or not _is_ours(values, expected):
        return Refusal(400)
    if "code" in values and "error" in values:
        return Refusal(400)
    return Callback(
        code=values.get("code", ""),
        item_id=values.get("itemId", ""),
        declined=values.get("error") == "access_denied",
    )


def _strict_query(query: str) -> dict[str, str] | None:
    try:
        pairs = parse_qsl(
            query,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError:
        return None
    values = dict(pairs)
    sound = len(values) == len(pairs) and all(
        len(text) <= _MAX_VALUE and all(" " <= mark <= "~" for mark in text)
        for pair in pairs
        for text in pair
    )
    return values if sound else None


def _is_ours(values: dict[str, str], expected: Expected) -> bool:
    """Whether it carries this attempt's state, or no state but this attempt's item id."""
    state, item_id = values.get("state"), values.get("itemId")
    # Both are always compared, in constant time, so that an answer's time tells nothing.
    same_state = hmac.compare_digest((state or "").encode(), expected.state.encode())
    same_item = hmac.compare_digest((item_id or "").encode(), expected.item_id.encode())
    if state is not None:
        return same_state and bool(expected.state) and (item_id is None or same_item)
    return item_id is not None and bool(expected.item_id) and same_item
