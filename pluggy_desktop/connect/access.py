"""The person's access to Pluggy: client id and secret, checked at once, kept in the vault."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.ports import Gateway, Vault
from pluggy_desktop.errors import AccessMissing, InvalidInput, VaultProblem
from pluggy_desktop.gateway.client import PluggyAccess
from pluggy_desktop.i18n import tr

CLIENT_ID = "client-id"
CLIENT_SECRET = "client-secret"  # noqa: S105  (the name it is kept under)

AccessMaker = Callable[[str, str], PluggyAccess]


class Access:
    """Opens gateways on the kept client id and secret. Safe from any thread; blocks."""

    def __init__(self, vault: Vault, *, make: AccessMaker) -> None:
        self._vault = vault
        self._make = make
        self._lock = threading.Lock()
        self._open: PluggyAccess | None = None

    @property
    def backend(self) -> str:
        """Where they are kept, named for people."""
        return self._vault.backend

    def client_id(self) -> str | None:
        """The kept client id, None when no access is set. Raises VaultProblem."""
        return self._vault.read(CLIENT_ID) if self._vault.read(CLIENT_SECRET) else None

    def save(self, client_id: str, client_secret: str, *, cancel: Cancel) -> None:
        """Check both with Pluggy, then keep them. Nothing is kept unless Pluggy accepts them.

        Raises:
            InvalidInput: One is missing or malformed; nothing was sent.
            AccessRefused: Pluggy does not accept them.
            VaultProblem: They could not be kept.
        """
        client_id, client_secret = client_id.strip(), client_secret.strip()
        check_form(client_id, client_secret)
        access = self._make(client_id, client_secret)
        try:
            access.open(cancel).check_access()
            self._keep(client_id, client_secret)
        except BaseException:
            access.close()
            raise
        with self._lock:
            before, self._open = self._open, access
        if before is not None:
            before.close()

    def _keep(self, client_id: str, client_secret: str) -> None:
        """Both or neither: half an access would be taken for a wrong one."""
        before = self._vault.read(CLIENT_SECRET)
        self._vault.write(CLIENT_SECRET, client_secret)
        try:
            self._vault.write(CLIENT_ID, client_id)
        except VaultProblem:
            if before is None:
                self._vault.delete(CLIENT_SECRET)
            else:
                self._vault.write(CLIENT_SECRET, before)
            raise

    def clear(self) -> None:
        """Forget both. Raises VaultProblem."""
        self._vault.delete(CLIENT_SECRET)
        self._vault.delete(CLIENT_ID)
        self.close()

    def gateway(self, cancel: Cancel) -> Gateway:
        """A gateway whose calls end when `cancel` is set.

        Raises:
            AccessMissing: No client id and secret are kept.
            VaultProblem: The vault cannot be read.
        """
        with self._lock:
            if self._open is not None:
                return self._open.open(cancel)
        # Outside the lock: the keyring may ask the person, for minutes.
        return self._shared(self._from_vault()).open(cancel)

    def _shared(self, made: PluggyAccess) -> PluggyAccess:
        """`made`, or what another thread has opened meanwhile."""
        with self._lock:
            if self._open is None:
                self._open = made
            present = self._open
        if present is not made:
            made.close()
        return present

    def _from_vault(self) -> PluggyAccess:
        client_id = self._vault.read(CLIENT_ID)
        client_secret = self._vault.read(CLIENT_SECRET)
        if not client_id or not client_secret:
            raise AccessMissing(
                tr("No Pluggy access yet"),
                tr("The app needs your Pluggy client id and secret to reach your banks."),
                tr("Enter them under “Connect bank” or with “pluggy-desktop access set”."),
            )
        return self._make(client_id, client_secret)

    def close(self) -> None:
        """Close the network connections; the next gateway opens new ones."""
        with self._lock:
            before, self._open = self._open, None
        if before is not None:
            before.close()


def check_form(client_id: str, client_secret: str) -> None:
    """Raise InvalidInput if the client id or the secret cannot be one."""
    hint = tr("Copy both from your application's page at dashboard.pluggy.ai.")
    if not client_id:
        raise InvalidInput(tr("The client id is missing"), "", hint)
    try:
        uuid.UUID(client_id)
    except ValueError:
        raise InvalidInput(
            tr("This is not a client id"),
            tr("A client id has 32 letters and digits in five groups."),
            hint,
        ) from None
    if not client_secret:
        raise InvalidInput(tr("The client secret is missing"), "", hint)
    if any(not " " < mark < "\x7f" for mark in client_secret):
        raise InvalidInput(
            tr("This is not a client secret"),
            tr("It has characters that a secret never has."),
            hint,
        )
