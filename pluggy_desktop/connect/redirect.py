"""The ways home from the bank's page, and which addresses may be opened at all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from pluggy_desktop.connect.request import CALLBACK_PATH
from pluggy_desktop.errors import BadAnswer
from pluggy_desktop.gateway.address import is_loopback
from pluggy_desktop.i18n import tr

_MAX_URL = 4096


class Way(StrEnum):
    """How the browser's return is noticed.

    `LOOPBACK`: it calls a listener on this computer. `NONE`: not at all; polling alone finds out.
    """

    LOOPBACK = "loopback"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Where the browser is to be sent after the bank's page; `uri` is "" for Way.NONE."""

    way: Way
    uri: str = ""
    state: str = ""


NO_REDIRECT = Redirect(way=Way.NONE)


def new_state() -> str:
    """A new attempt's secret: 256 random bits, printable."""
    return secrets.token_urlsafe(32)


def loopback(host: str, port: int, state: str) -> Redirect:
    """A redirect to the listener at `host` (as advertised by it) and `port`."""
    uri = f"http://{host}:{port}{CALLBACK_PATH}?state={state}"
    return Redirect(way=Way.LOOPBACK, uri=uri, state=state)


def checked_url(url: str, *, loopback_allowed: bool) -> str:
    """`url` if a browser may be sent there.

    https with a host only; http to this computer's loopback too where `loopback_allowed` (that is,
    when Pluggy's own address is on loopback). No user name, no control characters, at most 4 KiB.

    Raises:
        BadAnswer: It may not be opened.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    fine = (
        len(url) <= _MAX_URL
        and all("!" <= mark <= "~" for mark in url)
        and host
        and "@" not in parts.netloc
        and "\\" not in url
        and (
            parts.scheme == "https"
            or (loopback_allowed and parts.scheme == "http" and is_loopback(url))
        )
    )
    if not fine:
        raise BadAnswer(
            tr("The address to authorise at is not safe to open"),
            tr("It is not an https address of a bank. It was not opened."),
            tr("Try again later; if it stays, tell Pluggy."),
        )
    return url
