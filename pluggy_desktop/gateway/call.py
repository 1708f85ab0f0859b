"""One request on its way: ends within its time and within a second of a cancel, wherever it is."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Literal, Self

from pluggy_desktop.domain.cancel import Cancel

Ending = Literal["", "cancelled", "deadline"]

_current = threading.local()


class Call:
    """Guards the sockets that this thread uses while the `with` block runs.

    A cancel or the deadline shuts them down, so that whatever blocks on them (TLS, a silent server,
    a body that drips) fails at once. `ended` tells afterwards why.
    """

    def __init__(self, cancel: Cancel, *, limit: float) -> None:
        self._cancel = cancel
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(limit, self._on_deadline)
        self._ending: Ending = ""

    @property
    def ended(self) -> Ending:
        """Why it was ended early; "" if it was not."""
        return self._ending

    def watch(self, fileno: int) -> None:
        """Shut the socket behind `fileno` down when this call ends early."""
        # A duplicate of the descriptor: it works while TLS owns the socket, and after urllib3 has
        # closed its own end.
        twin = socket.fromfd(fileno, socket.AF_INET, socket.SOCK_STREAM)
        with self._lock:
            self._sockets.append(twin)
            if self._ending:
                _shut_down(twin)

    def __enter__(self) -> Self:
        _current.call = self
        self._timer.start()
        self._cancel.register(self._on_cancel)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _current.call = None
        self._cancel.unregister(self._on_cancel)
        self._timer.cancel()
        self._timer.join()
        with self._lock:
            for twin in self._sockets:
                twin.close()
            self._sockets.clear()

    def _on_cancel(self) -> None:
        self._end("cancelled")

    def _on_deadline(self) -> None:
        self._end("deadline")

    def _end(self, ending: Ending) -> None:
        with self._lock:
            self._ending = self._ending or ending
            for twin in self._sockets:
                _shut_down(twin)


def current_call() -> Call | None:
    """The call that this thread is in, None outside of one."""
    call: Call | None = getattr(_current, "call", None)
    return call


def _shut_down(twin: socket.socket) -> None:
    with contextlib.suppress(OSError):  # where the other side was faster
        twin.shutdown(socket.SHUT_RDWR)
