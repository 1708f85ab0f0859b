"""The transactions model: a hundred thousand rows, of which only what is shown is fetched."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pluggy_desktop.errors import StoreProblem
from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.models.transactions import CAP, PAGE, ROW_ROLE, TransactionsModel
from pluggy_desktop.store import TransactionFilter, TransactionRow, TransactionSort
from tests.gui.conftest import MANY
from tests.gui.household import Household

ALL = TransactionFilter()
NEWEST = TransactionSort()


@pytest.fixture
def model(qtbot: QtBot, many: Household) -> Iterator[TransactionsModel]:
    made = TransactionsModel(many.store.transactions, Formats())
    yield made
    made.stop()


def show(
    qtbot: QtBot, model: TransactionsModel, query: TransactionFilter, order: TransactionSort
) -> None:
    with qtbot.waitSignal(model.counted):
        model.show(query, order)


def rows(model: TransactionsModel, first: int, last: int) -> list[TransactionRow]:
    found = [model.row(position) for position in range(first, last)]
    assert all(found)
    return [row for row in found if row]


def test_only_what_is_looked_at_is_fetched(
    qtbot: QtBot, model: TransactionsModel, many: Household
) -> None:
    show(qtbot, model, ALL, NEWEST)
    assert model.rowCount() > MANY
    assert model.rowCount() == many.store.transactions.count(ALL)
    before = model.fetched_pages
    middle = model.rowCount() // 2 // PAGE * PAGE
    rows(model, middle, middle + PAGE)
    rows(model, middle, middle + PAGE)
    assert model.fetched_pages == before + 1


def test_pages_are_let_go_of_again(qtbot: QtBot, model: TransactionsModel) -> None:
    show(qtbot, model, ALL, NEWEST)
    for page in range(200):
        model.row(page * PAGE)
    assert len(model._pages) <= 48


def test_every_place_is_the_readers(
    qtbot: QtBot, model: TransactionsModel, many: Household
) -> None:
    show(qtbot, model, ALL, NEWEST)
    for offset in (0, PAGE - 1, PAGE, 5_000, 77_777):
        wanted = many.store.transactions.page(ALL, NEWEST, offset=offset, limit=3)
        assert rows(model, offset, offset + 3) == wanted


@pytest.mark.parametrize("column", ["date", "description", "category", "account", "amount"])
@pytest.mark.parametrize("descending", [True, False])
def test_sorted_by_any_column(
    qtbot: QtBot, model: TransactionsModel, many: Household, column: str, descending: bool
) -> None:
    order = TransactionSort(column=column, descending=descending)  # type: ignore[arg-type]
    query = TransactionFilter(text="mercado")
    show(qtbot, model, query, order)
    wanted = many.store.transactions.page(query, order, offset=0, limit=300)
    assert rows(model, 0, 300) == wanted


def test_the_first_page_and_a_capped_number_come_before_the_rest(
    qtbot: QtBot, model: TransactionsModel
) -> None:
    seen: list[tuple[int, bool]] = []
    model.loaded.connect(lambda: seen.append((model.rowCount(), model.exact)))
    model.counted.connect(lambda n: seen.append((n, model.exact)))
    show(qtbot, model, ALL, NEWEST)
    assert seen[0] == (CAP, False)
    assert seen[-1][0] > MANY
    assert seen[-1][1]


def test_the_newest_request_wins(qtbot: QtBot, model: TransactionsModel) -> None:
    loaded: list[str] = []
    model.loaded.connect(lambda: loaded.append(model.query.text))
    with qtbot.waitSignal(model.counted):
        for text in ("p", "pa", "pad", "padaria 000001"):
            model.show(TransactionFilter(text=text), NEWEST)
    assert loaded[-1] == "padaria 000001"
    assert all("Padaria" in row.description for row in rows(model, 0, model.rowCount()))
    assert model.rowCount() < 100


def test_rows_that_are_not_there_yet_are_dots(qtbot: QtBot, model: TransactionsModel) -> None:
    dots: list[object] = []
    model.loaded.connect(lambda: dots.append(model.index(PAGE + 1, 1).data()))
    show(qtbot, model, ALL, NEWEST)
    assert dots == ["…"]
    assert model.index(PAGE + 1, 1).data() != "…"


def test_cells_are_written_for_people(qtbot: QtBot, home: Household) -> None:
    model = TransactionsModel(home.store.transactions, Formats())
    show(qtbot, model, TransactionFilter(text="loja de apps"), NEWEST)
    cells = [str(model.index(0, column).data()) for column in range(5)]
    assert cells[0] == "18\u00a0Nov\u00a02026"
    assert cells[1] == "Loja de apps · US$\u00a09.99"
    assert cells[2] == "Digital services"
    assert cells[4] == "−53.87"
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Loja de apps" in spoken
    assert "−R$\u00a053.87" in spoken
    model.set_formats(Formats(hidden=True))
    assert model.index(0, 4).data() == "•••"
    assert model.index(0, 1).data() == "Loja de apps · •••"
    show(qtbot, model, TransactionFilter(text="geladeira"), NEWEST)
    assert model.index(0, 1).data() == "Geladeira Casa&Cia (3/10)"
    model.stop()


class _Broken:
    """A reader whose pages cannot be read."""

    def __init__(self, real: object) -> None:
        self._real = real

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def rows(self, keys: object) -> list[TransactionRow]:
        raise StoreProblem("Damaged", kind="corrupt")


def test_a_page_that_cannot_be_read_is_said_and_stays_grey(qtbot: QtBot, home: Household) -> None:
    model = TransactionsModel(_Broken(home.store.transactions), Formats())  # type: ignore[arg-type]
    show(qtbot, model, ALL, NEWEST)
    model._pages.clear()
    with qtbot.waitSignal(model.failed) as said:
        assert model.index(0, 1).data() == "…"
    assert said.args is not None
    assert said.args[0].title == "Damaged"
    assert model.index(0, 1).data(ROW_ROLE) is None
    model.stop()


def test_reading_again_without_news_changes_nothing(qtbot: QtBot, home: Household) -> None:
    model = TransactionsModel(home.store.transactions, Formats())
    show(qtbot, model, ALL, NEWEST)
    with qtbot.assertNotEmitted(model.reloaded), qtbot.waitSignal(model.counted):
        model.reload()
    home.store.delete_connection(home.connections[2].id)
    with qtbot.waitSignal(model.reloaded):
        model.reload()
    assert model.rowCount() == home.store.transactions.count(ALL)
    model.stop()


def test_a_row_is_found_by_its_key(qtbot: QtBot, model: TransactionsModel) -> None:
    show(qtbot, model, ALL, NEWEST)
    row = model.row(54_321)
    assert row is not None
    assert model.position(row.key) == 54_321
    assert model.position(-1) is None


def test_stopping_is_prompt_and_silent(qtbot: QtBot, model: TransactionsModel) -> None:
    before = set(threading.enumerate())
    with qtbot.assertNotEmitted(model.counted, wait=100):
        model.show(replace(ALL, text="a"), TransactionSort(column="description"))
        model.stop()
    assert not model.is_busy() or set(threading.enumerate()) == before
