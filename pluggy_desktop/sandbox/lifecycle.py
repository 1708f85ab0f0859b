"""An item's life, worked out from the clock: opening, consent, collection, end. Pure.

At the newcomer's pace the link appears 1.5 s after creation and a full collection takes about ten
seconds; real banks take two to three minutes. `speed` shortens both alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pluggy_desktop.sandbox.clock import SandboxClock
from pluggy_desktop.sandbox.faults import Outcome

LINK_AFTER = 1.5
"""Seconds from creation to the consent link (1.2 to 2 on the real API)."""
REFUSAL_AFTER = 2.5
"""Seconds from creation to the end where the bank does not even give a link."""
LINK_LIFE = 1200.0
"""Seconds a link or a typed code waits for the person; not shortened by `speed`."""
HANDOVER_GRACE = 4.0
"""Guide dialect: seconds after which Pluggy finishes alone when nobody hands the code over."""
SLOW_FACTOR = 6.0

_PHASES: tuple[tuple[str, str, float], ...] = (
    ("ACCOUNTS", "ACCOUNTS_IN_PROGRESS", 1.5),
    ("CREDIT_CARDS", "CREDITCARDS_IN_PROGRESS", 1.5),
    ("TRANSACTIONS", "TRANSACTIONS_IN_PROGRESS", 2.5),
    ("PAYMENT_DATA", "PAYMENT_DATA_IN_PROGRESS", 0.3),
    ("INVESTMENTS", "INVESTMENTS_IN_PROGRESS", 1.0),
    ("INVESTMENTS_TRANSACTIONS", "INVESTMENTS_TRANSACTIONS_IN_PROGRESS", 0.5),
    ("LOANS", "LOANS_IN_PROGRESS", 0.5),
    ("ACCOUNT_STATEMENTS", "ACCOUNT_STATEMENTS_IN_PROGRESS", 0.5),
    ("IDENTITY", "IDENTITY_IN_PROGRESS", 0.5),
)
_LOGIN = 1.0
_MERGING = 0.5

_FAILURES: dict[Outcome, tuple[str, str, str]] = {
    "wrong_cpf": ("LOGIN_ERROR", "INVALID_CREDENTIALS", "Invalid credentials."),
    "locked": ("LOGIN_ERROR", "ACCOUNT_LOCKED", "The account is locked at the institution."),
    "bank_offline": (
        "OUTDATED",
        "SITE_NOT_AVAILABLE",
        "The institution is not available, please try again.",
    ),
}


@dataclass(slots=True)
class Link:
    """One consent link: made once, used once, dead after `expires` (sandbox seconds).

    `returns_to` is where the bank sends the browser: Pluggy's callback, or the client itself in the
    guide dialect (`to_client`).
    """

    token: str
    state: str
    returns_to: str
    to_client: bool
    expires: float
    session: str | None = None
    logged_in: bool = False
    used: bool = False
    code: str | None = None
    decided_at: float | None = None


@dataclass(slots=True)
class Execution:
    """One run of an item: from its start to an end, or to a wait for the person."""

    started: float
    outcome: Outcome
    products: tuple[str, ...]
    consent: bool
    asks_code: bool = False
    link: Link | None = None
    granted_at: float | None = None
    declined_at: float | None = None
    code_at: float | None = None
    code_tries: int = 0
    code_refused_at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An execution as it looks at one moment.

    `ended` is when it ended (None: it has not); `waits` what the person owes; `collected` the
    products whose data can be read already.
    """

    status: str
    execution_status: str
    ended: float | None = None
    waits: Literal["link", "code"] | None = None
    message: str | None = None
    collected: frozenset[str] = field(default_factory=frozenset)


_TIMEOUT = ("OUTDATED", "USER_INPUT_TIMEOUT", "The user did not answer in time.")
_NOT_GRANTED = (
    "LOGIN_ERROR",
    "USER_AUTHORIZATION_NOT_GRANTED",
    "The user did not authorize sharing the data.",
)
_WRONG_CODE = ("LOGIN_ERROR", "INVALID_CREDENTIALS_MFA", "The code is not right.")


def observe(run: Execution, now: float, clock: SandboxClock) -> Seen:
    """How `run` looks at `now` (sandbox seconds)."""
    if run.declined_at is not None:
        return _end(_NOT_GRANTED, run.declined_at)
    if run.outcome in ("wrong_cpf", "bank_offline"):
        return _refused_early(run, now, clock)
    granted = granted_at(run, now, clock)
    if granted is not None:
        return _collecting(run, granted, now, clock)
    if now < run.started + clock.span(LINK_AFTER):
        return Seen(status="UPDATING", execution_status="CREATED")
    if run.link is not None and now >= run.link.expires:
        return _end(_TIMEOUT, run.link.expires)
    return Seen(status="WAITING_USER_INPUT", execution_status="WAITING_USER_INPUT", waits="link")


def granted_at(run: Execution, now: float, clock: SandboxClock) -> float | None:
    """When the data began to flow, or None: nobody has authorised yet.

    In the guide dialect a code that nobody hands over is exchanged by Pluggy after a grace, so that
    a client whose listener is gone still gets there by asking for the item.
    """
    if not run.consent:
        return run.started
    if run.granted_at is not None:
        return run.granted_at
    link = run.link
    if link is None or not link.to_client or link.code is None or link.decided_at is None:
        return None
    alone = link.decided_at + clock.span(HANDOVER_GRACE)
    return alone if now >= alone else None


def code_expires(run: Execution, now: float, clock: SandboxClock) -> float:
    """Until when the typed code may come, for a run that waits for one."""
    granted = granted_at(run, now, clock)
    return (run.started if granted is None else granted) + clock.span(_LOGIN) + LINK_LIFE


def _refused_early(run: Execution, now: float, clock: SandboxClock) -> Seen:
    if now < run.started + clock.span(LINK_AFTER):
        return Seen(status="UPDATING", execution_status="CREATED")
    end = run.started + clock.span(REFUSAL_AFTER)
    if now < end:
        return Seen(status="UPDATING", execution_status="LOGIN_IN_PROGRESS")
    return _end(_FAILURES[run.outcome], end)


def _collecting(run: Execution, granted: float, now: float, clock: SandboxClock) -> Seen:
    slow = SLOW_FACTOR if run.outcome == "slow" else 1.0
    at = granted + clock.span(_LOGIN * slow)
    if now < at:
        return Seen(status="UPDATING", execution_status="LOGIN_IN_PROGRESS")
    if run.outcome == "locked":
        return _end(_FAILURES["locked"], at)
    if run.asks_code:
        waiting = _typed_code(run, at, now)
        if waiting is not None:
            return waiting
        at = (run.code_at or at) + clock.span(_LOGIN)
        if now < at:
            return Seen(status="UPDATING", execution_status="LOGIN_MFA_IN_PROGRESS")
    return _phases(run, at, now, clock, slow=slow)


def _typed_code(run: Execution, asked: float, now: float) -> Seen | None:
    """The wait for a typed code; None once the right one has come."""
    if run.code_refused_at is not None:
        return _end(_WRONG_CODE, run.code_refused_at)
    if run.code_at is not None:
        return None
    if now >= asked + LINK_LIFE:
        return _end(_TIMEOUT, asked + LINK_LIFE)
    return Seen(status="WAITING_USER_INPUT", execution_status="WAITING_USER_INPUT", waits="code")


def _phases(run: Execution, at: float, now: float, clock: SandboxClock, *, slow: float) -> Seen:
    done: list[str] = []
    for product, word, seconds in _PHASES:
        if product not in run.products:
            continue
        at += clock.span(seconds * slow)
        if now < at or (run.outcome == "never" and product in ("TRANSACTIONS", run.products[-1])):
            return Seen(status="UPDATING", execution_status=word, collected=frozenset(done))
        done.append(product)
    at += clock.span(_MERGING * slow)
    if now < at:
        return Seen(status="MERGING", execution_status="MERGING", collected=frozenset(done))
    word = "PARTIAL_SUCCESS" if run.outcome == "partial" else "SUCCESS"
    return Seen(
        status="UPDATED", execution_status=word, ended=at, collected=frozenset(run.products)
    )


def _end(how: tuple[str, str, str], at: float) -> Seen:
    status, word, message = how
    return Seen(status=status, execution_status=word, ended=at, message=message)
