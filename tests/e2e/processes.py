"""Processes of the end-to-end tests: each a group of its own, watched, and ended for certain."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
"""Where the product is run from."""

PATIENCE = 30.0
"""Seconds for one step, on a busy machine; a step that works takes a small part of it."""

_LOOK = 0.05
_POLITE = 8.0


def until(condition: Callable[[], T], what: str, *, seconds: float = PATIENCE) -> T:
    """What `condition` gives as soon as that is true; `what` names it where it never is."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline, f"{seconds:.0f} s long, not so: {what}"
        threading.Event().wait(_LOOK)


class Program:
    """A running program; what it writes goes to files, so that it never has to wait for a reader."""

    def __init__(
        self, name: str, command: Sequence[str], *, environment: Mapping[str, str], folder: Path
    ) -> None:
        self.name = name
        self._out = folder / f"{name}.out"
        self._err = folder / f"{name}.err"
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Its process id, which is its group's too."""
        return self._process.pid

    def output(self) -> str:
        """What it wrote to standard output so far."""
        return self._out.read_text(errors="replace")

    def errors(self) -> str:
        """What it wrote to standard error so far."""
        return self._err.read_text(errors="replace")

    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def lines(self, count: int) -> list[str]:
        """Its first `count` lines of output, once they are there."""

        def whole() -> list[str]:
            assert self.running() or self.output().count("\n") >= count, self.errors()
            written = self.output()
            return written.splitlines()[:count] if written.count("\n") >= count else []

        return until(whole, f"{count} lines from {self.name}")

    def wait(self, seconds: float = PATIENCE) -> int:
        """Its exit code, once it has ended by itself."""
        until(lambda: not self.running(), f"{self.name} ends", seconds=seconds)
        return self._process.wait()

    def interrupt(self) -> None:
        """Press Ctrl+C in its terminal."""
        self._signal(signal.SIGINT)

    def kill(self) -> None:
        """End it as a crash would, with no chance to put anything in order."""
        self._signal(signal.SIGKILL)
        self._process.wait(_POLITE)

    def stop(self) -> None:
        """End it and all that it started: politely, then not."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_POLITE)
        self._signal(signal.SIGKILL)
        self._process.wait(_POLITE)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def with_text(text: str) -> list[int]:
    """The ids of running processes with `text` in their command line; `text` must be ours alone."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            with contextlib.suppress(OSError):
                if text.encode() in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
    return found
