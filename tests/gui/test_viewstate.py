"""What is looked at: written as text and read back, whatever the text."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.dates import Period
from pluggy_desktop.gui import viewstate
from pluggy_desktop.gui.viewstate import VIEWS, ViewState

TODAY = dt.date(2026, 11, 23)

STATES = st.builds(
    ViewState,
    view=st.sampled_from(VIEWS),
    account_id=st.text(max_size=40),
    period=st.sampled_from([period.value for period in Period]),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    direction=st.sampled_from([None, "in", "out"]),
    pending=st.booleans(),
    category=st.none() | st.text(max_size=20),
    details=st.booleans(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@given(STATES)
def test_a_state_survives_the_settings(state: ViewState) -> None:
    assert viewstate.load(viewstate.dump(state)) == state


@given(st.text())
def test_any_text_is_some_state(text: str) -> None:
    assert isinstance(viewstate.load(text), ViewState)


@given(st.dictionaries(st.sampled_from([*ViewState.__slots__, "other"]), JSON))
def test_any_values_are_some_state(values: dict[str, object]) -> None:
    state = viewstate.load(json.dumps(values))
    state.query(TODAY)
    viewstate.period_text(state)


def test_what_is_searched_for_is_not_remembered() -> None:
    assert "secret" not in viewstate.dump(ViewState(text="secret"))


@pytest.mark.parametrize(
    ("state", "bounds"),
    [
        (ViewState(period="last_12_months"), (dt.date(2025, 11, 24), None)),
        (ViewState(period="last_30_days"), (dt.date(2026, 10, 25), None)),
        (ViewState(period="this_month"), (dt.date(2026, 11, 1), None)),
        (ViewState(period="last_month"), (dt.date(2026, 10, 1), dt.date(2026, 10, 31))),
        (ViewState(period="all"), (None, None)),
        (
            ViewState(since=dt.date(2026, 1, 1), until=dt.date(2026, 1, 31)),
            (dt.date(2026, 1, 1), dt.date(2026, 1, 31)),
        ),
    ],
)
def test_a_period_that_reaches_today_has_what_is_dated_ahead(
    state: ViewState, bounds: tuple[dt.date | None, dt.date | None]
) -> None:
    assert state.bounds(TODAY) == bounds


def test_widening_takes_the_filters_and_leaves_the_rest() -> None:
    state = ViewState(
        view="transactions", account_id="a", direction="in", category="Food", text="x", pending=True
    )
    assert state.is_narrowed
    assert state.widened() == ViewState(view="transactions", account_id="a")
    assert not state.widened().is_narrowed
