"""Requests a minute for each address and kind of request, with the headers that tell of it."""

from __future__ import annotations

import math
import threading

from pluggy_desktop.sandbox.answers import Problem
from pluggy_desktop.sandbox.clock import SandboxClock

LIMITS: dict[str, int] = {"auth": 360, "transactions": 360, "investments": 360, "item-update": 20}
"""The published limits a minute; endpoints that are not here have none."""


class RateLimiter:
    """Counts requests in windows of one minute (of the sandbox's time: `speed` shortens them).

    `Retry-After` always says 60, however little is left, as the real one does; `RateLimit-Reset` is
    the one to believe.
    """

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[tuple[str, str], tuple[float, int]] = {}

    def count(self, address: str, bucket: str) -> dict[str, str]:
        """Count one request of `bucket` from `address`; the headers of its answer.

        Raises:
            Problem: The minute's share is used up (429).
        """
        limit = LIMITS[bucket]
        length = self._clock.span(60)
        now = self._clock.now()
        with self._lock:
            began, used = self._windows.get((address, bucket), (now, 0))
            if now - began >= length:
                began, used = now, 0
            used += 1
            self._windows[address, bucket] = (began, used)
        headers = {
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(0, limit - used)),
            "RateLimit-Reset": str(max(1, math.ceil(began + length - now))),
        }
        if used > limit:
            raise Problem(
                429,
                "Too many requests. Please try again later (see Retry-After header in seconds)",
                headers={**headers, "Retry-After": "60"},
            )
        return headers
