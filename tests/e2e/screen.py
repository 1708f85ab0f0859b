"""What a person sees and does in the window: read and pressed from outside, typed with real keys."""

from __future__ import annotations

import json
import re
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.desktop import SYSTEM_PYTHON, Desktop
from tests.e2e.processes import PATIENCE, Program, until

_DRIVER = Path(__file__).with_name("atspi_driver.py")
_ANSWERS = 20.0  # seconds, after which the window is held to be stuck
_KEY_PAUSE = "6"  # milliseconds between two keys


@dataclass(frozen=True, slots=True)
class Node:
    """Something on the screen, as assistive programs are told of it."""

    ref: int
    depth: int
    role: str
    name: str
    id: str
    states: frozenset[str]
    text: str

    def line(self) -> str:
        """It on one line, for failures."""
        marks = " ".join(sorted(self.states & {"focused", "enabled", "checked", "active"}))
        written = f" “{self.text}”" if self.text else ""
        return f"{'  ' * self.depth}{self.role} “{self.name}”{written} #{self.id} [{marks}]"


class Screen:
    """The windows of one process."""

    def __init__(self, driver: subprocess.Popen[bytes], program: Program, desktop: Desktop) -> None:
        self._driver = driver
        self._program = program
        self._desktop = desktop

    # --- looking --------------------------------------------------------------------------------

    def nodes(self) -> list[Node]:
        """Everything that is showing."""
        assert self._program.running(), f"it has ended: {self._program.errors()}"
        found = self._ask(op="nodes")
        return [Node(**{**node, "states": frozenset(node["states"])}) for node in found]

    def look(
        self, *, control: str = "", role: str = "", name: str = "", ready: bool = False
    ) -> Node | None:
        """The first thing that fits, None if nothing does. `name` is a pattern for all of it."""
        for node in self.nodes():
            fits = (not control or node.id == control) and (not role or node.role == role)
            named = re.fullmatch(name or ".*", node.name, re.DOTALL)
            if fits and named and (not ready or "enabled" in node.states):
                return node
        return None

    def find(
        self, *, control: str = "", role: str = "", name: str = "", ready: bool = True
    ) -> Node:
        """The first thing that fits, once it is there; `ready`: and enabled."""
        wanted = " ".join(part for part in (role, name, f"#{control}" if control else "") if part)
        found = until(
            lambda: self.look(control=control, role=role, name=name, ready=ready),
            f"on the screen: {wanted}",
        )
        assert found is not None
        return found

    def says(self, pattern: str) -> str:
        """A text on the screen in which `pattern` is found, once there is one."""

        def seen() -> str:
            texts = (text for node in self.nodes() for text in (node.name, node.text))
            return next((text for text in texts if re.search(pattern, text)), "")

        return until(seen, f"the screen says: {pattern}")

    def tree(self) -> str:
        """Everything that is showing, as lines."""
        return "\n".join(node.line() for node in self.nodes())

    def size(self, *, control: str = "", name: str = "", role: str = "table") -> tuple[int, int]:
        """How many rows and columns a table has; (0, 0) while it is not there."""
        table = self.look(control=control, name=name, role=role)
        rows, columns = self._ask(op="size", ref=table.ref) if table is not None else (0, 0)
        return rows, columns

    def cells(self, *, name: str, rows: int) -> list[list[str]]:
        """The first rows of a table as they are read out, cell by cell."""
        table = self.find(name=name, role="table")
        found: list[list[str]] = self._ask(op="cells", ref=table.ref, rows=rows)
        return found

    def items(self, *, control: str = "", name: str = "") -> list[str]:
        """The entries of a list."""
        found: list[str] = self._ask(op="items", ref=self.find(control=control, name=name).ref)
        return found

    # --- doing ----------------------------------------------------------------------------------

    def press(self, *, control: str = "", name: str = "", role: str = "") -> None:
        """Press a button, once it can be pressed."""
        self._ask(op="press", ref=self.find(control=control, name=name, role=role).ref)

    def to_front(self, title: str) -> None:
        """Turn to the window with this title (a pattern), as one must before typing."""

        def active() -> bool:
            found = self._desktop.run(
                "xdotool",
                "search",
                "--all",
                "--onlyvisible",
                "--pid",
                str(self._program.pid),
                "--name",
                title,
                check=False,
            ).split()
            if not found:
                return False
            self._desktop.run("xdotool", "windowactivate", found[-1], check=False)
            return self._desktop.run("xdotool", "getactivewindow", check=False).strip() == found[-1]

        until(active, f"the window “{title}” is in front")

    def type_into(
        self, text: str, *, control: str = "", name: str = "", reads: str | None = None
    ) -> None:
        """Type into a field with real keys; then it `reads` as typed, or as given."""

        def field() -> Node:
            return self.find(control=control, name=name)

        called = control or name
        if "focused" not in field().states:
            self._ask(op="focus", ref=field().ref)
            until(lambda: "focused" in field().states, f"{called} has the keyboard")
        self._desktop.run("xdotool", "type", "--delay", _KEY_PAUSE, "--", text)
        wanted = text if reads is None else reads
        until(lambda: field().text == wanted, f"{called} reads “{wanted}”")

    def key(self, *keys: str) -> None:
        """Press keys, such as "Return" or "ctrl+f", one after the other."""
        self._desktop.run("xdotool", "key", "--delay", _KEY_PAUSE, *keys)

    def _ask(self, **request: object) -> Any:
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write(json.dumps(request).encode() + b"\n")
        self._driver.stdin.flush()
        readable, _, _ = select.select([self._driver.stdout], [], [], _ANSWERS)
        assert readable, f"no answer to {request['op']}"
        line = self._driver.stdout.readline()
        assert line, "the driver ended"
        answer = json.loads(line)
        assert "error" not in answer, f"{request}: {answer['error']}"
        return answer["result"]


@contextmanager
def screen_of(program: Program, desktop: Desktop) -> Iterator[Screen]:
    """The windows of `program`."""
    errors = desktop.folder / f"driver-{program.pid}.err"
    with errors.open("wb") as written:
        driver = subprocess.Popen(
            [SYSTEM_PYTHON, str(_DRIVER), str(program.pid)],
            env={
                name: value for name, value in desktop.environment.items() if name != "PYTHONPATH"
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=written,
            bufsize=0,
        )
    try:
        yield Screen(driver, program, desktop)
    finally:
        driver.kill()
        driver.wait(PATIENCE)
        for stream in (driver.stdin, driver.stdout):
            if stream is not None:
                stream.close()
        if not errors.stat().st_size:
            errors.unlink()
