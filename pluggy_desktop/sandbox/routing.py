"""A request as the API's endpoints see it, and which endpoint it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pluggy_desktop.sandbox.answers import Json, Problem
from pluggy_desktop.sandbox.feed import Query
from pluggy_desktop.sandbox.tokens import Caller


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
class Route:
    """One endpoint: who may call it ("widget" means a connect token too), and its rate limit."""

    method: str
    pattern: str
    handler: Handler
    who: Literal["anyone", "widget", "key"] = "key"
    bucket: str | None = None

    def match(self, request: Request) -> tuple[str, ...] | None:
        """The ids in the path, if `request` is for this endpoint."""
        if request.method != self.method:
            return None
        given, known = request.path.split("/"), self.pattern.split("/")
        if len(given) != len(known):
            return None
        pairs = list(zip(given, known, strict=True))
        if not all(mine == "{id}" or mine == theirs for theirs, mine in pairs):
            return None
        return tuple(theirs for theirs, mine in pairs if mine == "{id}")
