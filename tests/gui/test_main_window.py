"""The window from its first paint to its close: opening, errors, languages, background work."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from pluggy_desktop import i18n
from pluggy_desktop.connect.progress import ConnectEnd, EndKind
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import ConnectionState, Product, ProductProgress
from pluggy_desktop.domain.status import Explanation
from pluggy_desktop.errors import AppError, StoreProblem, VaultProblem
from pluggy_desktop.gui import activity, background, theme
from pluggy_desktop.gui.main_window import MainWindow
from pluggy_desktop.gui.services import Services
from pluggy_desktop.gui.views import connections as connections_view
from pluggy_desktop.gui.views.workspace import Workspace
from pluggy_desktop.gui.viewstate import VIEWS, ViewState, dump, load
from pluggy_desktop.gui.wizard.wizard import ConnectWizard
from pluggy_desktop.settings import Settings
from pluggy_desktop.store import Attempt, Connection, Store
from pluggy_desktop.sync.engine import SyncReport
from pluggy_desktop.sync.refresh import Refreshed, Refresher, RefreshProgress
from tests.gui import household
from tests.gui.conftest import OpenWindow
from tests.gui.household import Household, OneProfile

LOCKED = VaultProblem("The keyring is locked", "", "Unlock it.", kind="locked")
DAMAGED = StoreProblem("The file is damaged", "", "Restore a backup.", kind="corrupt")


def space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


class Scripted(Refresher):
    """A refresher that does what the test says."""

    def __init__(self, do: Callable[[Cancel, Callable[[RefreshProgress], None]], object]) -> None:
        self._do = do
        self.asked: list[Sequence[str] | None] = []

    def refresh(
        self,
        connection_ids: Sequence[str] | None,
        cancel: Cancel,
        report: Callable[[RefreshProgress], None],
    ) -> tuple[Refreshed, ...]:
        self.asked.append(connection_ids)
        return self._do(cancel, report)  # type: ignore[return-value]


def over(home: Household, folder: Path, refresher: Refresher) -> OneProfile:
    return OneProfile(replace(household.services(home.store, folder), refresher=refresher))


# --- opening ---------------------------------------------------------------------------------------


def test_it_is_shown_before_anything_is_opened(
    qtbot: QtBot, open_window: OpenWindow, home: Household, tmp_path: Path
) -> None:
    may_open = threading.Event()

    class Slow(OneProfile):
        def open(self, cancel: Cancel) -> Services:
            may_open.wait(10)
            return super().open(cancel)

    slow = Slow(household.services(home.store, tmp_path))
    window = open_window(home.store, profiles=slow, wait=False)
    assert window.isVisible()
    assert window.workspace is None
    may_open.set()
    qtbot.waitUntil(window.is_settled)
    assert slow.opened == ["own"]


def test_a_locked_keyring_is_a_page_with_ways_on(
    qtbot: QtBot, open_window: OpenWindow, home: Household, tmp_path: Path
) -> None:
    profiles = OneProfile(household.services(home.store, tmp_path), LOCKED, LOCKED)
    window = open_window(home.store, profiles=profiles, wait=False)
    qtbot.waitUntil(lambda: window.notice is not None)
    assert window.notice is not None
    assert window.notice.title == LOCKED.title
    assert len(window.notice.buttons) == 3
    window.notice.buttons[0].click()
    qtbot.waitUntil(lambda: len(profiles.opened) == 2 and window.notice is not None)
    window.notice.buttons[1].click()
    qtbot.waitUntil(window.is_settled)
    assert profiles.opened == ["own", "own", "session"]


def test_a_damaged_file_offers_no_way_round_it(
    qtbot: QtBot, open_window: OpenWindow, home: Household, tmp_path: Path
) -> None:
    profiles = OneProfile(household.services(home.store, tmp_path), DAMAGED)
    window = open_window(home.store, profiles=profiles, wait=False)
    qtbot.waitUntil(lambda: window.notice is not None)
    assert window.notice is not None
    assert len(window.notice.buttons) == 2
    window.notice.buttons[1].click()
    qtbot.waitUntil(window.is_settled)
    assert profiles.opened == ["own", "example"]


def test_the_first_run_opens_the_wizard_once(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    store = Store.open(tmp_path / "new.sqlite3", household.KEY)
    window = open_window(store)
    wizard = window.findChild(ConnectWizard)
    assert wizard is not None
    wizard.close()
    qtbot.waitUntil(lambda: window.wizards.wizard is None)
    assert space(window).page is None
    window.close()
    again = Store.open(tmp_path / "new.sqlite3", household.KEY)
    second = open_window(again)
    assert second.findChild(ConnectWizard) is None


def test_without_a_bank_every_view_says_what_to_do(
    qtbot: QtBot, open_window: OpenWindow, empty_store: Store
) -> None:
    window = open_window(empty_store)
    for view in VIEWS:
        window.show_view(view)
        assert space(window).page is None
    assert not space(window).bar.sync.isEnabled()
    space(window).first.buttons[0].click()
    assert window.findChild(ConnectWizard) is not None


def test_closing_with_the_wizard_open_ends_both(
    qtbot: QtBot, open_window: OpenWindow, empty_store: Store
) -> None:
    window = open_window(empty_store)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(ConnectWizard) is not None
    with qtbot.waitSignal(window.closed):
        window.close()


# --- going round -----------------------------------------------------------------------------------


def test_every_view_by_key_and_by_sidebar(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)
    for position, view in enumerate(VIEWS, start=1):
        key = Qt.Key(Qt.Key.Key_0.value + position)
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(window.is_settled)
        assert space(window).state.view == view
        assert space(window).page is not None
        window.grab()
    sidebar = space(window).sidebar
    sidebar.setFocus()
    QTest.keyClick(sidebar, Qt.Key.Key_Down)  # over the header, to the first account
    qtbot.waitUntil(window.is_settled)
    assert space(window).state.account_id == home.accounts["Conta corrente"].id
    QTest.keyClick(sidebar, Qt.Key.Key_Up)
    qtbot.waitUntil(window.is_settled)
    assert space(window).state.view == "connections"


def test_a_category_of_the_overview_leads_to_its_transactions(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)
    space(window).page.category_wanted.emit("Rent", dt.date(2026, 11, 1))  # type: ignore[union-attr]
    qtbot.waitUntil(window.is_settled)
    query = space(window).transactions.model.query
    assert (query.category, query.since, query.until) == (
        "Rent",
        dt.date(2026, 11, 1),
        dt.date(2026, 11, 30),
    )
    assert space(window).transactions.model.rowCount() > 0


def test_where_one_was_is_remembered(
    qtbot: QtBot, open_window: OpenWindow, home: Household, tmp_path: Path
) -> None:
    window = open_window(home.store)
    window.show_view("transactions")
    space(window).navigation.on_period("all")
    qtbot.waitUntil(window.is_settled)
    window.close()
    state = load(window.settings.selection)
    assert (state.view, state.period) == ("transactions", "all")
    assert window.settings.window_geometry
    assert open_window.saved == window.settings  # type: ignore[attr-defined]
    again = Store.open(home.store.path, household.KEY)
    second = open_window(again, settings=window.settings)
    assert space(second).state == state
    again.close()


def test_an_account_that_is_gone_is_no_obstacle(open_window: OpenWindow, home: Household) -> None:
    state = ViewState(view="transactions", account_id="gone")
    window = open_window(home.store, settings=Settings(language="en", selection=dump(state)))
    assert space(window).state.account_id == ""
    assert space(window).transactions.model.rowCount() > 0


# --- settings --------------------------------------------------------------------------------------


def test_the_language_changes_at_once_everywhere(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)
    window.on_settings_wanted()
    dialog = window._dialog
    assert dialog is not None
    dialog.language.setCurrentIndex(dialog.language.findData("pt_BR"))
    dialog.language.activated.emit(1)
    qtbot.waitUntil(window.is_settled)
    assert i18n.language() == "pt_BR"
    assert dialog.windowTitle() == "Configurações"
    assert space(window).bar.connect_bank.accessibleName() == "Conectar banco"
    assert space(window).sidebar._entries.lines[0].text == "Visão geral"
    assert open_window.saved.language == "pt_BR"  # type: ignore[attr-defined]
    dialog.accept()
    assert window._dialog is None


def test_theme_port_and_patience_are_applied_at_once(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)
    window.on_settings_wanted()
    dialog = window._dialog
    assert dialog is not None
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(2)
    assert theme.scheme() == "dark"
    dialog.port.setValue(9999)
    dialog.minutes.setValue(3)
    saved = open_window.saved  # type: ignore[attr-defined]
    assert (saved.listener_port, saved.collection_minutes) == (9999, 3)
    dialog.hide_amounts.click()
    qtbot.waitUntil(window.is_settled)
    assert space(window).bar.hide_amounts.isChecked()
    dialog.accept()


def test_the_return_address_follows_the_port_and_can_be_copied(
    open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)
    window.on_settings_wanted()
    dialog = window._dialog
    assert dialog is not None
    assert dialog.address.text() == f"http://localhost:{Settings().listener_port}/pluggy/callback"
    dialog.port.setValue(9123)
    assert dialog.address.text() == "http://localhost:9123/pluggy/callback"
    dialog.copy.click()
    assert QApplication.clipboard().text() == "http://localhost:9123/pluggy/callback"
    dialog.port.setValue(0)
    assert not dialog.copy.isEnabled()
    assert "localhost" not in dialog.address.text()
    dialog.accept()


def test_an_address_for_notices_has_to_be_https(open_window: OpenWindow, home: Household) -> None:
    window = open_window(home.store)
    window.on_settings_wanted()
    dialog = window._dialog
    assert dialog is not None
    dialog.webhook.setText("http://example.com/notices")
    dialog.webhook.editingFinished.emit()
    assert "https://" in dialog.webhook_hint.text()
    assert window.settings.webhook_url == ""
    dialog.webhook.setText(" https://example.com/notices ")
    dialog.webhook.editingFinished.emit()
    assert open_window.saved.webhook_url == "https://example.com/notices"  # type: ignore[attr-defined]
    dialog.accept()


def test_settings_that_cannot_be_kept_are_said(
    qtbot: QtBot, light: object, home: Household, tmp_path: Path
) -> None:
    def refuse(settings: Settings) -> None:
        raise AppError("No space for the settings")

    profiles = OneProfile(household.services(home.store, tmp_path))
    window = MainWindow(profiles, Settings(language="en"), refuse, now=household.now)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.is_settled)
    window.on_hide(True)
    assert "No space" in space(window).banner.text()
    window.close()


def test_the_sheet_of_shortcuts(open_window: OpenWindow, home: Household) -> None:
    window = open_window(home.store)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window._sheet is not None
    window._sheet.accept()
    assert window._sheet is None


# --- sync and background ---------------------------------------------------------------------------


def test_a_sync_shows_progress_then_what_came(
    qtbot: QtBot, open_window: OpenWindow, home: Household, tmp_path: Path
) -> None:
    go_on = threading.Event()
    aurora, ipe = home.connections[0], home.connections[1]

    def work(cancel: Cancel, report: Callable[[RefreshProgress], None]) -> object:
        lines = (ProductProgress(product=Product.TRANSACTIONS, state="running", count=1480),)
        report(RefreshProgress(connection=aurora, index=2, total=3, products=lines))
        go_on.wait(10)
        words = Explanation(title="Consent revoked", message="", action="Reconnect.")
        return (
            Refreshed(connection=aurora, report=SyncReport(added=3)),
            Refreshed(connection=ipe, explanation=words),
        )

    refresher = Scripted(work)
    window = open_window(home.store, profiles=over(home, tmp_path, refresher))
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "1,480" in space(window).status.text())
    assert "Banco Aurora (2 of 3): transactions" in space(window).status.text()
    assert space(window).bar.sync.accessibleName() == "Stop"
    go_on.set()
    qtbot.waitUntil(lambda: not window.activity.is_syncing)
    assert "3 new transactions." in space(window).banner.text()
    assert "Cooperativa Ipê: Consent revoked. Reconnect." in space(window).banner.text()
    assert refresher.asked == [None]
    qtbot.waitUntil(window.is_settled)
    assert space(window).bar.sync.accessibleName() == "Sync"


def test_a_sync_is_stopped_within_a_second(
    qtbot: QtBot, open_window: OpenWindow, home: Household, tmp_path: Path
) -> None:
    def work(cancel: Cancel, report: Callable[[RefreshProgress], None]) -> object:
        report(RefreshProgress(connection=home.connections[0], index=1, total=1))
        cancel.wait(10)
        cancel.check()
        return ()

    window = open_window(home.store, profiles=over(home, tmp_path, Scripted(work)))
    space(window).bar.sync.click()
    qtbot.waitUntil(lambda: "the bank is being asked" in space(window).status.text())
    with qtbot.waitSignal(window.activity.ended, timeout=1000):
        space(window).bar.sync.click()
    assert "kept" in space(window).banner.text()


def test_closing_stops_a_sync(
    qtbot: QtBot, open_window: OpenWindow, home: Household, tmp_path: Path
) -> None:
    stopped = threading.Event()

    def work(cancel: Cancel, report: Callable[[RefreshProgress], None]) -> object:
        cancel.wait(10)
        stopped.set()
        cancel.check()
        return ()

    profiles = over(home, tmp_path, Scripted(work))
    window = open_window(home.store, profiles=profiles)
    space(window).on_sync()
    window.close()
    assert stopped.is_set()
    assert profiles.closed == 1


def test_a_sync_without_a_network_says_so(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)  # nothing listens where these services ask
    with qtbot.waitSignal(window.activity.ended, timeout=30_000):
        space(window).on_sync_one(home.connections[0].id)
    text = space(window).banner.text()
    assert "Banco Aurora" in text
    assert "127.0.0.1" not in text
    qtbot.waitUntil(window.is_settled)


def test_how_outcomes_are_said() -> None:
    connection = Connection(
        id="c", item_id="i", connector_id=1, institution="Banco", state=ConnectionState.UPDATED,
        created_at=household.NOW,
    )  # fmt: skip
    nothing = activity.sync_outcome((Refreshed(connection=connection, report=SyncReport()),))
    assert nothing.text == "Everything is up to date."
    failed = activity.sync_outcome(
        (Refreshed(connection=connection, error=AppError("No network", technical="x")),)
    )
    assert (failed.mood, failed.text, failed.technical) == ("error", "Banco: No network.", "x")
    waits = activity.sync_outcome(
        (
            Refreshed(
                connection=connection, explanation=Explanation(title="T", message="M", action="A")
            ),
        )
    )
    assert (waits.mood, waits.text, waits.reconnect) == ("attention", "Banco: T. M. A.", "c")
    end = ConnectEnd(kind=EndKind.CONNECTED, institution="Banco", report=SyncReport(added=2))
    assert background.connect_outcome(end).text == "Banco is connected. 2 transactions came."


def test_an_authorisation_that_waits_is_offered(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    for connection in home.connections[1:]:
        home.store.delete_connection(connection.id)
    home.store.save_attempt(
        Attempt(id="t", connector_id=1, institution="Banco Serra", item_id="i",
                started_at=household.NOW)
    )  # fmt: skip
    window = open_window(home.store)
    assert "Banco Serra waits for your authorisation" in space(window).status.text()
    with qtbot.waitSignal(space(window).wizard_wanted) as wanted:
        space(window).status._reconnect.click()
    assert wanted.args == ["", "t"]


# --- connections -----------------------------------------------------------------------------------


def test_a_connection_is_renamed(qtbot: QtBot, open_window: OpenWindow, home: Household) -> None:
    window = open_window(home.store)
    window.show_view("connections")
    page = space(window).page
    assert isinstance(page, connections_view.ConnectionsPage)
    page.rename(home.connections[0], "  My   bank ")
    assert home.store.connections()[0].display_name == "My bank"
    assert any(line.text == "My bank" for line in space(window).sidebar._entries.lines)
    page.rename(home.connections[0], "Banco Aurora")
    assert home.store.connections()[0].name == ""


def test_removing_asks_and_says_what_goes(
    qtbot: QtBot, open_window: OpenWindow, home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(home.store)
    window.show_view("connections")
    page = space(window).page
    assert isinstance(page, connections_view.ConnectionsPage)
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.informativeText())
        remove, cancel = box.buttons()[0], box.buttons()[1]
        if remove.text() != "Remove":
            remove, cancel = cancel, remove
        assert not remove.isEnabled()
        box.findChild(QCheckBox).click()  # type: ignore[union-attr]
        assert remove.isEnabled()
        cancel.click()
        return QDialog.DialogCode.Rejected.value

    monkeypatch.setattr(QMessageBox, "exec", answer)
    button = next(
        b for b in page.findChildren(QPushButton) if b.accessibleName() == "Remove…: Banco Aurora"
    )
    button.click()
    assert "3 accounts" in asked[0]
    assert "transactions" in asked[0]
    assert len(home.store.connections()) == 3


def test_removing_without_a_network_removes_nothing(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)
    window.show_view("connections")
    page = space(window).page
    assert isinstance(page, connections_view.ConnectionsPage)
    with qtbot.waitSignal(page.failed, timeout=30_000):
        page.remove(home.connections[0])
    qtbot.waitUntil(lambda: not page.is_busy())
    assert page.isEnabled()
    assert len(home.store.connections()) == 3
    assert space(window).banner.text()


def test_removing_a_connection(
    qtbot: QtBot, open_window: OpenWindow, home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(home.store)
    window.show_view("connections")
    page = space(window).page
    assert isinstance(page, connections_view.ConnectionsPage)

    def remove(connection: Connection, cancel: Cancel) -> None:
        home.store.delete_connection(connection.id)

    monkeypatch.setattr(space(window).services.connecting, "remove", remove)
    with qtbot.waitSignal(page.removed):
        page.remove(home.connections[0])
    qtbot.waitUntil(window.is_settled)
    assert not any(line.text == "Banco Aurora" for line in space(window).sidebar._entries.lines)
    assert "Banco Aurora" in space(window).banner.text()


def test_a_file_that_fails_later_is_said(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)
    home.store.close()
    space(window).refresh()
    assert space(window).banner.text()
    window.show_view("cards")
    assert space(window).banner.text()


def test_nothing_of_the_window_stays_after_the_close(
    qtbot: QtBot, open_window: OpenWindow, home: Household
) -> None:
    window = open_window(home.store)
    window.close()
    assert window.workspace is None
    assert not any(isinstance(child, Workspace) and child.isVisible() for child in children(window))


def children(parent: QObject) -> list[QObject]:
    return parent.findChildren(QObject)
