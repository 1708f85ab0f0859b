"""From a scripted Pluggy into a real encrypted file: exact, resumable, quiet."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import (
    Account,
    AccountKind,
    Bill,
    ConnectionState,
    Investment,
    Item,
    Product,
    ProductProgress,
    ProductResult,
    Rejected,
    Transaction,
    TransactionStatus,
)
from pluggy_desktop.domain.ports import Page
from pluggy_desktop.errors import AppError, BadAnswer, Cancelled, NetworkProblem, PluggyRefused
from pluggy_desktop.store import Connection, Store, TransactionFilter, TransactionSort
from pluggy_desktop.sync.engine import SyncEngine, SyncReport
from tests.fakes.gateway import FakeGateway, Scripted

CHECKING = Account(
    pluggy_id="a-1", item_id="", kind=AccountKind.CHECKING, name="Conta corrente", balance=12345
)
CARD = Account(
    pluggy_id="a-2", item_id="", kind=AccountKind.CREDIT_CARD, name="Cartão", balance=-9900
)
ITEM_ID = str(uuid.uuid4())


def row(number: int, *, account: str = "a-1", amount: int = -100) -> Transaction:
    return Transaction(
        pluggy_id=f"{account}-t-{number}",
        account_pluggy_id=account,
        date=dt.date(2026, 11, 1) - dt.timedelta(days=number),
        description=f"Padaria {number}",
        amount=amount,
        currency="BRL",
    )


def pages(*numbers: Sequence[int]) -> list[Page[Transaction] | AppError]:
    return [Page(rows=[row(n) for n in page]) for page in numbers]


@dataclass
class Bench:
    """An engine on a file, a scripted Pluggy, and what was shown on the way."""

    store: Store
    scripted: Scripted
    connection: Connection
    shown: list[tuple[ProductProgress, ...]] = field(default_factory=list)
    cancel: Cancel = field(default_factory=Cancel)
    results: tuple[ProductResult, ...] = ()
    collected_at: dt.datetime | None = None

    def sync(self) -> SyncReport:
        item = Item(
            id=ITEM_ID,
            connector_id=801,
            status="UPDATED",
            results=self.results,
            last_updated_at=self.collected_at,
        )
        self.scripted.items[ITEM_ID] = item
        return SyncEngine(self.store).sync(
            FakeGateway(self.scripted, self.cancel),
            self.connection,
            item,
            cancel=self.cancel,
            on_progress=self.shown.append,
        )

    def kept(self) -> list[str]:
        reader = self.store.transactions
        everything = TransactionFilter()
        return [
            r.pluggy_id for r in reader.page(everything, TransactionSort(), offset=0, limit=999)
        ]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    store = Store.open(tmp_path / "x.db", b"k" * 32)
    connection = Connection(
        id=str(uuid.uuid4()),
        item_id=ITEM_ID,
        connector_id=801,
        institution="Banco Fictício",
        color="#112233",
        state=ConnectionState.UPDATED,
        created_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
    )
    store.save_connection(connection)
    yield Bench(store, Scripted(accounts=[CHECKING]), connection)
    store.close()


def state_of(report: SyncReport, product: Product) -> ProductProgress:
    return next(line for line in report.products if line.product is product)


def test_every_page_is_walked_to_the_end(bench: Bench) -> None:
    bench.scripted.pages["a-1"] = pages([1, 2], [3], [4, 5])
    report = bench.sync()
    assert bench.kept() == [f"a-1-t-{n}" for n in range(1, 6)]
    assert (report.added, report.transactions, report.complete) == (5, 5, True)
    assert (report.first, report.last) == (dt.date(2026, 10, 27), dt.date(2026, 10, 31))
    counts = [
        line.count
        for lines in bench.shown
        for line in lines
        if line.product is Product.TRANSACTIONS
    ]
    assert counts == sorted(counts), "the count only grows"
    assert bench.store.accounts()[0].data_until == dt.date(2026, 10, 31)


def test_again_it_writes_nothing(bench: Bench) -> None:
    bench.scripted.accounts.append(CARD)
    bench.scripted.pages["a-1"] = pages([1, 2], [3])
    bench.scripted.bills["a-2"] = [
        Bill(pluggy_id="b", account_pluggy_id="a-2", due_on=dt.date(2026, 11, 20), total=9900)
    ]
    bench.scripted.investments = [
        Investment(pluggy_id="i", item_id=ITEM_ID, name="CDB", kind="FIXED_INCOME", balance=1)
    ]
    bench.sync()
    before = bench.store.changed()
    report = bench.sync()
    assert bench.store.changed() == before
    assert (report.added, report.updated, report.unchanged) == (0, 0, 3)


def test_only_what_changed_is_written(bench: Bench) -> None:
    bench.scripted.pages["a-1"] = pages([1, 2], [3])
    bench.sync()
    changed = [Page(rows=[row(0), row(1), row(2, amount=-777)]), Page(rows=[row(3)])]
    bench.scripted.pages["a-1"] = changed
    report = bench.sync()
    assert (report.added, report.updated, report.unchanged) == (1, 1, 2)
    assert bench.store.transactions.totals(TransactionFilter())[0].money_out == -1077


def test_data_reach_to_the_last_row_that_is_not_still_to_come(bench: Bench) -> None:
    pending = replace(row(0), status=TransactionStatus.PENDING)
    future = replace(row(-30), status=TransactionStatus.PENDING)
    bench.scripted.pages["a-1"] = [Page(rows=[future, pending, row(5)])]
    bench.sync()
    assert bench.store.accounts()[0].data_until == row(5).date, "pending ones prove nothing alone"
    bench.collected_at = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
    bench.sync()
    assert bench.store.accounts()[0].data_until == pending.date


def test_two_equal_purchases_stay_two(bench: Bench) -> None:
    twin = Transaction(
        pluggy_id="twin",
        account_pluggy_id="a-1",
        date=row(1).date,
        description=row(1).description,
        amount=row(1).amount,
        currency="BRL",
    )
    bench.scripted.pages["a-1"] = [Page(rows=[row(1), twin])]
    bench.sync()
    assert len(bench.kept()) == 2


def test_what_was_complete_is_kept_and_the_walk_goes_on_there(bench: Bench) -> None:
    broken = pages([1, 2], [3])
    bench.scripted.pages["a-1"] = [*broken, NetworkProblem("No network")]
    with pytest.raises(NetworkProblem):
        bench.sync()
    assert bench.kept() == ["a-1-t-1", "a-1-t-2", "a-1-t-3"]
    bench.scripted.pages["a-1"] = [*broken, Page(rows=[row(4)])]
    bench.scripted.calls.clear()
    report = bench.sync()
    walked = [call for call in bench.scripted.calls if call.startswith("transactions")]
    assert walked == ["transactions ?page=2", "transactions"], "then what is new since"
    assert report.added == 1
    assert len(bench.kept()) == 4


def test_what_came_while_the_walk_was_interrupted_is_not_missed(bench: Bench) -> None:
    bench.scripted.pages["a-1"] = [*pages([3, 4], [5]), NetworkProblem("No network")]
    with pytest.raises(NetworkProblem):
        bench.sync()
    bench.scripted.pages["a-1"] = pages([1, 2], [3, 4], [5, 6])
    report = bench.sync()
    assert bench.kept() == [f"a-1-t-{n}" for n in range(1, 7)]
    assert report.complete
    assert bench.store.accounts()[0].cursor == ""


def test_a_place_that_pluggy_forgot_is_no_obstacle(bench: Bench) -> None:
    bench.scripted.pages["a-1"] = [*pages([1]), NetworkProblem("No network")]
    with pytest.raises(NetworkProblem):
        bench.sync()

    class Forgetful(FakeGateway):
        def transactions(
            self, account: Account, *, since: dt.date | None = None, after: str = ""
        ) -> Page[Transaction]:
            if after:
                raise PluggyRefused("Invalid cursor", status=400)
            return Page(rows=[row(1), row(2)])

    item = bench.scripted.items[ITEM_ID]
    report = SyncEngine(bench.store).sync(
        Forgetful(bench.scripted),
        bench.connection,
        item,
        cancel=bench.cancel,
        on_progress=bench.shown.append,
    )
    assert (report.added, report.unchanged) == (1, 1)
    assert bench.kept() == ["a-1-t-1", "a-1-t-2"]


def test_a_list_without_end_is_noticed(bench: Bench) -> None:
    bench.scripted.pages["a-1"] = [
        Page(rows=[row(1)], next="?page=1"),
        Page(rows=[row(2)], next="?page=0"),
    ]
    report = bench.sync()
    line = state_of(report, Product.TRANSACTIONS)
    assert line.state == "problem"
    assert "no end" in line.note
    assert not report.complete


def test_a_refused_account_does_not_stop_the_other_accounts(bench: Bench) -> None:
    bench.scripted.accounts[:] = [CARD, CHECKING]
    bench.scripted.pages["a-2"] = [PluggyRefused("Not now", status=500)]
    bench.scripted.pages["a-1"] = pages([1])
    report = bench.sync()
    assert bench.kept() == ["a-1-t-1"]
    assert state_of(report, Product.TRANSACTIONS).state == "problem"
    assert not report.complete


def test_a_refused_product_does_not_stop_the_others(bench: Bench) -> None:
    bench.scripted.accounts.append(CARD)
    bench.scripted.pages["a-1"] = [PluggyRefused("Not now", status=500)]
    bench.scripted.investments = [
        Investment(pluggy_id="i", item_id=ITEM_ID, name="CDB", kind="FIXED_INCOME", balance=1)
    ]
    report = bench.sync()
    assert state_of(report, Product.TRANSACTIONS).state == "problem"
    assert state_of(report, Product.INVESTMENTS).state == "done"
    assert state_of(report, Product.LOANS).state == "not_shared"
    assert not report.complete


def test_a_position_that_was_sold_is_no_longer_listed(bench: Bench) -> None:
    sold = Investment(pluggy_id="i", item_id=ITEM_ID, name="CDB", kind="FIXED_INCOME", balance=1)
    bench.scripted.investments = [sold]
    bench.sync()
    assert [row.name for row in bench.store.investments()] == ["CDB"]
    bench.scripted.investments = [replace(sold, pluggy_id="j", name="Tesouro")]
    bench.sync()
    assert [row.name for row in bench.store.investments()] == ["Tesouro"]


def test_rows_that_cannot_be_understood_are_counted_and_kept_aside(bench: Bench) -> None:
    odd = Rejected(kind="transaction", pluggy_id="odd", reason="amount: a text", raw=b"{}")
    bench.scripted.pages["a-1"] = [Page(rows=[row(1)], rejected=[odd])]
    report = bench.sync()
    assert report.rejected == 1
    assert bench.store.rejected_count() == 1
    assert bench.kept() == ["a-1-t-1"]
    before = bench.store.changed()
    bench.sync()
    assert bench.store.changed() == before, "the same odd row again is no news"


def test_what_pluggy_could_not_update_is_a_problem_though_old_data_came(bench: Bench) -> None:
    bench.results = (
        ProductResult(product="transactions", is_updated=False, warnings=("Limite mensal",)),
    )
    bench.scripted.pages["a-1"] = pages([1])
    report = bench.sync()
    line = state_of(report, Product.TRANSACTIONS)
    assert (line.state, line.note, line.count) == ("problem", "Limite mensal", 1)


def test_cancel_keeps_complete_pages(bench: Bench) -> None:
    bench.scripted.pages["a-1"] = pages([1, 2], [3])

    class CancellingList(list[tuple[ProductProgress, ...]]):
        def append(self, lines: tuple[ProductProgress, ...]) -> None:
            if any(line.count == 2 for line in lines if line.product is Product.TRANSACTIONS):
                bench.cancel.set()

    bench.shown = CancellingList()
    with pytest.raises(Cancelled):
        bench.sync()
    assert bench.kept() == ["a-1-t-1", "a-1-t-2"]


def test_an_accounts_answer_that_makes_no_sense_is_reported(bench: Bench) -> None:
    class Confused(FakeGateway):
        def accounts(self, item_id: str) -> Page[Account]:
            raise BadAnswer("Pluggy's answer makes no sense")

    item = Item(id=ITEM_ID, connector_id=801, status="UPDATED")
    bench.scripted.items[ITEM_ID] = item
    report = SyncEngine(bench.store).sync(
        Confused(bench.scripted),
        bench.connection,
        item,
        cancel=Cancel(),
        on_progress=bench.shown.append,
    )
    assert state_of(report, Product.ACCOUNTS).state == "problem"
