"""A person at the bank's page, for runs without a browser: opens the link, logs in, ticks, decides."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from html.parser import HTMLParser
from typing import IO, Literal
from urllib.parse import urlencode, urljoin, urlsplit

_MAX_STEPS = 12
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class _Reply:
    url: str
    status: int
    location: str | None
    text: str


@dataclass(slots=True)
class _Form:
    action: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Visitor:
    """Does what a person would: logs in, leaves every account ticked (or ticks `accounts` only).

    `cpf` replaces the user that the log-in page suggests.
    """

    def __init__(
        self,
        cpf: str | None = None,
        *,
        accounts: frozenset[str] | None = None,
        timeout: float = 10.0,
    ) -> None:
        self._cpf = cpf
        self._accounts = accounts
        self._timeout = timeout

    def visit(
        self,
        authorize_url: str,
        *,
        decide: Literal["authorise", "decline"] = "authorise",
        follow_redirect: bool = True,
    ) -> str:
        """Go through the bank's pages from `authorize_url` to the end; the last address reached.

        With `follow_redirect=False` the browser is closed before it goes to the client's redirect
        URI, which is returned but not requested. A deep link is never requested either. Where the
        client's listener is gone, its address is returned all the same, as a browser would stay there.

        Raises:
            OSError: The bank could not be reached.
            RuntimeError: The pages do not end.
        """
        home = _origin(authorize_url)
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),  # everything here is on this computer
            _NoRedirect(),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )
        reply = self._fetch(opener, authorize_url)
        for _ in range(_MAX_STEPS):
            page = _Page(reply.text)
            target = reply.location or page.refresh
            if target is not None:
                target = urljoin(reply.url, target)
                if _origin(target) != home:
                    return self._leave(opener, target) if follow_redirect else target
                reply = self._fetch(opener, target)
            elif page.form is not None:
                data = urlencode(self._filled(page.form, decide)).encode()
                reply = self._fetch(opener, urljoin(reply.url, page.form.action), data=data)
            else:
                return reply.url
        raise RuntimeError("the bank's pages do not end")

    def _leave(self, opener: urllib.request.OpenerDirector, target: str) -> str:
        """Go to the client; the address that the browser ends on."""
        if urlsplit(target).scheme not in ("http", "https"):
            return target
        try:
            return self._fetch(opener, target).url
        except OSError:
            return target

    def _filled(self, form: _Form, decide: str) -> list[tuple[str, str]]:
        filled = []
        for name, value in form.fields:
            if name == "user" and self._cpf is not None:
                filled.append((name, self._cpf))
            elif name != "account" or self._accounts is None or value in self._accounts:
                filled.append((name, value))
        return filled + [button for button in form.buttons if button == ("decision", decide)]

    def _fetch(
        self, opener: urllib.request.OpenerDirector, url: str, *, data: bytes | None = None
    ) -> _Reply:
        request = urllib.request.Request(url, data=data, headers={"User-Agent": "Visitor"})
        if data is not None:
            request.add_header("Origin", _origin(url))
        try:
            with opener.open(request, timeout=self._timeout) as reply:
                return _Reply(url, reply.status, None, reply.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            with error:
                location = error.headers.get("Location") if error.code in _REDIRECTS else None
                return _Reply(url, error.code, location, error.read().decode("utf-8", "replace"))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Hands redirects back instead of following them: each one is looked at first."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """None: no request is made of it."""


class _Page(HTMLParser):
    """The first form of a page, and where the page sends the browser by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.form: _Form | None = None
        self.refresh: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect fields and buttons; ticked boxes only."""
        given: Mapping[str, str | None] = dict(attrs)
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh":
            self.refresh = (given.get("content") or "").partition("url=")[2] or None
        elif tag == "form" and self.form is None:
            self.form = _Form(action=given.get("action") or "")
        elif self.form is not None and (name := given.get("name")):
            pair = (name, given.get("value") or "")
            if tag == "button":
                self.form.buttons.append(pair)
            elif tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
                self.form.fields.append(pair)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
