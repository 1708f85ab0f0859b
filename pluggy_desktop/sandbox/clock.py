"""The sandbox's own clock: monotonic, hurried by `speed`, and movable by hand.

Nothing in the sandbox runs on a timer. What an item, a link or a key looks like is worked out from
this clock at the moment somebody asks.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta, timezone

SAO_PAULO = timezone(timedelta(hours=-3))
"""Brazil has had no daylight saving time since 2019, so a fixed offset serves the last 24 months."""


def iso(moment: datetime) -> str:
    """`moment` as Pluggy writes instants: UTC, milliseconds, `Z`."""
    return (
        moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    )


class SandboxClock:
    """Seconds since the sandbox was made, and the wall-clock moments they stand for.

    `speed` shortens what the simulated bank takes (`span`) and never what a rule promises (how long
    a key or a link lives): those are passed only by waiting or with `advance`.
    """

    def __init__(self, *, speed: float) -> None:
        if not speed > 0:
            raise ValueError("speed must be greater than 0")
        self._speed = speed
        self._zero = time.monotonic()
        self._origin = datetime.now(UTC)
        self._skipped = 0.0
        self._lock = threading.Lock()
        self.today: date = self._origin.astimezone(SAO_PAULO).date()

    def now(self) -> float:
        """Seconds since the start, with everything skipped by `advance`."""
        return time.monotonic() - self._zero + self._skipped

    def wall(self, at: float | None = None) -> datetime:
        """The UTC moment of `at` (seconds since the start), or of now."""
        return self._origin + timedelta(seconds=self.now() if at is None else at)

    def span(self, seconds: float) -> float:
        """How long something takes here that takes `seconds` at the newcomer's pace."""
        return seconds / self._speed

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once.

        Raises:
            ValueError: `seconds` is negative; time does not run backwards here.
        """
        if seconds < 0:
            raise ValueError("the clock only moves forward")
        with self._lock:
            self._skipped += seconds
