"""Search: what typed text finds, and that no text at all breaks it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop import i18n
from pluggy_desktop.store import Store, TransactionFilter, words
from tests.store.make import KEY, account, added, connection, fill, transaction

TEXTS = {
    "salary": ("SALÁRIO Empresa Água Ltda", 500_000),
    "bakery": ("Padaria São João", -1500),
    "pix": ("PIX*Enviado Maria-José", -15_000),
    "refund": ("Estorno loja 150", 2982),
    "shop": ("Loja d'Água", -2982),
}


@pytest.fixture
def found(store: Store) -> Store:
    rows = [
        replace(transaction(name), description=text, amount=amount)
        for name, (text, amount) in TEXTS.items()
    ]
    fill(store, rows)
    return store


def names(store: Store, text: str) -> set[str]:
    by_text = {description: name for name, (description, _) in TEXTS.items()}
    rows = store.transactions.iterate(TransactionFilter(text=text))
    return {by_text[row.description] for row in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", set(TEXTS)),
        ("  ", set(TEXTS)),
        ("agua", {"salary", "shop"}),
        ("ÁGUA", {"salary", "shop"}),
        ("A\u0301gua", {"salary", "shop"}),
        ("são joão", {"bakery"}),
        ("joao sao", {"bakery"}),
        ("jo", {"bakery", "pix"}),
        ("oao", set()),
        ("maria-jo", {"pix"}),
        ("maria-x", set()),
        ("pix*env", {"pix"}),
        ("d'agua", {"shop"}),
        ("150", {"pix", "refund"}),
        ("-150", {"pix", "refund"}),
        ("29,82", {"refund", "shop"}),
        ("-29,82", {"shop"}),
        ("−29,82", {"shop"}),
        ("R$ 29,82", {"refund", "shop"}),
        ("loja 29,82", {"refund", "shop"}),
        ("padaria 29,82", set()),
        (">150", {"salary"}),
        (">=150", {"salary", "pix"}),
        ("> 100", {"salary", "pix"}),
        ("<20", {"bakery"}),
        ("<-100", {"pix"}),
        ("=15", {"bakery"}),
        (">10 <30", {"bakery", "refund", "shop"}),
        ("loja >29", {"refund", "shop"}),
        ("corrente", set(TEXTS)),
        ("exemplo pad", {"bakery"}),
        ("corrente inexistente", set()),
        ("!!! --- ***", set(TEXTS)),
        ('" OR "', set()),
        ("\0", set(TEXTS)),
        ("pad\0aria", set()),
        ("NEAR(agua, pix)", set()),
        ("words:agua", set()),
        ("agua*", {"salary", "shop"}),
        ("\ue0001", {"refund"}),
    ],
)
def test_text(found: Store, text: str, expected: set[str]) -> None:
    i18n.use("pt_BR")
    assert names(found, text) == expected


def test_private_use_characters_find_no_account(found: Store) -> None:
    assert names(found, "\ue0001") == names(found, "1")
    assert words.tokens("\ue0001 \ue0015") == ["1", "5"]


def test_a_new_name_of_account_or_connection_finds_its_rows(found: Store) -> None:
    assert names(found, "poupanca") == set()
    before = found.changed()
    found.save_accounts(connection().id, [account(name="Poupança")])
    found.rename_connection(connection().id, "Casa")
    assert found.changed() == before + 2
    assert names(found, "poupanca casa") == set(TEXTS)
    assert names(found, "corrente") == set()


def test_rows_of_another_account_are_not_found_by_this_ones_name(found: Store) -> None:
    found.save_connection(connection("two", "Outro Banco"))
    found.save_accounts(connection("two").id, [account("two", "Reserva")])
    other = found.accounts(connection("two").id)[0]
    found.save_page(other.id, added([replace(transaction("z"), description="Z")]), cursor=None)
    rows = list(found.transactions.iterate(TransactionFilter(text="reserva")))
    assert [row.description for row in rows] == ["Z"]
    assert names(found, "corrente") == set(TEXTS)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "data.db"
    store = Store.open(path, KEY)
    fill(store, [replace(transaction(1), description="x", amount=150)])
    store.close()
    return path


@given(text=st.text(max_size=40) | st.text('"*^:()-+{}[]<>=.,0159 ANDORNEARt\0\ue000', max_size=30))
def test_no_text_breaks_the_query(shared: Path, text: str) -> None:
    store = Store.open(shared, KEY)
    try:
        f = TransactionFilter(text=text, category=None)
        assert store.transactions.count(f) == len(list(store.transactions.iterate(f)))
        store.transactions.count(TransactionFilter(category=text, account_ids=(text,)))
    finally:
        store.close()


@given(text=st.text(max_size=30))
def test_every_description_is_found_by_its_words_and_their_beginnings(
    shared: Path, text: str
) -> None:
    tokens = words.tokens(text)[: words.MAX_WORDS]
    store = Store.open(shared, KEY)
    try:
        account_id = store.accounts()[0].id
        store.save_page(
            account_id, added([replace(transaction("t"), description=text)]), cursor=None
        )
        uid = next(
            row.uid
            for row in store.transactions.iterate(TransactionFilter())
            if row.pluggy_id == transaction("t").pluggy_id
        )
        for typed in (text, " ".join(tokens), " ".join(token[:1] for token in tokens)):
            if any(mark in typed for mark in "<>="):
                continue  # may be a comparison of amounts
            rows = store.transactions.iterate(TransactionFilter(text=typed))
            assert uid in {row.uid for row in rows}, typed
    finally:
        store.close()


@given(text=st.text())
def test_folding_is_stable_and_tokens_are_plain(text: str) -> None:
    folded = words.folded(text)
    assert words.folded(folded) == folded
    for token in words.tokens(text):
        assert token
        assert len(token) <= words.MAX_WORD
        assert all(char.isalnum() or char.isascii() is False for char in token)
        token.encode()


def test_very_long_texts_are_cut_not_refused(found: Store) -> None:
    assert names(found, "agua " * 10_000) == {"salary", "shop"}
    assert names(found, "a" * 100_000) == set()
    assert names(found, "a-" * 100_000) == set()
