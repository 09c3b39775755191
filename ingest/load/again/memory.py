"""What a database remembers of how it was made, by which a later build tells what of it may stay."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from schema.version import DATABASE_VERSION

_KEY = "made_of"
_COUNTER = slice(24, 28)
"""Where the header of a file of SQLite counts the transactions that wrote to it."""


class Part(NamedTuple):
    """The rows of a source: what they were made from, their numbers from `first` to before `end`, and its documents.

    `documents` is the hash of what other sources may ask of these.
    """

    made_from: str
    first: int
    end: int
    documents: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The sources that gave rows, by id, and the number after all of theirs; the program and names that made the rows.

    `anew` counts the sources that were written anew since a build wrote all; `written` is the number of transactions
    that had written to the file then.
    """

    made_by: str
    after: int
    anew: int
    written: int
    parts: Mapping[str, Part]

    def keep(self, connection: sqlite3.Connection) -> None:
        """Write it into the database."""
        connection.execute("insert into meta values (?, ?)", (_KEY, json.dumps(asdict(self))))


def memory_of(path: Path) -> Memory | None:
    """What the database at a path remembers; None where that is nothing, or somebody wrote to it since it was made."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            meta = dict(connection.execute("select key, value from meta").fetchall())
        if meta["database_version"] != str(DATABASE_VERSION):
            return None
        said = json.loads(meta[_KEY])
        parts = {source: Part(*part) for source, part in said.pop("parts").items()}
        memory = Memory(parts=parts, **said)
    except (sqlite3.DatabaseError, KeyError, TypeError, ValueError):
        return None
    return memory if memory.written == times_written(path) else None


def times_written(path: Path) -> int:
    """How many transactions have written to a database."""
    with path.open("rb") as file:
        return int.from_bytes(file.read(_COUNTER.stop)[_COUNTER], "big")
