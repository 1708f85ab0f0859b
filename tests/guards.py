"""What a test may not leave behind: threads, TCP sockets, running timers, windows."""

from __future__ import annotations

import gc
import re
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GRACE = 2.0  # seconds for what is ending to end
_LISTENING = "0A"
_TCP = (Path("/proc/self/net/tcp"), Path("/proc/self/net/tcp6"))


@dataclass(frozen=True, slots=True)
class Alive:
    """What there is at a moment, to be compared with later. Qt is looked at only if `qt`."""

    qt: bool
    threads: frozenset[threading.Thread]
    sockets: frozenset[str]
    timers: frozenset[int]
    windows: frozenset[int]


def alive(*, qt: bool) -> Alive:
    """What there is now."""
    return Alive(
        qt=qt,
        threads=frozenset(threading.enumerate()),
        sockets=frozenset(_sockets()),
        timers=frozenset(map(id, _timers() if qt else ())),
        windows=frozenset(map(id, _windows() if qt else ())),
    )


def left_behind(before: Alive) -> list[str]:
    """What there is now and was not `before`, described; waits a little for what is ending.

    Rubbish is collected only where something was found: it takes longer than most tests.
    """
    deadline = time.monotonic() + GRACE
    found = _found(before)
    while found and time.monotonic() < deadline:
        gc.collect()
        threading.Event().wait(0.02)
        found = _found(before)
    return found


def _found(before: Alive) -> list[str]:
    found = [f"thread {t.name}" for t in threading.enumerate() if t not in before.threads]
    new = _sockets() - before.sockets
    found += [f"socket {known}" for known in _tcp(new)]
    if before.qt:
        _finish_qt()
        found += [f"timer {timer!r}" for timer in _timers() if id(timer) not in before.timers]
        found += [f"window {top!r}" for top in _windows() if id(top) not in before.windows]
    return found


def _sockets() -> set[str]:
    """This process's sockets of any kind, by inode; only where Linux tells."""
    if not sys.platform.startswith("linux"):
        return set()
    inodes: set[str] = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except OSError:
            continue  # the folder's own descriptor
        if target.startswith("socket:["):
            inodes.add(target[len("socket:[") : -1])
    return inodes


def _tcp(inodes: set[str]) -> list[str]:
    """Those of `inodes` that are TCP sockets, described."""
    if not inodes:
        return []
    known = []
    for table in _TCP:
        try:
            lines = table.read_text().splitlines()[1:]
        except OSError:
            continue  # no IPv6 here
        for columns in map(str.split, lines):
            if columns[9] in inodes:
                port = int(re.sub(r".*:", "", columns[1]), 16)
                state = "listening" if columns[3] == _LISTENING else "open"
                known.append(f"{state}, local port {port}")
    return known


def _qt(module: str) -> Any:
    """A PySide6 module if something imported it."""
    return sys.modules.get(f"PySide6.{module}")


def _finish_qt() -> None:
    """Let Qt delete what was handed to `deleteLater`."""
    core = _qt("QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        core.QCoreApplication.processEvents()


def _timers() -> list[Any]:
    core = _qt("QtCore")
    if core is None:
        return []
    import shiboken6

    timers = [thing for thing in gc.get_objects() if issubclass(type(thing), core.QTimer)]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


def _windows() -> list[Any]:
    widgets = _qt("QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    tops = widgets.QApplication.topLevelWidgets()
    # Qt keeps its one tool tip for the next time it needs it.
    return [top for top in tops if top.parent() is None and type(top).__name__ != "QTipLabel"]
