"""What each command does, with results on standard output and progress on standard error."""

from __future__ import annotations

import argparse
import getpass
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from pluggy_desktop import i18n, listing
from pluggy_desktop.connect import catalog
from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, EndKind, Stage
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.dates import format_date
from pluggy_desktop.domain.models import ConnectionState, Parameter, Product, ProductProgress
from pluggy_desktop.domain.money import format_amount
from pluggy_desktop.errors import AppError, Cancelled, InvalidInput
from pluggy_desktop.i18n import tr, tr_n
from pluggy_desktop.store import TransactionFilter, TransactionSort
from pluggy_desktop.sync.refresh import Refreshed, RefreshProgress

if TYPE_CHECKING:
    from pluggy_desktop.app import Options
    from pluggy_desktop.gui.services import Services

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_PARTIAL = 3
EXIT_PERSON = 4
_LONG = 10_000  # rows after which a walk says how far it is
_GOODBYE = 5.0  # seconds for taking an attempt back


@dataclass(frozen=True, slots=True)
class Console:
    """Where results (`out`) and progress (`err`) go."""

    out: TextIO | None
    err: TextIO | None

    def result(self, text: str) -> None:
        """A result, for standard output."""
        _write(self.out, text)

    def say(self, text: str) -> None:
        """Progress or a remark, for standard error."""
        _write(self.err, text)

    def problem(self, error: AppError) -> None:
        """An error in full: what happened, what it means, what to do."""
        self.say(error.sentence())
        if error.technical:
            self.say(f"  ({error.technical})")


def _write(stream: TextIO | None, text: str) -> None:
    """A line, at once; nowhere if the process was started without that stream."""
    if stream is not None:
        stream.write(f"{text}\n")
        stream.flush()


# --- access ---------------------------------------------------------------------------------------


def access(asked: argparse.Namespace, services: Services, console: Console, cancel: Cancel) -> int:
    """Set, show or clear the client id and secret. The secret is never printed."""
    if asked.what == "clear":
        services.access.clear()
        console.say(tr("The Pluggy access was removed from {place}.", place=services.vault_backend))
    elif asked.what == "set":
        client_id = os.environ.get("PLUGGY_CLIENT_ID") or _ask(tr("Client id: "))
        secret = os.environ.get("PLUGGY_CLIENT_SECRET") or _ask_secret(tr("Client secret: "))
        services.access.save(client_id, secret, cancel=cancel)
        console.say(tr("Pluggy accepts it. Kept in: {place}.", place=services.vault_backend))
    else:
        client_id = services.access.client_id() or ""
        if not client_id:
            console.say(tr("No Pluggy access is kept. “pluggy-desktop access set” sets it."))
            return EXIT_PERSON
        console.result(tr("client id: {client_id}", client_id=client_id))
        console.result(tr("client secret: kept in {place}", place=services.vault_backend))
    return EXIT_DONE


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise InvalidInput(
            tr("The client id and secret are missing"),
            "",
            tr("Set PLUGGY_CLIENT_ID and PLUGGY_CLIENT_SECRET, or run it in a terminal."),
        )
    sys.stderr.write(prompt)
    sys.stderr.flush()
    with _at_a_prompt():
        return sys.stdin.readline().strip()


def _ask_secret(prompt: str) -> str:
    if not sys.stdin.isatty():
        return _ask(prompt)
    with _at_a_prompt():
        return getpass.getpass(prompt, stream=sys.stderr)


@contextmanager
def _at_a_prompt() -> Iterator[None]:
    """While somebody types, Ctrl+C must end the reading itself; Ctrl+D is an empty answer."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        raise Cancelled(tr("Cancelled")) from None
    except EOFError:
        raise InvalidInput(tr("Nothing was typed")) from None
    finally:
        signal.signal(signal.SIGINT, before)


# --- connect --------------------------------------------------------------------------------------


class PrintingBrowser:
    """Writes the address alone on a line of standard output, for whoever opens it."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def open(self, url: str) -> bool:
        """Print it."""
        self._console.result(url)
        return True


def connect(asked: argparse.Namespace, services: Services, console: Console, cancel: Cancel) -> int:
    """Connect an institution, to accounts and transactions in the file."""
    if asked.browser == "print":
        services.connecting.remember(browser=PrintingBrowser(console))
    connector = services.catalog.institution(asked.connector, cancel)
    session = services.connecting.session(connector, _fields(asked.field))
    told: list[str] = []

    def report(view: ConnectView) -> None:
        for line in _view_lines(view, connector.name):
            if line not in told:
                told.append(line)
                console.say(line)
        if view.stage is Stage.QUESTION and view.question is not None:
            session.answer(_answer(view.question, console, wrong=view.wrong_answer))

    try:
        end = session.run(cancel, report)
    except (Cancelled, _NobodyToAskError) as stop:
        _give_up(services, session.attempt_id, console)
        if isinstance(stop, Cancelled):
            raise
        console.problem(stop)
        return EXIT_PERSON
    return _tell_end(end, console)


def _give_up(services: Services, attempt_id: str, console: Console) -> None:
    """Take the attempt back at Pluggy, in a short time: the person wants to leave."""
    enough = Cancel()
    timer = threading.Timer(_GOODBYE, enough.set)
    timer.start()
    try:
        services.connecting.discard(attempt_id, enough)
    except AppError as error:
        console.say(tr("Pluggy could not be told; the authorisation lapses there by itself."))
        console.problem(error)
    finally:
        timer.cancel()
        timer.join()


class _NobodyToAskError(AppError):
    """The bank asks something and there is no terminal to ask it in."""


def _fields(pairs: Sequence[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or not name or name in fields:
            raise InvalidInput(
                tr("--field takes NAME=VALUE, each name once"), "", tr("Such as: --field cpf=…")
            )
        fields[name] = value
    return fields


def _answer(question: Parameter, console: Console, *, wrong: bool) -> str:
    if not sys.stdin.isatty():
        raise _NobodyToAskError(
            tr("The bank asks for: {label}", label=question.label or question.name),
            tr("There is no terminal to ask you in."),
            tr("Run it in a terminal, or connect in the window."),
        )
    if wrong:
        console.say(tr("That was not right. Try again."))
    for option in question.options:
        console.say(f"  {option.value}: {option.label}")
    return _ask(f"{question.label or question.name}: ")


def _view_lines(view: ConnectView, institution: str) -> list[str]:
    lines = list(view.notices)
    if view.stage is Stage.AUTHORISE:
        lines.append(tr("Authorise at {institution} in the browser.", institution=institution))
        if not view.opened:
            lines.append(view.authorize_url)
    elif view.stage is Stage.ACTION and view.action is not None:
        lines.append(view.action.instructions or tr("Approve the access in the bank's app."))
    elif view.stage is Stage.APPROVAL:
        lines.append(tr("Waiting for the bank's approval. It can take about 30 minutes."))
    elif view.stage in {Stage.COLLECTING, Stage.FETCHING}:
        lines += _product_lines(view.products)
    return lines


def _product_lines(products: Sequence[ProductProgress]) -> list[str]:
    """One line for each product that has come to an end, and one now and then for a long one."""
    names = product_names()
    lines = []
    for line in products:
        name = names[line.product]
        if line.state == "done":
            lines.append(f"{name}: {i18n.number(line.count)}")
        elif line.state == "running" and line.count >= _LONG:
            lines.append(f"{name}: {i18n.number(line.count // _LONG * _LONG)}…")
        elif line.state == "problem":
            lines.append(f"{name}: {line.note or tr('not fetched')}")
        elif line.state == "not_shared":
            lines.append(f"{name}: {tr('not shared')}")
    return lines


def product_names() -> dict[Product, str]:
    """The lines of progress, named."""
    return {
        Product.ACCOUNTS: tr("Accounts"),
        Product.CARDS: tr("Cards"),
        Product.TRANSACTIONS: tr("Transactions"),
        Product.INVESTMENTS: tr("Investments"),
        Product.LOANS: tr("Loans"),
    }


def _tell_end(end: ConnectEnd, console: Console) -> int:
    if end.explanation is not None:
        words = end.explanation
        console.say(words.sentence())
    if end.report is not None:
        language = i18n.language()
        for account in end.report.accounts:
            balance = account.balance
            money = (
                ""
                if balance is None
                else format_amount(balance, account.currency, language=language)
            )
            console.say(f"  {account.name}  {money}")
        count = end.report.transactions
        console.say(tr_n("{n} transaction", "{n} transactions", count))
        if end.report.first and end.report.last:
            first = format_date(end.report.first, language=language)
            last = format_date(end.report.last, language=language)
            console.say(tr("from {first} to {last}", first=first, last=last))
    if end.kind is not EndKind.REFUSED:
        console.result(end.connection_id)
    if end.kind is EndKind.REFUSED:
        return EXIT_PERSON if end.needs_person else EXIT_FAILED
    return EXIT_DONE if end.kind is EndKind.CONNECTED else EXIT_PARTIAL


# --- sync -----------------------------------------------------------------------------------------


def sync(asked: argparse.Namespace, services: Services, console: Console, cancel: Cancel) -> int:
    """Bring connections up to date."""
    known = {connection.id for connection in services.store.connections()}
    for wanted in asked.connection:
        if wanted not in known:
            raise InvalidInput(
                tr("No connection has the id {id}", id=wanted),
                "",
                tr("“pluggy-desktop list connections” shows them all."),
            )
    if not known:
        console.say(tr("Nothing is connected yet. “pluggy-desktop connect” connects a bank."))
        return EXIT_DONE
    told: list[str] = []

    def report(progress: RefreshProgress) -> None:
        name = progress.connection.display_name
        for line in [name, *(f"  {text}" for text in _product_lines(progress.products))]:
            if (key := f"{progress.index} {line}") not in told:
                told.append(key)
                console.say(line)

    results = services.refresher.refresh(asked.connection or None, cancel, report)
    return max((_tell_refreshed(result, console) for result in results), key=_gravity)


def _gravity(code: int) -> int:
    return (EXIT_DONE, EXIT_PARTIAL, EXIT_PERSON, EXIT_FAILED).index(code)


def _tell_refreshed(result: Refreshed, console: Console) -> int:
    name = result.connection.display_name
    if result.error is not None:
        console.say(f"{name}: {result.error.sentence()}")
        return EXIT_FAILED
    if result.report is not None:
        added, updated = result.report.added, result.report.updated
        news = tr("new: {added}, changed: {updated}", added=added, updated=updated)
        console.say(f"{name}: {news}")
    if result.explanation is not None and result.explanation.title:
        console.say(f"{name}: {result.explanation.sentence()}")
    if result.connection.state is ConnectionState.NEEDS_YOU:
        return EXIT_PERSON
    if result.connection.state is ConnectionState.FAILED:
        return EXIT_FAILED
    complete = result.report is not None and result.report.complete and not result.explanation
    return EXIT_DONE if complete else EXIT_PARTIAL


# --- list -----------------------------------------------------------------------------------------


def list_rows(
    asked: argparse.Namespace, services: Services, console: Console, cancel: Cancel
) -> int:
    """Print rows of what is kept, or the institutions that can be connected."""
    rows = _rows(asked, services, cancel)
    if asked.limit is not None:
        rows = rows[: asked.limit]
    if asked.json:
        console.result(listing.as_json(rows))
    else:
        console.result(listing.as_table(rows, listing.COLUMNS[asked.what]))
    return EXIT_DONE


def _rows(asked: argparse.Namespace, services: Services, cancel: Cancel) -> list[listing.Row]:
    store = services.store
    if asked.what == "connectors":
        found = services.catalog.institutions(cancel)
        return [listing.connector_row(c) for c in catalog.find(found, asked.search)]
    if asked.what == "connections":
        return [listing.connection_row(connection) for connection in store.connections()]
    accounts = store.accounts()
    if asked.account and asked.account not in {account.id for account in accounts}:
        raise InvalidInput(
            tr("No account has the id {id}", id=asked.account),
            "",
            tr("“pluggy-desktop list accounts” shows them all."),
        )
    if asked.what == "accounts":
        shown = [a for a in accounts if not asked.account or a.id == asked.account]
        return [listing.account_row(account) for account in shown]
    wanted = TransactionFilter(
        text=asked.search,
        account_ids=(asked.account,) if asked.account else None,
        since=asked.since,
        until=asked.until,
    )
    limit = asked.limit or store.transactions.count(wanted)
    rows = store.transactions.page(wanted, TransactionSort(), offset=0, limit=limit)
    return [listing.transaction_row(row) for row in rows]


# --- sandbox and doctor ---------------------------------------------------------------------------


def serve_sandbox(asked: argparse.Namespace, console: Console, cancel: Cancel) -> int:
    """Serve the example banks until Ctrl+C."""
    from pluggy_desktop.sandbox import TEST_CPFS, Sandbox, SandboxOptions

    sandbox = Sandbox(
        SandboxOptions(
            port=asked.port,
            dialect=asked.dialect,
            seed=asked.seed,
            transactions=asked.transactions,
            speed=asked.speed,
        )
    )
    try:
        sandbox.start()
    except OSError as error:
        raise AppError(
            tr("Port {port} is in use by another program", port=asked.port),
            "",
            tr("Choose another one with --port, or 0 for any free one."),
            technical=error.strerror or type(error).__name__,
        ) from error
    try:
        console.result(sandbox.url)
        console.result(f"client id: {sandbox.client_id}")
        console.result(f"client secret: {sandbox.client_secret}")
        portuguese = i18n.language() == "pt_BR"
        for test in TEST_CPFS:
            words = test.description_pt if portuguese else test.description_en
            console.result(f"CPF {test.cpf}  {test.outcome}: {words}")
        cancel.wait()
    finally:
        sandbox.close()
    return EXIT_DONE


def diagnose(options: Options, console: Console) -> int:
    """Check what the program needs; each with what to do."""
    from pluggy_desktop.app import checks

    results = checks(options)
    for check in results:
        mark = "✓" if check.ok else "✗"
        console.result(f"{mark} {check.name}: {check.detail}")
        if not check.ok and check.action:
            console.result(f"    {check.action}")
    return EXIT_DONE if all(check.ok for check in results) else EXIT_FAILED


Command = Callable[[argparse.Namespace, "Services", Console, Cancel], int]
COMMANDS: dict[str, Command] = {
    "access": access,
    "connect": connect,
    "sync": sync,
    "list": list_rows,
}
