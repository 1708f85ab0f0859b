"""Looks at an item again and again until told to stop. No Qt; an event is the only wait."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Item
from pluggy_desktop.domain.ports import Clock, Gateway
from pluggy_desktop.errors import AppError, NetworkProblem, PluggyRefused

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds between two looks: `quick` until there is a link, `steady` afterwards.

    Pluggy names no limit for GET /items/{id}; its own recipe waits 2 s, the guide 5 s. `patience`
    is how long the network or Pluggy may stay away before the wait is given up.
    """

    quick: float = 1.0
    steady: float = 2.0
    patience: float = 120.0


class Poller:
    """Watches one item. `wake()` from any thread makes it look at once."""

    def __init__(self, gateway: Gateway, *, clock: Clock, pace: Pace, cancel: Cancel) -> None:
        self._gateway = gateway
        self._clock = clock
        self._pace = pace
        self._cancel = cancel
        self._woken = threading.Event()
        self._last_words: tuple[str, ...] = ()

    def wake(self) -> None:
        """Look now instead of at the next turn."""
        self._woken.set()

    def watch(self, item_id: str, see: Callable[[Item | None], float | None]) -> None:
        """Look at the item until `see` is satisfied.

        Args:
            item_id: Pluggy's id of the item.
            see: Gets the item after each look, None where that failed this time; answers
                in how many seconds to look again, None to stop.

        Raises:
            Cancelled: Within a second of the cancel.
            AppError: The network or Pluggy stayed away for longer than the pace's patience; any
                other refusal at once.
        """
        self._cancel.register(self._woken.set)
        failing_since: float | None = None
        try:
            while True:
                self._cancel.check()
                self._woken.clear()
                item, error = self._look(item_id)
                if error is None:
                    failing_since = None
                else:
                    failing_since = failing_since or self._clock.monotonic()
                    if self._clock.monotonic() - failing_since > self._pace.patience:
                        raise error
                pause = see(item)
                if pause is None:
                    return
                self._cancel.check()
                self._woken.wait(pause)
        finally:
            self._cancel.unregister(self._woken.set)

    def _look(self, item_id: str) -> tuple[Item | None, AppError | None]:
        try:
            item = self._gateway.item(item_id)
        except (NetworkProblem, PluggyRefused) as error:
            if isinstance(error, PluggyRefused) and error.status < 500 and error.status != 429:
                raise
            _log.warning("looking at item %.4s… failed: %s", item_id, error)
            return None, error
        self._log_change(item)
        return item, None

    def _log_change(self, item: Item) -> None:
        missing = [result.product for result in item.results if not result.is_updated]
        words = (item.status, item.execution_status, item.error_code, *missing)
        if words != self._last_words:
            self._last_words = words
            _log.info(
                "item %.4s… status=%s executionStatus=%s error=%s statusDetail=%s",
                item.id,
                item.status,
                item.execution_status or "-",
                item.error_code or "-",
                _detail(item),
            )


def _detail(item: Item) -> str:
    return (
        ", ".join(
            f"{result.product}={'updated' if result.is_updated else 'not updated'}"
            + (f" ({'; '.join(result.warnings)})" if result.warnings else "")
            for result in item.results
        )
        or "-"
    )
