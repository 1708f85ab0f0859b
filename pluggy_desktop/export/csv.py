"""Transactions as CSV, for spreadsheets."""

from __future__ import annotations

import contextlib
import csv
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pluggy_desktop import i18n
from pluggy_desktop.domain.money import to_decimal_string
from pluggy_desktop.errors import AppError
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from pluggy_desktop.domain.cancel import Cancel
    from pluggy_desktop.store import TransactionRow

_REPORT_EVERY: Final = 1_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(
    rows: Iterable[TransactionRow],
    target: Path,
    *,
    cancel: Cancel,
    category: Callable[[str], str] = str,
    report: Callable[[int], None] | None = None,
) -> int:
    """Write `rows` to `target`; the number written. The old file stays until the new one is whole.

    In Portuguese cells are apart by ";" and amounts have a decimal comma, as spreadsheets there
    expect; in English "," and a point. Dates are ISO (2026-07-14) in both. UTF-8 with a mark, for
    Excel. Text that a spreadsheet would take for a formula gets an apostrophe before it: bank
    texts are written by strangers.

    Args:
        rows: The transactions, in the order wanted.
        target: The file; its folder exists.
        cancel: Ends the work; nothing is left behind then.
        category: What a category is called in the file.
        report: Told the number written so far, every thousand rows.

    Raises:
        AppError: The file could not be written.
        Cancelled: It was cancelled.
    """
    try:
        return _write(rows, target, cancel, category, report)
    except OSError as error:
        raise AppError(
            tr("The file could not be written"),
            str(target),
            tr("Check the folder and the free space, or choose another place."),
            technical=error.strerror or type(error).__name__,
        ) from error


def _write(
    rows: Iterable[TransactionRow],
    target: Path,
    cancel: Cancel,
    category: Callable[[str], str],
    report: Callable[[int], None] | None,
) -> int:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # 0600
    temporary = Path(name)
    count = 0
    portuguese = i18n.language() == "pt_BR"
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";" if portuguese else ",", lineterminator="\r\n")
            writer.writerow(_header())
            for count, row in enumerate(rows, start=1):
                writer.writerow(_cells(row, category, comma=portuguese))
                if count % _REPORT_EVERY == 0:
                    cancel.check()
                    if report is not None:
                        report(count)
            cancel.check()
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    return count


def defused(text: str) -> str:
    """`text` as a cell that no spreadsheet runs, without control characters."""
    clean = "".join(
        " " if mark in "\t\r\n" else mark
        for mark in text
        if mark in "\t\r\n" or unicodedata.category(mark) not in {"Cc", "Cs"}
    )
    return (
        f"'{clean}" if clean.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else clean
    )


def _header() -> list[str]:
    return [
        tr("Date"),
        tr("Description"),
        tr("With"),
        tr("Category"),
        tr("Institution"),
        tr("Account"),
        tr("Amount"),
        tr("Currency"),
        tr("Original amount"),
        tr("Original currency"),
        tr("Instalment"),
        tr("Situation"),
        tr("Identifier"),
    ]


def _cells(row: TransactionRow, category: Callable[[str], str], *, comma: bool) -> list[str]:
    part = row.installment
    original = ""
    if row.original_amount is not None and row.original_currency:
        original = _number(row.original_amount, row.original_currency, comma=comma)
    return [
        row.date.isoformat(),
        defused(row.description),
        defused(row.counterparty),
        defused(category(row.category)),
        defused(row.institution),
        defused(row.account_name),
        _number(row.amount, row.currency, comma=comma),
        row.currency,
        original,
        row.original_currency or "",
        # Not "2/10", which a spreadsheet would take for a date.
        tr("{n} of {total}", n=part.number, total=part.total) if part else "",
        tr("Pending") if row.status == "pending" else tr("Confirmed"),
        row.uid,
    ]


def _number(minor: int, currency: str, *, comma: bool) -> str:
    text = to_decimal_string(minor, currency)
    return text.replace(".", ",") if comma else text
