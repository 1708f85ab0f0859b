"""How long and how much a call may take, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, tries and bytes. The defaults suit Pluggy; tests shorten them.

    Attributes:
        connect: Opening a connection, all addresses of a name together.
        read: The longest silence of the other side.
        total: One request with its whole answer, however steadily it drips.
        tries: How often a GET is sent at most.
        budget: All tries of one call, with the waits between them.
        backoff: The first wait between tries is up to this; it doubles each time.
        backoff_most: No wait between tries is longer.
        patience: The longest wait that "too many requests" may ask for before it becomes an error.
        decoded: Bytes of an answer, after unpacking.
        pages: Pages of one list.
        key_age: When an API key is renewed; it works for two hours.
    """

    connect: float = 5.0
    read: float = 30.0
    total: float = 60.0
    tries: int = 5
    budget: float = 150.0
    backoff: float = 0.5
    backoff_most: float = 20.0
    patience: float = 60.0
    decoded: int = 64 * 1024 * 1024
    pages: int = 200
    key_age: float = 110 * 60.0
