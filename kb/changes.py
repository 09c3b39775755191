"""What builds added, changed and removed, from a number on: as it was written down, and as rows of today."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from kb.answers.answer import read
from schema.tables import TABLES

_SINCE = "select * from changes where seq > ? order by seq limit ?"
_LATEST = """
select max(seq) as seq, [table], row_id from changes where seq > ? group by [table], row_id order by 1
"""


def last_seq(connection: sqlite3.Connection) -> int:
    """The number of the last change; 0 where there is none."""
    return int(connection.execute("select coalesce(max(seq), 0) from changes").fetchone()[0])


def changes(connection: sqlite3.Connection, since: int, limit: int) -> list[dict[str, Any]]:
    """The changes after a number in order, at most so many, as the table has them."""
    return list(read(connection, _SINCE, [since, limit]))


def rows_since(connection: sqlite3.Connection, since: int) -> Iterator[dict[str, Any]]:
    """Each row that changed after a number, once, with what it says today; null (a tombstone) where it is gone."""
    for found in list(read(connection, _LATEST, [since])):
        change = next(read(connection, "select * from changes where seq = ?", [found["seq"]]))
        table = TABLES[found["table"]].name
        row = next(read(connection, f"select * from [{table}] where id = ?", [found["row_id"]]), None)
        yield {**change, "row": row}
