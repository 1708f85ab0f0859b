"""Keys, connect tokens, what each may do, how long they live, and rate limits."""

from __future__ import annotations

import uuid

import pytest

from pluggy_desktop.sandbox import Sandbox, SandboxOptions
from tests.sandbox.client import GOOD_CPF, Client


def test_the_client_id_is_a_uuid_and_credentials_depend_on_the_seed_alone() -> None:
    one, same, other = (Sandbox(SandboxOptions(seed=seed)) for seed in (1, 1, 2))
    assert str(uuid.UUID(one.client_id)) == one.client_id
    assert (one.client_id, one.client_secret) == (same.client_id, same.client_secret)
    assert one.client_id != other.client_id
    assert one.client_secret != other.client_secret


@pytest.mark.parametrize("field", ["clientId", "clientSecret"])
def test_wrong_credentials_are_401_in_the_apis_words(client: Client, field: str) -> None:
    good = {"clientId": client.sandbox.client_id, "clientSecret": client.sandbox.client_secret}
    for body in (good | {field: "wrong"}, good | {field: None}, {}):
        reply = client.call("POST", "/auth", body)
        assert reply.status == 401
        assert reply.body == {
            "message": "Client keys are invalid",
            "code": 401,
            "codeDescription": "CLIENT_KEYS_UNAUTHORIZED",
        }


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "ção.x.y"])
def test_a_missing_or_foreign_key_is_403(client: Client, token: str) -> None:
    client.key = None
    reply = client.call("GET", "/connectors", key=token.encode().decode("latin-1"))
    assert reply.status == 403
    assert reply.body == {"message": "Missing or invalid authorization token", "code": 403}


def test_another_sandboxs_key_is_403(client: Client, guide: Client) -> None:
    assert client.call("GET", "/connectors", key=guide.key).status == 403


def test_an_api_key_lives_two_hours(client: Client) -> None:
    client.sandbox.advance(seconds=7190)
    assert client.call("GET", "/connectors").status == 200
    client.sandbox.advance(seconds=20)
    assert client.call("GET", "/connectors").status == 401
    client.key = client.new_key()
    assert client.call("GET", "/connectors").status == 200


def test_a_connect_token_lives_half_an_hour(client: Client) -> None:
    token = client.call("POST", "/connect_token", {}).body["accessToken"]
    client.sandbox.advance(seconds=1790)
    assert client.call("GET", "/connectors", key=token).status == 200
    client.sandbox.advance(seconds=20)
    assert client.call("GET", "/connectors", key=token).status == 403
    assert client.call("GET", "/connectors").status == 200


def test_a_connect_token_connects_and_reads_no_data(client: Client) -> None:
    options = {"clientUserId": "me", "products": ["ACCOUNTS", "TRANSACTIONS"]}
    token = client.call("POST", "/connect_token", {"options": options}).body["accessToken"]
    assert client.call("GET", "/connectors/801", key=token).status == 200
    body = {"connectorId": 801, "parameters": {"cpf": GOOD_CPF}, "clientUserId": "somebody else"}
    made = client.call("POST", "/items", body, key=token)
    assert made.status == 200
    assert made.body["clientUserId"] == "me"
    assert made.body["products"] == ["ACCOUNTS", "TRANSACTIONS"]
    item = f"/items/{made.body['id']}"
    assert client.call("GET", item, key=token).status == 200
    refused = [
        ("DELETE", item),
        ("PATCH", f"{item}/disable-auto-sync"),
        ("POST", "/connect_token"),
        *(("GET", f"/{name}?itemId={made.body['id']}") for name in _DATA),
    ]
    for method, path in refused:
        assert client.call(method, path, key=token).status == 403, (method, path)
        assert client.call("GET", item).status == 200


_DATA = (
    "accounts",
    "v2/transactions",
    "transactions",
    "bills",
    "investments",
    "loans",
    "consents",
    "categories",
    "identity",
)


def test_a_connect_token_sees_its_own_users_items_only(client: Client) -> None:
    mine = client.create(clientUserId="me").body["id"]
    theirs = client.create(802, clientUserId="them").body["id"]
    nobodys = client.create(803).body["id"]
    options = {"options": {"clientUserId": "me"}}
    token = client.call("POST", "/connect_token", options).body["accessToken"]
    anonymous = client.call("POST", "/connect_token", {}).body["accessToken"]
    bound = client.call("POST", "/connect_token", {"itemId": theirs}).body["accessToken"]
    seen = {
        name: [client.call("GET", f"/items/{i}", key=key).status for i in (mine, theirs, nobodys)]
        for name, key in (("mine", token), ("anonymous", anonymous), ("bound", bound))
    }
    assert seen == {
        "mine": [200, 403, 403],
        "anonymous": [403, 403, 403],
        "bound": [403, 200, 403],
    }


def test_client_user_id_outside_options_is_ignored(client: Client) -> None:
    token = client.call("POST", "/connect_token", {"clientUserId": "me"}).body["accessToken"]
    body = {"connectorId": 801, "parameters": {"cpf": GOOD_CPF}}
    assert client.call("POST", "/items", body, key=token).body["clientUserId"] is None


def test_a_connect_token_for_an_unknown_item_is_404(client: Client) -> None:
    reply = client.call("POST", "/connect_token", {"itemId": str(uuid.uuid4())})
    assert (reply.status, reply.body["codeDescription"]) == (404, "ITEM_NOT_FOUND")


ALWAYS = [
    "https://host.example/path?x=1",
    "pigbank://pluggy-volta",
    "pigbank:///pluggy",
    "pigbank://x?a=1",
    "exp://127.0.0.1:8081/--/x",
]
LOCAL = [
    "http://localhost/cb",
    "http://localhost:8765/cb?state=1",
    "http://127.0.0.1:1/cb",
    "https://localhost/cb",
]
NEVER = [
    "http://host.example/cb",
    "myapp:/x",
    "javascript:alert(1)",
    "javascript://x",
    "https://",
    "https://user@host.example/",
    "http://localhost:port/",
    "https://host.example/\r\nX: 1",
    "",
    7,
]


@pytest.mark.parametrize("uri", [*ALWAYS, *LOCAL, *NEVER])
def test_redirect_rules(standing_either: Client, uri: object) -> None:
    allowed = uri in ALWAYS or (uri in LOCAL and standing_either.sandbox.dialect == "guide")
    rule = "oauthRedirectUri must be a valid HTTPS URL (not localhost) or a valid deep link"
    item = standing_either.create(oauthRedirectUri=uri)
    token = standing_either.call("POST", "/connect_token", {"options": {"oauthRedirectUri": uri}})
    if allowed:
        assert (item.status, item.body["oauthRedirectUri"]) == (200, uri)
        assert token.status == 200
    else:
        assert (item.status, item.body) == (400, {"message": rule, "code": 400})
        assert (token.status, token.body["message"]) == (400, f"options.{rule}")


@pytest.mark.parametrize(
    "url", ["http://host.example/", "https://localhost/", "https://10.0.0.1/", "x", 3]
)
def test_webhooks_must_be_public_https(client: Client, url: object) -> None:
    assert client.create(webhookUrl=url).status == 400
    assert client.create(webhookUrl="https://host.example/hook").status == 200


def test_updates_are_limited_to_twenty_a_minute() -> None:
    with Sandbox(SandboxOptions(speed=1)) as sandbox:
        client = Client(sandbox)
        path = f"/items/{uuid.uuid4()}"
        replies = [client.call("PATCH", path, {}) for _ in range(21)]
        assert [reply.status for reply in replies] == [404] * 20 + [429]
        assert replies[0].headers["RateLimit-Limit"] == "20"
        assert replies[0].headers["RateLimit-Remaining"] == "19"
        refused = replies[-1]
        assert refused.headers["Retry-After"] == "60"
        assert 1 <= int(refused.headers["RateLimit-Reset"]) <= 60
        assert refused.body == {
            "message": "Too many requests. Please try again later (see Retry-After header in seconds)",
            "code": 429,
        }
        assert client.call("GET", "/connectors").status == 200  # the other limits are their own
        sandbox.advance(seconds=60)
        assert client.call("PATCH", path, {}).status == 404


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/auth"), ("GET", "/v2/transactions"), ("GET", "/investments")]
)
def test_the_published_limits_are_told(client: Client, method: str, path: str) -> None:
    assert client.call(method, path).headers["RateLimit-Limit"] == "360"


def test_unknown_paths_and_broken_json(client: Client) -> None:
    assert client.call("GET", "/nothing").status == 404
    assert client.call("PUT", "/items").status == 404
    assert client.call("POST", "/auth", [1]).status == 400
