"""The doctor sees what is wrong, says what to do, and touches nothing."""

from __future__ import annotations

import socket
import ssl
import sys
from pathlib import Path

import pytest

from pluggy_desktop import doctor, qt_libraries
from pluggy_desktop.doctor import Check
from pluggy_desktop.errors import VaultProblem
from pluggy_desktop.i18n import tr
from pluggy_desktop.paths import InstanceLock, Paths
from pluggy_desktop.store import Store, layout_problem
from pluggy_desktop.vault import MemoryVault

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux's libraries")


class LockedVault:
    backend = "Secret Service"

    def read(self, name: str) -> str | None:
        raise VaultProblem("The keyring is locked", "", "Unlock it.", kind="locked")


def fine(_url: str) -> None:
    """Pluggy can be reached."""


def examined(paths: Paths, **changes: object) -> dict[str, Check]:
    """The checks by name and, for the two about ports, place."""
    wanted: dict[str, object] = {
        "api_url": "https://api.pluggy.ai",
        "listener_port": 0,
        "sqlite_version": "3.54.0",
        "file_problem": layout_problem,
        "reach": fine,
        "vault": MemoryVault(),
    }
    wanted.update(changes)
    vault = wanted.pop("vault")
    checks = doctor.run(paths, vault, **wanted)  # type: ignore[arg-type]
    ports = [check for check in checks if check.name == tr("Way back from the browser")]
    named = {check.name: check for check in checks if check not in ports}
    return named | {"port 4": ports[0], "port 6": ports[1]}


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A profile that was not started yet."""
    return Paths.under(tmp_path / "profile")


def test_a_new_profile_is_well_and_nothing_is_made(paths: Paths) -> None:
    checks = examined(paths)
    assert all(check.ok for check in checks.values()), checks
    assert not paths.data.exists()


def test_every_failed_check_says_what_to_do(paths: Paths) -> None:
    paths.ensure()
    paths.data.chmod(0o755)
    paths.database.write_bytes(b"SQLite format 3\0 and more")

    def unreachable(_url: str) -> None:
        raise OSError("no route")

    checks = examined(paths, vault=LockedVault(), reach=unreachable, sqlite_version="3.40.1")
    failed = {name for name, check in checks.items() if not check.ok}
    assert failed == {"SQLite", "Keyring", "Pluggy", "Data folder", "Data file"}
    assert all(checks[name].action for name in failed)


@pytest.mark.parametrize(
    ("version", "ok"), [("3.51.2", False), ("3.51.3", True), ("3.52", True), ("", False)]
)
def test_sqlite_must_not_lose_its_log(paths: Paths, version: str, ok: bool) -> None:
    assert examined(paths, sqlite_version=version)["SQLite"].ok is ok


@pytest.mark.parametrize(
    "content", [b"", b"short", b"SQLite format 3\0x", b"garbage of some length " * 300]
)
def test_a_file_that_is_not_ours_is_said_and_left(paths: Paths, content: bytes) -> None:
    paths.ensure()
    paths.database.write_bytes(content)
    check = examined(paths)["Data file"]
    assert not check.ok
    assert check.action
    assert paths.database.read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_a_file_open_to_others_is_said(paths: Paths) -> None:
    paths.ensure()
    Store.open(paths.database, b"k" * 32).close()
    paths.database.chmod(0o644)
    assert not examined(paths)["Data file"].ok
    paths.database.chmod(0o600)
    assert examined(paths)["Data file"].ok


@pytest.mark.parametrize(
    ("family", "host", "which"),
    [(socket.AF_INET, "127.0.0.1", "port 4"), (socket.AF_INET6, "::1", "port 6")],
)
def test_a_busy_port_is_named(
    paths: Paths, family: socket.AddressFamily, host: str, which: str
) -> None:
    with socket.socket(family) as taken:
        taken.bind((host, 0))
        taken.listen()
        port = taken.getsockname()[1]
        check = examined(paths, listener_port=port)[which]
    assert not check.ok
    assert str(port) in check.detail
    assert check.action


def test_a_window_that_is_open_is_said(paths: Paths) -> None:
    paths.ensure()
    lock = InstanceLock(paths.lock_file)
    assert lock.acquire()
    assert "window" in examined(paths)["In use"].detail
    lock.release()
    assert examined(paths)["In use"].detail == "no"
    assert lock.acquire()  # the doctor does not keep it
    lock.release()


def test_an_untrusted_certificate_has_its_own_words(paths: Paths) -> None:
    def untrusted(_url: str) -> None:
        raise ssl.SSLCertVerificationError("self-signed")

    check = examined(paths, reach=untrusted)["Pluggy"]
    assert "prove" in check.detail


def test_knocking_connects_and_leaves() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        doctor.knock(f"http://127.0.0.1:{port}")
        visitor, _ = server.accept()
        with visitor:
            assert visitor.recv(1) == b""
    with pytest.raises(OSError, match=r".*"):
        doctor.knock(f"http://127.0.0.1:{port}")


@linux
def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    problem = qt_libraries.missing_for_window()
    assert problem is not None
    assert "display" in problem.title


@linux
def test_a_display_that_does_not_answer_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":987")
    problem = qt_libraries.missing_for_window()
    assert problem is not None


@linux
def test_qt_loads_here_offscreen() -> None:
    assert qt_libraries.missing_libraries("offscreen") == []


@linux
def test_a_file_that_asks_for_an_absent_library_is_seen_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's own plugin, with the names of libraries it needs changed to ones that nobody has."""
    plugin = next(file for file in qt_libraries._qt_files("offscreen") if "offscreen" in file.name)
    broken = tmp_path / "libqoffscreen.so"
    content = plugin.read_bytes().replace(b"libxkbcommon.so.0", b"libnobodyhas.so.7")
    broken.write_bytes(content.replace(b"libX11.so.6", b"libX99.so.6"))
    monkeypatch.setattr(qt_libraries, "_qt_files", lambda _platform: [broken])
    missing = qt_libraries.missing_libraries("offscreen")
    assert {"libnobodyhas.so.7", "libX99.so.6"} <= set(missing)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    problem = qt_libraries.missing_for_window()
    assert problem is not None
    assert "libnobodyhas.so.7" in problem.message
    assert problem.action


@linux
@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install --no-install-recommends libegl1 libgl1"),
        ("dnf", "sudo dnf install 'libEGL.so.1()(64bit)' 'libGL.so.1()(64bit)'"),
        ("", "libEGL.so.1 libGL.so.1"),
    ],
)
def test_the_line_to_type_is_the_systems_own(
    manager: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if manager:
        (tmp_path / manager).write_text("#!/bin/sh\n")
        (tmp_path / manager).chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert qt_libraries.install_line(["libEGL.so.1", "libGL.so.1"]) == line


def test_everything_the_libraries_file_names_is_a_library() -> None:
    file = Path(__file__).parent.parent / "resources" / "debian-libraries.json"
    assert file.read_text().count(".so.") > 20
