"""Starts the window: the Qt application, its look, and an orderly end on Ctrl+C."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

from pluggy_desktop.gui.main_window import MainWindow
from pluggy_desktop.gui.services import Profiles
from pluggy_desktop.gui.theme import Theme
from pluggy_desktop.settings import Settings


def application() -> QApplication:
    """The process's Qt application, named for the desktop and for screen readers."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["pluggy-desktop"])
    app.setApplicationName("pluggy-desktop")
    app.setApplicationDisplayName("Pluggy Desktop")
    app.setDesktopFileName("pluggy-desktop")
    return app


def run(profiles: Profiles, settings: Settings, save_settings: Callable[[Settings], None]) -> int:
    """Show the window until it is closed; the exit code."""
    app = application()
    Theme.apply(app, settings.theme)
    window = MainWindow(profiles, settings, save_settings)
    interrupt = _Interrupt(app, window)
    window.show()
    code = app.exec()
    interrupt.close()
    return code


class _Interrupt(QObject):
    """Closes the window on Ctrl+C.

    Python runs signal handlers only between its own instructions, and Qt's loop is none; the
    interpreter therefore writes to a socket that Qt watches.
    """

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        super().__init__(app)
        self._window = window
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)  # noqa: FBT003  (the socket module's own)
        self._write.setblocking(False)  # noqa: FBT003
        self._before = signal.signal(signal.SIGINT, _noted)
        self._fd_before = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    @Slot()
    def _on_signal(self) -> None:
        self._read.recv(64)
        self._window.close()

    def close(self) -> None:
        """Put the handler before back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd_before)
        signal.signal(signal.SIGINT, self._before)
        self._read.close()
        self._write.close()


def _noted(number: int, frame: FrameType | None) -> None:
    """The wake-up socket has told Qt already."""
