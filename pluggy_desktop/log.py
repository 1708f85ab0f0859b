"""Logging: one private rotating file, and one redaction over everything that is written."""

from __future__ import annotations

import logging
import logging.handlers
import os
import re
import sys
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, TextIO
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

FILE_NAME: Final = "pluggy-desktop.log"
_LARGEST_FILE: Final = 1_000_000  # bytes; three older ones are kept
_NOISY: Final = ("urllib3", "pluggy_sdk", "werkzeug", "keyring", "selenium", "asyncio")
_log = logging.getLogger(__name__)

_DATE: Final = r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"

# In this order: a rule sees what those before it left. Each keeps as much as tells two cases apart
# and no more. Dates are let through by name, since they look like numbers with separators.
_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # Pix "copia e cola": starts with its format version, holds key, name and amount
        (r"000201[\dA-Za-z .,*@/+:$%&#_-]{20,}", "[pix]"),
        (r"[^\s@\"<>()\[\],;:]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", "[e-mail]"),
        (r"eyJ[\w-]{4,}(?:\.[\w-]+)*\.?", "[jwt]"),
        (r"(?i)(\bbearer\s+)[\w.~+/=-]{8,}", r"\1[secret]"),
        # name: value, name=value, "name": "value"
        (
            (
                r"(?i)\b([\w-]*(?:api[_-]?key|secret|token|passw(?:or)?d|senha|authorization|cpf|cnpj))"
                r"(\\?[\"']?\s*[:=]\s*)(?!\[)\\?(?:\"[^\"\\]*\\?\"?|'[^'\\]*\\?'?|[^\s,;&}\])\"']+)"
            ),
            r"\1\2[secret]",
        ),
        # queries of addresses: whatever a bank or Pluggy put there
        (r"(?i)([?&](?:code|state|itemid|login_hint|client_id|request)=)[^&\s\"'<>\[]+", r"\1[…]"),
        # the first four characters tell two connections apart
        (
            r"(?i)(?<![0-9a-z])([0-9a-f]{4})[0-9a-f]{4}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])",
            r"\1…",
        ),
        (r"(?i)(?<![0-9a-z])[0-9a-f]{32,}(?![0-9a-z])", "[hex]"),
        (r"R\$\s?[−-]?\s?\d[\d.,]*", "R$ […]"),
        # CNPJ, which may have letters
        (r"(?<!\w)[\dA-Z]{2}\.?[\dA-Z]{3}\.?[\dA-Z]{3}/[\dA-Z]{4}-?\d\d(?!\w)", "[cnpj]"),
        (r"(?<!\w)(?=[A-Z]*\d)[\dA-Z]{12}\d\d(?!\w)", "[number]"),
        # agency/account-digit, account-digit, phone
        (r"(?<![\w-])(?:\d{1,5}\s?/\s?)?\d{4,13}-[\dXx](?![\w-])", "[account]"),
        (r"(?<![\w-])\(?\d{0,2}\)?\s?\d{4,5}-\d{4}(?![\w-])", "[number]"),
        # eleven digits or more, however they are set apart: CPF, card, phone
        (
            rf"(?<![\w.-])(?!{_DATE}(?![\d-]))\+?\(?\d(?:[ ./()−–-]{{0,2}}\d){{10,}}(?!\d)",
            "[number]",
        ),
        (r"\d{6,}", "[number]"),
    )
)

_secrets: tuple[str, ...] = ()
_guard = threading.Lock()


def redact_always(value: str) -> None:
    """From now on, never let `value` (a client secret, a key, a typed CPF) into a log.

    Short values (under four characters) are left alone: they would blot out ordinary words.
    """
    global _secrets  # noqa: PLW0603  (a process has one set of secrets)
    forms = {value, value.strip(), quote(value, safe=""), quote_plus(value), repr(value)[1:-1]}
    with _guard:
        kept = {form for form in forms if len(form) >= 4} | set(_secrets)
        _secrets = tuple(sorted(kept, key=len, reverse=True))


def redact(text: str) -> str:
    """`text` without what tells who somebody is, opens something, or says how much money there is.

    Doing it twice changes nothing more.
    """
    for secret in _secrets:
        text = text.replace(secret, "[secret]")
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Time, level and place as they are, then the message and its traceback, redacted as one text."""

    def __init__(self, *, tracebacks: bool) -> None:
        super().__init__()
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """The line or lines for `record`."""
        # Not the base class's: it keeps the raw traceback on the record, for the next handler.
        parts = [record.getMessage()]
        if self._tracebacks and record.exc_info:
            parts.append(self.formatException(record.exc_info))
        if self._tracebacks and record.stack_info:
            parts.append(record.stack_info)
        body = redact("\n".join(parts))
        if not self._tracebacks:
            return f"{record.levelname.lower()}: {body}"
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {body}"


def setup(folder: Path, *, verbose: bool = False) -> ExitStack:
    """Start logging to `folder` (which must exist) and, from WARNING on, to standard error.

    Uncaught errors of any thread are logged as bugs, redacted. `verbose` adds debugging detail and
    writes it to standard error as well. Close what is returned to put everything back.

    Raises:
        OSError: The log file cannot be written.
    """
    undo = ExitStack()
    file = _PrivateFile(
        folder / FILE_NAME, maxBytes=_LARGEST_FILE, backupCount=3, encoding="utf-8", delay=False
    )
    file.setFormatter(RedactingFormatter(tracebacks=True))
    console = _Console()
    console.setFormatter(RedactingFormatter(tracebacks=verbose))
    console.setLevel(logging.DEBUG if verbose else logging.WARNING)
    root = logging.getLogger()
    undo.callback(root.setLevel, root.level)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for handler in (file, console):
        undo.callback(handler.close)
        undo.callback(root.removeHandler, handler)
        root.addHandler(handler)
    for name in _NOISY:
        logger = logging.getLogger(name)
        undo.callback(logger.setLevel, logger.level)
        logger.setLevel(logging.WARNING)  # their debug lines are whole requests
    _catch_bugs(undo)
    return undo


def _catch_bugs(undo: ExitStack) -> None:
    for module, name, hook in (
        (sys, "excepthook", _on_bug),
        (sys, "unraisablehook", _on_unraisable),
        (threading, "excepthook", _on_thread_bug),
    ):
        undo.callback(setattr, module, name, getattr(module, name))
        setattr(module, name, hook)


def _on_bug(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
        return
    _log.critical("unexpected error (%s)", kind.__name__, exc_info=(kind, error, traceback))


def _on_thread_bug(args: threading.ExceptHookArgs) -> None:
    name = args.thread.name if args.thread else "?"
    if args.exc_value is None:
        _log.critical("unexpected %s in thread %s", args.exc_type.__name__, name)
        return
    _log.critical(
        "unexpected error (%s) in thread %s",
        args.exc_type.__name__,
        name,
        exc_info=(args.exc_type, args.exc_value, args.exc_traceback),
    )


def _on_unraisable(args: sys.UnraisableHookArgs) -> None:
    error = args.exc_value
    _log.error(
        "ignored error while cleaning up (%s)",
        args.exc_type.__name__,
        exc_info=(args.exc_type, error, args.exc_traceback) if error is not None else None,
    )


def _say_unwritten(record: logging.LogRecord) -> None:
    """What replaces logging's own report, which would print message and arguments unredacted."""
    if sys.stderr is not None:
        kind = sys.exc_info()[0]
        name = kind.__name__ if kind else "error"
        sys.stderr.write(f"a log line of {record.name} could not be written: {name}\n")


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating log that nobody else can read and that is never written through a link."""

    def _open(self) -> TextIO:  # type: ignore[override]
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.baseFilename, flags, 0o600)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
        return open(  # noqa: PTH123  (a descriptor; logging closes it)
            descriptor, "a", encoding="utf-8", errors="backslashreplace"
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        _say_unwritten(record)


class _Console(logging.Handler):
    """Standard error, whatever it is at the moment; nothing where a program has none."""

    def emit(self, record: logging.LogRecord) -> None:
        if sys.stderr is None:  # pythonw, services
            return
        try:
            sys.stderr.write(f"{self.format(record)}\n")
        except Exception:  # noqa: BLE001  (as in logging's own handlers: logging never ends a program)
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        _say_unwritten(record)
