"""Looks at and presses what a window offers to assistive programs: JSON lines in, JSON lines out.

Run by the system's own Python, which has the bindings of the accessibility bus:

    /usr/bin/python3 atspi_driver.py PID

`{"op": "nodes"}` gives everything that is showing, a `ref` each; the other requests name a node by
the `ref` of the last answer to "nodes". An answer is `{"result": …}` or `{"error": "…"}`.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

gi = importlib.import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi: Any = importlib.import_module("gi.repository.Atspi")
GLib: Any = importlib.import_module("gi.repository.GLib")

# Their contents are asked for by place: a table makes an object for every cell that is looked at.
_NOT_ENTERED = frozenset({"table", "list", "tree", "tree table", "table cell"})
_WITH_TEXT = frozenset({"text", "password text", "entry", "spin button", "combo box"})
_DEEPEST = 60
_SLOWEST = 5_000  # milliseconds for one answer of the window


class Driver:
    """The application of one process, as it stands on the accessibility bus."""

    def __init__(self, pid: int) -> None:
        Atspi.set_timeout(_SLOWEST, _SLOWEST)
        self._pid = pid
        self._known: list[Any] = []

    def answer(self, request: dict[str, Any]) -> object:
        """Do what `request` asks for; its result."""
        operation = request["op"]
        if operation == "nodes":
            return self._nodes()
        node = self._known[request["ref"]]
        if operation == "press":
            return self._press(node)
        if operation == "focus":
            return bool(Atspi.Component.grab_focus(node))
        if operation == "items":
            return [node.get_child_at_index(n).get_name() for n in range(node.get_child_count())]
        if operation == "size":
            return [Atspi.Table.get_n_rows(node), Atspi.Table.get_n_columns(node)]
        if operation == "cells":
            return _cells(node, request["rows"])
        raise ValueError(f"no such request: {operation}")

    def _nodes(self) -> list[dict[str, Any]]:
        self._known = []
        found: list[dict[str, Any]] = []
        application = self._application()
        if application is not None:
            self._collect(application, 0, found)
        return found

    def _application(self) -> Any:
        # Without a main loop nobody hears of changes: what is remembered would be out of date.
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for n in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(n)
            if child is not None and child.get_process_id() == self._pid:
                child.set_cache_mask(Atspi.Cache.NONE)
                return child
        return None

    def _collect(self, node: Any, depth: int, found: list[dict[str, Any]]) -> None:
        try:
            states = {state.value_nick for state in node.get_state_set().get_states()}
            if depth and "showing" not in states:
                return
            role = node.get_role_name()
            described = {
                "ref": len(self._known),
                "depth": depth,
                "role": role,
                "name": node.get_name() or "",
                "id": (node.get_accessible_id() or "").rpartition(".")[2],
                "states": sorted(states),
                "text": _text(node) if role in _WITH_TEXT else "",
            }
            children = 0 if role in _NOT_ENTERED else node.get_child_count()
        except GLib.Error:
            return  # it went away while it was looked at
        self._known.append(node)
        found.append(described)
        for n in range(children if depth < _DEEPEST else 0):
            try:
                child = node.get_child_at_index(n)
            except GLib.Error:
                return
            if child is not None:
                self._collect(child, depth + 1, found)

    def _press(self, node: Any) -> bool:
        for n in range(Atspi.Action.get_n_actions(node)):
            if Atspi.Action.get_action_name(node, n).lower() in {"press", "toggle", "click"}:
                return bool(Atspi.Action.do_action(node, n))
        raise ValueError("it cannot be pressed")


def _text(node: Any) -> str:
    if "Text" not in node.get_interfaces():
        return ""
    text: str = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    return text


def _cells(table: Any, rows: int) -> list[list[str]]:
    columns = range(Atspi.Table.get_n_columns(table))
    shown = range(min(rows, Atspi.Table.get_n_rows(table)))
    return [
        [Atspi.Table.get_accessible_at(table, row, column).get_name() for column in columns]
        for row in shown
    ]


def main() -> None:
    """Answer requests until there are no more."""
    driver = Driver(int(sys.argv[1]))
    for line in sys.stdin:
        try:
            answer: dict[str, object] = {"result": driver.answer(json.loads(line))}
        except (GLib.Error, ValueError, LookupError, AttributeError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
