"""Texts from banks and strangers made plain: no control, direction or broken characters."""

from __future__ import annotations

import re

# C0 and C1 controls, line and paragraph separators.
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Direction marks, embeddings, overrides and isolates; the byte order mark; interlinear notes;
# halves of surrogate pairs; invisible tag letters. None of them can be seen, all can mislead.
_HIDDEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Most texts: words of Latin letters and marks with single spaces, which need no work.
_PLAIN = re.compile("[!-~\u00a1-\u00ac\u00ae-\u00ff]+(?: [!-~\u00a1-\u00ac\u00ae-\u00ff]+)*")
_SPACES = re.compile(r"\s+")
_LONGEST = 1000


def plain(text: str) -> str:
    """`text` as one line of at most 1,000 visible characters; "" stays ""."""
    if len(text) <= _LONGEST and _PLAIN.fullmatch(text):
        return text
    shown = _HIDDEN.sub("", _BREAKING.sub(" ", text[: 4 * _LONGEST]))
    return _SPACES.sub(" ", shown).strip()[:_LONGEST].rstrip()
