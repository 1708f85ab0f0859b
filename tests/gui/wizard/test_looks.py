"""Every page fits its window in both languages, and is usable without eyes or a mouse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QWidget,
    QWizard,
)
from pytestqt.qtbot import QtBot

from pluggy_desktop import i18n
from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, EndKind, Stage
from pluggy_desktop.domain.models import (
    AccountKind,
    Connector,
    Credential,
    Health,
    Parameter,
    Product,
    ProductProgress,
    UserAction,
)
from pluggy_desktop.domain.status import Phase, Reading, Reason, explain
from pluggy_desktop.errors import AccessRefused, NetworkProblem, VaultProblem
from pluggy_desktop.gui import theme
from pluggy_desktop.gui.wizard.access import AccessPage
from pluggy_desktop.gui.wizard.authorise import AuthorisePage
from pluggy_desktop.gui.wizard.details import DetailsPage
from pluggy_desktop.gui.wizard.done import DonePage
from pluggy_desktop.gui.wizard.ended import EndedPage
from pluggy_desktop.gui.wizard.fetching import FetchingPage
from pluggy_desktop.gui.wizard.frame import HEIGHT, WIDTH, dress, lay_buttons
from pluggy_desktop.gui.wizard.institution import InstitutionPage
from pluggy_desktop.gui.wizard.opening import Door
from pluggy_desktop.gui.wizard.page import MARGIN, Page
from pluggy_desktop.gui.wizard.qr import Code, qr_image
from pluggy_desktop.gui.wizard.welcome import WelcomePage
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import AccountRow
from pluggy_desktop.sync.engine import SyncReport

BANK = "Cooperativa de Crédito dos Servidores do Vale do Rio Comprido"
LONG = (
    "The service that keeps passwords on this computer does not answer, although it was asked "
    "three times and is said to be running."
)


def welcome() -> Page:
    """The doors, with an error below."""
    page = WelcomePage()
    error = VaultProblem(tr("The keyring is locked"), LONG, LONG, technical="A < B", kind="locked")
    page.show_error(error, Door.OWN)
    return page


def access() -> Page:
    """The access, with an error."""
    page = AccessPage()
    page.name_keeper("Windows Credential Manager", kept=True)
    page.show_error(AccessRefused(tr("No Pluggy access yet"), LONG, LONG, technical="401"))
    return page


def institutions() -> Page:
    """A few institutions, an unstable one chosen."""
    page = InstitutionPage()
    rows = [Connector(id=n, name=f"{BANK} {n}", health=Health.UNSTABLE) for n in range(30)]
    page.show_institutions(rows)
    search = page.first_focus()
    assert isinstance(search, QLineEdit)
    search.setText("comprido")
    return page


def no_institutions() -> Page:
    """The list could not be had."""
    page = InstitutionPage()
    page.show_error(NetworkProblem(tr("The keyring is locked"), LONG, LONG, technical="x"))
    return page


def details() -> Page:
    """A field with a long help text and a wrong value."""
    page = DetailsPage()
    cpf = Credential(name="cpf", label="CPF", assistive_text=LONG * 3)
    page.show_connector(Connector(id=1, name=BANK, credentials=(cpf,)))
    page.fields()[0].set_value("111.111.111-11")
    return page


def authorise(view: ConnectView) -> AuthorisePage:
    """The bank's page is open, or the bank asks something."""
    page = AuthorisePage()
    page.begin(BANK, may_go_back=True)
    page.show_view(view)
    return page


def link() -> Page:
    """The link, with everything that can be said about it."""
    url = "https://bank.example/authorize?state=" + "x" * 400
    page = authorise(
        ConnectView(
            stage=Stage.AUTHORISE,
            authorize_url=url,
            expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=90),
            notices=(LONG, LONG),
        )
    )
    page.link.show_code(Code(url, qr_image(url)))
    return page


def question() -> Page:
    """A question with instructions, help and a wrong answer."""
    asked = Parameter(name="x", type="text", label="Código", instructions=LONG, assistive_text=LONG)
    until = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=9)
    view = ConnectView(stage=Stage.QUESTION, question=asked, wrong_answer=True, expires_at=until)
    return authorise(view)


def action() -> Page:
    """A code to scan."""
    act = UserAction(type="qr", instructions=LONG, attributes={"qr": "https://bank.example/1"})
    return authorise(ConnectView(stage=Stage.ACTION, action=act))


def approval() -> Page:
    """Somebody else's turn."""
    return authorise(ConnectView(stage=Stage.APPROVAL))


def fetching() -> Page:
    """Every state of a line."""
    page = FetchingPage()
    states = ("done", "running", "queued", "not_shared", "problem")
    lines = tuple(
        ProductProgress(product=product, state=state, count=123_456, note=LONG)
        for product, state in zip(Product, states, strict=True)
    )
    page.show_view(ConnectView(stage=Stage.FETCHING, products=lines))
    return page


def account(name: str, balance: int) -> AccountRow:
    """A kept card."""
    return AccountRow(
        id=name,
        connection_id="c",
        pluggy_id=name,
        institution=BANK,
        color="#820AD1",
        kind=AccountKind.CREDIT_CARD,
        name=name,
        number="1234-5",
        balance=balance,
        owner="",
        currency="BRL",
        card=None,
        data_until=None,
        cursor="",
        new_rows=0,
        position=0,
        updated_at=None,
    )


def done() -> Page:
    """Many accounts, and something missing."""
    page = DonePage()
    accounts = tuple(account(f"{BANK} {n}", -123_456_789) for n in range(6))
    lines = tuple(ProductProgress(product=p, state="problem", note=LONG) for p in Product)
    report = SyncReport(
        accounts=accounts,
        added=123_456,
        rejected=7,
        first=dt.date(2024, 1, 1),
        last=dt.date(2026, 12, 31),
        products=lines,
    )
    end = ConnectEnd(kind=EndKind.PARTIAL, institution=BANK, connection_id="c", report=report)
    page.show_end(end, BANK, hide_amounts=False)
    return page


def refused() -> Page:
    """An end without data."""
    page = EndedPage()
    words = explain(Reading(phase=Phase.NEEDS_YOU, reason=Reason.CREDENTIALS), BANK)
    page.show_end(
        ConnectEnd(kind=EndKind.REFUSED, institution=BANK, explanation=words, technical="A · B")
    )
    return page


PAGES: list[Callable[[], Page]] = [
    welcome,
    access,
    institutions,
    no_institutions,
    details,
    link,
    question,
    action,
    approval,
    fetching,
    done,
    refused,
]


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Both languages."""
    i18n.use(request.param)
    return str(request.param)


@pytest.fixture(params=PAGES, ids=[make.__name__ for make in PAGES])
def shown(request: pytest.FixtureRequest, language: str, qtbot: QtBot) -> Iterator[QWizard]:
    """A wizard of its usual size with one page in it, filled as full as it gets."""
    wizard = QWizard()
    dress(wizard)
    page = request.param()
    wizard.addPage(page)
    wizard.show()
    qtbot.waitExposed(wizard)
    lay_buttons(wizard, page.buttons(), ended=isinstance(page, EndedPage))
    QApplication.processEvents()
    yield wizard
    wizard.close()
    wizard.deleteLater()


def test_a_page_fits_and_needs_neither_eyes_nor_mouse(shown: QWizard) -> None:
    assert shown.currentPage().accessibleName()
    fits(shown)
    has_names(shown)
    tab_reaches_everything(shown)


def fits(shown: QWizard) -> None:
    """Nothing is cut off at the usual size."""
    assert (shown.width(), shown.height()) == (WIDTH, HEIGHT)
    for label in shown.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        place = f"{label.text()!r}"
        needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
        assert label.height() >= max(needed, 0), f"cut off below: {place}"
        if not label.wordWrap() and type(label) is QLabel:
            room = label.contentsRect().width()
            widest = max(
                label.fontMetrics().horizontalAdvance(row)
                for row in label.text().replace("&", "").split("\n")
            )
            assert widest <= room, f"cut off at the right: {place}"
    for button in shown.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            corner = button.mapTo(shown, button.rect().bottomRight())
            assert shown.rect().contains(corner), button.text()


def controls(window: QWidget) -> list[QWidget]:
    """What can be seen and takes the keyboard."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QListView)
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def has_names(shown: QWizard) -> None:
    """Each control has a name for people, and one for tests and drivers."""
    for control in controls(shown):
        said = control.accessibleName()
        if isinstance(control, QAbstractButton):
            said = said or control.text()
        assert said, f"{control.objectName() or control!r} says nothing to a screen reader"
        assert control.objectName(), f"{said!r} has no name"


def tab_reaches_everything(shown: QWizard) -> None:
    """The keyboard gets to every control."""
    page = shown.currentPage()
    assert isinstance(page, Page)
    page.first_focus().setFocus()
    reached: set[str] = set()
    for _ in range(60):
        shown.focusNextPrevChild(True)
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused.objectName())
    assert {control.objectName() for control in controls(shown)} <= reached


def test_balances_stand_at_the_right_edge(qtbot: QtBot) -> None:
    page = DonePage()
    qtbot.addWidget(page)
    end = ConnectEnd(
        kind=EndKind.CONNECTED,
        institution="X",
        report=SyncReport(accounts=(account("Short", 100), account(BANK * 3, -123_456_789))),
    )
    page.show_end(end, "X", hide_amounts=False)
    page.resize(WIDTH, HEIGHT)
    page.show()
    QApplication.processEvents()
    edges = {
        label.mapTo(page, label.rect().topRight()).x()
        for label in page.findChildren(QLabel, "balance")
    }
    (edge,) = edges
    assert WIDTH - MARGIN - 14 <= edge < WIDTH - MARGIN


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_wear_both_schemes(qapp: QApplication, qtbot: QtBot, scheme: str) -> None:
    theme.apply(qapp, scheme)
    page = fetching()
    qtbot.addWidget(page)
    page.resize(WIDTH, HEIGHT)
    page.show()
    image = page.grab().toImage()
    accent = theme.color("accent").rgb()
    seen = any(
        image.pixel(x, y) == accent
        for x in range(0, image.width(), 3)
        for y in range(image.height())
    )
    assert seen
