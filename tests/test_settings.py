"""Options survive being kept, whatever the file holds; the file is never half there."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop import settings
from pluggy_desktop.errors import AppError
from pluggy_desktop.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

texts = st.text(max_size=40)
values = st.builds(
    Settings,
    language=st.sampled_from(["system", "pt_BR", "en"]),
    theme=st.sampled_from(["system", "light", "dark"]),
    hide_amounts=st.booleans(),
    listener_port=st.integers(0, 65_535),
    webhook_url=st.sampled_from(["", "https://exemplo.com.br/aviso?x=1"]),
    redirect_mode=st.sampled_from(["auto", "loopback", "none"]),
    collection_minutes=st.integers(1, 120),
    window_geometry=texts,
    columns=texts,
    selection=texts,
    keyring_backend=texts,
    unknown=st.dictionaries(st.text("abc_", min_size=1, max_size=8), st.booleans()),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the settings are kept, one example after the other."""
    return tmp_path_factory.mktemp("settings") / "settings.json"


@given(wanted=values)
def test_what_is_saved_is_loaded(place: Path, wanted: Settings) -> None:
    settings.save(place, wanted)
    assert settings.load(place) == wanted


@given(
    found=st.dictionaries(
        st.sampled_from([option.name for option in fields(Settings)]) | texts, json_values
    )
)
def test_any_json_object_gives_valid_settings_and_each_wrong_value_is_told(
    place: Path, found: dict[str, object]
) -> None:
    place.write_text(json.dumps(found))
    told: list[AppError] = []
    loaded = settings.load(place, report=told.append)
    settings.save(place, loaded)
    assert settings.load(place) == loaded  # nothing in it is refused
    known = {option.name for option in fields(Settings)} - {"unknown"}
    wrong = [name for name in found if name in known and getattr(loaded, name) != found[name]]
    assert len(told) >= len(wrong)
    assert dict(loaded.unknown) == {name: found[name] for name in found if name not in known}


@given(raw=st.binary(max_size=200))
def test_any_file_gives_settings_and_a_damaged_one_is_kept_aside(place: Path, raw: bytes) -> None:
    aside = place.with_name("settings.json.bad")
    aside.unlink(missing_ok=True)
    place.write_bytes(raw)
    told: list[AppError] = []
    settings.load(place, report=told.append)
    if aside.exists():
        assert aside.read_bytes() == raw
        assert not place.exists()
        assert aside.name in told[0].message
    else:
        assert isinstance(json.loads(raw), dict)


@pytest.mark.parametrize("raw", [b"[" * 100_000, b"9" * 10_000, b"{}" + b" " * 2_000_000, b"[]"])
def test_hostile_files_are_damaged_files(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(raw)
    assert settings.load(file) == Settings()
    assert (tmp_path / "settings.json.bad").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("listener_port", True),
        ("listener_port", 65_536),
        ("listener_port", "8731"),
        ("hide_amounts", 1),
        ("language", "fr"),
        ("collection_minutes", 0),
        ("webhook_url", "http://exemplo.com.br"),
        ("webhook_url", "https://exemplo.com.br/a b"),
        ("redirect_mode", None),
    ],
)
def test_a_wrong_value_becomes_its_default_and_the_others_stay(
    tmp_path: Path, name: str, value: object
) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "dark", name: value}))
    told: list[AppError] = []
    assert settings.load(file, report=told.append) == Settings(theme="dark")
    assert name in told[0].message


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.json") == Settings()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_file_is_private_and_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("{}")
    file.chmod(0o644)
    settings.save(file, Settings())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_save_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.json"
    settings.save(file, Settings(theme="dark"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AppError) as caught:
        settings.save(file, replace(Settings(), theme="light"))
    assert caught.value.action
    assert settings.load(file).theme == "dark"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_read_is_said_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    with pytest.raises(AppError) as caught:
        settings.load(tmp_path / "settings.json")
    assert caught.value.action
