"""The composition root: builds and closes everything; the only file that knows every class."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
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
from pluggy_desktop.gui.services import Kind, Services
from pluggy_desktop.i18n import tr
from pluggy_desktop.paths import InstanceLock, Paths
from pluggy_desktop.settings import Settings, save
from pluggy_desktop.store import Store, layout_problem, sqlite_version
from pluggy_desktop.sync.engine import SyncEngine
from pluggy_desktop.sync.poller import Pace
from pluggy_desktop.sync.refresh import Refresher
from pluggy_desktop.vault import KeyringVault, MemoryVault

if TYPE_CHECKING:
    from pluggy_desktop.doctor import Check
    from pluggy_desktop.sandbox import Sandbox

_log = logging.getLogger(__name__)

DATABASE_KEY = "database-key"
_SESSION = "session-"


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
    the vault. `pace`, `limits` and `sandbox_speed` exist for tests, which cannot wait for real
    banks.
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
        self._closed = False
        self._services: Services | None = None

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
        with self._opening(cancel) as closing:
            paths = self.options.paths
            paths.ensure()
            _remove_stale_sessions(paths.data)
            vault = KeyringVault(paths.profile_id)
            store = open_store(paths, vault, cancel, keeper=self.options.settings.keyring_backend)
            services = self._build(closing, store, vault, paths, self.options.api_url, "own")
            if vault.backend != self.options.settings.keyring_backend:
                self.save_settings(replace(self.options.settings, keyring_backend=vault.backend))
            return services

    def open_session_only(self, cancel: Cancel) -> Services:
        """A profile whose key lives in memory, so that only this process can read its file."""
        with self._opening(cancel) as closing:
            self.options.paths.ensure()
            _remove_stale_sessions(self.options.paths.data)
            given = self.options.session_access
            vault = MemoryVault({CLIENT_ID: given[0], CLIENT_SECRET: given[1]} if given else None)
            paths = closing.enter_context(_throw_away_paths(self.options.paths.data))
            store = open_store(paths, vault, cancel)
            return self._build(closing, store, vault, paths, self.options.api_url, "session")

    def open_example(self, cancel: Cancel) -> Services:
        """A throw-away profile connected to a simulated Pluggy with fictitious banks."""
        with self._opening(cancel) as closing:
            sandbox = _start_sandbox(closing, self.options.sandbox_speed)
            access = {CLIENT_ID: sandbox.client_id, CLIENT_SECRET: sandbox.client_secret}
            vault = MemoryVault(access)
            paths = closing.enter_context(_throw_away_paths(None))
            store = open_store(paths, vault, cancel)
            return self._build(closing, store, vault, paths, sandbox.url, "example")

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings, and use them from the next connection on.

        Raises:
            AppError: They could not be written.
        """
        # The window knows nothing of the keeper: what was noted of it stays.
        keeper = settings.keyring_backend or self.options.settings.keyring_backend
        settings = replace(settings, keyring_backend=keeper)
        self.options = replace(self.options, settings=settings)
        save(self.options.paths.settings_file, settings)
        if self._services is not None:
            limits = self._limits()
            self._services.refresher.limit = limits.bank
            self._services.connecting.remember(limits=limits, **_connection_settings(settings))

    def _limits(self) -> Limits:
        minutes = self.options.settings.collection_minutes
        return self.options.limits or Limits(bank=minutes * 60.0)

    def close(self) -> None:
        """Close what is open for good: file, connections, sandbox, throw-away folder."""
        self._closed = True
        self._services = None
        self._before.close()
        self._open.close()

    @contextlib.contextmanager
    def _opening(self, cancel: Cancel) -> Iterator[contextlib.ExitStack]:
        """Opens into a stack of its own: one that fails leaves the open profile as it is.

        One that comes too late, after the cancel or the end, is undone.
        """
        cancel.check()
        with contextlib.ExitStack() as closing:
            yield closing
            if self._closed:
                cancel.set()
            cancel.check()
            self._before.close()
            self._before, self._open = self._open, closing.pop_all()

    def _build(
        self,
        closing: contextlib.ExitStack,
        store: Store,
        vault: Vault,
        paths: Paths,
        api_url: str,
        kind: Kind,
    ) -> Services:
        closing.callback(store.close)
        if store.value("client_user_id") is None:
            store.set_value("client_user_id", str(uuid.uuid4()))

        def make_access(client_id: str, client_secret: str) -> PluggyAccess:
            log.redact_always(client_secret)
            return PluggyAccess(api_url, client_id, client_secret, clock=self._clock)

        access = Access(vault, make=make_access)
        closing.callback(access.close)
        engine = SyncEngine(store)
        limits = self._limits()
        connecting = Connecting(
            Surroundings(
                open_gateway=access.gateway,
                store=store,
                engine=engine,
                browser=self.options.browser,
                clock=self._clock,
                limits=limits,
                pace=self.options.pace,
                loopback_urls_allowed=is_loopback(api_url),
                **_connection_settings(self.options.settings),
            )
        )
        self._services = Services(
            store=store,
            access=access,
            catalog=Catalog(access),
            connecting=connecting,
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
            kind=kind,
        )
        return self._services


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


def open_store(paths: Paths, vault: Vault, cancel: Cancel, *, keeper: str = "") -> Store:
    """The encrypted file of a profile, with its key from the vault; both are made at the first run.

    `keeper` is the name of the keyring that was used before, to name it where the key is not there.

    Raises:
        VaultProblem: The key cannot be read or kept.
        StoreProblem: The file cannot be used, or is there while its key is not: a new key would
            lock the person out for good, so none is made.
    """
    kept = vault.read(DATABASE_KEY)
    if kept is None or not Store.exists(paths.database):
        with _first_run(paths, cancel):  # another process may be at the same at this moment
            return Store.open(paths.database, _database_key(paths, vault, keeper))
    return Store.open(paths.database, _key_bytes(kept))


def _database_key(paths: Paths, vault: Vault, keeper: str) -> bytes:
    kept = vault.read(DATABASE_KEY)
    if kept is None and Store.exists(paths.database):
        raise StoreProblem(
            tr("The key to your data is not in the keyring"),
            tr(
                "The encrypted file is there and untouched, but nobody can read it without its key."
            ),
            tr("Unlock or restore the keyring that was used before, then try again."),
            technical=keeper,
            kind="wrong_key",
        )
    if kept is None:
        kept = secrets.token_bytes(32).hex()
        vault.write(DATABASE_KEY, kept)
    return _key_bytes(kept)


def _key_bytes(kept: str) -> bytes:
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
    return key


@contextlib.contextmanager
def _first_run(paths: Paths, cancel: Cancel) -> Iterator[None]:
    """One process at a time makes the key and the file, or they would not belong together."""
    lock = InstanceLock(paths.data / "first-run.lock")
    while not lock.acquire():
        cancel.wait(0.1)
        cancel.check()
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _throw_away_paths(parent: Path | None) -> Iterator[Paths]:
    """A folder of our own that is gone at the end; in `parent`, or where the system puts such.

    Raises:
        AppError: It cannot be made.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=_SESSION, dir=parent))
    except OSError as error:
        raise AppError(
            tr("A folder for this session cannot be made"),
            tr("Nothing was changed."),
            tr("Make room on the disk, or check its permissions, then try again."),
            technical=error.strerror or type(error).__name__,
        ) from error
    paths = Paths.under(folder)
    lock = InstanceLock(paths.lock_file)
    lock.acquire()
    try:
        yield paths
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_stale_sessions(parent: Path) -> None:
    """Remove what a killed process left; nobody has the key to it any more."""
    for folder in parent.glob(f"{_SESSION}*"):
        lock = InstanceLock(Paths.under(folder).lock_file)
        if not folder.is_symlink() and folder.is_dir() and lock.acquire():
            lock.release()
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
        from pluggy_desktop.gui.workers import unfinished

        profile = Profile(options)
        try:
            code = run(profile, options.settings, profile.save_settings)
        finally:
            profile.close()
    finally:
        lock.release()
    if unfinished():  # a thread that waits for the keyring's own dialog cannot be ended otherwise
        logging.shutdown()
        os._exit(code)
    return code


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
        file_problem=layout_problem,
    )
