"""What an item's words mean, in both vocabularies, for every word that is known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop.domain.models import ConnectionState, Item, Parameter, ProductResult
from pluggy_desktop.domain.status import Phase, Reason, connection_state, explain, read

URL = "https://bank.example/authorize"


def item(status: str, execution: str = "", error: str = "", **more: Any) -> Item:
    return Item(
        id="i",
        connector_id=1,
        status=status,
        execution_status=execution,
        error_code=error,
        **more,
    )


@pytest.mark.parametrize(
    ("status", "execution", "phase"),
    [
        ("UPDATING", "CREATED", Phase.WORKING),
        ("UPDATING", "LOGIN_IN_PROGRESS", Phase.WORKING),
        ("UPDATING", "ACCOUNTS_IN_PROGRESS", Phase.WORKING),
        ("UPDATING", "A_NEW_WORD", Phase.WORKING),
        ("MERGING", "MERGING", Phase.WORKING),
        ("CREATING", "", Phase.WORKING),
        ("WAITING_USER_INPUT", "WAITING_USER_INPUT", Phase.WORKING),
        ("WAITING_USER_ACTION", "WAITING_USER_ACTION", Phase.ACTION),
        ("UPDATED", "SUCCESS", Phase.DONE),
        ("UPDATED", "", Phase.DONE),
        ("UPDATED", "FINISHED", Phase.DONE),
        ("UPDATED", "PARTIAL_SUCCESS", Phase.PARTIAL),
        ("UPDATED", "ERROR", Phase.FAILED),
        ("PARTIAL_SUCCESS", "", Phase.PARTIAL),
        ("HEALTHY", "", Phase.DONE),
        ("ERROR", "", Phase.FAILED),
        ("SUSPENDED", "", Phase.NEEDS_YOU),
        ("INVALID_CREDENTIALS", "", Phase.NEEDS_YOU),
        ("INVALID", "", Phase.NEEDS_YOU),
        ("LOGIN_ERROR", "", Phase.NEEDS_YOU),
        ("OUTDATED", "", Phase.FAILED),
        ("OUTDATED", "USER_AUTHORIZATION_PENDING", Phase.APPROVAL),
        ("UPDATING", "USER_AUTHORIZATION_PENDING", Phase.APPROVAL),
        ("BRAND_NEW", "", Phase.WORKING),
        ("", "", Phase.WORKING),
        ("updated", "success", Phase.DONE),
    ],
)
def test_phases(status: str, execution: str, phase: Phase) -> None:
    assert read(item(status, execution)).phase is phase


@pytest.mark.parametrize(
    ("status", "code", "phase", "reason"),
    [
        ("LOGIN_ERROR", "INVALID_CREDENTIALS", Phase.NEEDS_YOU, Reason.CREDENTIALS),
        ("LOGIN_ERROR", "INVALID_CREDENTIALS_MFA", Phase.NEEDS_YOU, Reason.CODE),
        ("LOGIN_ERROR", "ACCOUNT_LOCKED", Phase.NEEDS_YOU, Reason.LOCKED),
        ("LOGIN_ERROR", "ACCOUNT_CREDENTIALS_RESET", Phase.NEEDS_YOU, Reason.PASSWORD_RESET),
        ("LOGIN_ERROR", "USER_NOT_SUPPORTED", Phase.NEEDS_YOU, Reason.NOT_SUPPORTED),
        ("OUTDATED", "USER_NOT_SUPPORTED", Phase.NEEDS_YOU, Reason.NOT_SUPPORTED),
        ("LOGIN_ERROR", "USER_AUTHORIZATION_NOT_GRANTED", Phase.NEEDS_YOU, Reason.DECLINED),
        ("LOGIN_ERROR", "USER_AUTHORIZATION_REVOKED", Phase.NEEDS_YOU, Reason.REVOKED),
        ("OUTDATED", "USER_INPUT_TIMEOUT", Phase.NEEDS_YOU, Reason.EXPIRED),
        ("OUTDATED", "ALREADY_LOGGED_IN", Phase.NEEDS_YOU, Reason.OTHER_SESSION),
        ("OUTDATED", "ACCOUNT_NEEDS_ACTION", Phase.NEEDS_YOU, Reason.BANK_ACTION),
        ("OUTDATED", "SITE_NOT_AVAILABLE", Phase.FAILED, Reason.BANK_OFFLINE),
        ("OUTDATED", "CONNECTION_ERROR", Phase.FAILED, Reason.TEMPORARY),
        ("OUTDATED", "UNEXPECTED_ERROR", Phase.FAILED, Reason.TEMPORARY),
        ("OUTDATED", "ERROR", Phase.FAILED, Reason.TEMPORARY),
        ("OUTDATED", "MERGE_ERROR", Phase.FAILED, Reason.TEMPORARY),
        ("OUTDATED", "CREATE_ERROR", Phase.FAILED, Reason.TEMPORARY),
        ("OUTDATED", "A_NEW_ERROR", Phase.FAILED, Reason.TEMPORARY),
        ("LOGIN_ERROR", "A_NEW_ERROR", Phase.NEEDS_YOU, Reason.CREDENTIALS),
        ("A_NEW_STATUS", "ACCOUNT_LOCKED", Phase.NEEDS_YOU, Reason.LOCKED),
    ],
)
@pytest.mark.parametrize("where", ["execution", "error"])
def test_reasons(status: str, code: str, phase: Phase, reason: Reason, where: str) -> None:
    found = read(item(status, code) if where == "execution" else item(status, "", code))
    assert (found.phase, found.reason) == (phase, reason)
    words = explain(found, "Banco Aurora")
    assert words.title
    assert words.message
    assert words.action, "every end without data has a next step"


def test_a_consent_is_wanted_where_there_is_an_address() -> None:
    oauth = Parameter(name="oauthCode", type="oauth", data=URL)
    waiting = item("WAITING_USER_INPUT", parameter=oauth, authorize_url=URL)
    assert read(waiting).phase is Phase.CONSENT
    assert read(item("CREATED", authorize_url=URL)).phase is Phase.CONSENT, "the guide's way"
    assert read(item("UPDATED", "SUCCESS", authorize_url=URL)).phase is Phase.DONE


def test_a_typed_question_is_told_apart() -> None:
    token = Parameter(name="token", type="string")
    assert read(item("WAITING_USER_INPUT", parameter=token)).phase is Phase.QUESTION


def test_a_product_that_was_not_updated_is_partial() -> None:
    results = (ProductResult(product="accounts", is_updated=False),)
    assert read(item("UPDATED", "SUCCESS", results=results)).phase is Phase.PARTIAL


def test_the_banks_own_words_are_shown_where_only_it_knows() -> None:
    reading = read(item("OUTDATED", "ACCOUNT_NEEDS_ACTION"))
    words = explain(reading, "Banco Aurora", provider_message="Aceite os novos termos.")
    assert words.message == "Aceite os novos termos."


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_word_is_a_crash_or_an_end_by_itself(status: str, execution: str, error: str) -> None:
    reading = read(item(status, execution, error))
    assert isinstance(connection_state(reading), ConnectionState)
    assert explain(reading, "X").title
