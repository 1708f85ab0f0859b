"""Work beside the window: how it is stopped, and what becomes of work that does not stop."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.gui import workers
from pluggy_desktop.gui.workers import Report, Worker

# The keyring's own dialog can keep the opening waiting for as long as the person likes.
CLOSED_MEANWHILE = """
import os, sys, threading, time
from PySide6.QtCore import QTimer
from pluggy_desktop.gui import start, workers
from pluggy_desktop.settings import Settings

class Blocked:
    def open(self, cancel):
        threading.Event().wait()
    open_session_only = open_example = open
    def close(self):
        pass

kept = []
app = start.application()
QTimer.singleShot(300, app.closeAllWindows)
began = time.monotonic()
code = start.run(Blocked(), Settings(), kept.append)
took = time.monotonic() - began
print(code, workers.unfinished(), len(kept), took < 3.5, flush=True)
os._exit(code)
"""


@dataclass(slots=True)
class Hangs:
    """Work that hears no cancel; it ends when the test says so."""

    running: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def __call__(self, cancel: Cancel, report: Report, /) -> None:
        self.running.set()
        self.go.wait(20)


@dataclass(slots=True)
class Heeds:
    """Work that takes `seconds`, or ends with its cancel."""

    seconds: float
    cancelled: bool = False

    def __call__(self, cancel: Cancel, report: Report, /) -> None:
        self.cancelled = cancel.wait(self.seconds)


@pytest.fixture
def hanging(qtbot: QtBot) -> Iterator[Hangs]:
    """Hanging work, that ends with the test."""
    work = Hangs()
    yield work
    work.go.set()
    qtbot.waitUntil(lambda: not workers.unfinished())


def test_work_that_hangs_is_waited_for_once_and_kept(hanging: Hangs) -> None:
    owner = QObject()
    worker = Worker(hanging, owner)
    worker.start()
    assert hanging.running.wait(5)
    began = time.monotonic()
    assert not workers.stop_all(200)
    assert 0.2 <= time.monotonic() - began < 1.0
    began = time.monotonic()
    assert not worker.stop()
    assert time.monotonic() - began < 0.5
    del worker
    owner.deleteLater()  # Qt would abort here if the thread went with its owner
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert workers.unfinished()


def test_patient_work_may_end_by_itself(qtbot: QtBot) -> None:
    owner = QObject()
    last_word, read = Heeds(0.3), Heeds(10)
    for work, patient in ((last_word, True), (read, False)):
        Worker(work, owner, patient=patient).start()
    began = time.monotonic()
    assert workers.stop_all()
    assert time.monotonic() - began < 1.5
    assert read.cancelled
    assert not last_word.cancelled
    assert not workers.unfinished()


def test_patience_ends(qtbot: QtBot) -> None:
    owner = QObject()
    work = Heeds(10)
    Worker(work, owner, patient=True).start()
    assert workers.stop_all(100)
    assert work.cancelled


def test_the_window_closes_while_the_keyring_asks() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CLOSED_MEANWHILE],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout == "0 True 1 True\n", done.stderr
    assert done.returncode == 0
