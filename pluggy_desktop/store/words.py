"""Search words: how texts are folded for the index and how what a person types becomes a query.

One folding serves index, query and sorting: compatibility decomposition, marks dropped, case
folded, split at everything that is neither a letter nor a digit. The index's own tokenizer
therefore only has to split at spaces, and both sides cannot disagree, whatever the SQLite.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pluggy_desktop.domain.money import TypedAmount, parse_typed_amount

MAX_WORDS = 16  # of what is typed; more would only slow the search down
MAX_WORD = 64  # characters of a word that count, in the index too

# Terms that nobody can type (private use is dropped by the folding) stand for the row's account
# and amount, so that one index answers for all of it and renaming an account re-indexes nothing.
_ACCOUNT = "\ue000"
_AMOUNT = {False: "\ue001", True: "\ue002"}  # whether money goes out

_TOKEN = re.compile(r"[^\W_]+")
_LOOSE_OPERATOR = re.compile(r"(?<!\S)([<>]=?|=)\s+(?=[-−+\d])")
_CURRENCY = re.compile(r"(?<!\S)R\$\s*(?=[-−+\d])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What typed text asks for: an FTS5 expression ("" for none) and amounts to compare with."""

    match: str = ""
    amounts: tuple[TypedAmount, ...] = ()


def folded(text: str) -> str:
    """`text` without accents and case: "Café São" → "cafe sao"."""
    if text.isascii():
        return text.lower()
    plain = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # Case folding can bring marks back ("İ" → "i" + dot), so they are dropped once more.
    cased = unicodedata.normalize("NFKD", "".join(plain).casefold())
    return "".join(c for c in cased if not unicodedata.combining(c))


def tokens(text: str) -> list[str]:
    """The words of `text`, folded: "PIX*João-Paulo" → ["pix", "joao", "paulo"]."""
    return [word[:MAX_WORD] for word in _TOKEN.findall(folded(text))]


def index_text(texts: Iterable[str], *, account: int, amount: int) -> str:
    """What the index is given for a row: its words, its account's number and its amount."""
    words = [" ".join(tokens(text)) for text in texts if text]
    return f"{' '.join(words)} {_ACCOUNT}{account} {_amount_term(amount)}"


def parse(text: str, *, language: str, accounts: Mapping[int, frozenset[str]]) -> Search:
    """Read what a person typed into the search field; any text at all gives a valid query.

    Every word has to be found: as the beginning of a word of the row, of its account's name
    (`accounts`: number → the words of name and institution), or as its amount. A word with an
    operator (">100") is only compared with the amount. Punctuation alone asks for nothing.
    """
    typed = _CURRENCY.sub("", _LOOSE_OPERATOR.sub(r"\1", text))
    terms: dict[str, None] = {}
    amounts: list[TypedAmount] = []
    for word in typed.split()[:MAX_WORDS]:
        amount = parse_typed_amount(word, language)
        if amount is not None and amount.operator:
            amounts.append(amount)
            continue
        term = _term(tokens(word), amount, accounts)
        if term:
            terms[term] = None
    return Search(match=" AND ".join(terms), amounts=tuple(amounts))


def _term(
    words: list[str], amount: TypedAmount | None, accounts: Mapping[int, frozenset[str]]
) -> str:
    choices: list[str] = []
    if words:
        choices.append(f'"{" ".join(words[:MAX_WORDS])}"*')
    if len(words) == 1:
        choices += [
            f'"{_ACCOUNT}{number}"'
            for number, names in accounts.items()
            if any(name.startswith(words[0]) for name in names)
        ]
    if amount is not None:
        signs = (True,) if amount.minor < 0 else (False, True)
        choices += [f'"{_AMOUNT[out]}{abs(amount.minor)}"' for out in signs]
    return choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})" if choices else ""


def _amount_term(amount: int) -> str:
    return f"{_AMOUNT[amount < 0]}{abs(amount)}"
