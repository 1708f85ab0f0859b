"""A plain HTTP client for the sandbox's own tests: no library of the product, no SDK."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from pluggy_desktop.sandbox import TEST_CPFS, Sandbox, Visitor

GOOD_CPF = TEST_CPFS[0].cpf
CPF_OF = {entry.outcome: entry.cpf for entry in TEST_CPFS}
PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, JSON body (or text), headers."""

    status: int
    body: Any
    headers: Mapping[str, str]


def fetch(
    url: str,
    method: str = "GET",
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """One request, no redirects followed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(method, target, body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        text = answer.read().decode()
        is_json = answer.headers.get_content_type() == "application/json"
        return Reply(answer.status, json.loads(text) if is_json else text, dict(answer.headers))
    finally:
        connection.close()


class Client:
    """An API key for one sandbox, and what a program does with it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.key: str | None = None
        self.key = self.new_key()

    def new_key(self) -> str:
        body = {"clientId": self.sandbox.client_id, "clientSecret": self.sandbox.client_secret}
        key: str = self.call("POST", "/auth", body).body["apiKey"]
        return key

    def call(self, method: str, path: str, body: object = None, *, key: str | None = None) -> Reply:
        token = key if key is not None else self.key
        headers = {"X-API-KEY": token} if token else {}
        payload = None if body is None else json.dumps(body).encode()
        if payload is not None:
            headers["Content-Type"] = "application/json"
        return fetch(self.sandbox.url + path, method, body=payload, headers=headers)

    def get(self, path: str) -> Any:
        reply = self.call("GET", path)
        assert reply.status == 200, (path, reply.status, reply.body)
        return reply.body

    def create(
        self, connector: int = 801, *, cpf: str | None = GOOD_CPF, **fields: object
    ) -> Reply:
        parameters = {} if cpf is None else {"cpf": cpf}
        return self.call(
            "POST", "/items", {"connectorId": connector, "parameters": parameters, **fields}
        )

    def item(self, item_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/items/{item_id}")
        return found

    def wait(self, item_id: str, until: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Ask for the item until it is as wanted."""
        deadline = time.monotonic() + PATIENCE
        while True:
            item = self.item(item_id)
            if until(item):
                return item
            assert time.monotonic() < deadline, (item["status"], item["executionStatus"])
            threading.Event().wait(0.01)

    def link(self, item_id: str) -> str:
        """The consent link, once there is one."""
        url: str = self.wait(item_id, has_link)["parameter"]["data"]
        return url

    def connect(
        self,
        connector: int = 801,
        *,
        cpf: str | None = GOOD_CPF,
        decide: Literal["authorise", "decline"] = "authorise",
        **fields: object,
    ) -> dict[str, Any]:
        """Create an item, be the person at the bank, and wait for the end."""
        item_id: str = self.create(connector, cpf=cpf, **fields).body["id"]
        Visitor().visit(self.link(item_id), decide=decide, follow_redirect=False)
        return self.wait(item_id, is_over)

    def accounts(self, item_id: str) -> dict[str, dict[str, Any]]:
        """The item's accounts by subtype."""
        rows = self.get(f"/accounts?itemId={item_id}")["results"]
        return {row["subtype"]: row for row in rows}

    def transactions(self, account_id: str, more: str = "") -> list[dict[str, Any]]:
        """All rows of an account, page after page."""
        rows: list[dict[str, Any]] = []
        query: str | None = f"?accountId={account_id}{more}"
        while query is not None:
            page = self.get(f"/v2/transactions{query}")
            rows += page["results"]
            query = page["next"]
        return rows


def has_link(item: dict[str, Any]) -> bool:
    """Whether the item waits for consent."""
    return item["parameter"] is not None and item["parameter"]["type"] == "oauth"


def is_over(item: dict[str, Any]) -> bool:
    """Whether the item's run has ended."""
    return item["status"] in ("UPDATED", "LOGIN_ERROR", "OUTDATED")


def wants_code(item: dict[str, Any]) -> bool:
    """Whether the item waits for a typed code."""
    return item["parameter"] is not None and item["parameter"]["name"] == "token"
