"""The fields of an institution: masks, check digits, help, and when a problem is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from pluggy_desktop.domain.models import Connector, Credential, SelectOption
from pluggy_desktop.gui.wizard.details import DetailsPage
from pluggy_desktop.gui.wizard.fields import DocumentEdit, Field, place_after

CPF = Credential(name="cpf", label="CPF", type="number", assistive_text="As on your card")


def edit_of(field: Field) -> QLineEdit:
    """The field's editor."""
    editor = field.editor()
    assert isinstance(editor, QLineEdit)
    return editor


@pytest.fixture
def field(qtbot: QtBot) -> Field:
    """A CPF field."""
    made = Field(CPF)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_mask_follows_the_typing(field: Field) -> None:
    seen = []
    for digit in "76109277673":
        QTest.keyClicks(edit_of(field), digit)
        seen.append(edit_of(field).text())
    assert seen[2:5] == ["761", "761.0", "761.09"]
    assert seen[-1] == "761.092.776-73"
    assert not field.problem()


@pytest.mark.parametrize(
    "pasted", ["76109277673", "761.092.776-73", " 761 092 776 73 \n", "CPF: 761.092.776-73"]
)
def test_pasted_in_any_form(field: Field, pasted: str) -> None:
    QApplication.clipboard().setText(pasted)
    edit_of(field).paste()
    assert edit_of(field).text() == "761.092.776-73"


def test_nothing_is_said_before_the_number_is_complete(field: Field) -> None:
    QTest.keyClicks(edit_of(field), "7610927767")
    assert field.problem()
    assert not field.shown_problem()
    QTest.keyClicks(edit_of(field), "4")
    assert field.shown_problem() == field.problem() != ""
    QTest.keyClick(edit_of(field), Qt.Key.Key_Backspace)
    QTest.keyClicks(edit_of(field), "3")
    assert not field.shown_problem()


def test_an_unfinished_number_is_said_on_leaving(field: Field) -> None:
    QTest.keyClicks(edit_of(field), "761")
    QTest.keyClick(edit_of(field), Qt.Key.Key_Return)
    assert field.shown_problem()


def test_a_digit_in_the_middle_keeps_the_cursor(field: Field) -> None:
    edit = edit_of(field)
    QTest.keyClicks(edit, "7609277673")
    edit.setCursorPosition(2)
    QTest.keyClicks(edit, "1")
    assert edit.text() == "761.092.776-73"
    assert edit.cursorPosition() == 3


def test_backspace_always_removes_a_digit(field: Field) -> None:
    edit = edit_of(field)
    QTest.keyClicks(edit, "7610")
    assert edit.text() == "761.0"
    lengths = []
    for _ in range(4):
        QTest.keyClick(edit, Qt.Key.Key_Backspace)
        lengths.append(len([mark for mark in edit.text() if mark.isdigit()]))
    assert lengths == [3, 2, 1, 0]


@given(st.text(alphabet="0123456789.-/ ", max_size=18), st.integers(0, 14))
def test_the_cursor_stands_behind_its_character(masked: str, characters: int) -> None:
    position = place_after(masked, characters)
    assert 0 <= position <= len(masked)
    assert sum(mark.isalnum() for mark in masked[:position]) == min(
        characters, sum(mark.isalnum() for mark in masked)
    )


def test_a_cnpj_may_have_letters(qtbot: QtBot) -> None:
    edit = DocumentEdit("cnpj")
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, "12abc34501de35")
    assert edit.text() == "12.ABC.345/01DE-35"
    assert edit.complete()


def test_a_choice(qtbot: QtBot) -> None:
    options = (SelectOption(value="1", label="One"), SelectOption(value="2", label="Two"))
    made = Field(Credential(name="kind", label="Kind", type="select", options=options))
    qtbot.addWidget(made)
    assert made.value() == ""
    assert made.problem()
    editor = made.editor()
    assert isinstance(editor, QComboBox)
    editor.setCurrentIndex(1)
    assert made.value() == "2"
    assert not made.problem()


def test_a_password_is_not_shown_and_a_number_takes_no_letters(qtbot: QtBot) -> None:
    password = Field(Credential(name="password", label="Password", type="password"))
    number = Field(Credential(name="agency", label="Agency", type="number"))
    for each in (password, number):
        qtbot.addWidget(each)
    assert edit_of(password).echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(edit_of(number), "12a3-4")
    assert number.value() == "123-4"


def test_the_institution_s_own_rule_and_words(qtbot: QtBot) -> None:
    rule = Credential(
        name="user", label="User", validation=r"^\d{4}$", validation_message="Four digits."
    )
    made = Field(rule)
    qtbot.addWidget(made)
    QTest.keyClicks(edit_of(made), "123")
    QTest.keyClick(edit_of(made), Qt.Key.Key_Return)
    assert made.shown_problem() == "Four digits."


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[DetailsPage]:
    """The page of the details."""
    made = DetailsPage()
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_the_same_institution_keeps_what_was_typed_another_does_not(page: DetailsPage) -> None:
    extra = Credential(name="note", label="Note", optional=True)
    first = Connector(id=1, name="First", credentials=(CPF, extra))
    page.show_connector(first)
    assert not page.isComplete()
    page.fields()[0].set_value("761.092.776-73")
    assert page.isComplete()
    assert page.values() == {"cpf": "761.092.776-73"}
    page.show_connector(first)
    assert page.values() == {"cpf": "761.092.776-73"}
    page.show_connector(Connector(id=2, name="Second", credentials=(CPF,)))
    assert page.values() == {}


def test_help_is_read_to_who_cannot_see(field: Field) -> None:
    assert edit_of(field).accessibleName() == "CPF"
    assert edit_of(field).accessibleDescription() == "As on your card"
