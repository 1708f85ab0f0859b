"""Sums over time: balance by day, flow by month, spending by category, net worth. Reais only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

import apsw

from pluggy_desktop.store.codec import DAY_SHIFT, first_key, key_after, key_date
from pluggy_desktop.store.readers import Readers
from pluggy_desktop.store.records import MonthFlow

# Money that only changes pockets is neither income nor spending: transfers between a person's own
# accounts (Pluggy's categories 04…) and payments of a card bill (05100000), whose purchases count.
_REAL = "currency = 'BRL' AND category_id NOT LIKE '04%' AND category_id <> '05100000'"


class Reports:
    """Figures for the overview; safe from any thread, each call sees one state of the file.

    Raises:
        StoreProblem: The file cannot be read (each method).
    """

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def daily_balance(
        self, account_ids: Sequence[str] | None, since: dt.date, until: dt.date
    ) -> list[tuple[dt.date, int]]:
        """The accounts' balance at the end of each day from `since` to `until`, in cents.

        Counted back from the balances the banks tell by the sums of posted rows. An account's
        balance is taken to hold on `data_until`; rows dated later (instalments posted ahead) have
        not touched it yet. Accounts in other currencies or without a balance are left out.
        """
        if until < since:
            return []
        with self._readers.snapshot() as con:
            present = 0
            moved: dict[int, int] = defaultdict(int)
            wanted = None if account_ids is None else set(account_ids)
            accounts = con.execute(
                "SELECT number, id, balance, data_until FROM accounts "
                "WHERE currency = 'BRL' AND balance IS NOT NULL"
            )
            for number, account_id, balance, data_until in accounts:
                if wanted is None or account_id in wanted:
                    present += balance
                    for day, amount in _moves(con, number, since, data_until):
                        moved[day] += amount
        last = max((until.toordinal(), *moved))
        balances: list[tuple[dt.date, int]] = []
        for day in range(last, since.toordinal() - 1, -1):
            if day <= until.toordinal():
                balances.append((dt.date.fromordinal(day), present))
            present -= moved.get(day, 0)
        return balances[::-1]

    def month_flow(self, months: int, *, until: dt.date) -> list[MonthFlow]:
        """Money in and out of the last `months` months that have rows up to `until`, oldest first.

        The last one is that of the newest row; months without rows are there, as zeros. Purchases
        of an open bill count; what is dated later (instalments posted ahead) does not yet.
        """
        end_key = key_after(until)
        with self._readers.snapshot() as con:
            newest = con.execute(
                f"SELECT max(key) FROM transactions WHERE key < ? AND {_REAL}",  # noqa: S608
                (end_key,),
            ).get
            if newest is None or months < 1:
                return []
            end = key_date(int(newest)).replace(day=1)
            starts = [_months_before(end, back) for back in range(months - 1, -1, -1)]
            query = (
                f"SELECT key >> {DAY_SHIFT}, sum(max(amount, 0)), sum(min(amount, 0)) "  # noqa: S608
                f"FROM transactions WHERE key >= ? AND key < ? AND {_REAL} GROUP BY 1"
            )
            rows = list(con.execute(query, (first_key(starts[0]), end_key)))
        sums = {start: [0, 0] for start in starts}
        for day, money_in, money_out in rows:
            month = sums[dt.date.fromordinal(day).replace(day=1)]
            month[0] += money_in
            month[1] += money_out
        return [MonthFlow(month=m, money_in=s[0], money_out=s[1]) for m, s in sums.items()]

    def by_category(self, since: dt.date, until: dt.date) -> list[tuple[str, int]]:
        """What was spent in each category (as shown; "" for none), negative, the most first."""
        with self._readers.snapshot() as con:
            rows = con.execute(
                "SELECT shown_category, sum(amount) AS spent FROM transactions "  # noqa: S608
                f"WHERE key >= ? AND key < ? AND amount < 0 AND {_REAL} "
                "GROUP BY shown_category ORDER BY spent, shown_category",
                (first_key(since), key_after(until)),
            )
            return list(rows)

    def net_worth(self) -> int:
        """What the person has less what is owed: accounts (cards negative), investments, loans."""
        with self._readers.snapshot() as con:
            total = con.execute(
                """
                SELECT (SELECT coalesce(sum(balance), 0) FROM accounts WHERE currency = 'BRL')
                    + (SELECT coalesce(sum(balance), 0) FROM investments
                       WHERE currency = 'BRL' AND NOT gone)
                    - (SELECT coalesce(sum(outstanding), 0) FROM loans
                       WHERE currency = 'BRL' AND NOT gone)
                """
            ).get
            return int(total)


def _moves(
    con: apsw.Connection, account: int, since: dt.date, data_until: int | None
) -> list[tuple[int, int]]:
    """The sums of an account's posted rows by day, from `since` on, up to its last known day."""
    end = key_after(dt.date.max if data_until is None else dt.date.fromordinal(data_until))
    rows = con.execute(
        f"SELECT key >> {DAY_SHIFT}, sum(amount) FROM transactions "  # noqa: S608
        "WHERE account = ? AND key >= ? AND key < ? AND pending = 0 AND currency = 'BRL' "
        "GROUP BY 1",
        (account, first_key(since), end),
    )
    return list(rows)


def _months_before(month: dt.date, back: int) -> dt.date:
    months = month.year * 12 + month.month - 1 - back
    return dt.date(months // 12, months % 12 + 1, 1)
