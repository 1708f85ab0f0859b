"""The whole job in the window: a person connects a bank through the system's browser."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pluggy_desktop.domain.readable import readable
from tests.e2e import walk
from tests.e2e.browser import SystemBrowser
from tests.e2e.processes import until
from tests.e2e.product import BANK_NAME, Dialect, ExampleBanks, Product
from tests.e2e.secrets_kept import entries

pytestmark = [pytest.mark.e2e, pytest.mark.keyring]

COMPARED = 20
SEARCHED = "Hortifruti"
HOME = {"guide": "Pode voltar ao Pluggy Desktop", "production": "Pronto!"}


def test_a_newcomer_connects_a_bank(
    product: Product, browser: SystemBrowser, dialect: Dialect
) -> None:
    banks = product.banks
    with product.window() as (screen, process):
        walk.to_the_bank(screen, banks, cpf=banks.cpf["success"])
        with browser.watched() as tabs:
            tabs.authorise()
            tabs.find_page(HOME[dialect])
            came_home = tabs.host() != banks.url.removeprefix("http://")
            assert came_home == (dialect == "guide"), tabs.address
        walk.finish(screen)
        rows = walk.first_transactions(screen, COMPARED)
        walk.close(screen, process)
    listed = product.listed("transactions")
    check_rows(rows, listed)
    check_against_pluggy(listed, product)
    assert entries(product) == ["client-id", "client-secret", "database-key"]
    assert_encrypted(product.folder, banks, texts=[row["description"] for row in listed[:50]])
    with product.window() as (screen, process):
        check_rows(walk.table(screen, COMPARED), listed)
        assert screen.look(role="dialog") is None, "it does not ask to connect again"
        everything, _ = screen.size(name=walk.TABLE)
        walk.search(screen, SEARCHED)
        until(lambda: 0 < screen.size(name=walk.TABLE)[0] < everything, "fewer rows are shown")
        fitting = product.listed("transactions", "--search", SEARCHED)
        check_rows(walk.table(screen, COMPARED), fitting)
        screen.key("Escape")
        until(lambda: screen.size(name=walk.TABLE)[0] == everything, "all rows are back")
        walk.close(screen, process)


def test_it_ends_well_though_the_browser_never_comes_back(
    product: Product, browser: SystemBrowser, dialect: Dialect
) -> None:
    with product.window() as (screen, process):
        walk.to_the_bank(screen, product.banks, cpf=product.banks.cpf["success"])
        with browser.watched() as tabs:
            if dialect == "guide":
                tabs.agree_without_going_on()
            else:  # Pluggy itself has to hear of it; the app has no way of hearing
                tabs.authorise()
                tabs.find_page(HOME[dialect])
        browser.kill()
        walk.finish(screen)
        assert len(walk.first_transactions(screen, COMPARED)) == COMPARED
        walk.close(screen, process)


def test_who_declines_is_told_so_calmly_and_can_try_again(
    product: Product, browser: SystemBrowser, dialect: Dialect
) -> None:
    with product.window() as (screen, process):
        walk.to_the_bank(screen, product.banks, cpf=product.banks.cpf["success"])
        with browser.watched() as tabs:
            tabs.decline()
            screen.says("^Você não autorizou o compartilhamento$")
            assert screen.look(control="retry", ready=True) is not None
            screen.press(control="retry")
            tabs.authorise()
        walk.finish(screen)
        walk.close(screen, process)
    [connection] = product.listed("connections")
    assert (connection["institution"], connection["state"]) == (BANK_NAME, "updated")


@pytest.mark.parametrize("dialect", ["production"])
def test_a_killed_window_goes_on_where_it_was(product: Product, browser: SystemBrowser) -> None:
    with product.window() as (screen, process):
        walk.to_the_bank(screen, product.banks, cpf=product.banks.cpf["success"])
        with browser.watched() as tabs:
            tabs.find_page("Entre na sua conta")
            process.kill()
            tabs.authorise()
            tabs.find_page("Pronto!")
    with product.window() as (screen, process):
        screen.says(f"^{BANK_NAME}: conexão pronta")
        assert len(walk.first_transactions(screen, COMPARED)) == COMPARED
        walk.close(screen, process)
    [connection] = product.listed("connections")
    check_against_pluggy(product.listed("transactions"), product)
    assert connection["state"] == "updated"


def check_rows(shown: Sequence[str], listed: Sequence[dict[str, Any]]) -> None:
    """What is read out of the first rows is what the command line lists, in the same order."""
    assert len(shown) == min(COMPARED, len(listed))
    for text, row in zip(shown, listed, strict=False):
        year, month, day = row["date"].split("-")
        title = readable(row["description"], row["counterparty"] or "")
        assert text.startswith(f"{day}/{month}/{year}, {title}"), (text, row)
        assert f", {_written(row['amount'], row['currency'])}" in text, (text, row)


def _written(amount: str, currency: str) -> str:
    """An amount as Brazilians write it."""
    assert currency == "BRL"
    digits = f"{abs(Decimal(amount)):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{'−' if amount.startswith('-') else ''}R$\N{NO-BREAK SPACE}{digits}"


def check_against_pluggy(listed: Sequence[dict[str, Any]], product: Product) -> None:
    """Every transaction that Pluggy has for the item is kept once, with its amount; no other is."""
    [connection] = product.listed("connections")
    sent = product.banks.transactions(connection["item_id"])
    assert len(listed) == len(sent) > 1000
    assert {row["pluggy_id"]: (row["amount"], row["description"]) for row in listed} == sent


def assert_encrypted(folder: Path, banks: ExampleBanks, *, texts: Sequence[str]) -> None:
    """No file under `folder` has anything in it that only the person should read."""
    cpf = banks.cpf["success"]
    private = [cpf, "".join(filter(str.isdigit, cpf)), banks.client_id, banks.client_secret, *texts]
    files = [path for path in folder.rglob("*") if path.is_file()]
    contents = {path.name: path.read_bytes() for path in files}
    assert b"listener_port" in contents["settings.json"], "what is plain would be found"
    assert len(contents["pluggy-desktop.db"]) > 100_000
    for name, content in contents.items():
        found = [text for text in private if text.encode() in content]
        assert not found, f"{name} can be read by anybody: {found}"
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)
