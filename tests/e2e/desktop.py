"""The desktop the product runs on in these tests: bus, keyring, window manager, accessibility."""

from __future__ import annotations

import functools
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.processes import Program, until

SYSTEM_PYTHON = "/usr/bin/python3"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_PROGRAMS = ("chromedriver", "xdotool", "xprop", "xdg-open", "scrot", "openbox")
_WHERE = (
    "--session",
    "--print-reply=literal",
    "--dest=org.a11y.Bus",
    "/org/a11y/bus",
    "org.a11y.Bus.GetAddress",
)
_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


@dataclass(frozen=True, slots=True)
class Desktop:
    """A desktop of the tests' own. `environment` is for every program that runs on it."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *command: str, check: bool = True) -> str:
        """What a short command writes."""
        done = subprocess.run(
            command,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert not check or done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
        return done.stdout

    def take_picture(self, tree: Callable[[], str]) -> None:
        """Keep how the display looks, and what assistive programs are told, for a failure."""
        with suppress(OSError, subprocess.SubprocessError, AssertionError):
            self.run("scrot", str(self.folder / "display.png"))
            (self.folder / "screen.txt").write_text(tree())


@functools.cache
def missing() -> list[str]:
    """What these tests need and this computer does not have."""
    lacking = [name for name in _PROGRAMS if shutil.which(name) is None]
    if _launcher() is None:
        lacking.append("at-spi2-core")
    try:
        subprocess.run([SYSTEM_PYTHON, "-c", _BINDINGS], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        lacking.append("python3-gi with gir1.2-atspi-2.0")
    return lacking


@contextmanager
def desktop(folder: Path, *, bus: str, inherited: Mapping[str, str]) -> Iterator[Desktop]:
    """A desktop on the display of `inherited` and the session bus at `bus`, its files in `folder`.

    `folder` must have a short name: sockets are made in it.
    """
    with ExitStack() as running:
        plain = Desktop(folder, _environment(folder, inherited, bus))
        address = running.enter_context(_accessibility(plain))
        yield Desktop(folder, {**plain.environment, "AT_SPI_BUS_ADDRESS": address})


def _environment(folder: Path, inherited: Mapping[str, str], bus: str) -> dict[str, str]:
    environment = dict(inherited)
    for name in list(environment):
        if name.startswith(("PLUGGY_", "XDG_CURRENT", "XDG_SESSION")) or name in {
            "BROWSER",
            "WAYLAND_DISPLAY",
            "AT_SPI_BUS_ADDRESS",
            "PYTHON_KEYRING_BACKEND",
        }:
            del environment[name]
    for name, part in {
        "HOME": "home",
        "XDG_DATA_HOME": "share",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
        "TMPDIR": "tmp",
    }.items():
        (folder / part).mkdir(mode=0o700)
        environment[name] = str(folder / part)
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus
    environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    return environment


@contextmanager
def window_manager(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """A window manager on the display, if there is none: without one, typed keys go nowhere."""
    plain = Desktop(folder, environment)
    program = None
    if not _is_managed(plain):
        # A display starts anew when its last program leaves, and then refuses who comes too early.
        program = until(lambda: _started(plain), "a window manager runs")
    try:
        yield
    finally:
        if program is not None:
            program.stop()


def _started(plain: Desktop) -> Program | None:
    program = Program("openbox", ["openbox"], environment=plain.environment, folder=plain.folder)
    until(lambda: _is_managed(plain) or not program.running(), "a window manager runs or ended")
    if program.running():
        return program
    program.stop()
    return None


def _is_managed(plain: Desktop) -> bool:
    said = plain.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK", check=False)
    return "window id" in said


@contextmanager
def _accessibility(plain: Desktop) -> Iterator[str]:
    """The bus that assistive programs use; gives its address."""
    launcher = _launcher()
    assert launcher is not None
    command = [launcher, "--launch-immediately"]
    with Program("a11y", command, environment=plain.environment, folder=plain.folder) as program:
        address = until(
            lambda: plain.run("dbus-send", *_WHERE, check=False).strip(),
            "the accessibility bus runs",
        )
        assert program.running(), program.errors()
        yield address


def _launcher() -> str | None:
    return next((path for path in _LAUNCHERS if Path(path).is_file()), None)
