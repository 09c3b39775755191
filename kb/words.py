"""The words for codes, as the descriptions of the columns write them: `lead` in the column `role` is 牵头."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from schema.tables import TABLES

# lead 牵头; >= 以上
_CODE_AND_WORD = re.compile(r"([a-z_]+|[<>=~+-]+) ([\u4e00-\u9fff]+)")


def words_of(table: str, column: str) -> Mapping[str, str]:
    """Every code of a column, with its word, in the order of its description; empty where it has none."""
    return WORDS.get((table, column), MappingProxyType({}))


def _codes(description: str) -> dict[str, str]:
    """The codes that a description explains: “lead 牵头，responsible 责任”. Empty where it explains none."""
    parts = (_CODE_AND_WORD.match(part) for part in re.split("[，。]", description))
    found = {part[1]: part[2] for part in parts if part}
    return found if len(found) > 1 else {}


WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    (table.name, column.name): codes
    for table in TABLES.values()
    for column in table.columns
    if (codes := _codes(column.description))
}
"""The words of every column with codes, by table and column."""
