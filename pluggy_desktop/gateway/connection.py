"""urllib3 connections whose look-up, connect, TLS and reads all end when their call does.

Imports urllib3: only for workers, after the first window.
"""

from __future__ import annotations

import errno
import selectors
import socket
import threading
import time
from typing import TYPE_CHECKING

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.timeout import Timeout

from pluggy_desktop.gateway.call import Call, current_call

if TYPE_CHECKING:
    from collections.abc import Sequence

_SLICE = 0.1  # how often a wait looks whether its call has ended
_LOOK_UP = 10.0  # seconds for finding a name's addresses
_PENDING = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY, 10035}  # 10035: Windows

Target = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]
Address = tuple[socket.AddressFamily, socket.SocketKind, int, str, Target]


class GuardedHTTPConnection(HTTPConnection):
    """A plain connection that its call can end."""

    def _new_conn(self) -> socket.socket:
        return _connected(self)

    def putrequest(
        self,
        method: str,
        url: str,
        skip_host: bool = False,  # noqa: FBT001, FBT002  (urllib3's own signature)
        skip_accept_encoding: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Begin a request, watched by the call it belongs to: a kept connection has had others."""
        _watch(self.sock)
        super().putrequest(method, url, skip_host, skip_accept_encoding)


class GuardedHTTPSConnection(GuardedHTTPConnection, HTTPSConnection):
    """A TLS connection that its call can end, its handshake included."""


class GuardedHTTPPool(HTTPConnectionPool):
    """Keeps guarded plain connections."""

    ConnectionCls = GuardedHTTPConnection


class GuardedHTTPSPool(HTTPSConnectionPool):
    """Keeps guarded TLS connections."""

    ConnectionCls = GuardedHTTPSConnection


def _watch(sock: socket.socket | None) -> None:
    call = current_call()
    if call is not None and sock is not None:
        call.watch(sock.fileno())


def _connected(connection: HTTPConnection) -> socket.socket:
    """A connected socket to the connection's host, by the first of its addresses that answers."""
    call = current_call()
    limit = Timeout.resolve_default_timeout(connection.timeout) or 5.0
    try:
        addresses = _resolve(connection.host.strip("[]"), connection.port, call)
    except OSError as error:
        gone = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(connection.host, connection, gone) from error
    deadline = time.monotonic() + limit
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            return _open(address, connection, call, deadline)
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, "connecting timed out") from error
        except OSError as error:
            failure = error
    raise NewConnectionError(connection, f"not connected: {failure}") from failure


def _open(
    address: Address, connection: HTTPConnection, call: Call | None, deadline: float
) -> socket.socket:
    family, kind, protocol, _, target = address
    sock = socket.socket(family, kind, protocol)
    try:
        for option in connection.socket_options or ():
            sock.setsockopt(*option)
        sock.settimeout(0)
        failed = sock.connect_ex(target)
        if failed not in _PENDING:
            raise OSError(failed, "connect")
        _wait_connected(sock, call, deadline)
        sock.settimeout(max(deadline - time.monotonic(), _SLICE))
        _watch(sock)
    except BaseException:
        sock.close()
        raise
    return sock


def _wait_connected(sock: socket.socket, call: Call | None, deadline: float) -> None:
    """Wait until `sock` is connected. Raises OSError, TimeoutError past `deadline` or its call."""
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_WRITE)
        while not selector.select(_SLICE):
            if time.monotonic() > deadline or (call is not None and call.ended):
                raise TimeoutError
    failed = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if failed:
        raise OSError(failed, "connect")


def _resolve(host: str, port: int | None, call: Call | None) -> Sequence[Address]:
    """The addresses of `host`. The system's look-up cannot be interrupted, so a thread does it."""
    try:
        return _look_up(host, port, socket.AI_NUMERICHOST)
    except socket.gaierror:
        pass  # a name, not an address
    found: list[Address] = []
    problem: list[OSError] = []
    done = threading.Event()

    def look_up() -> None:
        try:
            found.extend(_look_up(host, port, 0))
        except (OSError, UnicodeError) as error:
            problem.append(error if isinstance(error, OSError) else OSError(str(error)))
        finally:
            done.set()

    thread = threading.Thread(target=look_up, name="look up a name", daemon=True)
    thread.start()
    deadline = time.monotonic() + _LOOK_UP
    while not done.wait(_SLICE):
        if time.monotonic() > deadline or (call is not None and call.ended):
            raise socket.gaierror(socket.EAI_AGAIN, "look-up timed out")
    thread.join()
    if problem:
        raise problem[0]
    return found


def _look_up(host: str, port: int | None, flags: int) -> Sequence[Address]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
