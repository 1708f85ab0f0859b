"""Bringing connections up to date: asked, waited for, fetched; one failure stops no other."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pluggy_desktop.app import SystemClock
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import (
    MEU_PLUGGY_ID,
    Account,
    AccountKind,
    ConnectionState,
    Item,
    Parameter,
)
from pluggy_desktop.errors import AccessRefused, Cancelled, NetworkProblem, PluggyRefused
from pluggy_desktop.store import Connection, Store
from pluggy_desktop.sync.engine import SyncEngine
from pluggy_desktop.sync.poller import Pace
from pluggy_desktop.sync.refresh import Refreshed, Refresher, RefreshProgress
from tests.fakes.gateway import FakeGateway, Scripted

ACCOUNT = Account(pluggy_id="a", item_id="", kind=AccountKind.CHECKING, name="Conta", balance=1)


def seen(status: str, execution: str = "", **more: Any) -> Item:
    return Item(id="", connector_id=801, status=status, execution_status=execution, **more)


DONE = seen("UPDATED", "SUCCESS", last_updated_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))


@dataclass
class Bench:
    """Connections in a real file and a scripted Pluggy."""

    store: Store
    scripted: Scripted = field(default_factory=lambda: Scripted(accounts=[ACCOUNT]))
    reported: list[RefreshProgress] = field(default_factory=list)
    cancel: Cancel = field(default_factory=Cancel)

    def connection(self, *, connector_id: int = 801) -> Connection:
        connection = Connection(
            id=str(uuid.uuid4()),
            item_id=str(uuid.uuid4()),
            connector_id=connector_id,
            institution="Banco Fictício",
            color="#112233",
            state=ConnectionState.UPDATED,
            created_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        )
        self.store.save_connection(connection)
        self.scripted.items[connection.item_id] = Item(
            id=connection.item_id, connector_id=connector_id, status="UPDATED"
        )
        return connection

    def refresh(self, *ids: str, limit: float = 60.0) -> tuple[Refreshed, ...]:
        def open_gateway(cancel: Cancel) -> FakeGateway:
            return FakeGateway(self.scripted, cancel)

        refresher = Refresher(
            open_gateway,
            self.store,
            SyncEngine(self.store),
            clock=SystemClock(),
            pace=Pace(quick=0.01, steady=0.01),
            limit=limit,
        )
        return refresher.refresh(ids or None, self.cancel, self.reported.append)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    store = Store.open(tmp_path / "x.db", b"k" * 32)
    yield Bench(store)
    store.close()


def test_pluggy_is_asked_to_collect_and_waited_for(bench: Bench) -> None:
    connection = bench.connection()
    bench.scripted.steps = [DONE, seen("UPDATING", "CREATED"), seen("UPDATING"), DONE]
    [result] = bench.refresh()
    assert bench.scripted.calls.count("update_item") == 1
    assert result.report is not None
    assert result.report.complete
    kept = bench.store.connection(connection.id)
    assert kept is not None
    assert kept.state is ConnectionState.UPDATED
    assert kept.last_synced_at == DONE.last_updated_at
    assert bench.reported[0].total == 1


def test_meu_pluggy_is_never_asked_to_collect(bench: Bench) -> None:
    bench.connection(connector_id=MEU_PLUGGY_ID)
    bench.scripted.steps = [DONE]
    [result] = bench.refresh()
    assert "update_item" not in bench.scripted.calls
    assert result.report is not None


@pytest.mark.parametrize("status", [400, 409])
def test_fresh_enough_is_no_failure(bench: Bench, status: int) -> None:
    bench.connection()
    refusal = PluggyRefused("Already fresh", status=status)
    bench.scripted.steps = [DONE, refusal, DONE]
    [result] = bench.refresh()
    assert result.error is None
    assert result.report is not None


def test_a_waiting_item_is_not_restarted(bench: Bench) -> None:
    connection = bench.connection()
    parameter = Parameter(name="oauthCode", type="oauth", data="https://bank.example/")
    waiting = seen("WAITING_USER_INPUT", parameter=parameter, authorize_url="https://bank.example/")
    bench.scripted.steps = [waiting]
    [result] = bench.refresh()
    assert "update_item" not in bench.scripted.calls
    assert result.report is None
    assert result.explanation is not None
    kept = bench.store.connection(connection.id)
    assert kept is not None
    assert kept.state is ConnectionState.NEEDS_YOU


def test_one_that_fails_does_not_stop_the_others(bench: Bench) -> None:
    first, second = bench.connection(), bench.connection()
    del bench.scripted.items[first.item_id]
    bench.scripted.steps = [DONE]
    results = {result.connection.id: result for result in bench.refresh()}
    assert isinstance(results[first.id].error, PluggyRefused)
    assert results[second.id].report is not None


def test_only_the_wanted_ones_are_refreshed(bench: Bench) -> None:
    bench.connection()
    wanted = bench.connection()
    bench.scripted.steps = [DONE]
    [result] = bench.refresh(wanted.id)
    assert result.connection.id == wanted.id


def test_a_slow_bank_is_left_to_go_on(bench: Bench) -> None:
    bench.connection()
    bench.scripted.steps = [seen("UPDATING", "ACCOUNTS_IN_PROGRESS")]
    [result] = bench.refresh(limit=0.05)
    assert result.error is None
    assert result.report is None
    assert result.connection.state is ConnectionState.UPDATING


def test_old_data_stay_when_the_bank_is_offline(bench: Bench) -> None:
    bench.connection()
    bench.scripted.steps = [DONE]
    bench.refresh()
    offline = seen("OUTDATED", "SITE_NOT_AVAILABLE")
    bench.scripted.steps = [DONE, offline, offline]
    [result] = bench.refresh()
    assert result.connection.state is ConnectionState.FAILED
    assert result.connection.last_synced_at == DONE.last_updated_at
    assert len(bench.store.accounts()) == 1


def test_cancel_ends_everything(bench: Bench) -> None:
    bench.connection()
    bench.cancel.set()
    with pytest.raises(Cancelled):
        bench.refresh()


def test_without_connections_there_is_nothing_to_do(bench: Bench) -> None:
    assert bench.refresh() == ()
    assert bench.scripted.calls == []


@pytest.mark.parametrize("error", [NetworkProblem("No network"), AccessRefused("No access")])
def test_a_failure_is_told_with_the_connection(bench: Bench, error: Any) -> None:
    connection = bench.connection()
    bench.scripted.steps = [error]
    [result] = bench.refresh()
    assert result.error is error
    assert result.connection == connection
