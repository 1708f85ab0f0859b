"""What no committed file may hold: registries' hosts, this machine's paths, secrets, other locks."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "deb.debian" + ".org",
    "snapshot.debian" + ".org",
    "files.python" + "hosted",
]
MACHINE_PATHS = [
    r"/wo" + r"rk(?:/|\b(?!ing|er|s|flow))",
    r"/ro" + r"ot/",
    r"/ho" + r"me/\w",
    r"C:\\\\Users\\\\\w",
]
SECRETS = [
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    r"eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}",
    r"\b(?:ghp|gho|github_pat)_[A-Za-z0-9_]{20,}",
    r"\bAKIA[0-9A-Z]{16}\b",
    r"(?i)pluggy_client_secret\s*=\s*['\"]?[0-9a-f]{8}-",
]
BINARY = {".png", ".ico", ".icns", ".ttf", ".db"}


def tracked() -> list[Path]:
    """The files that a commit holds, or would."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def found(pattern: str) -> list[str]:
    """Where in the committed text `pattern` stands."""
    wanted = re.compile(pattern)
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for file in tracked()
        if file.suffix not in BINARY
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_registry(host: str) -> None:
    assert found(re.escape(host)) == []


@pytest.mark.parametrize("pattern", MACHINE_PATHS)
def test_no_file_names_a_machines_folder(pattern: str) -> None:
    assert found(r"(?<![\w.~$}])" + pattern) == []


@pytest.mark.parametrize("pattern", SECRETS)
def test_no_file_holds_a_secret(pattern: str) -> None:
    assert found(pattern) == []


def test_the_patterns_find_what_they_are_for() -> None:
    samples = ["/wo" + "rk/main", "/ro" + "ot/x", "/ho" + "me/ana", "C:\\\\Users\\\\ana"]
    for pattern, sample in zip(MACHINE_PATHS, samples, strict=True):
        assert re.search(pattern, f"see {sample}")
    assert re.search(SECRETS[1], "eyJ" + "a" * 20 + "." + "b" * 20 + "." + "c" * 20)
    assert re.search(SECRETS[-1], "PLUGGY_CLIENT_SECRET=" + "0a1b2c3d-")


def test_there_is_one_lock_and_it_has_hashes_and_no_addresses() -> None:
    names = {file.name for file in tracked()}
    assert "requirements.lock" in names
    assert not names & {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}
    text = (ROOT / "requirements.lock").read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_answers_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = dict(
        re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    )
    missing = [line for line in asked if re.split(r"[^a-z0-9-]", line)[0] not in locked]
    assert missing == []
    assert locked["pyside6-essentials"] != "6.12.0"


def test_nothing_outside_the_checkout_is_needed() -> None:
    """Only a test that skips without it may look for a file beside the checkout."""
    places = found(r"\.\./sha" + "red|sha" + "red/pluggy")
    assert [place for place in places if not place.startswith("tests/")] == []


def test_every_file_ends_with_one_newline() -> None:
    wrong = []
    for file in tracked():
        if file.suffix in BINARY:
            continue
        content = file.read_bytes()
        if content and (not content.endswith(b"\n") or content.endswith(b"\n\n")):
            wrong.append(str(file.relative_to(ROOT)))
    assert wrong == []
