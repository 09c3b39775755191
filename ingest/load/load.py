"""Writing kb.db: a fresh file beside the old one, put in its place when it is whole."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from ingest.corrections import Corrections
from ingest.load.amended import link_amendments
from ingest.load.cited_clauses import link_clause_citations
from ingest.load.editions import best_editions, failed, findings
from ingest.load.fresh_file import fresh_file
from ingest.load.history import carry_on
from ingest.load.indicators import bring_together
from ingest.load.links import DocumentLinks
from ingest.load.renaming import distinct_ids, with_ids
from ingest.load.rows import diagnostic_row, gazette_rows, people_of, source_row
from ingest.load.search_tables import fill_search_tables
from ingest.load.spool import Spool
from ingest.load.units import Units
from parsers.facts.identity import with_all_ids
from parsers.language.names.organisations import knowing
from schema.document import SCHEMA_VERSION, Gazette
from schema.errors import DatabaseError, LoadError, SourceError
from schema.history import Correction
from schema.identity import ShortNames
from schema.passages import clause_passage, document_passages
from schema.source import NO_NAMES, LocalNames
from schema.tables import SEARCH_INDEXES, TABLES, create_indexes, create_tables
from schema.tokens import index_text
from schema.version import DATABASE_VERSION

_BATCH = 5000
ACCURACY = Path(__file__).with_name("accuracy.json")
"""The measured F1 of each kind of fact: of documents of other publishers today, and at first sight of new ones."""
_SHANGHAI = timezone(timedelta(hours=8))
_INDEXED_AT_ONCE = 64_000_000
"""Bytes of search index that are kept in memory before they are written: merging small pieces takes longer."""

_UNSAFE_AND_FAST = ("journal_mode = off", "synchronous = off", "cache_size = -200000", "foreign_keys = off")


def load(
    gazettes: Iterable[Gazette],
    path: Path,
    tell: Callable[[str], object] = lambda line: None,
    failures: Sequence[SourceError] = (),
    names: LocalNames = NO_NAMES,
    corrected: Sequence[Correction] = (),
    made_from: Callable[[], str] = lambda: "",
) -> dict[str, int]:
    """Write the gazettes to a new database at `path` and return the number of rows of each table.

    The same gazettes, in whatever order, give the same rows, but for what is carried on from the database that was
    at `path`: `first_seen` and `changes`. `corrected` are entries that people wrote to put rows right. `tell` is
    passed a line for each source that gives no rows of its own; `failures` (those of sources that could not be
    read, looked at when the gazettes have come) are kept with them in `diagnostics`; `names` are those that the
    sources add to the lexicon; `made_from` is asked at the end for the hash of all that the rows were made from, by
    which a later build knows them again. Where something fails, what was at `path` stays as it was. Everything is written in
    the folder of `path`; raises DatabaseError where that cannot be done.
    """
    corrections = Corrections(corrected)
    try:
        with knowing(names), fresh_file(path) as name:
            with (
                Spool(path.parent) as spool,
                closing(sqlite3.connect(f"file:{quote(name)}", uri=True)) as connection,
            ):
                spool.extend(map(corrections.apply, gazettes))
                database = Database(connection)
                counts = _write(spool, database, path, tell, failures, corrections)
                if known := made_from():
                    connection.execute("insert into meta values ('made_from', ?)", (known,))
                    connection.commit()
            _sync(name)
            os.chmod(name, 0o644)
            os.replace(name, path)
    except sqlite3.IntegrityError as error:
        raise LoadError(f"two rows have the same id ({error})") from error
    except (OSError, sqlite3.OperationalError) as error:
        if not _is_full(error):
            raise
        cause = f"{path}: the disk is full; make room, or choose another place with --db"
        raise DatabaseError(cause) from error
    return counts


def _is_full(error: OSError | sqlite3.OperationalError) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return error.sqlite_errorcode == sqlite3.SQLITE_FULL


class Writer:
    """Rows into tables, in batches; numbers the rows of tables that have a `pk`."""

    def __init__(self, database: Database) -> None:
        self._connection = database.conn
        self._waiting: dict[str, list[tuple[Any, ...]]] = {name: [] for name in (*TABLES, *SEARCH_INDEXES)}
        self._columns = {name: table.column_names for name, table in TABLES.items()}
        self._short = {name: ShortNames() for name, columns in self._columns.items() if "short_id" in columns}
        self.counts = dict.fromkeys(TABLES, 0)

    def add(self, table: str, values: Mapping[str, Any]) -> int:
        """Take one row, and return its number."""
        self.counts[table] = number = self.counts[table] + 1
        columns = self._columns[table]
        row = list(map(values.get, columns))
        if "pk" in columns:
            row[columns.index("pk")] = number
        if table in self._short:
            row[columns.index("short_id")] = self._short[table].take(values["id"])
        self._take(table, tuple(row))
        return number

    def index(self, index: str, rowid: int, *passages: str) -> None:
        """Take the words of one row for a search index."""
        self._take(index, (rowid, index_text(*passages)))

    def flush(self) -> None:
        """Write what is waiting."""
        for name in self._waiting:
            self._write(name)

    def _take(self, name: str, row: tuple[Any, ...]) -> None:
        self._waiting[name].append(row)
        if len(self._waiting[name]) >= _BATCH:
            self._write(name)

    def _write(self, name: str) -> None:
        rows, self._waiting[name] = self._waiting[name], []
        columns = ("rowid", "tokens") if name in SEARCH_INDEXES else self._columns[name]
        names, marks = ", ".join(f"[{c}]" for c in columns), ", ".join("?" * len(columns))
        self._connection.executemany(f"insert into [{name}] ({names}) values ({marks})", rows)


def _write(
    spool: Spool,
    database: Database,
    previous: Path,
    tell: Callable[[str], object],
    failures: Sequence[SourceError],
    corrections: Corrections,
) -> dict[str, int]:
    """Fill an empty database from the spool, and what is carried on from the `previous` one."""
    built = datetime.now(_SHANGHAI).isoformat(timespec="seconds")
    for pragma in _UNSAFE_AND_FAST:
        database.execute(f"pragma {pragma}")
    create_tables(database)
    database.execute("begin")
    for index in SEARCH_INDEXES:
        database.execute(f"insert into [{index}] ([{index}], rank) values ('hashsize', {_INDEXED_AT_ONCE})")
    writer = Writer(database)
    _write_gazettes(spool, writer, tell, failures)
    for row in corrections.rows():
        writer.add("corrections", row)
    for doubt in corrections.doubts():
        writer.add("diagnostics", diagnostic_row(doubt, None, None))
    writer.flush()
    database.execute("commit")
    create_indexes(database)
    link_amendments(database)
    link_clause_citations(database)
    writer.counts |= bring_together(database.conn)
    writer.counts |= fill_search_tables(database)
    carried = carry_on(database.conn, previous, built)
    writer.counts |= carried or {}
    if carried is None and previous.exists():
        tell(
            f"{previous}: what was there remembers nothing that can be carried on; first_seen and changes begin anew"
        )
    for key, value in _meta(writer.counts, built).items():
        writer.add("meta", {"key": key, "value": value})
    writer.flush()
    for index in SEARCH_INDEXES:
        database.execute(f"insert into [{index}] ([{index}]) values ('optimize')")
    database.execute("analyze")
    database.conn.commit()
    _check(database)
    return writer.counts


def _write_gazettes(
    spool: Spool, writer: Writer, tell: Callable[[str], object], failures: Sequence[SourceError]
) -> None:
    outlines, others = best_editions(spool.outlines.values())
    renamed = distinct_ids(outlines)
    links = DocumentLinks(
        document.model_copy(update={"id": ids.get(document.id, document.id)})
        for outline, ids in zip(outlines, renamed, strict=True)
        for document in outline.documents
    )
    units = Units()
    people: set[str] = set()
    for read, ids in zip(spool.read(outlines), renamed, strict=True):
        gazette = with_all_ids(with_ids(read, ids))
        writer.add("sources", source_row(gazette, None))
        people |= _write_gazette(gazette, writer, links, units)
    for gazette in spool.read(spool.outlines[source_id] for source_id in sorted(others)):
        writer.add("sources", source_row(gazette, others[gazette.source.id]))
    told = findings(outlines, others, renamed, spool.outlines)
    for finding in told:
        tell(finding.line)
    for finding in [*told, *failed(failures)]:
        if finding.diagnostic:
            writer.add("diagnostics", diagnostic_row(finding.diagnostic, finding.source_id, None))
    for table, values in units.rows():
        writer.add(table, values)
    for name in sorted(people):
        writer.add("people", {"id": name, "name": name})


def _write_gazette(gazette: Gazette, writer: Writer, links: DocumentLinks, units: Units) -> set[str]:
    """Write one gazette's rows and index them; return the people that it names."""
    blocks = {
        parsed.document.id: [(b.kind, b.char_start, b.char_end) for b in parsed.blocks]
        for parsed in gazette.documents
    }
    people: set[str] = set()
    for table, values in gazette_rows(gazette, links, units):
        number = writer.add(table, values)
        person = people_of(table, values)
        if person:
            people.add(person)
        if table == "clauses":
            writer.index("clauses_fts", number, clause_passage(values["heading"], values["text"]))
        elif table == "events":
            writer.index("events_fts", number, values["text"])
        elif table == "documents":
            named = (values["title"], values["doc_number"], values["text"])
            writer.index("documents_fts", number, *document_passages(*named, blocks[values["id"]]))
    return people


def _meta(counts: Mapping[str, int], built: str) -> dict[str, str]:
    """What the build, made at the time `built`, says of itself."""
    rows = {f"rows.{table}": str(count) for table, count in counts.items() if table != "meta"}
    return {
        "schema_version": SCHEMA_VERSION,
        "database_version": str(DATABASE_VERSION),
        "built_at": built,
        **rows,
        **_accuracy(),
    }


def _accuracy() -> dict[str, str]:
    """The measured figures, each under the name of its measure and its kind."""
    measured: dict[str, dict[str, float]] = json.loads(ACCURACY.read_text("utf-8"))
    return {
        f"{measure}.{kind}": f"{figure:.3f}"
        for measure, figures in measured.items()
        for kind, figure in figures.items()
    }


def _check(database: Database) -> None:
    """Raise LoadError where a row refers to one that is not there."""
    dangling = database.execute("pragma foreign_key_check").fetchall()
    if dangling:
        places = sorted({f"{table} → {other}" for table, _, other, _ in dangling})
        raise LoadError(f"{len(dangling)} rows refer to rows that are not there ({', '.join(places)})")


def _sync(name: str) -> None:
    with open(name, "rb") as file:
        os.fsync(file.fileno())
