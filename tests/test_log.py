"""Nothing that identifies, opens or values anything gets into a log, whatever way it comes."""

from __future__ import annotations

import json
import logging
import stat
import sys
import threading
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluggy_desktop import log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

digits = st.text("0123456789", min_size=1)
plain = st.text(st.characters(categories=("L", "P", "Zs")), max_size=12)


def of(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A CPF or CNPJ, with and without punctuation."""
    n = draw(st.one_of(of(11), of(14)))
    if len(n) == 11:
        forms = [n, f"{n[:3]}.{n[3:6]}.{n[6:9]}-{n[9:]}", f"{n[:3]} {n[3:6]} {n[6:9]} {n[9:]}"]
        forms.append(f"{n[:9]}-{n[9:]}")
    else:
        forms = [n, f"{n[:2]}.{n[2:5]}.{n[5:8]}/{n[8:12]}-{n[12:]}", f"{n[:8]}/{n[8:12]}-{n[12:]}"]
    return draw(st.sampled_from(forms))


@st.composite
def accounts(draw: st.DrawFn) -> str:
    """An account, with its check digit and perhaps its agency; or a card."""
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return f"{draw(of(4))}/{draw(of(5))}-{draw(of(1))}"
    if kind == 1:
        return f"{draw(of(6))}-{draw(st.sampled_from('0123456789Xx'))}"
    if kind == 4:
        return draw(of(8))
    n = draw(of(16))
    return n if kind == 2 else " ".join(n[i : i + 4] for i in range(0, 16, 4))


@st.composite
def phones(draw: st.DrawFn) -> str:
    n = draw(of(8))
    forms = [
        f"+55119{n}",
        f"(11) 9{n[:4]}-{n[4:]}",
        f"+55 11 9{n[:4]}-{n[4:]}",
        f"9{n[:4]}-{n[4:]}",
    ]
    return draw(st.sampled_from(forms))


def hidden(value: str, text: str) -> bool:
    """Whether neither `value` nor six of its digits in a row are in `text`."""
    numbers = "".join(filter(str.isdigit, value))
    written = "".join(filter(str.isdigit, text))
    return value not in text and (len(numbers) < 6 or numbers not in written)


@given(before=plain, value=st.one_of(documents(), accounts(), phones()), after=plain)
def test_numbers_that_identify_are_hidden(before: str, value: str, after: str) -> None:
    assert hidden(value, log.redact(f"{before} {value} {after}"))


@given(
    value=st.one_of(
        st.emails(domains=st.just("exemplo.com.br")),
        st.builds("eyJ{}.eyJ{}.{}".format, *[st.text("abcXYZ09_-", min_size=6)] * 3),
    )
)
def test_mail_addresses_and_web_tokens_are_hidden(value: str) -> None:
    assert value not in log.redact(f"got {value} here")


@given(st.uuids())
def test_a_uuid_keeps_its_first_four_characters(value: object) -> None:
    text = str(value)
    assert log.redact(f"item {text} done") == f"item {text[:4]}… done"
    assert log.redact(f"item={text}") == f"item={text[:4]}…"
    assert text.replace("-", "") not in log.redact("key " + text.replace("-", ""))


HOSTILE = "0123456789.-/ ()+[]=:\"'\\?&abcdefeyJR$@_"


@given(st.one_of(st.text(max_size=300), st.text(HOSTILE, max_size=300)))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = log.redact(text)
    assert log.redact(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 22:53:11 synced, data until 2026-11-24",
        "from 2026-11-23 2026-11-24 on",
        "listening on 127.0.0.1:45123 and [::1]:8731",
        "97 added, 1204 updated, 0 removed; page 12 of 40",
        'File "pluggy_desktop/store/store.py", line 1234, in save_page',
        "SQLite 3.54.0, Python 3.11.7, HTTP 429 after 15.000 s",
        "item 1a2b… UPDATING → UPDATED, statusDetail accounts:ok creditCards:ok",
        "state=UPDATING execution=LOGIN_IN_PROGRESS",
    ],
)
def test_what_a_log_is_read_for_stays(text: str) -> None:
    assert log.redact(text) == text


@pytest.mark.parametrize(
    ("text", "canary"),
    [
        ("clientSecret: c4nary-value", "c4nary-value"),
        ("{'apiKey': 'c4nary value'}", "c4nary value"),
        ('{"accessToken": "c4nary"}', "c4nary"),
        ('"{\\"client_secret\\": \\"c4nary\\"}"', "c4nary"),
        ("X-API-KEY: c4nary", "c4nary"),
        ("Authorization: Bearer c4nary.c4nary", "c4nary"),
        ("https://bank/cb?code=c4nary&state=c4n4ry", "c4n"),
        ("cpf=c4nary", "c4nary"),
        ("senha = c4nary", "c4nary"),
        ("saldo R$ 1.234,56 e −R$ 78,90", "1.234"),
        ("CNPJ 12.ABC.345/01DE-35", "ABC"),
        ("CNPJ 12ABC34501DE35", "ABC"),
        ("00020126580014br.gov.bcb.pix0136c4nary 5204000053039865802BR5905MARIA6304", "c4nary"),
    ],
)
def test_named_secrets_and_payment_codes_are_hidden(text: str, canary: str) -> None:
    assert canary not in log.redact(text)


@pytest.fixture
def forgetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is registered in this test is forgotten after it."""
    monkeypatch.setattr(log, "_secrets", ())


@pytest.mark.usefixtures("forgetting")
@pytest.mark.parametrize("secret", ["pa ss/wörd", 'with "quotes"', "line\nbreak", "plain-word"])
def test_a_registered_secret_is_hidden_in_every_form(secret: str) -> None:
    log.redact_always(secret)
    for form in (secret, quote(secret, safe=""), repr(secret)[1:-1], f"x{secret}y"):
        assert form not in log.redact(f"<{form}>")


@pytest.mark.usefixtures("forgetting")
def test_a_secret_of_a_few_letters_does_not_blot_out_words() -> None:
    log.redact_always("is")
    assert log.redact("this is it") == "this is it"


@given(st.text(HOSTILE, max_size=2_000))
def test_hostile_text_takes_no_time_to_speak_of(text: str) -> None:
    finished = threading.Event()

    def work() -> None:
        log.redact(text * 20)
        finished.set()

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    assert finished.wait(10)
    worker.join()


@pytest.fixture
def logging_to(tmp_path: Path) -> Iterator[Path]:
    """Logging is set up; gives the file."""
    with log.setup(tmp_path):
        yield tmp_path / log.FILE_NAME


CANARY = "0001/98765-4"


def test_arguments_tracebacks_and_stacks_are_redacted(
    logging_to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("pluggy_desktop.test")
    logger.warning("account %s", CANARY, stack_info=True)
    try:
        raise ValueError(f"account {CANARY}")
    except ValueError:
        logger.exception("failed for %r", {"cpf": "529.982.247-25"})
    written = logging_to.read_text()
    assert "98765" not in written
    assert "529" not in written
    assert "Traceback" in written
    assert "ValueError: account [account]" in written
    assert "98765" not in capsys.readouterr().err


def test_standard_error_gets_one_line_without_a_traceback(
    logging_to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("pluggy_desktop.test")
    logger.info("only for the file")
    try:
        raise ValueError("inside")
    except ValueError:
        logger.exception("it failed")
    assert capsys.readouterr().err == "error: it failed\n"
    assert "only for the file" in logging_to.read_text()


def test_verbose_says_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with log.setup(tmp_path, verbose=True):
        logging.getLogger("pluggy_desktop.test").debug("a detail")
        logging.getLogger("urllib3.connectionpool").debug("GET /items?code=c4nary")
    written = (tmp_path / log.FILE_NAME).read_text()
    assert "a detail" in written
    assert "GET" not in written
    assert "a detail" in capsys.readouterr().err


def test_a_line_that_cannot_be_written_is_not_printed_raw(
    logging_to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = logging.makeLogRecord({"name": "x", "msg": "%d accounts", "args": (CANARY,)})
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, log.RedactingFormatter):
            handler.handle(wrong)  # pytest's own handlers would fail the test
    said = capsys.readouterr().err
    assert "could not be written: TypeError" in said
    assert CANARY not in said + logging_to.read_text()


def test_uncaught_errors_are_logged_as_bugs(
    logging_to: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise RuntimeError(f"account {CANARY}")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    written, said = logging_to.read_text(), capsys.readouterr().err
    assert "CRITICAL" in written
    assert "RuntimeError: account [account]" in written
    assert said == "critical: unexpected error (RuntimeError)\n"


def test_uncaught_errors_of_threads_are_logged_as_bugs(logging_to: Path) -> None:
    def fail() -> None:
        raise RuntimeError(f"account {CANARY}")

    # pytest listens on the same hook during a test: call what was installed
    try:
        fail()
    except RuntimeError as error:
        args = threading.ExceptHookArgs(
            (RuntimeError, error, error.__traceback__, threading.current_thread())
        )
        log._on_thread_bug(args)
    written = logging_to.read_text()
    assert "in thread MainThread" in written
    assert "RuntimeError: account [account]" in written


def test_closing_puts_everything_back(tmp_path: Path) -> None:
    def state() -> tuple[object, ...]:
        root = logging.getLogger()
        return root.level, tuple(root.handlers), sys.excepthook, threading.excepthook

    before = state()
    undo = log.setup(tmp_path, verbose=True)
    assert state() != before
    undo.close()
    assert state() == before


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_files_are_private_even_when_rotated_or_wide_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_LARGEST_FILE", 2_000)
    (tmp_path / log.FILE_NAME).write_text("older\n")
    (tmp_path / log.FILE_NAME).chmod(0o644)
    with log.setup(tmp_path):
        for line in range(100):
            logging.getLogger("pluggy_desktop.test").info("line %d of many", line)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 4
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_the_log_is_not_written_through_a_link(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_text("")
    (tmp_path / log.FILE_NAME).symlink_to(target)
    with pytest.raises(OSError, match="symbolic link"):
        log.setup(tmp_path)
    assert target.read_text() == ""


def test_every_line_of_a_record_is_valid_text_whatever_it_holds(logging_to: Path) -> None:
    logging.getLogger("pluggy_desktop.test").info("lone surrogate \ud800 %s", json.dumps("é"))
    assert "lone surrogate \\ud800" in logging_to.read_text(encoding="utf-8")
