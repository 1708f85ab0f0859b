"""CPF and CNPJ: reading what is typed, check digits, the mask while typing, redaction."""

from __future__ import annotations

import re

_CPF_CHARACTERS = re.compile(r"[0-9.\-\s]*", re.ASCII)
_CNPJ_CHARACTERS = re.compile(r"[0-9A-Za-z./\-\s]*", re.ASCII)
_CPF_MARKS = {3: ".", 6: ".", 9: "-"}
_CNPJ_MARKS = {2: ".", 5: ".", 8: "/", 12: "-"}
_CPF_LENGTH = 11
_CNPJ_LENGTH = 14


def normalise_cpf(text: str) -> str:
    """The digits of `text`, all of them, without marks."""
    return "".join(c for c in text if c in "0123456789")


def normalise_cnpj(text: str) -> str:
    """The letters (as capitals) and digits of `text`: since 2026 a new CNPJ may have letters."""
    return "".join(c.upper() for c in text if c.isascii() and c.isalnum())


def is_valid_cpf(text: str) -> bool:
    """Whether `text`, with or without marks, is 11 digits with right check digits.

    Eleven equal digits are refused although their sums would fit.
    """
    from validate_docbr import CPF  # only when somebody types a CPF

    digits = normalise_cpf(text)
    # The library fills short numbers up with zeros, so the length is checked here.
    whole = len(digits) == _CPF_LENGTH and _CPF_CHARACTERS.fullmatch(text) is not None
    return whole and bool(CPF().validate(digits))


def is_valid_cnpj(text: str) -> bool:
    """Whether `text`, with or without marks, is a CNPJ, numeric or alphanumeric, that checks."""
    from validate_docbr import CNPJ  # only when somebody types a CNPJ

    characters = normalise_cnpj(text)
    whole = len(characters) == _CNPJ_LENGTH and _CNPJ_CHARACTERS.fullmatch(text) is not None
    return whole and bool(CNPJ().validate(characters))


def format_cpf_partial(text: str) -> str:
    """What is typed so far with its marks: "7610927" → "761.092.7"; beyond 11 digits is cut."""
    return _with_marks(normalise_cpf(text)[:_CPF_LENGTH], _CPF_MARKS)


def format_cnpj_partial(text: str) -> str:
    """What is typed so far with its marks: "123456780" → "12.345.678/0"; beyond 14 is cut."""
    return _with_marks(normalise_cnpj(text)[:_CNPJ_LENGTH], _CNPJ_MARKS)


def redact(document: str) -> str:
    """A document number that its owner recognises and nobody else can use.

    "76109277673" → "***.092.776-**", a CNPJ → "**.345.678/0001-**"; anything else is all stars.
    """
    characters = normalise_cnpj(document)
    if len(characters) == _CPF_LENGTH and characters.isdecimal():
        return _with_marks(f"***{characters[3:9]}**", _CPF_MARKS)
    if len(characters) == _CNPJ_LENGTH:
        return _with_marks(f"**{characters[2:12]}**", _CNPJ_MARKS)
    return "*" * len(characters)


def _with_marks(characters: str, marks: dict[int, str]) -> str:
    """`characters` with each mark put before the character at its position, once there is one."""
    return "".join(marks.get(position, "") + c for position, c in enumerate(characters))
