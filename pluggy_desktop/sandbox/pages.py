"""The pages a person sees at the simulated bank: templates filled with escaped text, under a strict CSP."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import Template
from urllib.parse import urlsplit

from pluggy_desktop import resources
from pluggy_desktop.sandbox.answers import Answer
from pluggy_desktop.sandbox.connectors import FRONT, MEU_PLUGGY, Institution
from pluggy_desktop.sandbox.faults import TEST_CPFS

_NOTICES = {
    MEU_PLUGGY: "Esta não é a página do MeuPluggy; nenhum dado aqui é de verdade.",
    FRONT.id: "Os bancos daqui não existem; nenhum dado é de verdade.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One tick on the consent page."""

    key: str
    name: str
    detail: str


def login_page(
    bank: Institution,
    *,
    action: str,
    request: str,
    csrf: str,
    user: str,
    headers: Mapping[str, str],
) -> Answer:
    """Step one: who are you."""
    label = "CNPJ" if bank.document == "cnpj" else "CPF" if bank.document == "cpf" else "E-mail"
    body = _fill(
        "sandbox_login", action=action, request=request, csrf=csrf, user=user, user_label=label
    )
    return _page(bank, f"Entrar · {bank.name}", "login-page", body, headers=headers)


def accounts_page(
    bank: Institution,
    *,
    action: str,
    request: str,
    csrf: str,
    owner: str,
    choices: Sequence[Choice],
    permissions: str,
    term: str,
    leads_to: str,
    problem: str | None = None,
) -> Answer:
    """Step two: which accounts, yes or no. `leads_to` is where the answer sends the browser."""
    rows = "".join(
        _fill("sandbox_account", key=choice.key, name=choice.name, detail=choice.detail)
        for choice in choices
    )
    alert = f'<p class="alert" role="alert">{escape(problem)}</p>' if problem else ""
    body = _fill(
        "sandbox_accounts",
        raw={"accounts": rows, "alert": alert},
        action=action,
        request=request,
        csrf=csrf,
        owner=owner,
        permissions=permissions,
        term=term,
    )
    status = 400 if problem else 200
    title = f"Autorizar · {bank.name}"
    return _page(bank, title, "consent-page", body, status=status, form_to=leads_to)


def message_page(
    bank: Institution,
    *,
    heading: str,
    text: str,
    mark: str = "✓",
    status: int = 200,
    goes_to: str | None = None,
    page_id: str = "message-page",
) -> Answer:
    """A page that says something; with `goes_to` the browser is sent there after a moment."""
    head = button = ""
    if goes_to is not None:
        target = escape(goes_to)
        head = f'<meta http-equiv="refresh" content="1; url={target}">'
        button = f'<div class="actions"><a class="button main" id="continue" href="{target}">Concluir</a></div>'
    body = _fill("sandbox_message", raw={"button": button}, heading=heading, text=text, mark=mark)
    return _page(bank, heading, page_id, body, status=status, head=head)


def front_page() -> Answer:
    """What somebody sees who opens the sandbox's address itself: what this is, and the test CPFs."""
    rows = "".join(
        f"<li><strong>{escape(entry.cpf)}</strong> {escape(entry.description_pt)}</li>"
        for entry in TEST_CPFS
    )
    body = _fill("sandbox_front", raw={"rows": rows})
    return _page(FRONT, "Simulador da Pluggy e de bancos", "front-page", body)


def _page(
    bank: Institution,
    title: str,
    page_id: str,
    body: str,
    *,
    status: int = 200,
    head: str = "",
    form_to: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    nonce = secrets.token_urlsafe(16)
    html = _fill(
        "sandbox_layout",
        raw={"body": body, "head": head},
        title=title,
        page=page_id,
        nonce=nonce,
        brand=bank.css_color,
        bank=bank.name,
        notice=_NOTICES.get(bank.id, f"{bank.name} não existe; nenhum dado aqui é de verdade."),
        logo=f"/assets/connector-icons/{bank.id}.svg",
    )
    return Answer(
        html.encode(),
        status=status,
        content_type="text/html; charset=utf-8",
        headers={**_guards(nonce, form_to), **(headers or {})},
    )


def _guards(nonce: str, form_to: str | None) -> dict[str, str]:
    """Nothing but the page's own style and logo; forms go to the bank and where it will redirect to.

    Browsers hold `form-action` against the redirect that answers a form too, so the client's own
    origin (or scheme, for a deep link) is named where the bank returns to the client directly.
    """
    forms = "'self'" if form_to is None else f"'self' {_source_of(form_to)}"
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self'; form-action {forms}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def _source_of(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        return f"{parts.scheme}://{parts.netloc}"
    return f"{parts.scheme}:"


def _fill(name: str, /, *, raw: Mapping[str, str] | None = None, **fields: str) -> str:
    template = Template(resources.text(f"pages/{name}.html"))
    return template.substitute(
        {key: escape(value) for key, value in fields.items()} | dict(raw or {})
    )
