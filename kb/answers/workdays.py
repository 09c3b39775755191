"""The last day of a limit that hangs on an event whose day the reader knows, by the official holidays."""

from __future__ import annotations

import re
from datetime import date, timedelta

import chinese_calendar

from kb.answers.calendar import add_months

_LENGTH = re.compile(r"P([0-9]{1,4})([DWMY])")


class UnknownYearError(ValueError):
    """The official holidays of a year are not known: no day can be computed."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}: the official holidays are not known")
        self.year = year


def last_day(event: date, duration: str, working_days: bool = False, before: bool = False) -> date | None:
    """The last day of a length of time (ISO 8601) after an event, or before it; the day of the event does not count.

    None for a length in hours, or none that is known. Raises UnknownYearError where working days fall into a year
    whose holidays the calendar does not know.
    """
    match = _LENGTH.fullmatch(duration)
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    sign = -1 if before else 1
    try:
        if unit in "MY":
            return add_months(event, sign * count * (12 if unit == "Y" else 1))
        days = count * (7 if unit == "W" else 1)
        return _working(event, days, sign) if working_days else event + timedelta(days=sign * days)
    except (OverflowError, ValueError) as error:
        if isinstance(error, UnknownYearError):
            raise
        return None


def _working(event: date, count: int, sign: int) -> date:
    day = event
    while count:
        day += timedelta(days=sign)
        count -= _is_workday(day)
    return day


def _is_workday(day: date) -> bool:
    try:
        worked: bool = chinese_calendar.is_workday(day)
    except NotImplementedError as error:
        raise UnknownYearError(day.year) from error
    return worked
