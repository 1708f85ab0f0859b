"""Amounts as integers of the currency's minor unit: parsing, rounding and writing them out."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Literal, NamedTuple

MAX_MINOR = 10**13
"""The largest amount taken for real, either sign: a hundred billion reais, in cents."""

MINUS = "\u2212"
NBSP = "\u00a0"

Operator = Literal["", "=", ">", "<", ">=", "<="]

# ISO 4217: how many decimals a currency has where it is not two.
# fmt: off
_EXPONENTS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
    "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4,
}
# fmt: on
_SYMBOLS = {"BRL": "R$", "USD": "US$", "EUR": "€", "GBP": "£"}
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
_LONGEST = 64  # characters of a number written as text
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?", re.ASCII)
_TYPED = re.compile(
    r"(?P<operator>>=|<=|>|<|=)?\s*(?P<sign>[+\-\u2212])?\s*(?:R\$)?\s*(?P<number>[0-9][0-9.,]*)"
)
_OPERATORS: dict[str | None, Operator] = {
    None: "",
    "=": "=",
    ">": ">",
    "<": "<",
    ">=": ">=",
    "<=": "<=",
}
_MARKS = {"pt_BR": (".", ","), "en": (",", ".")}
_STEPS = {
    "pt_BR": ((10**9, f"{NBSP}bi"), (10**6, f"{NBSP}mi"), (10**3, f"{NBSP}mil")),
    "en": ((10**9, "B"), (10**6, "M"), (10**3, "k")),
}


class TypedAmount(NamedTuple):
    """An amount as typed in a search: an operator ("" for a bare number) and signed cents."""

    operator: Operator
    minor: int


def exponent(currency: str) -> int:
    """How many decimals `currency` (ISO 4217 code) has; 2 for one that is not known."""
    return _EXPONENTS.get(currency, 2)


def parse_minor(value: float | str | Decimal, currency: str = "BRL") -> int:
    """`value` units of `currency` in its minor unit, rounded half away from zero.

    Floats go through their shortest decimal text, so 307.8891 becomes 30789 and 0.145 becomes 15.

    Raises:
        ValueError: Not a finite number, or beyond MAX_MINOR.
    """
    number = _decimal(value)
    if number and abs(number.adjusted()) > _LONGEST:
        if number.adjusted() > 0:
            raise ValueError("amount too large")
        return 0
    minor = int(number.scaleb(exponent(currency), _CONTEXT).quantize(Decimal(1), context=_CONTEXT))
    if abs(minor) > MAX_MINOR:
        raise ValueError("amount too large")
    return minor


def format_amount(
    minor: int,
    currency: str = "BRL",
    *,
    language: str,
    symbol: bool = True,
    plus: bool = False,
) -> str:
    """`minor` units of `currency` as people of `language` ("pt_BR" or "en") write them.

    -6490 becomes "−R$ 64,90" (U+2212 first, a no-break space after the symbol); `plus` puts "+"
    before amounts above zero. Currencies without a well-known symbol show their code.
    """
    thousands, decimal = _MARKS[language]
    places = exponent(currency)
    whole, rest = divmod(abs(minor), 10**places)
    digits = f"{whole:,}".replace(",", thousands)
    if places:
        digits += f"{decimal}{rest:0{places}d}"
    sign = MINUS if minor < 0 else "+" if plus and minor > 0 else ""
    mark = f"{_SYMBOLS.get(currency, currency)}{NBSP}" if symbol else ""
    return f"{sign}{mark}{digits}"


def format_compact(minor: int, currency: str = "BRL", *, language: str) -> str:
    """A short number for an axis: "12,3 mil", "−1,5 mi" (Portuguese), "12.3k" (English).

    At most one decimal, no currency; below a thousand only whole units.
    """
    units = Decimal(abs(minor)).scaleb(-exponent(currency))
    suffix = ""
    for step, name in _STEPS[language]:
        # Rounding may carry into this step: 999,950 is "1 mi", not "1.000 mil".
        if units >= Decimal(step) - Decimal(step) / 20000:
            units, suffix = units / step, name
            break
    rounded = units.quantize(Decimal("0.1") if suffix else Decimal(1), context=_CONTEXT)
    thousands, decimal = _MARKS[language]
    whole, _, tenth = f"{rounded:,f}".partition(".")
    text = whole.replace(",", thousands) + (f"{decimal}{tenth}" if tenth.strip("0") else "")
    sign = MINUS if minor < 0 and rounded else ""
    return f"{sign}{text}{suffix}"


def to_decimal_string(minor: int, currency: str = "BRL") -> str:
    """`minor` units as a plain decimal number for JSON and files: -6490 → "-64.90"."""
    places = exponent(currency)
    whole, rest = divmod(abs(minor), 10**places)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def parse_typed_amount(text: str, language: str) -> TypedAmount | None:
    """What a person types to look for an amount in reais: "150", ">100", "-29,82", "1.234,56".

    Both decimal marks are understood where only one reading makes sense ("29.82" in Portuguese);
    a mark at the end counts as being typed. None when it is not an amount.
    """
    found = _TYPED.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    number = _plain_number(found["number"], language) if found else None
    if found is None or number is None:
        return None
    try:
        minor = parse_minor(number)
    except ValueError:
        return None
    operator = _OPERATORS[found["operator"]]
    return TypedAmount(operator, minor if found["sign"] in {None, "+"} else -minor)


def _decimal(value: float | str | Decimal) -> Decimal:
    """`value` as a finite Decimal; ValueError otherwise."""
    if isinstance(value, bool):
        raise ValueError("not a number")  # noqa: TRY004  (one error type for the caller)
    if isinstance(value, int) and value.bit_length() > 4 * _LONGEST:
        raise ValueError("amount too large")
    if isinstance(value, str) and not (len(value) <= _LONGEST and _NUMBER.fullmatch(value)):
        raise ValueError("not a number")
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite():
        raise ValueError("not a finite number")
    return number


def _plain_number(number: str, language: str) -> str | None:
    """`number` with its marks read: "1.234,56" → "1234.56"; None where that makes no sense."""
    thousands, decimal = _MARKS[language]
    if -1 < number.rfind(decimal) < number.rfind(thousands):
        thousands, decimal = decimal, thousands  # both there: the last one is the decimal mark
    whole, mark, cents = number.rpartition(decimal)
    if not mark:
        grouped = re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+", number)
        if grouped:
            return number.replace(thousands, "")
        # The other language's decimal mark ("29.82" in Portuguese), or none at all.
        whole, mark, cents = number.rpartition(thousands)
        if not mark:
            return number
        return _joined(whole, cents) if whole.isdecimal() else None
    if not re.fullmatch(rf"[0-9]+|[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+", whole):
        return None
    return _joined(whole.replace(thousands, ""), cents)


def _joined(whole: str, cents: str) -> str | None:
    return f"{whole}.{cents or '0'}" if re.fullmatch("[0-9]{0,2}", cents) else None
