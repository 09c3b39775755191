"""Tables of people: members with their roles and posts, or whom an act appoints to what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.language.lexicon import words
from parsers.language.names.placed import likeness


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its text and where it begins in the row's line."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row that names a person: the name and the cells by the head of their column. `line` counts from the first."""

    name: str
    line: int
    end: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """Lines `[start:end)` of tab-separated cells under a head that has 姓名."""

    start: int
    end: int
    heads: tuple[str, ...]
    rows: tuple[PersonRow, ...]


def people_tables(lines: Sequence[str]) -> Iterator[PeopleTable]:
    """The tables among lines whose heads name people; lists of marks, numbers and telephones are none."""
    at = 0
    while at < len(lines):
        heads = tuple(re.sub(r"\s", "", cell) for cell in lines[at].split("\t"))
        if len(heads) < 2 or "姓名" not in heads or words("NOTPEOPLE").inside("".join(heads)):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and "\t" in lines[end]:
            end += 1
        yield PeopleTable(at, end, heads, tuple(_rows(lines, at, end, heads)))
        at = end


def _rows(lines: Sequence[str], start: int, end: int, heads: tuple[str, ...]) -> Iterator[PersonRow]:
    for at in range(start + 1, end):
        cells = [cell.strip() for cell in lines[at].split("\t")]
        by_head = dict(zip(heads, cells, strict=False))
        name = re.sub(r"\s", "", by_head.get("姓名", ""))
        if likeness(name):
            yield PersonRow(name, at, len(lines[at].rstrip()), by_head)
