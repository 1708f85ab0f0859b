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
    """What there is at a moment, to be compared with later."""

    threads: frozenset[threading.Thread]
    sockets: frozenset[str]
    timers: frozenset[int]
    windows: frozenset[int]


def alive() -> Alive:
    """What there is now."""
    return Alive(
        threads=frozenset(threading.enumerate()),
        sockets=frozenset(_sockets()),
        timers=frozenset(id(timer) for timer in _timers()),
        windows=frozenset(id(window) for window in _windows()),
    )


def left_behind(before: Alive) -> list[str]:
    """What there is now and was not `before`, described; waits a little for what is ending."""
    deadline = time.monotonic() + GRACE
    found = [f"thread {thread.name}" for thread in _threads(before, deadline)]
    _finish_qt()
    while sockets := _sockets().keys() - before.sockets:
        if time.monotonic() > deadline:
            known = _sockets()
            found += [f"socket {known.get(inode, '(just closed)')}" for inode in sockets]
            break
        gc.collect()
        threading.Event().wait(0.02)
    found += [f"running timer {timer!r}" for timer in _timers() if id(timer) not in before.timers]
    found += [f"window {window!r}" for window in _windows() if id(window) not in before.windows]
    return found


def _threads(before: Alive, deadline: float) -> list[threading.Thread]:
    new = [thread for thread in threading.enumerate() if thread not in before.threads]
    for thread in new:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [thread for thread in new if thread.is_alive()]


def _sockets() -> dict[str, str]:
    """This process's TCP sockets, by inode; only where Linux tells."""
    if not sys.platform.startswith("linux"):
        return {}
    known: dict[str, str] = {}
    for table in _TCP:
        try:
            lines = table.read_text().splitlines()[1:]
        except OSError:
            continue  # no IPv6 here
        for columns in map(str.split, lines):
            port = int(columns[1].rpartition(":")[2], 16)
            state = "listening" if columns[3] == _LISTENING else "open"
            known[columns[9]] = f"{state}, local port {port}"
    ours: dict[str, str] = {}
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except OSError:
            continue  # the folder's own descriptor
        inode = re.fullmatch(r"socket:\[(\d+)\]", target)
        if inode and inode[1] in known:
            ours[inode[1]] = known[inode[1]]
    return ours


def _qt(module: str) -> Any:
    """A PySide6 module if something imported it: a test without Qt stays without."""
    return sys.modules.get(f"PySide6.{module}")


def _finish_qt() -> None:
    """Let Qt delete what was handed to `deleteLater`."""
    gc.collect()
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
