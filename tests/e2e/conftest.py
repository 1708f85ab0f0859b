"""Fixtures of the end-to-end tests: a desktop, example banks, the product, a browser; and pictures."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.e2e import desktop as desktops
from tests.e2e.browser import SystemBrowser
from tests.e2e.desktop import Desktop
from tests.e2e.product import Dialect, ExampleBanks, Product, example_banks

_KEPT = {".png", ".out", ".err", ".log", ".txt"}
_DESKTOP = pytest.StashKey[Desktop]()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, with the reason, what cannot run on this computer."""
    if item.get_closest_marker("e2e") and (missing := desktops.missing()):
        pytest.skip(f"driving the window needs {', '.join(missing)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what a failing test saw, while its windows are still there, and name the folder."""
    report = yield
    desktop = item.stash.get(_DESKTOP, None)
    if report.failed and desktop is not None and call.when == "call":
        folder = Path(tempfile.mkdtemp(prefix="pluggy-desktop-e2e-"))
        _keep(desktop, folder)
        report.sections.append(("what it looked like", f"kept in {folder}"))
    return report


def _keep(desktop: Desktop, folder: Path) -> None:
    """The picture taken, or how the display is now, and what the programs wrote."""
    if not (desktop.folder / "display.png").exists():
        desktop.take_picture(str)
    for written in desktop.folder.iterdir():
        if written.suffix in _KEPT and written.is_file():
            shutil.copy(written, folder)


@pytest.fixture(scope="session")
def _managed_display(short_folder: Path) -> Iterator[None]:
    """A window manager for all tests: a display without any program would start anew each time."""
    with desktops.window_manager(short_folder, os.environ):
        yield


@pytest.fixture
def desktop(
    request: pytest.FixtureRequest,
    _managed_display: None,
    display_environment: dict[str, str],
    secret_service_bus: str,
) -> Iterator[Desktop]:
    """A desktop of this test's own, on the display there is."""
    with tempfile.TemporaryDirectory(prefix="pde-", ignore_cleanup_errors=True) as name:
        made = desktops.desktop(Path(name), bus=secret_service_bus, inherited=display_environment)
        with made as ready:
            request.node.stash[_DESKTOP] = ready
            yield ready
            del request.node.stash[_DESKTOP]


@pytest.fixture(params=["guide", "production"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """How the simulated Pluggy speaks; a test may choose one by parametrising `dialect` itself."""
    chosen: Dialect = request.param
    return chosen


@pytest.fixture
def banks(desktop: Desktop, dialect: Dialect) -> Iterator[ExampleBanks]:
    """The simulated Pluggy."""
    with example_banks(desktop, dialect) as running:
        yield running


@pytest.fixture
def product(desktop: Desktop, banks: ExampleBanks) -> Product:
    """The product, on a data folder of its own."""
    return Product(desktop, banks, desktop.folder / "data")


@pytest.fixture
def browser(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[SystemBrowser]:
    """Chromium as the default browser of the desktop; closed and forgotten at the end."""
    for name in ("no_proxy", "NO_PROXY"):  # whatever the network here needs, this is this computer
        monkeypatch.setenv(name, "*")
    chromium = SystemBrowser(desktop)
    chromium.install()
    yield chromium
    chromium.kill()
    chromium.forget()
