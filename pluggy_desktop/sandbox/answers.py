"""What the simulated API answers: JSON bodies, the page envelope, and errors in Pluggy's words."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Json = dict[str, object]
"""One JSON object on its way out."""

MAX_PAGE = 500
"""The largest page of the endpoints that take `page` and `pageSize`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer: status, body and headers."""

    body: bytes
    status: int = 200
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class Problem(Exception):
    """An error answer: `{message, code, codeDescription?, …}` with the HTTP status."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        description: str | None = None,
        headers: Mapping[str, str] | None = None,
        coded: bool = True,
        **extra: object,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.body: Json = {"message": message}
        if coded:
            self.body["code"] = status
        if description is not None:
            self.body["codeDescription"] = description
        self.body.update(extra)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A body that is JSON text already: the pages of a million rows are joined, not built anew."""

    text: str


def encode(body: object) -> str:
    """`body` as JSON, compact and not escaped, as the real API sends it."""
    if isinstance(body, Encoded):
        return body.text
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_answer(
    body: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """`body` as an answer in UTF-8."""
    return Answer(encode(body).encode(), status=status, headers=dict(headers or {}))


def envelope(rows: Sequence[object], query: Mapping[str, str]) -> Json:
    """The `{page, total, totalPages, results}` page of `rows` that `query` asks for.

    Raises:
        Problem: `page` or `pageSize` is no whole number, or out of bounds (400).
    """
    page = _whole(query, "page", default=1, top=1_000_000)
    size = _whole(query, "pageSize", default=MAX_PAGE, top=MAX_PAGE)
    pages = -(-len(rows) // size)
    first = (page - 1) * size
    return {
        "page": page,
        "total": len(rows),
        "totalPages": pages,
        "results": list(rows[first : first + size]),
    }


def _whole(query: Mapping[str, str], name: str, *, default: int, top: int) -> int:
    given = query.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= top):
        raise Problem(400, f"{name} must be a number between 1 and {top}")
    return int(given)


def is_uuid(value: object) -> bool:
    """Whether `value` is a UUID written in the usual 36 characters."""
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True


def need_uuid(query: Mapping[str, str], name: str) -> str:
    """The UUID that `query` gives for `name`.

    Raises:
        Problem: It is missing or malformed (400, in the API's two-part sentence).
    """
    value = query.get(name)
    if value is None:
        raise Problem(400, f"{name} should not be null or undefined,{name} must be a UUID")
    if not is_uuid(value):
        raise Problem(400, f"{name} must be a UUID")
    return value.lower()
