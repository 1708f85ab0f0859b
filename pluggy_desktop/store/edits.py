"""What the person writes on a transaction: note, category, tags. A sync never touches these."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from pluggy_desktop.store.codec import pack_tags, storable
from pluggy_desktop.store.pages import reindex


def set_note(con: apsw.Connection, uid: str, note: str) -> None:
    """Write the note; "" for none."""
    _set(con, uid, "note", storable(note))


def set_category(con: apsw.Connection, uid: str, category: str | None) -> None:
    """Choose a category; None goes back to the bank's."""
    _set(con, uid, "own_category", None if category is None else storable(category))


def set_tags(con: apsw.Connection, uid: str, tags: Sequence[str]) -> None:
    """Write the tags, without empty ones and doubles, in their order."""
    clean = dict.fromkeys(storable(tag).strip() for tag in tags)
    clean.pop("", None)
    _set(con, uid, "tags", pack_tags(tuple(clean)))


def _set(con: apsw.Connection, uid: str, column: str, value: str | None) -> None:
    """Write one column and the index with it; nothing if there is no such row or no difference."""
    key = con.execute(
        f"UPDATE transactions SET {column} = ?1 WHERE uid = unhex(?2) AND {column} IS NOT ?1 "  # noqa: S608
        "RETURNING key",
        (value, uid),
    ).get
    if key is not None:
        reindex(con, int(key))
