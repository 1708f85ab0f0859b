"""Values for the store's tests: connections, accounts, transactions, and files filled with them."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pluggy_desktop.domain.changes import Changes, RowChange
from pluggy_desktop.domain.models import (
    Account,
    AccountKind,
    ConnectionState,
    Transaction,
)
from pluggy_desktop.store import AccountRow, Connection, Store

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
DAY = dt.date(2026, 7, 14)
NOW = dt.datetime(2026, 7, 14, 15, 22, 3, 123456, tzinfo=dt.UTC)
NAMESPACE = uuid.UUID("00000000-0000-4000-8000-000000000000")


def some_id(word: object) -> str:
    """The same UUID for the same word."""
    return str(uuid.uuid5(NAMESPACE, str(word)))


def connection(word: str = "one", institution: str = "Banco Exemplo") -> Connection:
    return Connection(
        id=some_id(f"connection {word}"),
        item_id=some_id(f"item {word}"),
        connector_id=601,
        institution=institution,
        state=ConnectionState.UPDATED,
        created_at=NOW,
    )


def account(word: str = "one", name: str = "Conta Corrente") -> Account:
    return Account(
        pluggy_id=some_id(f"account {word}"),
        item_id=some_id("item one"),
        kind=AccountKind.CHECKING,
        name=name,
        number="12345-6",
        balance=100_000,
    )


def transaction(word: object, *, day: dt.date = DAY, amount: int = -1000) -> Transaction:
    return Transaction(
        pluggy_id=some_id(f"transaction {word}"),
        account_pluggy_id=some_id("account one"),
        date=day,
        description=f"Compra {word}",
        amount=amount,
        currency="BRL",
    )


def change(row: Transaction, uid: bytes | None = None) -> RowChange:
    digest = hashlib.blake2b(repr(row).encode(), digest_size=16).digest()
    return RowChange(transaction=row, fingerprint=digest, uid=uid)


def added(rows: Sequence[Transaction]) -> Changes:
    return Changes(added=tuple(change(row) for row in rows))


def account_in(store: Store, word: str = "one", name: str = "Conta Corrente") -> AccountRow:
    """An account of the connection "one" in `store`, made with it when absent."""
    store.save_connection(connection())
    one = account(word, name)
    store.save_accounts(connection().id, [one])
    return next(row for row in store.accounts() if row.pluggy_id == one.pluggy_id)


def fill(store: Store, rows: Sequence[Transaction], word: str = "one") -> AccountRow:
    """Put `rows` into the account `word` as one page."""
    row = account_in(store, word)
    store.save_page(row.id, added(rows), cursor=None)
    return row


def filled_file(path: Path, count: int = 50) -> None:
    """An ordinary file with `count` transactions, closed."""
    store = Store.open(path, KEY)
    days = [DAY - dt.timedelta(days=n) for n in range(count)]
    fill(store, [replace(transaction(n), date=day) for n, day in enumerate(days)])
    store.close()


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files below `folder`, whole."""
    return {
        str(entry.relative_to(folder)): entry.read_bytes()
        for entry in sorted(folder.rglob("*"))
        if entry.is_file()
    }
