"""What every connection to kb.db is given: a search function for Chinese, a function that folds text, and a limit."""

from __future__ import annotations

import re
import sqlite3

from schema.tokens import fold, match_query

LONGEST = 20_000_000
"""Bytes of the longest value a query may make: a time limit alone does not stop a query that asks for memory."""

MAPPED = 2_000_000_000
"""Bytes of the file that are read as memory, which spares a call of the system for each page of it."""

_SIGNS = re.compile(r"[\W_]+")
_NOTHING = '""'


def prepare(connection: sqlite3.Connection) -> None:
    """Set up a connection; `escape_fts` is the function through which Datasette's own search boxes go."""
    connection.execute(f"pragma mmap_size = {MAPPED}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.create_function("escape_fts", 1, _search_query, deterministic=True)
    connection.create_function("plain", 1, plain, deterministic=True)


def plain(text: str | None) -> str:
    """The text without signs, spaces and differences of width: 通政办发〔2022〕81号 is 通政办发202281号."""
    return _SIGNS.sub("", fold(text or ""))


def _search_query(question: str | None) -> str:
    return match_query(question or "") or _NOTHING
