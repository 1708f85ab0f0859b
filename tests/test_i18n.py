"""Every sentence of the program is in Portuguese as well, once, with the same fields."""

from __future__ import annotations

import ast
import string
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pluggy_desktop import i18n
from pluggy_desktop.i18n import tr, tr_n

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / "resources" / "i18n" / "pt_BR").glob("*.ts"))


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in the code; `one` is the singular of a text with a number, else ""."""

    source: str
    one: str
    place: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A message of a catalogue."""

    source: str
    forms: tuple[str, ...]
    plural: bool
    place: str


def texts() -> Iterator[Text]:
    """Every literal that is handed to `tr` or `tr_n`."""
    for file in sorted((ROOT / "pluggy_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            place = f"{file.relative_to(ROOT)}:{node.lineno}"
            if name == "tr":
                yield Text(literal(node.args[0], place), "", place)
            elif name == "tr_n":
                one, many = (literal(argument, place) for argument in node.args[:2])
                yield Text(many, one, place)


def literal(node: ast.expr, place: str) -> str:
    """The text of `node`, which must be a plain literal, or nobody could collect it."""
    assert isinstance(node, ast.Constant), f"{place}: not a literal"
    assert isinstance(node.value, str), f"{place}: not text"
    return node.value


def translations() -> Iterator[Translation]:
    """Every message of every catalogue."""
    for file in CATALOGUES:
        for message in ET.parse(file).getroot().iter("message"):
            translation = message.find("translation")
            assert translation is not None, f"{file.name}: a message without a translation"
            forms = [form.text or "" for form in translation.iter("numerusform")]
            yield Translation(
                source=message.findtext("source", ""),
                forms=tuple(forms or [translation.text or ""]),
                plural=message.get("numerus") == "yes",
                place=file.name,
            )


def field_names(text: str) -> set[str]:
    """The `{named}` fields of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


TEXTS = list(texts())
TRANSLATIONS = list(translations())


def test_there_is_something_to_check() -> None:
    assert len(TEXTS) > 50
    assert len(CATALOGUES) > 1


def test_every_text_is_translated() -> None:
    known = {translation.source for translation in TRANSLATIONS}
    assert [f"{text.place} {text.source!r}" for text in TEXTS if text.source not in known] == []


def test_no_translation_is_left_over() -> None:
    used = {text.source for text in TEXTS}
    assert [f"{t.place}: {t.source!r}" for t in TRANSLATIONS if t.source not in used] == []


def test_a_text_has_one_translation() -> None:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for translation in TRANSLATIONS:
        found[translation.source].add(translation.forms)
    assert {source: forms for source, forms in found.items() if len(forms) > 1} == {}


def test_no_translation_is_empty_or_unfinished() -> None:
    assert [t.source for t in TRANSLATIONS if not all(form.strip() for form in t.forms)] == []
    unfinished = [
        file.name for file in CATALOGUES if 'type="unfinished"' in file.read_text(encoding="utf-8")
    ]
    assert unfinished == []


def test_plurals_have_two_forms_and_others_one() -> None:
    plural = {text.source for text in TEXTS if text.one}
    wrong = [
        t.source
        for t in TRANSLATIONS
        if len(t.forms) != (2 if t.source in plural else 1) or t.plural != (t.source in plural)
    ]
    assert wrong == []


def test_the_fields_are_the_same_in_both_languages() -> None:
    wrong = [
        f"{t.place}: {t.source!r}"
        for t in TRANSLATIONS
        # the singular may leave the number out: "one account"
        if not all(field_names(form) | {"n"} == field_names(t.source) | {"n"} for form in t.forms)
        or field_names(t.forms[-1]) != field_names(t.source)
    ]
    assert wrong == []


def test_the_ends_of_texts_agree() -> None:
    """A full stop, colon or ellipsis on one side is on the other too."""
    marks = ".:…?!"

    def end(text: str) -> str:
        return text[-1] if text and text[-1] in marks else ""

    wrong = [
        f"{t.place}: {t.source!r} / {form!r}"
        for t in TRANSLATIONS
        for form in t.forms
        if end(form) != end(t.source)
    ]
    assert wrong == []


JARGON = ("item", "items", "connector", "conector", "token", "polling", "endpoint", "payload")


def test_no_jargon_in_front_of_people() -> None:
    words = [(t.place, form) for t in TRANSLATIONS for form in (t.source, *t.forms)]
    found = [
        (place, text)
        for place, text in words
        for word in JARGON
        if word in "".join(c if c.isalpha() else " " for c in text.lower()).split()
    ]
    assert found == []


def test_the_language_changes_what_is_said() -> None:
    assert tr("The keyring is locked") == "The keyring is locked"
    i18n.use("pt_BR")
    assert tr("The keyring is locked") == "O chaveiro está bloqueado"
    assert i18n.number(1234567) == "1.234.567"
    i18n.use("en")
    assert i18n.number(-1234567) == "−1,234,567"
    assert tr_n("{n} thing", "{n} things", 1) == "1 thing"
    assert tr_n("{n} thing", "{n} things", 2000) == "2,000 things"
    with pytest.raises(ValueError, match="fr"):
        i18n.use("fr")
