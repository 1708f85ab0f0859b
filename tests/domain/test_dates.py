"""Pluggy's instants as São Paulo dates, the ways dates are written, periods, months."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.dates import (
    Period,
    add_months,
    format_date,
    format_long_date,
    format_month,
    format_relative,
    parse_date,
    parse_instant,
    to_date,
)

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
days = st.dates(dt.date(1900, 1, 2), dt.date(2199, 12, 30))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-07-15T03:00:00.000Z", "2026-07-15"),  # midnight in São Paulo
        ("2026-07-15T02:59:59.999Z", "2026-07-14"),  # the evening before
        ("2026-07-14T15:22:03.000Z", "2026-07-14"),
        ("2026-07-14T00:00:00.000Z", "2026-07-14"),  # a day without a time
        ("2026-07-14T00:00:00.001Z", "2026-07-13"),
        ("2026-07-14", "2026-07-14"),
        ("2026-07-14T02:00:00Z[GMT]", "2026-07-13"),
        ("2026-07-14T03:00:00+00:00", "2026-07-14"),
        ("2026-07-14T00:00:00-03:00", "2026-07-14"),
        ("2026-07-14T00:30:00-0300", "2026-07-14"),
        ("2026-07-14 15:22", "2026-07-14"),
        ("2018-12-01T02:00:00.000Z", "2018-12-01"),  # summer time: midnight was 02:00 UTC
        ("2026-07-14T12:00:00.123456789Z", "2026-07-14"),
    ],
)
def test_instants_become_sao_paulo_dates(text: str, date: str) -> None:
    assert parse_date(text).isoformat() == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0001-01",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-03:00",
        "2026-02-30",
        "20260714",
        "2026-07-14T25:00:00Z",
        "2026-07-14T12:00:60Z",
        "2026-07-14Tx",
        "٢٠٢٦-07-14",
        "null",
        "2026-07-14T12:00:00+99:00",
        "2026-07-14" + "0" * 100,
        "14/07/2026",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date(text)


@given(st.text(max_size=40))
def test_any_text_is_an_instant_or_a_value_error(text: str) -> None:
    try:
        instant = parse_instant(text)
    except ValueError:
        return
    assert instant.utcoffset() == dt.timedelta(0)


@given(
    st.datetimes(
        dt.datetime(1900, 1, 1),  # noqa: DTZ001  (hypothesis adds the zone)
        dt.datetime(2199, 12, 31),  # noqa: DTZ001
        timezones=st.just(dt.UTC),
    )
)
def test_what_python_writes_reads_back(instant: dt.datetime) -> None:
    assert parse_instant(instant.isoformat()) == instant
    assert parse_instant(instant.isoformat().replace("+00:00", "Z")) == instant


@given(days)
def test_all_three_ways_of_sending_a_day_agree(day: dt.date) -> None:
    texts = [f"{day}", f"{day}T00:00:00.000Z", f"{day}T12:00:00.000Z"]
    assert {parse_date(text) for text in texts} == {day}


def test_an_instant_in_another_zone_is_the_same_day() -> None:
    evening = dt.datetime(2026, 7, 14, 23, tzinfo=dt.timezone(dt.timedelta(hours=-3)))
    assert to_date(evening) == dt.date(2026, 7, 14)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -13, "2024-12-15"),
        ("2026-05-31", 0, "2026-05-31"),
    ],
)
def test_months_are_added_within_the_month(start: str, months: int, end: str) -> None:
    assert add_months(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)


@given(days, st.integers(-1000, 1000))
def test_adding_months_moves_exactly_that_many(day: dt.date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


def test_months_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="year"):
        add_months(dt.date(2026, 1, 1), 200_000)


def test_dates_as_people_write_them() -> None:
    day = dt.date(2026, 11, 20)
    assert format_date(dt.date(2026, 7, 4), language="pt_BR") == "04/07/2026"
    assert format_date(dt.date(2026, 7, 4), language="en") == "4\u00a0Jul\u00a02026"
    assert format_long_date(day, language="pt_BR") == "sexta-feira, 20 de novembro de 2026"
    assert format_long_date(day, language="en") == "Friday, 20 November 2026"
    first = dt.date(2026, 3, 1)
    assert format_long_date(first, language="pt_BR") == "domingo, 1º de março de 2026"
    assert format_month(day, language="pt_BR") == "novembro de 2026"
    assert format_month(day, language="en") == "November 2026"


@pytest.mark.parametrize(
    ("ago", "portuguese", "english"),
    [
        (dt.timedelta(seconds=59), "agora", "just now"),
        (dt.timedelta(seconds=-59), "agora", "just now"),
        (dt.timedelta(minutes=3, seconds=59), "há 3\u00a0min", "3\u00a0min ago"),
        (dt.timedelta(hours=2), "há 2\u00a0h", "2\u00a0h ago"),
        (dt.timedelta(days=1, hours=23), "há 1\u00a0dia", "1\u00a0day ago"),
        (dt.timedelta(days=6), "há 6\u00a0dias", "6\u00a0days ago"),
        (dt.timedelta(days=-2), "em 2\u00a0dias", "in 2\u00a0days"),
        (dt.timedelta(days=7), "16/11/2026", "16\u00a0Nov\u00a02026"),
        (dt.timedelta(days=-30), "23/12/2026", "23\u00a0Dec\u00a02026"),
    ],
)
def test_how_long_ago(ago: dt.timedelta, portuguese: str, english: str) -> None:
    assert format_relative(NOW - ago, NOW, "pt_BR") == portuguese
    assert format_relative(NOW - ago, NOW, "en") == english


def test_periods_have_their_bounds() -> None:
    today = dt.date(2026, 11, 23)
    bounds = {period: period.bounds(today) for period in Period}
    assert bounds[Period.LAST_30_DAYS] == (dt.date(2026, 10, 25), today)
    assert bounds[Period.THIS_MONTH] == (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert bounds[Period.LAST_MONTH] == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert bounds[Period.LAST_12_MONTHS] == (dt.date(2025, 11, 24), today)
    assert bounds[Period.ALL] == (None, None)


@given(days, st.sampled_from([p for p in Period if p is not Period.ALL]))
def test_every_period_runs_forward(today: dt.date, period: Period) -> None:
    since, until = period.bounds(today)
    assert since is not None
    assert until is not None
    assert since <= until
    assert (until.day >= 28) or period not in {Period.THIS_MONTH, Period.LAST_MONTH}
