"""A bank's shouted text as a person would write it. Pure; the text itself is kept and shown too."""

from __future__ import annotations

import re
import unicodedata

# Portuguese joining words stay small inside a name; what is spoken letter by letter stays large.
_SMALL = frozenset(
    [
        "a",
        "ao",
        "as",
        "com",
        "da",
        "das",
        "de",
        "do",
        "dos",
        "e",
        "em",
        "na",
        "nas",
        "no",
        "nos",
        "o",
        "os",
        "ou",
        "para",
        "pela",
        "pelo",
        "por",
    ]
)
_LETTERS = frozenset(
    [
        "ATM",
        "BB",
        "CDB",
        "CNPJ",
        "CPF",
        "CRA",
        "CRI",
        "DARF",
        "DAS",
        "DDA",
        "DOC",
        "FGTS",
        "FIC",
        "FII",
        "FIM",
        "GPS",
        "INSS",
        "IOF",
        "IPCA",
        "IPTU",
        "IPVA",
        "IR",
        "IRRF",
        "LCA",
        "LCI",
        "ME",
        "MEI",
        "NFC",
        "PGBL",
        "RDB",
        "SA",
        "SP",
        "RJ",
        "MG",
        "RS",
        "PR",
        "SC",
        "BA",
        "TED",
        "TEV",
        "VGBL",
        "CDI",
        "USD",
        "EUR",
        "II",
        "III",
        "IV",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def readable(description: str, counterparty: str = "") -> str:
    """What to show for a transaction: "PIX ENVIADO ANA LIMA" → "Pix enviado · Ana Lima".

    Args:
        description: The bank's text. One with small letters in it is already as somebody wants it.
        counterparty: The other side's name or "". Where the text ends with it, the two are told
            apart; where it lacks it, it is added.

    Returns:
        One line, "" if both are empty.
    """
    text, name = " ".join(description.split()), " ".join(counterparty.split())
    if not text or not name:
        return _calm(text or name)
    start = _ends_with(text, name)
    if start is None:
        known = _bare(name) in _bare(text)
        return _calm(text) if known else f"{_calm(text, sentence=True)} · {_calm(name)}"
    before = text[:start].rstrip(" -–—:·*/")
    if not before:
        return _calm(name)
    return f"{_calm(before, sentence=True)} · {_calm(name)}"


def _calm(text: str, *, sentence: bool = False) -> str:
    """`text` unless it shouts: then each word with a capital, or only the first of a `sentence`."""
    if any(mark.islower() for mark in text):
        return text
    first = True

    def word(found: re.Match[str]) -> str:
        nonlocal first
        was_first, first = first, False
        return _calm_word(found[0], first=was_first, sentence=sentence)

    return _WORD.sub(word, text)


def _calm_word(word: str, *, first: bool, sentence: bool) -> str:
    if word in _LETTERS:
        return word
    small = word.lower()
    if first:
        return small[:1].upper() + small[1:]
    return small if sentence or small in _SMALL else small[:1].upper() + small[1:]


def _ends_with(text: str, name: str) -> int | None:
    """Where `name` begins at the end of `text`, whatever its case and accents; None if it does not."""
    if len(name) > len(text):
        return None
    start = len(text) - len(name)
    same = _bare(text[start:]) == _bare(name)
    return start if same and (start == 0 or not text[start - 1].isalnum()) else None


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if mark.isalnum())
