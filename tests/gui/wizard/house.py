"""The parts the wizard's tests are made of: a simulated Pluggy, a person, and hands for the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pluggy_desktop.app import Options, Profile
from pluggy_desktop.connect.flow import Limits
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.gui.services import Profiles, Services
from pluggy_desktop.gui.wizard import ConnectWizard, PageId
from pluggy_desktop.paths import Paths
from pluggy_desktop.sandbox import TEST_CPFS, Sandbox, Visitor
from pluggy_desktop.settings import Settings
from pluggy_desktop.sync.poller import Pace

PATIENCE = 20_000  # milliseconds for one step on a slow machine
BANK = "Banco Aurora"
CPF = {entry.outcome: entry.cpf for entry in TEST_CPFS}


class Person:
    """The browser and whoever sits before it: goes through the bank's pages as told."""

    def __init__(self) -> None:
        self.decide: Literal["authorise", "decline"] = "authorise"
        self.acts = True
        self.comes_back = True
        self.works = True
        self.urls: list[str] = []
        self._visits: list[threading.Thread] = []

    def open(self, url: str) -> bool:
        """What the session calls."""
        self.urls.append(url)
        if self.acts:
            self.go(url)
        return self.works

    def go(self, url: str) -> None:
        """Go through the bank's pages, in a thread of its own as a browser would."""
        visit = threading.Thread(target=self._visit, args=(url,))
        self._visits.append(visit)
        visit.start()

    def leave(self) -> None:
        """Wait until every page was gone through."""
        for visit in self._visits:
            visit.join(PATIENCE / 1000)

    def _visit(self, url: str) -> None:
        Visitor().visit(url, decide=self.decide, follow_redirect=self.comes_back)


@dataclass(slots=True)
class House:
    """A profile on a simulated Pluggy, opened as the program opens it."""

    sandbox: Sandbox
    profile: Profile
    person: Person
    services: Services


def options(folder: Path, sandbox: Sandbox, person: Person, **settings: int) -> Options:
    """What the command line would have chosen."""
    return Options(
        paths=Paths.under(folder),
        settings=Settings(listener_port=settings.get("listener_port", 0)),
        api_url=sandbox.url,
        session_vault=True,
        session_access=(sandbox.client_id, sandbox.client_secret),
        browser=person,
        pace=Pace(quick=0.05, steady=0.05, patience=0.5),
        limits=Limits(bank=60.0),
        sandbox_speed=50.0,
    )


def open_house(sandbox: Sandbox, profile: Profile, person: Person) -> House:
    """Open the profile in this thread: tests may wait for it."""
    return House(sandbox, profile, person, profile.open(Cancel()))


@dataclass(slots=True)
class Hands:
    """Drives one wizard as a person would: by the names of its controls."""

    bot: QtBot
    wizard: ConnectWizard
    connected: list[str] = field(default_factory=list)

    def until(self, condition: Callable[[], object]) -> None:
        """Let the window live until `condition` holds."""
        self.bot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)

    def until_idle(self) -> None:
        """Wait until no work of the wizard goes on."""
        self.until(lambda: not self.wizard.busy())

    def at(self, page: PageId) -> None:
        """Wait for a page."""
        self.until(lambda: self.wizard.page_id() is page)

    def find(self, name: str) -> QWidget:
        """The control of that name that can be seen."""
        found = [w for w in self.wizard.findChildren(QWidget, name) if w.isVisible()]
        assert len(found) == 1, f"{len(found)} controls called {name} can be seen"
        return found[0]

    def seen(self, name: str) -> bool:
        """Whether a control of that name can be seen."""
        return any(widget.isVisible() for widget in self.wizard.findChildren(QWidget, name))

    def press(self, name: str) -> None:
        """Press a button, once it can be pressed."""
        self.until(lambda: self._pressable(name))
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Type into a field, a key at a time."""
        edit = self.find(name)
        assert isinstance(edit, QLineEdit)
        edit.clear()
        QTest.keyClicks(edit, text)

    def text(self, name: str) -> str:
        """The words of a label or field."""
        found = self.find(name)
        assert isinstance(found, QLabel | QLineEdit)
        return found.text()

    def key(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        focused = QApplication.focusWidget()
        QTest.keyClick(focused if focused is not None else self.wizard, key)

    def choose(self, institution: str = BANK) -> None:
        """Find an institution and go on."""
        self.at(PageId.INSTITUTION)
        self.until(self.wizard.institution_page.has_list)
        self.type("search", institution)
        self.press("next")

    def fill_in(self, outcome: str) -> None:
        """Type the CPF that makes the bank behave so, and go on."""
        self.at(PageId.DETAILS)
        self.type("field-cpf", CPF[outcome])  # type: ignore[index]
        self.press("next")

    def connect(self, outcome: str, institution: str = BANK) -> None:
        """From the institutions to the bank's page."""
        self.choose(institution)
        self.fill_in(outcome)

    def heading(self) -> str:
        """The title of the page shown."""
        page = self.wizard.currentPage()
        return page.accessibleName()

    def _pressable(self, name: str) -> bool:
        buttons = self.wizard.findChildren(QAbstractButton, name)
        return any(button.isVisible() and button.isEnabled() for button in buttons)


OpenWizard = Callable[..., Hands]


def hands(bot: QtBot, services: Services | None, profiles: Profiles, **how: str) -> Hands:
    """A shown wizard, and hands for it."""
    wizard = ConnectWizard(services, profiles, Settings(), **how)  # type: ignore[arg-type]
    made = Hands(bot, wizard)
    wizard.connected.connect(made.connected.append)
    wizard.show()
    bot.waitExposed(wizard)
    return made
