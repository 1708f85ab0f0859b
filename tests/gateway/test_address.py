"""Which addresses the API may have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.errors import InvalidInput
from pluggy_desktop.gateway import is_loopback, validate_base_url
from pluggy_desktop.gateway.client import PLUGGY_URL


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (PLUGGY_URL, "https://api.pluggy.ai"),
        ("https://api.pluggy.ai/", "https://api.pluggy.ai"),
        (" https://pluggy.example:8443/base/ ", "https://pluggy.example:8443/base"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:9", "http://[::1]:9"),
        ("HTTPS://API.pluggy.ai", "HTTPS://API.pluggy.ai"),
    ],
)
def test_addresses_that_may_be(url: str, kept: str) -> None:
    assert validate_base_url(url) == kept


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.pluggy.ai",
        "http://api.pluggy.ai",
        "http://127.0.0.2",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://localhost@evil.example",
        "http://2130706433",
        "http://0.0.0.0",
        "https://user:pass@api.pluggy.ai",
        "https://@api.pluggy.ai",
        "https://api.pluggy.ai/?x=1",
        "https://api.pluggy.ai?",
        "https://api.pluggy.ai/#",
        "https://",
        "https:///path",
        "https://api.pluggy.ai:port",
        "https://api.pluggy.ai:99999",
        "https://api .pluggy.ai",
        "https://api.pluggy.ai\r\nX: y",
        "https://evil.example\\@api.pluggy.ai",
        "ftp://api.pluggy.ai",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://[::1",
        "https://" + "a" * 3000,
    ],
)
def test_addresses_that_may_not(url: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        validate_base_url(url)
    assert caught.value.message
    assert caught.value.action


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"https://{text}", f"http://localhost{text}"):
        is_loopback(url)
        try:
            validate_base_url(url)
        except InvalidInput:
            continue


def test_loopback() -> None:
    assert is_loopback("http://127.0.0.1:1")
    assert is_loopback("https://localhost")
    assert is_loopback("http://[::1]/x")
    assert not is_loopback("https://api.pluggy.ai")
    assert not is_loopback("http://127.0.0.1.evil.example")
    assert not is_loopback("")
