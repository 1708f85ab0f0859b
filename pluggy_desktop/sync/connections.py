"""Connections as kept, from items as seen. Pure."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

from pluggy_desktop.domain.models import Item
from pluggy_desktop.domain.status import Explanation, connection_state, explain, read
from pluggy_desktop.store import Attempt, Connection


def connection_from(attempt: Attempt, item: Item, now: dt.datetime) -> Connection:
    """A new connection for the item that an attempt made."""
    new = Connection(
        id=str(uuid.uuid4()),
        item_id=item.id,
        connector_id=attempt.connector_id,
        institution=attempt.institution,
        color=attempt.color,
        state=connection_state(read(item)),
        created_at=now,
    )
    return with_item(new, item)


def with_item(connection: Connection, item: Item) -> Connection:
    """The connection as `item` says it stands; the person's own name stays."""
    return replace(
        connection,
        item_id=item.id,
        state=connection_state(read(item)),
        detail=read(item).words,
        status=item.status,
        execution_status=item.execution_status,
        error_code=item.error_code,
        results=item.results,
        last_synced_at=item.last_updated_at or connection.last_synced_at,
        next_auto_sync_at=item.next_auto_sync_at,
        consent_expires_at=item.consent_expires_at,
    )


def words_for(connection: Connection) -> Explanation:
    """How a kept connection stands, in the person's words."""
    item = Item(
        id=connection.item_id,
        connector_id=connection.connector_id,
        status=connection.status,
        execution_status=connection.execution_status,
        error_code=connection.error_code,
        results=connection.results,
        # The address itself is not kept: it works once.
        authorize_url="authorise" if connection.status == "WAITING_USER_INPUT" else "",
    )
    return explain(read(item), connection.display_name)
