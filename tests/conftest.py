"""Fixtures for every test: nothing is left behind, English unless asked, Qt offscreen."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from pluggy_desktop import i18n
from tests import guards, secret_service

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

# Windows of this process are drawn offscreen; end-to-end tests start processes with a display.
_PLATFORM_ASKED_FOR = os.environ.get("QT_QPA_PLATFORM")
os.environ["QT_QPA_PLATFORM"] = "offscreen"

IN_CI = bool(os.environ.get("CI"))
_MUST_RUN_IN_CI = ("e2e", "keyring")

hypothesis.settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, print_blob=True
)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "local")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, with the reason, what cannot run on this computer."""
    if item.get_closest_marker("e2e") and (missing := _missing_for_e2e()):
        pytest.skip(f"end-to-end tests need {', '.join(missing)}")
    if item.get_closest_marker("keyring") and (missing := secret_service.missing()):
        pytest.skip(f"a private Secret Service needs {', '.join(missing)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, a test that needs a display, a browser or a keyring and is skipped has failed."""
    report = yield
    must_run = any(item.get_closest_marker(name) for name in _MUST_RUN_IN_CI)
    if IN_CI and must_run and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"must not be skipped in CI: {reason}"
    return report


def _missing_for_e2e() -> list[str]:
    missing = [] if os.environ.get("DISPLAY") else ["a display"]
    if shutil.which("chromium") is None:
        missing.append("chromium")
    return missing


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a TCP socket, a running QTimer or a window behind.

    Timers and windows are looked for where a test has a Qt application (`qapp`, `qtbot`).
    """
    before = guards.alive(qt="qapp" in request.fixturenames)
    yield
    left = guards.left_behind(before)
    assert not left, "left behind: " + "; ".join(left)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Start and end every test in English, whatever it speaks in between."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """A private folder with a short name: a socket's path takes about a hundred characters."""
    with tempfile.TemporaryDirectory(prefix="pd-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def _secret_service_address(short_folder: Path) -> Iterator[str]:
    with secret_service.bus(short_folder) as address, secret_service.keyring(short_folder, address):
        yield address


@pytest.fixture
def secret_service_bus(_secret_service_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a private bus with an unlocked Secret Service, which is also the session's.

    For tests marked `keyring`; processes they start inherit it.
    """
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", _secret_service_address)
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    return _secret_service_address


@pytest.fixture
def display_environment() -> dict[str, str]:
    """The environment for a process that shows real windows; for tests marked `e2e`."""
    environment = dict(os.environ)
    del environment["QT_QPA_PLATFORM"]
    if _PLATFORM_ASKED_FOR:
        environment["QT_QPA_PLATFORM"] = _PLATFORM_ASKED_FOR
    return environment
