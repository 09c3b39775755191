"""What is said of an address for programs: its arguments, what they may be, and what is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["string", "integer", "day", "date", "year", "unit", "fields", "mark"]
"""`day` is a whole ISO date, `date` may be partial, `unit` is an organisation under any of its names."""

PATTERNS = {"day": r"\d{4}-\d{2}-\d{2}", "date": r"\d{4}(-\d{2}(-\d{2})?)?", "year": r"\d{4}"}
TAKES = {
    "day": "a day, YYYY-MM-DD",
    "date": "a day, month or year, YYYY-MM-DD, YYYY-MM or YYYY",
    "year": "a year, YYYY",
}


@dataclass(frozen=True)
class Argument:
    """An argument of an address: in its path or behind the question mark; `choices` are the only values, if any."""

    name: str
    chinese: str
    english: str
    kind: Kind = "string"
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None
    in_path: bool = False


@dataclass(frozen=True)
class Address:
    """An address that answers programs.

    `answer` names a type of the schema (`#Issue`), a list (`@due`), `object`, or a media type. `example` is one that
    any kb.db answers; where it names an id (`{document}`), one of the kb.db at hand is put in.
    """

    path: str
    chinese: str
    english: str
    answer: str
    arguments: tuple[Argument, ...] = ()
    example: str | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The paths that are this address."""
        return re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(self.path)))

    @property
    def in_query(self) -> dict[str, Argument]:
        """The arguments behind the question mark, by name."""
        return {argument.name: argument for argument in self.arguments if not argument.in_path}
