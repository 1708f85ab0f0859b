"""API keys and connect tokens: JWT-shaped, signed with a key that lives as long as the process."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from dataclasses import dataclass, field

from pluggy_desktop.sandbox.answers import Problem
from pluggy_desktop.sandbox.clock import SandboxClock

API_KEY_LIFE = 7200.0
"""Seconds an API key works (two hours, as measured on the real API)."""

CONNECT_TOKEN_LIFE = 1800.0
"""Seconds a connect token works (thirty minutes)."""


@dataclass(slots=True)
class ConnectGrant:
    """What a connect token carries: the options it was made with and the items it may see."""

    client_user_id: str | None = None
    webhook_url: str | None = None
    oauth_redirect_uri: str | None = None
    avoid_duplicates: bool = False
    products: tuple[str, ...] | None = None
    item_ids: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the holder of an API key (`grant` is None) or of a connect token."""

    grant: ConnectGrant | None


class TokenOffice:
    """Issues keys and tokens and tells whose request it is."""

    def __init__(self, clock: SandboxClock, *, client_id: str, client_secret: str) -> None:
        self._clock = clock
        self._id = client_id
        self._secret = client_secret
        self._key = secrets.token_bytes(32)
        self._grants: dict[str, ConnectGrant] = {}
        self._lock = threading.Lock()

    def api_key(self, client_id: object, client_secret: object) -> str:
        """A new API key for the right credentials.

        Raises:
            Problem: They are not (401 CLIENT_KEYS_UNAUTHORIZED).
        """
        right = isinstance(client_id, str) and isinstance(client_secret, str)
        if not right or not (
            _same(str(client_id), self._id) and _same(str(client_secret), self._secret)
        ):
            raise Problem(401, "Client keys are invalid", description="CLIENT_KEYS_UNAUTHORIZED")
        return self._issue("api", API_KEY_LIFE)[0]

    def connect_token(self, grant: ConnectGrant) -> str:
        """A new connect token that carries `grant`."""
        token, serial = self._issue("connect", CONNECT_TOKEN_LIFE)
        with self._lock:
            self._grants[serial] = grant
        return token

    def caller(self, token: str | None) -> Caller:
        """Whose token this is.

        Raises:
            Problem: It is missing or not ours (403), an expired API key (401) or an expired connect
                token (403). The real API is known to use both; so does this one.
        """
        claims = self._claims(token)
        if claims is None:
            raise Problem(403, "Missing or invalid authorization token")
        is_key = claims.get("kind") == "api"
        expires = claims.get("exp")
        if not isinstance(expires, int | float) or expires <= self._clock.wall().timestamp():
            raise Problem(401 if is_key else 403, "Missing or invalid authorization token")
        if is_key:
            return Caller(None)
        with self._lock:
            return Caller(self._grants[str(claims["jti"])])

    def _issue(self, kind: str, life: float) -> tuple[str, str]:
        issued = int(self._clock.wall().timestamp())
        serial = secrets.token_hex(12)
        claims = {"kind": kind, "jti": serial, "iat": issued, "exp": issued + int(life)}
        body = f"{_b64(json.dumps({'alg': 'HS256', 'typ': 'JWT'}).encode())}.{_b64(json.dumps(claims).encode())}"
        return f"{body}.{self._sign(body)}", serial

    def _sign(self, body: str) -> str:
        return _b64(hmac.new(self._key, body.encode(), hashlib.sha256).digest())

    def _claims(self, token: str | None) -> dict[str, object] | None:
        if token is None or token.count(".") != 2 or not token.isascii():
            return None
        body, _, signature = token.rpartition(".")
        if not hmac.compare_digest(signature, self._sign(body)):
            return None
        payload = body.partition(".")[2]
        claims: dict[str, object] = json.loads(
            base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        )
        return claims


def _same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode(), known.encode())


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
