"""Attempts that go on without the wizard: at the next start, after it was closed, beside another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from pluggy_desktop.app import Profile
from pluggy_desktop.connect.connecting import Connecting
from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, Stage
from pluggy_desktop.connect.session import ConnectSession
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.errors import Cancelled, NetworkProblem, PluggyRefused
from pluggy_desktop.gui.main_window import MainWindow
from pluggy_desktop.gui.services import Services
from pluggy_desktop.gui.views.workspace import Workspace
from pluggy_desktop.gui.wizard import PageId
from pluggy_desktop.settings import Settings
from pluggy_desktop.store import Attempt
from tests.gui.wizard.house import BANK, CPF, PATIENCE, Hands, House

WAITS = f"{BANK} waits for your authorisation"


class Opened:
    """Profiles with one that is open already, and is closed by whoever opened it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def open(self, cancel: Cancel) -> Services:
        """It."""
        return self._services

    def open_session_only(self, cancel: Cancel) -> Services:
        """The same."""
        return self._services

    def open_example(self, cancel: Cancel) -> Services:
        """The same."""
        return self._services

    def close(self) -> None:
        """Nothing: the test looks into it afterwards."""


OpenWindow = Callable[[], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, house: House) -> Iterator[OpenWindow]:
    """Opens the program's window over the house, as at its next start."""
    made: list[MainWindow] = []
    house.services.store.set_value("welcomed", "1")

    def open_() -> MainWindow:
        window = MainWindow(
            Opened(house.services), Settings(language="en", theme="light"), lambda _: None
        )
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        qtbot.waitUntil(window.is_settled)
        return window

    yield open_
    for window in made:
        window.close()


@pytest.fixture
def pending(house: House) -> Attempt:
    """An attempt that waited for the person when the program ended."""
    house.person.acts = False
    connecting = house.services.connecting
    institutions = house.services.catalog.institutions(Cancel())
    bank = next(connector for connector in institutions if connector.name == BANK)
    session = connecting.session(bank, {"cpf": CPF["success"]})
    cancel = Cancel()

    def seen(view: ConnectView) -> None:
        if view.stage is Stage.AUTHORISE:
            cancel.set()

    with pytest.raises(Cancelled):
        session.run(cancel, seen)
    [attempt] = connecting.pending()
    return attempt


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the attempts with a session; "twice" if there ever were two on one."""
    running: list[str] = []
    run = ConnectSession.run

    def noted(
        self: ConnectSession, cancel: Cancel, report: Callable[[ConnectView], None]
    ) -> ConnectEnd:
        if self.attempt_id in running:
            running.append("twice")
        running.append(self.attempt_id)
        try:
            return run(self, cancel, report)
        finally:
            running.remove(self.attempt_id)

    monkeypatch.setattr(ConnectSession, "run", noted)
    return running


def space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)


def says(window: MainWindow, text: str) -> bool:
    return text in space(window).status.text()


def press(window: MainWindow, text: str) -> None:
    """Press a button of the status line."""
    buttons = space(window).status.findChildren(QPushButton)
    [button] = [each for each in buttons if each.text() == text and each.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def wizard_of(qtbot: QtBot, window: MainWindow) -> Hands:
    until(qtbot, lambda: window.wizards.wizard is not None)
    assert window.wizards.wizard is not None
    return Hands(qtbot, window.wizards.wizard)


def test_what_was_authorised_meanwhile_comes_by_itself(
    qtbot: QtBot, house: House, pending: Attempt, open_window: OpenWindow
) -> None:
    house.person.go(pending.authorize_url)
    house.person.leave()
    window = open_window()
    until(qtbot, lambda: f"{BANK} is connected." in space(window).banner.text())
    until(qtbot, window.is_settled)
    assert house.services.store.accounts()
    assert any(line.text == BANK for line in space(window).sidebar._entries.lines)
    assert house.person.urls == [pending.authorize_url]
    assert not says(window, WAITS)


def test_what_still_waits_says_so_and_opens_no_browser(
    qtbot: QtBot, house: House, pending: Attempt, open_window: OpenWindow
) -> None:
    window = open_window()
    until(qtbot, lambda: says(window, WAITS))
    assert house.person.urls == [pending.authorize_url]
    house.person.go(pending.authorize_url)
    until(qtbot, lambda: f"{BANK} is connected." in space(window).banner.text())
    until(qtbot, lambda: not says(window, WAITS))


def test_the_wizard_takes_it_over_and_gives_it_back(
    qtbot: QtBot, house: House, pending: Attempt, open_window: OpenWindow, sessions: list[str]
) -> None:
    window = open_window()
    until(qtbot, lambda: says(window, WAITS))
    press(window, "Go on")
    wizard = wizard_of(qtbot, window)
    wizard.at(PageId.AUTHORISE)
    wizard.until(lambda: wizard.wizard.authorise_page.stage() is Stage.AUTHORISE)
    assert not says(window, WAITS)
    wizard.wizard.close()
    until(qtbot, lambda: window.wizards.wizard is None)
    until(qtbot, lambda: says(window, WAITS))
    until(qtbot, lambda: sessions == [pending.id])
    house.person.go(pending.authorize_url)
    until(qtbot, lambda: f"{BANK} is connected." in space(window).banner.text())
    assert "twice" not in sessions
    assert len(house.services.store.connections()) == 1


def test_giving_up_asks_and_forgets_it_here_and_at_pluggy(
    qtbot: QtBot, house: House, pending: Attempt, open_window: OpenWindow
) -> None:
    window = open_window()
    until(qtbot, lambda: says(window, WAITS))
    press(window, "Give up")
    answer(window, "Keep waiting")
    assert says(window, WAITS)
    press(window, "Give up")
    answer(window, "Give up")
    until(qtbot, lambda: not window.background.is_busy)
    assert not says(window, WAITS)
    assert not house.services.store.attempts()
    with pytest.raises(PluggyRefused) as refused:
        house.services.access.gateway(Cancel()).item(pending.item_id)
    assert refused.value.status == 404


def answer(window: MainWindow, text: str) -> None:
    """Press a button of the question."""
    [box] = [each for each in window.findChildren(QMessageBox, "give-up") if each.isVisible()]
    next(button for button in box.buttons() if button.text() == text).click()


def test_giving_up_without_a_network_keeps_it(
    qtbot: QtBot,
    house: House,
    pending: Attempt,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(self: Connecting, attempt_id: str, cancel: Cancel) -> None:
        raise NetworkProblem("No network", "", "Try again.")

    window = open_window()
    until(qtbot, lambda: says(window, WAITS))
    monkeypatch.setattr(Connecting, "discard", refuse)
    window.background.give_up(pending.id)
    until(qtbot, lambda: "No network" in space(window).banner.text())
    until(qtbot, lambda: says(window, WAITS))
    assert house.services.connecting.pending()


def test_a_new_connection_has_the_way_back_for_itself(
    qtbot: QtBot, house: House, pending: Attempt, open_window: OpenWindow, sessions: list[str]
) -> None:
    window = open_window()
    until(qtbot, lambda: says(window, WAITS))
    assert sessions == [pending.id]
    space(window).on_connect()
    wizard = wizard_of(qtbot, window)
    assert not sessions
    wizard.at(PageId.INSTITUTION)
    wizard.wizard.reject()
    until(qtbot, lambda: sessions == [pending.id])
    until(qtbot, lambda: says(window, WAITS))


def test_closing_leaves_it_pending(
    qtbot: QtBot, house: House, pending: Attempt, open_window: OpenWindow, sessions: list[str]
) -> None:
    window = open_window()
    until(qtbot, lambda: sessions == [pending.id])
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 2
    assert not sessions
    assert [attempt.id for attempt in house.services.connecting.pending()] == [pending.id]


def test_one_that_ends_while_it_makes_way_is_not_asked_for_again(
    qtbot: QtBot,
    house: House,
    pending: Attempt,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    until(qtbot, lambda: says(window, WAITS))
    ended = threading.Event()
    pending_before = Connecting.pending

    def gone(self: Connecting) -> list[Attempt]:
        return [] if ended.is_set() else pending_before(self)

    monkeypatch.setattr(Connecting, "pending", gone)
    press(window, "Go on")
    ended.set()
    until(qtbot, lambda: not window.background.is_busy)
    assert window.wizards.wizard is None
    ended.clear()


def test_the_example_begins_at_its_institutions(qtbot: QtBot, profile: Profile) -> None:
    class Example(Opened):
        def __init__(self) -> None:
            """The example is opened by the window."""

        def open(self, cancel: Cancel) -> Services:
            return profile.open_example(cancel)

    window = MainWindow(Example(), Settings(language="en", theme="light"), lambda _: None)
    qtbot.addWidget(window)
    window.show()
    wizard = wizard_of(qtbot, window)
    assert wizard.wizard.page_id() is PageId.INSTITUTION
    assert wizard.wizard.visitedIds() == [PageId.INSTITUTION]
    window.close()
