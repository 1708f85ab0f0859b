"""Silence, drips, cuts, resets, bombs, strange hosts: each a distinct problem, in bounded time."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import socket
import ssl
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.errors import AppError, BadAnswer, Cancelled, NetworkProblem, PluggyRefused
from pluggy_desktop.gateway.client import Limits
from tests.gateway.conftest import QUICK, AccessMaker
from tests.gateway.wire_server import (
    Line,
    Reply,
    Request,
    WireServer,
    broken,
    head_of,
    page,
    raw,
    reply,
    silent,
    zipped,
)

ITEM = "a0922d6f-2007-4169-a181-b961500608db"
CONSENT = {"id": "c1", "products": ["ACCOUNTS"], "createdAt": "2026-01-01T00:00:00.000Z"}


def _dripping_body(line: Line) -> None:
    line.send(head_of(200, {"Content-Length": "900"}))
    line.drip(b" " * 900, every=0.03)


def failing_once(first: Reply) -> WireServer:
    """Answers with `first`, then well."""
    replies = [first]
    return WireServer(lambda _: replies.pop() if replies else page(CONSENT))


@pytest.mark.parametrize(
    ("fault", "technical"),
    [
        (silent, "time limit"),
        (lambda line: line.drip(head_of(200, {"Content-Length": "2"}) + b"{}"), "time limit"),
        (lambda line: line.drip(head_of(200, {"X-Slow": "y" * 99}), every=0.03), "time limit"),
        (_dripping_body, "time limit"),
        (broken, "connection reset"),
        (raw(b""), "connection reset"),
        (raw(head_of(200, {"Content-Length": "50"}) + b'{"results":[]}'), "connection reset"),
        (raw(head_of(200, {"Transfer-Encoding": "chunked"}) + b"ff\r\n{"), "connection reset"),
        (raw(b"not HTTP at all\r\n\r\n"), "connection reset"),
        (zipped(b'{"results":[]}', cut=9), "connection reset"),
    ],
)
def test_a_get_survives_one_fault_and_tells_a_lasting_one(
    make_access: AccessMaker, fault: Reply, technical: str
) -> None:
    with failing_once(fault) as server:
        found = make_access(server.url).open(Cancel()).consents(ITEM)
        assert [row.pluggy_id for row in found.rows] == ["c1"]
        assert len(server.sent()) == 2
    with WireServer(lambda _: fault) as server:
        started = time.monotonic()
        with pytest.raises(NetworkProblem) as caught:
            make_access(server.url).open(Cancel()).consents(ITEM)
        assert caught.value.technical == technical
        assert len(server.sent()) == QUICK.tries
        assert time.monotonic() - started < QUICK.tries * QUICK.total + 1


def test_the_whole_answer_has_a_time_limit_however_it_drips(make_access: AccessMaker) -> None:
    def drip(line: Line) -> None:
        line.send(head_of(200, {"Content-Length": "100000"}))
        line.drip(b" " * 100_000)

    with WireServer(lambda _: drip) as server:
        started = time.monotonic()
        gateway = make_access(server.url).open(Cancel())
        gateway.check_access()
        with pytest.raises(NetworkProblem, match="too long"):
            gateway.delete_item(ITEM)
        assert QUICK.total * 0.9 < time.monotonic() - started < QUICK.total + 1


def test_a_storm_of_server_errors_ends_after_the_tries(make_access: AccessMaker) -> None:
    body = {"code": 500, "codeDescription": "INTERNAL_SERVER_ERROR", "message": "x"}
    with WireServer(lambda _: reply(body, status=500)) as server:
        with pytest.raises(PluggyRefused) as caught:
            make_access(server.url).open(Cancel()).item(ITEM)
        assert caught.value.status == 500
        assert len(server.sent()) == QUICK.tries


def test_html_from_a_broken_gateway_is_a_server_error(make_access: AccessMaker) -> None:
    with WireServer(lambda _: reply(b"<html>502</html>", status=502)) as server:
        with pytest.raises(PluggyRefused) as caught:
            make_access(server.url).open(Cancel()).item(ITEM)
        assert caught.value.title == "Pluggy has a problem"


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 511])
def test_a_web_page_in_place_of_an_answer_is_not_pluggy(
    make_access: AccessMaker, status: int
) -> None:
    html = b"\xef\xbb\xbf\n <!DOCTYPE html><html>log in</html>"
    with WireServer(lambda _: reply(html, status=min(status, 404))) as server:
        with pytest.raises(NetworkProblem) as caught:
            make_access(server.url).open(Cancel()).item(ITEM)
        assert caught.value.technical == "HTML"
        assert len(server.sent()) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(make_access: AccessMaker, status: int) -> None:
    with WireServer(lambda _: page(CONSENT)) as other:
        headers = {"Location": f"{other.url}/consents"}
        with WireServer(lambda _: reply(b"", status=status, headers=headers)) as server:
            with pytest.raises(NetworkProblem) as caught:
                make_access(server.url).open(Cancel()).consents(ITEM)
            assert caught.value.technical == "redirect"
            assert len(server.sent()) == 1
        assert not other.sent()
        assert other.auth_calls == 0


def test_packed_answers_are_unpacked(make_access: AccessMaker) -> None:
    body = json.dumps({"results": [CONSENT]}).encode()
    with WireServer(lambda _: zipped(body)) as server:
        found = make_access(server.url).open(Cancel()).consents(ITEM)
        assert len(found.rows) == 1
        assert server.sent()[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    "bomb",
    [
        zipped(b" " * 200_000_000),
        reply(b" " * 2_000_000),
        reply(gzip.compress(b"{}") + b"x" * 50, headers={"Content-Encoding": "gzip"}),
        reply(b"{}", headers={"Content-Encoding": "gzip"}),
        reply(b"{}", headers={"Content-Encoding": "br"}),
    ],
)
def test_bombs_and_odd_packings_are_refused_in_little_memory(
    make_access: AccessMaker, bomb: Reply
) -> None:
    with WireServer(lambda _: bomb) as server:
        gateway = make_access(server.url).open(Cancel())
        gateway.check_access()
        tracemalloc.start()
        try:
            with pytest.raises(BadAnswer):
                gateway.consents(ITEM)
            assert tracemalloc.get_traced_memory()[1] < 12_000_000
        finally:
            tracemalloc.stop()
        assert len(server.sent()) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"results":{}}',
        b'{"results":[NaN]}',
        b'{"results":' + b"[" * 200_000,
        b'{"results":[' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"]}",
        b'{"results":[]}trailing',
        b"\xff\xfe{}",
    ],
)
def test_what_is_no_page_is_a_bad_answer_at_once(make_access: AccessMaker, body: bytes) -> None:
    with WireServer(lambda _: reply(body)) as server:
        gateway = make_access(server.url).open(Cancel())
        gateway.check_access()
        started = time.monotonic()
        with pytest.raises(BadAnswer):
            gateway.consents(ITEM)
        assert time.monotonic() - started < 1


def test_an_unknown_name_is_told(make_access: AccessMaker) -> None:
    with pytest.raises(NetworkProblem) as caught:
        make_access("https://pluggy.invalid").open(Cancel()).check_access()
    assert caught.value.technical == "DNS"


def test_a_refused_connection_is_told(make_access: AccessMaker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NetworkProblem) as caught:
        make_access(f"http://127.0.0.1:{port}").open(Cancel()).check_access()
    assert caught.value.technical == "connect"
    assert str(port) in caught.value.message


def test_an_unprovable_server_is_not_told_anything(
    make_access: AccessMaker, tmp_path: Path
) -> None:
    with WireServer(lambda _: page(), tls=_self_signed(tmp_path)) as server:
        with pytest.raises(NetworkProblem) as caught:
            make_access(server.url).open(Cancel()).check_access()
        assert caught.value.technical == "TLS certificate"
        assert server.auth_calls == 0


def test_a_server_without_tls_is_told(make_access: AccessMaker) -> None:
    with WireServer(lambda _: page()) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(NetworkProblem) as caught:
            make_access(url).open(Cancel()).check_access()
        assert caught.value.technical in {"TLS", "connection reset", "time limit"}


def _partial(line: Line) -> None:
    line.send(head_of(200, {"Content-Length": "9"}))
    line.hang()


@pytest.mark.parametrize("where", ["answer", "body", "handshake", "pause", "back-off", "key"])
def test_a_cancel_is_felt_within_a_second(make_access: AccessMaker, where: str) -> None:
    limits = Limits(tries=50, budget=600, backoff=30, backoff_most=60)
    reached = threading.Event()

    def respond(_: Request) -> Reply:
        reached.set()
        return {
            "body": _partial,
            "pause": reply({}, status=429, headers={"Retry-After": "29"}),
            "back-off": reply({}, status=503),
        }.get(where, silent)

    with WireServer(respond, auth=respond if where == "key" else None) as server:
        url = server.url.replace("http:", "https:") if where == "handshake" else server.url
        cancel, ended = Cancel(), []
        gateway = make_access(url, limits=limits).open(cancel)

        def call() -> None:
            try:
                gateway.item(ITEM)
            except AppError as error:
                ended.append(error)

        threads = [threading.Thread(target=call) for _ in range(2)]
        for thread in threads:
            thread.start()
        if where == "handshake":
            reached.wait(0.5)
        else:
            assert reached.wait(5)
        started = time.monotonic()
        cancel.set()
        for thread in threads:
            thread.join(5)
        assert time.monotonic() - started < 1
        assert [type(error) for error in ended] == [Cancelled, Cancelled]


def _self_signed(folder: Path) -> ssl.SSLContext:
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
