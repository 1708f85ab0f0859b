"""What every Gateway promises, held to by the real one over HTTP and by the fake."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from pluggy_desktop.domain import status
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Connector, Item, Transaction
from pluggy_desktop.domain.ports import Gateway, LinkOptions, NewItem
from pluggy_desktop.domain.status import Phase
from pluggy_desktop.errors import AccessRefused, Cancelled, PluggyRefused
from pluggy_desktop.gateway.client import PluggyAccess
from pluggy_desktop.sandbox import TEST_CPFS, Sandbox, SandboxOptions
from pluggy_desktop.sandbox.visitor import Visitor
from tests.fakes.gateway import FakeGateway, connected
from tests.gateway.clocks import SystemClock

GatewayMaker = Callable[[Cancel], Gateway]
LINK = LinkOptions(client_user_id="user-1", products=("ACCOUNTS", "TRANSACTIONS"))


@dataclass(frozen=True)
class World:
    """A Pluggy, a person who authorises at its banks, and a way in with wrong keys."""

    open: GatewayMaker
    open_with_wrong_keys: GatewayMaker
    authorise: Callable[[str], object]
    refused_redirect: str


@pytest.fixture(params=["sandbox", "fake"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    if request.param == "fake":
        yield from _fake_world()
    else:
        yield from _sandbox_world()


def _fake_world() -> Iterator[World]:
    scripted, closed = connected(), connected()
    scripted.refuse_redirects = closed.refuse_access = True
    yield World(
        open=lambda cancel: FakeGateway(scripted, cancel),
        open_with_wrong_keys=lambda cancel: FakeGateway(closed, cancel),
        authorise=lambda url: url,
        refused_redirect="http://localhost:1/callback",
    )


def _sandbox_world() -> Iterator[World]:
    with Sandbox(SandboxOptions(speed=100, transactions=1200)) as sandbox:
        clock = SystemClock()
        right = PluggyAccess(sandbox.url, sandbox.client_id, sandbox.client_secret, clock=clock)
        wrong = PluggyAccess(sandbox.url, sandbox.client_id, "wrong", clock=clock)
        try:
            yield World(
                open=right.open,
                open_with_wrong_keys=wrong.open,
                authorise=Visitor().visit,
                refused_redirect="http://localhost:1/callback",
            )
        finally:
            right.close()
            wrong.close()


class TestGateway:
    """One promise a test."""

    def test_right_keys_are_accepted(self, world: World) -> None:
        world.open(Cancel()).check_access()

    def test_wrong_keys_are_refused(self, world: World) -> None:
        with pytest.raises(AccessRefused):
            world.open_with_wrong_keys(Cancel()).check_access()

    def test_institutions_are_listed_and_found(self, world: World) -> None:
        gateway = world.open(Cancel())
        page = gateway.connectors()
        assert page.rows
        assert not page.next
        assert gateway.connector(page.rows[0].id).name == page.rows[0].name

    def test_an_unknown_institution_is_refused(self, world: World) -> None:
        with pytest.raises(PluggyRefused) as caught:
            world.open(Cancel()).connector(987_654)
        assert caught.value.status == 404

    def test_a_bank_is_connected_and_read_to_the_end(self, world: World) -> None:
        gateway = world.open(Cancel())
        linked = gateway.linked(LINK)
        made = linked.create_item(_new(_bank(gateway)))
        assert made.client_user_id == "user-1"
        waiting = _until(linked, made, Phase.CONSENT)
        assert waiting.id == made.id
        assert waiting.authorize_url
        world.authorise(waiting.authorize_url)
        done = _until(linked, made, Phase.DONE)
        assert done.connector_id == made.connector_id

        accounts = linked.accounts(made.id)
        assert accounts.rows
        assert {account.item_id for account in accounts.rows} == {made.id}
        rows = _walk(linked, made)
        assert len({row.pluggy_id for row in rows}) == len(rows) > 1
        for kind in (linked.investments, linked.loans, linked.consents):
            assert not kind(made.id).next

    def test_transactions_can_be_asked_from_a_day_on(self, world: World) -> None:
        gateway = world.open(Cancel())
        made = _connect(world, gateway)
        account = gateway.accounts(made.id).rows[0]
        since = gateway.transactions(account).rows[0].date
        found = gateway.transactions(account, since=since)
        assert found.rows
        assert {row.date for row in found.rows} == {since}

    def test_an_unknown_item_is_refused(self, world: World) -> None:
        gateway = world.open(Cancel())
        with pytest.raises(PluggyRefused) as caught:
            gateway.item(str(uuid.uuid4()))
        assert caught.value.status == 404

    def test_removing_twice_is_fine(self, world: World) -> None:
        gateway = world.open(Cancel())
        made = gateway.create_item(_new(_bank(gateway)))
        gateway.delete_item(made.id)
        gateway.delete_item(made.id)
        with pytest.raises(PluggyRefused):
            gateway.item(made.id)

    def test_a_refused_redirect_is_told_by_its_code(self, world: World) -> None:
        link = LinkOptions(client_user_id="user-1", redirect_uri=world.refused_redirect)
        with pytest.raises(PluggyRefused) as caught:
            world.open(Cancel()).linked(link)
        assert caught.value.code == "REDIRECT_REFUSED"

    def test_a_cancelled_gateway_does_nothing(self, world: World) -> None:
        cancel = Cancel()
        gateway = world.open(cancel)
        cancel.set()
        for call in (gateway.connectors, gateway.check_access, lambda: gateway.linked(LINK)):
            with pytest.raises(Cancelled):
                call()


def _bank(gateway: Gateway) -> Connector:
    return next(
        one
        for one in gateway.connectors().rows
        if one.oauth and [field.name for field in one.credentials] == ["cpf"]
    )


def _new(bank: Connector) -> NewItem:
    return NewItem(connector_id=bank.id, parameters={"cpf": TEST_CPFS[0].cpf}, link=LINK)


def _connect(world: World, gateway: Gateway) -> Item:
    made = gateway.create_item(_new(_bank(gateway)))
    world.authorise(_until(gateway, made, Phase.CONSENT).authorize_url)
    return _until(gateway, made, Phase.DONE)


def _until(gateway: Gateway, item: Item, phase: Phase) -> Item:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        now = gateway.item(item.id)
        if status.read(now).phase is phase:
            return now
        Cancel().wait(0.02)
    raise AssertionError(f"never reached {phase}: {status.read(gateway.item(item.id))}")


def _walk(gateway: Gateway, item: Item) -> list[Transaction]:
    rows: list[Transaction] = []
    for account in gateway.accounts(item.id).rows:
        page = gateway.transactions(account)
        of_account = list(page.rows)
        while page.next:
            page = gateway.transactions(account, after=page.next)
            of_account += page.rows
        assert not page.rejected
        days = [row.date for row in of_account]
        assert days == sorted(days, reverse=True)
        assert all(isinstance(day, dt.date) for day in days)
        rows += of_account
    return rows
