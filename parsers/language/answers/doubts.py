"""What is said of a doubt: what it is called, and what an editor looks at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from parsers.language.lexicon import table

_NOT_SAID = "请对照原文核对。"


def said_of(code: str) -> tuple[str, str]:
    """What a doubt is called, and what is looked at; its code where nothing is written down of it."""
    return _said().get(code, (code, _NOT_SAID))


@cache
def _said() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["title"], row["look"]) for row in table("doubts")}
