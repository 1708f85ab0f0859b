"""The plan of the house holds: who may import whom, what is imported when, and that Qt survives."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pluggy_desktop"

# Each foreign package with something to hide has one room that knows it (and may change it).
KNOWN_ONLY_TO = {
    "PySide6": {"gui", "tour"},
    "apsw": {"store"},
    "keyring": {"vault"},
    "msgspec": {"gateway"},
    "platformdirs": {"paths"},
    "pluggy_sdk": {"gateway"},
    "secretstorage": set[str](),
    "segno": {"gui"},
    "shiboken6": {"gui", "tour"},
    "sqlite3": set[str](),  # it cannot encrypt
    "urllib3": {"gateway"},
    "validate_docbr": {"domain"},
    "werkzeug": {"sandbox"},
}


def imports(file: Path) -> Iterator[str]:
    """The top names of everything `file` imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def room(file: Path) -> str:
    """The room a file is in: the first name below the package."""
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def python(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in a process of its own, with this checkout importable."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=ROOT,
        env=dict(os.environ, PYTHONPATH=str(ROOT), **environment),
    )


def test_the_import_contracts_hold() -> None:
    done = python("from importlinter.cli import lint_imports_command; lint_imports_command()")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_import_contracts_can_break(tmp_path: Path) -> None:
    """The contracts see a forbidden import, so that their silence means something."""
    copy = tmp_path / "pluggy_desktop"
    for file in PACKAGE.rglob("*.py"):
        target = copy / file.relative_to(PACKAGE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    (copy / "domain" / "money.py").write_text("import os\nfrom pluggy_desktop.store import Store\n")
    (copy / "sandbox" / "people.py").write_text("from pluggy_desktop.domain import money\n")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=dict(os.environ, PYTHONPATH=str(tmp_path)),
    )
    assert done.returncode == 1
    assert "3 broken" in done.stdout, done.stdout


def test_each_foreign_package_is_known_to_its_room_alone() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in PACKAGE.rglob("*.py")
        for name in imports(file)
        if name in KNOWN_ONLY_TO and room(file) not in KNOWN_ONLY_TO[name]
    ]
    assert wrong == []


RUN = """
import sys
from pluggy_desktop.cli import run
code = run(sys.argv[1:])
print("QT:", sorted(name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))))
sys.exit(code)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--vault", "session", "list", "accounts", "--json"],
        ["--vault", "session", "doctor"],
    ],
)
def test_the_command_line_loads_no_qt(arguments: list[str], tmp_path: Path) -> None:
    done = python(RUN, "--data-dir", str(tmp_path / "profile"), *arguments)
    assert "QT: []" in done.stdout, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_slow_is_loaded_before_the_first_window() -> None:
    """Each of these takes a tenth of a second and more, which a person would wait for."""
    slow = ("keyring", "platformdirs", "pluggy_sdk", "pydantic", "segno", "urllib3", "werkzeug")
    code = "import sys, pluggy_desktop.cli, pluggy_desktop.gui.start; print(*sys.modules)"
    done = python(code, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert [name for name in slow if name in done.stdout.split()] == []


COUNT = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.setObjectName("x")
print("alive", sys.version_info[:2])
"""


def test_qt_keeps_count_of_none() -> None:
    """PySide6 6.12.0 on Python 3.11 drops a reference to None at each call and dies of it."""
    done = python(COUNT)
    assert done.returncode == 0, done.stderr[-500:]
    assert "alive" in done.stdout
