"""Sandboxes of both dialects, fast enough for tests, each with a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pluggy_desktop.sandbox import Sandbox, SandboxOptions
from tests.sandbox.client import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEED = 100.0


@pytest.fixture
def client() -> Iterator[Client]:
    """A client of a sandbox that speaks as the real API does."""
    with Sandbox(SandboxOptions(speed=SPEED)) as sandbox:
        yield Client(sandbox)


@pytest.fixture
def guide() -> Iterator[Client]:
    """A client of a sandbox that speaks as the OAuth guide describes."""
    with Sandbox(SandboxOptions(speed=SPEED, dialect="guide")) as sandbox:
        yield Client(sandbox)


@pytest.fixture(params=["production", "guide"])
def either(request: pytest.FixtureRequest) -> Iterator[Client]:
    """A client of each dialect in turn."""
    with Sandbox(SandboxOptions(speed=SPEED, dialect=request.param)) as sandbox:
        yield Client(sandbox)


@pytest.fixture(scope="module")
def connected() -> Iterator[tuple[Client, str]]:
    """A client with one connected item at the bank that has everything; for tests that only read."""
    with Sandbox(SandboxOptions(speed=1000)) as sandbox:
        reader = Client(sandbox)
        yield reader, reader.connect()["id"]


@pytest.fixture(scope="module")
def standing() -> Iterator[Client]:
    """A client that a module's tests share; for those that change nothing others look at."""
    with Sandbox(SandboxOptions(speed=SPEED)) as sandbox:
        yield Client(sandbox)


@pytest.fixture(scope="module", params=["production", "guide"])
def standing_either(request: pytest.FixtureRequest) -> Iterator[Client]:
    """The same for each dialect in turn."""
    with Sandbox(SandboxOptions(speed=SPEED, dialect=request.param)) as sandbox:
        yield Client(sandbox)
