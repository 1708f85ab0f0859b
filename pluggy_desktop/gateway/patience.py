"""When to send again: waits that Pluggy asks for, and growing random ones after failures."""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from pluggy_desktop.domain.ports import Clock

_MOST = 15 * 60.0  # no wait that Pluggy asks for is believed beyond this
_UNTOLD = 60.0  # Pluggy's limits are per minute
_LEAST = 0.05


class Waits:
    """Which endpoints ask for a pause, and until when; shared by all threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._until: dict[str, float] = {}

    def left(self, endpoint: str) -> float:
        """Seconds until `endpoint` may be asked again; 0 for now."""
        with self._lock:
            return max(0.0, self._until.get(endpoint, 0.0) - self._clock.monotonic())

    def ask(self, endpoint: str, headers: Mapping[str, str]) -> None:
        """Note the pause that an answer "too many requests" asks for."""
        seconds = asked_pause(headers, now=self._clock.now())
        until = self._clock.monotonic() + seconds
        with self._lock:
            self._until[endpoint] = max(self._until.get(endpoint, 0.0), until)


def asked_pause(headers: Mapping[str, str], *, now: dt.datetime) -> float:
    """Seconds to wait: RateLimit-Reset, else Retry-After (seconds or a date), at most 15 minutes.

    RateLimit-Reset comes first since it is what is really left, while Retry-After always says 60.
    """
    asked = _seconds(headers.get("ratelimit-reset", ""))
    if asked is None:
        after = headers.get("retry-after", "")
        asked = _seconds(after)
        if asked is None:
            asked = _until_date(after, now)
    return min(max(_UNTOLD if asked is None else asked, _LEAST), _MOST)


def backoff(attempt: int, *, first: float, most: float) -> float:
    """A random wait before try `attempt` + 1 (full jitter), its bound doubling with each try."""
    return random.uniform(0.0, min(most, first * 2.0 ** (attempt - 1)))  # noqa: S311  (no secret)


def _seconds(text: str) -> float | None:
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()):
        return None
    return float(digits[:9])


def _until_date(text: str, now: dt.datetime) -> float | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return max(0.0, (aware - now).total_seconds())
