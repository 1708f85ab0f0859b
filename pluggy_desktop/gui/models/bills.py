"""Which card bills are paid, and which is to be paid next. Pure, no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

from pluggy_desktop.store import BillRow


def settled(bills: Iterable[BillRow]) -> dict[str, int | None]:
    """What was paid of each of one card's bills, by Pluggy's id; None while that is not known.

    The payments that come with a bill are those of its cycle, and they settle the bill before it;
    so the latest bill's own payments are known only when the next one closes.
    """
    ordered = sorted(bills, key=_due_on)
    paid: dict[str, int | None] = {
        before.pluggy_id: after.paid for before, after in pairwise(ordered)
    }
    if ordered:
        paid[ordered[-1].pluggy_id] = None
    return paid


def next_bill(bills: Iterable[BillRow], today: dt.date) -> BillRow | None:
    """The closed bill of one card to be paid next: due today or later, and not known to be paid."""
    rows = list(bills)
    paid = settled(rows)
    waiting = [
        bill
        for bill in rows
        if bill.due_on >= today
        and bill.total is not None
        and (paid[bill.pluggy_id] or 0) < bill.total
    ]
    return min(waiting, key=_due_on, default=None)


def _due_on(bill: BillRow) -> dt.date:
    return bill.due_on
