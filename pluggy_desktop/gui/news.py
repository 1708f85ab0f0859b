"""Rows that came with a sync and were not looked at yet: an account's badge, until it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pluggy_desktop.gui.latest import Latest
from pluggy_desktop.gui.workers import Report

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.store import AccountRow, Store


@dataclass(frozen=True, slots=True)
class _MarkSeen:
    store: Store
    account_id: str

    def __call__(self, cancel: Cancel, report: Report, /) -> None:
        self.store.mark_seen(self.account_id)


class News(Latest):
    """Notes beside the window that an account's news were seen; `ready` when it is noted."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store

    def see(self, account_id: str, accounts: Sequence[AccountRow]) -> None:
        """The person looks at this account, one of `accounts`."""
        if any(account.id == account_id and account.new_rows for account in accounts):
            self.request(_MarkSeen(self._store, account_id))
