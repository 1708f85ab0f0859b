"""How an attempt ends: the connection is kept and its data fetched, or it is forgotten everywhere."""

from __future__ import annotations

import logging

from pluggy_desktop.connect import flow
from pluggy_desktop.connect.progress import ConnectEnd, EndKind
from pluggy_desktop.connect.surroundings import Surroundings
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Item
from pluggy_desktop.domain.ports import Gateway
from pluggy_desktop.domain.status import Explanation, Phase, explain, read
from pluggy_desktop.errors import AppError
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import Attempt, Connection
from pluggy_desktop.sync.connections import connection_from, with_item
from pluggy_desktop.sync.engine import OnProgress

_log = logging.getLogger(__name__)


class Ending:
    """Ends one attempt.

    Args:
        around: What the session works with.
        connection: The connection that was to be renewed, None for a new one.
        attempt: The attempt as it stands.
    """

    def __init__(
        self,
        around: Surroundings,
        connection: Connection | None,
        attempt: Attempt,
    ) -> None:
        self._store = around.store
        self._engine = around.engine
        self._clock = around.clock
        self._connection = connection
        self._attempt = attempt
        self._existing = attempt.existing

    def conclude(
        self, gateway: Gateway, end: flow.End, cancel: Cancel, on_progress: OnProgress
    ) -> ConnectEnd:
        """Do what the flow's end asks for.

        Raises:
            AppError: The fetching broke off. The connection is kept by then, with all complete
                pages; a sync goes on with it.
        """
        if isinstance(end, flow.Refused):
            return self._refused(gateway, end)
        item = end.item or gateway.item(self._attempt.item_id)
        connection = self._keep_connection(item)
        if isinstance(end, flow.StillSyncing):
            return ConnectEnd(
                kind=EndKind.STILL_SYNCING,
                institution=connection.display_name,
                connection_id=connection.id,
                explanation=_still_syncing(connection.display_name),
                existing=self._existing,
                technical=read(item).words,
            )
        report = self._engine.sync(
            gateway, connection, item, cancel=cancel, on_progress=on_progress
        )
        if not self._existing:  # of a bank just connected, everything is new and so nothing is
            for account in report.accounts:
                self._store.mark_seen(account.id)
        partial = end.partial or not report.complete
        return ConnectEnd(
            kind=EndKind.PARTIAL if partial else EndKind.CONNECTED,
            institution=connection.display_name,
            connection_id=connection.id,
            report=report,
            explanation=explain(read(item), connection.display_name) if end.partial else None,
            existing=self._existing,
            technical=read(item).words,
        )

    def _keep_connection(self, item: Item) -> Connection:
        connection = self._connection or self._store.connection_by_item(item.id)
        if connection is None:
            connection = connection_from(self._attempt, item, self._clock.now())
        else:
            self._existing = True
            connection = with_item(connection, item)
        self._store.save_connection(connection)
        for attempt in self._store.attempts():  # an older one may have been for the same item
            if attempt.id == self._attempt.id or attempt.item_id == item.id:
                self._store.delete_attempt(attempt.id)
        return connection

    def _refused(self, gateway: Gateway, end: flow.Refused) -> ConnectEnd:
        """Nothing was shared: forget the attempt, here and, unless it is an older one, at Pluggy."""
        attempt = self._attempt
        connection = self._connection or self._store.connection_by_item(end.item_id)
        if connection is not None and end.item is not None:
            self._store.save_connection(with_item(connection, end.item))
        elif connection is None and not self._existing:
            try:
                gateway.delete_item(end.item_id)
            except AppError as error:
                _log.warning("the refused item could not be removed at Pluggy: %s", error)
        self._store.delete_attempt(attempt.id)
        provider = end.item.provider_message if end.item else ""
        return ConnectEnd(
            kind=EndKind.REFUSED,
            institution=attempt.institution,
            connection_id=connection.id if connection else "",
            explanation=explain(end.reading, attempt.institution, provider_message=provider),
            existing=connection is not None,
            needs_person=end.reading.phase is Phase.NEEDS_YOU,
            reason=end.reading.reason,
            technical=end.reading.words,
        )


def _still_syncing(institution: str) -> Explanation:
    return Explanation(
        title=tr("{institution} takes longer than usual", institution=institution),
        message=tr(
            "Your authorisation worked. The bank is still sending, and that goes on without you."
        ),
        action=tr("Sync later to see the data."),
    )
