"""What every connection session of a profile works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pluggy_desktop.connect.flow import Limits
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.ports import Browser, Clock, Gateway
from pluggy_desktop.store import Store
from pluggy_desktop.sync.engine import SyncEngine
from pluggy_desktop.sync.poller import Pace


class OpenGateway(Protocol):
    """How a session gets to Pluggy."""

    def __call__(self, cancel: Cancel, /) -> Gateway:
        """A gateway whose calls end with `cancel`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every session of a profile works with.

    `listener_port` 0 takes any free port; `use_loopback` False asks for no redirect at all;
    `loopback_urls_allowed` is for a Pluggy that is itself on this computer's loopback.
    """

    open_gateway: OpenGateway
    store: Store
    engine: SyncEngine
    browser: Browser
    clock: Clock
    limits: Limits
    pace: Pace
    listener_port: int
    use_loopback: bool
    loopback_urls_allowed: bool
    webhook_url: str
