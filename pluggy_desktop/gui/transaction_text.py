"""How a transaction is put in words: title, instalment, foreign amount, what screen readers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pluggy_desktop.domain.models import TransactionStatus
from pluggy_desktop.domain.readable import readable
from pluggy_desktop.gui import categories
from pluggy_desktop.gui import format as texts
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from pluggy_desktop.gui.format import Formats
    from pluggy_desktop.store import TransactionRow


def title(row: TransactionRow) -> str:
    """The bank's text in a readable hand, with the other side's name where it lacks that."""
    return readable(row.description, row.counterparty) or tr("No description")


def installment(row: TransactionRow) -> str:
    """Write "(2/10)", or "" for a purchase paid at once."""
    part = row.installment
    return f"({part.number}/{part.total})" if part and part.total > 1 else ""


def original(row: TransactionRow, formats: Formats) -> str:
    """The amount in the currency of the purchase, unsigned ("US$ 9,99"), or "" if it is the same."""
    if row.original_amount is None or not row.original_currency:
        return ""
    return formats.amount(abs(row.original_amount), row.original_currency)


def is_pending(row: TransactionRow) -> bool:
    """Whether the bank has not settled it yet."""
    return row.status is TransactionStatus.PENDING


def spoken(row: TransactionRow, formats: Formats) -> str:
    """The row as one sentence."""
    parts = [
        texts.date(row.date),
        title(row),
        installment(row),
        original(row, formats),
        categories.shown(row.category),
        row.account_name,
        formats.amount(row.amount, row.currency),
        tr("pending") if is_pending(row) else "",
    ]
    return ", ".join(part for part in parts if part)
