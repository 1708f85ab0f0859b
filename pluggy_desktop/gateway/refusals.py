"""Pluggy's refusals in words for people, by status, code and, where there is no code, text."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING

from pluggy_desktop.errors import AccessRefused, AppError, PluggyRefused
from pluggy_desktop.gateway import decoding, problems
from pluggy_desktop.gateway.text import plain
from pluggy_desktop.i18n import tr, tr_n

if TYPE_CHECKING:
    from pluggy_desktop.gateway import wire
    from pluggy_desktop.gateway.answer import Answer

REDIRECT_REFUSED = "REDIRECT_REFUSED"
"""Our own code: Pluggy refuses the redirect address. It sends none, so its text decides."""

MEU_PLUGGY_READ_ONLY = "MEU_PLUGGY_READ_ONLY"
"""Our own code: a MeuPluggy connection cannot be updated from here."""

TOO_MANY_REQUESTS = "TOO_MANY_REQUESTS"
"""Our own code for status 429."""

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,79}")
# What a refusal might repeat of what was sent: keys, ids, document and account numbers.
_REPEATED = re.compile(r"[\w+/=.-]{20,}|\d[\d.\-/\s]{4,}\d")
_MOST_FIELDS = 5

Words = tuple[str, str, str]
"""Title, message and next step."""


def is_web_page(answer: Answer) -> bool:
    """Whether a web page came, as a hotel's network or a company's filter sends."""
    return answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def problem_of(answer: Answer, *, host: str) -> AppError:
    """What `answer`, of any status but 2xx, says to a person."""
    if 300 <= answer.status < 400:
        return problems.sent_elsewhere(host)
    if answer.status == 407:
        return problems.proxy_failed()
    if answer.status < 500 and is_web_page(answer):
        return problems.not_pluggy(host)
    refusal = decoding.decode_refusal(answer.body)
    code = _code(answer.status, refusal)
    title, message, action = _words(answer.status, code, refusal)
    return PluggyRefused(
        title,
        message,
        action,
        technical=_technical(answer.status, code),
        status=answer.status,
        code=code,
        data=_data(refusal),
    )


def access_refused(answer: Answer) -> AppError:
    """Why POST /auth refused: which of client id and secret, where Pluggy tells."""
    refusal = decoding.decode_refusal(answer.body)
    technical = _technical(answer.status, _code(answer.status, refusal))
    if refusal.code_description == "CLIENT_DISABLED":
        return AccessRefused(
            tr("Pluggy has switched this access off"),
            tr("The application at Pluggy is disabled."),
            tr("Look at it at dashboard.pluggy.ai, or ask Pluggy's support."),
            technical=technical,
        )
    said = _said(refusal).lower().replace(" ", "")
    if "secret" in said and "clientid" not in said:
        title = tr("Pluggy does not accept the client secret")
    elif "clientid" in said and "secret" not in said:
        title = tr("Pluggy does not know this client id")
    else:
        title = tr("Pluggy does not accept the client id or the secret")
    return AccessRefused(
        title,
        tr("Nothing was fetched, and nothing on this computer has changed."),
        tr("Copy both again from your application's page at dashboard.pluggy.ai."),
        technical=technical,
    )


def key_refused(answer: Answer) -> AppError:
    """Pluggy refuses a request with a fresh key too."""
    code = _code(answer.status, decoding.decode_refusal(answer.body))
    return PluggyRefused(
        tr("Pluggy refuses this with your access"),
        tr("Your client id and secret are right, but they may not do this."),
        tr("See at dashboard.pluggy.ai what your application may do, or if its trial has ended."),
        technical=_technical(answer.status, code),
        status=answer.status,
        code=code,
    )


def wait_too_long(seconds: float, *, now: dt.datetime) -> AppError:
    """Pluggy asks for a longer pause than a person should wait for; `data` has "retry_at"."""
    return PluggyRefused(
        tr("Too many requests"),
        tr("Pluggy asks for a pause. What was fetched before is kept."),
        tr_n(
            "Try again in a minute.",
            "Try again in {n} minutes.",
            max(1, math.ceil(seconds / 60)),
        ),
        technical=_technical(429, TOO_MANY_REQUESTS),
        status=429,
        code=TOO_MANY_REQUESTS,
        data={"retry_at": now + dt.timedelta(seconds=seconds)},
    )


def _code(status: int, refusal: wire.Refusal) -> str:
    said = _said(refusal).lower()
    if "oauthredirecturi" in said:
        return REDIRECT_REFUSED
    if "meupluggy" in said and "updated" in said:
        return MEU_PLUGGY_READ_ONLY
    code = refusal.code_description or ""
    if _CODE.fullmatch(code):
        return code
    return TOO_MANY_REQUESTS if status == 429 else ""


def _said(refusal: wire.Refusal) -> str:
    """Pluggy's own sentence; some validations send a list of them."""
    message = refusal.message
    parts = message if isinstance(message, list) else [message]
    return plain("; ".join(part for part in parts if isinstance(part, str)))


def _technical(status: int, code: str) -> str:
    return f"HTTP {status} {code}".rstrip()


def _data(refusal: wire.Refusal) -> dict[str, object]:
    data: dict[str, object] = dict(refusal.data or {})
    if refusal.items:
        data["items"] = list(refusal.items)
    fields = _fields(refusal)
    if fields:
        data["fields"] = fields
    return data


def _fields(refusal: wire.Refusal) -> dict[str, str]:
    """What is wrong with which field, without what was sent; at most five."""
    return {
        plain(str(detail.parameter)): _masked(detail.message or "")
        for detail in (refusal.details or ())[:_MOST_FIELDS]
        if detail.parameter is not None
    }


def _masked(text: str) -> str:
    return _REPEATED.sub("…", plain(text))[:200]


def _words(status: int, code: str, refusal: wire.Refusal) -> Words:
    by_code = _by_code(code, refusal)
    if by_code is not None:
        return by_code
    if status >= 500:
        return (
            tr("Pluggy has a problem"),
            tr("Its service failed. What was fetched before is kept."),
            tr("Try again in a few minutes."),
        )
    if status == 404:
        return (
            tr("Pluggy does not know this"),
            tr("It may have been removed there. What was fetched before is kept."),
            tr("Check it, or connect the bank again."),
        )
    if status == 429:
        return (
            tr("Too many requests"),
            tr("Pluggy asks for a pause."),
            tr("Try again in some minutes."),
        )
    said = _masked(_said(refusal))
    return (
        tr("Pluggy refused the request"),
        tr("Pluggy says: {text}", text=said) if said else "",
        tr("Check what was entered, and try again."),
    )


def _by_code(code: str, refusal: wire.Refusal) -> Words | None:
    """Words for the codes that a person can do something about."""
    if code.endswith("PARAMETER_VALIDATION_ERROR") or code == "CONNECTOR_VALIDATION_ERROR":
        return _invalid_fields(refusal)
    if code == "CLIENT_IS_UPDATING_BEFORE_ALLOWED_FREQUENCY":
        return _too_early(refusal)
    return _fixed_words().get(code)


def _invalid_fields(refusal: wire.Refusal) -> Words:
    fields = "; ".join(
        f"{name}: {what}" if what else name for name, what in _fields(refusal).items()
    )
    return (
        tr("The bank's form is not filled in right"),
        tr("Pluggy says: {text}", text=fields or _masked(_said(refusal))),
        tr("Correct it and try again. Nothing was connected."),
    )


def _too_early(refusal: wire.Refusal) -> Words:
    hours = (refusal.data or {}).get("minUpdateFrequencyAllowedInHours")
    how_often = tr("Pluggy does not update a connection as often as that.")
    if isinstance(hours, (int, float)) and 1 <= hours < 10_000:
        how_often = tr_n(
            "Pluggy updates a connection at most every hour.",
            "Pluggy updates a connection at most every {n} hours.",
            round(hours),
        )
    return (
        tr("This connection is fresh already"),
        how_often,
        tr("What is there is shown. Try again later for newer data."),
    )


def _fixed_words() -> dict[str, Words]:
    return {
        "ITEM_USER_ALREADY_EXISTS": (
            tr("This bank is connected already"),
            tr("Pluggy has a connection with the same details."),
            tr("Use it instead of a second one."),
        ),
        "ITEM_CREATION_LIMIT_EXCEEDED": (
            tr("Pluggy allows no more connections"),
            tr("Your application at Pluggy has as many connections as it may have."),
            tr("Remove connections you no longer need, then try again."),
        ),
        "ITEM_NOT_FOUND": (
            tr("Pluggy no longer has this connection"),
            tr("It was removed there. What was fetched before is kept."),
            tr("Connect the bank again."),
        ),
        "TOO_MANY_CONSECUTIVE_ERRORS": (
            tr("This connection failed too often"),
            tr("Pluggy has stopped updating it."),
            tr("Remove it and connect the bank again."),
        ),
        "TOO_MANY_CONSECUTIVE_LOGIN_FAILURES": (
            tr("Too many failed attempts"),
            tr("So that the bank does not lock your account, Pluggy makes you wait."),
            tr("Wait 15 minutes and try again."),
        ),
        "MFA_PARAMERTER_WAS_ALREADY_USED_ERROR": (
            tr("This code was used already"),
            tr("The bank accepts each code once."),
            tr("Wait for a new code and type it."),
        ),
        "ENDPOINT_DEPRECATED": (
            tr("Pluggy has changed its service"),
            tr("This version of the app asks in a way that Pluggy no longer answers."),
            tr("Look for a newer version of this app."),
        ),
        REDIRECT_REFUSED: (
            tr("Pluggy refuses the return address"),
            tr("It takes only https addresses that are not on this computer, and app links."),
            tr("Connect without a return address, or set another one in the settings."),
        ),
        MEU_PLUGGY_READ_ONLY: (
            tr("MeuPluggy updates by itself"),
            tr("Pluggy refreshes it once a day; it cannot be asked to from here."),
            tr("To update it now, open meu.pluggy.ai."),
        ),
    }
