"""Merging a fetched page with what is kept, by properties."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.changes import LocalRow
from pluggy_desktop.domain.models import Installment, Transaction, TransactionStatus
from pluggy_desktop.sync.merge import fingerprint, merge

_transactions = st.builds(
    Transaction,
    pluggy_id=st.sampled_from([f"t-{n}" for n in range(8)]),
    account_pluggy_id=st.just("a"),
    date=st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)),
    description=st.text(max_size=8),
    amount=st.integers(-(10**9), 10**9),
    currency=st.just("BRL"),
    status=st.sampled_from(TransactionStatus),
    installment=st.none() | st.builds(Installment, number=st.integers(1, 9), total=st.just(9)),
)
_pages = st.lists(_transactions, max_size=12)


def kept(rows: list[Transaction]) -> dict[str, LocalRow]:
    return {
        row.pluggy_id: LocalRow(uid=row.pluggy_id.encode(), fingerprint=fingerprint(row))
        for row in rows
    }


@given(_pages)
def test_a_page_twice_is_no_news(page: list[Transaction]) -> None:
    changes = merge(kept(page), page)
    assert not changes
    assert changes.unchanged == len({row.pluggy_id for row in page})


@given(_pages, _pages)
def test_after_the_changes_everything_is_as_fetched(
    before: list[Transaction], page: list[Transaction]
) -> None:
    local = kept(before)
    changes = merge(local, page)
    wanted = kept(page)
    by_id = {name: row.fingerprint for name, row in local.items()}
    for change in (*changes.added, *changes.updated):
        by_id[change.transaction.pluggy_id] = change.fingerprint
    assert {name: by_id[name] for name in wanted} == {
        name: row.fingerprint for name, row in wanted.items()
    }
    for change in changes.updated:
        assert change.uid == local[change.transaction.pluggy_id].uid, "it stays the same row"
    assert all(change.uid is None for change in changes.added)
    assert len(changes.added) + len(changes.updated) + changes.unchanged == len(wanted)


@given(_transactions)
def test_what_a_person_sees_is_told_apart_and_pluggys_own_times_are_not(row: Transaction) -> None:
    touched = replace(row, updated_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert fingerprint(touched) == fingerprint(row)
    assert fingerprint(replace(row, amount=row.amount + 1)) != fingerprint(row)
    assert fingerprint(replace(row, description=row.description + "x")) != fingerprint(row)
    assert fingerprint(replace(row, category="Food")) != fingerprint(replace(row, category="Home"))
