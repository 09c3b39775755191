"""The tables that programs take, and the types of their columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from schema.columns import Table
from schema.search_tables import CLAUSE_BOUND, CLAUSE_DUE, CLAUSE_FACETS
from schema.tables import TABLES

_FOR_THE_PAGES = frozenset({CLAUSE_BOUND.name, CLAUSE_DUE.name, CLAUSE_FACETS.name})
"""What only makes the pages quick, and repeats what other tables say."""

BATCH, OF_DOCUMENTS = 500, 50
"""Rows held at a time, and documents, whose texts are long: some MB."""


def exported_tables() -> list[Table]:
    """The tables, each after those it refers to."""
    return [table for table in TABLES.values() if table.name not in _FOR_THE_PAGES]


def batches(
    connection: sqlite3.Connection, table: Table, sql: str, values: Sequence[Any] = ()
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table that a question gives, as many at a time as memory takes."""
    size = OF_DOCUMENTS if table.name == "documents" else BATCH
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(sql, values)
    while rows := cursor.fetchmany(size):
        yield rows


def select(table: Table) -> str:
    """All columns of a table in the order of its primary key."""
    columns = ", ".join(f"[{name}]" for name in table.column_names)
    return f"select {columns} from [{table.name}] order by {', '.join(table.primary_key)}"
