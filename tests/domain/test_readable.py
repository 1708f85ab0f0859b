"""Shouted bank texts become readable, and nothing is lost or invented."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.readable import readable


@pytest.mark.parametrize(
    ("description", "counterparty", "shown"),
    [
        ("PIX ENVIADO RAFAEL QUINTELA", "RAFAEL QUINTELA", "Pix enviado · Rafael Quintela"),
        ("PIX RECEBIDO CECÍLIA MOURA", "Cecilia Moura", "Pix recebido · Cecilia Moura"),
        ("PIX ENVIADO", "MARINA DE SOUZA", "Pix enviado · Marina de Souza"),
        ("PAGAMENTO AGENDADO ALUGUEL", "", "Pagamento Agendado Aluguel"),
        ("BILHETE UNICO METRO", "", "Bilhete Unico Metro"),
        ("IOF COMPRA INTERNACIONAL", "", "IOF Compra Internacional"),
        ("TED - JOAO DA SILVA ME", "JOAO DA SILVA ME", "TED · Joao da Silva ME"),
        ("Padaria Boa Massa", "", "Padaria Boa Massa"),
        ("Padaria Boa Massa", "BOA MASSA LTDA", "Padaria Boa Massa · Boa Massa Ltda"),
        ("HORTIFRUTI MANACÁ", "Hortifruti Manacá", "Hortifruti Manacá"),
        ("IFOOD *RESTAURANTE", "", "Ifood *Restaurante"),
        ("COMPRA  DEBITO\tX", "", "Compra Debito X"),
        ("", "ANA", "Ana"),
        ("", "", ""),
    ],
)
def test_examples(description: str, counterparty: str, shown: str) -> None:
    assert readable(description, counterparty) == shown


def bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if mark.isalnum())


@given(st.text("ABÇÉ *-·0a ", max_size=20), st.text("ABÇÉ 0a", max_size=12))
def test_every_letter_stays(description: str, counterparty: str) -> None:
    shown = bare(readable(description, counterparty))
    assert shown in {bare(description), bare(counterparty), bare(description) + bare(counterparty)}


@given(st.text(max_size=30))
def test_a_text_somebody_wrote_with_care_is_left_alone(text: str) -> None:
    written = text + " a"
    assert readable(written) == " ".join(written.split())
