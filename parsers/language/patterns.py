"""Patterns that are compiled when they are first asked for something: a command compiles what its text needs."""

from __future__ import annotations

import re
from typing import Any, cast

_ANSWERS = (
    *("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "scanner"),
    *("flags", "groups", "groupindex"),
)


class Lazy:
    """Stands for a compiled pattern; it becomes one with the first question, and costs nothing more after that."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ANSWERS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((answer, getattr(compiled, answer)) for answer in _ANSWERS)
        return self.__dict__[name]


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when it is first asked to search or match; `pattern.pattern` is its source before that too.

    An error in it shows only then: a test compiles every one.
    """
    return cast("re.Pattern[str]", Lazy(pattern, flags))


SENTENCE_END = lazy(r"[。；;\n]")
"""Where a sentence ends, or what a semicolon closes of it."""
JOINS = lazy("[、和及与]")
"""What joins the members of a list."""
HAN = lazy("[\u4e00-\u9fff]")
"""A Chinese character."""
