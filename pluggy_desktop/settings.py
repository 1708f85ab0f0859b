"""Every option that is not a secret: declared once, typed, checked, kept in one JSON file."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import tempfile
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pluggy_desktop.errors import AppError
from pluggy_desktop.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_log = logging.getLogger(__name__)

_LARGEST_FILE: Final = 1_000_000  # bytes; more than this is not ours


def _one_of(*choices: str) -> Any:
    """An option that takes one of `choices`, the first unless set."""
    return field(default=choices[0], metadata={"valid": lambda value: value in choices})


def _between(low: int, high: int, *, default: int) -> Any:
    """A whole number from `low` to `high`."""
    return field(default=default, metadata={"valid": lambda value: low <= value <= high})


def _text(longest: int = 20_000) -> Any:
    """Free text, empty unless set."""
    return field(default="", metadata={"valid": lambda value: len(value) <= longest})


def _https_address() -> Any:
    """An https address, or "" for none."""

    def valid(value: str) -> bool:
        return not value or (
            value.startswith("https://") and value.isprintable() and " " not in value
        )

    return field(default="", metadata={"valid": valid})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options. Each value is always valid: what is read wrong becomes the default.

    Attributes:
        language: The language of texts, dates and money.
        theme: Light, dark, or as the system says.
        hide_amounts: Whether figures are hidden until asked for.
        listener_port: The loopback port that the bank's answer comes back to, since a redirect
            address has to be registered with its port. 0 takes any free one. A busy port is no
            obstacle: the connection is then followed by asking Pluggy alone.
        webhook_url: An https address that Pluggy is asked to notify, or "".
        redirect_mode: How the browser comes back: to the loopback port, not at all, or whichever
            of the two Pluggy accepts.
        collection_minutes: How long to watch a bank's data being collected before going on with it
            in the background.
        window_geometry: Qt's own description of size and place, base64.
        columns: The transactions table's columns, their order and widths, base64.
        selection: What was being looked at.
        keyring_backend: The keeper that holds this profile's secrets, to notice a change of it.
        unknown: Options of another version of this product, kept as they were.
    """

    language: str = _one_of("system", "pt_BR", "en")
    theme: str = _one_of("system", "light", "dark")
    hide_amounts: bool = False
    listener_port: int = _between(0, 65_535, default=8731)
    webhook_url: str = _https_address()
    redirect_mode: str = _one_of("auto", "loopback", "none")
    collection_minutes: int = _between(1, 120, default=10)
    window_geometry: str = _text()
    columns: str = _text()
    selection: str = _text()
    keyring_backend: str = _text(200)
    unknown: Mapping[str, object] = field(default_factory=dict)


_OPTIONS: Final = {option.name: option for option in fields(Settings) if option.name != "unknown"}


def load(path: Path, *, report: Callable[[AppError], None] | None = None) -> Settings:
    """The settings kept at `path`; the defaults where there is no file.

    A file that cannot be understood is moved aside to "<name>.bad" and the defaults are used; a
    single wrong value is replaced by its default. Both are logged and told to `report`.

    Raises:
        AppError: The file is there but cannot be read.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _unusable(tr("The settings cannot be read"), path, error) from error
    try:
        found = _decoded(raw)
    except ValueError as error:
        _put_aside(path, error, report)
        return Settings()
    return _checked(found, report)


def save(path: Path, settings: Settings) -> None:
    """Keep `settings` at `path`: the old file or the new one is there at every moment, mode 0600.

    Raises:
        AppError: The file could not be written; the old one is unchanged.
    """
    values = dict(settings.unknown) | {name: getattr(settings, name) for name in _OPTIONS}
    content = json.dumps(values, indent=2, sort_keys=True) + "\n"
    try:
        _replace(path, content.encode("ascii"))
    except OSError as error:
        raise _unusable(tr("The settings could not be saved"), path, error) from error


def _decoded(raw: bytes) -> dict[str, object]:
    if len(raw) > _LARGEST_FILE:
        raise ValueError("larger than any settings file")
    try:
        found = json.loads(raw)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  (a damaged file, like the others)
    return found


def _checked(found: dict[str, object], report: Callable[[AppError], None] | None) -> Settings:
    good: dict[str, Any] = {}
    for name, option in _OPTIONS.items():
        if name not in found:
            continue
        value, valid = found[name], option.metadata.get("valid")
        # type(), not isinstance(): True is an int, and no port
        if type(value) is type(option.default) and (valid is None or valid(value)):
            good[name] = value
            continue
        _log.warning("setting %s was not valid, default used", name)
        _tell(report, tr("A setting was not valid"), tr("Its default is used: {name}", name=name))
    unknown = {name: value for name, value in found.items() if name not in _OPTIONS}
    return Settings(**good, unknown=unknown)


def _put_aside(path: Path, error: ValueError, report: Callable[[AppError], None] | None) -> None:
    aside = path.with_name(f"{path.name}.bad")
    try:
        path.replace(aside)
    except OSError as problem:
        raise _unusable(tr("The settings cannot be read"), path, problem) from problem
    _log.warning("settings were damaged (%s), kept aside as %s", type(error).__name__, aside.name)
    _tell(
        report,
        tr("The settings file was damaged"),
        tr("It was kept as {name}; the settings are back to their defaults.", name=aside.name),
    )


def _tell(report: Callable[[AppError], None] | None, title: str, message: str) -> None:
    if report is not None:
        report(AppError(title, message))


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # 0600
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise


def _unusable(title: str, path: Path, error: OSError) -> AppError:
    return AppError(
        title,
        str(path),
        tr("Check the disk and the file's permissions, then try again."),
        technical=error.strerror or type(error).__name__,
    )
