"""The connection as a pure state machine: step(state, event) → (state, effects).

No I/O and no clock: events carry the time, effects are data that the session carries out. The
item's status is the truth; a callback is only a hint to look now. Events that come late, twice or
in the wrong state do no harm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pluggy_desktop.domain.models import Item, Parameter, UserAction
from pluggy_desktop.domain.status import Phase, Reading, Reason, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to wait, in seconds.

    `link`: for Pluggy to say where to authorise; `user`: for the person where Pluggy names no
    deadline, and `grace` after one that it names; `bank`: for the collection, after which it goes
    on in the background; `approval`: for somebody else's approval.
    """

    link: float = 60.0
    user: float = 20 * 60.0
    grace: float = 15.0
    bank: float = 10 * 60.0
    approval: float = 30 * 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The item exists; where to authorise is not known yet."""

    item_id: str
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorising:
    """The person is at the bank's page. `declined`: the callback said so, the item not yet."""

    item_id: str
    url: str
    parameter: str
    until: float
    expires_at: dt.datetime | None = None
    code_sent: bool = False
    declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """The bank asks for something typed. `sent`: answered; `wrong`: the answer before was refused."""

    item_id: str
    parameter: Parameter
    until: float
    sent: bool = False
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """The person must do something elsewhere (QR code, the bank's app)."""

    item_id: str
    action: UserAction | None
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Collecting:
    """Pluggy collects from the bank. `item` as last seen, None before the first look.

    `begun` is False while nothing shows that the bank was ever reached.
    """

    item_id: str
    until: float
    item: Item | None = None
    approval: bool = False
    begun: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The end that was hoped for: there is data to fetch. `partial`: not everything came."""

    item: Item
    partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An end without data. `reading` says why; `item` is None if it was never seen again."""

    item_id: str
    reading: Reading
    item: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StillSyncing:
    """The bank takes longer than we wait: it goes on at Pluggy, and here in the background."""

    item_id: str
    item: Item | None = None


State = Waiting | Authorising | Answering | Acting | Collecting
End = Collected | Refused | StillSyncing


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSeen:
    """The item was looked at: at `at` (monotonic seconds), `now` by the calendar."""

    item: Item
    at: float
    now: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackCame:
    """The browser came back, with this attempt's state or item id (checked by the listener)."""

    code: str = ""
    declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The person answered the bank's question."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed:
    """It is `at` (monotonic seconds) now."""

    at: float


Event = ItemSeen | CallbackCame | Answered | TimePassed


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBrowser:
    """Show the bank's page to the person."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendParameter:
    """Hand over what the item waits for: the code of the callback, or an answer."""

    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookNow:
    """Look at the item without waiting for the next turn."""


Effect = OpenBrowser | SendParameter | LookNow
Step = tuple[State | End, tuple[Effect, ...]]


def begin(item_id: str, at: float, limits: Limits) -> State:
    """The first state, once the item exists."""
    return Waiting(item_id=item_id, until=at + limits.link)


def step(state: State | End, event: Event, limits: Limits) -> Step:
    """The next state and what to do. An end stays an end."""
    if isinstance(state, Collected | Refused | StillSyncing):
        return state, ()
    if isinstance(event, ItemSeen):
        if event.item.id != state.item_id:
            return state, ()
        return _seen(state, event, limits)
    if isinstance(event, CallbackCame):
        return _came_back(state, event)
    if isinstance(event, Answered):
        return _answered(state, event)
    return _time_passed(state, event.at, limits), ()


def _seen(state: State, event: ItemSeen, limits: Limits) -> Step:
    item, reading = event.item, read(event.item)
    match reading.phase:
        case Phase.DONE | Phase.PARTIAL:
            return Collected(item=item, partial=reading.phase is Phase.PARTIAL), ()
        case Phase.NEEDS_YOU | Phase.FAILED:
            return Refused(item_id=item.id, reading=reading, item=item), ()
        case Phase.CONSENT:
            return _consent_wanted(state, event, limits)
        case Phase.QUESTION if item.parameter is not None:
            return _question_asked(state, item.parameter, event, limits), ()
        case Phase.ACTION:
            return _action_wanted(state, event, limits), ()
        case Phase.APPROVAL:
            return _collecting(state, event, limits.approval, approval=True), ()
        case _:
            return _working(state, event, limits)


def _consent_wanted(state: State, event: ItemSeen, limits: Limits) -> Step:
    item = event.item
    if isinstance(state, Authorising) and state.url == item.authorize_url:
        if state.declined:
            reading = Reading(phase=Phase.NEEDS_YOU, reason=Reason.DECLINED)
            return Refused(item_id=item.id, reading=reading, item=item), ()
        return state, ()
    expires_at = item.parameter.expires_at if item.parameter else None
    authorising = Authorising(
        item_id=item.id,
        url=item.authorize_url,
        parameter=item.parameter.name if item.parameter else "oauthCode",
        until=_deadline(event, expires_at, limits),
        expires_at=expires_at,
    )
    return authorising, (OpenBrowser(url=item.authorize_url),)


def _question_asked(state: State, parameter: Parameter, event: ItemSeen, limits: Limits) -> State:
    if isinstance(state, Answering) and not state.sent and state.parameter == parameter:
        return state
    return Answering(
        item_id=event.item.id,
        parameter=parameter,
        until=_deadline(event, parameter.expires_at, limits),
        wrong=isinstance(state, Answering) and state.sent,
    )


def _action_wanted(state: State, event: ItemSeen, limits: Limits) -> State:
    action = event.item.user_action
    if isinstance(state, Acting) and state.action == action:
        return state
    expires_at = action.expires_at if action else None
    return Acting(item_id=event.item.id, action=action, until=_deadline(event, expires_at, limits))


def _working(state: State, event: ItemSeen, limits: Limits) -> Step:
    collecting = event.item.execution_status.upper().endswith("_IN_PROGRESS")
    if isinstance(state, Waiting) and not collecting:
        return state, ()
    if isinstance(state, Collecting) and not state.begun and not collecting:
        return replace(state, item=event.item), ()
    return _collecting(state, event, limits.bank), ()


def _collecting(
    state: State, event: ItemSeen, limit: float, *, approval: bool = False
) -> Collecting:
    if isinstance(state, Collecting) and state.approval == approval:
        return replace(state, item=event.item, begun=True)
    return Collecting(
        item_id=event.item.id, until=event.at + limit, item=event.item, approval=approval
    )


def _came_back(state: State, event: CallbackCame) -> Step:
    if not isinstance(state, Authorising):
        return state, ()
    if event.declined:
        return replace(state, declined=True), (LookNow(),)
    if event.code and not state.code_sent:
        send = SendParameter(parameters={state.parameter: event.code})
        return replace(state, code_sent=True), (send, LookNow())
    return state, (LookNow(),)


def _answered(state: State, event: Answered) -> Step:
    if not isinstance(state, Answering) or state.sent:
        return state, ()
    send = SendParameter(parameters={state.parameter.name: event.value})
    return replace(state, sent=True, wrong=False), (send, LookNow())


def _time_passed(state: State, at: float, limits: Limits) -> State | End:
    if at < state.until:
        return state
    if isinstance(state, Waiting):
        return Collecting(item_id=state.item_id, until=at + limits.bank, begun=False)
    if isinstance(state, Collecting) and not state.begun:
        reading = Reading(phase=Phase.FAILED, reason=Reason.TEMPORARY)
        return Refused(item_id=state.item_id, reading=reading, item=state.item)
    if isinstance(state, Collecting):
        return StillSyncing(item_id=state.item_id, item=state.item)
    return Refused(
        item_id=state.item_id, reading=Reading(phase=Phase.NEEDS_YOU, reason=Reason.EXPIRED)
    )


def _deadline(event: ItemSeen, expires_at: dt.datetime | None, limits: Limits) -> float:
    """By the monotonic clock, so that a change of the calendar's clock does not end the wait."""
    if expires_at is None:
        return event.at + limits.user
    left = (expires_at - event.now).total_seconds()
    return event.at + max(left, 0.0) + limits.grace
