"""A movement on an account and the row the API makes of it: signs, dates, and which keys are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pluggy_desktop.sandbox.answers import Json
from pluggy_desktop.sandbox.catalogue import Merchant, category_name
from pluggy_desktop.sandbox.clock import SAO_PAULO, iso
from pluggy_desktop.sandbox.documents import punctuated


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody at the other end of a payment, and the account it went to or came from."""

    name: str
    document: str
    branch: str | None = None
    account: str | None = None
    routing: str | None = None
    ispb: str | None = None

    def as_json(self) -> Json:
        """The party as a payment participant: keys without a value are left out."""
        kind = "CPF" if len(self.document) == 11 else "CNPJ"
        body: Json = {
            "name": self.name,
            "documentNumber": {"type": kind, "value": punctuated(self.document)},
        }
        optional = {
            "branchNumber": self.branch,
            "accountNumber": self.account,
            "routingNumber": self.routing,
            "routingNumberISPB": self.ispb,
        }
        return body | {name: value for name, value in optional.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDetail:
    """What a card row says of its purchase: instalment `number` of `total`, bill, trade code."""

    purchased: date | None = None
    number: int | None = None
    total: int | None = None
    mcc: int | None = None
    last4: str
    bill_id: str | None = None
    forecast: str | None = None
    fee_type: str | None = None

    def as_json(self, *, midnight_utc: bool) -> Json:
        """The `creditCardMetadata` object: keys without a value are left out, never null."""
        day = (
            None
            if self.purchased is None
            else day_instant(self.purchased, midnight_utc=midnight_utc)
        )
        pairs = {
            "installmentNumber": self.number,
            "totalInstallments": self.total,
            "purchaseDate": day,
            "payeeMCC": self.mcc,
            "cardNumber": self.last4,
            "billId": self.bill_id,
            "billForecastDate": self.forecast,
            "feeType": self.fee_type,
        }
        return {name: value for name, value in pairs.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement.

    `cents` carry the API's own sign: on a bank account money out is negative, on a card a purchase
    is positive and a payment or refund negative. `foreign` is the (currency, cents) of a purchase
    abroad, while `cents` stay in reais. `clock` is the time of day in São Paulo, None for a row that
    the bank dates with the day alone.
    """

    day: date
    cents: int
    description: str
    category: str
    clock: time | None = None
    operation: str | None = None
    party: Party | None = None
    method: str | None = None
    boleto_line: str | None = None
    merchant: Merchant | None = None
    foreign: tuple[str, int] | None = None
    card: CardDetail | None = None
    pending: bool = False

    def instant(self, *, midnight_utc: bool) -> str:
        """When it happened, as the API writes it (UTC)."""
        if self.clock is None or midnight_utc:
            return day_instant(self.day, midnight_utc=midnight_utc)
        return iso(datetime.combine(self.day, self.clock, SAO_PAULO))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """What all rows of one account have in common."""

    account_id: str
    is_card: bool
    midnight_utc: bool
    provider_ids: bool
    operations: bool
    owner: Party
    today: date


def day_instant(day: date, *, midnight_utc: bool = False) -> str:
    """A day as an instant: midnight in São Paulo, or in UTC for the banks that do that."""
    return f"{day.isoformat()}T{'00' if midnight_utc else '03'}:00:00.000Z"


def created_at(day: date, today: date) -> str:
    """When Pluggy first saw a row of `day`: the night after it, as if it had watched all along.

    Rows of today and those dated ahead were seen as today began.
    """
    if day >= today:
        return f"{today.isoformat()}T03:00:11.123Z"
    return f"{(day + timedelta(days=1)).isoformat()}T02:26:11.123Z"


def row_json(
    movement: Movement, context: RowContext, *, row_id: str, provider_id: str, order: int
) -> Json:
    """The row: all 23 top-level keys, null when empty."""
    seen = created_at(movement.day, context.today)
    outgoing = movement.cents > 0 if context.is_card else movement.cents < 0
    amount, converted = _amounts(movement)
    merchant = movement.merchant
    return {
        "id": row_id,
        "description": movement.description,
        "descriptionRaw": movement.description,
        "currencyCode": movement.foreign[0] if movement.foreign else "BRL",
        "amount": amount,
        "amountInAccountCurrency": converted,
        "date": movement.instant(midnight_utc=context.midnight_utc),
        "balance": None,
        "category": category_name(movement.category),
        "categoryId": movement.category,
        "accountId": context.account_id,
        "providerCode": None,
        "providerId": provider_id if context.provider_ids else None,
        "status": "PENDING" if movement.pending else "POSTED",
        "type": "DEBIT" if outgoing else "CREDIT",
        "operationType": movement.operation if context.operations else None,
        "operationTypeAdditionalInfo": None,
        "paymentData": _payment(movement, context.owner, outgoing=outgoing),
        "creditCardMetadata": movement.card.as_json(midnight_utc=context.midnight_utc)
        if movement.card
        else None,
        "merchant": merchant.as_json() if merchant is not None else None,
        "order": order,
        "createdAt": seen,
        "updatedAt": seen,
    }


def reais(cents: int) -> float:
    """Cents as the JSON number that the API sends."""
    return cents / 100


def _amounts(movement: Movement) -> tuple[float, float | None]:
    if movement.foreign is None:
        return reais(movement.cents), None
    sign = -1 if movement.cents < 0 else 1
    return sign * reais(movement.foreign[1]), reais(movement.cents)


def _payment(movement: Movement, owner: Party, *, outgoing: bool) -> Json | None:
    if movement.method is None or movement.party is None:
        return None
    mine, theirs = owner.as_json(), movement.party.as_json()
    line = movement.boleto_line
    return {
        "payer": mine if outgoing else theirs,
        "receiver": theirs if outgoing else mine,
        "paymentMethod": movement.method,
        "reason": None,
        "referenceNumber": None,
        "receiverReferenceId": None,
        "boletoMetadata": None
        if line is None
        else {"digitableLine": line, "baseAmount": abs(reais(movement.cents))},
    }
