"""An item's life in both dialects: statuses, outcomes, updates, refusals."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from pluggy_desktop.sandbox import Sandbox, SandboxOptions, Visitor
from tests.sandbox.client import CPF_OF, GOOD_CPF, Client, is_over, wants_code

ITEM_KEYS = [
    "id",
    "connector",
    "createdAt",
    "updatedAt",
    "status",
    "executionStatus",
    "lastUpdatedAt",
    "webhookUrl",
    "error",
    "clientUserId",
    "consecutiveFailedLoginAttempts",
    "statusDetail",
    "parameter",
    "userAction",
    "nextAutoSyncAt",
    "autoSyncDisabledAt",
    "consentExpiresAt",
    "products",
    "oauthRedirectUri",
]


def test_a_new_item_has_every_key_and_no_link_yet(client: Client) -> None:
    made = client.create(clientUserId="me", oauthRedirectUri="app://cb").body
    assert list(made) == ITEM_KEYS
    assert (made["status"], made["executionStatus"]) == ("UPDATING", "CREATED")
    assert made["parameter"] is None
    assert made["lastUpdatedAt"] is None
    assert made["connector"]["id"] == 801
    assert (made["clientUserId"], made["oauthRedirectUri"]) == ("me", "app://cb")


def test_the_link_comes_with_the_item_that_waits(client: Client) -> None:
    item = client.wait(client.create().body["id"], lambda seen: seen["parameter"])
    assert (item["status"], item["executionStatus"]) == ("WAITING_USER_INPUT",) * 2
    parameter = item["parameter"]
    assert (parameter["name"], parameter["type"]) == ("oauthCode", "oauth")
    assert "optional" not in parameter
    assert parameter["data"].startswith(f"{client.sandbox.url}/bank/801/oauth/authorize?")
    assert parameter["expiresAt"] > item["createdAt"]


def test_nothing_is_shared_before_it_is_collected(client: Client) -> None:
    item_id = client.create().body["id"]
    client.link(item_id)
    for path in ("accounts", "investments", "loans", "consents"):
        page = client.get(f"/{path}?itemId={item_id}")
        assert page == {"page": 1, "total": 0, "totalPages": 0, "results": []}
    assert client.call("GET", f"/identity?itemId={item_id}").status == 404


def test_collection_passes_its_phases_in_order() -> None:
    with Sandbox(SandboxOptions(speed=1)) as sandbox:
        client = Client(sandbox)
        item_id = client.create().body["id"]
        sandbox.advance(seconds=2)
        Visitor().visit(client.link(item_id))
        seen: list[tuple[str, str]] = []
        for _ in range(200):
            item = client.item(item_id)
            if not seen or seen[-1] != (item["status"], item["executionStatus"]):
                seen.append((item["status"], item["executionStatus"]))
            if is_over(item):
                break
            sandbox.advance(seconds=0.1)
    assert seen == [
        ("UPDATING", "LOGIN_IN_PROGRESS"),
        ("UPDATING", "ACCOUNTS_IN_PROGRESS"),
        ("UPDATING", "CREDITCARDS_IN_PROGRESS"),
        ("UPDATING", "TRANSACTIONS_IN_PROGRESS"),
        ("UPDATING", "PAYMENT_DATA_IN_PROGRESS"),
        ("UPDATING", "INVESTMENTS_IN_PROGRESS"),
        ("UPDATING", "INVESTMENTS_TRANSACTIONS_IN_PROGRESS"),
        ("UPDATING", "LOANS_IN_PROGRESS"),
        ("UPDATING", "IDENTITY_IN_PROGRESS"),
        ("MERGING", "MERGING"),
        ("UPDATED", "SUCCESS"),
    ]


def test_success(either: Client) -> None:
    item = either.connect()
    assert (item["status"], item["executionStatus"]) == ("UPDATED", "SUCCESS")
    assert item["error"] is None
    assert item["parameter"] is None
    assert item["statusDetail"] is None
    assert item["lastUpdatedAt"] is not None
    assert item["nextAutoSyncAt"] > item["lastUpdatedAt"]
    assert item["consentExpiresAt"] is None
    assert set(either.accounts(item["id"])) == {
        "CHECKING_ACCOUNT",
        "SAVINGS_ACCOUNT",
        "CREDIT_CARD",
    }


def test_partial_keeps_one_product_back_and_says_why(either: Client) -> None:
    item = either.connect(cpf=CPF_OF["partial"])
    assert (item["status"], item["executionStatus"]) == ("UPDATED", "PARTIAL_SUCCESS")
    detail = item["statusDetail"]
    assert [key for key, told in detail.items() if told and not told["isUpdated"]] == [
        "creditCards"
    ]
    (warning,) = detail["creditCards"]["warnings"]
    assert warning["code"] == "423"
    assert "'creditCards'" in warning["message"]
    assert detail["accounts"] == {
        "isUpdated": True,
        "lastUpdatedAt": item["lastUpdatedAt"],
        "warnings": [],
    }
    assert detail["accountStatements"] is None
    assert set(either.accounts(item["id"])) == {"CHECKING_ACCOUNT", "SAVINGS_ACCOUNT"}


@pytest.mark.parametrize(
    ("outcome", "status", "word"),
    [
        ("wrong_cpf", "LOGIN_ERROR", "INVALID_CREDENTIALS"),
        ("bank_offline", "OUTDATED", "SITE_NOT_AVAILABLE"),
    ],
)
def test_failures_before_the_bank_page(
    either: Client, outcome: Any, status: str, word: str
) -> None:
    item = either.wait(either.create(cpf=CPF_OF[outcome]).body["id"], is_over)
    assert (item["status"], item["executionStatus"], item["error"]["code"]) == (status, word, word)
    assert item["parameter"] is None
    assert item["lastUpdatedAt"] is None
    assert item["consecutiveFailedLoginAttempts"] == (status == "LOGIN_ERROR")
    assert either.get(f"/accounts?itemId={item['id']}")["results"] == []


@pytest.mark.parametrize(
    ("outcome", "word"),
    [("locked", "ACCOUNT_LOCKED"), ("declined", "USER_AUTHORIZATION_NOT_GRANTED")],
)
def test_failures_at_and_after_the_bank_page(either: Client, outcome: Any, word: str) -> None:
    item = either.connect(cpf=CPF_OF[outcome])
    assert (item["status"], item["executionStatus"]) == ("LOGIN_ERROR", word)
    assert item["error"]["code"] == word


def test_the_person_declines(either: Client) -> None:
    item = either.connect(decide="decline")
    assert (item["status"], item["executionStatus"]) == (
        "LOGIN_ERROR",
        "USER_AUTHORIZATION_NOT_GRANTED",
    )
    assert either.get(f"/consents?itemId={item['id']}")["results"] == []


def test_slow_is_six_times_slower_and_never_does_not_end() -> None:
    with Sandbox(SandboxOptions(speed=1)) as sandbox:
        client = Client(sandbox)
        ids = {}
        for outcome in ("success", "slow", "never"):
            ids[outcome] = client.create(cpf=CPF_OF[outcome]).body["id"]
        sandbox.advance(seconds=2)
        for item_id in ids.values():
            Visitor().visit(client.link(item_id))
        sandbox.advance(seconds=12)
        status = {outcome: client.item(item_id)["status"] for outcome, item_id in ids.items()}
        assert status == {"success": "UPDATED", "slow": "UPDATING", "never": "UPDATING"}
        sandbox.advance(seconds=60)
        assert client.item(ids["slow"])["status"] == "UPDATED"
        sandbox.advance(seconds=6000)
        never = client.item(ids["never"])
        assert (never["status"], never["executionStatus"]) == (
            "UPDATING",
            "TRANSACTIONS_IN_PROGRESS",
        )


def start_typing(client: Client) -> str:
    item_id: str = client.create(cpf=CPF_OF["mfa"]).body["id"]
    Visitor().visit(client.link(item_id))
    item = client.wait(item_id, wants_code)
    assert (item["status"], item["executionStatus"]) == ("WAITING_USER_INPUT",) * 2
    assert item["parameter"]["type"] == "string"
    return item_id


def test_a_typed_code(either: Client) -> None:
    item_id = start_typing(either)
    sent = either.call("POST", f"/items/{item_id}/mfa", {"token": "123456"})
    assert (sent.status, sent.body["executionStatus"]) == (200, "LOGIN_MFA_IN_PROGRESS")
    assert either.wait(item_id, is_over)["executionStatus"] == "SUCCESS"
    assert either.call("POST", f"/items/{item_id}/mfa", {"token": "123456"}).status == 400


def test_a_wrong_code_is_asked_for_again_and_then_refused(client: Client) -> None:
    item_id = start_typing(client)
    assert client.call("POST", f"/items/{item_id}/mfa", {}).status == 400
    again = client.call("POST", f"/items/{item_id}/mfa", {"token": "000000"}).body
    assert again["status"] == "WAITING_USER_INPUT"
    assert again["error"]["code"] == "INVALID_CREDENTIALS_MFA"
    ended = client.call("POST", f"/items/{item_id}/mfa", {"token": "000000"}).body
    assert (ended["status"], ended["executionStatus"]) == ("LOGIN_ERROR", "INVALID_CREDENTIALS_MFA")
    assert client.call("PATCH", f"/items/{item_id}", {}).status == 200
    client.wait(item_id, wants_code)


def test_nobody_at_the_bank_page_times_out(either: Client) -> None:
    item_id = either.create().body["id"]
    link = either.link(item_id)
    either.sandbox.advance(seconds=1201)
    item = either.item(item_id)
    assert (item["status"], item["executionStatus"]) == ("OUTDATED", "USER_INPUT_TIMEOUT")
    assert item["parameter"] is None
    Visitor().visit(link)
    assert either.item(item_id)["executionStatus"] == "USER_INPUT_TIMEOUT"
    assert either.call("PATCH", f"/items/{item_id}", {}).status == 200
    assert either.link(item_id) != link


def test_meu_pluggy(either: Client) -> None:
    item = either.connect(200, cpf=None)
    assert item["connector"]["name"] == "MeuPluggy"
    reply = either.call("PATCH", f"/items/{item['id']}", {})
    assert reply.status == 400
    assert list(reply.body) == ["message", "code", "errorId"]
    assert reply.body["message"] == "MeuPluggy item cant be updated"
    (consent,) = either.get(f"/consents?itemId={item['id']}")["results"]
    assert consent["itemId"] != item["id"]
    banks = {row["marketingName"] for row in either.accounts(item["id"]).values()}
    assert len({bank.split(" · ")[0] for bank in banks}) == 2
    for account in either.accounts(item["id"]).values():
        assert {row["providerId"] for row in either.transactions(account["id"])} == {None}


@pytest.mark.parametrize(
    ("user", "password", "word"),
    [
        ("user-ok", "password-ok", "SUCCESS"),
        ("user-ok", "wrong", "INVALID_CREDENTIALS"),
        ("user-locked", "password-ok", "ACCOUNT_LOCKED"),
        ("nobody", "password-ok", "INVALID_CREDENTIALS"),
    ],
)
def test_without_oauth(client: Client, user: str, password: str, word: str) -> None:
    body = {"connectorId": 2, "parameters": {"user": user, "password": password}}
    item = client.wait(client.call("POST", "/items", body).body["id"], is_over)
    assert item["executionStatus"] == word
    assert bool(client.accounts(item["id"])) == (word == "SUCCESS")


def test_products_limit_what_is_collected(client: Client) -> None:
    item = client.connect(products=["ACCOUNTS", "TRANSACTIONS"])
    assert item["products"] == ["ACCOUNTS", "TRANSACTIONS"]
    assert "CREDIT_CARD" not in client.accounts(item["id"])
    assert client.get(f"/loans?itemId={item['id']}")["results"] == []
    assert client.create(products=["COFFEE"]).status == 400
    assert client.create(802, products=["INVESTMENTS"]).status == 400


def test_a_consent_of_one_year(client: Client) -> None:
    item = client.connect(805)
    assert item["consentExpiresAt"][:4] == str(int(item["createdAt"][:4]) + 1)
    (consent,) = client.get(f"/consents?itemId={item['id']}")["results"]
    assert consent["expiresAt"] == item["consentExpiresAt"]
    assert client.get(f"/consents/{consent['id']}") == consent


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 400, "connectorId"),
        ({"connectorId": "801", "parameters": {}}, 400, "connectorId"),
        ({"connectorId": 1, "parameters": {}}, 404, "connector not found"),
        ({"connectorId": 809, "parameters": {"cpf": GOOD_CPF}}, 400, "OFFLINE"),
        ({"connectorId": 200, "parameters": {}, "clientUserId": 5}, 400, "clientUserId"),
    ],
)
def test_refused_creations(client: Client, body: object, status: int, words: str) -> None:
    reply = client.call("POST", "/items", body)
    assert reply.status == status
    assert words in reply.body["message"]


def test_duplicates_are_refused_only_when_asked(client: Client) -> None:
    first = client.create().body["id"]
    second = client.create().body["id"]
    reply = client.create(avoidDuplicates=True, cpf="76109277673")
    assert reply.status == 400
    assert reply.body == {
        "message": "There are other items with the same credentials, you can't create a new one",
        "codeDescription": "ITEM_USER_ALREADY_EXISTS",
        "items": [first, second],
    }
    assert client.create(802, avoidDuplicates=True).status == 200
    assert client.create(200, cpf=None, avoidDuplicates=True).status == 200
    assert client.create(200, cpf=None, avoidDuplicates=True).status == 200


def test_a_hundred_items_at_most(client: Client) -> None:
    made = [client.create() for _ in range(101)]
    assert [reply.status for reply in made] == [200] * 100 + [409]
    assert made[-1].body["codeDescription"] == "ITEM_CREATION_LIMIT_EXCEEDED"
    assert made[-1].body["data"] == {"itemsLimit": 100}
    client.call("DELETE", f"/items/{made[0].body['id']}")
    assert client.create().status == 200


def test_items_are_not_listed_and_ids_are_checked(client: Client) -> None:
    assert client.call("GET", "/items").status == 401
    assert client.call("GET", "/items/abc").status == 400
    gone = f"/items/{uuid.uuid4()}"
    for method, path in (
        ("GET", gone),
        ("PATCH", gone),
        ("DELETE", gone),
        ("POST", f"{gone}/mfa"),
        ("PATCH", f"{gone}/disable-auto-sync"),
    ):
        reply = client.call(method, path, {} if method != "GET" else None)
        assert (reply.status, reply.body["codeDescription"]) == (404, "ITEM_NOT_FOUND")


def test_deleting_takes_everything_away(client: Client) -> None:
    item = client.connect()
    account = client.accounts(item["id"])["CHECKING_ACCOUNT"]["id"]
    assert client.call("DELETE", f"/items/{item['id']}").body == {"count": 1}
    assert client.call("GET", f"/accounts?itemId={item['id']}").status == 404
    assert client.call("GET", f"/v2/transactions?accountId={account}").status == 404


def test_auto_sync_can_be_switched_off(client: Client) -> None:
    item = client.connect()
    off = client.call("PATCH", f"/items/{item['id']}/disable-auto-sync").body
    assert off["autoSyncDisabledAt"] is not None
    assert off["nextAutoSyncAt"] is None


def test_an_update_needs_no_new_consent_and_then_an_hours_patience(client: Client) -> None:
    item = client.connect()
    updated = client.call("PATCH", f"/items/{item['id']}", {})
    assert (updated.status, updated.body["status"]) == (200, "UPDATING")
    assert len(client.accounts(item["id"])) == 3  # what was there stays readable meanwhile
    early = client.call("PATCH", f"/items/{item['id']}")
    assert early.status == 409
    again = client.wait(item["id"], is_over)
    assert again["lastUpdatedAt"] > item["lastUpdatedAt"]
    refused = client.call("PATCH", f"/items/{item['id']}", {})
    assert refused.status == 409
    assert refused.body["codeDescription"] == "CLIENT_IS_UPDATING_BEFORE_ALLOWED_FREQUENCY"
    assert refused.body["data"] == {
        "minUpdateFrequencyAllowedInHours": 1,
        "lastUpdatedAt": again["lastUpdatedAt"],
    }
    client.sandbox.advance(seconds=3601)
    assert client.call("PATCH", f"/items/{item['id']}", {}).status == 200


def test_a_failed_item_can_be_mended_with_other_parameters(client: Client) -> None:
    item = client.wait(client.create(cpf=CPF_OF["wrong_cpf"]).body["id"], is_over)
    body = {"parameters": {"cpf": GOOD_CPF}}
    assert client.call("PATCH", f"/items/{item['id']}", body).status == 200
    Visitor().visit(client.link(item["id"]))
    assert client.wait(item["id"], is_over)["executionStatus"] == "SUCCESS"
    assert client.item(item["id"])["consecutiveFailedLoginAttempts"] == 0


def test_two_login_failures_ask_for_fifteen_minutes(client: Client) -> None:
    item = client.wait(client.create(cpf=CPF_OF["wrong_cpf"]).body["id"], is_over)
    path = f"/items/{item['id']}"
    assert client.call("PATCH", path, {}).status == 200
    assert client.wait(item["id"], is_over)["consecutiveFailedLoginAttempts"] == 2
    refused = client.call("PATCH", path, {})
    assert refused.status == 400
    assert refused.body["codeDescription"] == "TOO_MANY_CONSECUTIVE_LOGIN_FAILURES"
    assert refused.body["data"]["canRetryAfterDate"] > item["createdAt"]
    client.sandbox.advance(seconds=901)
    assert client.call("PATCH", path, {}).status == 200


def test_more_than_five_failures_end_in_support(client: Client) -> None:
    item_id = client.create(cpf=CPF_OF["bank_offline"]).body["id"]
    for _ in range(5):
        client.wait(item_id, is_over)
        assert client.call("PATCH", f"/items/{item_id}", {}).status == 200
    client.wait(item_id, is_over)
    reply = client.call("PATCH", f"/items/{item_id}", {})
    assert reply.body["codeDescription"] == "TOO_MANY_CONSECUTIVE_ERRORS"


def test_reconnecting_gives_new_ids_and_keeps_the_banks(client: Client) -> None:
    first = client.connect()
    second = client.connect()
    one, two = (client.accounts(item["id"])["CHECKING_ACCOUNT"] for item in (first, second))
    assert one["id"] != two["id"]
    assert one["number"] == two["number"]
    rows, others = client.transactions(one["id"]), client.transactions(two["id"])
    assert not {row["id"] for row in rows} & {row["id"] for row in others}
    assert {row["providerId"] for row in rows} == {row["providerId"] for row in others}
    assert {(row["date"], row["amount"]) for row in rows} == {
        (row["date"], row["amount"]) for row in others
    }
