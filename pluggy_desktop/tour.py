"""Does the whole job by itself and writes a picture of every screen, for where there is no display.

    python -m pluggy_desktop.tour --out FOLDER

It presses the real window's real buttons; only the browser is a script that goes through the
example bank's pages as a person would.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pluggy_desktop import i18n, log
from pluggy_desktop.app import Options, Profile
from pluggy_desktop.errors import AppError
from pluggy_desktop.i18n import tr
from pluggy_desktop.paths import Paths
from pluggy_desktop.qt_libraries import missing_for_window
from pluggy_desktop.sandbox import TEST_CPFS, Visitor
from pluggy_desktop.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from pluggy_desktop.gui.main_window import MainWindow
    from pluggy_desktop.gui.viewstate import ViewName
    from pluggy_desktop.gui.wizard.wizard import ConnectWizard

BANK = "Banco Aurora"
_PATIENCE = 90.0  # seconds for one step, on a slow machine
_VIEWS: tuple[ViewName, ...] = (
    "overview",
    "transactions",
    "cards",
    "investments",
    "loans",
    "connections",
)


class _ScriptedPerson:
    """The browser and whoever sits before it: notes the address, visits it when told to."""

    def __init__(self) -> None:
        self.url = ""
        self._visit: threading.Thread | None = None

    def open(self, url: str) -> bool:
        self.url = url
        return True

    def authorise(self) -> None:
        self._visit = threading.Thread(target=Visitor().visit, args=(self.url,))
        self._visit.start()

    def leave(self) -> None:
        if self._visit is not None:
            self._visit.join()


class Tour:
    """One walk through the window, writing `NN-name.png` into `folder`."""

    def __init__(self, app: QApplication, folder: Path, settings: Settings) -> None:
        self._app = app
        self._folder = folder
        self._settings = settings
        self._person = _ScriptedPerson()
        self._count = 0

    def run(self, options: Options) -> int:
        """Walk; how many pictures were written.

        Raises:
            AppError: A step did not come to its end in time.
        """
        from pluggy_desktop.gui.main_window import MainWindow
        from pluggy_desktop.gui.theme import Theme

        Theme.apply(self._app, self._settings.theme)
        profile = Profile(replace(options, browser=self._person))
        window = MainWindow(profile, self._settings, _forget)
        window.resize(1280, 800)
        window.show()
        try:
            self._connect(window)
            self._look_around(window)
        finally:
            self._person.leave()
            window.close()
            self._until(lambda: not window.isVisible(), "close")
            profile.close()
        return self._count

    def _connect(self, window: MainWindow) -> None:
        wizard = self._wizard(window)
        self._picture(wizard, "welcome")
        self._press(wizard, "door-own")
        self._until(lambda: wizard.page_id() == 1, "access")
        self._picture(wizard, "access")
        self._press(wizard, "back")
        self._press(wizard, "door-example")
        self._until(wizard.institution_page.has_list, "institutions")
        self._type(wizard, "search", BANK)
        self._picture(wizard, "institution")
        self._press(wizard, "next")
        self._type(wizard, "field-cpf", TEST_CPFS[0].cpf)
        self._picture(wizard, "details")
        self._press(wizard, "next")
        self._until(lambda: bool(self._person.url), "browser")
        self._until(lambda: _is_drawn(wizard, "qr-code"), "link")
        self._picture(wizard, "authorise")
        self._person.authorise()
        self._until(lambda: _is_counting(wizard), "fetching")
        self._picture(wizard, "fetching")
        self._until(lambda: wizard.page_id() in {6, 7}, "done")
        self._picture(wizard, "done")
        self._press(wizard, "finish")
        self._until(lambda: not wizard.isVisible(), "finish")

    def _look_around(self, window: MainWindow) -> None:
        for view in _VIEWS:
            window.show_view(view)
            self._until(window.is_settled, view)
            self._picture(window, view)
        window.show_view("transactions")

    def _wizard(self, window: MainWindow) -> ConnectWizard:
        from pluggy_desktop.gui.wizard.wizard import ConnectWizard

        self._until(lambda: window.findChild(ConnectWizard) is not None, "wizard")
        wizard = window.findChild(ConnectWizard)
        assert wizard is not None
        return wizard

    def _press(self, parent: QWidget, name: str) -> None:
        from PySide6.QtWidgets import QAbstractButton

        def ready() -> QAbstractButton | None:
            found = parent.findChild(QAbstractButton, name)
            return found if found and found.isVisible() and found.isEnabled() else None

        self._until(lambda: ready() is not None, name)
        button = ready()
        assert button is not None
        button.click()

    def _type(self, parent: QWidget, name: str, text: str) -> None:
        from PySide6.QtWidgets import QLineEdit

        self._until(lambda: parent.findChild(QLineEdit, name) is not None, name)
        field = parent.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        field.insert(text)

    def _until(self, condition: Callable[[], bool], step: str) -> None:
        """Let the window live until `condition` holds."""
        from PySide6.QtCore import QEventLoop, QTimer

        deadline = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise AppError(
                    tr("The tour did not get past “{step}”", step=step),
                    "",
                    tr("The log has the details: run it again with --verbose."),
                )
            turn = QEventLoop()
            QTimer.singleShot(20, turn.quit)
            turn.exec()

    def _picture(self, widget: QWidget, name: str) -> None:
        for _ in range(3):  # layouts settle, the cursor and the first frames come
            self._app.processEvents()
        self._count += 1
        file = self._folder / f"{self._count:02}-{name}.png"
        if not widget.grab().save(str(file)):
            raise AppError(tr("The picture {file} could not be written", file=file.name))


def _is_drawn(wizard: ConnectWizard, name: str) -> bool:
    """Whether the widget called `name` is on screen."""
    from PySide6.QtWidgets import QWidget

    widget = wizard.findChild(QWidget, name)
    return widget is not None and widget.isVisible()


def _is_counting(wizard: ConnectWizard) -> bool:
    """Whether the fetching page has something to show, or is over already."""
    from PySide6.QtWidgets import QLabel

    words = wizard.findChild(QLabel, "progress-accounts")
    counting = words is not None and any(mark.isdigit() for mark in words.text())
    return counting or wizard.page_id() in {6, 7}


def _forget(settings: Settings) -> None:
    """A tour leaves no settings behind."""


def main(arguments: Sequence[str]) -> int:
    """Walk as the arguments say; the exit code."""
    parser = argparse.ArgumentParser(prog="pluggy_desktop.tour", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("demo-screenshots"), metavar="FOLDER")
    parser.add_argument("--language", choices=i18n.LANGUAGES, default=i18n.system_language())
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args(arguments)
    i18n.use(asked.language)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        problem = missing_for_window()
        if problem is not None:
            raise problem
        count = _walk(asked)
    except AppError as error:
        sys.stderr.write(error.sentence() + "\n")
        return 1
    sys.stdout.write(f"{count} → {asked.out.resolve()}\n")
    return 0


def _walk(asked: argparse.Namespace) -> int:
    from pluggy_desktop.gui.start import application

    asked.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as closing:
        folder = closing.enter_context(tempfile.TemporaryDirectory(prefix="pluggy-desktop-"))
        paths = Paths.under(Path(folder))
        paths.ensure()
        closing.enter_context(log.setup(paths.log, verbose=asked.verbose))
        settings = Settings(language=asked.language, theme=asked.theme, listener_port=0)
        options = Options(paths=paths, settings=settings, session_vault=True)
        return Tour(application(), asked.out, settings).run(options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
