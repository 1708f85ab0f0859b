"""Which addresses the API may have: https, or http on this computer for the simulator."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from pluggy_desktop.errors import InvalidInput
from pluggy_desktop.i18n import tr

PLUGGY_URL = "https://api.pluggy.ai"
_LONGEST = 2048


def validate_base_url(url: str) -> str:
    """`url` without a slash at its end, if it may be the API's address.

    Raises:
        InvalidInput: Not https (http only on 127.0.0.1, ::1 or localhost), no host, or with a user
            name, query, fragment or odd characters.
    """
    text = url.strip()
    parts = _split(text)
    if parts is None or not parts.hostname:
        raise _refused(tr("This is not the address of a server."))
    if parts.username is not None or parts.password is not None:
        raise _refused(tr("The address must not contain a user name or password."))
    if "?" in text or "#" in text:
        raise _refused(tr("The address must end before any “?” or “#”."))
    secure = parts.scheme == "https"
    if not secure and not (parts.scheme == "http" and _is_loopback_host(parts.hostname)):
        raise _refused(tr("Only https:// is safe. http:// works for this computer alone."))
    return text.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether `url` is on this computer: 127.0.0.1, ::1 or localhost."""
    parts = _split(url)
    return parts is not None and parts.hostname is not None and _is_loopback_host(parts.hostname)


def _split(text: str) -> SplitResult | None:
    """The parts of `text`, None where it is no address at all."""
    if len(text) > _LONGEST or any(not "!" <= mark <= "~" or mark == "\\" for mark in text):
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port  # checks that it is a number
    except ValueError:
        return None
    return parts


def _is_loopback_host(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address in {ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")}


def _refused(why: str) -> InvalidInput:
    return InvalidInput(
        tr("This cannot be the address of Pluggy"),
        why,
        tr("Use {address}, or the address that the simulator shows.", address=PLUGGY_URL),
    )
