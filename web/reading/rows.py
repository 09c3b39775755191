"""Reading rows from kb.db, each as a dictionary."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def rows(
    connection: sqlite3.Connection, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()
) -> list[Row]:
    """All rows of a query."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def first(
    connection: sqlite3.Connection, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()
) -> Row | None:
    """The first row of a query; None where it has none."""
    return next(iter(rows(connection, sql, values)), None)


def value(connection: sqlite3.Connection, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Any:
    """The only value of a query."""
    return connection.execute(sql, values).fetchone()[0]


def marks_for(values: Sequence[Any]) -> str:
    """As many question marks as there are values: for `in (…)`."""
    return ", ".join("?" * len(values))
