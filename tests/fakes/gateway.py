"""A scripted Pluggy for tests of what stands above the gateway: no HTTP, no time.

It keeps to the Gateway port as the contract tests do, and says what was asked of it in `calls`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import (
    Account,
    AccountKind,
    Bill,
    Connector,
    Consent,
    Credential,
    Investment,
    Item,
    Loan,
    Transaction,
)
from pluggy_desktop.domain.ports import LinkOptions, NewItem, Page
from pluggy_desktop.errors import AccessRefused, AppError, PluggyRefused

Pages = Sequence[Page[Transaction] | AppError]

CONNECTOR = Connector(
    id=801,
    name="Banco Fictício",
    kind="PERSONAL_BANK",
    oauth=True,
    is_open_finance=True,
    credentials=(Credential(name="cpf", label="CPF", type="number"),),
    products=("ACCOUNTS", "TRANSACTIONS"),
)

AUTHORIZE_URL = "https://banco.example/oauth?state=1"


@dataclass
class Scripted:
    """What a fake Pluggy holds; change it between calls to play what happens there.

    `steps` are the answers of `item()` and of the calls that return an item, one after the other,
    the last one again and again; an error among them is raised. Their ids are replaced by the
    item's own. `pages` are an account's pages by its id, the newest first; `next` is filled in.
    """

    connectors: list[Connector] = field(default_factory=lambda: [CONNECTOR])
    steps: list[Item | AppError] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    pages: dict[str, Pages] = field(default_factory=dict)
    bills: dict[str, list[Bill]] = field(default_factory=dict)
    investments: list[Investment] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    refuse_access: bool = False
    refuse_redirects: bool = False
    calls: list[str] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)


class FakeGateway:
    """The Gateway port on a Scripted; siblings on one Scripted see the same Pluggy."""

    def __init__(self, scripted: Scripted, cancel: Cancel | None = None) -> None:
        self.scripted = scripted
        self._cancel = cancel or Cancel()

    def check_access(self) -> None:
        self._asked("check_access")
        if self.scripted.refuse_access:
            raise AccessRefused("Pluggy does not accept the client id or the secret")

    def linked(self, options: LinkOptions) -> FakeGateway:
        self._asked("linked")
        if options.redirect_uri and self.scripted.refuse_redirects:
            raise PluggyRefused("Redirect refused", status=400, code="REDIRECT_REFUSED")
        return FakeGateway(self.scripted, self._cancel)

    def connectors(self) -> Page[Connector]:
        self._asked("connectors")
        return Page(rows=list(self.scripted.connectors))

    def connector(self, connector_id: int) -> Connector:
        self._asked("connector")
        for connector in self.scripted.connectors:
            if connector.id == connector_id:
                return connector
        raise PluggyRefused("Unknown institution", status=404)

    def create_item(self, new: NewItem) -> Item:
        self._asked("create_item")
        item = Item(
            id=str(uuid.uuid4()),
            connector_id=new.connector_id,
            status="UPDATING",
            execution_status="CREATED",
            client_user_id=new.link.client_user_id,
        )
        self.scripted.items[item.id] = item
        return item

    def item(self, item_id: str) -> Item:
        self._asked("item")
        return self._next(item_id)

    def update_item(self, item_id: str, parameters: Mapping[str, str] | None = None) -> Item:
        self._asked("update_item", *(parameters or {}))
        return self._next(item_id)

    def send_parameter(self, item_id: str, parameters: Mapping[str, str]) -> Item:
        self._asked("send_parameter", *parameters)
        return self._next(item_id)

    def delete_item(self, item_id: str) -> None:
        self._asked("delete_item")
        self.scripted.items.pop(item_id, None)

    def accounts(self, item_id: str) -> Page[Account]:
        self._asked("accounts")
        self._known(item_id)
        return Page(rows=[replace(one, item_id=item_id) for one in self.scripted.accounts])

    def transactions(
        self, account: Account, *, since: dt.date | None = None, after: str = ""
    ) -> Page[Transaction]:
        self._asked("transactions", after)
        pages = self.scripted.pages.get(account.pluggy_id, ())
        if not pages:
            return Page(rows=[])
        number = int(after.removeprefix("?page=")) if after else 0
        page = pages[number]
        if isinstance(page, AppError):
            raise page
        rows = [row for row in page.rows if since is None or row.date >= since]
        following = f"?page={number + 1}" if number + 1 < len(pages) else ""
        return replace(page, rows=rows, next=page.next or following)

    def bills(self, account: Account) -> Page[Bill]:
        self._asked("bills")
        return Page(rows=self.scripted.bills.get(account.pluggy_id, []))

    def investments(self, item_id: str) -> Page[Investment]:
        self._asked("investments")
        self._known(item_id)
        return Page(rows=self.scripted.investments)

    def loans(self, item_id: str) -> Page[Loan]:
        self._asked("loans")
        self._known(item_id)
        return Page(rows=self.scripted.loans)

    def consents(self, item_id: str) -> Page[Consent]:
        self._asked("consents")
        self._known(item_id)
        return Page(rows=self.scripted.consents)

    def _asked(self, *words: str) -> None:
        self._cancel.check()
        self.scripted.calls.append(" ".join(filter(None, words)))

    def _known(self, item_id: str) -> Item:
        if item_id not in self.scripted.items:
            raise PluggyRefused("Unknown connection", status=404, code="ITEM_NOT_FOUND")
        return self.scripted.items[item_id]

    def _next(self, item_id: str) -> Item:
        item = self._known(item_id)
        steps = self.scripted.steps
        if not steps:
            return item
        step = steps.pop(0) if len(steps) > 1 else steps[0]
        if isinstance(step, AppError):
            raise step
        now = replace(
            step,
            id=item.id,
            connector_id=item.connector_id,
            client_user_id=step.client_user_id or item.client_user_id,
        )
        self.scripted.items[item_id] = now
        return now


def connected() -> Scripted:
    """A Pluggy where an item asks for consent, then collects, then has an account of two pages."""
    waiting = Item(
        id="-",
        connector_id=0,
        status="WAITING_USER_INPUT",
        execution_status="WAITING_USER_INPUT",
        authorize_url=AUTHORIZE_URL,
    )
    collecting = replace(
        waiting, status="UPDATING", execution_status="ACCOUNTS_IN_PROGRESS", authorize_url=""
    )
    done = replace(collecting, status="UPDATED", execution_status="SUCCESS")
    account = Account(
        pluggy_id=str(uuid.uuid4()),
        item_id="-",
        kind=AccountKind.CHECKING,
        name="Conta Corrente",
        balance=100_00,
    )
    first, second = (
        Page(rows=[_transaction(account, dt.date(2026, month, day)) for day in (20, 10)])
        for month in (11, 10)
    )
    return Scripted(
        steps=[waiting, collecting, done],
        accounts=[account],
        pages={account.pluggy_id: [first, second]},
    )


def _transaction(account: Account, date: dt.date) -> Transaction:
    return Transaction(
        pluggy_id=str(uuid.uuid4()),
        account_pluggy_id=account.pluggy_id,
        date=date,
        description="PIX ENVIADO",
        amount=-10_00,
        currency="BRL",
    )
