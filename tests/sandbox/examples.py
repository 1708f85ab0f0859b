"""One answer of every endpoint, collected over HTTP, for the tests that hold them to a schema."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pluggy_desktop.sandbox import Visitor
from tests.sandbox.client import CPF_OF, GOOD_CPF, Client, is_over, wants_code


@dataclass(slots=True)
class Examples:
    """Answers by (method, documented path, status): every one that was seen."""

    seen: dict[tuple[str, str, int], list[Any]] = field(default_factory=dict)

    def add(self, method: str, documented: str, status: int, body: Any) -> None:
        self.seen.setdefault((method, documented, status), []).append(body)

    def of(self, method: str, documented: str, status: int = 200) -> list[Any]:
        """The answers of one endpoint; there must be some."""
        return self.seen[method, documented, status]


class Collector:
    """Makes requests and keeps the answers."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.examples = Examples()

    def ask(
        self, method: str, documented: str, actual: str | None = None, body: object = None
    ) -> Any:
        """One request to `actual` (or `documented` itself), kept under the documented path."""
        reply = self.client.call(method, actual or documented, body)
        self.examples.add(method, documented, reply.status, reply.body)
        return reply.body

    def connect(self, connector: int, parameters: dict[str, str], **fields: object) -> Any:
        """Create an item and follow it to its end, keeping how it looks on the way."""
        body = {"connectorId": connector, "parameters": parameters, **fields}
        made = self.ask("POST", "/items", body=body)
        item = f"/items/{made['id']}"
        waits = self.client.wait(made["id"], lambda seen: seen["parameter"] or is_over(seen))
        self.examples.add("GET", "/items/{id}", 200, waits)
        if waits["parameter"] is not None:
            Visitor().visit(waits["parameter"]["data"], follow_redirect=False)
        if parameters.get("cpf") == CPF_OF["mfa"]:
            waits = self.client.wait(made["id"], wants_code)
            self.examples.add("GET", "/items/{id}", 200, waits)
            self.ask("POST", "/items/{id}/mfa", f"{item}/mfa", {"token": "123456"})
        ended = self.client.wait(made["id"], is_over)
        self.examples.add("GET", "/items/{id}", 200, ended)
        return ended

    def read(self, item_id: str) -> None:
        """Everything that an item shares."""
        query = f"?itemId={item_id}"
        for account in self.ask("GET", "/accounts", f"/accounts{query}")["results"]:
            self.ask("GET", "/accounts/{id}", f"/accounts/{account['id']}")
            self.ask("GET", "/accounts/{id}/balance", f"/accounts/{account['id']}/balance")
            one = f"?accountId={account['id']}"
            page = self.ask("GET", "/v2/transactions", f"/v2/transactions{one}")
            while page["next"] is not None:
                page = self.ask("GET", "/v2/transactions", f"/v2/transactions{page['next']}")
            self.ask("GET", "/transactions/{id}", f"/transactions/{page['results'][0]['id']}")
            for bill in self.ask("GET", "/bills", f"/bills{one}")["results"][:2]:
                self.ask("GET", "/bills/{id}", f"/bills/{bill['id']}")
        for row in self.ask("GET", "/investments", f"/investments{query}")["results"]:
            path = f"/investments/{row['id']}"
            self.ask("GET", "/investments/{id}", path)
            self.ask("GET", "/investments/{id}/transactions", f"{path}/transactions")
        for kind in ("loans", "consents"):
            for row in self.ask("GET", f"/{kind}", f"/{kind}{query}")["results"]:
                self.ask("GET", f"/{kind}/{{id}}", f"/{kind}/{row['id']}")
        who = self.ask("GET", "/identity", f"/identity{query}")
        self.ask("GET", "/identity/{id}", f"/identity/{who['id']}")


def collect(client: Client) -> Examples:
    """Answers of every endpoint, from several banks and outcomes."""
    collector = Collector(client)
    access = {"clientId": client.sandbox.client_id, "clientSecret": client.sandbox.client_secret}
    collector.ask("POST", "/auth", body=access)
    collector.ask("POST", "/auth", body={})
    collector.ask("POST", "/connect_token", body={"options": {"clientUserId": "me"}})
    listed = collector.ask("GET", "/connectors", "/connectors?sandbox=true&healthDetails=true")
    for row in listed["results"]:
        collector.ask("GET", "/connectors/{id}", f"/connectors/{row['id']}")
    for cpf in (GOOD_CPF, "1"):
        path = "/connectors/801/validate"
        collector.ask("POST", "/connectors/{id}/validate", path, {"cpf": cpf})
    for outcome in ("success", "partial", "declined", "wrong_cpf", "locked", "bank_offline", "mfa"):
        item = collector.connect(801, {"cpf": CPF_OF[outcome]})
        if item["status"] == "UPDATED":
            collector.read(item["id"])
    for connector, parameters in (
        (200, {}),
        (803, {"cpf": GOOD_CPF}),
        (804, {"cpf": GOOD_CPF}),
        (805, {"cpf": GOOD_CPF}),
        (806, {"cpf": GOOD_CPF}),
        (808, {"cnpj": "11.222.333/0001-81"}),
        (2, {"user": "user-ok", "password": "password-ok"}),
    ):
        collector.read(collector.connect(connector, parameters)["id"])
    _change_items(collector)
    for category in collector.ask("GET", "/categories")["results"][:3]:
        collector.ask("GET", "/categories/{id}", f"/categories/{category['id']}")
    collector.ask("GET", "/transactions")
    return collector.examples


def _change_items(collector: Collector) -> None:
    item = collector.connect(802, {"cpf": GOOD_CPF}, clientUserId="me")
    path = f"/items/{item['id']}"
    collector.ask("PATCH", "/items/{id}", path, {})
    collector.ask("PATCH", "/items/{id}", path, {})
    collector.ask("PATCH", "/items/{id}/disable-auto-sync", f"{path}/disable-auto-sync")
    for body in (
        {"connectorId": 801, "parameters": {}},
        {"connectorId": 802, "parameters": {"cpf": GOOD_CPF}, "avoidDuplicates": True},
    ):
        collector.ask("POST", "/items", body=body)
    collector.ask("DELETE", "/items/{id}", path)
    collector.ask("GET", "/items/{id}", path)
