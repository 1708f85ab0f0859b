"""Client id and secret: both or neither, never behind somebody's back, never holding others up."""

from __future__ import annotations

import threading

import pytest

from pluggy_desktop.app import SystemClock
from pluggy_desktop.connect.access import CLIENT_ID, CLIENT_SECRET, Access
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.errors import AccessMissing, AccessRefused, InvalidInput, VaultProblem
from pluggy_desktop.gateway.client import PluggyAccess
from pluggy_desktop.sandbox import Sandbox, SandboxOptions
from pluggy_desktop.vault import MemoryVault

OLD = {CLIENT_ID: "11111111-1111-4111-8111-111111111111", CLIENT_SECRET: "old"}


def access_to(sandbox: Sandbox, vault: MemoryVault) -> Access:
    def make(client_id: str, client_secret: str) -> PluggyAccess:
        return PluggyAccess(sandbox.url, client_id, client_secret, clock=SystemClock())

    return Access(vault, make=make)


def test_what_pluggy_refuses_is_not_kept() -> None:
    with Sandbox(SandboxOptions(speed=100)) as sandbox:
        vault = MemoryVault(OLD)
        access = access_to(sandbox, vault)
        with pytest.raises(AccessRefused):
            access.save(sandbox.client_id, "wrong", cancel=Cancel())
        assert vault.read(CLIENT_SECRET) == "old"
        access.close()


@pytest.mark.parametrize(
    ("client_id", "secret"),
    [("", "x"), ("not-a-uuid", "x"), (OLD[CLIENT_ID], ""), (OLD[CLIENT_ID], "with space")],
)
def test_what_cannot_be_an_access_is_not_sent(client_id: str, secret: str) -> None:
    with Sandbox(SandboxOptions(speed=100)) as sandbox, pytest.raises(InvalidInput):
        access_to(sandbox, MemoryVault()).save(client_id, secret, cancel=Cancel())


def test_a_vault_that_fails_half_way_keeps_the_old_pair() -> None:
    class Full(MemoryVault):
        def write(self, name: str, secret: str) -> None:
            if name == CLIENT_ID:
                raise VaultProblem("No room", kind="broken")
            super().write(name, secret)

    with Sandbox(SandboxOptions(speed=100)) as sandbox:
        vault = Full(OLD)
        access = access_to(sandbox, vault)
        with pytest.raises(VaultProblem):
            access.save(sandbox.client_id, sandbox.client_secret, cancel=Cancel())
        assert {name: vault.read(name) for name in OLD} == OLD
        access.close()


def test_closing_does_not_wait_for_a_keyring_that_asks() -> None:
    asked, answered = threading.Event(), threading.Event()

    class Asking(MemoryVault):
        def read(self, name: str) -> str | None:
            asked.set()
            answered.wait(20)
            return None

    with Sandbox(SandboxOptions(speed=100)) as sandbox:
        access = access_to(sandbox, Asking())

        def want() -> None:
            with pytest.raises(AccessMissing):
                access.gateway(Cancel())

        waiting = threading.Thread(target=want)
        waiting.start()
        assert asked.wait(5)
        closing = threading.Thread(target=access.close)
        closing.start()
        closing.join(5)
        assert not closing.is_alive()
        answered.set()
        waiting.join()
