"""The years a document speaks in: what is past for it, the year of a date that prints none, the plan it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from parsers.language.dates import find_dates
from parsers.language.lexicon import words
from parsers.language.plans import plan_named

Plan = tuple[int, int]
"""The first and the last year."""


@dataclass(frozen=True, slots=True)
class Years:
    """`today` is the first ISO day that is not past for a document, `year` its year; None where nothing tells.

    `bare` is the year of a date that prints none: none in a regulation, and in what is for several years.
    """

    today: str | None = None
    bare: int | None = None

    @property
    def year(self) -> int | None:
        """The year in which the document speaks."""
        return int(self.today[:4]) if self.today else None


@lru_cache(maxsize=256)
def years_of(title: str, doc_type: str | None = None, issued_on: str | None = None) -> Years:
    """The years of a document: of its date, else of its title's dates, else of the plan that the title names.

    The year of a distant aim is none of them: 第十四个五年规划和2035年 | 远景目标纲要.
    """
    regulates = words("REGULATIONS").ends(doc_type or "") is not None
    if issued_on:
        return Years(issued_on, None if regulates else int(issued_on[:4]))
    dates = [date for date in find_dates(title) if not title.startswith("远景", date.end)]
    days = [day for date in dates for day in (date.first_day, date.last_day) if day]
    plan = plan_named(title)
    today = min(days) if days else f"{plan[0]}-01-01" if plan else None
    years = {day[:4] for day in days}
    return Years(today, int(years.pop()) if len(years) == 1 and not regulates else None)


def plan_about(headings: Iterable[str], title: str) -> Plan | None:
    """The five-year plan that the innermost heading that names one is about, or else the document."""
    return next((plan for name in (*reversed([*headings]), title) if (plan := plan_named(name))), None)
