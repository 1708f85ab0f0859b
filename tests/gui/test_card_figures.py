"""Bills and instalments of a card: what is paid, what is due, what is still to come."""

from __future__ import annotations

import datetime as dt

from pluggy_desktop.domain.models import Installment, TransactionStatus
from pluggy_desktop.gui.models.bills import next_bill, settled
from pluggy_desktop.gui.models.installments import upcoming
from pluggy_desktop.store import BillRow, TransactionRow

TODAY = dt.date(2026, 11, 23)


def bill(word: str, due: dt.date, total: int | None, paid: int = 0) -> BillRow:
    return BillRow(
        account_id="a",
        account_name="Cartão",
        institution="Banco",
        color="#000000",
        pluggy_id=word,
        due_on=due,
        total=total,
        currency="BRL",
        closed_on=None,
        minimum=None,
        paid=paid,
    )


def part(
    day: dt.date, number: int, total: int, amount: int = -1000, text: str = "Loja 1/3"
) -> TransactionRow:
    return TransactionRow(
        uid="00",
        key=0,
        pluggy_id="",
        account_id="a",
        account_name="Cartão",
        institution="Banco",
        color="#000000",
        date=day,
        description=text,
        amount=amount,
        currency="BRL",
        original_amount=None,
        original_currency=None,
        status=TransactionStatus.POSTED,
        category="",
        installment=Installment(number=number, total=total),
        bill_id="",
        counterparty="",
    )


def test_payments_that_come_with_a_bill_settle_the_one_before() -> None:
    bills = [
        bill("nov", dt.date(2026, 11, 15), 300, paid=200),
        bill("sep", dt.date(2026, 9, 15), 100, paid=50),
        bill("oct", dt.date(2026, 10, 15), 200, paid=100),
    ]
    assert settled(bills) == {"sep": 100, "oct": 200, "nov": None}
    assert settled([]) == {}


def test_the_bill_to_be_paid_next() -> None:
    due = bill("dec", dt.date(2026, 12, 1), 500)
    assert next_bill([bill("nov", dt.date(2026, 11, 1), 500), due], TODAY) == due
    assert next_bill([bill("nov", dt.date(2026, 11, 1), 500)], TODAY) is None
    assert next_bill([bill("dec", dt.date(2026, 12, 1), None)], TODAY) is None
    later = bill("jan", dt.date(2027, 1, 1), 10, paid=500)
    assert next_bill([due, later], TODAY) == later


def test_missing_parts_are_counted_on() -> None:
    rows = [part(dt.date(2026, 10, 19), 1, 3), part(dt.date(2026, 11, 19), 2, 3, text="Loja 2/3")]
    assert upcoming(rows, TODAY) == [(dt.date(2026, 12, 1), 1000)]


def test_parts_posted_ahead_are_not_counted_twice() -> None:
    rows = [part(dt.date(2026, 10 + n, 19), n + 1, 3) for n in range(3)]
    assert upcoming(rows, TODAY) == [(dt.date(2026, 12, 1), 1000)]


def test_parts_posted_on_the_day_of_the_purchase_are_spread_over_the_months() -> None:
    rows = [part(dt.date(2026, 10, 19), n + 1, 4) for n in range(4)]
    assert upcoming(rows, TODAY) == [(dt.date(2026, 12, 1), 1000), (dt.date(2027, 1, 1), 1000)]


def test_two_equal_purchases_stay_two() -> None:
    rows = [part(dt.date(2026, 11, 19), 1, 2), part(dt.date(2026, 11, 20), 1, 2)]
    assert upcoming(rows, TODAY) == [(dt.date(2026, 12, 1), 2000)]


def test_two_purchases_at_the_same_shop_keep_their_own_ends() -> None:
    rows = [
        part(dt.date(2026, 10, 19), 2, 3, -1000),
        part(dt.date(2026, 11, 19), 3, 3, -1000),
        part(dt.date(2026, 11, 5), 1, 3, -500),
    ]
    assert upcoming(rows, TODAY) == [(dt.date(2026, 12, 1), 500), (dt.date(2027, 1, 1), 500)]


def test_what_ended_early_is_not_dreamt_up() -> None:
    assert upcoming([part(dt.date(2026, 5, 19), 1, 12)], TODAY) == []


def test_a_first_part_with_the_odd_cents() -> None:
    rows = [
        part(dt.date(2026, 10, 19), 1, 3, -1001),
        part(dt.date(2026, 11, 19), 2, 3, -1000),
    ]
    assert upcoming(rows, TODAY) == [(dt.date(2026, 12, 1), 1000)]


def test_nonsense_is_left_out() -> None:
    assert upcoming([part(TODAY, 0, 3), part(TODAY, 4, 3), part(TODAY, 1, 1)], TODAY) == []
