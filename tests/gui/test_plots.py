"""Plots: round marks, and what they read out under the pointer and the arrow keys."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluggy_desktop.gui.format import Formats
from pluggy_desktop.gui.plots import scale
from pluggy_desktop.gui.plots.bars import MonthBars, MonthPlot, ShareBar
from pluggy_desktop.gui.plots.line import LinePlot

DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(200)]
AMOUNTS = st.integers(-(10**13), 10**13)


@given(AMOUNTS, AMOUNTS, st.integers(2, 8))
def test_marks_are_few_and_around_everything(one: int, other: int, most: int) -> None:
    low, high = min(one, other), max(one, other)
    ticks = scale.amount_ticks(low, high, most=most)
    assert ticks[0] <= min(low, 0)
    assert ticks[-1] >= max(high, 0)
    assert 0 in ticks
    assert 2 <= len(ticks) <= most + 1
    assert len({after - before for before, after in pairwise(ticks)}) == 1


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1)),
    st.integers(0, 20_000),
    st.integers(2, 30),
)
def test_days_are_in_order_within_and_not_too_many(first: dt.date, length: int, most: int) -> None:
    last = first + dt.timedelta(days=length)
    ticks = scale.day_ticks(first, last, most=most)
    assert ticks == sorted(set(ticks))
    assert all(first <= day <= last for day in ticks)
    if length < 15_000:
        assert len(ticks) <= max(most, 2) + 1


@given(st.sets(st.dates(), min_size=1, max_size=30), st.dates())
def test_the_nearest_day(days: set[dt.date], wanted: dt.date) -> None:
    ordered = sorted(days)
    found = ordered[scale.nearest(ordered, wanted)]
    assert abs(found - wanted) == min(abs(day - wanted) for day in ordered)


@pytest.fixture
def plot(qtbot: QtBot, light: QApplication) -> LinePlot:
    made = LinePlot("Balance")
    qtbot.addWidget(made)
    made.resize(600, 168)
    made.set_points([(day, n * 1000) for n, day in enumerate(DAYS)], Formats())
    made.show()
    return made


def test_the_pointer_reads_out_a_day(plot: LinePlot) -> None:
    QTest.mouseMove(plot, QPoint(598, 80))
    assert plot.readout() == "19\u00a0Jul · R$\u00a01,990.00"
    QTest.mouseMove(plot, QPoint(53, 80))
    assert plot.readout() == "1\u00a0Jan · R$\u00a00.00"


def test_arrow_keys_read_out_days(plot: LinePlot) -> None:
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.readout() == "2\u00a0Jan · R$\u00a010.00"
    assert plot.accessibleDescription() == plot.readout()
    QTest.keyClick(plot, Qt.Key.Key_End)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.readout().startswith("18\u00a0Jul")


def test_dragging_chooses_a_period(qtbot: QtBot, plot: LinePlot) -> None:
    with qtbot.waitSignal(plot.period_chosen) as chosen:
        QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=QPoint(400, 80))
        QTest.mouseMove(plot, QPoint(200, 80))
        QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=QPoint(200, 80))
    assert chosen.args is not None
    first, last = chosen.args
    assert DAYS[0] < first < last < DAYS[-1]
    with qtbot.assertNotEmitted(plot.period_chosen):
        QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(300, 80))


def test_hidden_amounts_are_hidden_in_the_readout_too(plot: LinePlot) -> None:
    plot.set_points([(day, 100) for day in DAYS], Formats(hidden=True))
    QTest.mouseMove(plot, QPoint(300, 80))
    assert plot.readout().endswith("•••")


@pytest.mark.parametrize("points", [[], [(DAYS[0], 5)], [(DAYS[0], 0), (DAYS[1], 0)]])
def test_little_or_nothing_is_drawn_without_trouble(
    plot: LinePlot, points: list[tuple[dt.date, int]]
) -> None:
    plot.set_points(points, Formats())
    plot.grab()
    QTest.mouseMove(plot, QPoint(300, 80))
    QTest.keyClick(plot, Qt.Key.Key_Left)
    plot.grab()


def test_months_are_read_out(qtbot: QtBot, light: QApplication) -> None:
    plot = MonthPlot("Flow")
    qtbot.addWidget(plot)
    plot.resize(300, 128)
    plot.show()
    plot.grab()
    plot.set_months(
        [
            MonthBars(month=dt.date(2026, n, 1), bars=((n * 100, "accent"),), words=f"month {n}")
            for n in (5, 6)
        ]
    )
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.readout() == "month 6"
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.accessibleDescription() == "month 5"
    plot.grab()
    QTest.mouseMove(plot, QPoint(160, 60))
    assert plot.readout() == "month 6"


def test_a_bar_is_a_button_with_a_name(qtbot: QtBot, light: QApplication) -> None:
    bar = ShareBar("Food", 12345, share=2.0, formats=Formats())
    qtbot.addWidget(bar)
    bar.show()
    assert bar.accessibleName() == "Food: R$\u00a0123.45"
    with qtbot.waitSignal(bar.clicked):
        QTest.keyClick(bar, Qt.Key.Key_Space)
