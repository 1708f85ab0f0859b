"""Which keeper is taken, which are refused, and what a person is told when one fails."""

from __future__ import annotations

import gc
import threading
import uuid
from typing import TYPE_CHECKING, ClassVar

import keyring.backends.SecretService
import keyring.errors
import pytest

from pluggy_desktop import vault
from pluggy_desktop.errors import VaultProblem
from pluggy_desktop.vault import ENVIRONMENT, KeyringVault
from tests import secret_service

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = "s3cret-canary-0001"


class Keeper:
    """Stands in for a keyring back end; `trouble` is raised by every call."""

    priority: ClassVar[float] = 5.0
    trouble: ClassVar[Exception | None] = None
    forgets: ClassVar[bool] = False
    kept: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, name: str) -> str | None:
        if self.trouble:
            raise self.trouble
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, secret: str) -> None:
        if self.trouble:
            raise self.trouble
        self.kept[service, name] = "" if self.forgets else secret

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> type[Keeper]:
    """A keeper of our own in the place of the Secret Service."""

    class Mine(Keeper):
        kept: ClassVar[dict[tuple[str, str], str]] = {}

    monkeypatch.setattr(keyring.backends.SecretService, "Keyring", Mine)
    return Mine


UNSAFE = [
    "keyring.backends.null.Keyring",
    "keyring.backends.fail.Keyring",
    "keyring.backends.chainer.ChainerBackend",
    "keyrings.alt.file.PlaintextKeyring",
    "os.system",
]


@pytest.mark.usefixtures("keeper")
@pytest.mark.parametrize("name", UNSAFE)
def test_an_unsafe_keeper_is_refused_even_if_the_environment_asks(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENVIRONMENT, name)
    with pytest.raises(VaultProblem) as caught:
        KeyringVault("p").write("client-secret", SECRET)
    assert caught.value.kind == "unsafe"
    assert ENVIRONMENT in caught.value.message
    assert caught.value.action


@pytest.mark.usefixtures("keeper")
@pytest.mark.parametrize("name", UNSAFE)
def test_an_unsafe_keeper_is_refused_even_if_keyringrc_asks(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "python_keyring"
    folder.mkdir()
    (folder / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring={name}\n")
    with pytest.raises(VaultProblem) as caught:
        KeyringVault("p").read("client-secret")
    assert caught.value.kind == "unsafe"
    assert "keyringrc.cfg" in caught.value.message


def test_a_broken_keyringrc_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "python_keyring"
    folder.mkdir()
    (folder / "keyringrc.cfg").write_bytes(b"\xff\xfe[what")
    with pytest.raises(VaultProblem) as caught:
        KeyringVault("p").read("client-secret")
    assert caught.value.kind == "broken"


@pytest.mark.usefixtures("keeper")
def test_a_safe_keeper_that_is_asked_for_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "keyring.backends.SecretService.Keyring")
    assert KeyringVault("p").backend == "Secret Service"


@pytest.mark.usefixtures("keeper")
def test_another_safe_keeper_than_the_one_asked_for_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(ENVIRONMENT, "keyring.backends.Windows.WinVaultKeyring")
    with pytest.raises(VaultProblem) as caught:
        KeyringVault("p").read("client-id")
    assert caught.value.kind == "absent"


def test_the_better_of_two_is_taken(keeper: type[Keeper], monkeypatch: pytest.MonkeyPatch) -> None:
    class Wallet(Keeper):
        priority: ClassVar[float] = 5.1

    monkeypatch.setattr("keyring.backends.kwallet.DBusKeyring", Wallet)
    assert KeyringVault("p").backend == "KWallet"
    keeper.priority = 5.2
    assert KeyringVault("p").backend == "Secret Service"


def named(name: str) -> type[Exception]:
    """An exception class called `name`, as D-Bus, Windows and macOS bring their own."""
    made: type[Exception] = type(name, (Exception,), {})
    return made


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (keyring.errors.KeyringLocked(SECRET), "locked"),
        (keyring.errors.NoKeyringError(SECRET), "absent"),
        (keyring.errors.PasswordSetError(SECRET), "denied"),
        (named("PromptDismissedException")(SECRET), "denied"),
        (named("KeychainDenied")(SECRET), "denied"),
        (keyring.errors.InitError(SECRET), "broken"),
        (named("DBusErrorResponse")(SECRET), "broken"),
        (OSError(SECRET), "broken"),
    ],
)
def test_each_failure_has_a_kind_a_next_step_and_none_of_its_own_words(
    keeper: type[Keeper], trouble: Exception, kind: str
) -> None:
    keeper.trouble = trouble
    calls: list[Callable[[], object]] = [
        lambda: KeyringVault("p").read("client-secret"),
        lambda: KeyringVault("p").write("client-secret", SECRET),
        lambda: KeyringVault("p").delete("client-secret"),
    ]
    for call in calls:
        with pytest.raises(VaultProblem) as caught:
            call()
        assert caught.value.kind == kind
        assert caught.value.title
        assert caught.value.action
        assert SECRET not in caught.value.sentence() + caught.value.technical
        assert caught.value.__cause__ is None


def test_a_keeper_that_does_not_keep_is_found_out(keeper: type[Keeper]) -> None:
    keeper.forgets = True
    with pytest.raises(VaultProblem) as caught:
        KeyringVault("p").write("client-secret", SECRET)
    assert caught.value.kind == "broken"


def test_trying_again_looks_anew(keeper: type[Keeper], monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(Keeper):
        priority: ClassVar[float] = 0.0

        def __init__(self) -> None:
            raise RuntimeError("no service")

    monkeypatch.setattr(keyring.backends.SecretService, "Keyring", Gone)
    secrets = KeyringVault("p")
    with pytest.raises(VaultProblem) as caught:
        secrets.read("client-id")
    assert caught.value.kind == "absent"
    monkeypatch.setattr(keyring.backends.SecretService, "Keyring", keeper)
    secrets.reset()
    assert secrets.read("client-id") is None
    monkeypatch.setattr(keyring.backends.SecretService, "Keyring", Gone)
    assert secrets.read("client-id") is None  # what works is kept …
    secrets.reset()
    with pytest.raises(VaultProblem):  # … until somebody asks again
        secrets.read("client-id")


@pytest.mark.keyring
def test_no_service_on_the_bus_is_absent(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = short_folder / uuid.uuid4().hex[:4]
    folder.mkdir()
    with secret_service.bus(folder) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(VaultProblem) as caught:
            KeyringVault("p").read("client-id")
    assert caught.value.kind == "absent"


def test_no_bus_at_all_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    with pytest.raises(VaultProblem) as caught:
        KeyringVault("p").read("client-id")
    assert caught.value.kind == "absent"


# keyring forgets to close its connection in this case
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.keyring
def test_a_locked_keyring_nobody_can_unlock_is_locked(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import secretstorage

    folder = short_folder / uuid.uuid4().hex[:4]
    folder.mkdir()
    with secret_service.bus(folder) as address, secret_service.keyring(folder, address):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        secrets = KeyringVault("p")
        secrets.write("client-id", "kept")
        connection = secretstorage.dbus_init()
        secretstorage.get_default_collection(connection).lock()
        connection.close()
        with pytest.raises(VaultProblem) as caught:
            secrets.read("client-id")
        assert caught.value.kind == "locked"
    del caught
    gc.collect()  # closes it now, while the warning is expected


def test_the_keeper_gets_one_call_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, overlaps = threading.Semaphore(1), []
    another = threading.Event()

    class Alone(Keeper):
        def get_password(self, service: str, name: str) -> str | None:
            if not inside.acquire(blocking=False):
                overlaps.append(name)
                another.set()
                return None
            another.wait(0.2)  # long enough for the other one to come in, if it can
            inside.release()
            return None

    monkeypatch.setattr(keyring.backends.SecretService, "Keyring", Alone)
    secrets = KeyringVault("p")
    threads = [threading.Thread(target=secrets.read, args=(f"n{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert overlaps == []


@pytest.mark.keyring
@pytest.mark.usefixtures("secret_service_bus")
def test_many_threads_share_one_vault() -> None:
    secrets = KeyringVault(uuid.uuid4().hex[:12])
    wrong: list[object] = []

    def use(name: str) -> None:
        secrets.write(name, name * 3)
        if secrets.read(name) != name * 3:
            wrong.append(name)

    threads = [threading.Thread(target=use, args=(f"secret-{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert all(secrets.read(f"secret-{n}") == f"secret-{n}" * 3 for n in range(6))


def test_every_keeper_on_the_list_exists() -> None:
    import importlib

    for name in vault.KEEPERS:
        module, _, class_name = name.rpartition(".")
        assert hasattr(importlib.import_module(module), class_name)


@pytest.mark.usefixtures("keeper")
def test_making_a_vault_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("looked for a keeper before it was needed")

    monkeypatch.setattr(vault, "_choose", fail)
    KeyringVault("p")
