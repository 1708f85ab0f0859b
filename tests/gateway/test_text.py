"""Bank texts made plain."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.gateway.text import plain

_FORBIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("PIX ENVIADO Conceição", "PIX ENVIADO Conceição"),
        ("  two  spaces ", "two spaces"),
        ("line\nline\ttab\x00nul", "line line tab nul"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("\ud83d cut", "cut"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
        ("<b>not bold</b>", "<b>not bold</b>"),
        ("x" * 2000, "x" * 1000),
        ("", ""),
    ],
)
def test_plain(sent: str, shown: str) -> None:
    assert plain(sent) == shown


@given(st.text(st.characters(), max_size=60) | st.text("aé \t\n\u202e\x85\ud800", max_size=60))
def test_nothing_hidden_is_left_and_nothing_more_changes(sent: str) -> None:
    shown = plain(sent)
    assert not {unicodedata.category(mark) for mark in shown} & _FORBIDDEN
    assert not set(shown) & _DIRECTION
    assert plain(shown) == shown
    assert shown == shown.strip()
