"""Rows into tables, and words into search indexes; the numbers that rows have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from ingest.load.source.ready import Content
from ingest.load.source.rows import COLUMNS
from ingest.load.source.words import Words
from schema.identity import ShortNames
from schema.tables import TABLES

_IN_ORDER = ("sources", "issues")
"""Tables whose rows are told in the order of their numbers, though no column holds these."""

_NUMBERS = {name: "pk" for name in COLUMNS if "pk" in TABLES[name].column_names} | dict.fromkeys(
    _IN_ORDER, "rowid"
)
_LEAST_ROOM = 1000


class Writer:
    """Writes the rows of sources, each in the place that it is given: the numbers of its rows, in whatever table, lie there."""

    def __init__(self, connection: sqlite3.Connection, words: Words) -> None:
        self._connection = connection
        self._words = words
        self._short = {name: ShortNames() for name in ("documents", "clauses")}

    def extend(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows of a table."""
        names, marks = ", ".join(f"[{c}]" for c in columns), ", ".join("?" * len(columns))
        self._connection.executemany(f"insert into [{table}] ({names}) values ({marks})", rows)

    def write(self, content: Content, first: int) -> None:
        """Write the rows of a source, numbered from `first` on in each table, and index them."""
        for table, rows in content.rows.items():
            if rows:
                self.numbered(table, rows, first)
        self._words.add(content.words, first)

    def numbered(self, table: str, rows: Sequence[list[Any]], first: int) -> None:
        """Write rows of a table, numbered from `first` on where they have numbers."""
        columns = COLUMNS[table]
        if number := _NUMBERS.get(table):
            columns = (*columns, number)
            for at, row in enumerate(rows, first):
                row.append(at)
        self.extend(table, columns, rows)

    def short_id(self, table: str, name: str, short: str | None) -> str:
        """The short name of a row that is called `name`, and `short` where nothing else is."""
        return self._short[table].take(name, short)


def room_of(content: Content) -> int:
    """How many numbers the rows of a source take."""
    return max(map(len, content.rows.values()))


def room_after(size: int) -> int:
    """How many numbers stay free after a source of that size, for what it may grow by and what may come between."""
    return max(size, _LEAST_ROOM)
