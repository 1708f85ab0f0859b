"""What Pluggy really sends, as tolerant msgspec structs.

Every field may be missing or null, except those that a row means nothing without; fields that are
not named here are ignored; words of open sets (statuses, types) stay text.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

Text = str | int | float | None
"""Meant as text, though some institutions send numbers."""

Number = int | float | str | None
"""Meant as a number, though some institutions send text."""


class Record(msgspec.Struct, rename="camel"):
    """A JSON object. `essential` names the fields without which the row means nothing."""

    essential: ClassVar[frozenset[str]] = frozenset()


class Option(Record):
    """A choice of a select field."""

    value: Text = None
    label: Text = None


class Credential(Record):
    """A field the person fills in, or what an item waits for (`parameter`)."""

    name: str | None = None
    label: str | None = None
    type: str | None = None
    placeholder: str | None = None
    assistive_text: str | None = None
    instructions: str | None = None
    validation: str | None = None
    validation_message: str | None = None
    optional: bool | None = None
    options: list[Option] | None = None
    data: str | None = None
    expires_at: str | None = None


class ConnectorHealth(Record):
    """How an institution's connection works."""

    status: str | None = None


class Connector(Record):
    """An institution."""

    essential = frozenset({"id", "name"})

    id: int
    name: str
    type: str | None = None
    country: str | None = None
    primary_color: str | None = None
    image_url: str | None = None
    oauth: bool | None = None
    is_open_finance: bool | None = None
    health: ConnectorHealth | None = None
    credentials: list[Credential] | None = None
    products: list[str] | None = None


class ItemConnector(Record):
    """The institution inside an item."""

    id: int | None = None
    name: str | None = None


class ItemError(Record):
    """Why an item failed."""

    code: Text = None
    message: str | None = None
    provider_message: str | None = None


class Warning(Record):  # noqa: A001  (Pluggy's word)
    """Why a product was not brought up to date."""

    code: Text = None
    message: str | None = None
    provider_message: str | None = None


class ProductDetail(Record):
    """One key of `statusDetail`."""

    is_updated: bool | None = None
    last_updated_at: str | None = None
    warnings: list[Warning] | None = None


class UserAction(Record):
    """What the person must do elsewhere."""

    type: str | None = None
    instructions: str | None = None
    attributes: dict[str, Any] | None = None
    expires_at: str | None = None


class NextAuthStep(Record):
    """Where the OAuth guide puts the authorise address."""

    oauth_redirect: str | None = None


class Item(Record):
    """A connection."""

    essential = frozenset({"id"})

    id: str
    connector: ItemConnector | None = None
    status: str | None = None
    execution_status: str | None = None
    error: ItemError | None = None
    parameter: Credential | None = None
    user_action: UserAction | None = None
    next_auth_step: NextAuthStep | None = None
    redirect_url: str | None = None
    status_detail: dict[str, ProductDetail | None] | None = None
    client_user_id: str | None = None
    created_at: str | None = None
    last_updated_at: str | None = None
    next_auto_sync_at: str | None = None
    auto_sync_disabled_at: str | None = None
    consent_expires_at: str | None = None


class CreditLimit(Record):
    """One of a card's limits."""

    credit_line_limit_type: str | None = None
    limit_amount: Number = None
    customized_limit_amount: Number = None
    available_amount: Number = None


class CreditData(Record):
    """What only a card has."""

    level: str | None = None
    brand: str | None = None
    balance_close_date: str | None = None
    balance_due_date: str | None = None
    available_credit_limit: Number = None
    minimum_payment: Number = None
    credit_limit: Number = None
    disaggregated_credit_limits: list[CreditLimit] | None = None


class Account(Record):
    """A bank account or a card."""

    essential = frozenset({"id", "type", "subtype", "balance", "currencyCode"})

    id: str
    type: str | None = None
    subtype: str | None = None
    number: Text = None
    name: str | None = None
    marketing_name: str | None = None
    balance: Number = None
    owner: str | None = None
    currency_code: str | None = None
    credit_data: CreditData | None = None
    updated_at: str | None = None


class Party(Record):
    """One side of a payment."""

    name: str | None = None


class PaymentData(Record):
    """The two sides of a payment."""

    payer: Party | None = None
    receiver: Party | None = None


class CardMetadata(Record):
    """What only a card purchase has; absent keys rather than nulls."""

    installment_number: int | None = None
    total_installments: int | None = None
    purchase_date: str | None = None
    card_number: Text = None
    bill_id: str | None = None
    bill_forecast_date: str | None = None


class Merchant(Record):
    """The shop."""

    name: str | None = None
    business_name: str | None = None


class Transaction(Record):
    """A transaction."""

    essential = frozenset(
        {"id", "date", "amount", "amountInAccountCurrency", "currencyCode", "type", "status"}
        | {"accountId"}
    )

    id: str
    date: str
    amount: int | float | str
    description: Text = None
    description_raw: Text = None
    currency_code: str | None = None
    amount_in_account_currency: Number = None
    category: str | None = None
    category_id: Text = None
    account_id: str | None = None
    provider_id: Text = None
    status: str | None = None
    type: str | None = None
    operation_type: str | None = None
    payment_data: PaymentData | None = None
    credit_card_metadata: CardMetadata | None = None
    merchant: Merchant | None = None
    order: int | None = None
    created_at: str | None = None
    updated_at: str | None = None


class BillPayment(Record):
    """A payment of a bill."""

    amount: Number = None


class Bill(Record):
    """A closed card bill."""

    essential = frozenset({"id", "dueDate", "totalAmount", "totalAmountCurrencyCode"})

    id: str
    due_date: str
    bill_closing_date: str | None = None
    total_amount: Number = None
    total_amount_currency_code: str | None = None
    minimum_payment_amount: Number = None
    payments: list[BillPayment] | None = None


class Investment(Record):
    """An investment position."""

    essential = frozenset({"id", "balance", "currencyCode"})

    id: str
    name: str | None = None
    type: str | None = None
    subtype: str | None = None
    currency_code: str | None = None
    balance: Number = None
    amount_original: Number = None
    rate: Number = None
    rate_type: str | None = None
    fixed_annual_rate: Number = None
    due_date: str | None = None
    issuer: str | None = None
    status: str | None = None


class LoanInstallments(Record):
    """How far a loan is paid."""

    total_number_of_installments: Number = None
    paid_installments: Number = None


class LoanPayments(Record):
    """What is still owed."""

    contract_outstanding_balance: Number = None


class Loan(Record):
    """A loan."""

    essential = frozenset({"id", "contractAmount", "currencyCode"})

    id: str
    product_name: str | None = None
    contract_number: Text = None
    currency_code: str | None = None
    contract_amount: Number = None
    due_date: str | None = None
    installments: LoanInstallments | None = None
    payments: LoanPayments | None = None


class Consent(Record):
    """What the person allowed."""

    essential = frozenset({"id"})

    id: str
    products: list[str] | None = None
    created_at: str | None = None
    expires_at: str | None = None
    revoked_at: str | None = None


class PageEnvelope(Record):
    """A page of any list; its rows stay undecoded."""

    results: list[msgspec.Raw]
    page: int | None = None
    total_pages: int | None = None
    next: str | None = None


class Token(Record):
    """The answers of /auth and /connect_token."""

    api_key: str | None = None
    access_token: str | None = None


class Detail(Record):
    """One refused field."""

    parameter: Text = None
    message: str | None = None


class Refusal(Record):
    """An error body. `items` comes only with ITEM_USER_ALREADY_EXISTS."""

    message: Any = None
    code_description: str | None = None
    details: list[Detail] | None = None
    data: dict[str, Any] | None = None
    items: list[str] | None = None
