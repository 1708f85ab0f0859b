"""The wizard from the institution to every end, on the real parts and a simulated Pluggy."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from pluggy_desktop.connect.connecting import Connecting
from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, Stage
from pluggy_desktop.connect.session import ConnectSession
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.errors import PluggyRefused
from pluggy_desktop.gui.wizard import PageId
from pluggy_desktop.gui.workers import Worker
from pluggy_desktop.store import Attempt, TransactionFilter
from tests.gui.wizard.house import BANK, CPF, Hands, House, OpenWizard

BOTH = pytest.mark.parametrize("dialect", ["production", "guide"])


def waits_for_person(hands: Hands) -> None:
    """Wait until the bank's page is open."""
    hands.at(PageId.AUTHORISE)
    hands.until(lambda: hands.wizard.authorise_page.stage() is Stage.AUTHORISE)


def nothing_is_left(house: House) -> bool:
    """Whether neither a connection nor an attempt is kept."""
    return not house.services.store.connections() and not house.services.store.attempts()


@BOTH
def test_success(wizard: Hands, house: House) -> None:
    wizard.connect("success")
    wizard.at(PageId.DONE)
    assert wizard.heading() == f"{BANK} is connected"
    store = house.services.store
    (connection,) = store.connections()
    assert wizard.connected == [connection.id]
    accounts = store.accounts(connection.id)
    assert len(accounts) == 3
    count = store.transactions.count(TransactionFilter())
    assert f"{count:,} transactions, from " in wizard.text("transaction-count")
    wizard.type("connection-name", "Salary")
    wizard.press("finish")
    wizard.until(lambda: not wizard.wizard.isVisible())
    assert store.connections()[0].display_name == "Salary"
    assert not store.attempts()
    wizard.until_idle()
    assert wizard.wizard.result() == 1


def test_the_person_s_details_are_gone_afterwards(wizard: Hands, house: House) -> None:
    wizard.connect("success")
    wizard.at(PageId.DONE)
    shown = [edit.text() for edit in wizard.wizard.findChildren(QLineEdit)]
    assert not any("761" in text for text in shown)


def test_meu_pluggy_asks_nothing(wizard: Hands, house: House) -> None:
    wizard.choose("MeuPluggy")
    assert wizard.wizard.page_id() is not PageId.DETAILS
    wizard.at(PageId.DONE)
    assert house.services.store.accounts()


@BOTH
def test_declined_then_authorised(wizard: Hands, house: House) -> None:
    house.person.decide = "decline"
    wizard.connect("success")
    wizard.at(PageId.ENDED)
    assert wizard.heading() == "You did not authorise the sharing"
    assert nothing_is_left(house)
    house.person.decide = "authorise"
    wizard.press("retry")
    wizard.at(PageId.DONE)


def test_declined_by_the_bank(wizard: Hands, house: House) -> None:
    wizard.connect("declined")
    wizard.at(PageId.ENDED)
    assert nothing_is_left(house)


def test_wrong_cpf_is_corrected_on_its_page(wizard: Hands, house: House) -> None:
    wizard.connect("wrong_cpf")
    wizard.at(PageId.ENDED)
    assert wizard.heading() == f"{BANK} did not accept the details"
    wizard.press("retry")
    wizard.at(PageId.DETAILS)
    assert wizard.text("field-cpf") == CPF["wrong_cpf"]
    wizard.fill_in("success")
    wizard.at(PageId.DONE)


@pytest.mark.parametrize(
    ("outcome", "heading"),
    [
        ("locked", f"Your account is locked at {BANK}"),
        ("bank_offline", f"{BANK} is not available now"),
    ],
)
def test_refused(wizard: Hands, house: House, outcome: str, heading: str) -> None:
    wizard.connect(outcome)
    wizard.at(PageId.ENDED)
    assert wizard.heading() == heading
    assert wizard.wizard.ended_page.message()
    assert wizard.wizard.ended_page.action()
    assert not wizard.connected
    wizard.press("copy-details")
    copied = QApplication.clipboard().text()
    assert copied.startswith(heading)
    assert "·" in copied
    wizard.press("finish")
    wizard.until(lambda: not wizard.wizard.isVisible())


@BOTH
def test_a_code_wrong_then_right(wizard: Hands, house: House) -> None:
    wizard.connect("mfa")
    wizard.until(lambda: wizard.wizard.authorise_page.stage() is Stage.QUESTION)
    wizard.at(PageId.AUTHORISE)
    wizard.until(lambda: wizard.find("answer").hasFocus())
    wizard.type("answer", "111111")
    wizard.press("send-answer")
    wizard.until(lambda: wizard.seen("wrong-answer"))
    assert "did not accept" in wizard.text("wrong-answer")
    wizard.type("answer", "123456")
    wizard.key(Qt.Key.Key_Return)
    wizard.at(PageId.DONE)


def test_partial(wizard: Hands, house: House) -> None:
    wizard.connect("partial")
    wizard.at(PageId.DONE)
    assert wizard.heading() == f"{BANK} is connected, with gaps"
    assert wizard.connected


def test_goes_on_in_the_background(wizard: Hands, house: House, qtbot: QtBot) -> None:
    wizard.connect("slow")
    wizard.at(PageId.FETCHING)
    with qtbot.waitSignal(wizard.wizard.background) as handed:
        wizard.press("go-background")
    wizard.until(lambda: not wizard.wizard.isVisible())
    worker, attempt_id, stage = handed.args or []
    assert isinstance(worker, Worker)
    assert attempt_id in {attempt.id for attempt in house.services.connecting.pending()}
    assert stage is Stage.COLLECTING
    with qtbot.waitSignal(worker.succeeded, timeout=20_000) as ended:
        pass
    (end,) = ended.args
    assert isinstance(end, ConnectEnd)
    assert end.report is not None
    qtbot.waitUntil(lambda: not _runs(worker))
    assert house.services.store.accounts(end.connection_id)


def _runs(worker: Worker) -> bool:
    try:
        return worker.is_running()
    except RuntimeError:  # deleted after its end
        return False


def test_never_ending_collection_can_be_left_by_closing(
    wizard: Hands, house: House, qtbot: QtBot
) -> None:
    wizard.connect("never")
    wizard.at(PageId.FETCHING)
    with qtbot.waitSignal(wizard.wizard.background) as handed:
        wizard.wizard.close()
    worker, _, _ = handed.args or []
    assert worker.is_running()
    assert worker.stop()


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture
def listener_port(request: pytest.FixtureRequest) -> int:
    """The taken port where a test has one."""
    names = request.fixturenames
    return int(request.getfixturevalue("taken_port")) if "taken_port" in names else 0


@BOTH
def test_port_taken(taken_port: int, wizard: Hands, house: House) -> None:
    house.person.acts = False
    wizard.connect("success")
    waits_for_person(wizard)
    assert str(taken_port) in wizard.text("notices")
    house.person.go(house.person.urls[0])
    wizard.at(PageId.DONE)


@BOTH
def test_browser_closed_after_consent(wizard: Hands, house: House) -> None:
    house.person.comes_back = False
    wizard.connect("success")
    wizard.at(PageId.DONE)


def test_browser_does_not_open(wizard: Hands, house: House) -> None:
    house.person.acts = house.person.works = False
    wizard.connect("success")
    waits_for_person(wizard)
    assert "could not be opened" in wizard.text("notices")
    wizard.until(lambda: wizard.seen("qr-code"))
    wizard.press("copy-link")
    url = QApplication.clipboard().text()
    assert url == house.person.urls[0]
    house.person.acts = house.person.works = True
    wizard.press("open-again")
    wizard.at(PageId.DONE)


def test_cancel_is_felt_at_once_and_ends_the_attempt(wizard: Hands, house: House) -> None:
    house.person.acts = False
    wizard.connect("success")
    waits_for_person(wizard)
    (attempt,) = house.services.store.attempts()
    began = time.monotonic()
    wizard.key(Qt.Key.Key_Escape)
    assert not wizard.wizard.isVisible()
    wizard.until(lambda: not wizard.wizard.busy())
    assert time.monotonic() - began < 1.0
    assert nothing_is_left(house)
    gateway = house.services.access.gateway(Cancel())
    with pytest.raises(PluggyRefused) as refused:
        gateway.item(attempt.item_id)
    assert refused.value.status == 404


def test_cancel_then_quitting_at_once_still_ends_the_attempt(
    wizard: Hands, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    discard = Connecting.discard

    def slow_discard(self: Connecting, attempt_id: str, cancel: Cancel) -> None:
        cancel.wait(0.5)  # a slow network
        cancel.check()
        discard(self, attempt_id, cancel)

    monkeypatch.setattr(Connecting, "discard", slow_discard)
    house.person.acts = False
    wizard.connect("success")
    waits_for_person(wizard)
    wizard.key(Qt.Key.Key_Escape)
    wizard.wizard.stop()
    assert nothing_is_left(house)


@pytest.mark.parametrize(("answer", "stays"), [("Keep waiting", True), ("Stop", False)])
def test_cancel_asks_where_the_authorisation_would_be_lost(
    wizard: Hands, house: House, answer: str, *, stays: bool
) -> None:
    wizard.connect("never")
    wizard.at(PageId.FETCHING)

    def reply() -> None:
        box = wizard.wizard.findChild(QMessageBox)
        assert box is not None
        next(button for button in box.buttons() if button.text() == answer).click()

    QTimer.singleShot(100, reply)
    wizard.press("cancel")
    assert wizard.wizard.isVisible() is stays
    if not stays:
        wizard.until(lambda: not wizard.wizard.busy())
        assert nothing_is_left(house)


def test_back_gives_the_attempt_up_and_forward_begins_another(wizard: Hands, house: House) -> None:
    house.person.acts = False
    wizard.connect("success")
    waits_for_person(wizard)
    wizard.press("back")
    wizard.at(PageId.DETAILS)
    assert wizard.text("field-cpf") == CPF["success"]
    house.person.acts = True
    wizard.press("next")
    wizard.at(PageId.DONE)
    assert len(house.services.store.connections()) == 1


def test_a_new_attempt_waits_until_the_one_before_is_gone(
    wizard: Hands, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    begun = threading.Event()
    discard, run = Connecting.discard, ConnectSession.run

    def slow_discard(self: Connecting, attempt_id: str, cancel: Cancel) -> None:
        begun.wait(0.5)  # long enough for a new one that does not wait
        discard(self, attempt_id, cancel)
        order.append("gone")

    def noted_run(
        self: ConnectSession, cancel: Cancel, report: Callable[[ConnectView], None]
    ) -> ConnectEnd:
        order.append("begun")
        if len(order) > 1:
            begun.set()
        return run(self, cancel, report)

    monkeypatch.setattr(Connecting, "discard", slow_discard)
    monkeypatch.setattr(ConnectSession, "run", noted_run)
    house.person.acts = False
    wizard.connect("success")
    waits_for_person(wizard)
    wizard.press("back")
    wizard.at(PageId.DETAILS)
    house.person.acts = True
    wizard.press("next")
    wizard.at(PageId.DONE)
    assert order == ["begun", "gone", "begun"]


def test_closing_while_authorising_goes_on_at_the_next_start(
    wizard: Hands, house: House, open_wizard: OpenWizard, qtbot: QtBot
) -> None:
    house.person.acts = False
    wizard.connect("success")
    waits_for_person(wizard)
    with qtbot.waitSignal(wizard.wizard.said) as said:
        wizard.wizard.close()
    assert said.args == [
        f"The authorisation at {BANK} is still open. We notice by ourselves when you are done there."
    ]
    wizard.until(lambda: not wizard.wizard.busy())
    (attempt,) = house.services.connecting.pending()
    later = open_wizard(house.services, attempt_id=attempt.id)
    waits_for_person(later)
    assert later.heading() == f"Authorise at {BANK}"
    house.person.go(attempt.authorize_url)
    later.at(PageId.DONE)
    assert not house.services.store.attempts()


def test_an_attempt_that_is_gone(house: House, open_wizard: OpenWizard) -> None:
    wizard = open_wizard(house.services, attempt_id="no such attempt")
    wizard.at(PageId.ENDED)
    assert wizard.heading() == "This authorisation is no longer open"
    wizard.press("retry")
    wizard.at(PageId.INSTITUTION)


def test_renewing_a_connection(wizard: Hands, house: House, open_wizard: OpenWizard) -> None:
    wizard.connect("success")
    wizard.at(PageId.DONE)
    wizard.press("finish")
    (connection,) = house.services.store.connections()
    again = open_wizard(house.services, connection_id=connection.id)
    again.at(PageId.DONE)
    assert again.heading() == f"{BANK} is connected again"
    assert again.connected == [connection.id]
    assert house.services.store.connections()[0].id == connection.id


def test_the_same_bank_twice(wizard: Hands, house: House) -> None:
    wizard.connect("success")
    wizard.at(PageId.DONE)
    wizard.press("connect-another")
    wizard.connect("success")
    wizard.at(PageId.DONE)
    assert wizard.heading() == f"{BANK} was connected already"
    assert len(house.services.store.connections()) == 1


def test_another_institution_after_the_first(wizard: Hands, house: House) -> None:
    wizard.connect("success")
    wizard.at(PageId.DONE)
    wizard.type("connection-name", "First")
    wizard.press("connect-another")
    wizard.connect("success", "Caixa do Vale")
    wizard.at(PageId.DONE)
    names = {connection.display_name for connection in house.services.store.connections()}
    assert names == {"First", "Caixa do Vale"}


def test_network_lost_on_the_way_goes_on_with_the_same_item(
    wizard: Hands, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    resumed: list[str] = []
    resume = Connecting.resume

    def noted_resume(self: Connecting, attempt: Attempt) -> ConnectSession:
        resumed.append(attempt.id)
        return resume(self, attempt)

    monkeypatch.setattr(Connecting, "resume", noted_resume)
    house.person.acts = False
    wizard.connect("success")
    waits_for_person(wizard)
    house.sandbox.close()
    wizard.at(PageId.ENDED)
    assert wizard.wizard.ended_page.action()
    (attempt,) = house.services.connecting.pending()
    wizard.press("retry")
    wizard.until(lambda: resumed)
    wizard.at(PageId.ENDED)
    assert house.services.connecting.pending() == [attempt]
    assert resumed == [attempt.id]
