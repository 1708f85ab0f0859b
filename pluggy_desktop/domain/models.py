"""What the product talks about: institutions, items, accounts, transactions and the rest, as values.

Amounts are integers of the currency's minor unit (cents), signed as a person reads them: negative
is money out or money owed. Dates are São Paulo calendar dates; instants are aware UTC datetimes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class AccountKind(StrEnum):
    """What kind of account it is."""

    CHECKING = "checking"
    SAVINGS = "savings"
    CREDIT_CARD = "credit_card"


class TransactionStatus(StrEnum):
    """Whether the bank has settled it."""

    POSTED = "posted"
    PENDING = "pending"


class ConnectionState(StrEnum):
    """How a connection stands, in the five words the command line and the store use."""

    UPDATING = "updating"
    UPDATED = "updated"
    PARTIAL = "partial"
    NEEDS_YOU = "needs_you"
    FAILED = "failed"


class Product(StrEnum):
    """What an institution can share, as lines of progress."""

    ACCOUNTS = "accounts"
    CARDS = "cards"
    TRANSACTIONS = "transactions"
    INVESTMENTS = "investments"
    LOANS = "loans"


class Health(StrEnum):
    """How an institution's connection works at the moment (`health.status`)."""

    ONLINE = "online"
    UNSTABLE = "unstable"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectOption:
    """One choice of a select field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A field the person fills in for an institution (`connector.credentials[]`).

    `type` is Pluggy's word: text, password, number, select, image …; unknown ones count as text.
    `validation` is a regular expression in JavaScript's dialect, or "".
    """

    name: str
    label: str
    type: str = "text"
    placeholder: str = ""
    assistive_text: str = ""
    validation: str = ""
    validation_message: str = ""
    optional: bool = False
    options: tuple[SelectOption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """An institution that Pluggy can connect to. `kind` is Pluggy's `type` (PERSONAL_BANK …).

    `color` is "#rrggbb". `products` are Pluggy's words.
    """

    id: int
    name: str
    kind: str = ""
    country: str = "BR"
    color: str = "#5A6470"
    image_url: str = ""
    oauth: bool = False
    is_open_finance: bool = False
    health: Health = Health.ONLINE
    credentials: tuple[Credential, ...] = ()
    products: tuple[str, ...] = ()

    @property
    def is_business(self) -> bool:
        """Whether it is for companies (asks for a CNPJ)."""
        return self.kind == "BUSINESS_BANK"

    @property
    def is_meu_pluggy(self) -> bool:
        """Whether it is MeuPluggy, Pluggy's own free way to one's own accounts (connector 200)."""
        return self.id == MEU_PLUGGY_ID


MEU_PLUGGY_ID = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What Pluggy waits for: a consent in the browser (type "oauth") or something typed.

    `data` is the authorise URL for "oauth", a base64 picture for "image".
    """

    name: str
    type: str
    label: str = ""
    instructions: str = ""
    placeholder: str = ""
    assistive_text: str = ""
    data: str = ""
    expires_at: dt.datetime | None = None
    options: tuple[SelectOption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAction:
    """What the person must do elsewhere: scan a QR code, approve in the bank's app."""

    type: str
    instructions: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    expires_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductResult:
    """One key of `statusDetail`: whether a product was brought up to date, and warnings.

    `product` is Pluggy's key (accounts, creditCards, transactions, investments, loans …).
    """

    product: str
    is_updated: bool
    last_updated_at: dt.datetime | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A connection as Pluggy keeps it; the truth about where an attempt stands.

    `status` and `execution_status` are Pluggy's words, either dialect, unknown ones kept;
    `authorize_url` is where to send the person, "" when there is nothing to authorise.
    """

    id: str
    connector_id: int
    connector_name: str = ""
    status: str = ""
    execution_status: str = ""
    error_code: str = ""
    error_message: str = ""
    provider_message: str = ""
    parameter: Parameter | None = None
    user_action: UserAction | None = None
    authorize_url: str = ""
    results: tuple[ProductResult, ...] = ()
    client_user_id: str = ""
    created_at: dt.datetime | None = None
    last_updated_at: dt.datetime | None = None
    next_auto_sync_at: dt.datetime | None = None
    auto_sync_disabled_at: dt.datetime | None = None
    consent_expires_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDetails:
    """What only a credit card has. Amounts in minor units of the account's currency, positive."""

    brand: str = ""
    level: str = ""
    limit: int | None = None
    available: int | None = None
    minimum_payment: int | None = None
    closes_on: dt.date | None = None
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as fetched. `balance` in minor units of `currency`; a card's debt is negative."""

    pluggy_id: str
    item_id: str
    kind: AccountKind
    name: str
    number: str = ""
    owner: str = ""
    currency: str = "BRL"
    balance: int | None = None
    card: CardDetails | None = None
    updated_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Installment:
    """Part `number` of a purchase paid in `total` parts."""

    number: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A transaction as fetched.

    `amount` is signed, in minor units of `currency`, the account's currency. `original_amount` and
    `original_currency` are set only for purchases in another currency. `order` is the bank's order
    within a day. `counterparty` is the other side's name (Pix, TED, merchant) or "".
    """

    pluggy_id: str
    account_pluggy_id: str
    date: dt.date
    description: str
    amount: int
    currency: str
    status: TransactionStatus = TransactionStatus.POSTED
    description_raw: str = ""
    original_amount: int | None = None
    original_currency: str | None = None
    category_id: str = ""
    category: str = ""
    counterparty: str = ""
    operation_type: str = ""
    installment: Installment | None = None
    purchase_date: dt.date | None = None
    bill_id: str = ""
    bill_forecast: str = ""
    card_number: str = ""
    provider_id: str = ""
    order: int = 0
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A closed card bill (fatura). `total` and `minimum` positive, minor units of `currency`."""

    pluggy_id: str
    account_pluggy_id: str
    due_on: dt.date
    total: int | None
    currency: str = "BRL"
    closed_on: dt.date | None = None
    minimum: int | None = None
    paid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Investment:
    """An investment position. `balance`, `cost` in minor units of `currency`.

    `kind` is Pluggy's `type` (FIXED_INCOME, MUTUAL_FUND, SECURITY, EQUITY …), `subtype` likewise.
    """

    pluggy_id: str
    item_id: str
    name: str
    kind: str
    subtype: str = ""
    currency: str = "BRL"
    balance: int | None = None
    cost: int | None = None
    rate: str = ""
    due_on: dt.date | None = None
    issuer: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A loan. `contracted`, `outstanding` positive, minor units of `currency`."""

    pluggy_id: str
    item_id: str
    name: str
    currency: str = "BRL"
    contracted: int | None = None
    outstanding: int | None = None
    installments_paid: int | None = None
    installments_total: int | None = None
    next_due_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the person allowed and until when; `expires_at` None means no end is set."""

    pluggy_id: str
    products: tuple[str, ...] = ()
    created_at: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row of an answer that could not be understood: kept aside and counted, never dropped.

    `reason` says which field and what was expected; `raw` is the row's own JSON.
    """

    kind: str
    pluggy_id: str
    reason: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductProgress:
    """A line of the fetching page. `total` is None while it cannot be known.

    `state` is one of "queued", "running", "done", "not_shared", "problem".
    """

    product: Product
    state: str
    count: int = 0
    total: int | None = None
    note: str = ""
