"""What each test CPF makes the simulated bank do.

Every other CPF with right check digits behaves like `success`. The numbers are patterns, chosen to
be recognised and to have right check digits; they say nothing about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pluggy_desktop.sandbox.documents import bare

Outcome = Literal[
    "success", "partial", "declined", "wrong_cpf", "locked", "bank_offline", "slow", "mfa", "never"
]

MFA_TOKEN = "123456"  # noqa: S105 - told to whoever asks: it is the simulated bank's only code
"""The typed code that the `mfa` outcome accepts."""


@dataclass(frozen=True, slots=True)
class TestCpf:
    """A CPF (with punctuation), the outcome it chooses, and that outcome in words for a person."""

    __test__ = False  # the name starts like a test class; pytest must not collect it

    cpf: str
    outcome: Outcome
    description_pt: str
    description_en: str


TEST_CPFS: tuple[TestCpf, ...] = (
    TestCpf("761.092.776-73", "success", "dá certo", "works"),
    TestCpf(
        "111.222.333-96", "partial", "vem sem uma parte dos dados", "one kind of data is missing"
    ),
    TestCpf(
        "222.333.444-05", "declined", "o banco recusa a autorização", "the bank refuses consent"
    ),
    TestCpf(
        "333.444.555-08", "wrong_cpf", "CPF recusado", "the CPF is rejected before the bank page"
    ),
    TestCpf(
        "444.555.666-19", "locked", "conta bloqueada, depois de autorizar", "locked, after consent"
    ),
    TestCpf("555.666.777-20", "bank_offline", "banco fora do ar", "the bank cannot be reached"),
    TestCpf(
        "666.777.888-30", "slow", "demora seis vezes mais", "collection takes six times longer"
    ),
    TestCpf(
        "777.888.999-41", "mfa", f"pede o código {MFA_TOKEN}", f"asks for the code {MFA_TOKEN}"
    ),
    TestCpf("888.999.000-78", "never", "nunca termina", "never finishes"),
)

_BY_NUMBER: dict[str, Outcome] = {bare(entry.cpf): entry.outcome for entry in TEST_CPFS}


def outcome_of(document: str | None) -> Outcome:
    """The outcome that `document` (any punctuation, or None) chooses."""
    return "success" if document is None else _BY_NUMBER.get(bare(document), "success")


def assistive_text() -> str:
    """The hint under the CPF field: which numbers do what, in Portuguese, success first."""
    first, *others = TEST_CPFS
    rest = "; ".join(f"{entry.cpf} {entry.description_pt}" for entry in others)
    return f"CPF de teste: {first.cpf} {first.description_pt}. Outros: {rest}."
