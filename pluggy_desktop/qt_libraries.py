"""Whether Qt can show a window here, found out without Qt: it aborts where something is missing."""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from pluggy_desktop import resources
from pluggy_desktop.errors import AppError
from pluggy_desktop.i18n import tr

_MODULES = ("Core", "Gui", "Widgets", "Network", "Svg")


def missing_for_window() -> AppError | None:
    """Why no window can be shown, with what to install or do; None if one can."""
    if not sys.platform.startswith("linux"):
        return None  # there, Qt brings all it needs
    platform = wanted_platform()
    if platform is None:
        return _no_display()
    missing = missing_libraries(platform)
    if missing:
        return AppError(
            tr("Parts of the system that windows need are missing"),
            ", ".join(missing),
            tr("Install them with: {line}", line=install_line(missing)),
        )
    if platform == "xcb" and not _x_server_answers():
        return _no_display()
    return None


def wanted_platform() -> str | None:
    """Qt's name for what it would draw on ("xcb", "wayland", "offscreen" …); None for no display."""
    asked = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if asked:
        return asked
    if os.environ.get("DISPLAY"):
        return "xcb"
    return "wayland" if os.environ.get("WAYLAND_DISPLAY") else None


def missing_libraries(platform: str) -> list[str]:
    """The shared libraries that Qt's files for `platform` ask for in vain, sorted; by trying."""
    missing: set[str] = set()
    for file in _qt_files(platform):
        try:
            ctypes.CDLL(str(file))
        except OSError as error:
            named = re.match(r"(\S+\.so\S*): cannot open shared object", str(error))
            missing.add(named[1] if named else f"{file.name}: {error}")
            missing.update(_said_by_ldd(file))  # the loader names only the first
    return sorted(missing)


def install_line(libraries: list[str]) -> str:
    """What to type to install `libraries` here, as far as the system's package manager is known."""
    debian: dict[str, str] = json.loads(resources.text("debian-libraries.json"))
    packages = sorted({debian[name] for name in libraries if name in debian})
    if shutil.which("apt-get") and packages:
        return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
    if shutil.which("dnf"):
        mark = "()(64bit)" if sys.maxsize > 2**32 else ""
        return "sudo dnf install " + " ".join(f"'{name}{mark}'" for name in libraries)
    return " ".join(libraries)


def _qt_files(platform: str) -> list[Path]:
    """Qt's plugin for `platform` and its modules; empty if it is not there (the import will say)."""
    found = importlib.util.find_spec("PySide6")  # finds, does not import
    if found is None or found.origin is None:
        return []
    qt = Path(found.origin).parent / "Qt"
    files = [qt / "lib" / f"libQt6{name}.so.6" for name in _MODULES]
    files.append(qt / "plugins" / "platforms" / f"libq{platform}.so")
    return [file for file in files if file.exists()]


def _said_by_ldd(file: Path) -> list[str]:
    ldd = shutil.which("ldd")
    if ldd is None:
        return []
    said = subprocess.run([ldd, str(file)], capture_output=True, text=True, check=False)  # noqa: S603  (Qt's own file)
    return re.findall(r"^\s*(\S+) => not found", said.stdout, re.MULTILINE)


def _x_server_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _no_display() -> AppError:
    return AppError(
        tr("There is no display to show a window on"),
        tr("The commands work without one; “pluggy-desktop --help” lists them."),
        tr("Start it from a desktop session, or use the commands."),
    )
