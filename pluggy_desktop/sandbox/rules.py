"""What Pluggy refuses about an item: duplicates, too many, too often, too many failures in a row."""

from __future__ import annotations

from collections.abc import Collection

from pluggy_desktop.sandbox.answers import Problem
from pluggy_desktop.sandbox.clock import SandboxClock, iso
from pluggy_desktop.sandbox.connectors import Institution
from pluggy_desktop.sandbox.item import Item
from pluggy_desktop.sandbox.lifecycle import Seen
from pluggy_desktop.sandbox.wishes import ItemWish

ITEM_LIMIT = 100
MIN_UPDATE_HOURS = 1
LOGIN_FAILURES = 2
LOGIN_BACKOFF = 900.0
MAX_FAILURES = 5


def refuse_create(items: Collection[Item], bank: Institution, wish: ItemWish) -> None:
    """Raise what forbids a new item: one with the same credentials, or one too many.

    Raises:
        Problem: 400 ITEM_USER_ALREADY_EXISTS (which has no `code`), 409 ITEM_CREATION_LIMIT_EXCEEDED.
    """
    if wish.avoid_duplicates and wish.parameters:
        same = [
            item.id
            for item in items
            if item.bank.id == bank.id and item.parameters == wish.parameters
        ]
        if same:
            raise Problem(
                400,
                "There are other items with the same credentials, you can't create a new one",
                description="ITEM_USER_ALREADY_EXISTS",
                coded=False,
                items=same,
            )
    if len(items) >= ITEM_LIMIT:
        raise Problem(
            409,
            f"Client exceeded item creation limit ({ITEM_LIMIT} items) for the current subscription level.",
            description="ITEM_CREATION_LIMIT_EXCEEDED",
            data={"itemsLimit": ITEM_LIMIT},
        )


def refuse_update(item: Item, seen: Seen, clock: SandboxClock) -> None:
    """Raise what forbids a client update now: too many failures, or too soon after the last.

    Raises:
        Problem: 400 TOO_MANY_CONSECUTIVE_LOGIN_FAILURES or TOO_MANY_CONSECUTIVE_ERRORS, 409
            CLIENT_IS_UPDATING_BEFORE_ALLOWED_FREQUENCY.
    """
    now = clock.now()
    if item.failed_logins >= LOGIN_FAILURES and now < item.last_failure + LOGIN_BACKOFF:
        raise _too_many_logins(item, clock)
    if item.failures > MAX_FAILURES:
        raise Problem(
            400,
            f"There has been more than {MAX_FAILURES} failing syncronizations, please contact support",
            description="TOO_MANY_CONSECUTIVE_ERRORS",
        )
    fresh = item.client_update is not None and now < item.client_update + MIN_UPDATE_HOURS * 3600
    if seen.status in ("UPDATING", "MERGING") or (seen.status == "UPDATED" and fresh):
        at = iso(clock.wall(item.last_updated if item.last_updated is not None else item.created))
        raise Problem(
            409,
            f"Client updates on this item are allowed at most every {MIN_UPDATE_HOURS} hours. "
            f"Last update was at {at}",
            description="CLIENT_IS_UPDATING_BEFORE_ALLOWED_FREQUENCY",
            data={"minUpdateFrequencyAllowedInHours": MIN_UPDATE_HOURS, "lastUpdatedAt": at},
        )


def parameter_problem(name: str, code: str, message: str) -> Problem:
    """The 400 for a wrong value of one parameter."""
    return Problem(
        400,
        "Connector parameters do not match validation rules",
        description="CONNECTOR_VALIDATION_ERROR",
        details=[{"code": code, "parameter": name, "message": message}],
    )


def _too_many_logins(item: Item, clock: SandboxClock) -> Problem:
    last = iso(clock.wall(item.last_failure))
    retry = iso(clock.wall(item.last_failure + LOGIN_BACKOFF))
    return Problem(
        400,
        f"must wait at least 15 minutes after {LOGIN_FAILURES} consecutive login errors, "
        f"last attempt was at {last} (can retry after: {retry})",
        description="TOO_MANY_CONSECUTIVE_LOGIN_FAILURES",
        data={
            "readableBackoffTime": "15 minutes",
            "maxConsecutiveFailedLoginAttempts": LOGIN_FAILURES,
            "lastExecutionEndedAt": last,
            "canRetryAfterDate": retry,
        },
    )
