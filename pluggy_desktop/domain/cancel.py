"""A cancel flag that can also wake what is blocked on a socket."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pluggy_desktop.errors import Cancelled
from pluggy_desktop.i18n import tr


class Cancel(threading.Event):
    """A `threading.Event` that runs callbacks when it is set.

    Waits use `wait(timeout)`. Blocking I/O registers a callback that closes its socket, so that a
    cancel is felt within a second whatever is going on. Set once, never cleared.
    """

    def __init__(self) -> None:
        super().__init__()
        self._callbacks: list[Callable[[], None]] = []
        self._guard = threading.Lock()

    def set(self) -> None:
        """Cancel: mark it, then run each registered callback once, in the caller's thread."""
        super().set()
        with self._guard:
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def register(self, callback: Callable[[], None]) -> None:
        """Have `callback` run at cancel; at once if it is cancelled already."""
        with self._guard:
            if not self.is_set():
                self._callbacks.append(callback)
                return
        callback()

    def unregister(self, callback: Callable[[], None]) -> None:
        """Forget `callback`; nothing happens if it is not registered."""
        with self._guard:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

    def check(self) -> None:
        """Raise `Cancelled` if it is cancelled."""
        if self.is_set():
            raise Cancelled(tr("Cancelled"), tr("What was complete by then is kept."))
