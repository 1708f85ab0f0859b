"""The sandbox as a server: WSGI routing, request reading, and threads that end when it is closed."""

from __future__ import annotations

import json
import logging
import os
import re
import selectors
import socket
import sys
import threading
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from pluggy_desktop.sandbox.answers import Answer, json_answer
from pluggy_desktop.sandbox.api import Api
from pluggy_desktop.sandbox.bank import Bank
from pluggy_desktop.sandbox.chance import stable_hex, stable_uuid
from pluggy_desktop.sandbox.clock import SandboxClock
from pluggy_desktop.sandbox.connectors import FRONT, INSTITUTIONS, Institution, logo_svg
from pluggy_desktop.sandbox.consent import ConsentDesk, Visit
from pluggy_desktop.sandbox.pages import front_page
from pluggy_desktop.sandbox.people import Household, HouseholdOptions, household
from pluggy_desktop.sandbox.routing import Request
from pluggy_desktop.sandbox.tokens import TokenOffice
from pluggy_desktop.sandbox.validation import Dialect

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

MAX_BODY = 256 * 1024
_BANK_HOME = re.compile(r"/bank/\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxOptions:
    """How a sandbox behaves.

    `port` 0 takes a free one. `transactions` gives the first account of every household that many
    rows (None: a natural history). `speed` hurries the bank and the rate-limit minutes: 1.0 is the
    newcomer's pace (a link after 1.5 s, a collection of about ten seconds, where a real bank takes
    two to three minutes); keys and links live as long as the real ones whatever the speed.
    """

    port: int = 0
    dialect: Dialect = "production"
    seed: int = 1
    transactions: int | None = None
    speed: float = 1.0


class Sandbox:
    """A simulated Pluggy with its banks on 127.0.0.1, served by background threads.

    Also a context manager. `advance` lets its time pass at once, for whatever takes hours.
    """

    def __init__(self, options: SandboxOptions) -> None:
        if options.transactions is not None and options.transactions < 1:
            raise ValueError("transactions must be at least 1")
        self._options = options
        self.dialect: Dialect = options.dialect
        self.client_id = stable_uuid("client id", options.seed)
        self.client_secret = stable_hex("client secret", options.seed, size=24)
        self.url = f"http://127.0.0.1:{options.port}"
        self._clock = SandboxClock(speed=options.speed)
        self._homes: dict[tuple[int, str, int], Household] = {}
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen on 127.0.0.1 and serve in background threads.

        Raises:
            OSError: The port is taken.
            RuntimeError: It is already started.
        """
        if self._server is not None:
            raise RuntimeError("the sandbox is already started")
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
            if os.name == "posix":  # elsewhere this option would let two programs share the port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self._options.port))
            listener.listen(128)
            port = listener.getsockname()[1]
            self.url = f"http://127.0.0.1:{port}"
            self._server = _Server(port, self._application(port), listener.fileno())
        self._thread = threading.Thread(target=self._server.serve, name="sandbox", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving; when it returns, no thread and no socket is left. May be called again."""
        server, self._server = self._server, None
        thread, self._thread = self._thread, None
        if server is None or thread is None:
            return
        server.stop()
        thread.join()
        server.finish_connections()

    def advance(self, *, seconds: float) -> None:
        """Let `seconds` pass at once: for keys, links, limits and items alike."""
        self._clock.advance(seconds)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _application(self, port: int) -> Application:
        office = TokenOffice(
            self._clock, client_id=self.client_id, client_secret=self.client_secret
        )
        bank = Bank(
            self._clock, base_url=self.url, dialect=self.dialect, households=self._household
        )
        api = Api(bank, office, self._clock, base_url=self.url, dialect=self.dialect)
        cookie = f"bank_session_{port}"  # cookies know hosts, not ports
        return Application(
            api, ConsentDesk(bank, base_url=self.url, cookie=cookie), port=port, cookie=cookie
        )

    def _household(self, bank: Institution, document: str, generation: int) -> Household:
        key = (bank.id, document, generation)
        if key not in self._homes:
            options = HouseholdOptions(
                seed=self._options.seed,
                today=self._clock.today,
                transactions=self._options.transactions,
            )
            self._homes[key] = household(options, bank, document, generation)
        return self._homes[key]


class Application:
    """The WSGI application: pages for browsers, logos, and the API for everything else."""

    def __init__(self, api: Api, desk: ConsentDesk, *, port: int, cookie: str) -> None:
        self._api = api
        self._desk = desk
        self._cookie = cookie
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._logos = {
            f"/assets/connector-icons/{bank.id}.svg": logo_svg(bank)
            for bank in (*INSTITUTIONS, FRONT)
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One request in, one answer out; a bug becomes the API's own 500."""
        try:
            answer = self._answer(environ)
        except Exception:
            log.exception("the sandbox failed to answer")
            answer = _trouble(500, "Internal Server Error", description="INTERNAL_SERVER_ERROR")
        headers = [
            ("Content-Type", answer.content_type),
            ("Content-Length", str(len(answer.body))),
            *answer.headers.items(),
        ]
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        if environ.get("HTTP_HOST") not in self._hosts:
            return _trouble(421, "Misdirected Request")
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        log.debug("%s %s", method, path)
        logo = self._logos.get(path)
        if logo is not None and method in ("GET", "HEAD"):
            headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
            return Answer(logo.encode(), content_type="image/svg+xml", headers=headers)
        body = _read(environ)
        if body is None:
            return _trouble(413, "request entity too large")
        page = self._page(environ, method, path, body)
        return page if page is not None else self._call(environ, method, path, body)

    def _page(self, environ: WSGIEnvironment, method: str, path: str, body: bytes) -> Answer | None:
        room, _, step = path.rpartition("/oauth/")
        steps = {
            ("GET", "authorize"): self._desk.open,
            ("POST", "login"): self._desk.login,
            ("GET", "consent"): self._desk.choose,
            ("POST", "consent"): self._desk.decide,
        }
        handler = steps.get((method, step)) if room.startswith(("/bank/", "/meu-pluggy")) else None
        if (method, path) == ("GET", "/items/oauth/callback"):
            handler = self._desk.callback
        if (method, path) == ("GET", "/") or (method == "GET" and _BANK_HOME.fullmatch(path)):
            return front_page()
        if handler is None:
            return None
        return handler(
            Visit(
                path=path,
                query=environ.get("QUERY_STRING", ""),
                form=body.decode("utf-8", "replace"),
                session=_cookie(environ.get("HTTP_COOKIE", ""), self._cookie),
                origin=environ.get("HTTP_ORIGIN"),
            )
        )

    def _call(self, environ: WSGIEnvironment, method: str, path: str, body: bytes) -> Answer:
        try:
            parsed: object = json.loads(body) if body else None
        except (ValueError, RecursionError):
            return _trouble(400, "the request body is not valid JSON")
        return self._api.answer(
            Request(
                method=method,
                path=path,
                query=parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True),
                address=environ.get("REMOTE_ADDR", ""),
                token=environ.get("HTTP_X_API_KEY"),
                body=parsed,
            )
        )


class _Handler(WSGIRequestHandler):
    """Says nothing on its own: paths are logged by the application, without their queries."""

    timeout = 10.0

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the base's name
        log.debug("http %s", type)

    def version_string(self) -> str:
        return "pluggy-sandbox"


class _Server(ThreadedWSGIServer):
    """Threads that are remembered, so that closing can end them."""

    timeout = 0.1  # for a connection that was gone before it was taken

    def __init__(self, port: int, application: Application, listener: int) -> None:
        super().__init__("127.0.0.1", port, application, handler=_Handler, fd=listener)
        self._bell, self._rope = socket.socketpair()
        self._open: dict[threading.Thread, socket.socket] = {}
        self._guard = threading.Lock()

    def serve(self) -> None:
        """Serve until `stop`, asleep in between; the listening socket is closed on the way out."""
        try:
            with selectors.DefaultSelector() as waiting:
                waiting.register(self.socket, selectors.EVENT_READ)
                waiting.register(self._bell, selectors.EVENT_READ)
                while not any(key.fileobj is self._bell for key, _ in waiting.select()):
                    self.handle_request()
        finally:
            self.server_close()
            self._bell.close()

    def stop(self) -> None:
        """Make `serve` return at once."""
        self._rope.close()

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any
    ) -> None:
        """Serve one connection on a thread of its own, known before it starts."""
        arguments = (request, client_address)
        thread = threading.Thread(target=self._serve_one, args=arguments, name="sandbox connection")
        thread.daemon = True
        with self._guard:
            self._open[thread] = request if isinstance(request, socket.socket) else request[1]
        thread.start()

    def _serve_one(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any
    ) -> None:
        try:
            self.process_request_thread(request, client_address)
        finally:
            with self._guard:
                del self._open[threading.current_thread()]

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that the other side cut is no news; anything else is a bug, and is told."""
        error = sys.exception()
        if isinstance(error, ConnectionError | TimeoutError):
            log.debug("a connection was cut")
        else:
            log.error("the sandbox failed to serve a connection", exc_info=error)

    def finish_connections(self) -> None:
        """Cut what is still open and wait for its threads."""
        with self._guard:
            left = dict(self._open)
        for thread, connection in left.items():
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError as error:
                log.debug("a connection was closed already: %s", error)
            thread.join()


def _trouble(status: int, message: str, *, description: str | None = None) -> Answer:
    body: dict[str, object] = {"code": status, "message": message}
    if description is not None:
        body |= {"codeDescription": description, "errorId": str(uuid.uuid4())}
    return json_answer(body, status=status)


def _read(environ: WSGIEnvironment) -> bytes | None:
    """The body, or None if it is too large."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MAX_BODY:
        return None
    return environ["wsgi.input"].read(int(length)) if int(length) else b""


def _cookie(header: str, name: str) -> str | None:
    for part in header.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return None
