"""Amounts: parsing, rounding, the two languages' ways of writing, and what is typed in a search."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.money import (
    MAX_MINOR,
    exponent,
    format_amount,
    format_compact,
    parse_minor,
    parse_typed_amount,
    to_decimal_string,
)

minors = st.integers(-MAX_MINOR, MAX_MINOR)
currencies = st.sampled_from(["BRL", "USD", "EUR", "JPY", "KWD", "CLF", "XYZ"])


@pytest.mark.parametrize(
    ("value", "currency", "minor"),
    [
        (307.8891, "BRL", 30789),
        (0.145, "BRL", 15),
        (-0.145, "BRL", -15),
        (0.005, "BRL", 1),
        (1.005, "BRL", 101),
        ("2001.4809", "BRL", 200148),
        (58, "JPY", 58),
        (1.2345, "KWD", 1235),
        (1e-300, "BRL", 0),
        ("0e9999", "BRL", 0),
        (Decimal("-0.00"), "BRL", 0),
        ("1E+3", "BRL", 100000),
    ],
)
def test_amounts_are_rounded_half_away_from_zero(
    value: float | str | Decimal, currency: str, minor: int
) -> None:
    assert parse_minor(value, currency) == minor


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        float("-inf"),
        1e300,
        10**4000,
        -(10**40),
        "1e9999",
        "1e99999999",
        "NaN",
        "sNaN",
        "Infinity",
        "1_000",
        " 1",
        "1,5",
        "٣",
        "",
        "9" * 65,
        True,
        Decimal("NaN"),
        Decimal("1e400"),
    ],
)
def test_what_is_no_finite_amount_is_refused(value: float | str | Decimal) -> None:
    with pytest.raises(ValueError, match=r"amount|number"):
        parse_minor(value)


@given(minors, currencies)
def test_the_decimal_string_reads_back(minor: int, currency: str) -> None:
    assert parse_minor(to_decimal_string(minor, currency), currency) == minor


@given(st.floats(-1e9, 1e9), currencies)
def test_a_float_is_rounded_as_the_decimal_it_is_written_as(value: float, currency: str) -> None:
    exact = Decimal(repr(value)) * 10 ** exponent(currency)
    assert parse_minor(value, currency) == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("minor", "currency", "portuguese", "english"),
    [
        (123456, "BRL", "R$\u00a01.234,56", "R$\u00a01,234.56"),
        (-6490, "BRL", "−R$\u00a064,90", "−R$\u00a064.90"),
        (0, "BRL", "R$\u00a00,00", "R$\u00a00.00"),
        (5, "USD", "US$\u00a00,05", "US$\u00a00.05"),
        (-100000000, "EUR", "−€\u00a01.000.000,00", "−€\u00a01,000,000.00"),
        (1234, "JPY", "JPY\u00a01.234", "JPY\u00a01,234"),
        (1234, "KWD", "KWD\u00a01,234", "KWD\u00a01.234"),
    ],
)
def test_amounts_as_people_write_them(
    minor: int, currency: str, portuguese: str, english: str
) -> None:
    assert format_amount(minor, currency, language="pt_BR") == portuguese
    assert format_amount(minor, currency, language="en") == english


def test_without_symbol_and_with_plus() -> None:
    assert format_amount(-6490, language="pt_BR", symbol=False) == "−64,90"
    assert format_amount(6490, language="pt_BR", plus=True) == "+R$\u00a064,90"
    assert format_amount(0, language="pt_BR", plus=True) == "R$\u00a00,00"


@pytest.mark.parametrize(
    ("minor", "portuguese", "english"),
    [
        (1234567, "12,3\u00a0mil", "12.3k"),
        (-150000000, "−1,5\u00a0mi", "−1.5M"),
        (95000, "950", "950"),
        (99949, "999", "999"),
        (99995, "1\u00a0mil", "1k"),
        (99994999, "999,9\u00a0mil", "999.9k"),
        (99995000, "1\u00a0mi", "1M"),
        (200000, "2\u00a0mil", "2k"),
        (10**11, "1\u00a0bi", "1B"),
        (-30, "0", "0"),
    ],
)
def test_short_numbers_for_axes(minor: int, portuguese: str, english: str) -> None:
    assert format_compact(minor, language="pt_BR") == portuguese
    assert format_compact(minor, language="en") == english


@given(minors, st.sampled_from(["pt_BR", "en"]))
def test_short_numbers_never_show_a_thousand_of_a_step(minor: int, language: str) -> None:
    text = format_compact(minor, language=language)
    assert "1.000" not in text
    assert "1,000" not in text
    assert len(text) <= 12


@given(minors, st.sampled_from(["pt_BR", "en"]))
def test_what_is_shown_can_be_typed(minor: int, language: str) -> None:
    shown = format_amount(minor, language=language, symbol=False)
    found = parse_typed_amount(shown, language)
    assert found is not None
    assert (found.operator, found.minor) == ("", minor)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("150", "pt_BR", ("", 15000)),
        (">100", "pt_BR", (">", 10000)),
        ("<20", "en", ("<", 2000)),
        (">= 1.000", "pt_BR", (">=", 100000)),
        ("=5", "pt_BR", ("=", 500)),
        ("-29,82", "pt_BR", ("", -2982)),
        ("−29,82", "pt_BR", ("", -2982)),
        ("<-5", "pt_BR", ("<", -500)),
        ("1.234,56", "pt_BR", ("", 123456)),
        ("1,234.56", "en", ("", 123456)),
        ("1.234,56", "en", ("", 123456)),
        ("1,234.56", "pt_BR", ("", 123456)),
        ("29.82", "pt_BR", ("", 2982)),
        ("29,82", "en", ("", 2982)),
        ("1.234", "pt_BR", ("", 123400)),
        ("1,234", "en", ("", 123400)),
        ("29,", "pt_BR", ("", 2900)),
        ("29,8", "pt_BR", ("", 2980)),
        ("R$ 150", "pt_BR", ("", 15000)),
        ("R$150,00", "pt_BR", ("", 15000)),
    ],
)
def test_typed_amounts(text: str, language: str, expected: tuple[str, int]) -> None:
    assert parse_typed_amount(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ">",
        "abc",
        "150 abc",
        "12.03.2026",
        "1,234",
        "1.2.3",
        ",5",
        "1e5",
        "٣",
        "9" * 40,
        "1,,2",
        "1.234.56",
        "--5",
        "5-",
        "R$",
        "1,234,567",
    ],
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert parse_typed_amount(text, "pt_BR") is None


@given(st.text(max_size=80), st.sampled_from(["pt_BR", "en"]))
def test_any_typed_text_is_an_amount_or_none(text: str, language: str) -> None:
    found = parse_typed_amount(text, language)
    assert found is None or abs(found.minor) <= MAX_MINOR
