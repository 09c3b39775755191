"""What an answer is: its heads, and its rows one after another."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kb.words import words_of

Row = Mapping[str, Any]
Kind = Literal["text", "date", "number", "list", "doubts"]


@dataclass(frozen=True, slots=True)
class Head:
    """A column of an answer: its name in JSON, the head that people read, what its cells hold, its width in characters.

    Where its cells hold codes, people read words: those of `words`, of the column of this name in `table`, or what the
    row says under the name `reads`.
    """

    name: str
    title: str
    kind: Kind = "text"
    width: int = 12
    table: str = ""
    words: Mapping[str, str] | None = None
    reads: str = ""

    def shown(self, row: Row) -> Any:
        """What people read in a row's cell."""
        value = row.get(self.name)
        if self.kind == "doubts":
            return "；".join(_titles(row))
        if self.reads:
            return row.get(self.reads)
        words = self.words or (words_of(self.table, self.name) if self.table else {})
        return words.get(str(value), value)


@dataclass(frozen=True, slots=True)
class Seek:
    """How a list goes on: `mark` names a row, `behind` gives the rows that follow the one so named, and reads no others.

    A mark is a number, perhaps with more before it: `17`, `2025-12-31~17`.
    """

    mark: Callable[[Row], str]
    behind: Callable[[str], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under heads. The rows are read once, as they are asked for; a long list can go on behind a row (`seek`)."""

    name: str
    title: str
    heads: tuple[Head, ...]
    rows: Iterable[Row]
    seek: Seek | None = None


def doubts_of(row: Row) -> list[str]:
    """The codes of what is doubted of a row, which holds them as the database does."""
    codes: list[str] = json.loads(row.get("doubts") or "[]")
    return codes


def _titles(row: Row) -> list[str]:
    """What the doubts of a row are called."""
    from parsers.language.answers.doubts import said_of  # what holds no doubts reads no lexicon

    return [said_of(code)[0] for code in doubts_of(row)]


def addressed(answer: Answer, link: Callable[[str], str]) -> Answer:
    """The answer with addresses that can be followed from anywhere: `link` makes `/c/…` one."""
    names = {"address", *(head.name for head in answer.heads if head.name.endswith("address"))}

    def linked(rows: Iterable[Row]) -> Iterator[Row]:
        return ({**row, **{name: link(row[name]) for name in names if row.get(name)}} for row in rows)

    seek = answer.seek
    further = seek and Seek(seek.mark, lambda mark: linked(seek.behind(mark)))
    return replace(answer, rows=linked(answer.rows), seek=further)


PLACE = (
    Head("document_title", "文件", width=36),
    Head("doc_number", "发文字号", width=20),
    Head("issued_on", "成文日期", "date"),
    Head("path", "条款", width=14),
    Head("page", "页", "number", 6),
    Head("quote", "原文", width=40),
    Head("doubts", "存疑", "doubts", 16),
    Head("id", "标识", width=20),
    Head("clause_id", "条款标识", width=20),
    Head("document_id", "文件标识", width=20),
    Head("address", "网址", width=20),
)
"""Where a row stands: these heads close every answer."""

PLACED = """
  d.title as document_title, coalesce(d.doc_number, (select p.doc_number from documents p where p.id = d.parent_id))
    as doc_number, d.issued_on, f.path, f.page, f.quote, f.doubts, f.id, f.clause_id,
  f.document_id,
  coalesce((select '/c/' || short_id from clauses where id = f.clause_id), '/d/' || d.short_id) as address
"""
"""The columns of PLACE, of a fact `f` and its document `d`. A document without a number has its notice's.

`address` is the short one within a site, which `addressed` makes whole.
"""


_LAST_DAY = "{0} || substr('-12-31', length({0}) - 3)"
_REPEALED = """
  select r.cited_document_id from citations r join documents by_ on by_.id = r.document_id
  where r.relation = 'repeals' and r.cited_document_id is not null and coalesce(by_.effective_from, by_.issued_on) <= ?
"""
_OUT_OF_FORCE = f"""
  select d.{{key}} from documents d left join documents p on p.id = d.parent_id
  where d.issued_on > ? or coalesce(d.effective_from, p.effective_from) > ?
  or {_LAST_DAY.format("coalesce(d.effective_until, p.effective_until)")} < ?
  or d.id in ({_REPEALED}) or d.parent_id in ({_REPEALED})
"""
"""The documents that are not in force on a day: not yet issued or in effect, past their time, or repealed by then."""


@dataclass(frozen=True, slots=True)
class Within:
    """Which rows are asked for besides what they say: first seen on a day or later; of documents that are in force on
    a day, of a place, of a kind (文种). Days are ISO; whatever where nothing is said.

    `out_of_force` are the ids of the documents that are not in force, as JSON, where they were looked up beforehand.
    """

    since: str | None = None
    in_force: str | None = None
    place: str | None = None
    doc_type: str | None = None
    out_of_force: str | None = None

    def looked_up(self, connection: sqlite3.Connection) -> Within:
        """The same, with the documents out of force: for several questions that ask the same of their documents."""
        if not self.in_force:
            return self
        found = connection.execute(_OUT_OF_FORCE.format(key="id"), _days(self.in_force))
        return replace(self, out_of_force=json.dumps([row[0] for row in found]))


def _days(day: str) -> list[str]:
    """The values of `_OUT_OF_FORCE`."""
    return [day] * _OUT_OF_FORCE.count("?")


EVERYTHING = Within()
"""Whatever is said."""


@dataclass(slots=True)
class Where:
    """Conditions of a question with their values."""

    conditions: list[str]
    values: list[Any]

    def __init__(self) -> None:
        self.conditions, self.values = [], []

    def add(self, condition: str, *values: Any) -> None:
        """One more condition that must hold."""
        self.conditions.append(condition)
        self.values += values

    def one_of(self, column: str, values: Sequence[Any] | None) -> None:
        """The column is one of the values; any where they are None."""
        if values is not None:
            self.add(f"{column} in ({', '.join('?' * len(values))})", *values)

    def binds(self, clause: str, units: Sequence[str] | None, roles: Sequence[str] | None = None) -> None:
        """The clause binds one of the organisations, in one of the roles; any where they are None."""
        if units is None and roles is None:
            return
        duty = Where()
        duty.one_of("u.unit_id", units)
        duty.one_of("u.role", roles)
        self.add(
            f"{clause} in (select u.clause_id from clause_units u where {duty} and u.clause_id is not null)",
            *duty.values,
        )

    def within(self, row: str, asked: Within) -> None:
        """The row is one of those asked for; `row` is what the query calls its table."""
        if asked.out_of_force is None:
            self.in_force(f"{row}.document_id", asked.in_force)
        else:
            self.add(f"{row}.document_id not in (select value from json_each(?))", asked.out_of_force)
        if asked.since:
            self.add(f"{row}.first_seen >= ?", asked.since)
        for name in ("place", "doc_type"):
            if said := getattr(asked, name):
                self.add(f"{row}.document_id in (select id from documents where {name} = ?)", said)

    def in_force(self, column: str, day: str | None) -> None:
        """The document whose id (or number, `pk`) the column holds is in force on a day (ISO), as far as documents say.

        Any where no day is asked for. What is issued, takes effect, ends or is repealed by others decides, for an annex
        also what its notice says of that.
        """
        if day:
            key = "pk" if column.endswith("pk") else "id"
            self.add(f"{column} not in ({_OUT_OF_FORCE.format(key=key)})", *_days(day))

    def __str__(self) -> str:
        return " and ".join(self.conditions) or "1"


def read(
    connection: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> Iterator[dict[str, Any]]:
    """The rows of a query as dictionaries, as they are asked for."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
