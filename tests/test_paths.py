"""Private folders, a stable identity, and a lock that dies with its process."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.errors import AppError
from pluggy_desktop.paths import InstanceLock, Paths

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes, owners and links are POSIX's")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_of_a_named_profile_is_inside_its_folder(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "profile")
    for place in (paths.cache, paths.log, paths.config, paths.database, paths.settings_file):
        assert place.is_relative_to(tmp_path / "profile")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG is Linux's")
def test_the_standard_folders_are_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    paths = Paths.standard()
    assert paths.data == tmp_path / "DATA/pluggy-desktop"
    assert paths.cache == tmp_path / "CACHE/pluggy-desktop"
    assert paths.log.is_relative_to(tmp_path / "STATE/pluggy-desktop")
    assert paths.config == tmp_path / "CONFIG/pluggy-desktop"


@posix
def test_folders_are_private_from_birth_with_their_new_parents(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        paths = Paths.under(tmp_path / "new" / "er" / "profile")
        paths.ensure()
    finally:
        os.umask(old)
    for folder in (tmp_path / "new", tmp_path / "new/er", paths.data, paths.cache, paths.log):
        assert mode(folder) == 0o700


@posix
def test_a_wide_folder_is_narrowed_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    paths = Paths.under(tmp_path / "profile")
    paths.ensure()
    paths.data.chmod(0o755)
    with caplog.at_level(logging.WARNING):
        paths.ensure()
    assert mode(paths.data) == 0o700
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    paths.ensure()
    assert len(caplog.records) == 1


@posix
def test_a_linked_folder_is_refused_and_its_target_untouched(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to("real")
    with pytest.raises(AppError) as caught:
        Paths.under(tmp_path / "link").ensure()
    assert caught.value.action
    assert mode(tmp_path / "real") == 0o755
    assert list((tmp_path / "real").iterdir()) == []


@posix
def test_a_link_further_up_is_followed_once_and_for_all(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    paths = Paths.under(tmp_path / "link" / "profile")
    assert paths.data == tmp_path / "real" / "profile"
    assert paths.profile_id == Paths.under(tmp_path / "real" / "profile").profile_id


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("not a folder")
    with pytest.raises(AppError):
        Paths.under(tmp_path / "profile").ensure()
    assert (tmp_path / "profile").read_text() == "not a folder"


@posix
def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = Paths.under(tmp_path / "profile")
    paths.ensure()
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    with pytest.raises(AppError) as caught:
        paths.ensure()
    assert "user" in caught.value.title


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AppError) as caught:
        Paths.under(tmp_path / "file" / "profile").ensure()
    assert caught.value.technical


names = st.text("abcXYZ019 çã.-", min_size=1, max_size=12).filter(lambda name: name.strip(". "))


@given(names, names)
def test_profiles_are_told_apart_by_their_folder_alone(one: str, other: str) -> None:
    here = Path("nowhere").absolute()
    first, second = Paths.under(here / one), Paths.under(here / other)
    assert (first.profile_id == second.profile_id) == (first.data == second.data)
    assert first.profile_id == Paths.under(here / "x" / ".." / one).profile_id
    assert len(first.profile_id) == 12


def test_one_lock_at_a_time(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path / "lock"), InstanceLock(tmp_path / "lock")
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    first.release()
    first.release()
    assert second.acquire()
    second.release()


HOLD = """
import sys, pathlib
from pluggy_desktop.paths import InstanceLock
print(InstanceLock(pathlib.Path(sys.argv[1])).acquire(), flush=True)
sys.stdin.read()
"""


def test_a_killed_process_leaves_nothing_locked(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path / "lock")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")],
        env=dict(os.environ, PYTHONPATH=str(Path(__file__).parent.parent)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"True"
        assert not lock.acquire()
        holder.kill()
        holder.wait()
        assert lock.acquire()
    lock.release()


@posix
def test_the_lock_is_private_and_never_a_link(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path / "lock")
    assert lock.acquire()
    lock.release()
    assert mode(tmp_path / "lock") == 0o600
    (tmp_path / "link").symlink_to("lock")
    with pytest.raises(AppError):
        InstanceLock(tmp_path / "link").acquire()
