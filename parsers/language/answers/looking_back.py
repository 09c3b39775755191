"""Whether a heading looks back at what was reached, or ahead: the one answer for every kind of fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from parsers.language.lexicon import Words, table
from parsers.language.patterns import lazy

_PARTS = lazy("[、，,；;和与及]")
_LAST = 1
"""What the last part of a heading counts more: it says what the rest is for."""


@lru_cache(maxsize=4096)
def looks_back(heading: str) -> bool | None:
    """True for 2025年工作回顾 and 规划目标完成情况, False for 存在问题和整改措施; None where the words say nothing or as much
    for one as for the other."""
    score = sum(weight for _, weight in telling_words(heading))
    return score > 0 if score else None


def telling_words(heading: str) -> list[tuple[str, int]]:
    """The words of a heading that tell which way it looks, one a part, with their weights: above 0 for back, below for ahead.

    Of the words of a part the last tells: 规划目标 | 完成情况.
    """
    pattern, weights = _signs()
    found = list(pattern.finditer(heading))
    ends = [i for i, word in enumerate(found[1:]) if _PARTS.search(heading, found[i].end(), word.start())]
    told = [(found[i][0], weights[found[i][0]]) for i in (*ends, len(found) - 1) if found]
    return [*told[:-1], *((word, weight + (_LAST if weight > 0 else -_LAST)) for word, weight in told[-1:])]


def looking_back(headings: Sequence[str]) -> bool | None:
    """The same of headings that stand one in another: what stands in a review is one, whatever its own heading says."""
    told = [looks_back(heading) for heading in headings]
    return True if True in told else False if False in told else None


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds a word that tells, and how each weighs."""
    rows = table("headings")
    not_words = tuple(word for row in rows for word in row["not"].split())
    sign = Words("headings", tuple(row["word"] for row in rows), not_words)
    weights = {row["word"]: int(row["weight"]) * (1 if row["looks"] == "back" else -1) for row in rows}
    return re.compile(sign.pattern), weights
