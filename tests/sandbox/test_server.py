"""The sandbox as a process neighbour: ports, threads, logs, hosts, sizes."""

from __future__ import annotations

import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pluggy_desktop.sandbox import Sandbox, SandboxOptions, Visitor
from tests.sandbox.client import GOOD_CPF, Client, fetch, is_over


def test_a_taken_port_is_an_os_error() -> None:
    with Sandbox(SandboxOptions()) as first:
        port = int(first.url.rpartition(":")[2])
        second = Sandbox(SandboxOptions(port=port))
        with pytest.raises(OSError, match="in use"):
            second.start()
        second.close()


def test_it_listens_on_loopback_only_and_can_be_started_again() -> None:
    sandbox = Sandbox(SandboxOptions())
    sandbox.start()
    assert sandbox.url.startswith("http://127.0.0.1:")
    with pytest.raises(RuntimeError, match="already started"):
        sandbox.start()
    port = int(sandbox.url.rpartition(":")[2])
    sandbox.close()
    sandbox.close()
    again = Sandbox(SandboxOptions(port=port))
    again.start()
    assert again.url == sandbox.url
    again.close()


def test_closing_cuts_idle_connections_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    sandbox = Sandbox(SandboxOptions())
    sandbox.start()
    port = int(sandbox.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as idle:
        idle.sendall(b"GET /connectors HTTP/1.1\r\nHost:")
        Client(sandbox)  # by now the idle connection has its thread
        sandbox.close()
        assert set(threading.enumerate()) == before
        assert idle.recv(1) == b""


@pytest.mark.parametrize("speed", [0.0, -1.0])
def test_speed_must_be_positive(speed: float) -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        Sandbox(SandboxOptions(speed=speed))


def test_time_only_goes_forward(client: Client) -> None:
    with pytest.raises(ValueError, match="forward"):
        client.sandbox.advance(seconds=-1)


def test_many_clients_at_once(client: Client) -> None:
    made = [client.create(number).body["id"] for number in (801, 802, 803, 804, 805, 806)]
    links = [client.link(item_id) for item_id in made]
    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(Visitor().visit, links))
        ended = list(pool.map(_wait_for_end, [client] * 6, made))
        rows = list(pool.map(_all_rows, [client] * 6, made))
    assert {item["status"] for item in ended} == {"UPDATED"}
    assert len({row for found in rows for row in found}) == sum(map(len, rows)) > 5000


def _wait_for_end(client: Client, item_id: str) -> dict[str, object]:
    return client.wait(item_id, is_over)


def _all_rows(client: Client, item_id: str) -> list[str]:
    accounts = client.accounts(item_id).values()
    return [row["id"] for account in accounts for row in client.transactions(account["id"])]


def test_logs_hold_no_secrets(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), Sandbox(SandboxOptions(speed=1000)) as sandbox:
        client = Client(sandbox)
        item = client.connect()
        account = client.accounts(item["id"])["CHECKING_ACCOUNT"]
        client.transactions(account["id"])
        secrets = [sandbox.client_id, sandbox.client_secret, client.key or "", GOOD_CPF]
        secrets += ["76109277673", account["id"], account["number"], account["owner"]]
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "GET /v2/transactions" in said
    assert not [secret for secret in secrets if secret in said]
    assert "code=" not in said
    assert "state=" not in said
    assert {record.levelno for record in caplog.records} == {logging.DEBUG}


def test_nothing_is_said_without_debug(
    client: Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        client.connect()
        client.call("GET", "/nothing")
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", ""])
def test_other_hosts_are_misdirected(client: Client, host: str) -> None:
    assert fetch(f"{client.sandbox.url}/connectors", headers={"Host": host}).status == 421


def test_localhost_is_a_name_of_it_too(client: Client) -> None:
    port = client.sandbox.url.rpartition(":")[2]
    reply = fetch(f"{client.sandbox.url}/", headers={"Host": f"localhost:{port}"})
    assert reply.status == 200


def test_bodies_have_a_limit(client: Client) -> None:
    reply = fetch(f"{client.sandbox.url}/auth", "POST", body=b" " * 300_000)
    assert reply.status == 413
    broken = fetch(f"{client.sandbox.url}/auth", "POST", body=b"{")
    assert broken.status == 400
    deep = fetch(f"{client.sandbox.url}/auth", "POST", body=b"[" * 100_000)
    assert deep.status == 400


def test_a_bug_is_the_apis_500(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("pluggy_desktop.sandbox.data.categories", broken)
    reply = client.call("GET", "/categories")
    assert reply.status == 500
    assert reply.body["codeDescription"] == "INTERNAL_SERVER_ERROR"
    assert "broken on purpose" in caplog.text


def test_answers_say_little_about_the_server(client: Client) -> None:
    headers = client.call("GET", "/connectors").headers
    assert headers["Server"] == "pluggy-sandbox"
    assert not [name for name in headers if name.lower().startswith("access-control")]
