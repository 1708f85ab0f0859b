"""The product as a person starts it: example banks, window and commands, each a process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pluggy_desktop import settings
from pluggy_desktop.paths import Paths
from tests.e2e.desktop import Desktop
from tests.e2e.processes import ROOT, Program
from tests.e2e.screen import Screen, screen_of
from tests.sandbox.client import fetch

Dialect = Literal["production", "guide"]
PRODUCT = (sys.executable, "-m", "pluggy_desktop")
BANK = 801
BANK_NAME = "Banco Aurora"
_SPEED = "20"
_OUTCOMES = 9
_CPF_LINE = re.compile(r"CPF (?P<cpf>[\d.-]+)  (?P<outcome>\w+): .+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleBanks:
    """What `pluggy-desktop sandbox` printed; and Pluggy's answers, asked for directly."""

    url: str
    client_id: str
    client_secret: str
    cpf: dict[str, str]

    def get(self, path: str) -> Any:
        """Pluggy's answer to a GET."""
        keys = {"clientId": self.client_id, "clientSecret": self.client_secret}
        signed = fetch(
            f"{self.url}/auth",
            "POST",
            body=json.dumps(keys).encode(),
            headers={"Content-Type": "application/json"},
        )
        answer = fetch(self.url + path, headers={"X-API-KEY": signed.body["apiKey"]})
        assert answer.status == 200, (path, answer.status, answer.body)
        return answer.body

    def transactions(self, item_id: str) -> dict[str, tuple[str, str]]:
        """Every transaction of an item: amount as a plain decimal, money out negative, and text."""
        found: dict[str, tuple[str, str]] = {}
        for account in self.get(f"/accounts?itemId={item_id}")["results"]:
            query: str | None = f"?accountId={account['id']}"
            while query is not None:
                page = self.get(f"/v2/transactions{query}")
                for row in page["results"]:
                    found[row["id"]] = (_signed(row, account["type"]), row["description"])
                query = page["next"]
        return found


def _signed(row: dict[str, Any], account_type: str) -> str:
    """A card's purchases are positive at Pluggy; everywhere money out is negative here."""
    converted = row["amountInAccountCurrency"]
    amount = row["amount"] if converted is None else converted
    return f"{-amount if account_type == 'CREDIT' else amount:.2f}"


@contextmanager
def example_banks(desktop: Desktop, dialect: Dialect) -> Iterator[ExampleBanks]:
    """A simulated Pluggy in a process of its own."""
    command = [*PRODUCT, "sandbox", "--dialect", dialect, "--speed", _SPEED, "--port", "0"]
    with Program(
        "sandbox", command, environment=desktop.environment, folder=desktop.folder
    ) as program:
        url, client_id, client_secret, *tests = program.lines(3 + _OUTCOMES)
        told = [match for match in map(_CPF_LINE.fullmatch, tests) if match]
        assert len(told) == _OUTCOMES, tests
        yield ExampleBanks(
            url=url,
            client_id=client_id.removeprefix("client id: "),
            client_secret=client_secret.removeprefix("client secret: "),
            cpf={match["outcome"]: match["cpf"] for match in told},
        )


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


class Product:
    """The product on one data folder, against one simulated Pluggy."""

    def __init__(self, desktop: Desktop, banks: ExampleBanks, folder: Path) -> None:
        self.banks = banks
        self.folder = folder
        self._desktop = desktop
        self._options = [
            *PRODUCT,
            "--api-url",
            banks.url,
            "--data-dir",
            str(folder),
            "--language",
            "pt_BR",
        ]
        paths = Paths.under(folder)
        paths.ensure()
        # Any free port: the usual one may be in use by somebody else on this computer.
        settings.save(paths.settings_file, settings.Settings(listener_port=0))
        self.profile = paths.profile_id
        self._starts = 0

    def environment(self, **more: str) -> dict[str, str]:
        """The desktop's environment and `more`."""
        return {**self._desktop.environment, **more}

    def run(self, *arguments: str, **more: str) -> Ran:
        """Run a command to its end."""
        done = subprocess.run(
            [*self._options, *arguments],
            cwd=ROOT,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments: str, **more: str) -> Program:
        """Start a command, to be looked at while it runs; `with` ends it."""
        return self._program("command", arguments, more)

    def listed(self, *arguments: str) -> list[dict[str, Any]]:
        """The rows of a `list … --json`."""
        ran = self.run("list", *arguments, "--json")
        assert ran.code == 0, ran.err
        rows: list[dict[str, Any]] = json.loads(ran.out)
        return rows

    @contextmanager
    def window(self) -> Iterator[tuple[Screen, Program]]:
        """The window, and its process."""
        with (
            self._program("window", (), {}) as program,
            screen_of(program, self._desktop) as screen,
        ):
            try:
                yield screen, program
            except BaseException:
                self._desktop.take_picture(screen.tree)
                raise

    def _program(self, name: str, arguments: Sequence[str], more: dict[str, str]) -> Program:
        self._starts += 1
        return Program(
            f"{name}-{self._starts}",
            [*self._options, *arguments],
            environment=self.environment(**more),
            folder=self._desktop.folder,
        )
