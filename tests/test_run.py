"""The set-up script: readable by old Pythons, exact about what is missing, quick the second time."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parent.parent
SOURCE = (ROOT / "run.py").read_text(encoding="utf-8")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH, and an empty one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, script: str = "") -> None:
    """A program called `name` that notes its arguments in `calls`, then does `script`."""
    calls = folder.parent / "calls"
    file = folder / name
    file.write_text(f'#!/bin/sh\necho "{name} $*" >>"{calls}"\n{script}\n')
    file.chmod(0o755)


def calls(folder: Path) -> list[str]:
    """What the programs noted."""
    file = folder.parent / "calls"
    return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a lock and no environment, that run.py takes for its own."""
    for name, path in {
        "ROOT": tmp_path,
        "LOCK": tmp_path / "requirements.lock",
        "VENV": tmp_path / ".venv",
        "STAMP": tmp_path / ".venv" / "installed-from.txt",
    }.items():
        monkeypatch.setattr(run, name, path)
    (tmp_path / "requirements.lock").write_text("a==1 --hash=sha256:0\n")
    return tmp_path


def environment(checkout: Path) -> None:
    """An environment whose Python is this one."""
    (checkout / ".venv/bin").mkdir(parents=True)
    (checkout / ".venv/pyvenv.cfg").write_text("")
    (checkout / ".venv/lib/python3.11/site-packages/a-1.dist-info").mkdir(parents=True)
    (checkout / ".venv/bin/python").symlink_to(sys.executable)


# -- any Python 3 can read it ---------------------------------------------------------------------


def test_an_old_python_can_read_it() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 5))
    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.AsyncFunctionDef)
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, too_new)] == []


def test_no_annotation_has_to_be_evaluated_by_an_old_python() -> None:
    for node in ast.walk(ast.parse(SOURCE)):
        if isinstance(node, ast.FunctionDef):
            arguments = [*node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
            for annotation in [node.returns, *(a.annotation for a in arguments if a)]:
                assert annotation is None or isinstance(annotation, ast.Name | ast.Constant)


def test_it_needs_the_standard_library_alone() -> None:
    for node in ast.walk(ast.parse(SOURCE)):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= sys.stdlib_module_names
        if isinstance(node, ast.ImportFrom):
            assert node.module in sys.stdlib_module_names


# -- the command line -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"), [([], 2), (["--help"], 0), (["what"], 2), (["demo", "x"], 2)]
)
def test_usage(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(arguments) == code
    assert "demo" in capsys.readouterr().out


@pytest.mark.usefixtures("bin_folder")
def test_an_old_python_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    assert run.main(["demo"]) == 1
    said = capsys.readouterr().err
    assert "3.8" in said
    assert "sudo apt-get install python3.11 python3.11-venv" in said


@linux
def test_an_old_python_hands_over_to_a_newer_one(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bin_folder, "python3.14", "echo 3 9")  # not what its name says
    program(bin_folder, "python3.12", '[ "$1" = -c ] && echo 3 12; exit 0')
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    monkeypatch.setattr(run, "become", run.run)  # this process is still needed
    assert run.main(["test", "-q"]) == 0
    assert calls(bin_folder)[-1] == f"python3.12 {ROOT / 'run.py'} test -q"


@linux
def test_the_code_of_what_runs_is_passed_on() -> None:
    assert run.run([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert run.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 137
    code = "import os, sys, pluggy_desktop; sys.exit(os.environ['X'] != 'y')"
    assert run.run([sys.executable, "-c", code], cwd=Path("/"), X="y") == 0


BECOME = """
import os, pathlib, sys, run
code = "import os, pluggy_desktop; print(os.getpid(), os.getcwd()); raise SystemExit(7)"
print(os.getpid(), "/", flush=True)
run.become([sys.executable, "-c", code], cwd=pathlib.Path("/"))
"""


@linux
def test_what_is_run_takes_the_place_of_the_script() -> None:
    """So that Ctrl+C, an end asked for and an exit code are between the caller and it."""
    done = subprocess.run(
        [sys.executable, "-c", BECOME], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 7, done.stderr
    before, after = done.stdout.splitlines()
    assert before == after


def test_without_a_display_the_demo_makes_pictures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[tuple[list[str], dict[str, str]]] = []

    def note(command: list[str], **extra: str) -> int:
        ran.append((command, extra))
        return 0

    monkeypatch.setattr(run, "display", lambda: None)
    monkeypatch.setattr(run, "prepared", lambda platforms: "python")
    monkeypatch.setattr(run, "run", note)
    assert run.main(["demo"]) == 0
    [(command, extra)] = ran
    assert command[1:3] == ["-m", "pluggy_desktop.tour"]
    assert extra == {"QT_QPA_PLATFORM": "offscreen"}
    assert str(ROOT / "demo-screenshots") in capsys.readouterr().out


@linux
@pytest.mark.parametrize(
    ("environment", "kind"),
    [
        ({}, None),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
    ],
)
def test_the_kind_of_display(
    environment: dict[str, str], kind: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run.display() == kind


# -- the environment ------------------------------------------------------------------------------


@linux
def test_it_installs_once_until_the_lock_or_the_environment_changes(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment(checkout)
    installed: list[str] = []
    monkeypatch.setattr(run, "install", installed.append)
    monkeypatch.setattr(run, "check_qt", lambda python, platforms: None)
    for _ in range(2):
        run.prepared(["offscreen"])
    assert len(installed) == 1
    run.LOCK.write_bytes(run.LOCK.read_bytes().replace(b"\n", b"\r\n"))
    run.prepared(["offscreen"])
    assert len(installed) == 1
    run.LOCK.write_text("a==2 --hash=sha256:0\n")
    run.prepared(["offscreen"])
    assert len(installed) == 2
    (checkout / ".venv/lib/python3.11/site-packages/a-1.dist-info").rename(
        checkout / ".venv/lib/python3.11/site-packages/a-2.dist-info"
    )
    run.prepared(["offscreen"])
    assert len(installed) == 3


@linux
@pytest.mark.parametrize("with_uv", [True, False])
def test_only_what_the_lock_names_is_installed_by_hash_and_ready_built(
    with_uv: bool, checkout: Path, bin_folder: Path
) -> None:
    program(bin_folder, "python")
    if with_uv:
        program(bin_folder, "uv")
    run.install(str(bin_folder / "python"))
    line = calls(bin_folder)[-1]
    assert line.startswith("uv pip install" if with_uv else "python -m pip install")
    for word in ("--require-hashes", "--no-deps", "--only-binary :all:", f"-r {checkout}"):
        assert word in line


@linux
@pytest.mark.usefixtures("checkout")
def test_a_failed_installation_leaves_no_stamp(
    bin_folder: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment(checkout)
    program(bin_folder, "uv", "exit 1")
    assert run.main(["setup"]) == 1
    assert "network" in capsys.readouterr().err
    assert not run.STAMP.exists()


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "precious").write_text("kept")
    with pytest.raises(run.Stop, match="in the way"):
        run.make_environment(["offscreen"])
    assert (checkout / ".venv" / "precious").read_text() == "kept"


@linux
def test_uv_makes_the_environment_with_this_python(checkout: Path, bin_folder: Path) -> None:
    program(bin_folder, "uv")
    run.make_environment(["offscreen"])
    assert calls(bin_folder) == [f"uv venv --quiet --python {sys.executable} {checkout / '.venv'}"]


@linux
@pytest.mark.usefixtures("checkout")
def test_without_ensurepip_everything_missing_is_said_at_once(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bin_folder, "apt-get")
    (bin_folder / "python3").symlink_to(sys.executable)
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(run, "loads", lambda name: name != "libGL.so.1")
    with pytest.raises(run.Stop) as caught:
        run.make_environment(["offscreen"])
    line = "sudo apt-get update && sudo apt-get install --no-install-recommends libgl1 python3-venv"
    assert f"\n    {line}\n" in str(caught.value)
    assert calls(bin_folder) == []


# -- the system's libraries -----------------------------------------------------------------------


@linux
def test_root_has_them_installed_and_is_told(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(bin_folder, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    run.provide(["python3-venv"], ["libGL.so.1"])
    assert calls(bin_folder) == [
        "apt-get -qq update",
        "apt-get -qq install --no-install-recommends --yes libgl1 python3-venv",
    ]
    assert "libgl1 python3-venv" in capsys.readouterr().out


@linux
def test_anybody_else_gets_the_line_of_their_system(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    program(bin_folder, "dnf")
    with pytest.raises(run.Stop, match=r"sudo dnf install 'libGL\.so\.1\(\)\(64bit\)'"):
        run.provide([], ["libGL.so.1"])
    shutil.rmtree(bin_folder)
    with pytest.raises(run.Stop, match=r"libGL\.so\.1"):
        run.provide([], ["libGL.so.1"])


@linux
def test_qt_loads_here() -> None:
    assert run.missing_libraries(sys.executable, ["offscreen"]) == []


@linux
def test_a_library_that_stays_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "missing_libraries", lambda python, platforms: ["libx.so.1"])
    monkeypatch.setattr(run, "provide", lambda packages, libraries: None)
    with pytest.raises(run.Stop, match=r"libx\.so\.1"):
        run.check_qt("python", ["offscreen"])


def test_what_is_asked_of_a_bare_system_has_packages() -> None:
    known = json.loads(run.LIBRARIES.read_text())
    assert set(run.ALWAYS) | set(run.WITH_X11) <= known.keys()
