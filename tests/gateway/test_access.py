"""Keys, pauses, repeats and refusals: how often Pluggy is asked, and what a person is told."""

from __future__ import annotations

import datetime as dt
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from email.utils import format_datetime

import pytest

from pluggy_desktop import i18n
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Account
from pluggy_desktop.domain.ports import LinkOptions, NewItem
from pluggy_desktop.errors import (
    AccessRefused,
    AppError,
    BadAnswer,
    InvalidInput,
    NetworkProblem,
    PluggyRefused,
)
from pluggy_desktop.gateway.client import Limits, PluggyAccess
from tests.gateway.clocks import SetClock
from tests.gateway.conftest import CLIENT_ID, CLIENT_SECRET, QUICK, AccessMaker
from tests.gateway.wire_server import Reply, Request, WireServer, page, reply, silent

ITEM = "a0922d6f-2007-4169-a181-b961500608db"
LINK = LinkOptions(client_user_id="u", products=("ACCOUNTS",), redirect_uri="app://back")
NEW = NewItem(connector_id=612, parameters={"cpf": "76109277673"}, link=LINK)
UNAUTHORIZED = {"code": 403, "message": "Missing or invalid authorization token"}


def item(**fields: object) -> Reply:
    return reply({"id": ITEM, "status": "UPDATED", **fields})


def only_key(key: str, good: Reply) -> Callable[[Request], Reply]:
    return lambda request: good if request.key == key else reply(UNAUTHORIZED, status=403)


def in_threads(count: int, call: Callable[[], object]) -> list[object]:
    """What `count` simultaneous calls return or raise."""
    results: list[object] = []
    start = threading.Barrier(count)

    def run() -> None:
        start.wait()
        try:
            results.append(call())
        except AppError as error:
            results.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_key_serves_all_threads(make_access: AccessMaker) -> None:
    with WireServer(only_key("key-1", item())) as server:
        access = make_access(server.url)
        found = in_threads(8, lambda: access.open(Cancel()).item(ITEM))
        assert {getattr(one, "id", one) for one in found} == {ITEM}
        assert server.auth_calls == 1


def test_a_refused_key_is_renewed_once_for_all_threads(make_access: AccessMaker) -> None:
    with WireServer(only_key("key-2", item())) as server:
        access = make_access(server.url)
        found = in_threads(8, lambda: access.open(Cancel()).item(ITEM))
        assert {getattr(one, "id", one) for one in found} == {ITEM}
        assert server.auth_calls == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_request_is_sent_once_more_and_then_refused(
    make_access: AccessMaker, status: int
) -> None:
    with WireServer(lambda _: reply(UNAUTHORIZED, status=status)) as server:
        with pytest.raises(PluggyRefused) as refused:
            make_access(server.url).open(Cancel()).item(ITEM)
        assert refused.value.status == status
        assert len(server.sent()) == 2
        assert server.auth_calls == 2


@pytest.mark.parametrize("hand", ["monotonic", "date", "set back"])
def test_a_key_is_renewed_before_two_hours_by_either_clock(
    make_access: AccessMaker, hand: str
) -> None:
    clock = SetClock()
    with WireServer(lambda _: item()) as server:
        gateway = make_access(server.url, clock=clock).open(Cancel())
        gateway.item(ITEM)
        clock.pass_by(60 * 60)
        gateway.item(ITEM)
        assert server.auth_calls == 1
        if hand == "monotonic":
            clock.seconds += 55 * 60
        else:
            clock.date += dt.timedelta(minutes=55 if hand == "date" else -180)
        gateway.item(ITEM)
        assert server.auth_calls == 2
        assert [request.key for request in server.sent()] == ["key-1", "key-1", "key-2"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (
            {"code": 401, "codeDescription": "CLIENT_KEYS_UNAUTHORIZED", "message": "x"},
            "Pluggy does not accept the client id or the secret",
        ),
        ({"message": "Invalid client secret"}, "Pluggy does not accept the client secret"),
        ({"message": "clientId not found"}, "Pluggy does not know this client id"),
        ({"codeDescription": "CLIENT_DISABLED"}, "Pluggy has switched this access off"),
    ],
)
def test_wrong_keys_are_asked_about_once(
    make_access: AccessMaker, body: object, title: str
) -> None:
    with WireServer(lambda _: item(), auth=lambda _: reply(body, status=401)) as server:
        access = make_access(server.url)
        found = in_threads(8, lambda: access.open(Cancel()).item(ITEM))
        assert {str(one) for one in found} == {title}
        assert all(isinstance(one, AccessRefused) for one in found)
        assert server.auth_calls == 1
        assert not server.sent()
        with pytest.raises(AccessRefused):
            access.open(Cancel()).check_access()
        assert server.auth_calls == 2


def test_an_answer_without_a_key_is_a_bad_answer(make_access: AccessMaker) -> None:
    for body in ({}, {"apiKey": ""}, {"apiKey": "a\nb"}, {"apiKey": 5}):
        with (
            WireServer(lambda _: item(), auth=lambda _, body=body: reply(body)) as server,  # type: ignore[misc]
            pytest.raises(BadAnswer),
        ):
            make_access(server.url).open(Cancel()).check_access()


@pytest.mark.parametrize("fault", [silent, reply({}, status=503), reply(b"", status=500)])
def test_making_an_item_is_never_repeated(make_access: AccessMaker, fault: Reply) -> None:
    with WireServer(lambda _: fault) as server:
        with pytest.raises(AppError) as caught:
            make_access(server.url).open(Cancel()).create_item(NEW)
        assert len(server.sent("/items")) == 1
        if fault is silent:
            assert isinstance(caught.value, NetworkProblem)
            assert "not sent twice" in caught.value.message


def test_an_item_is_asked_for_as_pluggy_wants_it(make_access: AccessMaker) -> None:
    with WireServer(lambda _: item()) as server:
        gateway = make_access(server.url).open(Cancel())
        gateway.create_item(NEW)
        gateway.create_item(NewItem(connector_id=200, parameters={}, link=LINK))
        gateway.update_item(ITEM)
        gateway.update_item(ITEM, {"cpf": "1"})
        gateway.send_parameter(ITEM, {"token": "123456"})
        bodies = [request.body for request in server.sent()]
    assert bodies[0] == (
        b'{"connectorId": 612, "parameters": {"cpf": "76109277673"}, "clientUserId": "u", '
        b'"oauthRedirectUri": "app://back", "products": ["ACCOUNTS"], "avoidDuplicates": true}'
    )
    assert b'"connectorId": 200, "parameters": {}' in bodies[1]
    assert bodies[2:] == [b"{}", b'{"parameters": {"cpf": "1"}}', b'{"token": "123456"}']


@pytest.mark.parametrize(
    "headers",
    [
        {"RateLimit-Reset": "1", "Retry-After": "60"},
        {"Retry-After": "1"},
        {"RateLimit-Reset": "soon", "Retry-After": "1"},
        {"Retry-After": "DATE"},
    ],
)
def test_a_pause_is_kept_and_shared(make_access: AccessMaker, headers: dict[str, str]) -> None:
    soon = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2), usegmt=True)
    headers = {name: value.replace("DATE", soon) for name, value in headers.items()}
    times: list[float] = []

    def respond(_: Request) -> Reply:
        times.append(time.monotonic())
        if len(times) == 1:
            return reply({"message": "Too many requests", "code": 429}, status=429, headers=headers)
        return item()

    with WireServer(respond) as server:
        access = make_access(server.url)
        first = threading.Thread(target=lambda: access.open(Cancel()).item(ITEM))
        first.start()
        while not times:
            Cancel().wait(0.01)
        Cancel().wait(0.05)
        access.open(Cancel()).item(ITEM)
        first.join()
    assert len(times) == 3
    assert all(later - times[0] > 0.7 for later in times[1:])


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"Retry-After": "600"}, 10),
        ({"Retry-After": "86400"}, 15),
        ({"RateLimit-Reset": "999999999999999999999"}, 15),
        ({"Retry-After": "Tue, 24 Nov 2099 12:00:00 GMT"}, 15),
        ({"Retry-After": "garbage"}, 1),
        ({"Retry-After": "-5"}, 1),
        ({}, 1),
    ],
)
def test_too_long_a_pause_is_told_with_its_end(
    make_access: AccessMaker, headers: dict[str, str], minutes: int
) -> None:
    clock = SetClock()
    with WireServer(lambda _: reply({}, status=429, headers=headers)) as server:
        gateway = make_access(server.url, clock=clock).open(Cancel())
        for _ in range(2):
            with pytest.raises(PluggyRefused) as caught:
                gateway.item(ITEM)
            assert caught.value.status == 429
            assert caught.value.data["retry_at"] == clock.date + dt.timedelta(minutes=minutes)
        assert len(server.sent()) == 1


def test_a_paused_endpoint_does_not_stop_another(
    make_access: AccessMaker, account: Account
) -> None:
    def respond(request: Request) -> Reply:
        if request.path == "/v2/transactions":
            return page(next=None)
        return reply({}, status=429, headers={"Retry-After": "900"})

    with WireServer(respond) as server:
        gateway = make_access(server.url).open(Cancel())
        with pytest.raises(PluggyRefused):
            gateway.item(ITEM)
        assert gateway.transactions(account).rows == []


@pytest.mark.parametrize(
    ("status", "body", "code", "words"),
    [
        (
            400,
            {
                "message": "Connector parameters do not match validation rules",
                "codeDescription": "CONNECTOR_VALIDATION_ERROR",
                "details": [
                    {"code": "001", "parameter": "cpf", "message": "cpf parameter is required"}
                ],
            },
            "CONNECTOR_VALIDATION_ERROR",
            "cpf: cpf parameter is required",
        ),
        (
            400,
            {"message": "oauthRedirectUri must be a valid HTTPS URL (not localhost) or a …"},
            "REDIRECT_REFUSED",
            "return address",
        ),
        (
            400,
            {"message": ["options.oauthRedirectUri must be a valid HTTPS URL"], "code": 400},
            "REDIRECT_REFUSED",
            "return address",
        ),
        (
            400,
            {"message": "MeuPluggy item cant be updated", "code": 400, "errorId": "1"},
            "MEU_PLUGGY_READ_ONLY",
            "meu.pluggy.ai",
        ),
        (404, {"codeDescription": "ITEM_NOT_FOUND"}, "ITEM_NOT_FOUND", "no longer has"),
        (
            409,
            {"codeDescription": "ITEM_CREATION_LIMIT_EXCEEDED", "data": {"itemsLimit": 100}},
            "ITEM_CREATION_LIMIT_EXCEEDED",
            "no more connections",
        ),
        (
            409,
            {
                "codeDescription": "CLIENT_IS_UPDATING_BEFORE_ALLOWED_FREQUENCY",
                "data": {"minUpdateFrequencyAllowedInHours": 12},
            },
            "CLIENT_IS_UPDATING_BEFORE_ALLOWED_FREQUENCY",
            "every 12 hours",
        ),
        (410, {"codeDescription": "ENDPOINT_DEPRECATED"}, "ENDPOINT_DEPRECATED", "newer version"),
        (418, {"message": "teapot"}, "", "Pluggy says: teapot"),
        (418, {"message": {"a": 1}, "codeDescription": "<b>"}, "", "refused"),
        (418, b"not json", "", "refused"),
        (400, {"details": 5, "data": [], "items": {}}, "", "refused"),
    ],
)
def test_refusals_are_distinct(
    make_access: AccessMaker, status: int, body: object, code: str, words: str
) -> None:
    with WireServer(lambda _: reply(body, status=status)) as server:
        with pytest.raises(PluggyRefused) as caught:
            make_access(server.url).open(Cancel()).update_item(ITEM)
        assert (caught.value.status, caught.value.code) == (status, code)
        assert words in caught.value.sentence()
        assert len(server.sent()) == 1


def test_an_existing_item_is_named(make_access: AccessMaker) -> None:
    body = {"message": "There are other items", "codeDescription": "ITEM_USER_ALREADY_EXISTS"}
    with (
        WireServer(lambda _: reply(body | {"items": [ITEM]}, status=400)) as server,
        pytest.raises(PluggyRefused) as caught,
    ):
        make_access(server.url).open(Cancel()).create_item(NEW)
    assert caught.value.code == "ITEM_USER_ALREADY_EXISTS"
    assert caught.value.data["items"] == [ITEM]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429, 500])
@pytest.mark.parametrize("code", ["CONNECTOR_VALIDATION_ERROR", "x 76109277673", ""])
def test_no_error_repeats_what_was_sent(
    make_access: AccessMaker, caplog: pytest.LogCaptureFixture, status: int, code: str
) -> None:
    caplog.set_level(logging.INFO, "pluggy_desktop")

    def echo(request: Request) -> Reply:
        said = f"{request.key} {CLIENT_SECRET} {request.body.decode()} 761.092.776-73"
        body = {"message": said, "details": [{"parameter": "cpf", "message": said}]}
        headers = {"Retry-After": "900"}
        return reply(body | {"codeDescription": code}, status=status, headers=headers)

    long_key = "eyJhbGciOiJIUzI1NiJ9.canary-key-0123456789"
    with (
        WireServer(echo, auth=lambda _: reply({"apiKey": long_key})) as server,
        pytest.raises(AppError) as caught,
    ):
        make_access(server.url).open(Cancel()).send_parameter(ITEM, {"cpf": "76109277673"})
    told = f"{caught.value} {caught.value!r} {caught.value.sentence()} {caught.value.technical}"
    for secret in (long_key, CLIENT_SECRET, "76109277673", "761.092.776-73"):
        assert secret not in told
        assert secret not in caplog.text


def test_a_connect_token_is_used_until_it_is_refused(
    make_access: AccessMaker, caplog: pytest.LogCaptureFixture
) -> None:
    def respond(request: Request) -> Reply:
        if request.path == "/connect_token":
            return reply({"accessToken": "narrow"})
        if request.path == "/accounts" and request.key == "narrow":
            return reply(UNAUTHORIZED, status=403)
        return page() if request.path == "/accounts" else item()

    with WireServer(respond) as server:
        linked = make_access(server.url).open(Cancel()).linked(LINK)
        linked.item(ITEM)
        linked.accounts(ITEM)
        linked.item(ITEM)
        keys = [
            (request.path.partition("/items")[1] or request.path, request.key)
            for request in server.sent()
        ]
        assert server.sent("/connect_token")[0].body == (
            b'{"options": {"clientUserId": "u", "oauthRedirectUri": "app://back", '
            b'"avoidDuplicates": true, "products": ["ACCOUNTS"]}}'
        )
    assert keys == [
        ("/connect_token", "key-1"),
        ("/items", "narrow"),
        ("/accounts", "narrow"),
        ("/accounts", "key-1"),
        ("/items", "key-1"),
    ]
    assert "connect token" in caplog.text
    assert "narrow" not in caplog.text


def test_the_transactions_query_is_faithful(make_access: AccessMaker, account: Account) -> None:
    after = "?accountId=a658c848&after=MjAyMC0xMC0xNVQwMDowMDowMC4wMDBafGE4NTM=&x=%3D%20a+b/c"
    with WireServer(lambda _: page(next=after)) as server:
        gateway = make_access(server.url).open(Cancel())
        first = gateway.transactions(account, since=dt.date(2026, 1, 2))
        assert first.next == after
        gateway.transactions(account, after=first.next)
        targets = [request.target for request in server.sent()]
    assert targets == [
        f"/v2/transactions?accountId={account.pluggy_id}&dateFrom=2026-01-02",
        f"/v2/transactions{after}",
    ]


@pytest.mark.parametrize("after", ["https://evil.example/?a", "/x?a=1", "?a b", "?a\r\nX: y", "?#"])
def test_a_strange_next_is_not_followed(
    make_access: AccessMaker, account: Account, after: str
) -> None:
    with WireServer(lambda _: page()) as server:
        with pytest.raises(BadAnswer):
            make_access(server.url).open(Cancel()).transactions(account, after=after)
        assert not server.sent()


def test_lists_are_walked_to_their_end(make_access: AccessMaker) -> None:
    def respond(request: Request) -> Reply:
        number = int(request.target.partition("page=")[2] or "1")
        rows = [{"id": f"l{number}", "contractAmount": number}]
        return reply({"page": number, "totalPages": 3, "results": rows if number != 2 else []})

    with WireServer(respond) as server:
        gateway = make_access(server.url).open(Cancel())
        assert [row.pluggy_id for row in gateway.loans(ITEM).rows] == ["l1", "l3"]
        assert [row.pluggy_id for row in gateway.consents(ITEM).rows] == ["l1", "l3"]


@pytest.mark.parametrize("envelope", [{"page": 1, "totalPages": 3}, {"totalPages": 10**9}])
def test_lists_without_an_end_are_given_up(
    make_access: AccessMaker, envelope: dict[str, int]
) -> None:
    with WireServer(lambda _: page(**envelope)) as server:
        with pytest.raises(BadAnswer, match="no end"):
            make_access(server.url).open(Cancel()).loans(ITEM)
        assert len(server.sent()) <= 2


def test_removing_what_is_gone_is_fine(make_access: AccessMaker) -> None:
    with WireServer(lambda _: reply({"codeDescription": "ITEM_NOT_FOUND"}, status=404)) as server:
        make_access(server.url).open(Cancel()).delete_item(ITEM)


def test_what_pluggy_cannot_have_made_is_not_sent(make_access: AccessMaker) -> None:
    with WireServer(lambda _: item()) as server:
        gateway = make_access(server.url).open(Cancel())
        odd = LinkOptions(client_user_id="u", products=("NOT_A_PRODUCT",))
        for call in (lambda: gateway.item("abc"), lambda: gateway.linked(odd)):
            with pytest.raises(InvalidInput):
                call()
        assert not server.sent()


def test_the_problems_are_told_in_portuguese(make_access: AccessMaker) -> None:
    i18n.use("pt_BR")
    with (
        WireServer(lambda _: reply({}, status=500)) as server,
        pytest.raises(PluggyRefused, match="A Pluggy está com um problema"),
    ):
        make_access(server.url, limits=Limits(tries=1)).open(Cancel()).item(ITEM)


def test_an_access_shows_no_secret(make_access: AccessMaker) -> None:
    assert CLIENT_SECRET not in repr(make_access("https://api.pluggy.ai"))


def test_an_address_that_may_not_be_the_apis_is_refused() -> None:
    with pytest.raises(InvalidInput):
        PluggyAccess("http://pluggy.example", CLIENT_ID, CLIENT_SECRET, clock=SetClock())


def test_importing_the_client_costs_no_sdk() -> None:
    code = (
        "import sys, pluggy_desktop.gateway.client; "
        "print(sorted({'pluggy_sdk', 'pydantic', 'urllib3', 'PySide6'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == "[]"


def test_the_default_limits_are_what_is_promised() -> None:
    limits = Limits()
    assert limits.connect <= 5
    assert limits.tries <= 5
    assert limits.key_age < 2 * 60 * 60
    assert limits.decoded <= 64 * 1024 * 1024
    assert limits.patience <= 60
    assert QUICK.tries == 3
