"""Opening kb.db to read it, with a clear word where it is missing or not one of ours."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from schema.errors import DatabaseError
from schema.version import DATABASE_VERSION

_REMEDY = "build it with “gongbao build”"


def open_database(path: Path) -> sqlite3.Connection:
    """A read-only connection, with rows by name. Raises DatabaseError if the file cannot be used."""
    if not path.is_file():
        raise DatabaseError(f"{path}: no such database; {_REMEDY}")
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DatabaseError(f"{path}: not a database ({error}); {_REMEDY} under another name") from error
    if version != DATABASE_VERSION:
        connection.close()
        raise DatabaseError(
            f"{path}: of version {version}, and this program reads version {DATABASE_VERSION}; {_REMEDY} anew"
        )
    return connection
