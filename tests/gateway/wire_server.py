"""A server that answers exactly the bytes a test says, however wrong they are."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Request:
    """What came."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def key(self) -> str:
        return self.headers.get("x-api-key", "")


@dataclass
class Line:
    """The connection that a reply is written to."""

    sock: socket.socket
    stopping: threading.Event

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def hang(self) -> None:
        """Say nothing more until the other side goes or the server stops."""
        with contextlib.suppress(OSError):
            while self.sock.recv(1024):
                pass

    def reset(self) -> None:
        """End the connection with a reset rather than an end."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def drip(self, data: bytes, *, every: float = 0.05) -> None:
        """Send byte by byte, each well within any read limit."""
        for byte in data:
            if self.stopping.wait(every):
                return
            self.send(bytes([byte]))


Reply = Callable[[Line], None]
Responder = Callable[[Request], Reply]


def reply(
    body: bytes | object = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Reply:
    """A whole answer; what is not bytes goes out as JSON. The connection stays open."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"Content-Length": str(len(data)), "Content-Type": "application/json"}
    head = head_of(status, fields | dict(headers or {}))
    return lambda line: line.send(head + data)


def head_of(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def raw(data: bytes) -> Reply:
    """Exactly these bytes, then the end of the connection."""

    def write(line: Line) -> None:
        line.send(data)
        line.sock.shutdown(socket.SHUT_RDWR)

    return write


def zipped(data: bytes, *, cut: int | None = None) -> Reply:
    """An answer packed with gzip; `cut` drops its last bytes, the length still fitting."""
    packed = gzip.compress(data)[: None if cut is None else -cut]
    return reply(packed, headers={"Content-Encoding": "gzip"})


def silent(line: Line) -> None:
    """No answer at all."""
    line.hang()


def broken(line: Line) -> None:
    """A reset in place of an answer."""
    line.reset()


def page(*rows: object, **more: object) -> Reply:
    """A page of a list."""
    return reply({"page": 1, "totalPages": 1, "results": list(rows), **more})


@dataclass
class WireServer:
    """Serves `respond`; /auth gives key-1, key-2 … unless `auth` says otherwise."""

    respond: Responder
    auth: Responder | None = None
    tls: ssl.SSLContext | None = None
    requests: list[Request] = field(default_factory=list)
    auth_calls: int = 0

    def __enter__(self) -> Self:
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for sock in self._sockets:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join()

    @property
    def url(self) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"

    def sent(self, path: str = "") -> list[Request]:
        """The requests but /auth, of one path if given."""
        with self._lock:
            return [one for one in self.requests if not path or one.path == path]

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._sockets.append(sock)
            self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.closing(sock):
            if self.tls:
                wrapped = self.tls.wrap_socket(sock, server_side=True)
                with contextlib.closing(wrapped):
                    self._converse(wrapped)
            else:
                self._converse(sock)

    def _converse(self, sock: socket.socket) -> None:
        with sock.makefile("rb") as stream:
            while not self._stopping.is_set():
                request = _read(stream.readline, stream.read)
                if request is None:
                    return
                self._answer(request)(Line(sock, self._stopping))
                if sock.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER):
                    return

    def _answer(self, request: Request) -> Reply:
        if request.path == "/auth":
            with self._lock:
                self.auth_calls += 1
                number = self.auth_calls
            return self.auth(request) if self.auth else reply({"apiKey": f"key-{number}"})
        with self._lock:
            self.requests.append(request)
        return self.respond(request)


def _read(line: Callable[[], bytes], take: Callable[[int], bytes]) -> Request | None:
    first = line().decode("latin-1").split()
    if len(first) != 3:
        return None
    headers: dict[str, str] = {}
    while text := line().decode("latin-1").strip():
        name, _, value = text.partition(":")
        headers[name.lower()] = value.strip()
    body = take(int(headers.get("content-length", "0")))
    return Request(method=first[0], target=first[1], headers=headers, body=body)
