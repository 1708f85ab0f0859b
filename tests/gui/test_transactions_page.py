"""The transactions view as a person uses it: typing, keys, filters, edits, exports."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from pluggy_desktop import i18n
from pluggy_desktop.gui.main_window import MainWindow
from pluggy_desktop.gui.models.transactions import COLUMNS
from pluggy_desktop.gui.views.transactions_page import TransactionsPage
from pluggy_desktop.gui.views.workspace import Workspace
from pluggy_desktop.gui.viewstate import ViewState, dump
from pluggy_desktop.settings import Settings
from pluggy_desktop.store import Store, TransactionFilter, TransactionRow
from tests.gui import household
from tests.gui.conftest import OpenWindow
from tests.gui.household import KEY, Household

LISTED = Settings(language="en", theme="light", selection=dump(ViewState(view="transactions")))


@pytest.fixture
def window(open_window: OpenWindow, home: Household) -> MainWindow:
    return open_window(home.store, settings=LISTED)


def space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def page(window: MainWindow) -> TransactionsPage:
    return space(window).transactions


def current(window: MainWindow) -> TransactionRow:
    row = page(window).table.current()
    assert row is not None
    return row


def export(window: MainWindow, target: Path) -> None:
    model = page(window).model
    space(window).exporting.begin(home_store(window), model.query, model.order, target)


def home_store(window: MainWindow) -> Store:
    return space(window).services.store


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.is_settled)
    QApplication.sendPostedEvents()  # what was put into a layout is shown with its next event


def type_search(qtbot: QtBot, window: MainWindow, text: str) -> None:
    search = space(window).bar.search
    search.setFocus()
    search.clear()
    QTest.keyClicks(search, text)
    qtbot.waitUntil(lambda: space(window).state.text == text)
    settle(qtbot, window)


def test_search_as_you_type_and_esc(qtbot: QtBot, window: MainWindow) -> None:
    everything = page(window).model.rowCount()
    type_search(qtbot, window, "cantina do porto")
    found = page(window).model.rowCount()
    assert 0 < found < everything
    assert "Cantina" in current(window).description
    assert page(window).totals.count_text() == f"{found} transactions"
    QTest.keyClick(space(window).bar.search, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert space(window).bar.search.text() == ""
    assert page(window).model.rowCount() == everything


def test_an_amount_is_found(qtbot: QtBot, window: MainWindow) -> None:
    type_search(qtbot, window, "-53.87")
    assert current(window).amount == -5387
    type_search(qtbot, window, ">8000")
    assert current(window).amount > 800_000


def test_nothing_found_says_so_and_offers_the_way_back(qtbot: QtBot, window: MainWindow) -> None:
    type_search(qtbot, window, "zzzzz")
    assert page(window).model.rowCount() == 0
    assert page(window)._stack.currentWidget() is page(window)._nothing
    assert space(window).details.uid == ""
    page(window)._nothing.buttons[0].click()
    settle(qtbot, window)
    assert page(window).model.rowCount() > 0
    assert page(window)._stack.currentWidget() is page(window).table
    assert space(window).bar.search.text() == ""


def test_keys_walk_the_list(qtbot: QtBot, window: MainWindow) -> None:
    table = page(window).table
    table.setFocus()
    last = page(window).model.rowCount() - 1
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == last
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    assert space(window).details.uid == current(window).uid
    QTest.keyClick(table, Qt.Key.Key_PageDown)
    assert table.currentIndex().row() > 5
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(space(window).details.category.hasFocus)


def test_a_letter_over_the_list_is_a_search(qtbot: QtBot, window: MainWindow) -> None:
    table = page(window).table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_P)
    assert space(window).bar.search.text() == "p"
    assert space(window).bar.search.hasFocus()
    qtbot.waitUntil(lambda: space(window).state.text == "p")
    settle(qtbot, window)


def test_sorting_by_the_header(qtbot: QtBot, window: MainWindow) -> None:
    header = page(window).table.horizontalHeader()
    header.setSortIndicator(4, Qt.SortOrder.AscendingOrder)
    settle(qtbot, window)
    amounts = [row.amount for n in range(20) if (row := page(window).model.row(n))]
    assert amounts == sorted(amounts)
    assert len(amounts) == 20


def test_filters_by_chip_and_their_totals(
    qtbot: QtBot, window: MainWindow, home: Household
) -> None:
    page(window).chips.money_in.click()
    settle(qtbot, window)
    query = page(window).model.query
    assert query.direction == "in"
    totals = home.store.transactions.totals(query)[0]
    assert totals.money_out == 0
    assert f"{totals.count} transactions" == page(window).totals.count_text()
    page(window).chips.pending.click()
    settle(qtbot, window)
    assert page(window).model.query.pending
    QTest.keyClick(page(window).table, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert not space(window).state.is_narrowed


def test_an_account_shows_its_own_and_its_news_count_as_seen(
    qtbot: QtBot, window: MainWindow, home: Household
) -> None:
    account = home.accounts["Conta corrente"]

    def news() -> int:
        return next(a.new_rows for a in home.store.accounts() if a.id == account.id)

    assert news() == 3
    space(window).sidebar.account_chosen.emit(account.id)
    settle(qtbot, window)
    assert {page(window).model.row(n).account_id for n in range(50)} == {account.id}  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: news() == 0)
    qtbot.waitUntil(lambda: not any(line.new_rows for line in space(window).sidebar._entries.lines))


def test_several_rows_are_summed(qtbot: QtBot, window: MainWindow) -> None:
    table, model = page(window).table, page(window).model
    flags = QItemSelectionModel.SelectionFlag
    for position in (1, 3):
        table.selectionModel().select(model.index(position, 0), flags.Select | flags.Rows)
    wanted = sum(row.amount for n in (0, 1, 3) if (row := model.row(n)))
    shown = space(window).status.text()
    assert "3 rows selected" in shown
    assert f"{abs(wanted) // 100:,}" in shown
    table.selectAll()
    query = TransactionFilter(since=model.query.since)
    totals = space(window).services.store.transactions.totals(query)[0]
    qtbot.waitUntil(
        lambda: f"{abs(totals.money_in + totals.money_out) // 100:,}" in space(window).status.text()
    )


def test_a_shouting_bank_is_put_calmly_and_quoted_in_the_details(
    qtbot: QtBot, window: MainWindow, home: Household
) -> None:
    account = home.accounts["Conta corrente"].id
    said = "PIX ENVIADO RAFAEL QUINTELA"
    shouted = household.transaction(account, "shouted", household.TODAY, said, -4200)
    household.save(home.store, account, [replace(shouted, counterparty="RAFAEL QUINTELA")])
    space(window).refresh()
    type_search(qtbot, window, "quintela")
    model = page(window).model
    shown = model.index(0, COLUMNS.index("description"))
    assert shown.data(Qt.ItemDataRole.DisplayRole) == "Pix enviado · Rafael Quintela"
    spoken = shown.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Pix enviado · Rafael Quintela" in spoken
    details = space(window).details
    assert details._title.text() == "Pix enviado · Rafael Quintela"
    assert details._raw.text() == said


def test_hidden_amounts_are_nowhere(qtbot: QtBot, window: MainWindow) -> None:
    space(window).bar.hide_amounts.click()
    settle(qtbot, window)
    assert window.settings.hide_amounts
    for view in ("overview", "transactions", "cards", "investments", "loans", "connections"):
        window.show_view(view)
        settle(qtbot, window)
        shown = "\n".join(texts(window))
        assert "R$" not in shown, view
        assert "•••" in shown, view
    space(window).bar.hide_amounts.click()
    window.show_view("overview")
    settle(qtbot, window)
    assert any("R$" in text for text in texts(window))


def texts(window: QWidget) -> list[str]:
    """All that is written anywhere in the window, seen or not, with what screen readers say."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
            text = getattr(widget, "text", None)
            if callable(text):
                found.append(str(text()))
    model = page(window).model  # type: ignore[arg-type]
    found += [str(model.index(row, n).data()) for row in range(20) for n in range(5)]
    found += [line.spoken() for line in space(window).sidebar._entries.lines]  # type: ignore[arg-type]
    return found


def test_a_note_is_kept_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, home: Household
) -> None:
    details, uid = space(window).details, current(window).uid

    def kept() -> str:
        found = home.store.transactions.get(uid)
        assert found is not None
        return found.note

    details.note.setFocus()
    QTest.keyClicks(details.note, "Dinner with Ana")
    page(window).table.setFocus()
    qtbot.waitUntil(lambda: kept() == "Dinner with Ana")
    settle(qtbot, window)
    assert details.note.toPlainText() == "Dinner with Ana"
    space(window).beside.on_undo()
    qtbot.waitUntil(lambda: kept() == "")
    settle(qtbot, window)
    assert details.note.toPlainText() == ""


def test_a_category_is_chosen_typed_and_undone(
    qtbot: QtBot, window: MainWindow, home: Household
) -> None:
    details, uid = space(window).details, current(window).uid
    bank = current(window).category

    def kept() -> str:
        found = home.store.transactions.get(uid)
        assert found is not None
        return found.category

    index = details.category.findText("Leisure")
    details.category.setCurrentIndex(index)
    details.category.activated.emit(index)
    qtbot.waitUntil(lambda: kept() == "Leisure")
    settle(qtbot, window)
    assert current(window).category == "Leisure"
    details.category.setFocus()
    details.category.setEditText("Party 2026")
    details.category.lineEdit().editingFinished.emit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: kept() == "Party 2026")
    settle(qtbot, window)
    space(window).beside.on_undo()
    qtbot.waitUntil(lambda: kept() == "Leisure")
    settle(qtbot, window)
    details.category.activated.emit(0)
    qtbot.waitUntil(lambda: kept() == bank)
    settle(qtbot, window)


@pytest.mark.qt_log_ignore(
    "raise\\(\\)", "grabbing the keyboard", "propagateSizeHints"
)  # a menu, offscreen
@pytest.mark.parametrize("typed", ["Alimentação", "alimentacao"])
def test_categories_are_chosen_and_filtered_in_portuguese(
    qtbot: QtBot, open_window: OpenWindow, home: Household, typed: str
) -> None:
    i18n.use("pt_BR")
    window = open_window(home.store, settings=replace(LISTED, language="pt_BR"))
    details, uid = space(window).details, current(window).uid
    offered = [details.category.itemText(n) for n in range(details.category.count())]
    assert offered.index("Água") < offered.index("Farmácia")
    details.category.setFocus()
    details.category.setEditText(typed)
    details.category.lineEdit().editingFinished.emit()  # type: ignore[union-attr]

    def kept() -> str:
        found = home.store.transactions.get(uid)
        assert found is not None
        return found.category

    qtbot.waitUntil(lambda: kept() == "Food and drinks")
    settle(qtbot, window)
    shown = page(window).model.index(page(window).table.currentIndex().row(), 2)
    assert shown.data(Qt.ItemDataRole.DisplayRole) == "Alimentação"
    space(window).refresh()
    settle(qtbot, window)
    picked: list[str] = []

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        picked.extend(action.text() for action in menu.actions())
        menu.setActiveAction(menu.actions()[picked.index("Alimentação")])
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(0, pick)
    page(window).chips._add.click()
    settle(qtbot, window)
    assert page(window).model.query.category == "Food and drinks"
    assert page(window).model.rowCount() == 1
    assert page(window).chips._category.text() == "Alimentação  ✕"
    assert "Supermercado" in picked
    assert "Groceries" not in picked


def test_a_note_being_typed_survives_the_close(window: MainWindow, home: Household) -> None:
    uid, file = current(window).uid, home.store.path
    space(window).details.note.setPlainText("last words")
    window.close()
    again = Store.open(file, KEY)
    found = again.transactions.get(uid)
    again.close()
    assert found is not None
    assert found.note == "last words"


def test_columns_are_hidden_moved_and_remembered(
    qtbot: QtBot, open_window: OpenWindow, home: Household, window: MainWindow
) -> None:
    table = page(window).table
    table.set_column_shown(3, shown=False)
    table.set_column_shown(1, shown=False)
    table.horizontalHeader().moveSection(4, 0)
    assert table.isColumnHidden(3)
    assert not table.isColumnHidden(1)
    columns = window.settings.columns
    assert columns
    other = open_window(home.store, settings=replace(LISTED, columns=columns))
    again = page(other).table
    assert again.isColumnHidden(3)
    assert again.horizontalHeader().logicalIndex(0) == 4
    damaged = open_window(home.store, settings=replace(LISTED, columns="bm9uc2Vuc2U="))
    assert not page(damaged).table.isColumnHidden(3)
    settle(qtbot, damaged)


def test_a_narrow_table_keeps_the_columns_that_matter(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(760, 560)
    qtbot.waitUntil(lambda: page(window).table.isColumnHidden(3))
    assert not page(window).table.isColumnHidden(4)
    assert space(window).details.isHidden()
    remembered = page(window).table.columns_state()
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: not page(window).table.isColumnHidden(3))
    page(window).table.restore_columns(remembered)
    assert not page(window).table.isColumnHidden(3)


def test_rows_are_copied(window: MainWindow) -> None:
    table = page(window).table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert len(copied) == 5
    assert current(window).description in copied[1]


def test_what_is_shown_is_exported(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    type_search(qtbot, window, "salario")
    target = tmp_path / "out.csv"
    with qtbot.waitSignal(space(window).exporting.ended):
        export(window, target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == page(window).model.rowCount() + 1
    assert all("Salário" in row[1] for row in rows[1:])
    assert "out.csv" in space(window).banner.text()


def test_an_export_that_fails_says_why(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(space(window).exporting.failed):
        export(window, tmp_path / "no" / "out.csv")
    assert "could not be written" in space(window).banner.text()


def test_what_banks_write_is_never_markup(
    qtbot: QtBot, light: QApplication, window: MainWindow
) -> None:
    from PySide6.QtWidgets import QLabel

    assert {label.textFormat() for label in window.findChildren(QLabel)} == {
        Qt.TextFormat.PlainText
    }


def test_every_control_has_a_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    kinds = (QAbstractButton, QComboBox, QPlainTextEdit)
    nameless = [
        widget
        for kind in kinds
        for widget in window.findChildren(kind)
        if widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)().strip())
    ]
    assert nameless == []
    fields = [f for f in window.findChildren(QLineEdit) if not isinstance(f.parent(), QComboBox)]
    assert fields
    assert all(field.accessibleName() for field in fields)
