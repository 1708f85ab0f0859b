"""Bank accounts: a salary, bills, Pix both ways, and what is left at the end of the month."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from pluggy_desktop.sandbox.catalogue import SHOPS
from pluggy_desktop.sandbox.chance import dice
from pluggy_desktop.sandbox.documents import invent_cpf
from pluggy_desktop.sandbox.months import MONTHS, business_day, in_month, month_shift, month_starts
from pluggy_desktop.sandbox.movements import Movement, Party

FRIENDS = (
    "Marina Alencar Prado",
    "Otávio Nunes Brandão",
    "Cecília Moura Tavares",
    "Rafael Quintela Dias",
    "Iara Bezerra Lins",
    "Teodoro Sales Pacheco",
)
_EMPLOYER = Party(
    "OFICINA DE SOFTWARE GRAVATÁ LTDA", "90200001000104", "0001", "55120-3", "801", "90000801"
)
_LANDLORD = Party("IMOBILIÁRIA RUA DO SOL LTDA", "90200002000146")
_POWER = Party("COMPANHIA DE LUZ DO PLANALTO", "90200003000188")
_WATER = Party("ÁGUAS DO VALE SANEAMENTO", "90200004000120")
_NET = Party("FIBRA LESTE TELECOM", "90200005000162")
_SCHOOL = Party("ESCOLA DE IDIOMAS PONTE", "90200006000104")


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What moves through one household's account: cents a month, and what it pays elsewhere."""

    salary: int
    rent: int
    saves: int
    loan: int
    card_payments: Sequence[tuple[date, int]]
    fetched: Sequence[tuple[date, int]]
    business: bool


def friend(source: random.Random) -> Party:
    """Somebody invented to pay to or be paid by."""
    bank = source.choice(("801", "803", "806"))
    account = f"{source.randrange(10000, 99999)}-{source.randrange(10)}"
    return Party(source.choice(FRIENDS), invent_cpf(source), "0001", account, bank, f"90000{bank}")


def checking_movements(money: Money, *, seat: str, today: date) -> list[Movement]:
    """24 months of a checking account, oldest first, and what is scheduled for the next weeks."""
    source = dice(seat, "checking")
    rows: list[Movement] = []
    for first in month_starts(today):
        rows += _income(money, source, first)
        rows += _fixed(money, source, first)
        rows += _everyday(money, source, first)
    rows += [
        _row(day, -cents, "PAGAMENTO FATURA CARTAO", "05100000", operation="OUTROS")
        for day, cents in money.card_payments
    ]
    rows += [_saving(day, cents, "RESGATE POUPANCA") for day, cents in money.fetched]
    rows += _sweeps(money, rows, today)
    begin = month_shift(today, -MONTHS)
    kept = [
        row for row in rows if begin < row.day < today or (row.day == today and row.clock is None)
    ]  # a time of today may not have come yet
    kept += _scheduled(money, source, today)
    kept.sort(key=_by_day)
    return kept


def withdrawals(seat: str, today: date) -> list[tuple[date, int]]:
    """What the household fetches from its savings, every fifth month: (day, cents)."""
    source = dice(seat, "savings")
    days = [in_month(first, 22) for first in list(month_starts(today))[4::5]]
    return [(day, source.randint(3, 9) * 10_000) for day in days]


def savings_movements(money: Money, *, held: int, today: date) -> list[Movement]:
    """24 months of a savings account that began with `held`: deposits, interest, withdrawals."""
    fetched = dict(money.fetched)
    rows: list[Movement] = []
    for first in month_starts(today):
        month = [_saving(business_day(first, 6), money.saves, "DEPOSITO CONTA CORRENTE")]
        day = in_month(first, 22)
        if day in fetched:
            month.append(_saving(day, -fetched[day], "RESGATE POUPANCA"))
        interest = (held + money.saves) * 55 // 10_000
        month.append(
            replace(
                _saving(in_month(first, 18), interest, "RENDIMENTO POUPANCA"), category="03060000"
            )
        )
        held += sum(row.cents for row in month)
        rows += month
    begin = month_shift(today, -MONTHS)
    return sorted((row for row in rows if begin < row.day <= today), key=_by_day)


def _saving(day: date, cents: int, text: str) -> Movement:
    return _row(day, cents, text, "04000000", operation="OUTROS")


def balancing(rows: Sequence[Movement], today: date) -> Movement:
    """A movement that brings the sum of `rows` to nothing."""
    total = sum(row.cents for row in rows)
    return _row(today, -total, "APLICACAO AUTOMATICA", "03020000", operation="OUTROS")


def _sweeps(money: Money, rows: Sequence[Movement], today: date) -> Iterator[Movement]:
    """What people do with what is left: put it aside at the end of the month, or fetch some back."""
    for first in month_starts(today):
        last = in_month(first, 28)
        left = sum(
            row.cents for row in rows if (row.day.year, row.day.month) == (first.year, first.month)
        )
        kept = 12_000 + 1_000 * first.month
        moved = (left - kept) // 10_000 * 10_000
        if last > today or moved == 0:
            continue
        if money.business:
            text, category = ("RETIRADA DE LUCROS" if moved > 0 else "APORTE DE SOCIO"), "04000000"
        else:
            text, category = ("APLICACAO CDB" if moved > 0 else "RESGATE CDB"), "03020000"
        yield _row(last, -moved, text, category, operation="OUTROS")


def _by_day(row: Movement) -> date:
    return row.day


def _row(
    day: date,
    cents: int,
    text: str,
    category: str,
    *,
    operation: str,
    party: Party | None = None,
    clock: time | None = None,
    boleto: str | None = None,
    pending: bool = False,
) -> Movement:
    method = operation if party is not None and operation in ("PIX", "TED", "BOLETO") else None
    return Movement(
        day=day,
        cents=cents,
        description=text,
        category=category,
        operation=operation,
        party=party,
        method=method,
        clock=clock,
        boleto_line=boleto,
        pending=pending,
    )


def _income(money: Money, source: random.Random, first: date) -> Iterator[Movement]:
    if money.business:
        for _ in range(source.randint(14, 22)):
            day, cents = in_month(first, source.randint(1, 31)), source.randint(40000, 480000)
            yield _pix(source, day, cents, "PIX RECEBIDO")
        return
    payday = business_day(first, 5)
    yield _salary(payday, money.salary, "SALARIO OFICINA DE SOFTWARE GRAVATA")
    if first.month == 11:
        yield _salary(in_month(first, 29), money.salary // 2, "13O SALARIO 1A PARCELA")
    if first.month == 12:
        yield _salary(in_month(first, 19), money.salary * 4 // 10, "13O SALARIO 2A PARCELA")
    if source.random() < 0.3:
        cents = source.randint(30000, 140000)
        party = friend(source)
        text = "TED RECEBIDA TRABALHO AVULSO"
        yield _row(in_month(first, 17), cents, text, "05080000", operation="TED", party=party)


def _salary(day: date, cents: int, text: str) -> Movement:
    return _row(
        day, cents, text, "01010000", operation="TED", party=_EMPLOYER, clock=time(7, 4, 12)
    )


def _fixed(money: Money, source: random.Random, first: date) -> Iterator[Movement]:
    yield _row(
        in_month(first, 1), -2990, "TARIFA PACOTE DE SERVICOS", "16010000", operation="TARIFA"
    )
    yield _boleto(
        source, in_month(first, 10), -money.rent, "BOLETO ALUGUEL RUA DO SOL", "17010000", _LANDLORD
    )
    power = -source.randint(11000, 26000)
    yield _boleto(source, in_month(first, 12), power, "BOLETO LUZ PLANALTO", "17020002", _POWER)
    water = -source.randint(6000, 9800)
    yield _boleto(source, in_month(first, 14), water, "BOLETO AGUAS DO VALE", "17020001", _WATER)
    yield _boleto(source, in_month(first, 16), -11990, "BOLETO FIBRA LESTE", "07010001", _NET)
    yield _boleto(
        source, in_month(first, 8), -28900, "BOLETO ESCOLA DE IDIOMAS", "07020000", _SCHOOL
    )
    if money.saves:
        day = business_day(first, 6)
        yield _row(day, -money.saves, "TRANSFERENCIA POUPANCA", "04000000", operation="OUTROS")
    if money.loan:
        text = "PARCELA EMPRESTIMO PESSOAL"
        yield _row(in_month(first, 15), -money.loan, text, "02030000", operation="OUTROS")


def _everyday(money: Money, source: random.Random, first: date) -> Iterator[Movement]:
    for _ in range(source.randint(7, 12)):
        day = in_month(first, source.randint(1, 31))
        yield _pix(source, day, -source.randint(1500, 19000), "PIX ENVIADO")
    for _ in range(source.randint(1, 4)):
        day = in_month(first, source.randint(1, 31))
        yield _pix(source, day, source.randint(1500, 16000), "PIX RECEBIDO")
    for _ in range(source.randint(6, 11)):
        shop = source.choice(SHOPS[:7])
        cents = source.randint(shop.low, max(shop.low, shop.high // 3))
        day = in_month(first, source.randint(1, 31))
        yield Movement(
            day=day,
            cents=-cents,
            description=f"COMPRA DEBITO {shop.name.upper()}",
            category=shop.category,
            operation="CARTAO",
            merchant=shop,
        )
    fare = _row(in_month(first, 21), -520, "BILHETE UNICO METRO", "19020000", operation="CARTAO")
    yield fare
    yield fare  # there and back: two equal rows on one day
    if source.random() < 0.5:
        cents = -source.choice((5000, 10000, 20000))
        yield _row(in_month(first, 19), cents, "SAQUE 24H", "16040000", operation="SAQUE")
    if source.random() < 0.2:
        yield _pix(source, in_month(first, 24), source.randint(2000, 9000), "PIX DEVOLVIDO")
    if source.random() < 0.2:
        cents = -source.randint(20000, 90000)
        party = friend(source)
        yield _row(
            in_month(first, 20), cents, "TED ENVIADA", "05080000", operation="TED", party=party
        )


def _scheduled(money: Money, source: random.Random, today: date) -> Iterator[Movement]:
    """Payments that the bank will make: pending, dated ahead."""
    rent_day = in_month(month_shift(today.replace(day=1), 1), 10)
    text = "PAGAMENTO AGENDADO ALUGUEL"
    yield _row(
        rent_day,
        -money.rent,
        text,
        "17010000",
        operation="LANCAMENTO_FUTURO",
        party=_LANDLORD,
        pending=True,
    )
    party = friend(source)
    yield _row(
        today + timedelta(days=3),
        -15000,
        f"PIX AGENDADO {party.name.upper()}",
        "05070000",
        operation="LANCAMENTO_FUTURO",
        party=party,
        pending=True,
    )


def _pix(source: random.Random, day: date, cents: int, verb: str) -> Movement:
    party = friend(source)
    clock = time(source.randint(8, 22), source.randint(0, 59), source.randint(0, 59))
    text = f"{verb} {party.name.upper()}"
    return _row(day, cents, text, "05070000", operation="PIX", party=party, clock=clock)


def _boleto(
    source: random.Random, day: date, cents: int, text: str, category: str, party: Party
) -> Movement:
    line = f"80190.{source.randrange(10**5):05d} {source.randrange(10**5):05d}.{source.randrange(10**6):06d} 1"
    return _row(day, cents, text, category, operation="BOLETO", party=party, boleto=line)
