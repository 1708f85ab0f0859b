"""How a connection is put in words: its state, what was shared, and when it was last in sync."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pluggy_desktop.domain.dates import sao_paulo
from pluggy_desktop.domain.models import ConnectionState, Item, Product
from pluggy_desktop.domain.status import Explanation, explain, read
from pluggy_desktop.gui import format as texts
from pluggy_desktop.gui.activity import product_names
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import AccountRow, Connection

_PRODUCTS: Final = {
    "accounts": Product.ACCOUNTS,
    "creditCards": Product.CARDS,
    "transactions": Product.TRANSACTIONS,
    "investments": Product.INVESTMENTS,
    "loans": Product.LOANS,
}
_SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A product's line on a connection's card."""

    name: str
    words: str
    fine: bool
    warnings: tuple[str, ...] = ()


def explained(connection: Connection) -> Explanation:
    """What its state means for the person."""
    item = Item(
        id=connection.item_id,
        connector_id=connection.connector_id,
        status=connection.status,
        execution_status=connection.execution_status,
        error_code=connection.error_code,
        results=connection.results,
    )
    return explain(read(item), connection.display_name)


def short(connection: Connection, accounts: Sequence[AccountRow], now: dt.datetime) -> str:
    """One line: how fresh it is, or what is wrong."""
    if connection.state in {ConnectionState.NEEDS_YOU, ConnectionState.FAILED}:
        return explained(connection).title
    if connection.state is ConnectionState.UPDATING:
        return tr("Syncing with the bank…")
    parts = []
    if connection.last_synced_at:
        when = texts.relative(connection.last_synced_at, now)
        parts.append(tr("updated {when}", when=when))
    day = data_until(connection, accounts)
    if day:
        parts.append(tr("data until {day}", day=texts.short_day(day)))
    return " · ".join(parts) or tr("No data yet")


def data_until(connection: Connection, accounts: Sequence[AccountRow]) -> dt.date | None:
    """The last day for which all of its accounts are complete; None when that is not known."""
    days = [a.data_until for a in accounts if a.connection_id == connection.id and a.data_until]
    return min(days, default=None)


def product_lines(connection: Connection) -> list[Line]:
    """What the institution shared the last time, product by product."""
    names = product_names()
    lines = []
    for result in connection.results:
        product = _PRODUCTS.get(result.product)
        if product is None:
            continue
        if result.is_updated and not result.warnings:
            words = tr("up to date")
        elif result.is_updated:
            words = tr("up to date, with a remark")
        else:
            words = tr("did not come this time")
        lines.append(
            Line(
                name=names[product],
                words=words,
                fine=result.is_updated and not result.warnings,
                warnings=result.warnings,
            )
        )
    return lines


def consent(connection: Connection, now: dt.datetime) -> tuple[str, bool]:
    """Until when the person allowed the sharing, and whether that ends soon."""
    ends = connection.consent_expires_at
    if ends is None:
        return tr("without an end"), False
    if ends <= now:
        return tr("ended on {day}", day=texts.date(_local(ends))), True
    return tr("until {day}", day=texts.date(_local(ends))), ends - now < _SOON


def next_sync(connection: Connection) -> str:
    """When Pluggy updates it by itself."""
    when = connection.next_auto_sync_at
    return texts.moment(when) if when else tr("not planned")


def _local(then: dt.datetime) -> dt.date:
    return then.astimezone(sao_paulo()).date()
