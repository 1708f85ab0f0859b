"""Errors that may be shown to a person: a title, a message and the next step."""

from __future__ import annotations


def sentences(*parts: str) -> str:
    """The parts as one text, each ended; empty ones are left out."""
    return " ".join(part if part[-1] in ".!?…:" else f"{part}." for part in parts if part)


class AppError(Exception):
    """Something expected went wrong, said in the person's language.

    Anything that is not an AppError is a bug and is shown and logged as one.

    Attributes:
        title: What happened, in a few words.
        message: What it means and what was kept.
        action: The next step; may be empty where there is none.
        technical: Raw words for the fold-out "technical details": status words, codes, an HTTP
            status. Never a secret, a document number, an amount or a whole answer.
    """

    def __init__(
        self, title: str, message: str = "", action: str = "", *, technical: str = ""
    ) -> None:
        super().__init__(title)
        self.title = title
        self.message = message
        self.action = action
        self.technical = technical

    def sentence(self) -> str:
        """Title, message and action as one text, for a terminal or a screen reader."""
        return sentences(self.title, self.message, self.action)


class AccessRefused(AppError):
    """Pluggy does not accept the client id and secret."""


class AccessMissing(AccessRefused):
    """There is no client id and secret yet: the person has to give them."""


class NetworkProblem(AppError):
    """Pluggy could not be reached or did not answer in time; trying later may work."""


class PluggyRefused(AppError):
    """Pluggy answered with an error.

    Attributes:
        status: The HTTP status.
        code: Pluggy's `codeDescription`, or "" where it sent none.
        data: Extra facts of the answer that the caller may act on (`items`, `canRetryAfterDate` …).
    """

    def __init__(
        self,
        title: str,
        message: str = "",
        action: str = "",
        *,
        technical: str = "",
        status: int,
        code: str = "",
        data: dict[str, object] | None = None,
    ) -> None:
        super().__init__(title, message, action, technical=technical)
        self.status = status
        self.code = code
        self.data = data or {}


class BadAnswer(AppError):
    """Pluggy's answer could not be understood at all (not JSON, wrong shape, too large)."""


class VaultProblem(AppError):
    """The keyring is absent, locked, refused, or did not keep what was written.

    Attributes:
        kind: One of "absent", "locked", "denied", "unsafe", "broken".
    """

    def __init__(
        self, title: str, message: str = "", action: str = "", *, technical: str = "", kind: str
    ) -> None:
        super().__init__(title, message, action, technical=technical)
        self.kind = kind


class StoreProblem(AppError):
    """The encrypted file cannot be used.

    Attributes:
        kind: One of "wrong_key", "plaintext", "foreign", "corrupt", "newer", "busy", "full", "io".
    """

    def __init__(
        self, title: str, message: str = "", action: str = "", *, technical: str = "", kind: str
    ) -> None:
        super().__init__(title, message, action, technical=technical)
        self.kind = kind


class InvalidInput(AppError):
    """What a person typed (a field, a file, an address) cannot be used; nothing was sent or changed."""


class Cancelled(AppError):
    """The person cancelled; what was complete by then is kept."""
