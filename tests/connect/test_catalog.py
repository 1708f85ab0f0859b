"""Finding an institution by what people type."""

from __future__ import annotations

import pytest

from pluggy_desktop.connect.catalog import find
from pluggy_desktop.domain.models import Connector

BANKS = [
    Connector(id=n, name=name)
    for n, name in enumerate(
        [
            "MeuPluggy",
            "Banco Aurora",
            "Cooperativa Ipê",
            "Meu Litoral",
            "Caixa do Vale",
            "Pampa Pay",
        ]
    )
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("aurora", "Banco Aurora"),
        ("banco au", "Banco Aurora"),
        ("ipe", "Cooperativa Ipê"),
        ("IPÊ", "Cooperativa Ipê"),
        ("arora", "Banco Aurora"),
        ("auroar", "Banco Aurora"),
        ("coperativa", "Cooperativa Ipê"),
        ("litoral", "Meu Litoral"),
        ("pluggy", "MeuPluggy"),
        ("vale caixa", "Caixa do Vale"),
    ],
)
def test_rough_typing_finds_it(typed: str, first: str) -> None:
    assert find(BANKS, typed)[0].name == first


def test_nothing_typed_shows_all_in_order() -> None:
    assert find(BANKS, "  ") == BANKS


def test_what_fits_nothing_finds_nothing() -> None:
    assert find(BANKS, "xyzzy") == []
    assert find(BANKS, "banco xyzzy") == []
