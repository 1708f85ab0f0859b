"""What an item's words mean: (status, executionStatus, error) to a phase, a reason and plain words.

Both vocabularies are understood: Pluggy's own (UPDATED, OUTDATED …) and the one of the OAuth guide
(HEALTHY, ERROR, SUSPENDED …). Both are open sets: an unknown word is neither an error nor an end.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pluggy_desktop.domain.models import ConnectionState, Item
from pluggy_desktop.errors import sentences
from pluggy_desktop.i18n import tr


class Phase(StrEnum):
    """Where an item stands, as far as what to do next is concerned."""

    WORKING = "working"
    CONSENT = "consent"
    QUESTION = "question"
    ACTION = "action"
    APPROVAL = "approval"
    DONE = "done"
    PARTIAL = "partial"
    NEEDS_YOU = "needs_you"
    FAILED = "failed"

    @property
    def settled(self) -> bool:
        """Whether Pluggy has finished, well or not."""
        return self in _SETTLED


_SETTLED = frozenset({Phase.DONE, Phase.PARTIAL, Phase.NEEDS_YOU, Phase.FAILED})


class Reason(StrEnum):
    """Why an item ended without data, in our words."""

    NONE = "none"
    CREDENTIALS = "credentials"
    CODE = "code"
    LOCKED = "locked"
    PASSWORD_RESET = "password_reset"  # noqa: S105  (a reason, not a password)
    NOT_SUPPORTED = "not_supported"
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"
    OTHER_SESSION = "other_session"
    BANK_ACTION = "bank_action"
    BANK_OFFLINE = "bank_offline"
    TEMPORARY = "temporary"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an item says. `words` are Pluggy's own, for technical details and logs."""

    phase: Phase
    reason: Reason = Reason.NONE
    words: str = ""


_WORKING = frozenset(
    {"UPDATING", "MERGING", "CREATING", "CREATED", "LOGIN_IN_PROGRESS", "PENDING", ""}
)
_DONE = frozenset({"UPDATED", "HEALTHY"})
_REASONS = {
    "INVALID_CREDENTIALS": (Phase.NEEDS_YOU, Reason.CREDENTIALS),
    "INVALID": (Phase.NEEDS_YOU, Reason.CREDENTIALS),
    "INVALID_CREDENTIALS_MFA": (Phase.NEEDS_YOU, Reason.CODE),
    "ACCOUNT_LOCKED": (Phase.NEEDS_YOU, Reason.LOCKED),
    "ACCOUNT_CREDENTIALS_RESET": (Phase.NEEDS_YOU, Reason.PASSWORD_RESET),
    "USER_NOT_SUPPORTED": (Phase.NEEDS_YOU, Reason.NOT_SUPPORTED),
    "USER_AUTHORIZATION_NOT_GRANTED": (Phase.NEEDS_YOU, Reason.DECLINED),
    "USER_AUTHORIZATION_REVOKED": (Phase.NEEDS_YOU, Reason.REVOKED),
    "USER_INPUT_TIMEOUT": (Phase.NEEDS_YOU, Reason.EXPIRED),
    "ALREADY_LOGGED_IN": (Phase.NEEDS_YOU, Reason.OTHER_SESSION),
    "ACCOUNT_NEEDS_ACTION": (Phase.NEEDS_YOU, Reason.BANK_ACTION),
    "SITE_NOT_AVAILABLE": (Phase.FAILED, Reason.BANK_OFFLINE),
    "CONNECTION_ERROR": (Phase.FAILED, Reason.TEMPORARY),
    "UNEXPECTED_ERROR": (Phase.FAILED, Reason.TEMPORARY),
    "ERROR": (Phase.FAILED, Reason.TEMPORARY),
    "MERGE_ERROR": (Phase.FAILED, Reason.TEMPORARY),
    "CREATE_ERROR": (Phase.FAILED, Reason.TEMPORARY),
}


def read(item: Item) -> Reading:
    """What `item` says, for any words whatever."""
    status, execution = item.status.upper(), item.execution_status.upper()
    words = " · ".join(
        word for word in (item.status, item.execution_status, item.error_code) if word
    )
    phase, reason = _phase(status, execution, item)
    return Reading(phase=phase, reason=reason, words=words)


def _phase(status: str, execution: str, item: Item) -> tuple[Phase, Reason]:
    error = item.error_code.upper()
    if "USER_AUTHORIZATION_PENDING" in (execution, error):
        return Phase.APPROVAL, Reason.NONE
    if status == "WAITING_USER_ACTION":
        return Phase.ACTION, Reason.NONE
    if status in _DONE or status == "PARTIAL_SUCCESS":
        return _finished(status, execution, error, item)
    if status in {"LOGIN_ERROR", "INVALID_CREDENTIALS", "INVALID"}:
        return _known(error, execution, status) or (Phase.NEEDS_YOU, Reason.CREDENTIALS)
    if status in {"OUTDATED", "ERROR"}:
        return _known(error, execution) or (Phase.FAILED, Reason.TEMPORARY)
    if status == "SUSPENDED":
        return Phase.NEEDS_YOU, Reason.SUSPENDED
    if item.authorize_url:
        return Phase.CONSENT, Reason.NONE
    if status == "WAITING_USER_INPUT" and item.parameter is not None:
        return Phase.QUESTION, Reason.NONE
    if status in _WORKING or status == "WAITING_USER_INPUT":
        return Phase.WORKING, Reason.NONE
    return _known(error, execution, status) or (Phase.WORKING, Reason.NONE)


def _finished(status: str, execution: str, error: str, item: Item) -> tuple[Phase, Reason]:
    if error or execution in _REASONS:
        return _known(error, execution) or (Phase.FAILED, Reason.TEMPORARY)
    incomplete = any(not result.is_updated for result in item.results)
    if "PARTIAL_SUCCESS" in (status, execution) or incomplete:
        return Phase.PARTIAL, Reason.NONE
    return Phase.DONE, Reason.NONE


def _known(*words: str) -> tuple[Phase, Reason] | None:
    return next((_REASONS[word] for word in words if word in _REASONS), None)


def connection_state(reading: Reading) -> ConnectionState:
    """The connection's state for a reading."""
    if reading.phase is Phase.DONE:
        return ConnectionState.UPDATED
    if reading.phase is Phase.PARTIAL:
        return ConnectionState.PARTIAL
    if reading.phase in {Phase.NEEDS_YOU, Phase.CONSENT, Phase.QUESTION, Phase.ACTION}:
        return ConnectionState.NEEDS_YOU
    if reading.phase is Phase.FAILED:
        return ConnectionState.FAILED
    return ConnectionState.UPDATING


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Words for a person: what happened, what it means, what to do."""

    title: str
    message: str
    action: str

    def sentence(self) -> str:
        """Title, message and action as one text."""
        return sentences(self.title, self.message, self.action)


def explain(reading: Reading, institution: str, *, provider_message: str = "") -> Explanation:
    """The person's words for a reading of `institution`'s item.

    `provider_message` is the bank's own text, shown where only the bank knows what is needed.
    """
    if reading.reason is not Reason.NONE:
        return _explain_reason(reading.reason, institution, provider_message)
    title, message, action = {
        Phase.DONE: (tr("Up to date"), "", ""),
        Phase.PARTIAL: (
            tr("Partly up to date"),
            tr("{institution} did not send everything this time.", institution=institution),
            tr("What came is kept. The rest is tried again at the next sync."),
        ),
        Phase.APPROVAL: (
            tr("Waiting for the bank's approval"),
            tr("{institution} or a second holder still has to approve.", institution=institution),
            tr("It can take about 30 minutes. Nothing to do here."),
        ),
        Phase.CONSENT: (
            tr("Authorise at {institution}", institution=institution),
            tr("The bank waits for your authorisation in the browser."),
            tr("Reconnect to open the bank's page again."),
        ),
        Phase.QUESTION: (
            tr("{institution} asks you something", institution=institution),
            tr("The bank needs one more piece of information."),
            tr("Reconnect to answer."),
        ),
        Phase.ACTION: (
            tr("{institution} waits for you", institution=institution),
            tr("Approve the access in the bank's app."),
            "",
        ),
    }.get(reading.phase, (tr("Syncing with the bank…"), "", ""))
    return Explanation(title=title, message=message, action=action)


def _explain_reason(reason: Reason, institution: str, provider_message: str) -> Explanation:
    title, message, action = _reason_texts(institution)[reason]
    if reason is Reason.BANK_ACTION and provider_message:
        message = provider_message
    return Explanation(title=title, message=message, action=action)


def _reason_texts(institution: str) -> dict[Reason, tuple[str, str, str]]:
    return {
        Reason.CREDENTIALS: (
            tr("{institution} did not accept the details", institution=institution),
            tr("The bank does not know this CPF or the details that were sent."),
            tr("Check them and connect again."),
        ),
        Reason.CODE: (
            tr("Wrong code"),
            tr("{institution} did not accept the code.", institution=institution),
            tr("Connect again and type the new code the bank sends you."),
        ),
        Reason.LOCKED: (
            tr("Your account is locked at {institution}", institution=institution),
            tr("The bank locked the account, so it shares nothing."),
            tr("Unlock it in the bank's app, then connect again."),
        ),
        Reason.PASSWORD_RESET: (
            tr("{institution} asks for a new password", institution=institution),
            tr("The bank wants you to change your password first."),
            tr("Change it in the bank's app, then connect again."),
        ),
        Reason.NOT_SUPPORTED: (
            tr("This kind of account cannot be connected"),
            tr("{institution} does not share this kind of account.", institution=institution),
            tr("Try another account or institution."),
        ),
        Reason.DECLINED: (
            tr("You did not authorise the sharing"),
            tr(
                "Nothing was shared, and nothing changed at {institution}.", institution=institution
            ),
            tr("You can try again whenever you like."),
        ),
        Reason.REVOKED: (
            tr("The consent was revoked at the bank"),
            tr(
                "{institution} no longer shares your data. What came before is kept.",
                institution=institution,
            ),
            tr("Reconnect to share again."),
        ),
        Reason.EXPIRED: (
            tr("The time to authorise ran out"),
            tr("The bank's page waits for a limited time only. Nothing was shared."),
            tr("Try again for a new link."),
        ),
        Reason.OTHER_SESSION: (
            tr("You are logged in at the bank elsewhere"),
            tr("{institution} allows one session at a time.", institution=institution),
            tr("Log out of the other one, then try again."),
        ),
        Reason.BANK_ACTION: (
            tr("{institution} needs something from you", institution=institution),
            tr("Something must be accepted or confirmed in the bank's app or site."),
            tr("Do it there, then try again."),
        ),
        Reason.BANK_OFFLINE: (
            tr("{institution} is not available now", institution=institution),
            tr("The bank's service does not answer. What was fetched before is kept."),
            tr("Try again later."),
        ),
        Reason.TEMPORARY: (
            tr("The connection to {institution} failed this time", institution=institution),
            tr("It is a passing error at Pluggy or at the bank. What was fetched before is kept."),
            tr("Try again in a few minutes."),
        ),
        Reason.SUSPENDED: (
            tr("Automatic updates are off for {institution}", institution=institution),
            tr("Pluggy stopped updating this connection."),
            tr("Reconnect to start it again."),
        ),
    }
