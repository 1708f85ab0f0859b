"""What every vault keeps to: the one in the system's keyring and the one in memory."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import pytest

from pluggy_desktop.vault import KeyringVault, MemoryVault

if TYPE_CHECKING:
    from pluggy_desktop.domain.ports import Vault

SECRETS = [
    "c0ffee00-1111-4222-8333-444455556666",
    "0123456789abcdef" * 4,
    " spaces, 'quotes', \"more\" and ção ",
]


class VaultContract(ABC):
    """The tests; each subclass says which vault they are for."""

    @abstractmethod
    def make(self) -> Vault:
        """An empty vault."""

    @pytest.fixture
    def vault(self) -> Vault:
        return self.make()

    def test_what_was_never_written_is_none(self, vault: Vault) -> None:
        assert vault.read("client-id") is None

    @pytest.mark.parametrize("secret", SECRETS)
    def test_what_is_written_is_read(self, vault: Vault, secret: str) -> None:
        vault.write("client-secret", secret)
        assert vault.read("client-secret") == secret

    def test_writing_again_replaces(self, vault: Vault) -> None:
        vault.write("client-secret", "first")
        vault.write("client-secret", "second")
        assert vault.read("client-secret") == "second"

    def test_names_are_apart(self, vault: Vault) -> None:
        vault.write("client-id", "one")
        vault.write("database-key", "two")
        vault.delete("client-id")
        assert vault.read("client-id") is None
        assert vault.read("database-key") == "two"

    def test_deleting_twice_is_fine(self, vault: Vault) -> None:
        vault.write("client-id", "one")
        vault.delete("client-id")
        vault.delete("client-id")
        assert vault.read("client-id") is None

    def test_vaults_are_apart(self, vault: Vault) -> None:
        other = self.make()
        vault.write("client-id", "mine")
        assert other.read("client-id") is None

    def test_it_has_a_name_for_people(self, vault: Vault) -> None:
        assert vault.backend.strip()


class TestMemoryVault(VaultContract):
    """In memory."""

    def make(self) -> Vault:
        return MemoryVault()


@pytest.mark.keyring
@pytest.mark.usefixtures("secret_service_bus")
class TestKeyringVault(VaultContract):
    """In a real Secret Service."""

    def make(self) -> Vault:
        return KeyringVault(uuid.uuid4().hex[:12])

    def test_its_name_is_the_keepers(self) -> None:
        assert self.make().backend == "Secret Service"

    def test_the_same_profile_finds_its_secrets_again(self) -> None:
        profile = uuid.uuid4().hex[:12]
        KeyringVault(profile).write("database-key", "kept")
        assert KeyringVault(profile).read("database-key") == "kept"
