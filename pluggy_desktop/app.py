"""The composition root: builds and closes everything; the only file that knows every class."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import secrets
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from pluggy_desktop import log
from pluggy_desktop.connect.access import CLIENT_ID, CLIENT_SECRET, Access
from pluggy_desktop.connect.browser import SystemBrowser
from pluggy_desktop.connect.catalog import Catalog
from pluggy_desktop.connect.connecting import Connecting
from pluggy_desktop.connect.flow import Limits
from pluggy_desktop.connect.surroundings import Surroundings
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.ports import Browser, Vault
from pluggy_desktop.errors import AppError, StoreProblem
from pluggy_desktop.gateway.address import PLUGGY_URL, is_loopback
from pluggy_desktop.gateway.client import PluggyAccess
from pluggy_desktop.gui.services import Services
from pluggy_desktop.i18n import tr
from pluggy_desktop.paths import InstanceLock, Paths
from pluggy_desktop.settings import Settings, save
from pluggy_desktop.store import Store, sqlite_version
from pluggy_desktop.sync.engine import SyncEngine
from pluggy_desktop.sync.poller import Pace
from pluggy_desktop.sync.refresh import Refresher
from pluggy_desktop.vault import KeyringVault, MemoryVault

if TYPE_CHECKING:
    from pluggy_desktop.doctor import Check
    from pluggy_desktop.sandbox import Sandbox

_log = logging.getLogger(__name__)

DATABASE_KEY = "database-key"


class SystemClock:
    """The computer's own clock."""

    def now(self) -> dt.datetime:
        """The present instant, aware, in UTC."""
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line chose.

    `session_access` is the client id and secret for `vault="session"`, None where they come from
    the vault. `pace` and `speed` exist for tests, which cannot wait for real banks.
    """

    paths: Paths
    settings: Settings
    api_url: str = PLUGGY_URL
    sandbox: bool = False
    session_vault: bool = False
    session_access: tuple[str, str] | None = None
    browser: Browser = field(default_factory=SystemBrowser)
    pace: Pace = field(default_factory=Pace)
    limits: Limits | None = None
    sandbox_speed: float = 1.0


class Profile:
    """Opens and closes profiles: the person's own, one for this session only, and the example.

    Each opening blocks (keyring, file, sandbox): call it in a worker. The profile before stays
    open until the next opening or the end, since a window may still be drawing it.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._clock = SystemClock()
        self._open = contextlib.ExitStack()
        self._before = contextlib.ExitStack()
        self._connecting: Connecting | None = None

    def open(self, cancel: Cancel) -> Services:
        """The profile the program was started for.

        Raises:
            VaultProblem: The keyring is absent, locked, refused or broken.
            StoreProblem: The file cannot be used; it is untouched.
            AppError: The folders cannot be made.
        """
        if self.options.sandbox:
            return self.open_example(cancel)
        if self.options.session_vault:
            return self.open_session_only(cancel)
        with self._opening() as closing:
            paths = self.options.paths
            paths.ensure()
            vault = KeyringVault(paths.profile_id)
            return self._services(closing, vault, paths, self.options.api_url, kept=True)

    def open_session_only(self, cancel: Cancel) -> Services:
        """A profile whose key lives in memory, so that only this process can read its file."""
        cancel.check()
        with self._opening() as closing:
            self.options.paths.ensure()
            given = self.options.session_access
            vault = MemoryVault({CLIENT_ID: given[0], CLIENT_SECRET: given[1]} if given else None)
            folder = closing.enter_context(_throw_away_folder(self.options.paths.data))
            paths = Paths.under(folder)
            return self._services(closing, vault, paths, self.options.api_url, kept=False)

    def open_example(self, cancel: Cancel) -> Services:
        """A throw-away profile connected to a simulated Pluggy with fictitious banks."""
        cancel.check()
        with self._opening() as closing:
            sandbox = _start_sandbox(closing, self.options.sandbox_speed)
            access = {CLIENT_ID: sandbox.client_id, CLIENT_SECRET: sandbox.client_secret}
            folder = closing.enter_context(_throw_away_folder(None))
            paths = Paths.under(folder)
            return self._services(closing, MemoryVault(access), paths, sandbox.url, kept=False)

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings, and use them from the next connection on.

        Raises:
            AppError: They could not be written.
        """
        self.options = replace(self.options, settings=settings)
        save(self.options.paths.settings_file, settings)
        if self._connecting is not None:
            self._connecting.remember(**_connection_settings(settings))

    def close(self) -> None:
        """Close what is open: file, connections, sandbox, throw-away folder."""
        self._connecting = None
        self._before.close()
        self._open.close()

    @contextlib.contextmanager
    def _opening(self) -> Iterator[contextlib.ExitStack]:
        """Opens into a stack of its own: one that fails leaves the open profile as it is."""
        with contextlib.ExitStack() as closing:
            yield closing
            self._before.close()
            self._before, self._open = self._open, closing.pop_all()

    def _services(
        self,
        closing: contextlib.ExitStack,
        vault: Vault,
        paths: Paths,
        api_url: str,
        *,
        kept: bool,
    ) -> Services:
        store = open_store(paths.database, vault)
        closing.callback(store.close)
        if store.value("client_user_id") is None:
            store.set_value("client_user_id", str(uuid.uuid4()))

        def make_access(client_id: str, client_secret: str) -> PluggyAccess:
            log.redact_always(client_secret)
            return PluggyAccess(api_url, client_id, client_secret, clock=self._clock)

        access = Access(vault, make=make_access)
        closing.callback(access.close)
        engine = SyncEngine(store)
        settings = self.options.settings
        limits = self.options.limits or Limits(bank=settings.collection_minutes * 60.0)
        self._connecting = Connecting(
            Surroundings(
                open_gateway=access.gateway,
                store=store,
                engine=engine,
                browser=self.options.browser,
                clock=self._clock,
                limits=limits,
                pace=self.options.pace,
                loopback_urls_allowed=is_loopback(api_url),
                **_connection_settings(settings),
            )
        )
        return Services(
            store=store,
            access=access,
            catalog=Catalog(access),
            connecting=self._connecting,
            refresher=Refresher(
                access.gateway,
                store,
                engine,
                clock=self._clock,
                pace=self.options.pace,
                limit=limits.bank,
            ),
            paths=paths,
            vault_backend=vault.backend,
            kept=kept,
        )


class _ConnectionSettings(TypedDict):
    listener_port: int
    use_loopback: bool
    webhook_url: str


def _connection_settings(settings: Settings) -> _ConnectionSettings:
    return {
        "listener_port": settings.listener_port,
        "use_loopback": settings.redirect_mode != "none",
        "webhook_url": settings.webhook_url,
    }


def _start_sandbox(closing: contextlib.ExitStack, speed: float) -> Sandbox:
    from pluggy_desktop.sandbox import Sandbox, SandboxOptions

    # The guide's dialect, in which a newcomer sees the browser come back to this computer.
    sandbox = Sandbox(SandboxOptions(dialect="guide", speed=speed))
    sandbox.start()
    closing.callback(sandbox.close)
    return sandbox


def open_store(path: Path, vault: Vault) -> Store:
    """The encrypted file at `path`, with its key from the vault; both are made at the first run.

    Raises:
        VaultProblem: The key cannot be read or kept.
        StoreProblem: The file cannot be used, or is there while its key is not: a new key would
            lock the person out for good, so none is made.
    """
    kept = vault.read(DATABASE_KEY)
    if kept is None:
        if Store.exists(path):
            raise StoreProblem(
                tr("The key to your data is not in the keyring"),
                tr(
                    "The encrypted file is there and untouched, but nobody can read it without its key."
                ),
                tr("Unlock or restore the keyring that was used before, then try again."),
                kind="wrong_key",
            )
        kept = secrets.token_bytes(32).hex()
        vault.write(DATABASE_KEY, kept)
    log.redact_always(kept)
    try:
        key = bytes.fromhex(kept)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise StoreProblem(
            tr("The key in the keyring is damaged"),
            tr("The encrypted file is untouched."),
            tr("Restore the keyring from a backup, then try again."),
            kind="wrong_key",
        )
    return Store.open(path, key)


@contextlib.contextmanager
def _throw_away_folder(parent: Path | None) -> Iterator[Path]:
    """A folder of our own that is gone at the end; in `parent`, or where the system puts such."""
    folder = Path(tempfile.mkdtemp(prefix="session-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_window(options: Options) -> int:
    """Show the window until it is closed; the exit code.

    Raises:
        AppError: The profile is open in another window, or Qt cannot start on this machine.
    """
    from pluggy_desktop.qt_libraries import missing_for_window

    problem = missing_for_window()
    if problem is not None:
        raise problem
    lock = InstanceLock(options.paths.lock_file)
    if not lock.acquire():
        raise AppError(
            tr("Pluggy Desktop is already open"),
            tr("Another window uses the same data."),
            tr("Go to that window, or close it first."),
        )
    try:
        from pluggy_desktop.gui.start import run

        profile = Profile(options)
        try:
            return run(profile, options.settings, profile.save_settings)
        finally:
            profile.close()
    finally:
        lock.release()


def checks(options: Options) -> list[Check]:
    """What the program needs, each with what to do where it is missing. Blocks; changes nothing."""
    from pluggy_desktop import doctor

    settings = options.settings
    vault: Vault = (
        MemoryVault() if options.session_vault else KeyringVault(options.paths.profile_id)
    )
    return doctor.run(
        options.paths,
        vault,
        api_url=options.api_url,
        listener_port=settings.listener_port,
        sqlite_version=sqlite_version(),
    )
