"""The loopback listener's rules, one test each, over real sockets."""

from __future__ import annotations

import queue
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.connect.listener import Callback, CallbackListener
from pluggy_desktop.connect.request import Expected, Refusal, judge
from pluggy_desktop.errors import InvalidInput

STATE = "s3cret-state_of-this-attempt"
ITEM = "e062ab2b-9006-45e8-b689-defabba53647"


@dataclass
class Heard:
    """A running listener and what it handed over."""

    listener: CallbackListener
    callbacks: queue.SimpleQueue[Callback] = field(default_factory=queue.SimpleQueue)
    webhooks: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)

    def ask(self, request: bytes, *, family: int = socket.AF_INET) -> bytes:
        host = "127.0.0.1" if family == socket.AF_INET else "::1"
        with socket.socket(family, socket.SOCK_STREAM) as sock:
            sock.settimeout(5)
            sock.connect((host, self.listener.port))
            sock.sendall(request)
            answer = b""
            while chunk := sock.recv(65536):
                answer += chunk
            return answer

    def get(self, target: str, *headers: str, method: str = "GET", host: str | None = None) -> int:
        return status_of(self.ask(self.head(target, *headers, method=method, host=host)))

    def head(
        self, target: str, *headers: str, method: str = "GET", host: str | None = None
    ) -> bytes:
        host = host or f"{self.listener.host}:{self.listener.port}"
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *headers]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"

    @property
    def silent(self) -> bool:
        return self.callbacks.empty()


def status_of(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    assert found, answer[:80]
    return int(found[1])


@pytest.fixture
def heard() -> Iterator[Heard]:
    callbacks: queue.SimpleQueue[Callback] = queue.SimpleQueue()
    webhooks: queue.SimpleQueue[str] = queue.SimpleQueue()
    listener = CallbackListener(
        0, STATE, on_callback=callbacks.put, on_webhook=lambda: webhooks.put("came")
    )
    listener.open()
    listener.expect_item(ITEM)
    yield Heard(listener, callbacks, webhooks)
    listener.close()


GOOD = f"/pluggy/callback?code=abc&state={STATE}"


def test_a_good_callback_is_handed_over_with_a_friendly_page(heard: Heard) -> None:
    answer = heard.ask(heard.head(GOOD))
    assert status_of(answer) == 200
    assert "Pode voltar ao Pluggy Desktop" in answer.decode()
    assert heard.callbacks.get(timeout=5) == Callback(code="abc")


def test_1_only_loopback_addresses_are_bound(heard: Heard) -> None:
    port = f":{heard.listener.port:04X} "
    bound = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(table, encoding="ascii") as lines:  # noqa: PTH123
            bound += [line.split()[1] for line in lines if port in line and " 0A " in line]
    loopback = {"0100007F", "00000000000000000000000001000000"}
    assert bound
    assert {address.split(":")[0] for address in bound} <= loopback


def test_1_without_ipv6_the_literal_address_is_advertised() -> None:
    with socket.socket(socket.AF_INET6) as taken:
        try:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            taken.bind(("::1", 0))
        except OSError:
            taken.close()
        else:
            taken.listen()
        port = taken.getsockname()[1] if taken.fileno() >= 0 else 0
        listener = CallbackListener(port, STATE, on_callback=_drop, on_webhook=_nothing)
        try:
            listener.open()
            assert listener.host == "127.0.0.1"
        finally:
            listener.close()


def _drop(callback: Callback) -> None:
    raise AssertionError(callback)


def _nothing() -> None:
    raise AssertionError


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost", "[::1]:1"])
def test_3_another_host_is_misdirected(heard: Heard, host: str) -> None:
    assert heard.get(GOOD, host=host) == 421
    assert heard.silent


def test_3_two_hosts_are_misdirected(heard: Heard) -> None:
    own = f"{heard.listener.host}:{heard.listener.port}"
    assert heard.get(GOOD, f"Host: {own}") == 421
    assert heard.silent


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "OPTIONS", "DELETE"])
def test_4_other_methods_are_refused(heard: Heard, method: str) -> None:
    assert heard.get(GOOD, method=method) == 405
    assert heard.silent


def test_4_a_delivered_webhook_only_wakes(heard: Heard) -> None:
    request = heard.head("/pluggy/webhook", "Content-Length: 2", method="POST") + b"{}"
    assert status_of(heard.ask(request)) == 204
    assert heard.webhooks.get(timeout=5) == "came"
    assert heard.silent
    assert heard.get("/pluggy/webhook") == 405


@pytest.mark.parametrize(
    "path", ["/", "/pluggy/callback/", "/pluggy//callback", "/pluggy/callback%00", "/favicon.ico"]
)
def test_5_other_paths_are_not_found(heard: Heard, path: str) -> None:
    assert heard.get(f"{path}?code=abc&state={STATE}") == 404
    assert heard.silent


@pytest.mark.parametrize(
    "query",
    [
        f"state={STATE}&state={STATE}",
        f"state={STATE}&code=a&code=b",
        f"state={STATE}&code=a&error=access_denied",
        f"state={STATE}&code=%00",
        f"state={STATE}&code=%C3%A9",
        f"state={STATE}&code=" + "a" * 2049,
        f"state={STATE}&" + "&".join(f"f{n}=1" for n in range(16)),
        "",
        "state",
    ],
)
def test_6_the_query_is_strict(heard: Heard, query: str) -> None:
    assert heard.get(f"/pluggy/callback?{query}") == 400
    assert heard.silent


@pytest.mark.parametrize(
    "query",
    [
        "code=abc",
        "code=abc&state=",
        "code=abc&state=wrong",
        f"code=abc&state={STATE[:-1]}",
        f"code=abc&state={STATE}&itemId=another",
        "error=access_denied&state=wrong",
        "itemId=e062ab2b-9006-45e8-b689-defabba53648",
        "itemId=",
    ],
)
def test_7_a_stranger_gets_the_neutral_answer_and_the_wait_goes_on(
    heard: Heard, query: str
) -> None:
    assert heard.get(f"/pluggy/callback?{query}") == 400
    assert heard.silent
    assert heard.get(GOOD) == 200
    assert heard.callbacks.get(timeout=5).code == "abc"


def test_7_the_items_id_is_as_good_as_the_state(heard: Heard) -> None:
    assert heard.get(f"/pluggy/callback?itemId={ITEM}") == 200
    assert heard.callbacks.get(timeout=5) == Callback(item_id=ITEM)


def test_8_it_works_once_and_its_port_is_free_within_a_second(heard: Heard) -> None:
    port = heard.listener.port
    assert heard.get(GOOD) == 200
    heard.callbacks.get(timeout=5)
    deadline = time.monotonic() + 1.0
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                break
    else:
        pytest.fail("still listening a second after the callback")
    assert heard.silent


def test_8_it_counts_from_a_browser_that_hangs_up_at_once(heard: Heard) -> None:
    linger = struct.pack("ii", 1, 0)  # close with a reset instead of waiting for the answer
    with socket.create_connection(("127.0.0.1", heard.listener.port), timeout=5) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        sock.sendall(heard.head(GOOD))
    assert heard.callbacks.get(timeout=5).code == "abc"


def test_9_a_large_head_is_refused(heard: Heard) -> None:
    assert heard.get(GOOD, "X-Long: " + "a" * 9000) == 431
    assert heard.silent


def test_9_a_silent_client_is_dropped_after_two_seconds(heard: Heard) -> None:
    with socket.create_connection(("127.0.0.1", heard.listener.port), timeout=4) as idle:
        began = time.monotonic()
        assert idle.recv(1) == b""
        assert 1.0 < time.monotonic() - began < 3.5


def test_9_idle_and_dripping_clients_do_not_delay_the_real_one(heard: Heard) -> None:
    idle = [
        socket.create_connection(("127.0.0.1", heard.listener.port), timeout=5) for _ in range(40)
    ]
    for sock in idle[-5:]:
        sock.sendall(b"GET /plug")
    try:
        began = time.monotonic()
        assert heard.get(GOOD) == 200
        assert time.monotonic() - began < 1.0
    finally:
        for sock in idle:
            sock.close()


def test_10_closing_ends_it_at_once_and_twice_is_fine(heard: Heard) -> None:
    port = heard.listener.port
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        heard.listener.close()
        heard.listener.close()
    assert not any(t.name == "callback-listener" for t in threading.enumerate())
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_11_the_answer_is_constant_and_closed_to_everything(heard: Heard) -> None:
    answer = heard.ask(heard.head(GOOD)).decode()
    head, _, body = answer.partition("\r\n\r\n")
    assert "abc" not in answer
    assert STATE not in answer
    headers = {name.lower(): value for name, value in re.findall(r"\r\n([^:]+): ([^\r]*)", head)}
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["connection"] == "close"
    assert not {"server", "access-control-allow-origin"} & headers.keys()
    assert "<script" not in body


def test_11_a_page_that_calls_it_is_forbidden(heard: Heard) -> None:
    assert heard.get(GOOD, "Origin: https://evil.example") == 403
    assert heard.get(GOOD, "Origin: null") == 403
    assert heard.silent


def test_12_the_target_is_never_logged(heard: Heard, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    heard.get("/pluggy/callback?code=canary-code&state=canary-state")
    heard.get(GOOD)
    heard.listener.close()
    assert "canary" not in caplog.text
    assert STATE not in caplog.text
    assert "400" in caplog.text, "events and counts are logged"


def test_13_declining_is_told_apart(heard: Heard) -> None:
    assert heard.get(f"/pluggy/callback?error=access_denied&state={STATE}") == 200
    assert heard.callbacks.get(timeout=5) == Callback(declined=True)


def test_a_busy_port_fails_at_once_and_is_named(heard: Heard) -> None:
    second = CallbackListener(heard.listener.port, STATE, on_callback=_drop, on_webhook=_nothing)
    with pytest.raises(InvalidInput, match=str(heard.listener.port)):
        second.open()


def test_it_listens_on_both_families_when_it_says_localhost(heard: Heard) -> None:
    if heard.listener.host != "localhost":
        pytest.skip("this machine has no IPv6 loopback")
    assert status_of(heard.ask(heard.head(GOOD), family=socket.AF_INET6)) == 200


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_without_harm(head: bytes) -> None:
    expected = Expected(state=STATE, host="localhost:1", item_id=ITEM)
    assert isinstance(judge(head, expected), Refusal)


@given(st.text(max_size=60))
def test_any_query_without_our_secret_is_refused(query: str) -> None:
    expected = Expected(state=STATE, host="localhost:1")
    head = f"GET /pluggy/callback?{query} HTTP/1.1\r\nHost: localhost:1".encode()
    assert isinstance(judge(head, expected), Refusal)
