"""The wizard's parts on their own: deadlines, codes, cards, questions, work in the background."""

from __future__ import annotations

import base64
import datetime as dt
import threading

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from pluggy_desktop import i18n
from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, EndKind, Stage
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import (
    Connector,
    Parameter,
    Product,
    ProductProgress,
    SelectOption,
    UserAction,
)
from pluggy_desktop.domain.status import Reason
from pluggy_desktop.errors import AppError, InvalidInput, PluggyRefused
from pluggy_desktop.gui import theme
from pluggy_desktop.gui.badge import initial, on_color
from pluggy_desktop.gui.wizard.deadline import deadline_words
from pluggy_desktop.gui.wizard.ended import concerns_details
from pluggy_desktop.gui.wizard.fetching import FetchingPage, state_words
from pluggy_desktop.gui.wizard.qr import qr_image
from pluggy_desktop.gui.wizard.question import ActionPanel, QuestionPanel, picture_from
from pluggy_desktop.gui.wizard.tasks import Tasks
from pluggy_desktop.gui.workers import Report

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
CALM = "until {time}"


@pytest.mark.parametrize(
    ("left", "words", "near"),
    [
        (dt.timedelta(minutes=2, seconds=1), None, False),
        (dt.timedelta(seconds=120), "2:00 left", True),
        (dt.timedelta(seconds=61), "1:01 left", True),
        (dt.timedelta(seconds=9), "0:09 left", True),
        (dt.timedelta(0), "The time is over", True),
        (dt.timedelta(hours=-1), "The time is over", True),
    ],
)
def test_a_deadline_is_counted_only_when_it_is_near(
    left: dt.timedelta, words: str | None, *, near: bool
) -> None:
    until = NOW + left
    calm = f"until {until.astimezone():%H:%M}"
    assert deadline_words(CALM, until, NOW) == (words or calm, near)


def test_a_code_holds_its_text_between_finders() -> None:
    image = qr_image("https://bank.example/authorize?state=1")
    assert image is not None
    dark = [[image.pixelColor(x, y) == QColor("black") for x in range(11)] for y in range(11)]
    finder = dark[2][2:9], dark[3][2:9], dark[4][2:9]
    assert finder == (
        [True] * 7,
        [True, False, False, False, False, False, True],
        [True, False, True, True, True, False, True],
    )
    assert not any(dark[1])


def test_a_text_that_is_too_long_has_no_code() -> None:
    assert qr_image("https://bank.example/" + "x" * 2900) is not None
    assert qr_image("https://bank.example/" + "x" * 4000) is None


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Banco Aurora", "A"),
        ("Cooperativa Ipê", "I"),
        ("Meu Litoral", "L"),
        ("MeuPluggy", "M"),
        ("Banco", "B"),
        ("  élan", "É"),
        ("", "?"),
        ("— ·", "?"),
    ],
)
def test_the_initial_tells_institutions_apart(name: str, letter: str) -> None:
    assert initial(name) == letter


@pytest.mark.parametrize(
    "color", ["#EC7000", "#F7D417", "#820AD1", "#FFFFFF", "#000000", "#5A6470"]
)
def test_the_initial_can_be_read(color: str) -> None:
    assert contrast(on_color(color), QColor(color)) >= 2.9


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, as WCAG defines it."""

    def luminance(color: QColor) -> float:
        parts = [color.redF(), color.greenF(), color.blueF()]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def line(state: str, count: int = 0, total: int | None = None, note: str = "") -> ProductProgress:
    """A line of progress of the transactions."""
    return ProductProgress(
        product=Product.TRANSACTIONS, state=state, count=count, total=total, note=note
    )


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (line("queued"), "na fila"),
        (line("running", 1480), "1.480 até agora"),
        (line("running"), "buscando"),
        (line("running", note="o banco está enviando"), "o banco está enviando"),
        (line("done", 1), "1 transação"),
        (line("done", 1480), "1.480 transações"),
        (line("not_shared"), "não compartilhado"),
        (line("problem", note="423"), "incompleto"),
    ],
)
def test_the_words_of_a_line(shown: ProductProgress, words: str) -> None:
    i18n.use("pt_BR")
    assert state_words(shown) == words


def test_the_fetching_page_shows_parts_that_are_known(qtbot: QtBot) -> None:
    page = FetchingPage()
    qtbot.addWidget(page)
    progress = (
        ProductProgress(product=Product.ACCOUNTS, state="done", count=2),
        ProductProgress(product=Product.CARDS, state="running", count=1, total=4),
        line("running", 10),
        ProductProgress(product=Product.INVESTMENTS, state="queued"),
        ProductProgress(product=Product.LOANS, state="not_shared"),
    )
    page.show_view(ConnectView(stage=Stage.FETCHING, products=progress))
    parts = [page.lines[product].part() for product in Product]
    assert parts == [1.0, 0.25, None, 0.0, 0.0]


def ended(reason: Reason) -> ConnectEnd:
    """A refusal."""
    return ConnectEnd(kind=EndKind.REFUSED, institution="X", needs_person=True, reason=reason)


def test_a_refusal_leads_back_to_the_details_only_where_they_are_wrong() -> None:
    wrong, locked = ended(Reason.CREDENTIALS), ended(Reason.LOCKED)
    declined = ended(Reason.DECLINED)
    assert [concerns_details(end) for end in (wrong, locked, declined)] == [True, False, False]
    assert concerns_details(InvalidInput("CPF?"))
    assert concerns_details(PluggyRefused("", status=400, code="CONNECTOR_VALIDATION_ERROR"))
    assert not concerns_details(PluggyRefused("", status=400, code="SOMETHING_ELSE"))


# --- questions ----------------------------------------------------------------------------------


def png(side: int = 8) -> str:
    """A picture as base64 text."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return base64.b64encode(bytes(raw.data())).decode()


@pytest.mark.parametrize(
    "text", ["", "not base64!", "aGVsbG8=", "https://bank.example", "x" * 9**6]
)
def test_what_is_no_picture_is_none(text: str) -> None:
    assert picture_from(text) is None


@pytest.mark.parametrize("head", ["", "data:image/png;base64,"])
def test_a_picture_of_the_bank(head: str) -> None:
    image = picture_from(head + png())
    assert image is not None
    assert (image.width(), image.height()) == (8, 8)


def asks(kind: str, *options: SelectOption, data: str = "", wrong: bool = False) -> ConnectView:
    """A view with a question."""
    question = Parameter(name="answer", type=kind, label="Code", data=data, options=options)
    return ConnectView(stage=Stage.QUESTION, question=question, wrong_answer=wrong)


@pytest.fixture
def panel(qtbot: QtBot) -> QuestionPanel:
    """The panel of a question."""
    made = QuestionPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def answers(panel: QuestionPanel) -> list[str]:
    """Collects what is answered."""
    given: list[str] = []
    panel.answered.connect(given.append)
    return given


def test_an_answer_is_sent_once_and_asked_again_only_when_refused(panel: QuestionPanel) -> None:
    given = answers(panel)
    panel.show_view(asks("text"), "Bank")
    edit = panel.focus_widget()
    assert isinstance(edit, QLineEdit)
    QTest.keyClicks(edit, "111111")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    panel.show_view(asks("text"), "Bank")
    panel.on_send()
    assert given == ["111111"]
    panel.show_view(asks("text", wrong=True), "Bank")
    assert edit.selectedText() == "111111"
    QTest.keyClicks(edit, "222222")
    panel.on_send()
    assert given == ["111111", "222222"]
    panel.show_view(asks("text"), "Bank")  # the refusal before is no longer news
    panel.on_send()
    assert given == ["111111", "222222"]


def test_an_empty_answer_is_not_sent(panel: QuestionPanel) -> None:
    given = answers(panel)
    panel.show_view(asks("text"), "Bank")
    panel.on_send()
    assert given == []


def test_a_choice_is_answered_by_its_value(panel: QuestionPanel) -> None:
    given = answers(panel)
    options = (SelectOption(value="a", label="First"), SelectOption(value="b", label="Second"))
    panel.show_view(asks("select", *options), "Bank")
    choice = panel.focus_widget()
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(1)
    panel.on_send()
    assert given == ["b"]


def test_a_password_is_not_shown(panel: QuestionPanel) -> None:
    panel.show_view(asks("password"), "Bank")
    edit = panel.focus_widget()
    assert isinstance(edit, QLineEdit)
    assert edit.echoMode() is QLineEdit.EchoMode.Password


def test_the_picture_of_a_question_is_shown(panel: QuestionPanel) -> None:
    panel.show_view(asks("image", data=png(64)), "Bank")
    assert panel.picture().width() == 64
    panel.show_view(asks("text"), "Bank")
    assert panel.picture().isNull()


@pytest.mark.parametrize(
    ("attributes", "has_code"),
    [
        ({"qrCode": "https://bank.example/1"}, True),
        ({"image": png(32)}, True),
        ({"name": "Somebody"}, False),
        ({}, False),
    ],
)
def test_an_action_s_code(qtbot: QtBot, attributes: dict[str, str], *, has_code: bool) -> None:
    panel = ActionPanel()
    qtbot.addWidget(panel)
    action = UserAction(type="qr", attributes=attributes)
    panel.show_view(ConnectView(stage=Stage.ACTION, action=action), "Bank")
    assert panel.picture().isNull() is not has_code


# --- work in the background ---------------------------------------------------------------------


class Waits:
    """Work that lasts until it is cancelled, or told to end."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.running = threading.Event()

    def __call__(self, cancel: Cancel, report: Report, /) -> str:
        """Wait."""
        cancel.register(self.go.set)
        self.running.set()
        report("running")
        self.go.wait(20)
        if cancel.is_set():
            raise AppError("the socket was closed under it")
        return "done"


def test_abandoned_work_says_nothing_more(qtbot: QtBot) -> None:
    owner = QObject()
    tasks = Tasks(owner)
    heard: list[object] = []
    task = tasks.make(Waits())
    for signal in (task.succeeded, task.failed):
        signal.connect(heard.append)
    with qtbot.waitSignal(task.reported):
        task.start()
    with qtbot.waitSignal(tasks.idle):
        task.abandon()
    assert heard == []
    assert not tasks.busy()


def test_what_must_finish_is_not_abandoned_with_the_rest(qtbot: QtBot) -> None:
    owner = QObject()
    tasks = Tasks(owner)
    lasting, other = Waits(), Waits()
    kept = tasks.make(lasting, must_finish=True)
    dropped = tasks.make(other)
    for task in (kept, dropped):
        task.start()
    with qtbot.waitSignal(dropped.ended):
        tasks.abandon_all()
    assert tasks.busy()
    with qtbot.waitSignals([kept.succeeded, tasks.idle]):
        lasting.go.set()


def test_stopping_waits_for_all_work(qtbot: QtBot) -> None:
    owner = QObject()
    tasks = Tasks(owner)
    works = [Waits(), Waits()]
    for work in works:
        tasks.make(work, must_finish=True).start()
    qtbot.waitUntil(lambda: all(work.running.is_set() for work in works))
    tasks.stop()
    assert all(work.go.is_set() for work in works)
    qtbot.waitUntil(lambda: not tasks.busy())


def test_connector_colours_do_not_depend_on_the_scheme() -> None:
    connector = Connector(id=1, name="X", color="#820AD1")
    assert on_color(connector.color) == QColor("#FFFFFF")
    assert theme.scheme() == "light"
