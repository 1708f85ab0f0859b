"""What Pluggy sends about money, as this product's own values: accounts, transactions and the rest.

An essential field that cannot be read refuses the row; any other just stays empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from pluggy_desktop.domain import dates, money
from pluggy_desktop.domain.models import (
    Account,
    AccountKind,
    Bill,
    CardDetails,
    Consent,
    Installment,
    Investment,
    Loan,
    Rejected,
    Transaction,
    TransactionStatus,
)
from pluggy_desktop.gateway import decoding, wire
from pluggy_desktop.gateway.decoding import RowRefused
from pluggy_desktop.gateway.text import plain
from pluggy_desktop.gateway.wire import Number, Text

Sent = TypeVar("Sent", bound=wire.Record)
Row = TypeVar("Row")

_ID = re.compile(r"[!-~]{1,100}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
_MOST_INSTALLMENTS = 999
_BIGGEST_ORDER = 2**31
_STATUSES = {
    None: TransactionStatus.POSTED,
    "POSTED": TransactionStatus.POSTED,
    "PENDING": TransactionStatus.PENDING,
}


def rows(
    raws: Iterable[msgspec.Raw], model: type[Sent], kind: str, to_row: Callable[[Sent], Row]
) -> tuple[list[Row], list[Rejected]]:
    """Each of `raws` as a row, or as a Rejected of `kind` that says what is wrong with it."""
    good: list[Row] = []
    bad: list[Rejected] = []
    for raw in raws:
        try:
            good.append(to_row(decoding.decode_row(raw, model)))
        except RowRefused as refused:
            bad.append(
                Rejected(
                    kind=kind, pluggy_id=decoding.row_id(raw), reason=str(refused), raw=bytes(raw)
                )
            )
    return good, bad


def account(sent: wire.Account, *, item_id: str) -> Account:
    """An account of the item. A card's balance comes as debt, so its sign is turned."""
    kind = _account_kind(sent)
    currency = required_currency(sent.currency_code, "BRL", "currencyCode")
    balance = optional_amount(sent.balance, currency, "balance")
    is_card = kind is AccountKind.CREDIT_CARD
    return Account(
        pluggy_id=required_id(sent.id),
        item_id=item_id,
        kind=kind,
        name=text(sent.marketing_name) or text(sent.name),
        number=text(sent.number),
        owner=text(sent.owner),
        currency=currency,
        balance=-balance if is_card and balance is not None else balance,
        card=_card(sent.credit_data, currency) if is_card else None,
        updated_at=instant(sent.updated_at),
    )


def _account_kind(sent: wire.Account) -> AccountKind:
    if sent.type == "CREDIT" or sent.subtype == "CREDIT_CARD":
        return AccountKind.CREDIT_CARD
    return AccountKind.SAVINGS if sent.subtype == "SAVINGS_ACCOUNT" else AccountKind.CHECKING


def _card(sent: wire.CreditData | None, currency: str) -> CardDetails:
    if sent is None:
        return CardDetails()
    whole = next(
        (
            limit
            for limit in sent.disaggregated_credit_limits or ()
            if limit.credit_line_limit_type == "LIMITE_CREDITO_TOTAL"
        ),
        wire.CreditLimit(),
    )
    return CardDetails(
        brand=text(sent.brand),
        level=text(sent.level),
        limit=first_amount(currency, sent.credit_limit, whole.limit_amount),
        available=first_amount(currency, sent.available_credit_limit, whole.available_amount),
        minimum_payment=first_amount(currency, sent.minimum_payment),
        closes_on=day(sent.balance_close_date),
        due_on=day(sent.balance_due_date),
    )


def transaction(sent: wire.Transaction, *, of: Account) -> Transaction:
    """A transaction of the account `of`.

    Signs go by `type`, since a card's purchase is a positive DEBIT and a bank's a negative one.
    Without a type, a card's positive amount is a purchase. A foreign amount without its value in
    the account's currency keeps its own currency rather than being taken for reais.
    """
    if sent.account_id is not None and sent.account_id.lower() != of.pluggy_id.lower():
        raise RowRefused("accountId: another account's")
    sent_currency = required_currency(sent.currency_code, of.currency, "currencyCode")
    sent_amount = required_amount(sent.amount, sent_currency, "amount")
    sign = _sign(sent.type, sent_amount, card=of.kind is AccountKind.CREDIT_CARD)
    converted = optional_amount(
        sent.amount_in_account_currency, of.currency, "amountInAccountCurrency"
    )
    foreign = sent_currency != of.currency and converted is not None
    out = sign < 0
    card = sent.credit_card_metadata or wire.CardMetadata()
    return Transaction(
        pluggy_id=required_id(sent.id),
        account_pluggy_id=of.pluggy_id,
        date=required_day(sent.date, "date"),
        description=text(sent.description) or text(sent.description_raw),
        amount=sign * abs(sent_amount if converted is None else converted),
        currency=sent_currency if converted is None else of.currency,
        status=_status(sent.status),
        description_raw=text(sent.description_raw),
        original_amount=sign * abs(sent_amount) if foreign else None,
        original_currency=sent_currency if foreign else None,
        category_id=text(sent.category_id),
        category=text(sent.category),
        counterparty=_counterparty(sent, out=out),
        operation_type=text(sent.operation_type),
        installment=_installment(card),
        purchase_date=day(card.purchase_date),
        bill_id=text(card.bill_id),
        bill_forecast=_month(card.bill_forecast_date),
        card_number=text(card.card_number),
        provider_id=text(sent.provider_id),
        order=sent.order if sent.order is not None and abs(sent.order) < _BIGGEST_ORDER else 0,
        created_at=instant(sent.created_at),
        updated_at=instant(sent.updated_at),
    )


def _sign(kind: str | None, amount: int, *, card: bool) -> int:
    """-1 for money out, 1 for money in."""
    if kind == "DEBIT":
        return -1
    if kind == "CREDIT":
        return 1
    return -1 if (amount > 0) == card else 1


def _status(word: str | None) -> TransactionStatus:
    try:
        return _STATUSES[word]
    except KeyError:
        raise RowRefused("status: neither POSTED nor PENDING") from None


def _counterparty(sent: wire.Transaction, *, out: bool) -> str:
    """The other side: the shop, else who received what went out or paid what came in."""
    merchant, payment = sent.merchant, sent.payment_data
    name = (text(merchant.name) or text(merchant.business_name)) if merchant else ""
    party = (payment.receiver if out else payment.payer) if payment else None
    return name or (text(party.name) if party else "")


def _installment(card: wire.CardMetadata) -> Installment | None:
    number, total = card.installment_number, card.total_installments
    if number is None or total is None or not 1 <= number <= total <= _MOST_INSTALLMENTS:
        return None
    return Installment(number=number, total=total) if total > 1 else None


def _month(sent: str | None) -> str:
    """Give "2026-08"; "" for the sentinel "0001-01" that some banks send."""
    return sent if sent is not None and _MONTH.fullmatch(sent) else ""


def bill(sent: wire.Bill, *, of: Account) -> Bill:
    """A closed bill of the card `of`; `paid` is the sum of its payments."""
    currency = required_currency(
        sent.total_amount_currency_code, of.currency, "totalAmountCurrencyCode"
    )
    payments = (first_amount(currency, payment.amount) for payment in sent.payments or ())
    return Bill(
        pluggy_id=required_id(sent.id),
        account_pluggy_id=of.pluggy_id,
        due_on=required_day(sent.due_date, "dueDate"),
        total=optional_amount(sent.total_amount, currency, "totalAmount"),
        currency=currency,
        closed_on=day(sent.bill_closing_date),
        minimum=first_amount(currency, sent.minimum_payment_amount),
        paid=sum(abs(amount) for amount in payments if amount is not None),
    )


def investment(sent: wire.Investment, *, item_id: str) -> Investment:
    """An investment of the item; `balance` is what Pluggy calls the net balance."""
    currency = required_currency(sent.currency_code, "BRL", "currencyCode")
    return Investment(
        pluggy_id=required_id(sent.id),
        item_id=item_id,
        name=text(sent.name),
        kind=text(sent.type) or "OTHER",
        subtype=text(sent.subtype),
        currency=currency,
        balance=optional_amount(sent.balance, currency, "balance"),
        cost=first_amount(currency, sent.amount_original),
        rate=_rate(sent),
        due_on=day(sent.due_date),
        issuer=text(sent.issuer),
        status=text(sent.status),
    )


def _rate(sent: wire.Investment) -> str:
    """Give "100% CDI", "IPCA + 5.5%", "12.3%"; "" where none is told. Always with a decimal point."""
    index, share, fixed = (
        text(sent.rate_type),
        _percent(sent.rate),
        _percent(sent.fixed_annual_rate),
    )
    if index and share:
        return f"{share} {index}" + (f" + {fixed}" if fixed else "")
    if index and fixed:
        return f"{index} + {fixed}"
    return share or fixed or index


def _percent(sent: Number) -> str:
    """At most four decimals; "" for nothing, zero or nonsense."""
    try:
        hundredths = money.parse_minor(sent, "CLF") if sent is not None else 0
    except ValueError:
        return ""
    shown = money.to_decimal_string(hundredths, "CLF").rstrip("0").rstrip(".")
    return f"{shown}%" if hundredths else ""


def loan(sent: wire.Loan, *, item_id: str) -> Loan:
    """A loan of the item. Pluggy tells when it ends, not when the next instalment is due."""
    currency = required_currency(sent.currency_code, "BRL", "currencyCode")
    installments = sent.installments or wire.LoanInstallments()
    payments = sent.payments or wire.LoanPayments()
    return Loan(
        pluggy_id=required_id(sent.id),
        item_id=item_id,
        name=text(sent.product_name) or text(sent.contract_number),
        currency=currency,
        contracted=optional_amount(sent.contract_amount, currency, "contractAmount"),
        outstanding=first_amount(currency, payments.contract_outstanding_balance),
        installments_paid=_count(installments.paid_installments),
        installments_total=_count(installments.total_number_of_installments),
        ends_on=day(sent.due_date),
    )


def _count(sent: Number) -> int | None:
    try:
        found = money.parse_minor(sent, "JPY") if sent is not None else -1
    except ValueError:
        return None
    return found if 0 <= found < _BIGGEST_ORDER else None


def consent(sent: wire.Consent) -> Consent:
    """What the person allowed."""
    return Consent(
        pluggy_id=required_id(sent.id),
        products=tuple(text(product) for product in sent.products or ()),
        created_at=instant(sent.created_at),
        expires_at=instant(sent.expires_at),
        revoked_at=instant(sent.revoked_at),
    )


def text(sent: Text) -> str:
    """A text for people; "" for null. Numbers, which some institutions send, are written out."""
    return plain(sent if isinstance(sent, str) else str(sent)) if sent is not None else ""


def required_id(sent: str) -> str:
    """An id: visible ASCII, so that it can be compared, stored and sent back as it is."""
    if not _ID.fullmatch(sent):
        raise RowRefused("id: not an id")
    return sent


def required_currency(sent: str | None, default: str, name: str) -> str:
    """A currency's code; `default` where none is told."""
    code = sent.strip().upper() if sent else default
    if not _CURRENCY.fullmatch(code):
        raise RowRefused(f"{name}: not a currency's code")
    return code


def required_amount(sent: float | str, currency: str, name: str) -> int:
    """An amount in minor units."""
    try:
        return money.parse_minor(sent, currency)
    except ValueError as error:
        raise RowRefused(f"{name}: {error}") from None


def optional_amount(sent: Number, currency: str, name: str) -> int | None:
    """An amount that may be null, but not wrong."""
    return None if sent is None else required_amount(sent, currency, name)


def first_amount(currency: str, *sent: Number) -> int | None:
    """The first of several amounts that can be read; for what is only shown beside."""
    for value in sent:
        try:
            if value is not None:
                return money.parse_minor(value, currency)
        except ValueError:
            continue
    return None


def required_day(sent: str, name: str) -> dt.date:
    """A São Paulo date."""
    try:
        return dates.parse_date(sent)
    except ValueError as error:
        raise RowRefused(f"{name}: {error}") from None


def day(sent: str | None) -> dt.date | None:
    """A São Paulo date, None where none can be read ("" and sentinels are common)."""
    try:
        return dates.parse_date(sent) if sent else None
    except ValueError:
        return None


def instant(sent: str | None) -> dt.datetime | None:
    """An instant, None where none can be read."""
    try:
        return dates.parse_instant(sent) if sent else None
    except ValueError:
        return None
