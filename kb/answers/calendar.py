"""Days: today in China, the spans that people name, and when a recurring duty comes round again."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from parsers.language.dates import find_dates

CHINA = ZoneInfo("Asia/Shanghai")
"""The time of the country."""
_MONTHS = {"P1M": 1, "P2M": 2, "P3M": 3, "P4M": 4, "P6M": 6, "P1Y": 12, "P12M": 12}
_EVERY = re.compile(r"每(?:一|个)?(?:年度?|季度?|半年|月)|年年|逐年|按[年月季]")


def today() -> date:
    """The day it is in China."""
    return datetime.now(CHINA).date()


def span(name: str, day: date) -> tuple[str | None, str]:
    """First and last day of `overdue`, `month`, `quarter`, `next_quarter` or `year`, seen from a day.

    Raises KeyError for another name.
    """
    quarter = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = add_months(quarter, 3)
    spans: dict[str, tuple[date | None, date]] = {
        "overdue": (None, day - timedelta(days=1)),
        "month": (day.replace(day=1), add_months(day.replace(day=1), 1) - timedelta(days=1)),
        "quarter": (quarter, after - timedelta(days=1)),
        "next_quarter": (after, add_months(after, 3) - timedelta(days=1)),
        "year": (date(day.year, 1, 1), date(day.year, 12, 31)),
    }
    first, last = spans[name]
    return first.isoformat() if first else None, last.isoformat()


def add_months(day: date, months: int) -> date:
    """The same day some months later, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def occurrences(text: str, duration: str | None, start: date, end: date) -> Iterator[date]:
    """The last day of each occurrence between two days of what `text` says recurs (`每年9月`, `每半年`, `每月10日前`).

    A period that is not made of months (`每周`, `每天`) never falls due on a day that matters: none is given.
    """
    months = _MONTHS.get(duration or "")
    if months is None:
        return
    year = start.year - 1
    while year <= end.year:
        for day in _of_year(text, months, year):
            if start <= day <= end:
                yield day
        year += 1


def _of_year(text: str, months: int, year: int) -> Iterator[date]:
    """When it falls due within a year: on the day or in the month that is named, else at the end of each period."""
    named = _EVERY.sub("", text)
    if months == 12:
        found = [found for found in find_dates(named, year) if found.last_day]
        if found:
            yield date.fromisoformat(str(found[0].last_day))
            return
    day = re.search(r"(\d{1,2})[日号]", named) if months < 12 else None
    for month in range(months, 13, months):
        last = calendar.monthrange(year, month)[1]
        yield date(year, month, min(int(day[1]), last) if day and 1 <= int(day[1]) <= 31 else last)
