"""The guard sees each kind of thing that a test may leave behind, and nothing where nothing is."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from tests import guards

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "GRACE", 0.05)


def test_nothing_is_nothing() -> None:
    assert guards.left_behind(guards.alive(qt=False)) == []


def test_a_thread() -> None:
    before, end = guards.alive(qt=False), threading.Event()
    thread = threading.Thread(target=end.wait, name="lingering")
    thread.start()
    assert guards.left_behind(before) == ["thread lingering"]
    end.set()
    thread.join()
    assert guards.left_behind(before) == []


def test_a_listening_and_a_connected_socket() -> None:
    before = guards.alive(qt=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert guards.left_behind(before) == [f"socket listening, local port {port}"]
        with socket.create_connection(("127.0.0.1", port)):
            assert len(guards.left_behind(before)) == 2
    assert guards.left_behind(before) == []


@pytest.mark.usefixtures("qapp")
def test_a_running_timer() -> None:
    before = guards.alive(qt=True)
    timer = QTimer()
    timer.start(100_000)
    assert len(guards.left_behind(before)) == 1
    timer.stop()
    assert guards.left_behind(before) == []


def test_a_window(qtbot: QtBot) -> None:
    before = guards.alive(qt=True)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    [found] = guards.left_behind(before)
    assert found.startswith("window ")
    window.close()
    window.deleteLater()
    assert guards.left_behind(before) == []
