"""The sandbox's answers against Pluggy's own OpenAPI document, where it is at hand.

The document is looked for at $PLUGGY_OPENAPI, else in a folder beside the repository; it is not ours
to ship. It is wrong about real answers in these ways, which are mended before comparing:
- `null` stands for "nothing" in any field, required or not, though only a few are nullable;
- products beyond its list exist (ACCOUNT_STATEMENTS);
- an item's `parameter` may have the types "oauth" and "string";
- `payeeMCC` is a number, not a text;
- bills and their charges do not repeat the ids of their account and bill, though it requires them;
- `/categories` answers with a page, not a bare list.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from pluggy_desktop.sandbox import Sandbox, SandboxOptions
from tests.sandbox.client import Client
from tests.sandbox.examples import Examples, collect

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ROOT.parent / "shared" / "pluggy" / "openapi.json"
NOT_DOCUMENTED = {
    ("GET", "/transactions", 410),
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document, mended."""
    path = Path(os.environ.get("PLUGGY_OPENAPI", BESIDE))
    if not path.is_file():
        pytest.skip("Pluggy's OpenAPI document is not at hand (set PLUGGY_OPENAPI to its path)")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    _mend(found)
    return found


@pytest.fixture(scope="module")
def examples() -> Iterator[Examples]:
    """One answer and more of every endpoint."""
    with Sandbox(SandboxOptions(speed=1000)) as sandbox:
        yield collect(Client(sandbox))


def _mend(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name in ("Connector", "Item", "Consent"):
        del schemas[name]["properties"]["products"]["items"]["enum"]
    schemas["ConnectorCredential"]["properties"]["type"]["enum"] += ["oauth", "string"]
    schemas["CreditCardMetadata"]["properties"]["payeeMCC"] = {"type": "integer"}
    schemas["Bill"]["required"].remove("accountId")
    schemas["BillFinanceCharge"]["required"].remove("creditCardBillId")
    content = document["paths"]["/categories"]["get"]["responses"]["200"]["content"]
    listed = content["application/json"]["schema"]
    content["application/json"]["schema"] = {
        "type": "object",
        "required": ["page", "total", "totalPages", "results"],
        "properties": {"results": listed},
    }


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_nulls(inner) for inner in value]
    return value


def _schema(document: dict[str, Any], method: str, path: str, status: int) -> dict[str, Any] | None:
    operation = document["paths"].get(path, {}).get(method.lower(), {})
    answer = operation.get("responses", {}).get(str(status))
    if answer is None:
        return None
    schema: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return schema


def test_answers_validate(document: dict[str, Any], examples: Examples) -> None:
    checked = 0
    for (method, path, status), bodies in examples.seen.items():
        schema = _schema(document, method, path, status)
        if schema is None:
            assert (method, path, status) in NOT_DOCUMENTED, (method, path, status)
            continue
        whole = {**schema, "components": document["components"]}
        validator = jsonschema.Draft202012Validator(
            whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        for body in bodies:
            errors = [
                f"{method} {path} {list(error.absolute_path)[:6]}: {error.message[:200]}"
                for error in validator.iter_errors(_keep_next(body))
            ]
            assert errors == []
            checked += 1
    assert checked > 100


def _keep_next(body: Any) -> Any:
    """Without nulls, but for the `next` of a page: there null means the end and must be said."""
    cleaned = _without_nulls(body)
    if isinstance(body, dict) and "next" in body and body["next"] is None:
        cleaned["next"] = ""
    return cleaned


def test_every_endpoint_asked_for_is_documented(
    document: dict[str, Any], examples: Examples
) -> None:
    for method, path, _ in examples.seen:
        assert method.lower() in document["paths"].get(path, {}), (method, path)
