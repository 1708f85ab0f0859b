"""Rows of what is kept, for the command line: as JSON with stable keys, or as a plain table."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from pluggy_desktop.domain.models import Connector, TransactionStatus
from pluggy_desktop.domain.money import to_decimal_string
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import AccountRow, Connection, TransactionRow
from pluggy_desktop.sync.connections import words_for

Row = Mapping[str, object]


def connector_row(connector: Connector) -> Row:
    """An institution, with the fields it asks for."""
    return {
        "id": connector.id,
        "name": connector.name,
        "type": connector.kind,
        "health": str(connector.health),
        "fields": [
            {"name": c.name, "label": c.label, "type": c.type, "help": c.assistive_text}
            for c in connector.credentials
        ],
    }


def connection_row(connection: Connection) -> Row:
    """A connection; `detail` is a sentence for people."""
    return {
        "id": connection.id,
        "item_id": connection.item_id,
        "name": connection.display_name,
        "institution": connection.institution,
        "state": str(connection.state),
        "detail": words_for(connection).sentence(),
        "last_synced_at": _instant(connection.last_synced_at),
        "consent_expires_at": _instant(connection.consent_expires_at),
    }


def account_row(account: AccountRow) -> Row:
    """An account; `balance` is a decimal string, negative for a card's debt."""
    balance = account.balance
    return {
        "id": account.id,
        "connection_id": account.connection_id,
        "institution": account.institution,
        "name": account.name,
        "kind": str(account.kind),
        "number": account.number,
        "currency": account.currency,
        "balance": None if balance is None else to_decimal_string(balance, account.currency),
        "data_until": account.data_until.isoformat() if account.data_until else None,
    }


def transaction_row(row: TransactionRow) -> Row:
    """A transaction; amounts are decimal strings, negative for money out."""
    original = row.original_amount
    foreign = original is not None and row.original_currency is not None
    part = row.installment
    return {
        "id": row.uid,
        "pluggy_id": row.pluggy_id,
        "account_id": row.account_id,
        "date": row.date.isoformat(),
        "description": row.description,
        "amount": to_decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "original_amount": to_decimal_string(original or 0, row.original_currency or "")
        if foreign
        else None,
        "original_currency": row.original_currency if foreign else None,
        "status": "pending" if row.status is TransactionStatus.PENDING else "posted",
        "category": row.category or None,
        "installment": {"number": part.number, "total": part.total} if part else None,
        "bill_id": row.bill_id or None,
        "counterparty": row.counterparty or None,
    }


def as_json(rows: Sequence[Row]) -> str:
    """The rows as one JSON array."""
    return json.dumps(list(rows), ensure_ascii=False, indent=2)


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "connectors": ("id", "name", "type", "health"),
    "connections": ("id", "name", "state", "last_synced_at", "detail"),
    "accounts": ("id", "institution", "name", "number", "currency", "balance", "data_until"),
    "transactions": ("date", "description", "category", "currency", "amount", "status"),
}
_WORDED = frozenset({"type", "health", "state", "status"})
_NUMBERS = frozenset({"amount", "balance"})


def headings() -> Mapping[str, str]:
    """The columns' names in the person's language."""
    return {
        "id": tr("Id"),
        "name": tr("Name"),
        "type": tr("Type"),
        "health": tr("Health"),
        "state": tr("State"),
        "detail": tr("Detail"),
        "last_synced_at": tr("Last synced"),
        "institution": tr("Institution"),
        "number": tr("Number"),
        "currency": tr("Currency"),
        "balance": tr("Balance"),
        "data_until": tr("Data until"),
        "date": tr("Date"),
        "description": tr("Description"),
        "category": tr("Category"),
        "amount": tr("Amount"),
        "status": tr("Status"),
    }


def as_table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """The rows as aligned text with a heading; bank texts without control characters."""
    names, words = headings(), _words()
    cells = [[names[column] for column in columns]]
    cells += [[_cell(_worded(column, row[column], words)) for column in columns] for row in rows]
    widths = [max(_width(line[n]) for line in cells) for n in range(len(columns))]
    align = [_right if column in _NUMBERS else _left for column in columns]
    return "\n".join(
        "  ".join(align[n](text, widths[n]) for n, text in enumerate(line)).rstrip()
        for line in cells
    )


def _words() -> Mapping[object, str]:
    """The fixed words of rows, as people say them; JSON keeps them as they are."""
    return {
        "updated": tr("up to date"),
        "updating": tr("updating"),
        "partial": tr("partly up to date"),
        "needs_you": tr("needs you"),
        "failed": tr("failed"),
        "online": tr("online"),
        "unstable": tr("unstable"),
        "offline": tr("offline"),
        "posted": tr("posted"),
        "pending": tr("pending"),
        "PERSONAL_BANK": tr("personal"),
        "BUSINESS_BANK": tr("business"),
        "PAYMENT_ACCOUNT": tr("payment account"),
        "INVESTMENT": tr("investments"),
    }


def _worded(column: str, value: object, words: Mapping[object, str]) -> object:
    return words.get(value, value) if column in _WORDED else value


Align = Callable[[str, int], str]


def _left(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _right(text: str, width: int) -> str:
    return " " * (width - _width(text)) + text


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(mark if mark.isprintable() else " " for mark in text)


def _instant(value: dt.datetime | None) -> str | None:
    return value.isoformat().replace("+00:00", "Z") if value else None
