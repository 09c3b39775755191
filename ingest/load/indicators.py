"""Bringing the numbers of one indicator together: what plans promised, and what reports and statistics stated."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.load.units import place_named
from parsers.language.lexicon import words
from parsers.language.names.indicators import indicator_named
from parsers.language.plans import year_before

_ROLES = {"target": "promise", "baseline": "statement"}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_BEFORE = 24
"""Characters before a number that are asked what it counts: a phrase is rarely longer."""

_NUMBERS = """
select id, document_id, clause_id, table_id, row, indicator, comparator, value, coalesce(unit_base, unit), due, kind,
  quote, char_start
from targets where kind in ('target', 'baseline') and value is not null and indicator is not null
order by document_id, pk
"""
_DOCUMENT = """
select d.issuer, d.title, d.issued_on, d.text, p.title, p.issuer, i.gazette, s.declared
from documents d left join documents p on p.id = d.parent_id left join issues i on i.id = d.issue_id
join sources s on s.id = d.source_id where d.id = ?
"""
_CLAUSE = "select parent_id, heading, char_start from clauses where id = ?"
_TABLE = "select caption, cells from tables where id = ?"


@dataclass(frozen=True, slots=True)
class _Document:
    """What a document says about all its numbers."""

    place: str | None
    title: str
    year: int | None
    text: str


def bring_together(connection: sqlite3.Connection) -> dict[str, int]:
    """Fill `indicators` and `indicator_targets` from `targets`; returns how many rows each has."""
    counted: dict[tuple[str, str | None, str], Counter[str]] = {}
    numbers: list[tuple[object, ...]] = []
    for indicator, role, row in _brought(_Reader(connection)):
        counted.setdefault(indicator, Counter())[role] += 1
        numbers.append((row[0], indicator[0], role, *row[1:]))
    connection.executemany(
        "insert into indicators values (?, ?, ?, ?, ?)",
        [
            (*key, count["promise"], count["statement"])
            for key, count in sorted(counted.items(), key=lambda item: item[0][0])
        ],
    )
    connection.executemany("insert into indicator_targets values (?, ?, ?, ?, ?, ?, ?, ?)", numbers)
    return {"indicators": len(counted), "indicator_targets": len(numbers)}


def _brought(
    reader: _Reader,
) -> Iterator[tuple[tuple[str, str | None, str], str, tuple[object, ...]]]:
    """Each number with its indicator (id, place, name), its role, and its row of `indicator_targets` without the two."""
    for row in reader.connection.execute(_NUMBERS).fetchall():
        (
            target,
            document_id,
            clause_id,
            table_id,
            label,
            printed,
            comparator,
            _,
            unit,
            due,
            kind,
            quote,
            at,
        ) = row
        document = reader.document(document_id)
        before = "" if table_id else document.text[max(0, at - _BEFORE) : at]
        found = indicator_named(printed, unit, comparator, before)
        if found is None:
            continue
        year: tuple[str | None, str | None] = (due[:4], "due") if due else (None, None)
        if table_id and not due:
            year = reader.year_of_cell(table_id, label, quote, kind)
        elif not due and clause_id:
            year = reader.year_of_clause(clause_id, at, document)
        doubtful = found.doubtful or reader.is_other(
            table_id, label, quote, found.measure, clause_id, at, document
        )
        if year[0] is None and not table_id and kind == "baseline":
            year = _year_of_title(document)
        key = (f"{document.place or '地方未载明'}/{found.name}", document.place, found.name)
        yield key, _ROLES[kind], (target, found.measure, found.unit, *year, int(doubtful))


def _year_of_title(document: _Document) -> tuple[str | None, str | None]:
    """The year of what is published about a year: 2024年国民经济和社会发展统计公报."""
    year = year_before(document.title, None)
    annual = re.search(words("ANNUAL").pattern, document.title)
    return (str(year), "title") if year and annual else (None, None)


def _heads(grid: list[list[str]], label: str | None, quote: str) -> list[str]:
    """The heads of the only column in which the row's cell holds the quoted words; none where several do."""
    columns = {
        column
        for line in grid
        if label in line[:2] or label is None
        for column, cell in enumerate(line)
        if cell == quote
    }
    if len(columns) != 1:
        return []
    column = columns.pop()
    return [line[column] for line in grid[:2] if column < len(line)]


class _Reader:
    """Looks up what stands around a number."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._place = lru_cache(20_000)(place_named)
        self._document: tuple[str, _Document] | None = None

    def document(self, document_id: str) -> _Document:
        """The document; the last one is kept, as numbers come in the order of documents."""
        if self._document is None or self._document[0] != document_id:
            row = self.connection.execute(_DOCUMENT, [document_id]).fetchone()
            issuer, title, issued, text, above, above_issuer, gazette, declared = row
            place = self._place(issuer, title, above, above_issuer, gazette)
            place = place or json.loads(declared or "{}").get("place")
            year = int(issued[:4]) if issued else None
            self._document = (document_id, _Document(place, title, year, text))
        return self._document[1]

    def year_of_clause(self, clause_id: str, at: int, document: _Document) -> tuple[str | None, str | None]:
        """The year that the clause's words before the number say, else the nearest heading above."""
        parent, heading, start = self.connection.execute(_CLAUSE, [clause_id]).fetchone()
        said = document.text[start:at]
        year = year_before(said, document.year)
        if year or re.search(words("SOMEYEARS").pattern, said):
            return (str(year), "text") if year else (None, None)
        while year is None:
            year = year_before(heading or "", document.year)
            if year is None and parent is None:
                return None, None
            if year is None:
                parent, heading, _ = self.connection.execute(_CLAUSE, [parent]).fetchone()
        return str(year), "heading"

    def is_other(
        self,
        table_id: str | None,
        label: str | None,
        quote: str,
        measure: str,
        clause_id: str | None,
        at: int,
        document: _Document,
    ) -> bool:
        """Whether a number may count something else than its indicator does.

        So it is in a cell with several numbers (设区市≥25县级市≥20), in a column that counts the row's own progress
        (完成率), and where what was made is the sum of several years (过去五年).
        """
        if table_id:
            _, cells = self.connection.execute(_TABLE, [table_id]).fetchone()
            heads = _heads(json.loads(cells), label, quote)
            progress = any(re.search(words("PROGRESS").pattern, head) for head in heads)
            return progress or (len(_NUMBER.findall(quote)) > 1 and bool(_CHINESE.search(quote)))
        if measure == "level" or not clause_id:
            return False
        _, _, start = self.connection.execute(_CLAUSE, [clause_id]).fetchone()
        said = document.text[start:at]
        return year_before(said, document.year) is None and bool(re.search(words("SOMEYEARS").pattern, said))

    def year_of_cell(
        self, table_id: str, label: str | None, quote: str, kind: str
    ) -> tuple[str | None, str | None]:
        """The year in the head of the only column in which a row's cell holds the quoted words."""
        _, cells = self.connection.execute(_TABLE, [table_id]).fetchone()
        grid = json.loads(cells)
        years = {year for year in (year_before(head, None) for head in _heads(grid, label, quote)) if year}
        return (str(years.pop()), "head") if len(years) == 1 else (None, None)
