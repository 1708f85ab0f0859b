"""CPF and CNPJ as the simulated bank reads them: check digits and punctuation.

Own arithmetic on purpose: the sandbox shares no code with the program it tests.
"""

from __future__ import annotations

import random
import re

_PUNCTUATION = re.compile(r"[.\-/\s]")


def bare(document: str) -> str:
    """`document` without punctuation and spaces, in upper case."""
    return _PUNCTUATION.sub("", document).upper()


def is_cpf(document: str) -> bool:
    """Whether `document` is eleven digits whose last two check the others."""
    digits = bare(document)
    if len(digits) != 11 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    return digits == _with_cpf_digits(digits[:9])


def is_cnpj(document: str) -> bool:
    """Whether `document` is a CNPJ, of digits or (since July 2026) letters and digits."""
    text = bare(document)
    if not re.fullmatch(r"[0-9A-Z]{12}[0-9]{2}", text) or len(set(text)) == 1:
        return False
    return text == _with_cnpj_digits(text[:12])


def punctuated(document: str) -> str:
    """A bare CPF or CNPJ as people write it."""
    text = bare(document)
    if len(text) == 11:
        return f"{text[:3]}.{text[3:6]}.{text[6:9]}-{text[9:]}"
    return f"{text[:2]}.{text[2:5]}.{text[5:8]}/{text[8:12]}-{text[12:]}"


def invent_cpf(dice: random.Random) -> str:
    """A bare CPF with right check digits that belongs to nobody in particular."""
    return _with_cpf_digits(f"{dice.randrange(10**9):09d}")


def invent_cnpj(dice: random.Random) -> str:
    """A bare CNPJ with right check digits."""
    return _with_cnpj_digits(f"{dice.randrange(10**8):08d}0001")


def _with_cpf_digits(base: str) -> str:
    for top in (10, 11):
        total = sum(int(digit) * (top - place) for place, digit in enumerate(base))
        base += str(total * 10 % 11 % 10)
    return base


def _with_cnpj_digits(base: str) -> str:
    for _ in range(2):
        weights = (2 + (len(base) - 1 - place) % 8 for place in range(len(base)))
        rest = (
            sum((ord(sign) - 48) * weight for sign, weight in zip(base, weights, strict=True)) % 11
        )
        base += str(0 if rest < 2 else 11 - rest)
    return base
