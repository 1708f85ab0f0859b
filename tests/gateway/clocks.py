"""Clocks for tests: the system's, and one that only moves when told."""

from __future__ import annotations

import datetime as dt
import time


class SystemClock:
    """The computer's own time."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class SetClock:
    """Stands still; both hands are moved by hand, apart from each other."""

    def __init__(self) -> None:
        self.date = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
        self.seconds = 1000.0

    def now(self) -> dt.datetime:
        return self.date

    def monotonic(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.date += dt.timedelta(seconds=seconds)
        self.seconds += seconds
