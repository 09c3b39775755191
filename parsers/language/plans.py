"""Five-year plans: 十四五 is 2021 to 2025."""

from __future__ import annotations

import re

from parsers.language.lexicon import table

PLANS = {row["name"]: (int(row["start"]), int(row["end"])) for row in table("plans")}
"""First and last year of each plan by its short name."""

PLAN_NAME = "(?:" + "|".join(sorted(map(re.escape, PLANS), key=len, reverse=True)) + ")"
"""Source of a pattern without groups that matches a plan's short name, without quotation marks."""

_NAMED = re.compile(rf"[“\"](?P<name>{PLAN_NAME})[”\"]|第(?P<number>[一二三四五六七八九十]+)个五年规划")


def plan_named(text: str) -> tuple[int, int] | None:
    """First and last year of the plan that a title or heading names: “十四五”规划, 第十五个五年规划纲要."""
    match = _NAMED.search(text)
    return PLANS.get(match["name"] or f"{match['number']}五") if match else None
