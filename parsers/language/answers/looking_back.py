"""Whether a heading looks back at what was reached, or ahead: the one answer for every kind of fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from parsers.language.lexicon import Words, table


@lru_cache(maxsize=4096)
def looks_back(heading: str) -> bool | None:
    """True for 2025年工作回顾 and 规划目标完成情况, False for 重点任务, None for a heading that does not tell.

    Of several words that tell, the last decides: 存在问题和整改措施 looks ahead.
    """
    told = telling_words(heading)
    return told[-1][1] if told else None


def telling_words(heading: str) -> list[tuple[str, bool]]:
    """The words of a heading that tell which way it looks, in order, and for each whether it looks back."""
    pattern, looks = _signs()
    return [(match[0], looks[match[0]] == "back") for match in pattern.finditer(heading)]


def looking_back(headings: Sequence[str]) -> bool | None:
    """The same of headings that stand one in another: what stands in a review is one, whatever its own heading says."""
    told = [looks_back(heading) for heading in headings]
    return True if True in told else False if False in told else None


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a word that tells, and how each looks."""
    rows = table("headings")
    not_words = tuple(word for row in rows for word in row["not"].split())
    sign = Words("headings", tuple(row["word"] for row in rows), not_words)
    return re.compile(sign.pattern), {row["word"]: row["looks"] for row in rows}
