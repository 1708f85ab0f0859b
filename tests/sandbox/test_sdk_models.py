"""The SDK's strict models take what the sandbox answers, but where the real API breaks them too.

What they refuse of real answers, and so of ours:
- an item that waits for consent: `parameter.type` is "oauth", and `optional` is missing;
- an item that waits for a typed code: `parameter.type` is "string", and `optional` is missing;
- a product they do not list, such as ACCOUNT_STATEMENTS: then the connector, an item of it, its
  consent, and the whole list of connectors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pydantic
import pytest

from pluggy_desktop.sandbox import Sandbox, SandboxOptions
from tests.sandbox.client import Client
from tests.sandbox.examples import Examples, collect

if TYPE_CHECKING:
    from collections.abc import Iterator


class Model(Protocol):
    """An SDK model class."""

    def from_dict(self, obj: Any) -> object: ...


UNLISTED = "ACCOUNT_STATEMENTS"
WAITING = ("oauth", "string")


@pytest.fixture(scope="module")
def examples() -> Iterator[Examples]:
    """One answer and more of every endpoint."""
    with Sandbox(SandboxOptions(speed=1000)) as sandbox:
        yield collect(Client(sandbox))


def models() -> dict[tuple[str, str], Model]:
    """The model of each endpoint's good answer; imported here, for the SDK takes its time."""
    import pluggy_sdk as sdk

    return {
        ("POST", "/auth"): sdk.AuthResponse,
        ("POST", "/connect_token"): sdk.ConnectTokenResponse,
        ("GET", "/connectors"): sdk.ConnectorListResponse,
        ("GET", "/connectors/{id}"): sdk.Connector,
        ("POST", "/connectors/{id}/validate"): sdk.ParameterValidationResponse,
        ("POST", "/items"): sdk.Item,
        ("GET", "/items/{id}"): sdk.Item,
        ("PATCH", "/items/{id}"): sdk.Item,
        ("PATCH", "/items/{id}/disable-auto-sync"): sdk.Item,
        ("POST", "/items/{id}/mfa"): sdk.Item,
        ("DELETE", "/items/{id}"): sdk.ICountResponse,
        ("GET", "/accounts"): sdk.AccountsList200Response,
        ("GET", "/accounts/{id}"): sdk.Account,
        ("GET", "/accounts/{id}/balance"): sdk.AccountBalanceGet200Response,
        ("GET", "/v2/transactions"): sdk.CursorPageResponseTransactions,
        ("GET", "/transactions/{id}"): sdk.Transaction,
        ("GET", "/bills"): sdk.BillsList200Response,
        ("GET", "/bills/{id}"): sdk.Bill,
        ("GET", "/investments"): sdk.InvestmentsList200Response,
        ("GET", "/investments/{id}"): sdk.Investment,
        ("GET", "/investments/{id}/transactions"): sdk.PageResponseInvestmentTransactions,
        ("GET", "/loans"): sdk.LoansList200Response,
        ("GET", "/loans/{id}"): sdk.Loan,
        ("GET", "/consents"): sdk.PageResponseConsents,
        ("GET", "/consents/{id}"): sdk.Consent,
        ("GET", "/categories"): sdk.PageResponseCategories,
        ("GET", "/categories/{id}"): sdk.Category,
        ("GET", "/identity"): sdk.IdentityResponse,
        ("GET", "/identity/{id}"): sdk.IdentityResponse,
    }


def is_exception(body: Any) -> bool:
    """Whether the real API's answer of this kind breaks the models too."""
    if isinstance(body, list):
        return any(map(is_exception, body))
    if not isinstance(body, dict):
        return False
    parameter = body.get("parameter")
    if isinstance(parameter, dict) and parameter["type"] in WAITING:
        return "optional" not in parameter
    return UNLISTED in (body.get("products") or ()) or any(map(is_exception, body.values()))


def test_every_good_answer_has_a_model(examples: Examples) -> None:
    good = {(method, path) for method, path, status in examples.seen if status == 200}
    assert good == models().keys()


def test_good_answers_parse_but_for_the_exceptions(examples: Examples) -> None:
    parsed = refused = 0
    for (method, path), model in models().items():
        for body in examples.of(method, path):
            if is_exception(body):
                with pytest.raises(pydantic.ValidationError):
                    model.from_dict(body)
                refused += 1
            else:
                assert model.from_dict(body) is not None
                parsed += 1
    assert parsed > 100
    assert refused > 10


def test_error_bodies_parse(examples: Examples) -> None:
    import pluggy_sdk as sdk

    errors = [
        (body, (status, path))
        for (_, path, status), bodies in examples.seen.items()
        for body in bodies
        if status >= 400
    ]
    assert len(errors) >= 6
    for body, where in errors:
        assert sdk.ItemCreationErrorResponse.from_dict(body) is not None, where
        if body.get("codeDescription") != "ITEM_USER_ALREADY_EXISTS":  # has no `code`
            assert sdk.GlobalErrorResponse.from_dict(body) is not None, where
