"""Fixtures of the wizard's tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluggy_desktop.app import Profile
from pluggy_desktop.gui import theme
from pluggy_desktop.gui.services import Profiles, Services
from pluggy_desktop.sandbox import Sandbox, SandboxOptions
from tests.gui.wizard.house import Hands, House, OpenWizard, Person, hands, open_house, options


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns about every window with a size of its own; that is no fault."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Every window wears the light scheme."""
    theme.apply(qapp, "light")


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
def dialect() -> str:
    """How the simulated Pluggy speaks, unless a test asks for the other way."""
    return "production"


@pytest.fixture
def listener_port() -> int:
    """Any free port, unless a test has one in mind."""
    return 0


@pytest.fixture
def sandbox(dialect: str) -> Iterator[Sandbox]:
    """A simulated Pluggy, fifty times faster than the newcomer's."""
    served = Sandbox(SandboxOptions(speed=50.0, dialect=dialect))  # type: ignore[arg-type]
    served.start()
    yield served
    served.close()


@pytest.fixture
def person() -> Iterator[Person]:
    """Who authorises."""
    someone = Person()
    yield someone
    someone.leave()


@pytest.fixture
def profile(
    sandbox: Sandbox, person: Person, tmp_path: Path, listener_port: int
) -> Iterator[Profile]:
    """The program's own composition, on the simulated Pluggy."""
    made = Profile(options(tmp_path / "data", sandbox, person, listener_port=listener_port))
    yield made
    made.close()


@pytest.fixture
def house(sandbox: Sandbox, profile: Profile, person: Person) -> House:
    """An open profile."""
    return open_house(sandbox, profile, person)


@pytest.fixture
def open_wizard(qtbot: QtBot, profile: Profile) -> Iterator[OpenWizard]:
    """Opens wizards, and ends their work after the test."""
    opened: list[Hands] = []

    def open_one(services: Services | None, profiles: Profiles | None = None, **how: str) -> Hands:
        opened.append(hands(qtbot, services, profiles or profile, **how))
        return opened[-1]

    yield open_one
    for each in opened:
        each.wizard.stop()
        each.until_idle()
        each.wizard.deleteLater()


@pytest.fixture
def wizard(open_wizard: OpenWizard, house: House) -> Hands:
    """A wizard at the institutions."""
    return open_wizard(house.services, start="institution")
