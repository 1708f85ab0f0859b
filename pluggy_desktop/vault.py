"""Secrets: in the system's keyring, or in memory for one session; never in a file of ours."""

from __future__ import annotations

import configparser
import hmac
import importlib
import logging
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pluggy_desktop.errors import VaultProblem
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)

# The keepers that encrypt what they keep and answer only to the person's own session. Whatever is
# not here (plain files, the do-nothing keyring, chains that end in one of those) is refused.
KEEPERS: Final[Mapping[str, str]] = {
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
}
ENVIRONMENT: Final = "PYTHON_KEYRING_BACKEND"


class KeyringVault:
    """Secrets of one profile in the system's keyring.

    Calls can take long, since the system may ask the person to unlock: not for the GUI's thread.
    They come one at a time: GNOME Keyring drops some of several at once.
    The keeper is looked for at the first call, so that making one costs nothing. keyring's own
    choice is not used: it would take plain-text and do-nothing keepers when told to.
    """

    def __init__(self, profile_id: str) -> None:
        self._service = f"pluggy-desktop:{profile_id}"
        self._keeper: tuple[str, KeyringBackend] | None = None
        self._turn = threading.RLock()

    @property
    def backend(self) -> str:
        """The keeper's name for people, such as "Secret Service". Raises VaultProblem."""
        return self._chosen()[0]

    def read(self, name: str) -> str | None:
        """The secret, None if there is none. Raises VaultProblem."""
        with self._use() as backend:
            return backend.get_password(self._service, name)

    def write(self, name: str, secret: str) -> None:
        """Keep the secret and read it back. Raises VaultProblem."""
        with self._use() as backend:
            backend.set_password(self._service, name, secret)
            kept = backend.get_password(self._service, name)
        if kept is None or not hmac.compare_digest(kept.encode(), secret.encode()):
            raise VaultProblem(
                tr("The keyring did not keep the secret"),
                tr("It was written, but reading it back gave something else."),
                tr("Check the system's keyring program, then try again."),
                kind="broken",
            )

    def delete(self, name: str) -> None:
        """Forget the secret; fine if there is none. Raises VaultProblem."""
        with self._use() as backend:
            if backend.get_password(self._service, name) is not None:
                backend.delete_password(self._service, name)

    def reset(self) -> None:
        """Look for a keeper anew at the next call: what "try again" does after installing one."""
        with self._turn:
            self._keeper = None

    @contextmanager
    def _use(self) -> Iterator[KeyringBackend]:
        with self._turn:
            backend = self._chosen()[1]
            with _translated():
                yield backend

    def _chosen(self) -> tuple[str, KeyringBackend]:
        with self._turn:
            if self._keeper is None:
                self._keeper = _choose()
                _log.info("secrets are kept by %s", self._keeper[0])
            return self._keeper


class MemoryVault:
    """Secrets for this process only: forgotten at its end, and never chosen unasked."""

    def __init__(self, initial: Mapping[str, str] | None = None) -> None:
        self._secrets = dict(initial or {})
        self._guard = threading.Lock()

    @property
    def backend(self) -> str:
        """What to call it in front of people."""
        return tr("This session only")

    def read(self, name: str) -> str | None:
        """The secret, None if there is none."""
        with self._guard:
            return self._secrets.get(name)

    def write(self, name: str, secret: str) -> None:
        """Keep the secret until the process ends."""
        with self._guard:
            self._secrets[name] = secret

    def delete(self, name: str) -> None:
        """Forget the secret; fine if there is none."""
        with self._guard:
            self._secrets.pop(name, None)


def _choose() -> tuple[str, KeyringBackend]:
    """The keeper asked for, if it is a safe one; else the best safe one that works here."""
    asked, by = _asked_for()
    if asked:
        if asked not in KEEPERS:
            raise VaultProblem(
                tr("The keyring that was asked for is not safe"),
                tr(
                    "{by} asks for {name}, which does not keep secrets encrypted.",
                    by=by,
                    name=asked,
                ),
                tr("Remove that setting, and the system's own keyring is used."),
                technical=asked,
                kind="unsafe",
            )
        found = [(asked, backend) for _, backend in _working(asked)]
    else:
        working = sorted(
            ((rank, name, backend) for name in KEEPERS for rank, backend in _working(name)),
            key=lambda keeper: keeper[0],
        )
        found = [(name, backend) for _, name, backend in working]
    if not found:
        raise _absent(asked)
    name, backend = found[-1]
    return KEEPERS[name], backend


def _working(name: str) -> list[tuple[float, KeyringBackend]]:
    """The keeper called `name` with its rank, or nothing where it does not work here."""
    module, _, class_name = name.rpartition(".")
    try:
        backend_class = getattr(importlib.import_module(module), class_name)
        return [(float(backend_class.priority), backend_class())]
    except Exception as error:  # noqa: BLE001  (keyring says "not here" with whatever its parts raise)
        _log.debug("%s does not work here: %s", name, type(error).__name__)
        return []


def _asked_for() -> tuple[str, str]:
    """The keeper that the environment or keyring's configuration file names, and which of them."""
    if name := os.environ.get(ENVIRONMENT, "").strip():
        return name, ENVIRONMENT
    from keyring.util import platform_

    file = platform_.config_root() / "keyringrc.cfg"
    config = configparser.RawConfigParser()
    try:
        config.read(file, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise VaultProblem(
            tr("The keyring's configuration file cannot be understood"),
            str(file),
            tr("Correct or remove it, then try again."),
            technical=type(error).__name__,
            kind="broken",
        ) from error
    return config.get("backend", "default-keyring", fallback="").strip(), file.name


def _absent(asked: str) -> VaultProblem:
    return VaultProblem(
        tr("No keyring was found on this computer"),
        tr("Secrets are kept in the system's keyring and nowhere else, and none is running."),
        tr(
            "Install and start one (on Linux: GNOME Keyring, KeePassXC's Secret Service or KWallet), "
            "then try again; or go on for this session only, and nothing is remembered."
        ),
        technical=asked,
        kind="absent",
    )


@contextmanager
def _translated() -> Iterator[None]:
    """Turn whatever a keeper raises into a VaultProblem, without its words: they may hold secrets."""
    from keyring import errors

    try:
        yield
    except errors.KeyringLocked as error:
        raise VaultProblem(
            tr("The keyring is locked"),
            tr("Your secrets are in it, and the system did not unlock it."),
            tr("Unlock it (usually with the password you log in with), then try again."),
            technical=_names(error),
            kind="locked",
        ) from None
    except errors.NoKeyringError:
        raise _absent("") from None
    except Exception as error:  # noqa: BLE001  (D-Bus, Windows and macOS each raise their own)
        names = _names(error)
        if isinstance(error, errors.PasswordSetError) or any(word in names for word in _DENIED):
            raise VaultProblem(
                tr("The keyring refused"),
                tr("The system or you did not allow Pluggy Desktop to use it."),
                tr("Try again and allow it when the system asks."),
                technical=names,
                kind="denied",
            ) from None
        raise VaultProblem(
            tr("The keyring does not answer as it should"),
            tr("Nothing was changed."),
            tr("Start the system's keyring program again (or log out and in), then try again."),
            technical=names,
            kind="broken",
        ) from None


_DENIED: Final = ("PromptDismissed", "AccessDenied", "Denied", "NotAuthorized")


def _names(error: BaseException) -> str:
    """The class names of an error and its cause, and a D-Bus error's own name: never its text."""
    chain = [error, error.__cause__ or error.__context__]
    names = [type(link).__name__ for link in chain if link is not None]
    dbus_name = getattr(error, "name", None)
    if isinstance(dbus_name, str) and dbus_name.startswith("org."):
        names.append(dbus_name)
    return " < ".join(names)
