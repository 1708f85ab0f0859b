"""Pluggy's instants as São Paulo dates, dates as people write them, periods and month arithmetic."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import StrEnum
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from pluggy_desktop.domain.money import NBSP

_INSTANT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,](?P<fraction>[0-9]{1,12}))?"
    r"\s*(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?(?:\[[A-Za-z0-9_/+-]{1,40}\])?)?",
)
_YEARS = range(1900, 2200)  # outside lie sentinels such as year 1
_MIDNIGHT = dt.time()

# fmt: off
_MONTHS = {
    "pt_BR": ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
              "setembro", "outubro", "novembro", "dezembro"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December"),
}
_DAYS = {
    "pt_BR": ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
              "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# fmt: on


class Period(StrEnum):
    """The periods a list or plot is narrowed to."""

    LAST_30_DAYS = "last_30_days"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    LAST_12_MONTHS = "last_12_months"
    ALL = "all"

    def bounds(self, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
        """First and last day, both included; None where there is no end.

        This month ends on its last day, so what is still pending in it is seen.
        """
        month = today.replace(day=1)
        match self:
            case Period.LAST_30_DAYS:
                return today - dt.timedelta(days=29), today
            case Period.THIS_MONTH:
                return month, add_months(month, 1) - dt.timedelta(days=1)
            case Period.LAST_MONTH:
                return add_months(month, -1), month - dt.timedelta(days=1)
            case Period.LAST_12_MONTHS:
                return add_months(today, -12) + dt.timedelta(days=1), today
            case Period.ALL:
                return None, None


@lru_cache(maxsize=4096)  # thousands of rows share a few instants
def parse_instant(text: str) -> dt.datetime:
    """An instant as Pluggy writes it, as an aware datetime in UTC.

    Understands "Z", "+00:00", "-0300", "Z[GMT]", fractions of any length and a bare date (midnight
    UTC); a time without a zone counts as UTC.

    Raises:
        ValueError: It is none of these, no such day or time, or not in this or its two
            neighbouring centuries.
    """
    found = _INSTANT.fullmatch(text.strip()) if len(text) <= 80 else None
    if found is None:
        raise ValueError("not a date and time")
    time = found["time"] or "00:00"
    fraction = (found["fraction"] or "")[:6].ljust(6, "0")
    zone = (found["zone"] or "Z").upper().replace("Z", "+00:00")
    seconds = time if time.count(":") == 2 else f"{time}:00"
    instant = dt.datetime.fromisoformat(f"{found['day']}T{seconds}.{fraction}{zone}")
    if instant.year not in _YEARS:
        raise ValueError("year out of range")
    return instant.astimezone(dt.UTC)


def to_date(instant: dt.datetime) -> dt.date:
    """The São Paulo calendar date of an aware `instant`.

    Institutions that know only the day send exactly midnight UTC, or midnight in São Paulo
    (03:00 UTC): the first is the day itself, anything else is converted.
    """
    utc = instant.astimezone(dt.UTC)
    return utc.date() if utc.time() == _MIDNIGHT else utc.astimezone(sao_paulo()).date()


def parse_date(text: str) -> dt.date:
    """The São Paulo calendar date of an instant or bare date as Pluggy writes it.

    Raises:
        ValueError: As for `parse_instant`.
    """
    return to_date(parse_instant(text))


@cache
def sao_paulo() -> ZoneInfo:
    """The time zone of all dates shown, with its summer times until 2019."""
    return ZoneInfo("America/Sao_Paulo")


def add_months(date: dt.date, months: int) -> dt.date:
    """The same day `months` later (or earlier), or that month's last day if it is shorter.

    Raises:
        ValueError: Beyond the years that a date can have.
    """
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError("year out of range")
    day = min(date.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day)


def format_date(date: dt.date, *, language: str) -> str:
    """14/07/2026 in Portuguese; 14 Jul 2026 in English, where 07/08 could be read two ways."""
    if language == "pt_BR":
        return f"{date.day:02d}/{date.month:02d}/{date.year:04d}"
    return f"{date.day}{NBSP}{_MONTHS[language][date.month - 1][:3]}{NBSP}{date.year:04d}"


def format_long_date(date: dt.date, *, language: str) -> str:
    """Write "sexta-feira, 20 de novembro de 2026"; "Friday, 20 November 2026"."""
    weekday, month = _DAYS[language][date.weekday()], _MONTHS[language][date.month - 1]
    if language == "pt_BR":
        day = "1º" if date.day == 1 else str(date.day)
        return f"{weekday}, {day} de {month} de {date.year}"
    return f"{weekday}, {date.day} {month} {date.year}"


def format_month(date: dt.date, *, language: str) -> str:
    """Write "novembro de 2026"; "November 2026"."""
    joint = " de " if language == "pt_BR" else " "
    return f"{_MONTHS[language][date.month - 1]}{joint}{date.year}"


def format_relative(then: dt.datetime, now: dt.datetime, language: str) -> str:
    """How long ago (or ahead) `then` is, seen from `now`; both aware.

    "agora", "há 3 min", "há 2 h", "há 5 dias", "em 3 min"; from a week on, the date.
    """
    seconds = int((now - then).total_seconds())
    minutes = abs(seconds) // 60
    portuguese = language == "pt_BR"
    if minutes == 0:
        return "agora" if portuguese else "just now"
    if minutes >= 7 * 24 * 60:
        return format_date(then.astimezone(sao_paulo()).date(), language=language)
    span = _span(minutes, portuguese=portuguese)
    if seconds > 0:
        return f"há {span}" if portuguese else f"{span} ago"
    return f"em {span}" if portuguese else f"in {span}"


def _span(minutes: int, *, portuguese: bool) -> str:
    """Whole minutes, hours or days of `minutes` (at least 1), rounded down."""
    if minutes < 60:
        return f"{minutes}{NBSP}min"
    if minutes < 24 * 60:
        return f"{minutes // 60}{NBSP}h"
    days = minutes // (24 * 60)
    one, many = ("dia", "dias") if portuguese else ("day", "days")
    return f"{days}{NBSP}{one if days == 1 else many}"
