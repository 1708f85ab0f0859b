"""Brings what Pluggy has of an item into the store: fetch → merge → save, a page at a time."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.dates import to_date
from pluggy_desktop.domain.models import (
    Account,
    AccountKind,
    Item,
    Product,
    ProductProgress,
    Rejected,
    Transaction,
    TransactionStatus,
)
from pluggy_desktop.domain.ports import Gateway, Page
from pluggy_desktop.errors import AppError, BadAnswer, PluggyRefused
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import AccountRow, Connection, Store
from pluggy_desktop.sync.merge import merge

_log = logging.getLogger(__name__)

OnProgress = Callable[[tuple[ProductProgress, ...]], None]

# Pluggy's keys of statusDetail, to the lines a person sees.
RESULT_PRODUCTS = {
    "accounts": Product.ACCOUNTS,
    "creditCards": Product.CARDS,
    "transactions": Product.TRANSACTIONS,
    "investments": Product.INVESTMENTS,
    "loans": Product.LOANS,
}
_MAX_PAGES = 10_000  # five million transactions of an account; more is a loop


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a sync did.

    `added`, `updated` and `unchanged` count transactions; `rejected` counts rows of any kind that
    could not be understood and were kept aside; `first` and `last` are the dates of the
    transactions seen; `products` are the last lines of progress, with what was not shared or
    failed.
    """

    accounts: tuple[AccountRow, ...] = ()
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    products: tuple[ProductProgress, ...] = ()

    @property
    def transactions(self) -> int:
        """How many transactions were seen."""
        return self.added + self.updated + self.unchanged

    @property
    def complete(self) -> bool:
        """Whether everything that is shared was fetched."""
        return not self.rejected and all(line.state != "problem" for line in self.products)


class SyncEngine:
    """Fetches into one store. Blocks; safe to use from any thread, one sync an item at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sync(
        self,
        gateway: Gateway,
        connection: Connection,
        item: Item,
        *,
        cancel: Cancel,
        on_progress: OnProgress,
    ) -> SyncReport:
        """Fetch all that `item` shares and save what is new.

        A product that Pluggy refuses is reported as a problem and the others go on; what the
        network or the file refuses ends the sync, with all complete pages kept. Run again, it goes
        on where it stopped, and writes nothing where there is no news.

        Raises:
            AppError: AccessRefused, NetworkProblem, StoreProblem or Cancelled.
        """
        run = _Sync(self._store, gateway, connection.id, item, cancel, on_progress)
        return run.run()


@dataclass(slots=True)
class _Sync:
    """One sync of one item: what it works with and what it has counted so far."""

    store: Store
    gateway: Gateway
    connection_id: str
    item: Item
    cancel: Cancel
    on_progress: OnProgress
    report: SyncReport = field(default_factory=SyncReport)
    lines: dict[Product, ProductProgress] = field(default_factory=dict)

    def run(self) -> SyncReport:
        self.lines = {p: ProductProgress(product=p, state="queued") for p in Product}
        accounts = self._accounts()
        self._bills([pair for pair in accounts if _is_card(pair[0])])
        with self._product(Product.TRANSACTIONS):
            for account, row in accounts:
                with self._account_may_fail(Product.TRANSACTIONS):
                    self._walk(account, row)
        self._investments()
        self._loans()
        self._note_item_results()
        return replace(
            self.report,
            accounts=tuple(self.store.accounts(self.connection_id)),
            products=tuple(self.lines.values()),
        )

    def _accounts(self) -> list[tuple[Account, AccountRow]]:
        found: list[tuple[Account, AccountRow]] = []
        with self._product(Product.ACCOUNTS):
            page = self.gateway.accounts(self.item.id)
            self.store.save_accounts(self.connection_id, page.rows)
            kept = {row.pluggy_id: row for row in self.store.accounts(self.connection_id)}
            found = [(account, kept[account.pluggy_id]) for account in page.rows]
            count = sum(1 for account in page.rows if not _is_card(account))
            self._show(Product.ACCOUNTS, count=count, total=count)
            self._count_rejected(Product.ACCOUNTS, page.rejected)
        return found

    def _bills(self, cards: Sequence[tuple[Account, AccountRow]]) -> None:
        with self._product(Product.CARDS):
            self._show(Product.CARDS, total=len(cards))
            for count, (account, row) in enumerate(cards, start=1):
                with self._account_may_fail(Product.CARDS):
                    page = self.gateway.bills(account)
                    self.store.save_bills(row.id, page.rows)
                    self._count_rejected(Product.CARDS, page.rejected)
                self._show(Product.CARDS, count=count)

    def _walk(self, account: Account, row: AccountRow) -> None:
        """All pages of an account; one that stopped half-way goes on there, then sees what is new."""
        if row.cursor:
            self._pages(account, row, after=row.cursor)
            row = next(one for one in self.store.accounts(row.connection_id) if one.id == row.id)
            self._pages(account, row, after="", until_known=True)
        else:
            self._pages(account, row, after="")

    def _pages(
        self, account: Account, row: AccountRow, *, after: str, until_known: bool = False
    ) -> None:
        """The pages after `after`, to the end or, with `until_known`, to the first without news."""
        seen, newest = {after}, row.data_until
        for _ in range(_MAX_PAGES):
            self.cancel.check()
            page = self._page(account, after)
            newest = max(filter(None, [newest, *self._known_dates(page.rows)]), default=None)
            ids = [transaction.pluggy_id for transaction in page.rows]
            changes = merge(self.store.local_rows(row.id, ids), page.rows)
            over = not page.next or (until_known and not changes)
            if changes or page.rejected or over:
                self.store.save_page(
                    row.id,
                    changes,
                    cursor=None if over else page.next,
                    rejected=page.rejected,
                    data_until=newest,
                )
            # In the second look at the top, what is unchanged was counted before.
            unchanged = 0 if until_known else changes.unchanged
            self._count(page.rows, len(changes.added), len(changes.updated), unchanged)
            self._count_rejected(Product.TRANSACTIONS, page.rejected)
            if over:
                return
            if page.next in seen:
                break
            seen.add(page.next)
            after = page.next
        raise BadAnswer(
            tr("Pluggy's list of transactions has no end"),
            tr("The same page came again. What was fetched so far is kept."),
            tr("Sync again later."),
        )

    def _known_dates(self, rows: Sequence[Transaction]) -> list[dt.date]:
        """The dates up to which the bank has told: not those of payments still to come."""
        collected = self.item.last_updated_at
        if collected is None:
            return [row.date for row in rows if row.status is TransactionStatus.POSTED]
        return [row.date for row in rows if row.date <= to_date(collected)]

    def _page(self, account: Account, after: str) -> Page[Transaction]:
        try:
            return self.gateway.transactions(account, after=after)
        except PluggyRefused as error:
            if not after or error.status != 400:
                raise
            _log.info("a kept place in the list is no longer valid: starting from the newest")
            return self.gateway.transactions(account)

    def _investments(self) -> None:
        with self._product(Product.INVESTMENTS):
            page = self.gateway.investments(self.item.id)
            self.store.save_investments(self.connection_id, page.rows, complete=not page.rejected)
            self._show(Product.INVESTMENTS, count=len(page.rows), total=len(page.rows))
            self._count_rejected(Product.INVESTMENTS, page.rejected)

    def _loans(self) -> None:
        with self._product(Product.LOANS):
            page = self.gateway.loans(self.item.id)
            self.store.save_loans(self.connection_id, page.rows, complete=not page.rejected)
            self._show(Product.LOANS, count=len(page.rows), total=len(page.rows))
            self._count_rejected(Product.LOANS, page.rejected)

    @contextmanager
    def _product(self, product: Product) -> Iterator[None]:
        """Runs one product; a refusal by Pluggy marks it and lets the others go on."""
        self.cancel.check()
        self._show(product, state="running")
        try:
            yield
        except (PluggyRefused, BadAnswer) as error:
            self._note_problem(product, error)
            return
        line = self.lines[product]
        if line.state == "running":
            shared = line.count or product in {Product.ACCOUNTS, Product.TRANSACTIONS}
            self._show(product, state="done" if shared else "not_shared")

    @contextmanager
    def _account_may_fail(self, product: Product) -> Iterator[None]:
        """Runs one account of a product; the other accounts do not suffer from its refusal."""
        try:
            yield
        except (PluggyRefused, BadAnswer) as error:
            self._note_problem(product, error)

    def _note_problem(self, product: Product, error: AppError) -> None:
        _log.warning("%s could not be fetched: %s (%s)", product, error, error.technical)
        self._show(product, state="problem", note=error.sentence())

    def _note_item_results(self) -> None:
        """What Pluggy itself could not bring up to date is a problem, though old data are there."""
        for result in self.item.results:
            product = RESULT_PRODUCTS.get(result.product)
            if product is not None and not result.is_updated:
                note = "; ".join(result.warnings) or tr("The bank did not send this time.")
                self._show(product, state="problem", note=note)

    def _count(self, rows: Sequence[Transaction], added: int, updated: int, same: int) -> None:
        report = self.report
        dates = [row.date for row in rows]
        self.report = replace(
            report,
            added=report.added + added,
            updated=report.updated + updated,
            unchanged=report.unchanged + same,
            first=min(filter(None, [report.first, *dates]), default=None),
            last=max(filter(None, [report.last, *dates]), default=None),
        )
        self._show(Product.TRANSACTIONS, count=self.report.transactions)

    def _count_rejected(self, product: Product, rejected: Sequence[Rejected]) -> None:
        if not rejected:
            return
        _log.warning("%d rows of %s could not be understood", len(rejected), product)
        self.report = replace(self.report, rejected=self.report.rejected + len(rejected))
        self._show(
            product,
            state="problem",
            note=tr("Some rows could not be understood; they are kept aside."),
        )

    def _show(self, product: Product, **changes: object) -> None:
        self.lines[product] = replace(self.lines[product], **changes)  # type: ignore[arg-type]
        self.on_progress(tuple(self.lines.values()))


def _is_card(account: Account) -> bool:
    return account.kind is AccountKind.CREDIT_CARD
