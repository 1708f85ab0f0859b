"""A store on a real encrypted file, closed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluggy_desktop.store import Store
from tests.store.make import KEY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "data.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path, KEY)
    yield opened
    opened.close()
