"""Bytes to wire structs: a page, a row, a single object, an error body.

A row whose odd fields do not matter is read without them; one whose essential fields are wrong is
refused by itself, never with its page.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from pluggy_desktop.gateway import wire
from pluggy_desktop.gateway.problems import unreadable

Model = TypeVar("Model", bound=wire.Record)

# An escape: a whole surrogate pair, half of one (group 1), or any other.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_UNREADABLE = (msgspec.MsgspecError, RecursionError, ValueError, OverflowError)


class RowRefused(Exception):
    """A row cannot be used; says which field and what was expected, never a value."""


class _Identified(wire.Record):
    id: Any = None


def decode_page(body: bytes) -> wire.PageEnvelope:
    """The page's rows and place. Raises BadAnswer where it is no page."""
    return _whole(_mended(body), wire.PageEnvelope)


def decode_object(body: bytes, model: type[Model]) -> Model:
    """A single object, read as patiently as a row. Raises BadAnswer."""
    try:
        return decode_row(_mended(body), model)
    except RowRefused as refused:
        raise unreadable(str(refused)) from None


def decode_row(raw: bytes | msgspec.Raw, model: type[Model]) -> Model:
    """One row. Raises RowRefused where an essential field is missing or wrong."""
    try:
        return msgspec.json.decode(raw, type=model)
    except msgspec.ValidationError:
        return _patiently(raw, model)
    except _UNREADABLE as error:
        raise RowRefused(f"not JSON: {type(error).__name__}") from None


def decode_refusal(body: bytes) -> wire.Refusal:
    """What an error body says; an empty one where it says nothing that can be read."""
    try:
        return decode_row(_mended(body), wire.Refusal)
    except RowRefused:
        return wire.Refusal()


def row_id(raw: msgspec.Raw) -> str:
    """The row's own id, "" where it has none that can be read."""
    try:
        found = msgspec.json.decode(raw, type=_Identified).id
    except _UNREADABLE:
        return ""
    return found[:64] if isinstance(found, str) else ""


def _mended(body: bytes) -> bytes:
    """`body` with U+FFFD for each half of a surrogate pair: an emoji that a bank cut in two.

    The decoder refuses such a whole page, though only one character of one text is lost.
    """
    return _ESCAPE.sub(_mend, body) if b"\\ud" in body or b"\\uD" in body else body


def _mend(escape: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if escape[1] else escape[0]


def _whole(body: bytes, model: type[Model]) -> Model:
    try:
        return msgspec.json.decode(body, type=model)
    except _UNREADABLE as error:
        raise unreadable(f"{model.__name__}: {type(error).__name__}") from None


def _patiently(raw: bytes | msgspec.Raw, model: type[Model]) -> Model:
    """The row without those of its fields that are wrong, unless they are essential."""
    try:
        given = msgspec.json.decode(raw)
    except _UNREADABLE as error:
        raise RowRefused(f"not JSON: {type(error).__name__}") from None
    if not isinstance(given, dict):
        raise RowRefused("not an object")
    kept = {}
    for field in msgspec.structs.fields(model):
        name = field.encode_name
        if name not in given:
            continue
        try:
            msgspec.convert(given[name], field.type, strict=False)
        except _UNREADABLE:
            if name in model.essential:
                raise RowRefused(f"{name}: wrong type") from None
        else:
            kept[name] = given[name]
    for field in msgspec.structs.fields(model):
        if field.required and field.encode_name not in kept:
            raise RowRefused(f"{field.encode_name}: missing")
    return msgspec.convert(kept, model, strict=False)
