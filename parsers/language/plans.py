"""Years as plans and reports say them: 十四五 is 2021 to 2025, 去年 the one before the report's."""

from __future__ import annotations

import re

from parsers.language.lexicon import table, words
from parsers.language.patterns import lazy

PLANS = {row["name"]: (int(row["start"]), int(row["end"])) for row in table("plans")}
"""First and last year of each plan by its short name."""

PLAN_NAME = "(?:" + "|".join(sorted(map(re.escape, PLANS), key=len, reverse=True)) + ")"
"""Source of a pattern without groups that matches a plan's short name, without quotation marks."""

_NAMED = lazy(rf"[“\"](?P<name>{PLAN_NAME})[”\"]|第(?P<number>[一二三四五六七八九十]+)个五年规划")
_MENTION = lazy(
    f"(?P<relative>{words('RELATIVE').pattern})?(?:"
    rf"(?P<year>(?<!\d)(?:19|20)\d\d)(?=年(?!版))|[“\"](?P<plan>{PLAN_NAME})[”\"]"
    f"|(?P<some>{words('SOMEYEARS').pattern})"
    f"|(?P<last>{words('LASTYEAR').pattern})|(?P<this>{words('THISYEAR').pattern}))"
)


def plan_named(text: str) -> tuple[int, int] | None:
    """First and last year of the plan that a title or heading names: “十四五”规划, 第十五个五年规划纲要."""
    match = _NAMED.search(text)
    return PLANS.get(match["name"] or f"{match['number']}五") if match else None


def year_before(text: str, written: int | None) -> int | None:
    """The year that the last mention in `text` means; None where there is none, or where it is a span of years.

    `written` is the year in which the text was issued, by which 去年 and 今年 are understood. A year that only
    says with what something is compared (比2020年, 由上年) is no mention.
    """
    found = None
    for match in _MENTION.finditer(text):
        if match["relative"]:
            continue
        if match["year"]:
            found = int(match["year"])
        elif match["plan"]:
            found = PLANS[match["plan"]][1]
        elif match["some"] or written is None:
            found = None
        else:
            found = written - 1 if match["last"] else written
    return found


def names_plan_alone(text: str) -> bool:
    """Whether all that `text` says of years is a plan, which is of several: “十四五”时期回顾, not 2025年和“十四五”时期回顾."""
    mentions = [match for match in _MENTION.finditer(text) if not match["relative"]]
    return bool(mentions) and all(match["plan"] for match in mentions)


def past_year_opening(text: str, written: int | None) -> int | None:
    """The one past year that the first sentence of a text names: 2025年是收官之年, of a report of 2026."""
    first = text.partition("。")[0]
    years = {int(m["year"]) for m in _MENTION.finditer(first) if m["year"] and not m["relative"]}
    year = years.pop() if len(years) == 1 else None
    return year if year and written and year < written else None
