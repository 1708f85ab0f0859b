"""Amounts, dates and spans of time as the window writes them, in the language in use."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from pluggy_desktop import i18n
from pluggy_desktop.domain import dates, money

HIDDEN: Final = "•••"


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How figures are written. With `hidden`, every amount is three dots, whatever it is."""

    hidden: bool = False

    def amount(
        self, minor: int | None, currency: str = "BRL", *, symbol: bool = True, plus: bool = False
    ) -> str:
        """`minor` units of `currency`; an em dash where the bank did not say."""
        if minor is None:
            return "—"
        if self.hidden:
            return HIDDEN
        return money.format_amount(
            minor, currency, language=i18n.language(), symbol=symbol, plus=plus
        )

    def cell(self, minor: int | None, currency: str = "BRL") -> str:
        """An amount in a column: reais are the rule and go without their mark."""
        return self.amount(minor, currency, symbol=currency != "BRL")

    def compact(self, minor: int, currency: str = "BRL") -> str:
        """An amount for an axis."""
        if self.hidden:
            return HIDDEN
        return money.format_compact(minor, currency, language=i18n.language())

    def percent(self, tenths: int) -> str:
        """A percentage from tenths of a percent: 125 → "12,5 %". Hidden like an amount."""
        if self.hidden:
            return HIDDEN
        return money.format_amount(
            tenths * 10, "BRL", language=i18n.language(), symbol=False, plus=True
        )[:-1] + (f"{money.NBSP}%")


def date(day: dt.date) -> str:
    """14/07/2026."""
    return dates.format_date(day, language=i18n.language())


def long_date(day: dt.date) -> str:
    """Terça-feira, 14 de julho de 2026; in lower case as the language has it."""
    return dates.format_long_date(day, language=i18n.language())


def month(day: dt.date) -> str:
    """Julho de 2026."""
    return dates.format_month(day, language=i18n.language())


def month_name(day: dt.date) -> str:
    """Only the month's name, without its year."""
    return month(day).split(" ", 1)[0]


def short_month(day: dt.date) -> str:
    """The month in three letters: "jul", "Jul"."""
    return month(day)[:3]


def short_day(day: dt.date) -> str:
    """A day of a year that is plain from the context: "14/07", "14 Jul"."""
    if i18n.language() == "pt_BR":
        return f"{day.day:02d}/{day.month:02d}"
    return f"{day.day}{money.NBSP}{short_month(day)}"


def plot_day(day: dt.date, *, with_year: bool) -> str:
    """A day as a plot's read-out says it: "14 jul", or "14 jul 2025" in another year."""
    text = f"{day.day}{money.NBSP}{short_month(day)}"
    return f"{text}{money.NBSP}{day.year}" if with_year else text


def relative(then: dt.datetime, now: dt.datetime) -> str:
    """Há 3 min."""
    return dates.format_relative(then, now, i18n.language())


def moment(then: dt.datetime) -> str:
    """A day and time of day in São Paulo: "14/07/2026 15:22"."""
    local = then.astimezone(dates.sao_paulo())
    return f"{date(local.date())} {local:%H:%M}"
