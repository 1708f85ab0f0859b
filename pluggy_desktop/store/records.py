"""What the store keeps and hands out, as values.

Amounts are integers of the currency's minor unit, signed as a person reads them (negative is money
out or owed). Dates are São Paulo calendar dates; instants are aware UTC datetimes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from pluggy_desktop.domain.models import (
    AccountKind,
    CardDetails,
    ConnectionState,
    Installment,
    ProductResult,
    TransactionStatus,
)

Column = Literal["date", "description", "category", "account", "amount"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A bank the person connected.

    `id` is ours (uuid4 text), `item_id` Pluggy's. `name` is the person's own word for it, "" for
    the institution's. `detail` is machine text ("status|executionStatus|error"), never shown as
    it is. `last_synced_at` is when Pluggy last collected.
    """

    id: str
    item_id: str
    connector_id: int
    institution: str
    state: ConnectionState
    created_at: dt.datetime
    color: str = "#5A6470"
    image_url: str = ""
    name: str = ""
    detail: str = ""
    status: str = ""
    execution_status: str = ""
    error_code: str = ""
    results: tuple[ProductResult, ...] = ()
    last_synced_at: dt.datetime | None = None
    next_auto_sync_at: dt.datetime | None = None
    consent_expires_at: dt.datetime | None = None

    @property
    def display_name(self) -> str:
        """The person's own name for it, else the institution's."""
        return self.name or self.institution


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A consent in progress; kept so that a restart goes on instead of making a second item.

    `state_token` and `authorize_url` open the way to the consent, so they stay out of `repr`.
    `existing`: the item was at Pluggy before this attempt, so giving up must not remove it.
    """

    id: str
    connector_id: int
    institution: str
    started_at: dt.datetime
    color: str = "#5A6470"
    state_token: str = field(default="", repr=False)
    item_id: str = ""
    redirect_uri: str = ""
    authorize_url: str = field(default="", repr=False)
    deadline: dt.datetime | None = None
    existing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """A kept account. `id` is ours and stays; `institution` is its connection's display name.

    `cursor` is where an unfinished walk through the transactions goes on ("" when none is under
    way), `data_until` the last day the data is complete for, `new_rows` what the person has not
    seen yet.
    """

    id: str
    connection_id: str
    pluggy_id: str
    institution: str
    color: str
    kind: AccountKind
    name: str
    number: str
    owner: str
    currency: str
    balance: int | None
    card: CardDetails | None
    data_until: dt.date | None
    cursor: str
    new_rows: int
    position: int
    updated_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """How many records a save added, updated and left as they were."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionFilter:
    """Which transactions; every field narrows the answer, the defaults leave all in.

    `since` and `until` are both included. `category` is as shown (the person's, else the bank's);
    "" means those without one. `text` is what a person types in the search field.
    """

    text: str = ""
    account_ids: tuple[str, ...] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    direction: Literal["in", "out"] | None = None
    pending: bool | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionSort:
    """In which order; equals are told apart by the key, in the same direction."""

    column: Column = "date"
    descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionRow:
    """A kept transaction as a table shows it.

    `uid` (32 hex digits) is ours and stays for good; `key` is its place by date and moves when the
    date does. `category` is the person's, else the bank's.
    """

    uid: str
    key: int
    pluggy_id: str
    account_id: str
    account_name: str
    institution: str
    color: str
    date: dt.date
    description: str
    amount: int
    currency: str
    original_amount: int | None
    original_currency: str | None
    status: TransactionStatus
    category: str
    installment: Installment | None
    bill_id: str
    counterparty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionDetail(TransactionRow):
    """A transaction with all that is kept of it.

    `bank_category` is what the bank said, `own_category` what the person chose (None: nothing).
    """

    note: str
    tags: tuple[str, ...]
    bank_category: str
    own_category: str | None
    category_id: str
    description_raw: str
    operation_type: str
    purchase_date: dt.date | None
    bill_forecast: str
    card_number: str
    provider_id: str
    order: int
    created_at: dt.datetime | None
    updated_at: dt.datetime | None

    def technical(self) -> tuple[tuple[str, str], ...]:
        """Pluggy's own names and words, for the fold-out; fields that are empty are left out."""
        fields = (
            ("id", self.pluggy_id),
            ("providerId", self.provider_id),
            ("status", self.status.upper()),
            ("descriptionRaw", self.description_raw),
            ("category", self.bank_category),
            ("categoryId", self.category_id),
            ("operationType", self.operation_type),
            ("order", str(self.order)),
            ("cardNumber", self.card_number),
            ("billId", self.bill_id),
            ("billForecastDate", self.bill_forecast),
            ("purchaseDate", self.purchase_date.isoformat() if self.purchase_date else ""),
            ("createdAt", self.created_at.isoformat() if self.created_at else ""),
            ("updatedAt", self.updated_at.isoformat() if self.updated_at else ""),
        )
        return tuple(pair for pair in fields if pair[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many transactions of one currency, and what came in and went out (negative)."""

    currency: str
    count: int
    money_in: int
    money_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRow:
    """A kept card bill. `total`, `minimum` and `paid` are positive."""

    account_id: str
    account_name: str
    institution: str
    color: str
    pluggy_id: str
    due_on: dt.date
    total: int | None
    currency: str
    closed_on: dt.date | None
    minimum: int | None
    paid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestmentRow:
    """A kept investment position; `institution` is its connection's display name."""

    connection_id: str
    institution: str
    color: str
    pluggy_id: str
    name: str
    kind: str
    subtype: str
    currency: str
    balance: int | None
    cost: int | None
    rate: str
    due_on: dt.date | None
    issuer: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    """A kept loan. `contracted` and `outstanding` are positive."""

    connection_id: str
    institution: str
    color: str
    pluggy_id: str
    name: str
    currency: str
    contracted: int | None
    outstanding: int | None
    installments_paid: int | None
    installments_total: int | None
    next_due_on: dt.date | None
    ends_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFlow:
    """What came in and went out (negative) in the month that begins on `month`."""

    month: dt.date
    money_in: int
    money_out: int
