"""What the database that a build replaces says of itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from schema.version import DATABASE_VERSION


def known_sources(path: Path) -> dict[str, str]:
    """The id of each source by its path; none of a file that is no database of ours, or of another version."""
    return dict(_rows(path, "select path, id from sources"))


def rows_made_from(path: Path, made_from: str) -> dict[str, int] | None:
    """The number of rows of each table, if the database was made from just this; None otherwise."""
    meta = dict(_rows(path, "select key, value from meta"))
    if meta.get("made_from") != made_from or meta.get("database_version") != str(DATABASE_VERSION):
        return None
    return {key.removeprefix("rows."): int(value) for key, value in meta.items() if key.startswith("rows.")}


def _rows(path: Path, query: str) -> list[tuple[str, str]]:
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.DatabaseError:
        return []
