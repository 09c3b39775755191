"""What a table's column holds by its head: the one answer for readers of tables and for readers of facts."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, cast, get_args

from parsers.language.answers.duty_verbs import role_in_head
from parsers.language.lexicon import LexiconError, Words, table
from parsers.language.patterns import lazy

Meaning = Literal[
    "serial",
    "nature",
    "grade",
    "measure",
    "group",
    "name",
    "task",
    "time",
    "lead",
    "responsible",
    "cooperate",
    "note",
]
"""What a column holds; `column_heads.csv` says what each is."""

_SHAPES = {"whole": r"\A{}\Z", "end": r"{}\Z", "start": r"\A{}", "in": "{}"}
"""Where in a head a word may stand, in the order in which they are tried."""
BRACKETED_TAIL = lazy(r"[（(\[〔【][^（(]{1,12}(?:（.{1,4}）)?[）)\]〕】]$")


@lru_cache(maxsize=4096)
def column_meaning(head: str) -> Meaning | None:
    """What a column holds whose head is this, white space and a bracket at its end left out; None if no word tells."""
    bare = re.sub(r"\s", "", head)
    bare = BRACKETED_TAIL.sub("", bare) or bare
    whole, *others = _matchers()
    if match := whole[0].search(bare):
        return whole[1][match[0]]
    role = role_in_head(bare)
    if role in ("lead", "responsible", "cooperate"):
        return role
    found = ((pattern.search(bare), meanings) for pattern, meanings in others)
    return next((meanings[match[0]] for match, meanings in found if match), None)


@cache
def _matchers() -> list[tuple[re.Pattern[str], dict[str, Meaning]]]:
    """For each place in turn: what finds a word there, and what each word means."""
    found = []
    for place, shape in _SHAPES.items():
        rows = [row for row in table("column_heads") if row["place"] == place]
        meanings = {row["word"]: _meaning(row["meaning"]) for row in rows}
        if meanings:
            not_words = tuple(word for row in rows for word in row["not"].split())
            pattern = re.compile(shape.format(Words("column_heads", tuple(meanings), not_words).pattern))
            found.append((pattern, meanings))
    return found


def _meaning(word: str) -> Meaning:
    if word not in get_args(Meaning):
        raise LexiconError(f"column_heads.csv: {word} is no meaning; one of {', '.join(get_args(Meaning))}")
    return cast(Meaning, word)
