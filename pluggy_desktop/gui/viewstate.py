"""What is being looked at: view, account, period and filters; remembered between two starts."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Literal

from pluggy_desktop.domain.dates import Period
from pluggy_desktop.gui import format as texts
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import TransactionFilter

ViewName = Literal["overview", "transactions", "cards", "investments", "loans", "connections"]
VIEWS: Final[tuple[ViewName, ...]] = (
    "overview",
    "transactions",
    "cards",
    "investments",
    "loans",
    "connections",
)
_DIRECTIONS: Final = ("in", "out")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """What the window shows.

    `since` and `until` are a period of the person's own, which goes before `period`. `account_id`
    is "" for all accounts, `category` None for all of them. `text` is not remembered.
    """

    view: ViewName = "overview"
    account_id: str = ""
    period: str = Period.LAST_12_MONTHS.value
    since: dt.date | None = None
    until: dt.date | None = None
    direction: Literal["in", "out"] | None = None
    pending: bool = False
    category: str | None = None
    text: str = ""
    details: bool = True

    def bounds(self, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
        """First and last day shown; None where there is no end.

        A period that ends today has no end here: what is dated ahead (a scheduled Pix, instalments
        posted in advance) belongs to the list.
        """
        if self.since is not None or self.until is not None:
            return self.since, self.until
        since, until = Period(self.period).bounds(today)
        return since, None if until is None or until >= today else until

    def query(self, today: dt.date) -> TransactionFilter:
        """The transactions of this state."""
        since, until = self.bounds(today)
        return TransactionFilter(
            text=self.text,
            account_ids=(self.account_id,) if self.account_id else None,
            since=since,
            until=until,
            direction=self.direction,
            pending=True if self.pending else None,
            category=self.category,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether something besides account and period narrows the list."""
        return bool(self.text or self.direction or self.pending or self.category is not None)

    def widened(self) -> ViewState:
        """The same view without the filters."""
        return replace(
            self, direction=None, pending=False, category=None, text="", since=None, until=None
        )


def period_names() -> dict[str, str]:
    """The periods' names, in the order of the menu."""
    return {
        Period.LAST_30_DAYS: tr("Last 30 days"),
        Period.THIS_MONTH: tr("This month"),
        Period.LAST_MONTH: tr("Last month"),
        Period.LAST_12_MONTHS: tr("Last 12 months"),
        Period.ALL: tr("All time"),
    }


def period_text(state: ViewState) -> str:
    """The period shown, in words."""
    if state.since is not None and state.until is not None:
        return tr("{first} to {last}", first=texts.date(state.since), last=texts.date(state.until))
    return period_names()[state.period]


def dump(state: ViewState) -> str:
    """As text, for the settings."""
    kept = asdict(replace(state, text=""))
    for name in ("since", "until"):
        kept[name] = kept[name].isoformat() if kept[name] else None
    return json.dumps(kept, sort_keys=True)


def load(text: str) -> ViewState:
    """From the settings' text; whatever is not right there is as if it had never been set."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ViewState()
    if not isinstance(found, dict):
        return ViewState()
    known = {field.name for field in fields(ViewState)}
    good: dict[str, Any] = {
        name: value for name, value in found.items() if name in known and _fits(name, value)
    }
    for name in ("since", "until"):
        if good.get(name):
            good[name] = _day(good[name])
    return ViewState(**good)


def _fits(name: str, value: object) -> bool:
    match name:
        case "view":
            return value in VIEWS
        case "period":
            return value in [period.value for period in Period]
        case "direction":
            return value is None or value in _DIRECTIONS
        case "pending" | "details":
            return isinstance(value, bool)
        case "category" | "since" | "until":
            return value is None or isinstance(value, str)
        case "account_id":
            return isinstance(value, str)
        case _:
            return False


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
