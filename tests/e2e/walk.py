"""The wizard's way as a person goes it, page by page, with the keyboard where there is a field."""

from __future__ import annotations

from tests.e2e.processes import Program, until
from tests.e2e.product import BANK_NAME, ExampleBanks
from tests.e2e.screen import Screen

WIZARD = "^Conectar um banco"
WINDOW = "^Pluggy Desktop$"
TABLE = "Transações"

# Qt's own remarks about questions that our driver's library asks.
_OF_THE_DRIVER = "qt.accessibility.atspi: "


def welcome_to_institutions(screen: Screen, banks: ExampleBanks) -> None:
    """First run: choose one's own banks, and enter the Pluggy access."""
    screen.find(role="dialog", name="Conectar um banco .*")
    screen.press(control="door-own")
    screen.find(control="client-id")
    screen.to_front(WIZARD)
    screen.type_into(banks.client_id, control="client-id")
    screen.key("Tab", "Tab")
    until(lambda: "focused" in screen.find(control="client-secret").states, "Tab leads to it")
    dots = "●" * len(banks.client_secret)
    screen.type_into(banks.client_secret, control="client-secret", reads=dots)
    screen.key("Return")


def choose_institution(screen: Screen, search: str = "aurora") -> None:
    """Search by name, and take the best hit with Enter."""
    until(lambda: len(screen.items(control="institutions")) > 5, "the institutions are listed")
    assert screen.items(control="institutions")[0].startswith("MeuPluggy")
    screen.to_front(WIZARD)
    screen.type_into(search, control="search")
    until(
        lambda: [BANK_NAME in item for item in screen.items(control="institutions")] == [True],
        f"only {BANK_NAME} fits",
    )
    screen.key("Return")


def enter_cpf(screen: Screen, cpf: str) -> None:
    """Type the CPF's digits, which get their marks meanwhile, and go on to the bank."""
    screen.find(control="field-cpf")
    screen.to_front(WIZARD)
    digits = "".join(mark for mark in cpf if mark.isdigit())
    screen.type_into(digits, control="field-cpf", reads=cpf)
    screen.key("Return")


def to_the_bank(screen: Screen, banks: ExampleBanks, *, cpf: str) -> None:
    """From the first window to where the browser opens."""
    welcome_to_institutions(screen, banks)
    choose_institution(screen)
    enter_cpf(screen, cpf)


def finish(screen: Screen) -> None:
    """Wait for the wizard's last page, and leave it."""
    screen.says(f"^{BANK_NAME}: conexão pronta$")
    screen.press(control="finish")
    until(lambda: screen.look(role="dialog") is None, "the wizard is closed")


def table(screen: Screen, rows: int) -> list[str]:
    """The first rows of the transactions table, each as it is read out."""
    until(lambda: screen.size(name=TABLE)[0] > 0, "the table has rows")
    screen.says("^[0-9.]+ transaç(ão|ões)$")
    return [cells[0] for cells in screen.cells(name=TABLE, rows=rows)]


def first_transactions(screen: Screen, rows: int) -> list[str]:
    """Go to the transactions, and read the first rows."""
    screen.to_front(WINDOW)
    screen.key("ctrl+2")
    return table(screen, rows)


def search(screen: Screen, text: str) -> None:
    """Type into the search field."""
    screen.to_front(WINDOW)
    screen.key("ctrl+f")
    until(lambda: "focused" in screen.find(name="Buscar", role="text").states, "Ctrl+F leads there")
    screen.type_into(text, name="Buscar")


def close(screen: Screen, process: Program) -> None:
    """Close the window; the program then ends well, and had nothing to complain of."""
    screen.to_front(WINDOW)
    screen.key("alt+F4")
    assert process.wait() == 0, process.errors()
    complaints = [
        line for line in process.errors().splitlines() if not line.startswith(_OF_THE_DRIVER)
    ]
    assert not complaints, complaints
