"""What a fetched page changes in what is kept: the words between merge and store."""

from __future__ import annotations

from dataclasses import dataclass

from pluggy_desktop.domain.models import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRow:
    """A kept transaction as merge needs it: its own id and the digest of what was last fetched."""

    uid: bytes
    fingerprint: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row to write. `uid` is the kept row's 16-byte id, None for a new one."""

    transaction: Transaction
    fingerprint: bytes
    uid: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A page's news: rows to add and to update; `unchanged` counts the others."""

    added: tuple[RowChange, ...] = ()
    updated: tuple[RowChange, ...] = ()
    unchanged: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.added or self.updated)
