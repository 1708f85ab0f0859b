"""Accesses on servers of the tests' own, closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pluggy_desktop.domain.models import Account, AccountKind
from pluggy_desktop.domain.ports import Clock
from pluggy_desktop.gateway.client import Limits, PluggyAccess
from tests.gateway.clocks import SystemClock

CLIENT_ID = "6a2f3b9c-5d4e-4c7a-9b1f-0d8e7c6b5a49"
CLIENT_SECRET = "canary-secret-5f1d8c"

QUICK = Limits(
    connect=2.0,
    read=0.3,
    total=0.8,
    tries=3,
    budget=10.0,
    backoff=0.01,
    backoff_most=0.05,
    patience=2.0,
    decoded=1_000_000,
    pages=5,
)
"""Limits that let a test of a time limit end soon."""

AccessMaker = Callable[..., PluggyAccess]


@pytest.fixture
def make_access() -> Iterator[AccessMaker]:
    made: list[PluggyAccess] = []

    def make(
        url: str, *, limits: Limits = QUICK, clock: Clock | None = None, secret: str = CLIENT_SECRET
    ) -> PluggyAccess:
        access = PluggyAccess(url, CLIENT_ID, secret, clock=clock or SystemClock(), limits=limits)
        made.append(access)
        return access

    yield make
    for access in made:
        access.close()


@pytest.fixture
def account() -> Account:
    return Account(
        pluggy_id="a658c848-e475-457b-8565-d1fffba127c4",
        item_id="a0922d6f-2007-4169-a181-b961500608db",
        kind=AccountKind.CHECKING,
        name="Conta",
    )
