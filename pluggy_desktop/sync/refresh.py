"""Brings connections up to date: asks Pluggy to collect, waits until it settled, fetches."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import (
    MEU_PLUGGY_ID,
    Item,
    ProductProgress,
)
from pluggy_desktop.domain.ports import Clock, Gateway
from pluggy_desktop.domain.status import Explanation, Phase, explain, read
from pluggy_desktop.errors import AppError, Cancelled, PluggyRefused
from pluggy_desktop.store import Connection, Store
from pluggy_desktop.sync.connections import with_item
from pluggy_desktop.sync.engine import SyncEngine, SyncReport
from pluggy_desktop.sync.poller import Pace, Poller

_log = logging.getLogger(__name__)

_ASKS_THE_PERSON = frozenset({Phase.CONSENT, Phase.QUESTION, Phase.ACTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshProgress:
    """Where a refresh is: connection number `index` (from 1) of `total`, and its product lines.

    `products` is empty while Pluggy still collects from the bank.
    """

    connection: Connection
    index: int
    total: int
    products: tuple[ProductProgress, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """How one connection came out.

    `report` is set when data were fetched; `explanation` when the person should know something;
    `error` when it could not be refreshed at all.
    """

    connection: Connection
    report: SyncReport | None = None
    explanation: Explanation | None = None
    error: AppError | None = None


class Refresher:
    """Refreshes connections of one store. Blocks.

    Args:
        open_gateway: Makes a gateway whose calls end with the cancel.
        store: Where the connections and their data are kept.
        engine: Fetches what settled.
        clock: For the time limit.
        pace: How often to look while Pluggy collects.
        limit: Seconds to wait for the collection; after that it goes on at Pluggy.
    """

    def __init__(
        self,
        open_gateway: Callable[[Cancel], Gateway],
        store: Store,
        engine: SyncEngine,
        *,
        clock: Clock,
        pace: Pace,
        limit: float,
    ) -> None:
        self._open_gateway = open_gateway
        self._store = store
        self._engine = engine
        self._clock = clock
        self._pace = pace
        self.limit = limit

    def refresh(
        self,
        connection_ids: Sequence[str] | None,
        cancel: Cancel,
        report: Callable[[RefreshProgress], None],
    ) -> tuple[Refreshed, ...]:
        """Refresh these connections, all if None; one that fails does not stop the others.

        Raises:
            Cancelled: Within a second; complete pages are kept.
            AccessRefused, VaultProblem: No gateway could be had at all.
        """
        wanted = [
            connection
            for connection in self._store.connections()
            if connection_ids is None or connection.id in connection_ids
        ]
        if not wanted:
            return ()
        gateway = self._open_gateway(cancel)
        results: list[Refreshed] = []
        for index, connection in enumerate(wanted, start=1):
            cancel.check()
            progress = RefreshProgress(connection=connection, index=index, total=len(wanted))
            report(progress)
            try:
                results.append(self._refresh(gateway, connection, progress, cancel, report))
            except Cancelled:
                raise
            except AppError as error:
                _log.warning("a connection could not be refreshed: %s", error)
                results.append(Refreshed(connection=self._kept(connection), error=error))
        return tuple(results)

    def _refresh(
        self,
        gateway: Gateway,
        connection: Connection,
        progress: RefreshProgress,
        cancel: Cancel,
        report: Callable[[RefreshProgress], None],
    ) -> Refreshed:
        item = self._settled(gateway, self._collected(gateway, connection), cancel)
        connection = self._save(connection, item)
        reading = read(item)
        words = explain(reading, connection.display_name, provider_message=item.provider_message)
        if reading.phase not in {Phase.DONE, Phase.PARTIAL}:
            return Refreshed(connection=connection, explanation=words)
        fetched = self._engine.sync(
            gateway,
            connection,
            item,
            cancel=cancel,
            on_progress=lambda lines: report(
                RefreshProgress(
                    connection=connection,
                    index=progress.index,
                    total=progress.total,
                    products=lines,
                )
            ),
        )
        partial = reading.phase is Phase.PARTIAL
        return Refreshed(
            connection=connection, report=fetched, explanation=words if partial else None
        )

    def _collected(self, gateway: Gateway, connection: Connection) -> Item:
        """The item, asked to collect again where Pluggy allows that."""
        item = gateway.item(connection.item_id)
        reading = read(item)
        asks_nothing = reading.phase in {Phase.DONE, Phase.PARTIAL, Phase.FAILED}
        if connection.connector_id == MEU_PLUGGY_ID or not asks_nothing:
            return item  # MeuPluggy refreshes by itself once a day; a waiting item must not restart
        try:
            return gateway.update_item(item.id)
        except PluggyRefused as error:
            if error.status not in {400, 409}:
                raise
            _log.info("Pluggy does not collect again now: %s", error.technical)
            return item

    def _settled(self, gateway: Gateway, item: Item, cancel: Cancel) -> Item:
        """The item once Pluggy has finished, needs the person, or the time limit is over."""
        latest = item
        until = self._clock.monotonic() + self.limit

        def see(seen: Item | None) -> float | None:
            nonlocal latest
            latest = seen or latest
            phase = read(latest).phase
            over = self._clock.monotonic() >= until
            return None if phase.settled or phase in _ASKS_THE_PERSON or over else self._pace.steady

        if see(item) is not None:
            poller = Poller(gateway, clock=self._clock, pace=self._pace, cancel=cancel)
            poller.watch(item.id, see)
        return latest

    def _save(self, connection: Connection, item: Item) -> Connection:
        updated = with_item(connection, item)
        self._store.save_connection(updated)
        return updated

    def _kept(self, connection: Connection) -> Connection:
        return self._store.connection(connection.id) or connection
