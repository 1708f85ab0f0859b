"""The API key: fetched once for all threads, renewed before it ends, never written anywhere."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.ports import Clock
from pluggy_desktop.errors import AccessRefused

_SLICE = 0.1
_REMEMBERED = 60.0  # seconds for which a refusal stands, so that eight threads ask only once


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    value: str = field(repr=False)
    monotonic: float
    now: dt.datetime


class KeyCache:
    """Holds the API key in memory. Safe from any thread; waiting for another's fetch is cancellable.

    Its age goes by both clocks: the monotonic one stands still while the computer sleeps, the
    other one can be set back.
    """

    def __init__(
        self, fetch: Callable[[Cancel], str], *, clock: Clock, most_seconds: float
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._most = most_seconds
        self._lock = threading.Lock()
        self._key: _Key | None = None
        self._refused: tuple[float, AccessRefused] | None = None

    def get(self, cancel: Cancel) -> str:
        """The key, fetched if there is none or it is old. Raises what the fetch raises."""
        key = self._key
        if key is not None and self._is_young(key):
            return key.value
        with self._locked(cancel):
            if self._key is None or not self._is_young(self._key):
                self._renew(cancel)
            return self._value()

    def renewed(self, stale: str, cancel: Cancel) -> str:
        """Another key than `stale`, which Pluggy has refused; one fetch for all who come with it."""
        with self._locked(cancel):
            if self._key is None or self._key.value == stale:
                self._renew(cancel)
            return self._value()

    def check(self, cancel: Cancel) -> None:
        """Fetch a key now, whatever is kept: the way to ask whether the access is right."""
        with self._locked(cancel):
            self._refused = None
            self._renew(cancel)

    def _is_young(self, key: _Key) -> bool:
        by_monotonic = self._clock.monotonic() - key.monotonic
        by_date = (self._clock.now() - key.now).total_seconds()
        return by_monotonic < self._most and 0 <= by_date < self._most

    def _renew(self, cancel: Cancel) -> None:
        if self._refused is not None:
            since, refused = self._refused
            if self._clock.monotonic() - since < _REMEMBERED:
                raise _copy(refused)
        self._key = None
        monotonic, now = self._clock.monotonic(), self._clock.now()
        try:
            value = self._fetch(cancel)
        except AccessRefused as refused:
            self._refused = (monotonic, refused)
            raise
        self._refused = None
        self._key = _Key(value=value, monotonic=monotonic, now=now)

    def _value(self) -> str:
        assert self._key is not None  # just renewed, under the lock
        return self._key.value

    @contextmanager
    def _locked(self, cancel: Cancel) -> Iterator[None]:
        while not self._lock.acquire(timeout=_SLICE):
            cancel.check()
        try:
            yield
        finally:
            self._lock.release()


def _copy(refused: AccessRefused) -> AccessRefused:
    return AccessRefused(
        refused.title, refused.message, refused.action, technical=refused.technical
    )
