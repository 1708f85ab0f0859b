"""The bank's consent, step by step, and Pluggy's own callback: log in, tick accounts, decide, return."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from pluggy_desktop.sandbox.accounts import Account
from pluggy_desktop.sandbox.answers import Answer
from pluggy_desktop.sandbox.bank import Bank
from pluggy_desktop.sandbox.connectors import INSTITUTIONS, MEU_PLUGGY, Institution
from pluggy_desktop.sandbox.documents import punctuated
from pluggy_desktop.sandbox.item import Item
from pluggy_desktop.sandbox.lifecycle import Link
from pluggy_desktop.sandbox.links import with_query
from pluggy_desktop.sandbox.pages import Choice, accounts_page, login_page, message_page
from pluggy_desktop.sandbox.people import Household

_EXTRA = {
    "INVESTMENTS": Choice(key="investments", name="Investimentos", detail="CDB, Tesouro e fundos"),
    "LOANS": Choice(key="loans", name="Empréstimos", detail="Contratos e parcelas"),
}
_PLUGGY = next(bank for bank in INSTITUTIONS if bank.id == MEU_PLUGGY)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a browser: query, form, its session cookie, and where it says it comes from."""

    path: str
    query: str
    form: str = ""
    session: str | None = None
    origin: str | None = None

    def one(self, name: str) -> str:
        """The only value of a form field, or "" if it is missing or doubled."""
        values = parse_qs(self.form, keep_blank_values=True).get(name, [])
        return values[0] if len(values) == 1 else ""

    def all(self, name: str) -> list[str]:
        """Every value of a form field."""
        return parse_qs(self.form).get(name, [])

    def asked(self, name: str) -> str:
        """The only value of a query field, or "" if it is missing or doubled."""
        values = parse_qs(self.query, keep_blank_values=True).get(name, [])
        return values[0] if len(values) == 1 else ""


class _Refused(Exception):
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class ConsentDesk:
    """Serves `/bank/…/oauth/*`, `/meu-pluggy/oauth/*` and `/items/oauth/callback`."""

    def __init__(self, bank: Bank, *, base_url: str, cookie: str) -> None:
        self._bank = bank
        self._url = base_url
        self._cookie = cookie
        self._key = secrets.token_bytes(32)

    def open(self, visit: Visit) -> Answer:
        """The link itself: the log-in page, in a browser session of its own."""
        try:
            item, link = self._link(visit.asked("request"))
            for name, kept in (("state", link.state), ("redirect_uri", link.returns_to)):
                if visit.asked(name) != kept:
                    raise _Refused(self._dead(item.bank, "Este pedido foi alterado", 400))
        except _Refused as refused:
            return refused.answer
        session = secrets.token_urlsafe(24)
        link.session, link.logged_in = session, False
        user = item.document
        return login_page(
            item.bank,
            action=f"{visit.path.rpartition('/')[0]}/login",
            request=link.token,
            csrf=self._csrf(link.token, session),
            user="pessoa@exemplo.com.br" if user is None else punctuated(user),
            headers={"Set-Cookie": f"{self._cookie}={session}; Path=/; HttpOnly; SameSite=Lax"},
        )

    def login(self, visit: Visit) -> Answer:
        """The log-in form: on to the accounts, or straight back where the bank refuses by itself."""
        try:
            item, link = self._link(visit.one("request"))
            self._check_form(item, link, visit)
        except _Refused as refused:
            return refused.answer
        link.logged_in = True
        if item.run.outcome == "declined":
            return _see(self._bank.decline(item, link))
        return _see(f"{visit.path.rpartition('/')[0]}/consent?request={link.token}")

    def choose(self, visit: Visit) -> Answer:
        """The page with the accounts to tick."""
        try:
            item, link = self._link(visit.asked("request"))
            if visit.session is None or visit.session != link.session or not link.logged_in:
                raise _Refused(self._dead(item.bank, "Entre de novo pelo link do aplicativo", 403))
        except _Refused as refused:
            return refused.answer
        return self._accounts(item, link, visit.path)

    def decide(self, visit: Visit) -> Answer:
        """The consent form: authorise what is ticked, or decline."""
        try:
            item, link = self._link(visit.one("request"))
            self._check_form(item, link, visit)
            if not link.logged_in:
                raise _Refused(self._dead(item.bank, "Entre de novo pelo link do aplicativo", 403))
        except _Refused as refused:
            return refused.answer
        if visit.one("decision") == "decline":
            return _see(self._bank.decline(item, link))
        offered = {choice.key for choice in _choices(item, self._bank.household_of(item))}
        chosen = frozenset(visit.all("account")) & offered
        if visit.one("decision") != "authorise" or not chosen:
            why = "Marque pelo menos uma conta, ou escolha “Não autorizar”."
            return self._accounts(item, link, visit.path, problem=why)
        return _see(self._bank.authorise(item, link, chosen))

    def callback(self, visit: Visit) -> Answer:
        """Pluggy's callback: exchange the code, tell the person, send the browser on to the client."""
        found = self._bank.link_by_state(visit.asked("state"))
        if found is None:
            return self._dead(_PLUGGY, "Este endereço não vale mais", 400)
        item, link = found
        refused = visit.asked("error") != ""
        if not self._bank.exchange(item, link, None if refused else visit.asked("code")):
            return self._dead(item.bank, "Este link já foi usado", 410)
        if refused:
            return self._finished(item, heading="Autorização não concedida", granted=False)
        return self._finished(item, heading="Pronto!", granted=True)

    def _finished(self, item: Item, *, heading: str, granted: bool) -> Answer:
        goes_to = None
        if item.redirect_uri is not None:
            fields = (
                {"itemId": item.id} if granted else {"message": "User authorization not granted"}
            )
            goes_to = with_query(item.redirect_uri, **fields)
        said = "Os dados começam a chegar agora. " if granted else "Nada foi compartilhado. "
        then = (
            "Você já vai voltar ao aplicativo."
            if goes_to
            else "Pode fechar esta aba e voltar ao aplicativo."
        )
        return message_page(
            item.bank,
            heading=heading,
            text=said + then,
            mark="✓" if granted else "✕",
            goes_to=goes_to,
            page_id="done-page" if granted else "declined-page",
        )

    def _accounts(self, item: Item, link: Link, path: str, *, problem: str | None = None) -> Answer:
        home = self._bank.household_of(item)
        days = item.bank.consent_days
        end = "até você cancelar no banco." if days is None else "um ano; depois é preciso renovar."
        return accounts_page(
            item.bank,
            action=path,
            request=link.token,
            csrf=self._csrf(link.token, link.session or ""),
            owner=home.seat.owner,
            choices=_choices(item, home),
            permissions="saldos, extratos, faturas e dados cadastrais do que estiver marcado",
            term=end,
            leads_to=link.returns_to,
            problem=problem,
        )

    def _link(self, token: str) -> tuple[Item, Link]:
        found = self._bank.link(token) if token else None
        if found is None:
            raise _Refused(self._dead(_PLUGGY, "Este link não vale mais", 404))
        item, link = found
        if link.used:
            raise _Refused(self._dead(item.bank, "Este link já foi usado", 410))
        if self._bank.expired(link):
            raise _Refused(self._dead(item.bank, "Este link expirou", 410))
        return item, link

    def _check_form(self, item: Item, link: Link, visit: Visit) -> None:
        """A form counts only from the session that opened the link, and from our own page."""
        ours = visit.session is not None and visit.session == link.session
        expected = self._csrf(link.token, link.session or "")
        right = hmac.compare_digest(visit.one("csrf").encode(), expected.encode())
        if not ours or not right or visit.origin not in (None, self._url):
            raise _Refused(self._dead(item.bank, "Abra de novo o link do aplicativo", 403))

    def _csrf(self, token: str, session: str) -> str:
        return hmac.new(self._key, f"{token}|{session}".encode(), hashlib.sha256).hexdigest()

    def _dead(self, bank: Institution, heading: str, status: int) -> Answer:
        text = "Volte ao aplicativo e comece outra vez por lá."
        return message_page(
            bank, heading=heading, text=text, mark="!", status=status, page_id="error-page"
        )


def _choices(item: Item, home: Household) -> Sequence[Choice]:
    found = [
        Choice(key=account.key, name=account.name, detail=_detail(account))
        for account in home.accounts
        if account.product in item.products
    ]
    return [*found, *(choice for product, choice in _EXTRA.items() if product in item.products)]


def _detail(account: Account) -> str:
    number = f"final {account.number}" if account.key == "card" else f"conta {account.number}"
    return number if account.bank_name is None else f"{account.bank_name} · {number}"


def _see(address: str) -> Answer:
    return Answer(
        b"",
        status=303,
        content_type="text/plain",
        headers={"Location": address, "Cache-Control": "no-store"},
    )
