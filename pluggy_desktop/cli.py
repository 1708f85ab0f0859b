"""The command line: the same objects as the window, without Qt."""

from __future__ import annotations

import argparse
import logging
import os
import queue
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from types import FrameType

from pluggy_desktop import __version__, i18n, log, settings
from pluggy_desktop.app import Options, Profile, run_window
from pluggy_desktop.commands import (
    COMMANDS,
    EXIT_FAILED,
    EXIT_PERSON,
    EXIT_USAGE,
    Console,
    diagnose,
    serve_sandbox,
)
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.dates import parse_date
from pluggy_desktop.domain.defect import as_app_error
from pluggy_desktop.errors import AccessMissing, AppError, Cancelled, InvalidInput
from pluggy_desktop.gateway.address import PLUGGY_URL, validate_base_url
from pluggy_desktop.i18n import tr
from pluggy_desktop.paths import Paths

_log = logging.getLogger(__name__)

_ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; the exit code (README)."""
    i18n.use(_language_asked(arguments) or i18n.system_language())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # whatever a pipe's encoding is, no text is too odd
            stream.reconfigure(errors="backslashreplace")
    try:
        asked = parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has written help or what is wrong
        return stop.code if isinstance(stop.code, int) else EXIT_USAGE
    console = Console(out=sys.stdout, err=sys.stderr)
    try:
        with ExitStack() as closing:
            return _run(asked, console, closing)
    except InvalidInput as error:
        console.problem(error)
        return EXIT_USAGE
    except (Cancelled, KeyboardInterrupt):
        console.say(tr("Cancelled. What was complete by then is kept."))
        return EXIT_FAILED
    except AccessMissing as error:
        console.problem(error)
        return EXIT_PERSON
    except AppError as error:
        console.problem(error)
        return EXIT_FAILED
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED


def _run(asked: argparse.Namespace, console: Console, closing: ExitStack) -> int:
    cancel = Cancel()
    if asked.command == "sandbox":
        closing.enter_context(_interruptible(cancel))
        return serve_sandbox(asked, console, cancel)
    if asked.command == "doctor":  # it looks at what is there, and makes nothing
        paths = _paths(asked, closing)
        return diagnose(_with_settings(asked, paths), console)
    options = _options(asked, closing)
    try:
        if asked.command is None:
            return run_window(options)
        if options.session_vault and not options.session_access and asked.command != "list":
            raise AccessMissing(
                tr("The client id and secret are missing"),
                "",
                tr("With “--vault session”, set PLUGGY_CLIENT_ID and PLUGGY_CLIENT_SECRET."),
            )
        closing.enter_context(_interruptible(cancel))
        profile = Profile(options)
        closing.callback(profile.close)
        return COMMANDS[asked.command](asked, profile.open(cancel), console, cancel)
    except (AppError, OSError):
        raise
    except Exception as bug:
        # While logging is still set up: there, it is written without what may not be told.
        _log.exception("a defect")
        raise as_app_error(bug) from bug


def _options(asked: argparse.Namespace, closing: ExitStack) -> Options:
    """Folders and logging, then what the composition root needs."""
    validate_base_url(asked.api_url)
    paths = _paths(asked, closing)
    paths.ensure()
    try:
        closing.enter_context(log.setup(paths.log, verbose=asked.verbose))
    except OSError as error:
        raise AppError(
            tr("The log file cannot be written"),
            str(paths.log),
            tr("Check the disk and its permissions, or choose another folder with --data-dir."),
            technical=error.strerror or type(error).__name__,
        ) from error
    return _with_settings(asked, paths)


def _with_settings(asked: argparse.Namespace, paths: Paths) -> Options:
    """The settings, which may choose the language, and what the command line chose."""
    kept = settings.load(paths.settings_file)
    language = asked.language or kept.language
    i18n.use(i18n.system_language() if language == "system" else language)
    return Options(
        paths=paths,
        settings=kept,
        api_url=validate_base_url(asked.api_url),
        sandbox=asked.sandbox,
        session_vault=asked.vault == "session",
        session_access=_access_from_environment() if asked.vault == "session" else None,
    )


def _paths(asked: argparse.Namespace, closing: ExitStack) -> Paths:
    if asked.data_dir is not None:
        if not asked.data_dir.strip() or "\0" in asked.data_dir:
            raise InvalidInput(tr("--data-dir needs the name of a folder"))
        try:
            return Paths.under(Path(asked.data_dir))
        except (RuntimeError, OSError) as error:  # ~nobody, links in a circle
            raise InvalidInput(
                tr("This cannot be a data folder: {folder}", folder=asked.data_dir),
                technical=type(error).__name__,
            ) from error
    if asked.sandbox:  # an example leaves nothing behind, not even a log
        folder = tempfile.TemporaryDirectory(prefix="pluggy-desktop-")
        return Paths.under(Path(closing.enter_context(folder)))
    return Paths.standard()


def _access_from_environment() -> tuple[str, str] | None:
    client_id = os.environ.get("PLUGGY_CLIENT_ID", "")
    client_secret = os.environ.get("PLUGGY_CLIENT_SECRET", "")
    return (client_id, client_secret) if client_id and client_secret else None


@contextmanager
def _interruptible(cancel: Cancel) -> Iterator[None]:
    """Ctrl+C and polite requests to end cancel the work, which then ends in order.

    A handler interrupts the main thread anywhere, even while it holds the very lock that a cancel
    needs; so it only leaves a note, and another thread cancels.
    """
    notes: queue.SimpleQueue[int] = queue.SimpleQueue()

    def on_signal(number: int, frame: FrameType | None) -> None:
        notes.put(number)

    def watch() -> None:
        if notes.get():
            cancel.set()

    watcher = threading.Thread(target=watch, name="signals", daemon=True)
    watcher.start()
    numbers = [getattr(signal, name) for name in _ENDING_SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, on_signal) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        notes.put(0)
        watcher.join()


def _language_asked(arguments: Sequence[str]) -> str | None:
    """The language for help and usage errors, which come before anything else is known."""
    for n, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            value = value or next(iter(arguments[n + 1 :]), "")
            return value if value in i18n.LANGUAGES else None
    return None


def parser() -> argparse.ArgumentParser:
    """The arguments, with help in the language in use."""
    main = argparse.ArgumentParser(
        prog="pluggy-desktop",
        description=tr("Your bank accounts, through Open Finance, on this computer, encrypted."),
        allow_abbrev=False,
    )
    main.add_argument("--version", action="version", version=f"pluggy-desktop {__version__}")
    main.add_argument("--data-dir", metavar="DIR", help=tr("keep everything in this folder"))
    main.add_argument(
        "--sandbox", action="store_true", help=tr("use example banks; nothing is kept")
    )
    main.add_argument("--api-url", metavar="URL", default=PLUGGY_URL, help=tr("Pluggy's address"))
    main.add_argument(
        "--vault",
        choices=("keyring", "session"),
        default="keyring",
        help=tr("where secrets live: the system's keyring, or this process only"),
    )
    main.add_argument("--language", choices=i18n.LANGUAGES, help=tr("the language of texts"))
    main.add_argument("--verbose", action="store_true", help=tr("say more about what happens"))
    commands = main.add_subparsers(dest="command", metavar="COMMAND")
    _add_sandbox(commands.add_parser("sandbox", help=tr("serve example banks until Ctrl+C")))
    access = commands.add_parser("access", help=tr("your Pluggy client id and secret"))
    access.add_argument("what", choices=("set", "show", "clear"))
    _add_connect(commands.add_parser("connect", help=tr("connect an institution")))
    sync = commands.add_parser("sync", help=tr("bring connections up to date"))
    sync.add_argument("connection", nargs="*", help=tr("a connection's id; all without one"))
    _add_list(commands.add_parser("list", help=tr("show what is kept")))
    commands.add_parser("doctor", help=tr("check what the program needs, and say what to do"))
    return main


def _add_sandbox(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=_port, default=0, metavar="N")
    command.add_argument("--dialect", choices=("production", "guide"), default="production")
    command.add_argument("--seed", type=int, default=1, metavar="N")
    command.add_argument("--transactions", type=_positive, metavar="N")
    command.add_argument("--speed", type=_speed, default=1.0, metavar="X")


def _add_connect(command: argparse.ArgumentParser) -> None:
    command.add_argument("--connector", type=int, required=True, metavar="ID")
    command.add_argument("--field", action="append", default=[], metavar="NAME=VALUE")
    command.add_argument("--browser", choices=("open", "print"), default="open")


def _add_list(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=("connectors", "connections", "accounts", "transactions"))
    command.add_argument("--json", action="store_true")
    command.add_argument("--account", metavar="ID")
    command.add_argument("--since", type=_date, metavar="YYYY-MM-DD")
    command.add_argument("--until", type=_date, metavar="YYYY-MM-DD")
    command.add_argument("--search", default="", metavar="TEXT")
    command.add_argument("--limit", type=_positive, metavar="N")


def _number(text: str, low: float, high: float, *, whole: bool) -> float:
    try:
        number = int(text) if whole else float(text)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(tr("not a number that fits here: {text}", text=text))
    return number


def _port(text: str) -> int:
    return int(_number(text, 0, 65_535, whole=True))


def _positive(text: str) -> int:
    return int(_number(text, 1, 100_000_000, whole=True))


def _speed(text: str) -> float:
    return _number(text, 0.01, 10_000, whole=False)


def _date(text: str) -> object:
    try:
        return parse_date(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            tr("not a date like 2026-11-23: {text}", text=text)
        ) from None
