"""What an answer is: its heads, and its rows one after another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kb.words import words_of

Row = Mapping[str, Any]
Kind = Literal["text", "date", "number"]


@dataclass(frozen=True, slots=True)
class Head:
    """A column of an answer: its name in JSON, the head that people read, what its cells hold, its width in characters.

    `table` is the table whose column of this name has codes; people read their words.
    """

    name: str
    title: str
    kind: Kind = "text"
    width: int = 12
    table: str = ""

    def shown(self, row: Row) -> Any:
        """What people read in a row's cell."""
        value = row.get(self.name)
        return words_of(self.table, self.name).get(str(value), value) if self.table else value


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under heads. The rows are read once, as they are asked for."""

    name: str
    title: str
    heads: tuple[Head, ...]
    rows: Iterable[Row]


def addressed(answer: Answer, link: Callable[[str], str]) -> Answer:
    """The answer with addresses that can be followed from anywhere: `link` makes `/c/…` one."""
    rows = ({**row, "address": link(row["address"])} if row.get("address") else row for row in answer.rows)
    return replace(answer, rows=rows)


PLACE = (
    Head("document_title", "文件", width=36),
    Head("doc_number", "发文字号", width=20),
    Head("issued_on", "成文日期", "date"),
    Head("path", "条款", width=14),
    Head("page", "页", "number", 6),
    Head("quote", "原文", width=40),
    Head("id", "标识", width=20),
    Head("clause_id", "条款标识", width=20),
    Head("document_id", "文件标识", width=20),
    Head("address", "网址", width=20),
)
"""Where a row stands: these heads close every answer."""

PLACED = """
  d.title as document_title, coalesce(d.doc_number, (select p.doc_number from documents p where p.id = d.parent_id))
    as doc_number, d.issued_on, f.path, f.page, f.quote, f.id, f.clause_id, f.document_id,
  coalesce((select '/c/' || short_id from clauses where id = f.clause_id), '/d/' || d.short_id) as address
"""
"""The columns of PLACE, of a fact `f` and its document `d`. A document without a number has its notice's.

`address` is the short one within a site, which `addressed` makes whole.
"""


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

    def __str__(self) -> str:
        return " and ".join(self.conditions) or "1"


def read(connection: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a query as dictionaries, as they are asked for."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
