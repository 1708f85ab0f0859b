"""What of a fetched page is new: (kept rows, fetched rows) → Changes. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields

from pluggy_desktop.domain.changes import Changes, LocalRow, RowChange
from pluggy_desktop.domain.models import Transaction

# Pluggy touches these without anything of the transaction itself having changed.
_NOT_CONTENT = frozenset({"created_at", "updated_at"})
_CONTENT = tuple(f.name for f in fields(Transaction) if f.name not in _NOT_CONTENT)


def fingerprint(transaction: Transaction) -> bytes:
    """16 bytes that differ when anything a person could see of the transaction differs."""
    content = repr(tuple(getattr(transaction, name) for name in _CONTENT))
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def merge(local: Mapping[str, LocalRow], remote: Sequence[Transaction]) -> Changes:
    """What to write so that what is kept matches `remote`.

    Args:
        local: The kept rows of the page, by Pluggy's transaction id.
        remote: The fetched rows. An id that comes twice counts once, as it came last.
    """
    added: list[RowChange] = []
    updated: list[RowChange] = []
    unchanged = 0
    for transaction in {row.pluggy_id: row for row in remote}.values():
        digest = fingerprint(transaction)
        kept = local.get(transaction.pluggy_id)
        if kept is None:
            added.append(RowChange(transaction=transaction, fingerprint=digest))
        elif kept.fingerprint != digest:
            updated.append(RowChange(transaction=transaction, fingerprint=digest, uid=kept.uid))
        else:
            unchanged += 1
    return Changes(added=tuple(added), updated=tuple(updated), unchanged=unchanged)
