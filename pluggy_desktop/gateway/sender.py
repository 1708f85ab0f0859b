"""Sending a request until it is answered: keys, pauses and repeats, the same for every endpoint."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.ports import Clock
from pluggy_desktop.errors import PluggyRefused
from pluggy_desktop.gateway import decoding, problems, refusals, wire
from pluggy_desktop.gateway.address import validate_base_url
from pluggy_desktop.gateway.keys import KeyCache
from pluggy_desktop.gateway.limits import Limits
from pluggy_desktop.gateway.patience import Waits, backoff
from pluggy_desktop.gateway.problems import PassingProblem

if TYPE_CHECKING:
    from pluggy_desktop.gateway.answer import Answer
    from pluggy_desktop.gateway.api import PluggyApi, Prepared

_log = logging.getLogger("pluggy_desktop.gateway")


class Repeat(Enum):
    """When a request may be sent again."""

    NEVER = auto()
    IF_NOT_TAKEN = auto()  # only where Pluggy said that it did not take it (429)
    ALWAYS = auto()


class TokenRefused(Exception):
    """Pluggy does not take the connect token for this."""


class Sender:
    """Sends requests for one person's access: keys, connections and pauses, shared by all threads.

    Close it when done. Raises InvalidInput for an address that may not be the API's.
    """

    def __init__(
        self,
        base_url: str,
        client_id: str,
        client_secret: str,
        *,
        clock: Clock,
        limits: Limits | None = None,
    ) -> None:
        self.base_url = validate_base_url(base_url)
        self.limits = limits or Limits()
        self._client_id = client_id
        self._client_secret = client_secret
        self._clock = clock
        self._host = urlsplit(self.base_url).hostname or ""
        self._lock = threading.Lock()
        self._api: PluggyApi | None = None
        self._keys = KeyCache(self._fetch_key, clock=clock, most_seconds=self.limits.key_age)
        self._waits = Waits(clock)

    def close(self) -> None:
        """Close the kept connections."""
        with self._lock:
            api, self._api = self._api, None
        if api is not None:
            api.close()

    def check(self, cancel: Cancel) -> None:
        """Ask Pluggy for a new API key, once. Raises AccessRefused where it gives none."""
        self._keys.check(cancel)

    def request(
        self,
        prepare: Callable[[PluggyApi], Prepared],
        *,
        endpoint: str,
        cancel: Cancel,
        token: str = "",
        repeat: Repeat = Repeat.ALWAYS,
    ) -> bytes:
        """The body of a good answer, after as many tries as `repeat` and the limits allow.

        `endpoint` is what Pluggy counts requests by, such as "GET /accounts". Without `token` the
        request goes out with the API key.

        Raises:
            TokenRefused: Pluggy does not take `token` for this (401 or 403).
            AppError: As the Gateway port says.
        """
        prepared = prepare(self._pluggy())
        give_up = self._clock.monotonic() + self.limits.budget
        attempt = 1
        while True:
            self._await_turn(endpoint, cancel)
            try:
                return self._attempt(prepared, endpoint, cancel, token)
            except (PassingProblem, PluggyRefused) as problem:
                pause = self._pause(problem, attempt, repeat)
                if pause is None or self._clock.monotonic() + pause > give_up:
                    raise
                _log.info("%s: %s; try %d follows", endpoint, problem.technical, attempt + 1)
            cancel.wait(pause)
            cancel.check()
            attempt += 1

    def _attempt(self, prepared: Prepared, endpoint: str, cancel: Cancel, token: str) -> bytes:
        """Send it once; once more with a new key where the key was refused."""
        api = self._pluggy()
        key = token or self._keys.get(cancel)
        answer = api.send(prepared, key=key, cancel=cancel)
        if _is_refused(answer) and token:
            raise TokenRefused
        if _is_refused(answer):
            key = self._keys.renewed(key, cancel)
            answer = api.send(prepared, key=key, cancel=cancel)
            if _is_refused(answer):
                raise refusals.key_refused(answer)
        return self._good_body(answer, endpoint)

    def _good_body(self, answer: Answer, endpoint: str) -> bytes:
        if answer.status == 429:
            self._waits.ask(endpoint, answer.headers)
        if not 200 <= answer.status < 300:
            raise refusals.problem_of(answer, host=self._host)
        if refusals.is_web_page(answer):
            raise problems.not_pluggy(self._host)
        return answer.body

    def _await_turn(self, endpoint: str, cancel: Cancel) -> None:
        """Wait as long as Pluggy has asked for; too long a wait is raised instead."""
        while left := self._waits.left(endpoint):
            if left > self.limits.patience:
                raise refusals.wait_too_long(left, now=self._clock.now())
            cancel.wait(left)
            cancel.check()

    def _pause(
        self, problem: PassingProblem | PluggyRefused, attempt: int, repeat: Repeat
    ) -> float | None:
        """Seconds before the next try; None where there is none."""
        if attempt >= self.limits.tries or repeat is Repeat.NEVER:
            return None
        if isinstance(problem, PluggyRefused) and problem.status == 429:
            return 0.0  # the endpoint's own pause follows
        passing = isinstance(problem, PassingProblem) or problem.status >= 500
        if not passing or repeat is not Repeat.ALWAYS:
            return None
        return backoff(attempt, first=self.limits.backoff, most=self.limits.backoff_most)

    def _fetch_key(self, cancel: Cancel) -> str:
        """POST /auth, once. Raises AccessRefused where Pluggy does not accept id and secret."""
        api = self._pluggy()
        endpoint = "POST /auth"
        self._await_turn(endpoint, cancel)
        prepared = api.auth(self._client_id, self._client_secret)
        answer = api.send(prepared, key="", cancel=cancel)
        if answer.status in {400, 401, 403} and not refusals.is_web_page(answer):
            raise refusals.access_refused(answer)
        body = self._good_body(answer, endpoint)
        return usable_token(decoding.decode_object(body, wire.Token).api_key)

    def _pluggy(self) -> PluggyApi:
        """The API, with pluggy_sdk imported on the first use."""
        with self._lock:
            if self._api is None:
                from pluggy_desktop.gateway.api import PluggyApi  # 0.6 s

                self._api = PluggyApi(self.base_url, limits=self.limits)
            return self._api


def _is_refused(answer: Answer) -> bool:
    return answer.status in {401, 403} and not refusals.is_web_page(answer)


def usable_token(token: str | None) -> str:
    """A token that can stand in a header. Raises BadAnswer."""
    if not token or not all("!" <= mark <= "~" for mark in token):
        raise problems.unreadable("no key in the answer")
    return token
