"""Fixtures for window tests: a household, a window over it, and a file with many rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluggy_desktop.errors import AppError
from pluggy_desktop.gui import theme
from pluggy_desktop.gui.main_window import MainWindow
from pluggy_desktop.settings import Settings
from pluggy_desktop.store import Store
from tests.gui import household
from tests.gui.household import Household, OneProfile

MANY = 100_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns about every window with a size of its own; that is no fault."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(autouse=True)
def ended_qt_threads() -> Iterator[None]:
    """Have Python forget Qt's threads that ended: it keeps a stand-in for each that ran Python."""
    yield
    threads = threading._active  # type: ignore[attr-defined]
    for ident, thread in list(threads.items()):
        stands_in = isinstance(thread, threading._DummyThread)
        if stands_in and not Path(f"/proc/self/task/{thread.native_id}").exists():
            del threads[ident]


@pytest.fixture
def light(qapp: QApplication) -> Iterator[QApplication]:
    """The application in its light dress."""
    theme.apply(qapp, "light")
    yield qapp
    theme.apply(qapp, "light")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Household]:
    """A household in a real encrypted file."""
    made = household.furnish(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    """A file with nothing in it, whose person has been welcomed before."""
    store = Store.open(tmp_path / "empty.sqlite3", household.KEY)
    store.set_value("welcomed", "1")
    yield store
    store.close()


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    """A household whose checking account has a hundred thousand more rows. Read it, don't write."""
    made = household.furnish(tmp_path_factory.mktemp("many"), months=3)
    household.fill(made.store, made.accounts["Conta corrente"].id, MANY)
    yield made
    made.store.close()


OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, light: QApplication, tmp_path: Path) -> Iterator[OpenWindow]:
    """Makes a shown window over a store, and closes it at the end of the test."""
    made: list[MainWindow] = []

    def open_(
        store: Store,
        *errors: AppError,
        settings: Settings | None = None,
        profiles: OneProfile | None = None,
        wait: bool = True,
    ) -> MainWindow:
        kept = profiles or OneProfile(household.services(store, tmp_path), *errors)
        window = MainWindow(
            kept, settings or Settings(language="en", theme="light"), saved, now=household.now
        )
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        if wait:
            qtbot.waitUntil(window.is_settled)
        return window

    def saved(settings: Settings) -> None:
        open_.saved = settings  # type: ignore[attr-defined]

    yield open_
    for window in made:
        window.close()
