"""What stands in a column of a gazette by its name: the one answer for pages, lists of contents and documents."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast, get_args

from parsers.language.lexicon import LexiconError, table, words_in
from parsers.language.patterns import lazy

Holds = Literal["documents", "appointments", "chronicle", "reading"]
"""What a column holds; `gazette_columns.csv` says what each is."""

_IN_BRACKETS = lazy(r"[【\[〖](?P<name>.+)[】\]〗]")
_HOW = ("whole", "end", "any", "no")
_BEFORE = lazy("[^，。、；：]{2,10}")
_BEFORE_AMONG = lazy("[^，。、；：]{0,12}")


def column_name(line: str, *, among: bool = False) -> str | None:
    """The name of the column that a line names and nothing else, without its heavy brackets (`【人事任免】`), or None.

    `among` says that it stands where columns are named: in a list of contents, beside a running head.
    """
    bare = "".join(line.split())
    bracketed = _IN_BRACKETS.fullmatch(bare)
    name = bracketed["name"] if bracketed else bare
    if (among and bracketed) or any(
        name in words_in("gazette_columns", alone=how) for how in ("whole", "any")
    ):
        return name
    shape, allowed = (_BEFORE_AMONG, _HOW) if among else (_BEFORE, ("end", "any"))
    words = (words_in("gazette_columns", alone=how).ends(name) for how in allowed)
    return name if any(word and shape.fullmatch(name.removesuffix(word)) for word in words) else None


def column_holds(name: str) -> Holds | None:
    """What stands in a column of that name, or under a title that ends as one: 临江市大事记 is a chronicle."""
    word = words_in("gazette_columns").ends(name)
    return _holds()[word] if word else None


@cache
def _holds() -> dict[str, Holds]:
    rows = {row["word"]: row["holds"] for row in table("gazette_columns")}
    if unknown := {*rows.values()} - {*get_args(Holds)}:
        raise LexiconError(
            f"gazette_columns.csv: {' '.join(unknown)} is nothing that a column holds; one of {get_args(Holds)}"
        )
    return {word: cast(Holds, holds) for word, holds in rows.items()}
