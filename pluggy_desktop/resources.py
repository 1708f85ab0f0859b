"""The files beside the code: pages, icons, styles, texts. The one module that knows where they are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKAGED = _PACKAGE / "_resources"  # where the wheel puts them
_ROOT = _PACKAGED if _PACKAGED.is_dir() else _PACKAGE.parent / "resources"


def path(name: str) -> Path:
    """The path of the resource called `name`, such as "icons/sync.svg".

    Raises:
        FileNotFoundError: There is no such resource.
    """
    found = _ROOT / name
    if not found.exists():
        raise FileNotFoundError(f"resource not found: {name}")
    return found


def text(name: str) -> str:
    """The UTF-8 text of the resource called `name`."""
    return path(name).read_text(encoding="utf-8")


def names(folder: str, suffix: str = "") -> list[str]:
    """The sorted names ("folder/file") of the resources directly in `folder` that end in `suffix`."""
    return sorted(
        f"{folder}/{entry.name}" for entry in path(folder).iterdir() if entry.name.endswith(suffix)
    )
