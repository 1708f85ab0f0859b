"""The connection's state machine, called directly."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.connect import flow
from pluggy_desktop.connect.flow import (
    Answered,
    Answering,
    Authorising,
    CallbackCame,
    Collected,
    Collecting,
    ItemSeen,
    Limits,
    LookNow,
    OpenBrowser,
    Refused,
    SendParameter,
    StillSyncing,
    TimePassed,
    Waiting,
)
from pluggy_desktop.domain.models import Item, Parameter
from pluggy_desktop.domain.status import Reason

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
LIMITS = Limits()
URL = "https://bank.example/authorize?x=1"


def item(status: str, execution: str = "", **more: Any) -> Item:
    return Item(id="i-1", connector_id=601, status=status, execution_status=execution, **more)


def asking(url: str = URL, expires: dt.datetime | None = None) -> Item:
    parameter = Parameter(name="oauthCode", type="oauth", data=url, expires_at=expires)
    return item("WAITING_USER_INPUT", "WAITING_USER_INPUT", parameter=parameter, authorize_url=url)


def seen(what: Item, at: float = 0.0) -> ItemSeen:
    return ItemSeen(item=what, at=at, now=NOW)


def after(*events: flow.Event) -> flow.Step:
    step: flow.Step = (flow.begin("i-1", 0.0, LIMITS), ())
    for event in events:
        step = flow.step(step[0], event, LIMITS)
    return step


def test_the_browser_opens_once_when_the_link_is_there() -> None:
    state, effects = after(seen(item("UPDATING", "CREATED")))
    assert isinstance(state, Waiting)
    assert effects == ()
    state, effects = after(seen(item("UPDATING", "CREATED")), seen(asking()))
    assert isinstance(state, Authorising)
    assert effects == (OpenBrowser(url=URL),)
    _, effects = flow.step(state, seen(asking(), 3.0), LIMITS)
    assert effects == ()


def test_a_new_link_is_opened_again() -> None:
    _, effects = after(seen(asking()), seen(asking("https://bank.example/second")))
    assert effects == (OpenBrowser(url="https://bank.example/second"),)


def test_the_code_is_handed_over_once_under_the_parameters_name() -> None:
    state, effects = after(seen(asking()), CallbackCame(code="abc"))
    assert effects == (SendParameter(parameters={"oauthCode": "abc"}), LookNow())
    _, effects = flow.step(state, CallbackCame(code="abc"), LIMITS)
    assert effects == (LookNow(),)


def test_a_return_without_code_only_looks() -> None:
    _, effects = after(seen(asking()), CallbackCame())
    assert effects == (LookNow(),)


def test_declining_counts_when_the_item_does_not_say_otherwise() -> None:
    declined = CallbackCame(declined=True)
    state, _ = after(seen(asking()), declined, seen(asking()))
    assert isinstance(state, Refused)
    assert state.reading.reason is Reason.DECLINED
    state, _ = after(seen(asking()), declined, seen(item("UPDATING", "LOGIN_IN_PROGRESS")))
    assert isinstance(state, Collecting), "the item's status is the truth, a callback only a hint"


@pytest.mark.parametrize(
    ("last", "partial"),
    [
        (item("UPDATED", "SUCCESS"), False),
        (item("HEALTHY"), False),
        (item("UPDATED", "PARTIAL_SUCCESS"), True),
        (item("PARTIAL_SUCCESS"), True),
    ],
)
def test_the_good_ends_of_both_dialects(last: Item, partial: bool) -> None:
    state, _ = after(
        seen(asking()), seen(item("UPDATING", "ACCOUNTS_IN_PROGRESS"), 9.0), seen(last, 20.0)
    )
    assert state == Collected(item=last, partial=partial)


@pytest.mark.parametrize(
    "last",
    [
        item("LOGIN_ERROR", "INVALID_CREDENTIALS", error_code="INVALID_CREDENTIALS"),
        item("INVALID_CREDENTIALS"),
        item("ERROR"),
        item("SUSPENDED"),
        item("OUTDATED", "SITE_NOT_AVAILABLE", error_code="SITE_NOT_AVAILABLE"),
    ],
)
def test_the_bad_ends_of_both_dialects(last: Item) -> None:
    state, effects = after(seen(asking()), seen(last))
    assert isinstance(state, Refused)
    assert effects == ()


def test_the_person_has_until_the_link_expires() -> None:
    link = asking(expires=NOW + dt.timedelta(minutes=30))
    state, _ = after(seen(link), TimePassed(at=30 * 60.0))
    assert isinstance(state, Authorising)
    state, _ = after(seen(link), TimePassed(at=30 * 60.0 + LIMITS.grace))
    assert isinstance(state, Refused)
    assert state.reading.reason is Reason.EXPIRED


def test_without_a_named_deadline_it_is_twenty_minutes() -> None:
    state, _ = after(seen(asking()), TimePassed(at=1199.0))
    assert isinstance(state, Authorising)
    state, _ = after(seen(asking()), TimePassed(at=1200.0))
    assert isinstance(state, Refused)


def test_a_slow_bank_is_no_failure() -> None:
    collecting = item("UPDATING", "TRANSACTIONS_IN_PROGRESS")
    state, _ = after(seen(asking()), seen(collecting, 100.0), TimePassed(at=100.0 + LIMITS.bank))
    assert state == StillSyncing(item_id="i-1", item=collecting)


def test_a_bank_that_never_gave_its_page_is_not_still_syncing() -> None:
    created = item("UPDATING", "CREATED")
    state, _ = after(seen(created), TimePassed(at=LIMITS.link), seen(created, 90.0))
    assert isinstance(state, Collecting)
    state, _ = flow.step(state, TimePassed(at=LIMITS.link + LIMITS.bank), LIMITS)
    assert isinstance(state, Refused)
    assert state.reading.reason is Reason.TEMPORARY


def test_a_link_that_comes_late_is_still_used() -> None:
    state, effects = after(TimePassed(at=LIMITS.link), seen(asking(), 200.0))
    assert isinstance(state, Authorising)
    assert effects == (OpenBrowser(url=URL),)


def test_the_banks_clock_starts_when_the_collection_does() -> None:
    state, _ = after(
        seen(asking()),
        seen(item("UPDATING", "LOGIN_IN_PROGRESS"), 900.0),
        seen(item("UPDATING", "ACCOUNTS_IN_PROGRESS"), 1000.0),
        TimePassed(at=900.0 + LIMITS.bank - 1),
    )
    assert isinstance(state, Collecting)


def test_a_wrong_code_asks_again() -> None:
    question = item(
        "WAITING_USER_INPUT", parameter=Parameter(name="token", type="string", label="Token")
    )
    state, _ = after(seen(question))
    assert isinstance(state, Answering)
    assert not state.wrong
    state, effects = flow.step(state, Answered(value="000"), LIMITS)
    assert effects == (SendParameter(parameters={"token": "000"}), LookNow())
    state, _ = flow.step(state, seen(question), LIMITS)
    assert isinstance(state, Answering)
    assert state.wrong
    assert not state.sent


def test_another_item_changes_nothing() -> None:
    other = Item(id="i-2", connector_id=601, status="UPDATED", execution_status="SUCCESS")
    state, effects = after(seen(asking()), seen(other))
    assert isinstance(state, Authorising)
    assert effects == ()


_words = st.sampled_from(
    [
        "UPDATING",
        "MERGING",
        "WAITING_USER_INPUT",
        "WAITING_USER_ACTION",
        "UPDATED",
        "LOGIN_ERROR",
        "OUTDATED",
        "PARTIAL_SUCCESS",
        "HEALTHY",
        "ERROR",
        "SUSPENDED",
        "CREATED",
        "SUCCESS",
        "ACCOUNTS_IN_PROGRESS",
        "USER_AUTHORIZATION_PENDING",
        "USER_INPUT_TIMEOUT",
        "SOMETHING_NEW",
    ]
) | st.text(max_size=5)
_parameters = st.none() | st.builds(
    Parameter, name=st.sampled_from(["token", "oauthCode"]), type=st.sampled_from(["oauth", "x"])
)
_items = st.builds(
    Item,
    id=st.sampled_from(["i-1", "i-1", "i-2"]),
    connector_id=st.just(601),
    status=_words,
    execution_status=_words,
    error_code=_words | st.just(""),
    parameter=_parameters,
    authorize_url=st.sampled_from(["", URL]),
)
_times = st.floats(0, 10_000)
_events = st.one_of(
    st.builds(ItemSeen, item=_items, at=_times, now=st.just(NOW)),
    st.builds(CallbackCame, code=st.sampled_from(["", "c"]), declined=st.booleans()),
    st.builds(Answered, value=st.text(max_size=3)),
    st.builds(TimePassed, at=_times),
)


@given(st.lists(_events, max_size=25))
def test_any_events_in_any_order_end_soundly(events: list[flow.Event]) -> None:
    state: flow.State | flow.End = flow.begin("i-1", 0.0, LIMITS)
    sent = 0
    for event in events:
        before = state
        state, effects = flow.step(state, event, LIMITS)
        sent += sum(isinstance(effect, SendParameter) for effect in effects)
        if isinstance(before, Collected | Refused | StillSyncing):
            assert state is before, "an end stays an end"
            assert effects == ()
        if isinstance(state, Collected):
            assert state.item.id == "i-1", "only this attempt's item is believed"
    codes = sum(isinstance(event, CallbackCame | Answered) for event in events)
    assert sent <= codes


@given(st.lists(_events, max_size=15))
def test_time_ends_every_wait(events: list[flow.Event]) -> None:
    state: flow.State | flow.End = flow.begin("i-1", 0.0, LIMITS)
    for event in events:
        state, _ = flow.step(state, event, LIMITS)
    for at in (1e5, 2e5, 3e5):
        state, _ = flow.step(state, TimePassed(at=at), LIMITS)
    assert isinstance(state, Collected | Refused | StillSyncing)
