"""CSV: what a spreadsheet reads is what was shown, and nothing in it runs."""

from __future__ import annotations

import csv as reader
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop import i18n
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Installment, TransactionStatus
from pluggy_desktop.errors import AppError, Cancelled
from pluggy_desktop.export import csv
from pluggy_desktop.store import TransactionRow

ROW = TransactionRow(
    uid="0a",
    key=1,
    pluggy_id="p",
    account_id="a",
    account_name="Conta corrente",
    institution="Banco Aurora",
    color="#000000",
    date=dt.date(2026, 7, 14),
    description='Padaria; pão & "doce"',
    amount=-123456,
    currency="BRL",
    original_amount=-999,
    original_currency="USD",
    status=TransactionStatus.PENDING,
    category="Eating out",
    installment=Installment(number=2, total=10),
    bill_id="",
    counterparty="Padaria",
)


def read(file: Path, delimiter: str) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(reader.reader(opened, delimiter=delimiter))


def test_portuguese_as_spreadsheets_there_expect_it(tmp_path: Path) -> None:
    i18n.use("pt_BR")
    target = tmp_path / "out.csv"
    assert csv.write([ROW], target, cancel=Cancel(), category=str.upper) == 1
    assert target.read_bytes().startswith(b"\xef\xbb\xbfData;")
    cells = read(target, ";")[1]
    assert cells == [
        "2026-07-14", 'Padaria; pão & "doce"', "Padaria", "EATING OUT", "Banco Aurora",
        "Conta corrente", "-1234,56", "BRL", "-9,99", "USD", "2 de 10", "Pendente", "0a",
    ]  # fmt: skip


def test_english(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    plain = replace(ROW, original_amount=None, original_currency=None, installment=None)
    csv.write([plain], target, cancel=Cancel())
    cells = read(target, ",")[1]
    assert cells[6] == "-1234.56"
    assert cells[8:11] == ["", "", ""]
    assert cells[11] == "Pending"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+55", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n@x", "=cmd|' /C calc'!A0"],
)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert csv.defused(text).startswith("'")


@given(st.text())
def test_no_text_runs_and_every_text_survives(text: str) -> None:
    cell = csv.defused(text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in cell
    assert "\x00" not in cell


def test_plain_text_stays_as_it_is() -> None:
    assert csv.defused("Pix enviado · João (50%)") == "Pix enviado · João (50%)"


def test_a_cancelled_export_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    cancel = Cancel()

    def rows() -> Iterator[TransactionRow]:
        for n in range(5_000):
            if n == 2_500:
                cancel.set()
            yield ROW

    with pytest.raises(Cancelled):
        csv.write(rows(), target, cancel=cancel)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    csv.write([ROW] * 2_500, tmp_path / "o.csv", cancel=Cancel(), report=told.append)
    assert told == [1_000, 2_000]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AppError) as said:
        csv.write([ROW], tmp_path / "no" / "out.csv", cancel=Cancel())
    assert said.value.action
    assert "Errno" not in said.value.sentence()
