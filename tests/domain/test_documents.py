"""CPF and CNPJ: check digits, the mask while typing, redaction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.documents import (
    format_cnpj_partial,
    format_cpf_partial,
    is_valid_cnpj,
    is_valid_cpf,
    normalise_cnpj,
    normalise_cpf,
    redact,
)

digits = st.text("0123456789", max_size=20)


def check_digits(nine: str) -> str:
    """The CPF that nine digits begin, by the published sums (not by the library under test)."""
    for weights in (range(10, 1, -1), range(11, 1, -1)):
        total = sum(int(d) * w for d, w in zip(nine, weights, strict=True))
        nine += str(total * 10 % 11 % 10)
    return nine


@pytest.mark.parametrize("text", ["761.092.776-73", "76109277673", " 761.092.776-73 "])
def test_right_cpfs(text: str) -> None:
    assert is_valid_cpf(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "761.092.776-74",
        "7610927767",
        "761092776731",
        "111.111.111-11",
        "00000000000",
        "761x092x776x73",
        "7٦109277673",
        "761/092/776-73",
    ],
)
def test_wrong_cpfs(text: str) -> None:
    assert not is_valid_cpf(text)


@given(st.text("0123456789", min_size=9, max_size=9).filter(lambda nine: len(set(nine)) > 1))
def test_the_sums_decide(nine: str) -> None:
    cpf = check_digits(nine)
    assert is_valid_cpf(cpf)
    wrong = cpf[:-1] + str((int(cpf[-1]) + 1) % 10)
    assert not is_valid_cpf(wrong)


@pytest.mark.parametrize(
    "text", ["08.050.608/0001-32", "08050608000132", "12.ABC.345/01DE-35", "12abc34501de35"]
)
def test_right_cnpjs_numeric_and_alphanumeric(text: str) -> None:
    assert is_valid_cnpj(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "08.050.608/0001-33",
        "0805060800013",
        "12.ABC.345/01DE-36",
        "AAAAAAAAAAAAAA",
        "12ABC34501DEAA",
        "00000000000000",
        "08 050*608000132",
    ],
)
def test_wrong_cnpjs(text: str) -> None:
    assert not is_valid_cnpj(text)


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    assert is_valid_cpf(text) in {True, False}
    assert is_valid_cnpj(text) in {True, False}
    assert normalise_cpf(normalise_cpf(text)) == normalise_cpf(text)
    assert normalise_cnpj(normalise_cnpj(text)) == normalise_cnpj(text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("7", "7"),
        ("761", "761"),
        ("7610", "761.0"),
        ("7610927", "761.092.7"),
        ("761092776", "761.092.776"),
        ("7610927767", "761.092.776-7"),
        ("76109277673", "761.092.776-73"),
        ("761.092.776-7399", "761.092.776-73"),
    ],
)
def test_cpf_while_typing(typed: str, shown: str) -> None:
    assert format_cpf_partial(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("12", "12"),
        ("123456780", "12.345.678/0"),
        ("12abc34501de35", "12.ABC.345/01DE-35"),
        ("12ABC34501DE3599", "12.ABC.345/01DE-35"),
    ],
)
def test_cnpj_while_typing(typed: str, shown: str) -> None:
    assert format_cnpj_partial(typed) == shown


@given(digits)
def test_the_mask_changes_no_digit(text: str) -> None:
    assert normalise_cpf(format_cpf_partial(text)) == text[:11]
    assert normalise_cnpj(format_cnpj_partial(text)) == text[:14]


def test_redaction_keeps_the_middle_only() -> None:
    assert redact("761.092.776-73") == "***.092.776-**"
    assert redact("08.050.608/0001-32") == "**.050.608/0001-**"
    assert redact("123456") == "******"
    assert redact("") == ""
