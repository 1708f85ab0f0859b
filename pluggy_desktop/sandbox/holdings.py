"""What a household has beside its accounts: investments with their movements, a loan, an identity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pluggy_desktop.sandbox.accounts import Seat
from pluggy_desktop.sandbox.answers import Json
from pluggy_desktop.sandbox.chance import dice, stable_uuid
from pluggy_desktop.sandbox.documents import punctuated
from pluggy_desktop.sandbox.months import in_month, month_shift, month_starts
from pluggy_desktop.sandbox.movements import created_at, day_instant, reais
from pluggy_desktop.sandbox.people import LOAN_SHARE


@dataclass(frozen=True, slots=True)
class Holding:
    """One investment: its JSON and its movements, newest first."""

    body: Json
    movements: tuple[Json, ...]


def investments(seat: Seat, item_id: str) -> list[Holding]:
    """A CDB, a Treasury bond and a fund (the fund with monthly movements)."""
    return [_cdb(seat, item_id), _treasury(seat, item_id), _fund(seat, item_id)]


def _cdb(seat: Seat, item_id: str) -> Holding:
    bought = month_shift(seat.today, -14)
    principal, gross = 800_000, 905_312
    body = _investment(
        seat, item_id, "cdb", "CDB Banco Aurora 110% CDI", gross, kind=("FIXED_INCOME", "CDB")
    )
    body |= {
        "number": "CDB-0114",
        "amountProfit": reais(gross - principal),
        "amountWithdrawal": reais(gross - 15_796),
        "amountOriginal": reais(principal),
        "taxes": reais(15_796),
        "taxes2": 0,
        "issuer": "Banco Aurora S.A.",
        "issuerCNPJ": "90.000.801/0001-00",
        "issueDate": day_instant(bought),
        "purchaseDate": day_instant(bought),
        "dueDate": day_instant(month_shift(bought, 36)),
        "rate": 110,
        "rateType": "CDI",
        "isin": None,
    }
    return Holding(body, (_movement(seat, "cdb", 0, bought, "BUY", principal, quantity=1.0),))


def _treasury(seat: Seat, item_id: str) -> Holding:
    bought = month_shift(seat.today, -20)
    unit, held = 342_087, 1.5
    now = 486_420
    body = _investment(
        seat, item_id, "treasury", "Tesouro IPCA+ 2035", now, kind=("FIXED_INCOME", "TREASURY")
    )
    cost = int(unit * held)
    body |= {
        "code": "NTN-B PRINCIPAL",
        "isin": "BRSTNCNTB0O7",
        "quantity": held,
        "value": reais(int(now / held)),
        "amountOriginal": reais(cost),
        "amountProfit": reais(now - cost),
        "taxes": None,
        "taxes2": None,
        "issuer": "Tesouro Nacional",
        "purchaseDate": day_instant(bought),
        "dueDate": "2035-05-15T03:00:00.000Z",
        "fixedAnnualRate": 6.12,
        "rate": 100,
        "rateType": "IPCA",
    }
    return Holding(body, (_movement(seat, "treasury", 0, bought, "BUY", cost, quantity=held),))


def _fund(seat: Seat, item_id: str) -> Holding:
    trades = list(_fund_trades(seat))
    shares = sum(quantity if cents > 0 else -quantity for _, cents, quantity in trades)
    cost = sum(cents for _, cents, _ in trades)
    quote = _quote(13)
    now = round(shares * quote * 100)
    name = "Alísios Multimercado FIC FIM"
    kind = ("MUTUAL_FUND", "MULTIMARKET_FUND")
    body = _investment(seat, item_id, "fund", name, now, kind=kind)
    body |= {
        "code": "90.300.400/0001-07",
        "quantity": round(shares, 6),
        "value": round(quote, 6),
        "amountOriginal": reais(cost),
        "amountProfit": reais(now - cost),
        "lastMonthRate": 0.88,
        "annualRate": 10.4,
        "lastTwelveMonthsRate": 10.4,
    }
    rows = [
        _movement(
            seat, "fund", number, day, "BUY" if cents > 0 else "SELL", abs(cents), quantity=quantity
        )
        for number, (day, cents, quantity) in enumerate(trades)
    ]
    return Holding(body, tuple(reversed(rows)))


def _fund_trades(seat: Seat) -> Iterator[tuple[date, int, float]]:
    """(day, cents put in or, negative, taken out, shares) of a year, oldest first."""
    source = dice(seat.words, "fund")
    for number, first in enumerate(month_starts(seat.today, months=12)):
        day = in_month(first, 9)
        cents = -60_000 if number == 8 else source.choice((30_000, 40_000, 50_000))
        if day <= seat.today:
            yield day, cents, round(abs(cents) / 100 / _quote(number), 6)


def _quote(month: int) -> float:
    return 1.25 + month * 0.011


def _investment(
    seat: Seat, item_id: str, key: str, name: str, cents: int, *, kind: tuple[str, str]
) -> Json:
    empty = (
        "number",
        "code",
        "isin",
        "quantity",
        "value",
        "taxes",
        "taxes2",
        "dueDate",
        "issuer",
        "rate",
        "rateType",
    )
    return {
        "id": stable_uuid(seat.words, seat.generation, "investment", key),
        "itemId": item_id,
        "type": kind[0],
        "subtype": kind[1],
        "name": name,
        "balance": reais(cents),
        "amount": reais(cents),
        "currencyCode": "BRL",
        "owner": seat.owner,
        "date": day_instant(seat.today),
        "status": "ACTIVE",
        **dict.fromkeys(empty),
    }


def _movement(
    seat: Seat, key: str, number: int, day: date, kind: str, cents: int, *, quantity: float
) -> Json:
    return {
        "id": stable_uuid(seat.words, seat.generation, "investment", key, number),
        "type": kind,
        "movementType": "DEBIT" if kind == "SELL" else "CREDIT",
        "quantity": round(quantity, 6),
        "value": round(cents / 100 / quantity, 6),
        "amount": reais(cents),
        "date": day_instant(day + timedelta(days=1)),
        "tradeDate": day_instant(day),
    }


_LOAN_TOTAL, _LOAN_PAID = 36, 15


def loans(seat: Seat, item_id: str) -> list[Json]:
    """A personal loan of 36 instalments, partly paid."""
    back = -_LOAN_PAID + (0 if seat.today.day < 15 else 1)
    first_due = in_month(month_shift(seat.today.replace(day=1), back), 15)
    contracted = first_due - timedelta(days=31)
    return [
        {
            "id": stable_uuid(seat.words, seat.generation, "loan"),
            "itemId": item_id,
            "contractNumber": f"{dice(seat.words, 'loan').randrange(10**12):012d}",
            "ipocCode": None,
            "productName": "Crédito Pessoal",
            "type": "CREDITO_PESSOAL_SEM_CONSIGNACAO",
            "kind": "LOAN",
            "date": created_at(seat.today, seat.today),
            "contractDate": day_instant(contracted),
            "disbursementDates": [contracted.isoformat()],
            "settlementDate": None,
            "contractAmount": 16000,
            "currencyCode": "BRL",
            "dueDate": day_instant(month_shift(first_due, _LOAN_TOTAL - 1)),
            "firstInstallmentDueDate": day_instant(first_due),
            **_loan_terms(),
            "payments": {
                "contractOutstandingBalance": reais(
                    (_LOAN_TOTAL - _LOAN_PAID) * LOAN_SHARE * 86 // 100
                ),
                "releases": list(_releases(seat, first_due)),
            },
        }
    ]


def _loan_terms() -> Json:
    """What the contract says, the same for everybody."""
    return {
        "installmentPeriodicity": "MONTHLY",
        "CET": 0.2612,
        "amortizationScheduled": "PRICE",
        "interestRates": [
            {
                "taxType": "EFFECTIVE",
                "interestRateType": "COMPOUND",
                "taxPeriodicity": "MONTHLY",
                "calculation": "30/360",
                "referentialRateIndexerType": "PRE_FIXADO",
                "preFixedRate": 0.0179,
            }
        ],
        "contractedFees": [],
        "contractedFinanceCharges": [],
        "warranties": [],
        "installments": {
            "typeNumberOfInstallments": "MONTH",
            "totalNumberOfInstallments": _LOAN_TOTAL,
            "typeContractRemaining": "MONTH",
            "contractRemainingNumber": _LOAN_TOTAL - _LOAN_PAID,
            "paidInstallments": _LOAN_PAID,
            "dueInstallments": _LOAN_TOTAL - _LOAN_PAID,
            "pastDueInstallments": 0,
            "balloonPayments": [],
        },
    }


def _releases(seat: Seat, first_due: date) -> Iterator[Json]:
    for number in range(_LOAN_PAID):
        yield {
            "isOverParcelPayment": False,
            "installmentId": stable_uuid(seat.words, "installment", number),
            "paidDate": day_instant(month_shift(first_due, number)),
            "currencyCode": "BRL",
            "paidAmount": reais(LOAN_SHARE),
        }


def identity(seat: Seat, item_id: str) -> Json:
    """Who the bank says the holder is."""
    company = len(seat.document) == 14
    moment = created_at(seat.today, seat.today)
    return {
        "id": stable_uuid(seat.words, seat.generation, "identity"),
        "itemId": item_id,
        "fullName": seat.owner,
        "companyName": seat.owner if company else None,
        "document": punctuated(seat.document),
        "documentType": "CNPJ" if company else "CPF",
        "taxNumber": punctuated(seat.document),
        "jobTitle": None,
        "birthDate": None if company else "1988-04-17T03:00:00.000Z",
        "addresses": [
            {
                "fullAddress": "Rua das Palmeiras Imaginárias, 120, Jardim Modelo, Campinas, SP",
                "primaryAddress": "Rua das Palmeiras Imaginárias, 120",
                "city": "Campinas",
                "state": "SP",
                "country": "Brasil",
                "postalCode": "13000-000",
                "type": "Personal",
            }
        ],
        "phoneNumbers": [{"type": "Personal", "value": "+55 19 90000-0000"}],
        "emails": [{"type": "Personal", "value": "pessoa@exemplo.com.br"}],
        "relations": [],
        "createdAt": moment,
        "updatedAt": moment,
    }
