"""A filter and a sort order → SQL, with the account names that both need."""

from __future__ import annotations

from dataclasses import dataclass

import apsw

from pluggy_desktop import i18n
from pluggy_desktop.domain.money import TypedAmount
from pluggy_desktop.store.codec import first_key, key_after, storable
from pluggy_desktop.store.records import TransactionFilter, TransactionSort
from pluggy_desktop.store.words import folded, parse, tokens

_OPERATORS = {">": ">", "<": "<", ">=": ">=", "<=": "<=", "=": "="}


@dataclass(frozen=True, slots=True)
class Label:
    """What a row shows of its account: our id, its name, and its connection's name and colour."""

    account_id: str
    name: str
    institution: str
    color: str


@dataclass(frozen=True, slots=True)
class Selection:
    """`FROM … WHERE …` of a filter; `key` is the expression to order and bound rows by."""

    source: str
    params: tuple[apsw.SQLiteValue, ...]
    key: str


def labels(con: apsw.Connection) -> dict[int, Label]:
    """Each account's label by the number rows refer to."""
    rows = con.execute(
        "SELECT a.number, a.id, a.name, coalesce(nullif(c.name, ''), c.institution), c.color "
        "FROM accounts a JOIN connections c ON c.number = a.connection"
    )
    return {row[0]: Label(*row[1:]) for row in rows}


def select(f: TransactionFilter, accounts: dict[int, Label]) -> Selection:
    """The rows that pass `f`. Text that asks for nothing (only punctuation) leaves all in."""
    names = {
        number: frozenset(tokens(f"{label.name} {label.institution}"))
        for number, label in (accounts.items() if f.text else ())
    }
    search = parse(f.text, language=i18n.language(), accounts=names)
    source, key = "transactions t", "t.key"
    where: list[str] = []
    params: list[apsw.SQLiteValue] = []
    if search.match:
        # CROSS fixes the order: the index leads, newest first, and rows are fetched as needed.
        source, key = "search CROSS JOIN transactions t ON t.key = search.rowid", "search.rowid"
        where.append("search MATCH ?")
        params.append(search.match)
    for clause, value in _bounds(f, key):
        where.append(clause)
        params.append(value)
    where += _accounts_clause(f, accounts)
    where += [_amount_clause(amount) for amount in search.amounts]
    if f.direction is not None:
        where.append("t.amount > 0" if f.direction == "in" else "t.amount < 0")
    if f.pending is not None:
        where.append("t.pending = 1" if f.pending else "t.pending = 0")
    if f.category is not None:
        where.append("t.shown_category = ?")
        params.append(storable(f.category))
    conditions = f" WHERE {' AND '.join(where)}" if where else ""
    return Selection(f"FROM {source}{conditions}", tuple(params), key)


def order(sort: TransactionSort, key: str, accounts: dict[int, Label]) -> str:
    """The ORDER BY of a sort; equals by key, so that the order is always complete."""
    way = "DESC" if sort.descending else "ASC"
    match sort.column:
        case "date":
            return f"ORDER BY {key} {way}"
        case "description":
            first = "coalesce(t.sort_text, t.description) COLLATE NOCASE"
        case "category":
            first = "t.shown_category COLLATE NOCASE"
        case "amount":
            first = "t.amount"
        case "account":
            first = _ranks(accounts)
    return f"ORDER BY {first} {way}, {key} {way}"


def _bounds(f: TransactionFilter, key: str) -> list[tuple[str, int]]:
    bounds = []
    if f.since is not None:
        bounds.append((f"{key} >= ?", first_key(f.since)))
    if f.until is not None:
        bounds.append((f"{key} < ?", key_after(f.until)))
    return bounds


def _accounts_clause(f: TransactionFilter, accounts: dict[int, Label]) -> list[str]:
    if f.account_ids is None:
        return []
    wanted = set(f.account_ids)
    numbers = [number for number, label in accounts.items() if label.account_id in wanted]
    if len(numbers) == len(accounts) and numbers:
        return []
    return [f"t.account IN ({', '.join(map(str, numbers))})"]


def _amount_clause(amount: TypedAmount) -> str:
    """Compare with the size, whichever way the money went, unless a minus sign was typed."""
    side = "t.amount" if amount.minor < 0 else "abs(t.amount)"
    return f"{side} {_OPERATORS[amount.operator]} {amount.minor}"


def _ranks(accounts: dict[int, Label]) -> str:
    """The accounts by the names a person sees, as an expression of the row's account."""

    def names(item: tuple[int, Label]) -> tuple[str, str, int]:
        number, label = item
        return folded(label.institution), folded(label.name), number

    ranked = sorted(accounts.items(), key=names)
    cases = " ".join(f"WHEN {number} THEN {rank}" for rank, (number, _) in enumerate(ranked))
    return f"CASE t.account {cases} END" if cases else "t.account"
