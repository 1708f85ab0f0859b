"""The texts a person sees, in Portuguese (Brazil) or English, without Qt.

English stands in the code; `resources/i18n/pt_BR/*.ts` (Qt Linguist's format, so that translators
have an editor) holds the Portuguese. One catalogue a room; all are read together.
"""

from __future__ import annotations

import locale
import xml.etree.ElementTree as ET

from pluggy_desktop import resources

LANGUAGES = ("pt_BR", "en")

_language = "en"
_texts: dict[str, tuple[str, ...]] = {}


def use(language: str) -> None:
    """Make `language` ("pt_BR" or "en") the one that `tr` answers in, for the whole process.

    Raises:
        ValueError: The language is not one of LANGUAGES.
    """
    global _language, _texts  # noqa: PLW0603  (a process speaks one language at a time)
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    _texts = {} if language == "en" else _load(language)
    _language = language


def language() -> str:
    """The language in use: "pt_BR" or "en"."""
    return _language


def system_language() -> str:
    """The language the system asks for; Portuguese unless it clearly asks for another one."""
    try:
        name = locale.setlocale(locale.LC_CTYPE, None) or ""
        if name in {"C", "POSIX", "C.UTF-8"}:
            name = locale.getlocale()[0] or ""
    except (ValueError, locale.Error):
        name = ""
    return "en" if name.lower().startswith("en") else "pt_BR"


def tr(source: str, /, **fields: object) -> str:
    """`source` in the person's language, with its `{named}` fields filled in."""
    found = _texts.get(source, (source,))[0]
    return found.format(**fields) if fields else found


def tr_n(one: str, many: str, n: int, /, **fields: object) -> str:
    """The singular (n is 1) or plural text in the person's language; `{n}` is filled in.

    `n` is written with the language's thousands mark.
    """
    forms = _texts.get(many, (one, many))
    chosen = forms[0] if n == 1 else forms[-1]
    return chosen.format(n=number(n), **fields)


def number(n: int) -> str:
    """An integer with the language's thousands mark: 12345 → "12.345" (Portuguese), "12,345"."""
    written = f"{n:,}".replace("-", "−")
    return written.replace(",", ".") if _language == "pt_BR" else written


def _load(language: str) -> dict[str, tuple[str, ...]]:
    texts: dict[str, tuple[str, ...]] = {}
    for name in resources.names(f"i18n/{language}", ".ts"):
        root = ET.fromstring(resources.text(name))  # noqa: S314  (our own file)
        for message in root.iter("message"):
            translation = message.find("translation")
            if translation is None:
                continue
            forms = tuple(form.text or "" for form in translation.iter("numerusform"))
            texts[message.findtext("source", "")] = forms or (translation.text or "",)
    return texts
