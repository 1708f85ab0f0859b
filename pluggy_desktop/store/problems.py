"""What SQLite and the disk can answer, said to a person: the store's border for errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from pluggy_desktop.errors import Cancelled, StoreProblem
from pluggy_desktop.i18n import tr

_KINDS: tuple[tuple[type[apsw.Error], str], ...] = (
    (apsw.FullError, "full"),
    (apsw.CorruptError, "corrupt"),
    (apsw.NotADBError, "corrupt"),
    (apsw.BusyError, "busy"),
    (apsw.LockedError, "busy"),
    (apsw.IOError, "io"),
    (apsw.CantOpenError, "io"),
    (apsw.ReadOnlyError, "io"),
    (apsw.PermissionsError, "io"),
)
_CLOSED = (apsw.ConnectionClosedError, apsw.CursorClosedError)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the environment did wrong into StoreProblem, an interruption into Cancelled.

    Anything else (a wrong statement, a broken constraint) is a bug and passes as it is.
    """
    try:
        yield
    except apsw.InterruptError as error:
        raise cancelled() from error
    except _CLOSED as error:
        raise closed() from error
    except apsw.Error as error:
        for kind_of_error, kind in _KINDS:
            if isinstance(error, kind_of_error):
                raise problem(kind, technical=_words(error)) from error
        raise
    except OSError as error:
        kind = "full" if error.errno in _FULL else "io"
        raise problem(kind, technical=f"{type(error).__name__} {error.errno}") from error


def cancelled() -> Cancelled:
    """A read that was given up."""
    return Cancelled(tr("Cancelled"), tr("What was complete by then is kept."))


def closed() -> Cancelled:
    """The store was closed (locked, or the program is ending) while something still used it."""
    return Cancelled(tr("Your data file is closed"), tr("What was complete by then is kept."))


def account_gone() -> Cancelled:
    """A sync goes on writing to an account whose connection the person has removed."""
    return Cancelled(tr("This account was removed"), tr("Nothing more is saved for it."))


def problem(kind: str, *, technical: str = "") -> StoreProblem:
    """The StoreProblem of that kind, with its words."""
    title, message, action = _texts(kind)
    return StoreProblem(title, message, action, technical=technical, kind=kind)


def _words(error: apsw.Error) -> str:
    code = getattr(error, "extendedresult", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _texts(kind: str) -> tuple[str, str, str]:
    untouched = tr("The file was left exactly as it is.")
    kept = tr("What was saved before is intact.")
    match kind:
        case "wrong_key":
            return (
                tr("The key does not open your data file"),
                tr("The key kept on this computer belongs to another file.") + " " + untouched,
                tr("Use the computer or user it was made with, or another folder for new data."),
            )
        case "plaintext":
            return (
                tr("The data file is not encrypted"),
                tr("It is an ordinary database, not one this app made.") + " " + untouched,
                tr("Move it elsewhere, or choose another folder for your data."),
            )
        case "foreign":
            return (
                tr("The data file was not made by this app"),
                untouched,
                tr("Move it elsewhere, or choose another folder for your data."),
            )
        case "corrupt":
            return (
                tr("The data file is damaged"),
                tr("Part of it is missing or was changed by something else."),
                tr("Keep a copy, move it out of the folder and connect your banks again."),
            )
        case "newer":
            return (
                tr("The data file is from a newer version of this app"),
                untouched,
                tr("Update the app, then open it again."),
            )
        case "busy":
            return (
                tr("The data file is in use"),
                tr("Another program is writing to it.") + " " + kept,
                tr("Close the other program and try again."),
            )
        case "full":
            return (
                tr("There is no space left on the disk"),
                kept,
                tr("Free some space and try again."),
            )
        case _:
            return (
                tr("The data file could not be read or written"),
                kept,
                tr("Check the disk and the folder's permissions, then try again."),
            )
