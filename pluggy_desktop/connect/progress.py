"""What a screen or a terminal shows of a connection in progress, and how it ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pluggy_desktop.domain.models import Parameter, ProductProgress, UserAction
from pluggy_desktop.domain.status import Explanation, Reason
from pluggy_desktop.sync.engine import SyncReport


class Stage(StrEnum):
    """Where the connection is, as a screen needs it."""

    CREATING = "creating"
    AUTHORISE = "authorise"
    QUESTION = "question"
    ACTION = "action"
    APPROVAL = "approval"
    COLLECTING = "collecting"
    FETCHING = "fetching"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectView:
    """A picture of a connection in progress.

    `authorize_url` is set from AUTHORISE on and was checked; `opened` says whether the browser was
    handed it. `expires_at` is the person's deadline at AUTHORISE, QUESTION and ACTION, None if
    Pluggy names none. `wrong_answer`: what was typed before was refused. `notices` are sentences
    for the person about the way this attempt goes (such as a busy port), in order.
    """

    stage: Stage
    authorize_url: str = ""
    opened: bool = False
    expires_at: dt.datetime | None = None
    question: Parameter | None = None
    wrong_answer: bool = False
    action: UserAction | None = None
    products: tuple[ProductProgress, ...] = ()
    notices: tuple[str, ...] = ()


class EndKind(StrEnum):
    """How a connection ended."""

    CONNECTED = "connected"
    PARTIAL = "partial"
    STILL_SYNCING = "still_syncing"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectEnd:
    """How a connection ended.

    `connection_id` is "" when it was refused; `report` is set when data were fetched; `explanation`
    is set unless all went well; `existing` says that the connection was there before;
    `needs_person` that a refusal is one the person can mend, `reason` which. `technical` holds
    Pluggy's words.
    """

    kind: EndKind
    institution: str
    connection_id: str = ""
    report: SyncReport | None = None
    explanation: Explanation | None = None
    existing: bool = False
    needs_person: bool = False
    reason: Reason = Reason.NONE
    technical: str = ""
