"""Fields are checked before anything is sent, and addresses before anything is opened."""

from __future__ import annotations

import pytest

from pluggy_desktop.connect.connecting import field_problem
from pluggy_desktop.connect.redirect import checked_url, loopback, new_state
from pluggy_desktop.domain.models import Credential, SelectOption
from pluggy_desktop.errors import BadAnswer


@pytest.mark.parametrize(
    ("value", "fine"),
    [
        ("761.092.776-73", True),
        ("76109277673", True),
        ("  761 092 776 73 ", True),
        ("76109277674", False),
        ("111.111.111-11", False),
        ("7610927767", False),
        ("", False),
        ("７６１０９２７７６７３x", False),
    ],
)
def test_a_cpf_is_checked_by_its_digits(value: str, fine: bool) -> None:
    problem = field_problem(Credential(name="cpf", label="CPF"), value)
    assert (problem == "") is fine


def test_other_fields_follow_the_institutions_rule() -> None:
    branch = Credential(
        name="agency", label="Agência", validation=r"^\d{4}$", validation_message="4 números"
    )
    assert field_problem(branch, "0001") == ""
    assert field_problem(branch, "1") == "4 números"
    assert field_problem(Credential(name="x", label="X", optional=True), "") == ""
    odd = Credential(name="x", label="X", validation="(?<name>")
    assert field_problem(odd, "anything") == "", "a rule that cannot be read here is Pluggy's"
    choice = Credential(name="s", label="S", options=(SelectOption(value="1", label="One"),))
    assert field_problem(choice, "1") == ""
    assert field_problem(choice, "2")


def test_a_rule_that_could_take_for_ever_is_left_to_pluggy() -> None:
    endless = Credential(name="x", label="X", validation=r"^(\w+\s?)+$")
    assert field_problem(endless, "a" * 40 + "!") == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://bank.example/",
        "https:///path",
        "https://user@bank.example/",
        "https://user:pass@bank.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://bank.example/",
        "https://bank.example/\nx",
        "https://bank.example/ x",
        "https://bank.example\\@evil.example/",
        "https://bank.example:99999/",
        "https://[broken/",
        "https://bank.example/é",
        "https://bank.example/" + "a" * 4097,
        "-flag",
        "",
        "http://127.0.0.1.evil.example/",
    ],
)
@pytest.mark.parametrize("loopback_allowed", [True, False])
def test_a_hostile_address_is_refused(url: str, loopback_allowed: bool) -> None:
    with pytest.raises(BadAnswer):
        checked_url(url, loopback_allowed=loopback_allowed)


def test_https_is_opened_and_loopback_only_beside_a_loopback_pluggy() -> None:
    assert checked_url("https://bank.example:8443/a?b=c#d", loopback_allowed=False)
    local = "http://127.0.0.1:8080/consent?x=1"
    assert checked_url(local, loopback_allowed=True) == local
    with pytest.raises(BadAnswer):
        checked_url(local, loopback_allowed=False)


def test_the_redirect_carries_the_attempts_secret() -> None:
    state = new_state()
    assert len(state) >= 43
    assert new_state() != state
    uri = loopback("localhost", 8731, state).uri
    assert uri == f"http://localhost:8731/pluggy/callback?state={state}"
