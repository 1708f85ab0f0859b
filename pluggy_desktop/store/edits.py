"""What the person writes on a transaction: note, category, tags. A sync never touches these."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from pluggy_desktop.store.codec import pack_tags, storable
from pluggy_desktop.store.words import index_text


def set_note(con: apsw.Connection, uid: str, note: str) -> None:
    """Write the note; "" for none."""
    if _set(con, uid, "note", storable(note)):
        _reindex(con, uid)


def set_category(con: apsw.Connection, uid: str, category: str | None) -> None:
    """Choose a category; None goes back to the bank's."""
    own = None if category is None else storable(category)
    if _set(con, uid, "own_category", own):
        con.execute(
            "UPDATE transactions SET shown_category = coalesce(own_category, category) "
            "WHERE uid = unhex(?)",
            (uid,),
        )
        _reindex(con, uid)


def set_tags(con: apsw.Connection, uid: str, tags: Sequence[str]) -> None:
    """Write the tags, without empty ones and doubles, in their order."""
    clean = dict.fromkeys(storable(tag).strip() for tag in tags)
    clean.pop("", None)
    if _set(con, uid, "tags", pack_tags(tuple(clean))):
        _reindex(con, uid)


def _set(con: apsw.Connection, uid: str, column: str, value: str | None) -> bool:
    """Write one column; False if there is no such row or it is so already."""
    found = con.execute(
        f"UPDATE transactions SET {column} = ?1 WHERE uid = unhex(?2) AND {column} IS NOT ?1 "  # noqa: S608
        "RETURNING key",
        (value, uid),
    ).fetchall()
    return bool(found)


def _reindex(con: apsw.Connection, uid: str) -> None:
    """Write the search index anew for a row."""
    row = con.execute(
        "SELECT key, description, description_raw, counterparty, shown_category, note, tags, "
        "account, amount FROM transactions WHERE uid = unhex(?)",
        (uid,),
    ).fetchone()
    if row is not None:
        key, *texts, account, amount = row
        con.execute("DELETE FROM search WHERE rowid = ?", (key,))
        con.execute(
            "INSERT INTO search (rowid, words) VALUES (?, ?)",
            (key, index_text(texts, account=account, amount=amount)),
        )
