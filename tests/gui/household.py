"""A fictitious household in a real encrypted file, and the services around it, for window tests."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pluggy_desktop.connect.access import Access
from pluggy_desktop.connect.catalog import Catalog
from pluggy_desktop.connect.connecting import Connecting
from pluggy_desktop.connect.flow import Limits
from pluggy_desktop.connect.surroundings import Surroundings
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.changes import Changes, RowChange
from pluggy_desktop.domain.dates import add_months
from pluggy_desktop.domain.models import (
    Account,
    AccountKind,
    Bill,
    CardDetails,
    ConnectionState,
    Installment,
    Investment,
    Loan,
    ProductResult,
    Transaction,
    TransactionStatus,
)
from pluggy_desktop.errors import AppError
from pluggy_desktop.gateway.client import PluggyAccess
from pluggy_desktop.gui.services import Services
from pluggy_desktop.paths import Paths
from pluggy_desktop.store import AccountRow, Connection, Store
from pluggy_desktop.sync.engine import SyncEngine
from pluggy_desktop.sync.poller import Pace
from pluggy_desktop.sync.refresh import Refresher
from pluggy_desktop.vault import MemoryVault
from tests.fakes.browser import VisitingBrowser

KEY = bytes(range(32))
NOW = dt.datetime(2026, 11, 23, 15, 3, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)

SHOPS = (
    ("Padaria Boa Massa", "Eating out", 1200, 4800),
    ("Mercado Horizonte", "Groceries", 6000, 38000),
    ("Entrega Já · Cantina do Porto", "Food delivery", 3500, 9800),
    ("Corrida na Mão", "Taxi and ride-hailing", 1100, 4200),
    ("Farmácia Vida", "Pharmacy", 1900, 15200),
    ("Loja Casa&Cia", "Houseware", 5900, 45900),
    ("Livraria Letra Viva", "Bookstore", 2900, 12900),
    ("Posto Estrela", "Gas stations", 9000, 26000),
)


def now() -> dt.datetime:
    """The moment the household is looked at."""
    return NOW


@dataclass
class Household:
    """What `furnish` made: the store and the ids of its accounts by name."""

    store: Store
    connections: list[Connection] = field(default_factory=list)
    accounts: dict[str, AccountRow] = field(default_factory=dict)


def furnish(folder: Path, *, months: int = 24) -> Household:
    """Three banks with two years of everything, in a new file in `folder`."""
    home = Household(Store.open(folder / "data.sqlite3", KEY))
    aurora = _connection("Banco Aurora", "#7B2D9B", ConnectionState.UPDATED)
    ipe = _connection("Cooperativa Ipê", "#217A4B", ConnectionState.NEEDS_YOU)
    litoral = _connection("Meu Litoral", "#C2571A", ConnectionState.PARTIAL)
    for connection in (aurora, ipe, litoral):
        home.store.save_connection(connection)
        home.connections.append(connection)
    _accounts(home, aurora, (
        _account("Conta corrente", AccountKind.CHECKING, 1234567),
        _account("Cartão Aurora", AccountKind.CREDIT_CARD, -194255, limit=800000),
        _account("Reserva", AccountKind.SAVINGS, 700000),
    ))  # fmt: skip
    _accounts(home, ipe, (_account("Conta do Ipê", AccountKind.CHECKING, 320840),))
    _accounts(home, litoral, (
        _account("Cartão Litoral", AccountKind.CREDIT_CARD, -64018, limit=300000),
    ))  # fmt: skip
    source = random.Random(7)
    _checking(home, "Conta corrente", months, source)
    _card(home, "Cartão Aurora", months, source)
    _card(home, "Cartão Litoral", months // 2, source)
    _savings(home, "Reserva", months)
    _savings(home, "Conta do Ipê", months)
    _products(home)
    return home


def fill(store: Store, account_id: str, count: int, *, until: dt.date = TODAY) -> None:
    """Add `count` plain rows to an account, a hundred a day backwards from `until`."""
    batch: list[Transaction] = []
    for n in range(count):
        shop, category, low, high = SHOPS[n % len(SHOPS)]
        batch.append(
            transaction(
                account_id,
                f"fill-{account_id}-{n}",
                until - dt.timedelta(days=n // 100),
                f"{shop} {n:06d}",
                -(low + (n * 7919) % (high - low)),
                category=category,
                order=n % 100,
            )
        )
        if len(batch) == 10_000:
            save(store, account_id, batch)
            batch = []
    save(store, account_id, batch)


def save(store: Store, account_id: str, rows: Sequence[Transaction]) -> None:
    """Write rows as a page of a sync would."""
    if rows:
        added = tuple(RowChange(transaction=r, fingerprint=r.pluggy_id.encode()) for r in rows)
        store.save_page(account_id, Changes(added=added), cursor=None, data_until=TODAY)


class OneProfile:
    """Profiles that open what they were given, or fail as they were told."""

    def __init__(self, services: Services, *errors: AppError) -> None:
        self.services = services
        self.errors = list(errors)
        self.opened: list[str] = []
        self.closed = 0

    def open(self, cancel: Cancel) -> Services:
        return self._open("own")

    def open_session_only(self, cancel: Cancel) -> Services:
        return self._open("session")

    def open_example(self, cancel: Cancel) -> Services:
        return self._open("example")

    def close(self) -> None:
        self.closed += 1
        self.services.store.close()

    def _open(self, way: str) -> Services:
        self.opened.append(way)
        if self.errors:
            raise self.errors.pop(0)
        return self.services


class _Clock:
    def now(self) -> dt.datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


def services(store: Store, folder: Path, *, url: str = "http://127.0.0.1:9") -> Services:
    """Real services over `store`; nothing listens at `url` unless the test makes it so."""
    clock = _Clock()
    vault = MemoryVault({"client-id": "11111111-1111-4111-8111-111111111111", "client-secret": "s"})

    def make(client_id: str, client_secret: str) -> PluggyAccess:
        return PluggyAccess(url, client_id, client_secret, clock=clock)

    access = Access(vault, make=make)
    engine = SyncEngine(store)
    around = Surroundings(
        open_gateway=access.gateway,
        store=store,
        engine=engine,
        browser=VisitingBrowser(None),
        clock=clock,
        limits=Limits(),
        pace=Pace(),
        listener_port=0,
        use_loopback=False,
        loopback_urls_allowed=True,
        webhook_url="",
    )
    return Services(
        store=store,
        access=access,
        catalog=Catalog(access),
        connecting=Connecting(around),
        refresher=Refresher(
            access.gateway, store, engine, clock=clock, pace=Pace(), limit=Limits().bank
        ),
        paths=Paths.under(folder),
        vault_backend=vault.backend,
        kind="own",
    )


# --- what is in it -------------------------------------------------------------------------------


def _connection(name: str, color: str, state: ConnectionState) -> Connection:
    words = {
        ConnectionState.UPDATED: ("UPDATED", "SUCCESS", ""),
        ConnectionState.PARTIAL: ("UPDATED", "PARTIAL_SUCCESS", ""),
        ConnectionState.NEEDS_YOU: ("LOGIN_ERROR", "USER_AUTHORIZATION_REVOKED", ""),
    }[state]
    keys = ("accounts", "creditCards", "transactions", "investments", "loans")
    failed = {"investments"} if state is ConnectionState.PARTIAL else set()
    return Connection(
        id=f"connection-{name}",
        item_id=f"item-{name}",
        connector_id=1,
        institution=name,
        color=color,
        state=state,
        status=words[0],
        execution_status=words[1],
        error_code=words[2],
        results=tuple(
            ProductResult(
                product=key,
                is_updated=key not in failed,
                warnings=("O banco não enviou os fundos.",) if key in failed else (),
            )
            for key in keys
        ),
        last_synced_at=NOW - dt.timedelta(minutes=3),
        next_auto_sync_at=NOW + dt.timedelta(hours=21),
        consent_expires_at=NOW + dt.timedelta(days=300),
        created_at=NOW - dt.timedelta(days=60),
    )


def _account(
    name: str, kind: AccountKind, balance: int, *, limit: int | None = None
) -> tuple[str, AccountKind, int, int | None]:
    return name, kind, balance, limit


def _accounts(
    home: Household,
    connection: Connection,
    accounts: Sequence[tuple[str, AccountKind, int, int | None]],
) -> None:
    found = [
        Account(
            pluggy_id=f"account-{name}",
            item_id=connection.item_id,
            kind=kind,
            name=name,
            number="·· 0597" if limit else "00123-4",
            owner="Pessoa Fictícia",
            balance=balance,
            card=None
            if limit is None
            else CardDetails(
                brand="VISA",
                level="GOLD",
                limit=limit,
                available=limit + balance,
                minimum_payment=-balance // 10,
                closes_on=dt.date(2026, 12, 8),
                due_on=dt.date(2026, 12, 15),
            ),
        )
        for name, kind, balance, limit in accounts
    ]
    home.store.save_accounts(connection.id, found)
    for account in home.store.accounts(connection.id):
        home.accounts[account.name] = account


def transaction(
    account: str, pluggy_id: str, day: dt.date, text: str, amount: int, **more: object
) -> Transaction:
    """A posted transaction in reais, as a bank would send it."""
    plain = Transaction(
        pluggy_id=pluggy_id,
        account_pluggy_id=account,
        date=day,
        description=text,
        amount=amount,
        currency="BRL",
        description_raw=text.upper(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def _checking(home: Household, name: str, months: int, source: random.Random) -> None:
    rows: list[Transaction] = []
    start = add_months(TODAY.replace(day=1), -months)

    def add(day: dt.date, text: str, amount: int, category: str, **more: object) -> None:
        if day <= TODAY:
            rows.append(
                transaction(name, f"c-{len(rows)}", day, text, amount, category=category, **more)
            )

    for n in range(months + 1):
        month = add_months(start, n)
        add(month.replace(day=20), "Salário · Estúdio Lume", 864000 + n * 500, "Salary")
        add(month.replace(day=5), "Pix enviado", -215000, "Rent", counterparty="Aluguel Central")
        add(month.replace(day=17), "Boleto · Energia Sul", -source.randint(15000, 26000),
            "Electricity")  # fmt: skip
        add(month.replace(day=9), "Internet Rápida", -11990, "Internet")
        add(month.replace(day=15), "Pagamento de fatura", -source.randint(150000, 320000),
            "Credit card payment", category_id="05100000")  # fmt: skip
        for _ in range(6):
            day = month.replace(day=source.randint(1, 28))
            shop, category, low, high = source.choice(SHOPS)
            add(day, shop, -source.randint(low, high), category)
        add(month.replace(day=21), "Pix recebido", 48000, "Transfer - PIX",
            counterparty="Marina Teles")  # fmt: skip
    rows.append(
        transaction(
            name, "c-pending", TODAY, "Pix agendado · Aluguel", -215000, category="Rent",
            status=TransactionStatus.PENDING,
        )
    )  # fmt: skip
    save(home.store, home.accounts[name].id, rows)
    home.store.mark_seen(home.accounts[name].id)
    extra = [
        transaction(name, f"c-new-{n}", TODAY - dt.timedelta(days=1), text, amount,
                     category=category)
        for n, (text, amount, category) in enumerate(
            (("Padaria Boa Massa", -3250, "Eating out"), ("Reembolso", 4990, "Cashback"),
             ("Academia Pulso", -10990, "Gyms and fitness centers"))
        )
    ]  # fmt: skip
    save(home.store, home.accounts[name].id, extra)


def _card(home: Household, name: str, months: int, source: random.Random) -> None:
    rows: list[Transaction] = []
    account = home.accounts[name]
    start = add_months(TODAY.replace(day=1), -months)
    for n in range(months + 1):
        month = add_months(start, n)
        for position in range(14):
            day = month.replace(day=source.randint(1, 28))
            shop, category, low, high = source.choice(SHOPS)
            if day <= TODAY:
                rows.append(
                    transaction(name, f"{name}-{n}-{position}", day, shop,
                                 -source.randint(low, high), category=category,
                                 bill_id=f"bill-{name}-{n}" if n < months else "")
                )  # fmt: skip
        paid = sum(-row.amount for row in rows if row.bill_id == f"bill-{name}-{n - 1}")
        if paid:
            rows.append(
                transaction(name, f"{name}-paid-{n}", month.replace(day=14),
                             "Pagamento recebido", paid, category="Credit card payment",
                             category_id="05100000")
            )  # fmt: skip
        part = n - months + 3
        if 1 <= part <= 10:
            rows.append(
                transaction(name, f"{name}-parts-{n}", month.replace(day=19),
                             "Geladeira Casa&Cia", -28990, category="Houseware",
                             installment=Installment(number=part, total=10))
            )  # fmt: skip
        rows.append(
            transaction(name, f"{name}-usd-{n}", month.replace(day=18), "Loja de apps", -5387,
                         category="Digital services", original_amount=-999,
                         original_currency="USD")
        )  # fmt: skip
        rows.append(
            transaction(name, f"{name}-iof-{n}", month.replace(day=18), "IOF compra internacional",
                         -189, category="Tax on financial operations")
        )  # fmt: skip
    rows = [row for row in rows if row.date <= TODAY]
    save(home.store, account.id, rows)
    home.store.mark_seen(account.id)
    bills: list[Bill] = []
    for n in range(months):
        due = add_months(start, n + 1).replace(day=26 if "Litoral" in name else 15)
        total = sum(-row.amount for row in rows if row.bill_id == f"bill-{name}-{n}")
        bills.append(
            Bill(
                pluggy_id=f"bill-{name}-{n}",
                account_pluggy_id=account.pluggy_id,
                due_on=due,
                total=total,
                closed_on=due - dt.timedelta(days=7),
                minimum=total // 10,
                paid=bills[-1].total or 0
                if bills
                else 0,  # what comes with it settles the one before
            )
        )
    home.store.save_bills(account.id, bills)


def _savings(home: Household, name: str, months: int) -> None:
    start = add_months(TODAY.replace(day=1), -months)
    rows = [
        transaction(name, f"{name}-{n}", add_months(start, n).replace(day=2), "Rendimento",
                     4200 + n * 15, category="Proceeds interests and dividends")
        for n in range(months + 1)
    ]  # fmt: skip
    save(home.store, home.accounts[name].id, rows)
    home.store.mark_seen(home.accounts[name].id)


def _products(home: Household) -> None:
    aurora = home.connections[0]
    home.store.save_investments(
        aurora.id,
        [
            Investment(pluggy_id="i1", item_id=aurora.item_id, name="CDB Banco Aurora 110%",
                       kind="FIXED_INCOME", subtype="CDB", balance=1843012, cost=1600000,
                       rate="110% CDI", due_on=dt.date(2028, 3, 15), issuer="Banco Aurora"),
            Investment(pluggy_id="i2", item_id=aurora.item_id, name="Tesouro IPCA+ 2035",
                       kind="FIXED_INCOME", subtype="TREASURY", balance=1210455, cost=1100000,
                       rate="IPCA + 6,1%", due_on=dt.date(2035, 5, 15)),
            Investment(pluggy_id="i3", item_id=aurora.item_id, name="Fundo Horizonte Ações",
                       kind="MUTUAL_FUND", balance=897720, cost=950000),
        ],
    )  # fmt: skip
    home.store.save_loans(
        aurora.id,
        [
            Loan(pluggy_id="l1", item_id=aurora.item_id, name="Financiamento do carro",
                 contracted=4200000, outstanding=2610000, installments_paid=18,
                 installments_total=48, next_due_on=dt.date(2026, 12, 10),
                 ends_on=dt.date(2029, 5, 10)),
        ],
    )  # fmt: skip
