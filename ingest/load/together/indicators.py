"""Bringing the numbers of one indicator together: what plans promised, and what reports and statistics stated."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.language.lexicon import words
from parsers.language.names.indicators import indicator_named
from parsers.language.plans import names_plan_alone, past_year_opening, year_before

_ROLES = {"target": "promise", "baseline": "statement"}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_BEFORE = 24
"""Characters before a number that are asked what it counts: a phrase is rarely longer."""

_NUMBERS = """
select id, document_id, clause_id, table_id, row, indicator, comparator,
  coalesce(unit_base, unit), due, kind,
  quote, char_start
from targets where kind in ('target', 'baseline') and value is not null and indicator is not null and {where}
order by document_id, pk
"""
# What a document can give one number for only, given with several.
_DOUBT = """
update indicator_targets set doubtful = 1 where target_id in (
  select target_id from (
    select target_id, min(coalesce(value_base, value)) over one as least,
      max(coalesce(value_base, value)) over one as most
    from indicator_targets join targets on targets.id = target_id where {where}
    window one as (partition by document_id, indicator_id, indicator_targets.role, measure,
      indicator_targets.unit, indicator_targets.year)
  ) where least <> most)
"""
_INDICATOR = """
insert into indicators values (?, ?, ?, ?, ?) on conflict (id)
do update set promises = promises + excluded.promises, statements = statements + excluded.statements
"""
_DOCUMENT = """
select place, title, issued_on, text from documents where id = ?
"""
_CLAUSE = "select parent_id, heading, char_start, text from clauses where id = ?"
_TABLE = "select cells from tables where id = ?"


@dataclass(frozen=True, slots=True)
class _Document:
    """What a document says about all its numbers."""

    place: str | None
    title: str
    year: int | None
    text: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of an indicator (`key`: its id, place and name): its row of `indicator_targets`."""

    key: tuple[str, str | None, str]
    target: str
    role: str
    measure: str
    unit: str | None
    year: str | None
    basis: str | None
    doubtful: bool


def bring_together(connection: sqlite3.Connection, documents: str = "true") -> None:
    """Fill `indicators` and `indicator_targets` from the `targets` of some documents, or of all.

    Those are told by a condition on the column that is put in it.
    The numbers of documents that no place is known of may be of different ones: they are doubtful.
    Where a document gives several numbers for one indicator and year, its name does not say what is counted (性别比,
    of whom?): they are doubtful.
    """
    where = documents.format("targets.document_id")
    counted: dict[tuple[str, str | None, str], Counter[str]] = defaultdict(Counter)
    connection.executemany(
        "insert into indicator_targets values (?, ?, ?, ?, ?, ?, ?, ?)",
        _counted(_brought(_Reader(connection), where), counted),
    )
    connection.executemany(
        _INDICATOR,
        [
            (*key, count["promise"], count["statement"])
            for key, count in sorted(counted.items(), key=lambda item: item[0][0])
        ],
    )
    connection.execute(_DOUBT.format(where=where))


def _counted(
    numbers: Iterable[_Number], counted: dict[tuple[str, str | None, str], Counter[str]]
) -> Iterator[tuple[str | int | None, ...]]:
    """The rows of `indicator_targets` one by one, as they are counted by indicator and role."""
    for n in numbers:
        counted[n.key][n.role] += 1
        yield n.target, n.key[0], n.role, n.measure, n.unit, n.year, n.basis, n.doubtful


def _brought(reader: _Reader, where: str) -> Iterator[_Number]:
    """Each number that an indicator has."""
    for row in reader.connection.execute(_NUMBERS.format(where=where)):
        (
            target,
            document_id,
            clause_id,
            table_id,
            label,
            printed,
            comparator,
            unit,
            due,
            kind,
            quote,
            at,
        ) = row
        document = reader.document(document_id)
        before = "" if table_id else _words_before(document.text, at, quote)
        found = indicator_named(printed, unit, comparator, before)
        if found is None:
            continue
        heads = reader.heads(table_id, label, quote, _column_at(document.text, at)) if table_id else []
        year: tuple[str | None, str | None] = (due[:4], "due") if due else (None, None)
        if table_id and not due:
            year = _year_of_heads(heads)
        elif not due and clause_id:
            year = reader.year_of_clause(clause_id, at, document, kind == "baseline", found.measure)
        doubtful = (
            found.doubtful
            or document.place is None
            or (
                _counts_other(heads, quote)
                if table_id
                else reader.sums_years(found.measure, clause_id, at, document)
            )
        )
        if year[0] is None and not table_id and kind == "baseline":
            year = _year_of_title(document)
        key = (f"{document.place or '地方未载明'}/{found.name}", document.place, found.name)
        yield _Number(key, target, _ROLES[kind], found.measure, found.unit, *year, doubtful)


def _words_before(text: str, at: int, quote: str) -> str:
    """The words right before a number, those of its quotation too: 至少建成 of 至少建成1处."""
    digits = _NUMBER.search(quote)
    return text[max(0, at - _BEFORE) : at] + (quote[: digits.start()] if digits else "")


def _behind(heading: str | None, said: str) -> str:
    """What of the words of a clause stands behind its heading."""
    return said.partition(heading)[2] if heading and heading in said else said


def _year_of_title(document: _Document) -> tuple[str | None, str | None]:
    """The year of what is published about a year: 2024年国民经济和社会发展统计公报."""
    year = year_before(document.title, None)
    annual = re.search(words("ANNUAL").pattern, document.title)
    return (str(year), "title") if year and annual else (None, None)


def _column_at(text: str, at: int) -> int:
    """The column of a cell in a document's text, where a row is a line with tabs between its cells."""
    return text.count("\t", text.rfind("\n", 0, at) + 1, at)


def _heads(grid: list[list[str]], label: str | None, quote: str, column: int) -> list[str]:
    """The heads of the column of the row's cell that holds the quoted words.

    That is `column` where it holds them, else the only one that does; none where several do.
    """
    columns = {
        at
        for line in grid
        if label in line[:2] or label is None
        for at, cell in enumerate(line)
        if cell == quote
    }
    if column not in columns and len(columns) != 1:
        return []
    chosen = column if column in columns else columns.pop()
    return [line[chosen] for line in grid[:2] if chosen < len(line)]


def _year_of_heads(heads: list[str]) -> tuple[str | None, str | None]:
    years = {year for year in (year_before(head, None) for head in heads) if year}
    return (str(years.pop()), "head") if len(years) == 1 else (None, None)


def _counts_other(heads: list[str], quote: str) -> bool:
    """Whether a cell may count something else than its row's indicator: a column that counts progress (完成率), or
    several numbers (设区市≥25县级市≥20)."""
    progress = any(re.search(words("PROGRESS").pattern, head) for head in heads)
    return progress or (len(_NUMBER.findall(quote)) > 1 and bool(_CHINESE.search(quote)))


class _Reader:
    """Looks up what stands around a number."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._document: tuple[str, _Document] | None = None

    def document(self, document_id: str) -> _Document:
        """The document; the last one is kept, as numbers come in the order of documents."""
        if self._document is None or self._document[0] != document_id:
            row = self.connection.execute(_DOCUMENT, [document_id]).fetchone()
            place, title, issued, text = row
            year = int(issued[:4]) if issued else None
            self._document = (document_id, _Document(place, title, year, text))
        return self._document[1]

    def year_of_clause(
        self, clause_id: str, at: int, document: _Document, is_past: bool, measure: str
    ) -> tuple[str | None, str | None]:
        """The year that the clause's words before the number say, else the nearest heading above; of what is told of the
        past, also the words that open the section.

        What has been reached in several years (五年来达到) is so at their end, which a heading may say.
        """
        parent, heading, start, _ = self.connection.execute(_CLAUSE, [clause_id]).fetchone()
        said = _behind(heading, document.text[start:at])
        year = year_before(said, document.year)
        some = bool(re.search(words("SOMEYEARS").pattern, said)) and measure != "level"
        if year or some:
            return (str(year), "text") if year else (None, None)
        year, basis = year_before(heading or "", document.year), "heading"
        while year is None and parent is not None:
            parent, heading, _, opening = self.connection.execute(_CLAUSE, [parent]).fetchone()
            year, basis = year_before(heading or "", document.year), "heading"
            if year is None and is_past:
                year, basis = past_year_opening(opening, document.year), "opening"
        return (str(year), basis) if year else (None, None)

    def sums_years(self, measure: str, clause_id: str | None, at: int, document: _Document) -> bool:
        """Whether what was made or changed is told of several years at once: 过去五年, or under a heading of a plan."""
        if measure == "level" or not clause_id:
            return False
        parent, heading, start, _ = self.connection.execute(_CLAUSE, [clause_id]).fetchone()
        said = _behind(heading, document.text[start:at])
        if year_before(said, document.year) is not None:
            return False
        while parent is not None and year_before(heading or "", document.year) is None:
            parent, heading, _, _ = self.connection.execute(_CLAUSE, [parent]).fetchone()
        return bool(re.search(words("SOMEYEARS").pattern, said)) or names_plan_alone(heading or "")

    def heads(self, table_id: str, label: str | None, quote: str, column: int) -> list[str]:
        """The heads of a cell of a table."""
        (cells,) = self.connection.execute(_TABLE, [table_id]).fetchone()
        return _heads(json.loads(cells), label, quote, column)
