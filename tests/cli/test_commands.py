"""The command line against the sandbox, with exit codes, results and progress."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pluggy_desktop import cli
from pluggy_desktop.app import Options
from pluggy_desktop.commands import COMMANDS
from pluggy_desktop.sandbox import TEST_CPFS, Sandbox, SandboxOptions
from pluggy_desktop.sync.poller import Pace
from tests.fakes.browser import VisitingBrowser

CPF: dict[str, str] = {test.outcome: test.cpf for test in TEST_CPFS}
BANK = "801"


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """Runs commands on one data folder against one sandbox."""

    sandbox: Sandbox
    folder: Path
    capsys: pytest.CaptureFixture[str]
    browser: VisitingBrowser = field(default_factory=VisitingBrowser)

    def __call__(self, *arguments: str) -> Ran:
        code = cli.run(
            [
                "--api-url",
                self.sandbox.url,
                "--data-dir",
                str(self.folder),
                "--language",
                "en",
                *arguments,
            ]
        )
        self.browser.join()
        written = self.capsys.readouterr()
        assert self.sandbox.client_secret not in written.out + written.err
        assert "Traceback" not in written.err
        return Ran(code, written.out, written.err)

    def connect(self, cpf: str, *more: str) -> Ran:
        return self(
            "--vault", "session", "connect", "--connector", BANK, "--field", f"cpf={cpf}", *more
        )


@pytest.fixture(params=["production", "guide"])
def dialect(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def terminal(
    dialect: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Terminal]:
    with Sandbox(SandboxOptions(dialect=dialect, speed=100)) as sandbox:
        terminal = Terminal(sandbox, tmp_path / "data", capsys)
        fast = functools.partial(
            Options, pace=Pace(quick=0.05, steady=0.05), browser=terminal.browser
        )
        monkeypatch.setattr(cli, "Options", fast)
        monkeypatch.setenv("PLUGGY_CLIENT_ID", sandbox.client_id)
        monkeypatch.setenv("PLUGGY_CLIENT_SECRET", sandbox.client_secret)
        yield terminal


@pytest.fixture
def with_keyring(terminal: Terminal, secret_service_bus: str) -> Iterator[Terminal]:
    assert terminal("access", "set").code == 0
    yield terminal
    assert terminal("access", "clear").code == 0


def test_connect_ends_with_accounts_and_transactions(terminal: Terminal) -> None:
    ran = terminal.connect(CPF["success"])
    assert ran.code == 0, ran.err
    uuid.UUID(ran.out.strip())
    assert "Transactions" in ran.err
    assert len(terminal.browser.opened) == 1


@pytest.mark.parametrize(
    ("outcome", "code"),
    [("partial", 3), ("declined", 4), ("wrong_cpf", 4), ("locked", 4), ("bank_offline", 1)],
)
def test_every_end_has_its_exit_code_and_words(terminal: Terminal, outcome: Any, code: int) -> None:
    ran = terminal.connect(CPF[outcome])
    assert ran.code == code, ran.err
    assert ran.err.strip(), "the reason is said"


def test_a_question_without_a_terminal_needs_the_person(terminal: Terminal) -> None:
    ran = terminal.connect(CPF["mfa"])
    assert ran.code == 4
    assert "asks for" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--field", "cpf=111.111.111-11"),
        ("--field", "cpf=123"),
        ("--field", "cpf"),
        ("--field", "nome=x"),
        (),
    ],
)
def test_bad_fields_are_refused_before_anything_is_sent(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    ran = terminal("--vault", "session", "connect", "--connector", BANK, *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert terminal.browser.opened == []


def test_an_unknown_institution_is_named(terminal: Terminal) -> None:
    ran = terminal("--vault", "session", "connect", "--connector", "99999")
    assert ran.code == 2
    assert "99999" in ran.err


@pytest.mark.keyring
def test_what_connect_fetched_is_listed_and_a_second_sync_finds_no_news(
    with_keyring: Terminal,
) -> None:
    terminal = with_keyring
    ran = terminal("connect", "--connector", BANK, "--field", f"cpf={CPF['success']}")
    assert ran.code == 0, ran.err
    [connection] = terminal("list", "connections", "--json").json
    assert connection["id"] == ran.out.strip()
    assert connection["state"] == "updated"
    assert set(connection) == {
        "id",
        "item_id",
        "name",
        "institution",
        "state",
        "detail",
        "last_synced_at",
        "consent_expires_at",
    }
    accounts = terminal("list", "accounts", "--json").json
    assert {"checking", "credit_card"} <= {account["kind"] for account in accounts}
    assert all(account["connection_id"] == connection["id"] for account in accounts)
    card = next(account for account in accounts if account["kind"] == "credit_card")
    assert card["balance"].startswith("-"), "a card's debt is negative"
    before = terminal("list", "transactions", "--json").json
    assert len(before) > 100
    assert [row["date"] for row in before] == sorted((row["date"] for row in before), reverse=True)
    assert any(row["installment"] for row in before)
    assert any(row["original_currency"] for row in before)
    assert {row["status"] for row in before} == {"posted", "pending"}
    again = terminal("sync")
    assert again.code == 0, again.err
    assert "new: 0, changed: 0" in again.err
    assert terminal("list", "transactions", "--json").json == before
    found = terminal("list", "transactions", "--json", "--search", "pix", "--limit", "3").json
    assert len(found) == 3
    one = terminal("list", "transactions", "--json", "--account", card["id"]).json
    assert {row["account_id"] for row in one} == {card["id"]}
    since, until = before[50]["date"], before[10]["date"]
    some = terminal("list", "transactions", "--json", "--since", since, "--until", until).json
    assert some == [row for row in before if since <= row["date"] <= until]
    assert terminal("list", "transactions").code == 0


@pytest.mark.keyring
def test_access_is_shown_without_the_secret_and_cleared(
    terminal: Terminal, secret_service_bus: str
) -> None:
    assert terminal("access", "show").code == 4
    assert terminal("access", "set").code == 0
    shown = terminal("access", "show")
    assert shown.code == 0
    assert terminal.sandbox.client_id in shown.out
    assert terminal("access", "clear").code == 0
    assert terminal("access", "show").code == 4


@pytest.mark.keyring
def test_wrong_keys_are_not_kept(
    terminal: Terminal, secret_service_bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLUGGY_CLIENT_SECRET", "not-the-secret")
    ran = terminal("access", "set")
    assert ran.code == 1
    assert ran.err
    assert terminal("access", "show").code == 4
    monkeypatch.setenv("PLUGGY_CLIENT_ID", "not-a-uuid")
    assert terminal("access", "set").code == 2


@pytest.mark.keyring
def test_a_file_that_is_not_ours_is_left_alone(terminal: Terminal, secret_service_bus: str) -> None:
    assert terminal("list", "accounts").code == 0
    database = terminal.folder / "pluggy-desktop.db"
    for content in (b"SQLite format 3\x00" + b"\x00" * 4080, b"not a database at all" * 400, b""):
        database.write_bytes(content)
        ran = terminal("list", "accounts")
        assert ran.code == 1, content[:20]
        assert hashlib.sha256(database.read_bytes()).digest() == hashlib.sha256(content).digest()


def test_wrong_keys_in_the_session_are_said(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLUGGY_CLIENT_SECRET", "not-the-secret")
    ran = terminal.connect(CPF["success"])
    assert ran.code == 1
    assert terminal.browser.opened == []


def test_without_keys_the_next_step_is_said(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLUGGY_CLIENT_SECRET")
    ran = terminal.connect(CPF["success"])
    assert ran.code == 4
    assert "PLUGGY_CLIENT_SECRET" in ran.err


def test_no_network_is_said(terminal: Terminal, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        code = cli.run(
            [
                "--api-url",
                nobody,
                "--data-dir",
                str(tmp_path),
                "--vault",
                "session",
                "list",
                "connectors",
            ]
        )
    assert code == 1
    assert terminal.capsys.readouterr().err


@pytest.mark.parametrize("url", ["http://example.com", "ftp://x", "https://user@host", "nonsense"])
def test_a_hostile_address_is_a_usage_error(url: str, tmp_path: Path) -> None:
    asked = [
        "--api-url",
        url,
        "--data-dir",
        str(tmp_path),
        "--vault",
        "session",
        "list",
        "accounts",
    ]
    assert cli.run(asked) == 2


def test_connectors_are_listed_with_their_fields(terminal: Terminal) -> None:
    rows = terminal("--vault", "session", "list", "connectors", "--json").json
    assert len(rows) >= 9
    assert rows[0]["id"] == 200, "MeuPluggy comes first"
    bank = next(row for row in rows if row["id"] == int(BANK))
    assert [f["name"] for f in bank["fields"]] == ["cpf"]
    assert CPF["success"] in bank["fields"][0]["help"]


def test_meu_pluggy_connects_without_fields(terminal: Terminal) -> None:
    ran = terminal("--vault", "session", "connect", "--connector", "200")
    assert ran.code == 0, ran.err


def test_usage_errors_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["nonsense"]) == 2
    assert cli.run(["connect"]) == 2
    assert cli.run(["sandbox", "--port", "70000"]) == 2
    assert cli.run(["list", "transactions", "--since", "yesterday"]) == 2
    assert cli.run(["--help"]) == 0
    capsys.readouterr()


def test_help_speaks_portuguese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--language", "pt_BR", "--help"]) == 0
    assert "conectar uma instituição" in capsys.readouterr().out


def test_a_folder_that_is_used_for_other_things_stays_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    (shared / "other.txt").write_text("somebody's")
    asked = ["--data-dir", str(shared), "--vault", "session", "list", "accounts"]
    assert cli.run(asked) == 0
    assert shared.stat().st_mode & 0o777 == 0o755
    own = tmp_path / "own"
    own.mkdir(mode=0o755)
    assert cli.run(["--data-dir", str(own), "--vault", "session", "list", "accounts"]) == 0
    assert own.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("folder", ["", "  ", "~nobody-of-this-name/x", "a\0b"])
def test_an_impossible_data_folder_is_a_usage_error(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--data-dir", folder, "--vault", "session", "list", "accounts"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_defect_is_logged_without_secrets_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def defect(*_: object) -> int:
        raise ZeroDivisionError("CPF 761.092.776-73")

    monkeypatch.setitem(COMMANDS, "list", defect)
    asked = ["--data-dir", str(tmp_path / "d"), "--language", "en", "--vault", "session"]
    assert cli.run([*asked, "list", "accounts"]) == 1
    said = capsys.readouterr().err
    assert "defect in Pluggy Desktop" in said
    assert "761.092" not in said
    [log_file] = (tmp_path / "d" / "log").glob("*.log")
    logged = log_file.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in logged
    assert "761.092" not in logged


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **more}


def _program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pluggy_desktop", *arguments]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_terminal_can_be_written_to(encoding: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        _program(
            "--data-dir", str(tmp_path), "--language", "pt_BR", "--vault", "session", "--help"
        ),
        env=_environment(PYTHONIOENCODING=encoding),
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0
    assert ran.stderr == b""


@pytest.mark.keyring
def test_two_first_runs_at_once_agree_on_one_key(secret_service_bus: str, tmp_path: Path) -> None:
    command = _program("--data-dir", str(tmp_path / "d"), "--language", "en", "list", "accounts")
    runs = [subprocess.Popen(command, env=_environment(), stderr=subprocess.PIPE) for _ in range(3)]
    for run in runs:
        _, said = run.communicate(timeout=60)
        assert run.returncode == 0, said
    assert subprocess.run(command, env=_environment(), check=False).returncode == 0


def test_ctrl_c_ends_a_waiting_command_in_order(tmp_path: Path) -> None:
    with Sandbox(SandboxOptions(speed=50)) as sandbox:
        command = _program(
            *("--api-url", sandbox.url, "--data-dir", str(tmp_path / "d"), "--language", "en"),
            *("--vault", "session", "connect", "--connector", BANK),
            *("--field", f"cpf={CPF['success']}", "--browser", "print"),
        )
        keys = {
            "PLUGGY_CLIENT_ID": sandbox.client_id,
            "PLUGGY_CLIENT_SECRET": sandbox.client_secret,
        }
        run = subprocess.Popen(
            command,
            env=_environment(**keys),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert run.stdout is not None
        assert run.stdout.readline().startswith("http://127.0.0.1")
        run.send_signal(signal.SIGINT)
        rest, said = run.communicate(timeout=20)
        assert run.returncode == 1
        assert rest == ""
        assert "Cancelled" in said
        assert "Traceback" not in said
    assert not list((tmp_path / "d").glob("session-*")), "nothing is left behind"


def test_the_sandbox_command_says_how_to_use_it_and_ends_on_ctrl_c() -> None:
    run = subprocess.Popen(
        _program("--language", "en", "sandbox", "--dialect", "guide", "--speed", "50"),
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    lines = [run.stdout.readline().strip() for _ in range(3 + len(TEST_CPFS))]
    assert lines[0].startswith("http://127.0.0.1:")
    assert lines[1].startswith("client id: ")
    assert lines[2].startswith("client secret: ")
    assert CPF["success"] in lines[3]
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=20)
    assert run.returncode == 0
    assert said == ""


def test_a_long_walk_says_how_far_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Sandbox(SandboxOptions(dialect="guide", speed=100, transactions=21_000)) as sandbox:
        terminal = Terminal(sandbox, tmp_path / "data", capsys)
        fast = functools.partial(
            Options, pace=Pace(quick=0.05, steady=0.05), browser=terminal.browser
        )
        monkeypatch.setattr(cli, "Options", fast)
        monkeypatch.setenv("PLUGGY_CLIENT_ID", sandbox.client_id)
        monkeypatch.setenv("PLUGGY_CLIENT_SECRET", sandbox.client_secret)
        said = terminal.connect(CPF["success"]).err
    assert "Transactions: 10,000…" in said
    assert "Transactions: 20,000…" in said
