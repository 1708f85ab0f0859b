"""The loopback listener that the bank's page sends the browser back to.

One thread, non-blocking sockets: a slow or idle client never delays the real one. It answers each
request with a constant page, believes nothing, and hands over only what carries this attempt's
secret. What it hands over is a hint to look at the item, never the proof of anything.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import logging
import re
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pluggy_desktop import resources
from pluggy_desktop.connect.request import (
    CALLBACK_PATH,
    Callback,
    Expected,
    Refusal,
    judge,
)
from pluggy_desktop.errors import InvalidInput
from pluggy_desktop.i18n import tr

_log = logging.getLogger(__name__)

_MAX_HEAD = 8 * 1024
_MAX_CONNECTIONS = 32
_CONNECTION_SECONDS = 2.0
_FAREWELL_SECONDS = 0.5  # for the client to take the answer before the socket goes
_WEBHOOK_GAP = 1.0  # a flood of deliveries wakes the poller once a second at most

__all__ = ["CALLBACK_PATH", "Callback", "CallbackListener"]


@dataclass(slots=True, eq=False)
class _Client:
    """A connection: what it sent so far, what it still has to be sent, and until when."""

    sock: socket.socket
    until: float
    head: bytearray = field(default_factory=bytearray)
    answer: bytes = b""
    answered: bool = False


class CallbackListener:
    """Waits for one valid callback on 127.0.0.1 and ::1, then closes.

    Args:
        port: The port to listen on, 0 for any free one.
        state: This attempt's secret, which a callback must carry (or the item's id).
        on_callback: Gets the valid callback, in the listener's thread; at most once.
        on_webhook: Called when a webhook was delivered, in the listener's thread.
    """

    def __init__(
        self,
        port: int,
        state: str,
        *,
        on_callback: Callable[[Callback], None],
        on_webhook: Callable[[], None],
    ) -> None:
        self._wanted_port = port
        self._on_callback = on_callback
        self._on_webhook = on_webhook
        self._expected = Expected(state=state)
        self._listeners: list[socket.socket] = []
        self._clients: dict[socket.socket, _Client] = {}
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = socket.socketpair()
        self._closing = threading.Event()
        self._done = False
        self._last_webhook = 0.0
        self._counts: dict[int, int] = {}
        self._thread = threading.Thread(target=self._serve, name="callback-listener", daemon=True)
        self._page = _page()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._listeners[0].getsockname()[1])

    @property
    def host(self) -> str:
        """The host to put into the redirect URI: "localhost" only where ::1 is ours as well."""
        return "localhost" if len(self._listeners) > 1 else "127.0.0.1"

    def open(self) -> None:
        """Bind and begin to listen.

        Raises:
            InvalidInput: The port is taken; the message names it.
        """
        try:
            self._listeners.append(_listening(socket.AF_INET, "127.0.0.1", self._wanted_port))
            with contextlib.suppress(OSError):  # no IPv6 here, or its port is another program's
                self._listeners.append(_listening(socket.AF_INET6, "::1", self.port))
        except OSError as error:
            self.close()
            raise InvalidInput(
                tr("Port {port} is in use by another program", port=self._wanted_port),
                tr(
                    "The browser cannot report back to the app at http://localhost:{port}.",
                    port=self._wanted_port,
                ),
                tr("Close that program or choose another port in the settings."),
                technical=type(error).__name__,
            ) from error
        self._expected.host = f"{self.host}:{self.port}"
        for sock in (*self._listeners, self._wake_read):
            sock.setblocking(False)  # noqa: FBT003  (the socket module's own)
            self._selector.register(sock, selectors.EVENT_READ)
        self._thread.start()
        _log.info("listening for the browser's return on port %d", self.port)

    def expect_item(self, item_id: str) -> None:
        """Accept a callback that carries this item id, besides one with the state."""
        self._expected.item_id = item_id

    def close(self) -> None:
        """Stop listening and close every socket; safe to call twice and from any thread."""
        self._closing.set()
        with contextlib.suppress(OSError):  # closed already
            self._wake_write.send(b"x")
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(timeout=2.0)
        if not self._thread.is_alive():
            self._close_sockets()

    def _serve(self) -> None:
        try:
            while not self._closing.is_set() and not (self._done and not self._clients):
                for key, _ in self._selector.select(self._next_deadline()):
                    self._handle(key.fileobj)
                self._drop_overdue()
        finally:
            self._close_sockets()
            _log.info("stopped listening; answers by status: %s", self._counts)

    def _handle(self, sock: object) -> None:
        if sock is self._wake_read:
            return
        assert isinstance(sock, socket.socket)
        client = self._clients.get(sock)
        try:
            if client is None:
                self._accept(sock)
            elif client.answer:
                self._send(client)
            else:
                self._receive(client)
        except OSError:  # the client went away: nobody is left to tell
            if client is not None:
                self._drop(client)

    def _accept(self, listener: socket.socket) -> None:
        if self._done:
            return
        sock, _ = listener.accept()
        sock.setblocking(False)  # noqa: FBT003
        if len(self._clients) >= _MAX_CONNECTIONS:  # the one that has been idle longest gives way
            self._drop(next(iter(self._clients.values())))
        self._clients[sock] = _Client(sock, time.monotonic() + _CONNECTION_SECONDS)
        self._selector.register(sock, selectors.EVENT_READ)

    def _receive(self, client: _Client) -> None:
        data = client.sock.recv(_MAX_HEAD)
        if client.answered:  # only waiting for the client to hang up; what it still says is dropped
            if not data:
                self._drop(client)
            return
        client.head += data
        end = client.head.find(b"\r\n\r\n")
        if end < 0 and len(client.head) <= _MAX_HEAD and data:
            return
        if not data:
            self._drop(client)
        elif end < 0 or end > _MAX_HEAD:
            self._answer(client, 431)
        else:
            self._judge(client, bytes(client.head[:end]))

    def _judge(self, client: _Client, head: bytes) -> None:
        verdict = judge(head, self._expected)
        if isinstance(verdict, Refusal):
            self._answer(client, verdict.status)
        elif verdict is None:
            self._answer(client, 204)
            self._deliver_webhook()
        elif self._done:
            self._answer(client, 404)
        else:
            try:
                self._answer(client, 200)
            finally:  # it counts, even from a browser that has hung up already
                self._finish(verdict)

    def _finish(self, callback: Callback) -> None:
        """A valid callback came: nobody else gets in, and it is handed over."""
        self._done = True
        for listener in self._listeners:
            self._selector.unregister(listener)
            listener.close()
        self._listeners.clear()
        deadline = time.monotonic() + _FAREWELL_SECONDS
        for client in self._clients.values():
            client.until = min(client.until, deadline)
        self._on_callback(callback)

    def _deliver_webhook(self) -> None:
        now = time.monotonic()
        if now - self._last_webhook >= _WEBHOOK_GAP:
            self._last_webhook = now
            self._on_webhook()

    def _answer(self, client: _Client, status: int) -> None:
        self._counts[status] = self._counts.get(status, 0) + 1
        client.answer = self._page.response(status)
        client.answered = True
        client.until = min(client.until, time.monotonic() + _FAREWELL_SECONDS)
        self._send(client)

    def _send(self, client: _Client) -> None:
        try:
            sent = client.sock.send(client.answer)
        except BlockingIOError:
            sent = 0
        client.answer = client.answer[sent:]
        if client.answer:
            self._selector.modify(client.sock, selectors.EVENT_WRITE)
            return
        self._selector.modify(client.sock, selectors.EVENT_READ)
        client.sock.shutdown(socket.SHUT_WR)

    def _next_deadline(self) -> float | None:
        if not self._clients:
            return None
        return max(0.0, min(c.until for c in self._clients.values()) - time.monotonic())

    def _drop_overdue(self) -> None:
        now = time.monotonic()
        for client in [c for c in self._clients.values() if c.until <= now]:
            self._drop(client)

    def _drop(self, client: _Client) -> None:
        if self._clients.pop(client.sock, None) is not None:
            self._selector.unregister(client.sock)
            client.sock.close()

    def _close_sockets(self) -> None:
        for client in list(self._clients.values()):
            self._drop(client)
        for sock in (*self._listeners, self._wake_read, self._wake_write):
            sock.close()
        self._selector.close()


def _listening(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # there, another program could take the port over otherwise
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # only lets a port be bound whose last connections are still in TIME_WAIT
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind((host, port))
        sock.listen(_MAX_CONNECTIONS)
    except OSError:
        sock.close()
        raise
    return sock


@dataclass(frozen=True, slots=True)
class _Page:
    """The constant answers."""

    html: bytes
    policy: str

    def response(self, status: int) -> bytes:
        reasons = {200: "OK", 204: "No Content", 400: "Bad Request", 403: "Forbidden"}
        reasons |= {404: "Not Found", 405: "Method Not Allowed", 421: "Misdirected Request"}
        reasons |= {431: "Request Header Fields Too Large"}
        body = self.html if status == 200 else b""
        lines = [
            f"HTTP/1.1 {status} {reasons[status]}",
            f"Content-Security-Policy: {self.policy}",
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "Connection: close",
        ]
        if status == 405:
            lines.append("Allow: GET")
        if status != 204:
            lines += ["Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}"]
        return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + body


def _page() -> _Page:
    html = resources.text("pages/callback.html")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
    return _Page(html.encode(), policy)
