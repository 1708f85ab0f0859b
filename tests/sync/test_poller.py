"""Looking at an item until it is enough."""

from __future__ import annotations

import threading
import time

import pytest

from pluggy_desktop.app import SystemClock
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Item, ProductResult
from pluggy_desktop.domain.ports import LinkOptions, NewItem
from pluggy_desktop.errors import AppError, Cancelled, NetworkProblem, PluggyRefused
from pluggy_desktop.sync.poller import Pace, Poller
from tests.fakes.gateway import FakeGateway, Scripted

SLOW = Pace(quick=3600, steady=3600)


def prepared(*steps: Item | AppError, pace: Pace = SLOW) -> tuple[Poller, str, Scripted, Cancel]:
    scripted = Scripted(steps=list(steps))
    cancel = Cancel()
    gateway = FakeGateway(scripted, cancel)
    item = gateway.create_item(
        NewItem(connector_id=801, parameters={}, link=LinkOptions(client_user_id="u"))
    )
    return Poller(gateway, clock=SystemClock(), pace=pace, cancel=cancel), item.id, scripted, cancel


def step(status: str, **more: object) -> Item:
    return Item(id="", connector_id=801, status=status, **more)  # type: ignore[arg-type]


def test_it_looks_until_told_to_stop() -> None:
    poller, item_id, _, _ = prepared(step("UPDATING"), step("UPDATING"), step("UPDATED"))
    seen: list[str] = []

    def see(item: Item | None) -> float | None:
        assert item is not None
        seen.append(item.status)
        return None if item.status == "UPDATED" else 0.0

    poller.watch(item_id, see)
    assert seen == ["UPDATING", "UPDATING", "UPDATED"]


def test_waking_ends_the_wait_at_once() -> None:
    poller, item_id, _, _ = prepared(step("UPDATING"))
    looks: list[float] = []

    def see(item: Item | None) -> float | None:
        looks.append(time.monotonic())
        if len(looks) == 1:
            threading.Thread(target=poller.wake).start()
            return 3600.0
        return None

    poller.watch(item_id, see)
    assert len(looks) == 2


def test_cancel_ends_it_within_a_second() -> None:
    poller, item_id, _, cancel = prepared(step("UPDATING"))
    at: list[float] = []

    def see(item: Item | None) -> float | None:
        at.append(time.monotonic())
        threading.Thread(target=cancel.set).start()
        return 3600.0

    with pytest.raises(Cancelled):
        poller.watch(item_id, see)
    assert time.monotonic() - at[0] < 1.0


def test_a_network_that_is_gone_for_a_moment_is_waited_for() -> None:
    away = NetworkProblem("No network")
    poller, item_id, _, _ = prepared(step("UPDATING"), away, away, step("UPDATED"))
    seen: list[str | None] = []

    def see(item: Item | None) -> float | None:
        seen.append(item.status if item else None)
        return None if item and item.status == "UPDATED" else 0.0

    poller.watch(item_id, see)
    assert seen == ["UPDATING", None, None, "UPDATED"]


def test_a_network_that_stays_away_ends_it() -> None:
    impatient = Pace(patience=0.0)
    poller, item_id, _, _ = prepared(NetworkProblem("No network"), pace=impatient)
    with pytest.raises(NetworkProblem):
        poller.watch(item_id, lambda item: 0.001)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_pluggy_that_is_unwell_is_waited_for(status: int) -> None:
    unwell = PluggyRefused("Not now", status=status)
    poller, item_id, _, _ = prepared(unwell, unwell, step("UPDATED"))
    seen: list[str | None] = []

    def see(item: Item | None) -> float | None:
        seen.append(item.status if item else None)
        return None if item else 0.0

    poller.watch(item_id, see)
    assert seen == [None, None, "UPDATED"]


def test_a_refusal_ends_it_at_once() -> None:
    poller, item_id, scripted, _ = prepared(PluggyRefused("Gone", status=404))
    with pytest.raises(PluggyRefused):
        poller.watch(item_id, lambda item: 0.0)
    assert scripted.calls.count("item") == 1


def test_each_change_is_logged_once_with_its_detail(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    results = (
        ProductResult(product="accounts", is_updated=True),
        ProductResult(product="loans", is_updated=False, warnings=("limit",)),
    )
    poller, item_id, _, _ = prepared(
        step("UPDATING", execution_status="CREATED"),
        step("UPDATING", execution_status="CREATED"),
        step("UPDATED", execution_status="PARTIAL_SUCCESS", results=results),
    )
    poller.watch(item_id, lambda item: None if item and item.status == "UPDATED" else 0.0)
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 2
    assert "status=UPDATED executionStatus=PARTIAL_SUCCESS" in lines[1]
    assert "accounts=updated, loans=not updated (limit)" in lines[1]
    assert item_id not in caplog.text, "an id is shortened in logs"
