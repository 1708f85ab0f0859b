"""The command line on a desktop: the browser opens by itself, or is opened on the printed address."""

from __future__ import annotations

import uuid

import pytest

from tests.e2e.browser import SystemBrowser
from tests.e2e.processes import until
from tests.e2e.product import BANK, Product
from tests.e2e.secrets_kept import entries

pytestmark = [pytest.mark.e2e, pytest.mark.keyring]


@pytest.fixture
def ready(product: Product) -> Product:
    """The product, with its Pluggy access set."""
    access = {
        "PLUGGY_CLIENT_ID": product.banks.client_id,
        "PLUGGY_CLIENT_SECRET": product.banks.client_secret,
    }
    ran = product.run("access", "set", **access)
    assert ran.code == 0, ran.err
    return product


def _arguments(product: Product, browser: str) -> list[str]:
    cpf = product.banks.cpf["success"]
    return ["connect", "--connector", str(BANK), "--field", f"cpf={cpf}", "--browser", browser]


@pytest.mark.parametrize("dialect", ["guide"])
def test_connect_opens_the_browser_and_ends_with_data(
    ready: Product, browser: SystemBrowser
) -> None:
    with ready.start(*_arguments(ready, "open")) as command, browser.watched() as tabs:
        tabs.authorise()
        tabs.find_page("Pode voltar ao Pluggy Desktop")
        assert command.wait() == 0, command.errors()
        connection_id = str(uuid.UUID(command.output().strip()))
    [connection] = ready.listed("connections")
    assert connection["id"] == connection_id
    assert connection["state"] == "updated"
    kept = {row["pluggy_id"]: row["amount"] for row in ready.listed("transactions")}
    sent = ready.banks.transactions(connection["item_id"])
    assert kept == {pluggy_id: amount for pluggy_id, (amount, _) in sent.items()}
    assert len(kept) > 100
    assert set(entries(ready)) == {"client-id", "client-secret", "database-key"}
    assert ready.run("access", "clear").code == 0
    assert set(entries(ready)) == {"database-key"}


@pytest.mark.parametrize("dialect", ["production"])
def test_connect_prints_the_address_alone_on_a_line_and_waits(
    ready: Product, browser: SystemBrowser
) -> None:
    with ready.start(*_arguments(ready, "print")) as command:
        [address] = command.lines(1)
        assert address.startswith(f"{ready.banks.url}/")
        assert not browser.opened(), "nobody asked for the browser"
        browser.start()
        with browser.watched() as tabs:
            assert command.running()
            tabs.go(address)
            tabs.authorise()
            tabs.find_page("Pronto!")
        assert command.wait() == 0, command.errors()
        first, connection_id = command.output().splitlines()
        assert first == address
        uuid.UUID(connection_id)
    assert [row["state"] for row in ready.listed("connections")] == ["updated"]
    assert len(ready.listed("transactions", "--limit", "50")) == 50


@pytest.mark.parametrize("dialect", ["guide"])
def test_ctrl_c_while_waiting_leaves_nothing_behind(ready: Product, browser: SystemBrowser) -> None:
    with ready.start(*_arguments(ready, "print")) as command:
        command.lines(1)
        command.interrupt()
        assert command.wait() == 1, command.errors()
        assert "Traceback" not in command.errors()
    assert ready.listed("connections") == []
    until(lambda: ready.run("list", "accounts").code == 0, "the file can be opened again")
