"""The system's browser: refused where there is none, never waited for."""

from __future__ import annotations

import threading
import webbrowser

import pytest

from pluggy_desktop.connect.browser import SystemBrowser


@pytest.fixture
def graphical(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")


def test_without_a_display_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(webbrowser, "open", _never)
    assert SystemBrowser().open("https://bank.example/") is False


def _never(url: str) -> bool:
    raise AssertionError(url)


@pytest.mark.usefixtures("graphical")
def test_a_browser_that_stays_in_the_foreground_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed = threading.Event()
    monkeypatch.setattr("pluggy_desktop.connect.browser._PATIENCE", 0.05)
    monkeypatch.setattr(webbrowser, "open", lambda url: closed.wait(20))
    assert SystemBrowser().open("https://bank.example/") is True
    closed.set()


@pytest.mark.usefixtures("graphical")
@pytest.mark.parametrize("outcome", [False, OSError("no such program")])
def test_a_browser_that_fails_is_said(
    monkeypatch: pytest.MonkeyPatch, outcome: bool | OSError
) -> None:
    def fail(url: str) -> bool:
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    monkeypatch.setattr(webbrowser, "open", fail)
    assert SystemBrowser().open("https://bank.example/") is False
