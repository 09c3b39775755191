"""Limits that hang on an event: working days by the official holidays, or no day at all."""

from __future__ import annotations

from datetime import date

import pytest

from kb.answers.workdays import UnknownYearError, last_day


@pytest.mark.parametrize(
    ("event", "duration", "working", "before", "last"),
    [
        ("2022-09-26", "P5D", True, False, "2022-10-08"),  # over the National Day; 8 October is worked
        ("2022-09-26", "P5D", False, False, "2022-10-01"),
        ("2022-04-29", "P1D", True, False, "2022-05-05"),  # over Labour Day
        ("2022-10-10", "P2D", True, True, "2022-10-08"),
        ("2024-01-31", "P1M", False, False, "2024-02-29"),
        ("2024-02-29", "P1Y", False, False, "2025-02-28"),
        ("2024-03-01", "P2W", False, True, "2024-02-16"),
    ],
)
def test_the_last_day(event: str, duration: str, working: bool, before: bool, last: str) -> None:
    assert str(last_day(date.fromisoformat(event), duration, working, before)) == last


@pytest.mark.parametrize("duration", ["PT24H", "", "P", "P9999Y", "20"])
def test_what_is_no_length_of_days_gives_none(duration: str) -> None:
    assert last_day(date(2024, 3, 1), duration) is None


@pytest.mark.parametrize(("event", "year"), [("1999-03-01", 1999), ("2099-12-30", 2099)])
def test_a_year_that_the_calendar_does_not_know_gives_no_day(event: str, year: int) -> None:
    with pytest.raises(UnknownYearError) as raised:
        last_day(date.fromisoformat(event), "P10D", working_days=True)
    assert raised.value.year == year
