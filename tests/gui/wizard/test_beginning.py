"""The first pages: the doors, the Pluggy access, the institutions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pluggy_desktop.app import Profile
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Connector, Health
from pluggy_desktop.errors import AccessRefused, InvalidInput, NetworkProblem, VaultProblem
from pluggy_desktop.gui.services import Services
from pluggy_desktop.gui.wizard import PageId
from pluggy_desktop.gui.wizard.institution import InstitutionPage
from pluggy_desktop.sandbox import Sandbox, SandboxOptions
from tests.gui.wizard.house import BANK, Hands, House, OpenWizard, Person, options


class WithoutKeyring:
    """Profiles of a computer whose keyring is locked until `works` says otherwise."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.works = False
        self.asked: list[str] = []

    def open(self, cancel: Cancel) -> Services:
        """The person's own profile."""
        self.asked.append("open")
        if not self.works:
            raise VaultProblem("The keyring is locked", "So.", "Unlock it.", kind="locked")
        return self._profile.open(cancel)

    def open_session_only(self, cancel: Cancel) -> Services:
        """The one that keeps nothing."""
        self.asked.append("session")
        return self._profile.open_session_only(cancel)

    def open_example(self, cancel: Cancel) -> Services:
        """The example."""
        self.asked.append("example")
        return self._profile.open_example(cancel)

    def close(self) -> None:
        """Close it."""
        self._profile.close()


@pytest.fixture
def newcomer(sandbox: Sandbox, person: Person, tmp_path: Path) -> Iterator[Profile]:
    """A profile of somebody who has not entered any access yet."""
    chosen = replace(options(tmp_path / "new", sandbox, person), session_access=None)
    made = Profile(chosen)
    yield made
    made.close()


@pytest.fixture
def at_access(open_wizard: OpenWizard, newcomer: Profile) -> Hands:
    """A newcomer's wizard at the page of the Pluggy access."""
    wizard = open_wizard(None, newcomer)
    wizard.press("door-own")
    wizard.at(PageId.ACCESS)
    return wizard


def test_the_example_needs_nothing(open_wizard: OpenWizard, profile: Profile, qtbot: QtBot) -> None:
    wizard = open_wizard(None, profile)
    wizard.at(PageId.WELCOME)
    with qtbot.waitSignal(wizard.wizard.profile_changed) as changed:
        wizard.press("door-example")
    wizard.at(PageId.INSTITUTION)
    assert changed.args == [wizard.wizard.services()]
    wizard.connect("success")
    wizard.at(PageId.DONE)


def test_an_open_example_is_not_opened_again(
    open_wizard: OpenWizard, profile: Profile, qtbot: QtBot
) -> None:
    services = profile.open_example(Cancel())
    wizard = open_wizard(services, profile)
    with qtbot.assertNotEmitted(wizard.wizard.profile_changed):
        wizard.press("door-example")
        wizard.at(PageId.INSTITUTION)
    assert wizard.wizard.services() is services


def test_the_example_is_not_taken_for_an_open_session_with_real_access(
    open_wizard: OpenWizard, house: House, qtbot: QtBot
) -> None:
    assert house.services.kind == "session"
    assert house.services.access.client_id()
    wizard = open_wizard(house.services)
    with qtbot.waitSignal(wizard.wizard.profile_changed) as changed:
        wizard.press("door-example")
    assert changed.args is not None
    assert changed.args[0].kind == "example"


def test_own_banks_are_connected_in_the_session_that_was_chosen(
    open_wizard: OpenWizard, house: House, qtbot: QtBot
) -> None:
    wizard = open_wizard(house.services)
    with qtbot.assertNotEmitted(wizard.wizard.profile_changed):
        wizard.press("door-own")
        wizard.at(PageId.INSTITUTION)


def test_a_locked_keyring_is_said_and_tried_again(
    open_wizard: OpenWizard, profile: Profile
) -> None:
    profiles = WithoutKeyring(profile)
    wizard = open_wizard(None, profiles)
    wizard.press("door-own")
    wizard.until(wizard.wizard.welcome_page.trouble)
    assert wizard.find("trouble").accessibleName() == "The keyring is locked"
    profiles.works = True
    wizard.press("try-again")
    wizard.at(PageId.INSTITUTION)
    assert profiles.asked == ["open", "open"]


def test_going_on_without_a_keyring_is_a_choice(open_wizard: OpenWizard, profile: Profile) -> None:
    profiles = WithoutKeyring(profile)
    wizard = open_wizard(None, profiles)
    wizard.press("door-own")
    wizard.press("session-only")
    wizard.at(PageId.INSTITUTION)
    assert profiles.asked == ["open", "session"]
    services = wizard.wizard.services()
    assert services is not None
    assert not services.kept


def test_leaving_while_a_profile_opens_still_tells_the_window(
    open_wizard: OpenWizard, profile: Profile, qtbot: QtBot
) -> None:
    wizard = open_wizard(None, profile)
    with qtbot.waitSignal(wizard.wizard.profile_changed):
        wizard.press("door-own")
        wizard.wizard.close()
        assert not wizard.wizard.isVisible()
    wizard.until_idle()


def enter(wizard: Hands, client_id: str, secret: str) -> None:
    """Type both and go on."""
    wizard.type("client-id", client_id)
    wizard.type("client-secret", secret)
    wizard.press("next")


def test_right_access_goes_on_and_leaves_no_secret_in_the_field(
    at_access: Hands, sandbox: Sandbox
) -> None:
    enter(at_access, sandbox.client_id, sandbox.client_secret)
    at_access.at(PageId.INSTITUTION)
    fields = at_access.wizard.findChildren(QLineEdit)
    assert not any(sandbox.client_secret in field.text() for field in fields)
    at_access.until(at_access.wizard.institution_page.has_list)
    at_access.press("back")
    at_access.at(PageId.ACCESS)


def test_wrong_secret(at_access: Hands, sandbox: Sandbox) -> None:
    enter(at_access, sandbox.client_id, "not-the-secret")
    at_access.until(at_access.wizard.access_page.trouble)
    assert isinstance(at_access.wizard.access_page.trouble(), AccessRefused)
    assert at_access.wizard.page_id() is PageId.ACCESS
    assert at_access.text("client-id") == sandbox.client_id
    assert at_access.find("client-secret").hasFocus()
    enter(at_access, sandbox.client_id, sandbox.client_secret)
    at_access.at(PageId.INSTITUTION)


def test_malformed_client_id_is_not_sent(at_access: Hands, sandbox: Sandbox) -> None:
    enter(at_access, "my e-mail", sandbox.client_secret)
    at_access.until(at_access.wizard.access_page.trouble)
    assert isinstance(at_access.wizard.access_page.trouble(), InvalidInput)


def test_a_keyring_that_fails_while_keeping_the_access(
    at_access: Hands, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = at_access.wizard.services()
    assert services is not None

    def refuse(*_: object, **__: object) -> None:
        raise VaultProblem("The keyring refused", kind="denied")

    monkeypatch.setattr(services.access, "save", refuse)
    enter(at_access, sandbox.client_id, sandbox.client_secret)
    at_access.press("session-only")
    at_access.at(PageId.INSTITUTION)
    assert at_access.wizard.services() is not services


def test_both_can_be_pasted(at_access: Hands, sandbox: Sandbox) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText(f"  {sandbox.client_id}\n")
    at_access.press("paste-client-id")
    clipboard.setText(sandbox.client_secret)
    at_access.press("paste-client-secret")
    secret = at_access.find("client-secret")
    assert isinstance(secret, QLineEdit)
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    at_access.press("show-secret")
    assert secret.echoMode() is QLineEdit.EchoMode.Normal
    at_access.key(Qt.Key.Key_Return)
    at_access.at(PageId.INSTITUTION)


class Opener(QObject):
    """Catches what would be opened in the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url.toString())


def test_the_links_lead_to_pluggy(at_access: Hands) -> None:
    opener = Opener()
    QDesktopServices.setUrlHandler("https", opener, "open")  # type: ignore[arg-type]
    try:
        at_access.press("open-meu-pluggy")
        at_access.press("open-dashboard")
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert opener.urls == ["https://meu.pluggy.ai", "https://dashboard.pluggy.ai"]


# --- institutions -------------------------------------------------------------------------------


def test_enter_takes_the_best_hit(wizard: Hands) -> None:
    wizard.until(wizard.wizard.institution_page.has_list)
    assert wizard.find("search").hasFocus()
    wizard.type("search", "arora")
    wizard.key(Qt.Key.Key_Return)
    wizard.at(PageId.DETAILS)
    assert BANK in wizard.wizard.details_page.subheading()


def test_nothing_is_chosen_unasked(wizard: Hands) -> None:
    wizard.until(wizard.wizard.institution_page.has_list)
    assert not wizard.find("next").isEnabled()
    wizard.key(Qt.Key.Key_Return)
    assert wizard.wizard.page_id() is PageId.INSTITUTION


def test_without_access_the_way_leads_to_it(open_wizard: OpenWizard, newcomer: Profile) -> None:
    wizard = open_wizard(newcomer.open(Cancel()), newcomer, start="institution")
    wizard.press("enter-access")
    wizard.at(PageId.ACCESS)


def test_no_network_then_again(wizard: Hands, house: House) -> None:
    page = wizard.wizard.institution_page
    wizard.until(page.has_list)
    address = house.sandbox.url
    port = int(address.rpartition(":")[2])
    house.sandbox.close()
    page.forget()
    page.wanted.emit()
    wizard.until(page.trouble)
    assert isinstance(page.trouble(), NetworkProblem)
    with Sandbox(SandboxOptions(port=port, speed=50.0)):
        wizard.press("try-again")
        wizard.until(page.has_list)


def many(count: int = 231) -> list[Connector]:
    """As many institutions as Pluggy has in Brazil."""
    first = Connector(id=200, name="MeuPluggy", kind="PERSONAL_BANK", oauth=True)
    offline = Connector(id=601, name="Banco Fora", health=Health.OFFLINE, oauth=True)
    rest = [
        Connector(id=700 + n, name=f"Banco Inventado {n:03}", oauth=True) for n in range(count - 2)
    ]
    return [first, offline, *rest]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[InstitutionPage]:
    """The page on its own, with every institution."""
    made = InstitutionPage()
    made.resize(760, 530)
    made.show()
    qtbot.waitExposed(made)
    made.show_institutions(many())
    yield made
    made.close()
    made.deleteLater()


def test_231_cards_by_keyboard(page: InstitutionPage) -> None:
    search = page.first_focus()
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Down)
    names = [chosen(page)]
    view = with_keyboard()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(view, key)
        names.append(chosen(page))
    assert names == [
        "MeuPluggy",
        "Banco Fora",
        "Banco Inventado 002",
        "Banco Inventado 228",
        "MeuPluggy",
    ]


def with_keyboard() -> QWidget:
    """What has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def chosen(page: InstitutionPage) -> str:
    """The name of the chosen institution."""
    connector = page.connector()
    return connector.name if connector is not None else ""


def test_typing_on_the_cards_goes_on_searching(page: InstitutionPage) -> None:
    search = page.first_focus()
    assert isinstance(search, QLineEdit)
    QTest.keyClick(search, Qt.Key.Key_Down)
    for letter in "inventado 017":
        QTest.keyClicks(with_keyboard(), letter)
    assert search.text() == "inventado 017"
    assert chosen(page) == "Banco Inventado 017"


def test_the_count_is_said(page: InstitutionPage) -> None:
    search = page.first_focus()
    assert isinstance(search, QLineEdit)
    said = page.count_words
    assert said() == "231 institutions"
    search.setText("inventado 01")
    assert said().endswith(" of 231")
    search.setText("nothing like it")
    assert said() == "0 of 231"
    assert page.connector() is None


def test_an_offline_institution_is_explained_and_not_connected(page: InstitutionPage) -> None:
    search = page.first_focus()
    assert isinstance(search, QLineEdit)
    search.setText("fora")
    assert chosen(page) == "Banco Fora"
    assert not page.isComplete()
    assert "does not answer" in page.hint()
