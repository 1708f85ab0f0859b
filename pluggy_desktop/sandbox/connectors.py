"""The institutions of the sandbox: invented banks, MeuPluggy, and two that do not use OAuth.

Invented banks have ids of 800 and up, as regulated Open Finance connectors have 600 and up. They are
listed with or without `sandbox=true`, for a client cannot know that it talks to a simulator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from pluggy_desktop.sandbox.answers import Json, Problem
from pluggy_desktop.sandbox.faults import assistive_text

MEU_PLUGGY = 200
PRODUCTS = (
    "ACCOUNTS",
    "CREDIT_CARDS",
    "TRANSACTIONS",
    "PAYMENT_DATA",
    "INVESTMENTS",
    "INVESTMENTS_TRANSACTIONS",
    "IDENTITY",
    "BROKERAGE_NOTE",
    "MOVE_SECURITY",
    "LOANS",
    "ACCOUNT_STATEMENTS",
)
_BASIC = ("ACCOUNTS", "TRANSACTIONS", "PAYMENT_DATA", "IDENTITY")
_CARD = ("CREDIT_CARDS",)
_INVEST = ("INVESTMENTS", "INVESTMENTS_TRANSACTIONS")
_LOAN = ("LOANS",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """One connector and the habits of the bank behind it.

    `accounts` are the kinds it offers. `midnight_utc`: its dates come as T00:00:00.000Z.
    `four_decimals`: its limits and bills have four. `no_forecast`: it sends "0001-01" as the bill
    forecast. `posts_ahead`: all future instalments are listed at once, else one each month.
    `consent_days`: how long a consent lasts, None for no end. `page_color`: where the API's colour
    is too light for pages.
    """

    id: int
    name: str
    color: str
    products: tuple[str, ...]
    accounts: tuple[str, ...] = ("checking", "savings", "card")
    type: str = "PERSONAL_BANK"
    document: Literal["cpf", "cnpj"] | None = "cpf"
    oauth: bool = True
    health: str = "ONLINE"
    stage: str | None = None
    is_sandbox: bool = False
    is_open_finance: bool = True
    midnight_utc: bool = False
    four_decimals: bool = False
    no_forecast: bool = False
    posts_ahead: bool = False
    consent_days: int | None = None
    page_color: str | None = None

    @property
    def css_color(self) -> str:
        """The colour of its pages, dark enough for white letters; the API's may come without #."""
        return self.page_color or "#" + self.color.removeprefix("#")


INSTITUTIONS: tuple[Institution, ...] = (
    Institution(
        id=MEU_PLUGGY,
        name="MeuPluggy",
        color="ef294b",
        products=(
            "ACCOUNTS",
            "TRANSACTIONS",
            *_CARD,
            *_INVEST,
            "PAYMENT_DATA",
            "IDENTITY",
            "BROKERAGE_NOTE",
        ),
        document=None,
        is_open_finance=False,
        page_color="#c41f40",
    ),
    Institution(
        id=801, name="Banco Aurora", color="5B3FD1", products=(*_BASIC, *_CARD, *_INVEST, *_LOAN)
    ),
    Institution(
        id=802,
        name="Cooperativa Ipê",
        color="#8F5A10",
        products=(*_BASIC, *_LOAN),
        accounts=("checking", "savings"),
    ),
    Institution(
        id=803,
        name="Meu Litoral",
        color="0E7C96",
        products=(*_BASIC, *_CARD),
        accounts=("checking", "card"),
        midnight_utc=True,
        posts_ahead=True,
    ),
    Institution(
        id=804,
        name="Banco Serra",
        color="#2F6B3C",
        products=(*_BASIC, *_CARD, *_LOAN),
        health="UNSTABLE",
        no_forecast=True,
    ),
    Institution(
        id=805,
        name="Caixa do Vale",
        color="1F5FA8",
        products=(*_BASIC, "ACCOUNT_STATEMENTS"),
        accounts=("checking", "savings"),
        consent_days=365,
    ),
    Institution(
        id=806,
        name="Pampa Pay",
        color="#0F766E",
        products=(*_BASIC, *_CARD),
        accounts=("checking", "card"),
        type="PAYMENT_ACCOUNT",
        four_decimals=True,
    ),
    Institution(
        id=807,
        name="Norte Investe",
        color="7A2E8E",
        products=(*_BASIC, *_INVEST),
        accounts=("checking",),
        type="INVESTMENT",
        stage="BETA",
    ),
    Institution(
        id=808,
        name="Trapiche Bank",
        color="#8A3B12",
        products=(*_BASIC, *_CARD, *_LOAN),
        accounts=("checking", "card"),
        type="BUSINESS_BANK",
        document="cnpj",
        posts_ahead=True,
    ),
    Institution(
        id=809,
        name="Banco Sertão",
        color="A4451C",
        products=_BASIC,
        accounts=("checking",),
        health="OFFLINE",
    ),
    Institution(
        id=245,
        name="Credi Jatobá",
        color="4A5A2A",
        products=_BASIC,
        accounts=("checking",),
        document=None,
        oauth=False,
        is_open_finance=False,
    ),
    Institution(
        id=2,
        name="Banco de Ensaio",
        color="596275",
        products=(*_BASIC, *_CARD),
        accounts=("checking", "card"),
        document=None,
        oauth=False,
        is_sandbox=True,
        is_open_finance=False,
    ),
)

_BY_ID = {institution.id: institution for institution in INSTITUTIONS}


FRONT = Institution(id=0, name="Simulador", color="#4154D1", products=())
"""What the sandbox's own front page is signed with; no connector."""


def institution(connector_id: object) -> Institution:
    """The institution with that id.

    Raises:
        Problem: There is none (404 CONNECTOR_NOT_FOUND).
    """
    found = _BY_ID.get(connector_id) if isinstance(connector_id, int) else None
    if found is None:
        raise Problem(404, "connector not found", description="CONNECTOR_NOT_FOUND")
    return found


def listed(query: Mapping[str, str]) -> list[Institution]:
    """The institutions that match the filters of `GET /connectors`, in order of id."""
    countries = _csv(query, "countries")
    types = _csv(query, "types")
    name = query.get("name", "").casefold()
    open_finance = query.get("isOpenFinance")
    return [
        bank
        for bank in sorted(INSTITUTIONS, key=_number)
        if (not countries or "BR" in countries)
        and (not types or bank.type in types)
        and name in bank.name.casefold()
        and (not bank.is_sandbox or query.get("sandbox") == "true")
        and (open_finance is None or bank.is_open_finance == (open_finance == "true"))
    ]


def connector_json(bank: Institution, base_url: str, *, health_details: bool = False) -> Json:
    """`bank` as the API describes a connector; its logo is served under `base_url`."""
    health: Json = {"status": bank.health, "stage": bank.stage}
    if health_details:
        rate = {"ONLINE": 0.97, "UNSTABLE": 0.61, "OFFLINE": 0.0}[bank.health]
        health["details"] = {
            "connectionRateLast6Hours": rate,
            "connectionsLast6Hours": 40 + bank.id % 37,
        }
    return {
        "id": bank.id,
        "name": bank.name,
        "primaryColor": bank.color,
        "institutionUrl": f"{base_url}/bank/{bank.id}",
        "country": "BR",
        "type": bank.type,
        "credentials": _credentials(bank),
        "imageUrl": f"{base_url}/assets/connector-icons/{bank.id}.svg",
        "hasMFA": False,
        "oauth": bank.oauth,
        "health": health,
        "products": list(bank.products),
        "createdAt": "2023-09-01T18:05:09.145Z",
        "isSandbox": bank.is_sandbox,
        "isOpenFinance": bank.is_open_finance,
        "updatedAt": "2026-07-16T15:34:08.028Z",
        "supportsPaymentInitiation": False,
        "supportsScheduledPayments": False,
        "supportsSmartTransfers": False,
        "supportsBoletoManagement": False,
        **({"supportsAutomaticPix": False} if bank.is_open_finance else {}),
    }


def _credentials(bank: Institution) -> list[Json]:
    if not bank.oauth:
        return [
            _credential(
                "user", "Usuário", "text", hint="Teste: user-ok, user-locked; outro é recusado."
            ),
            _credential("password", "Senha", "password", hint="Teste: password-ok"),
        ]
    if bank.document is None:
        return []
    if bank.document == "cnpj":
        rule = r"^[0-9A-Za-z]{2}\.?[0-9A-Za-z]{3}\.?[0-9A-Za-z]{3}\/?[0-9A-Za-z]{4}-?\d{2}$"
        return [
            {
                "validation": rule,
                "validationMessage": "CNPJ deve ter 14 caracteres.",
                **_credential("cnpj", "CNPJ", "text", hint="CNPJ de teste: 11.222.333/0001-81"),
            }
        ]
    return [
        {
            "validation": r"^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$",
            "validationMessage": "CPF deve ter 11 números.",
            **_credential("cpf", "CPF", "number", hint=assistive_text()),
        }
    ]


def _credential(name: str, label: str, kind: str, *, hint: str) -> Json:
    return {
        "label": label,
        "name": name,
        "type": kind,
        "placeholder": "",
        "assistiveText": hint,
        "optional": False,
    }


def logo_svg(bank: Institution) -> str:
    """A plain logo: the first letters of the name on the bank's colour."""
    words = [word for word in bank.name.split() if word[0].isupper()]
    letters = "".join(word[0] for word in words[:2]) if len(words) > 1 else bank.name[:2]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96" role="img">'
        f"<title>{escape(bank.name)}</title>"
        f'<rect width="96" height="96" rx="22" fill="{bank.css_color}"/>'
        '<path d="M0 70 Q30 52 52 66 T96 60 V96 H0 Z" fill="#fff" opacity=".14"/>'
        '<text x="48" y="61" text-anchor="middle" font-family="system-ui, sans-serif" font-size="38" '
        f'font-weight="700" fill="#fff">{escape(letters)}</text></svg>'
    )


def _csv(query: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(part for part in query.get(name, "").split(",") if part)


def _number(bank: Institution) -> int:
    return bank.id
