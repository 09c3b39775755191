"""Writing kb.db: a fresh file beside the old one, put in its place when it is whole."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta, timezone
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ingest.corrections import Corrections
from ingest.load.amended import link_amendments
from ingest.load.cited_clauses import link_clause_citations
from ingest.load.editions import best_editions, failed, findings
from ingest.load.filling import Filler
from ingest.load.fresh_file import fresh_file
from ingest.load.history import carry_on, forget, remember, take_out
from ingest.load.links import DocumentLinks
from ingest.load.renaming import distinct_ids, rename, renamed_documents
from ingest.load.search_tables import fill_search_tables
from ingest.load.source.ready import Content, Ready, ready
from ingest.load.source.rows import COLUMNS, FORMS
from ingest.load.source.spool import Spool
from ingest.load.together.indicators import bring_together
from ingest.load.together.posts import fold_posts
from parsers.language.names.organisations import knowing
from schema.document import SCHEMA_VERSION, Diagnostic, Gazette
from schema.errors import DatabaseError, LoadError, SourceError
from schema.history import Correction
from schema.identity import ShortNames
from schema.source import NO_NAMES, LocalNames
from schema.tables import SEARCH_INDEXES, TABLES, create_indexes, create_tables
from schema.version import DATABASE_VERSION

ACCURACY = Path(__file__).with_name("accuracy.json")
"""The measured F1 of each kind of fact: of documents of other publishers today, and at first sight of new ones."""
_SHANGHAI = timezone(timedelta(hours=8))
_INDEXED_AT_ONCE = 1_000_000
"""Bytes of search index that are kept in memory before they are written: merging small pieces takes longer, by little."""

_UNSAFE_AND_FAST = ("journal_mode = off", "synchronous = off", "cache_size = -4000", "foreign_keys = off")


def load(
    sources: Iterable[Gazette | Ready],
    path: Path,
    tell: Callable[[str], object] = lambda line: None,
    failures: Sequence[SourceError] = (),
    names: LocalNames = NO_NAMES,
    corrected: Sequence[Correction] = (),
    made_from: Callable[[], str] = lambda: "",
) -> dict[str, int]:
    """Write the sources to a new database at `path` and return the number of rows of each table.

    A source is a gazette, or one made ready before, to which corrections were applied then. The same sources, in
    whatever order, give the same rows, but for what is carried on from the database that was at `path`: `first_seen`
    and `changes`. `corrected` are entries that people wrote to put rows right. `tell` is passed a line for each source
    that gives no rows of its own; `failures` (those of sources that could not be read, looked at when the others have
    come) are kept with them in `diagnostics`; `names` are those that the sources add to the lexicon; `made_from` is
    asked at the end for the hash of all that the rows were made from, by which a later build knows them again. Where
    something fails, what was at `path` stays as it was. Everything is written in the folder of `path`; raises
    DatabaseError where that cannot be done.
    """
    corrections = Corrections(corrected)
    try:
        with knowing(names), fresh_file(path) as name:
            with (
                Spool(path.parent) as spool,
                closing(sqlite3.connect(f"file:{quote(name)}", uri=True)) as connection,
            ):
                spool.extend(_ready(source, corrections) for source in sources)
                connection.isolation_level = None
                counts = _write(spool, connection, path, tell, failures, corrections)
                if known := made_from():
                    connection.execute("insert into meta values ('made_from', ?)", (known,))
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


def _ready(source: Gazette | Ready, corrections: Corrections) -> Ready:
    if isinstance(source, Ready):
        corrections.note(source.applied)
        return source
    return ready(*corrections.applying(source))


def _is_full(error: OSError | sqlite3.OperationalError) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return error.sqlite_errorcode == sqlite3.SQLITE_FULL


class Writer:
    """Rows into tables, and words into search indexes; counts the rows.

    The numbers of rows (`pk`) are given out in the order in which rows come, from 1.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._short = {name: ShortNames() for name in ("documents", "clauses")}
        self.counts = dict.fromkeys(TABLES, 0)

    def extend(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
        """Write rows of a table, and return the number of the first."""
        first = self.counts[table] + 1
        self.counts[table] += len(rows)
        if rows:
            names, marks = ", ".join(f"[{c}]" for c in columns), ", ".join("?" * len(columns))
            self._connection.executemany(f"insert into [{table}] ({names}) values ({marks})", rows)
        return first

    def add(self, table: str, values: Mapping[str, Any]) -> None:
        """Write one row."""
        self.extend(table, [*values], [[*values.values()]])

    def index(self, index: str, first: int, words: Iterable[str]) -> None:
        """Write the words of rows, of which the first has the number `first`, into a search index."""
        self._connection.executemany(
            f"insert into [{index}] (rowid, tokens) values (?, ?)", enumerate(words, first)
        )

    def short_id(self, table: str, name: str) -> str:
        """The short name of a row that is called `name`."""
        return self._short[table].take(name)


def _write(
    spool: Spool,
    connection: sqlite3.Connection,
    previous: Path,
    tell: Callable[[str], object],
    failures: Sequence[SourceError],
    corrections: Corrections,
) -> dict[str, int]:
    """Fill an empty database from the spool, and what is carried on from the `previous` one."""
    built = datetime.now(_SHANGHAI).isoformat(timespec="seconds")
    for pragma in _UNSAFE_AND_FAST:
        connection.execute(f"pragma {pragma}")
    remembers = remember(connection, previous)
    connection.execute("begin")
    create_tables(connection)
    for index in SEARCH_INDEXES:
        connection.execute(f"insert into [{index}] ([{index}], rank) values ('hashsize', {_INDEXED_AT_ONCE})")
    writer = Writer(connection)
    _write_sources(spool, writer, tell, failures)
    for row in corrections.rows():
        writer.add("corrections", row)
    for doubt in corrections.doubts():
        _doubt(writer, doubt, None)
    create_indexes(connection)
    link_amendments(connection)
    link_clause_citations(connection)
    writer.counts |= bring_together(connection)
    writer.counts |= fold_posts(connection)
    writer.counts |= fill_search_tables(connection)
    writer.counts |= carry_on(connection, built) if remembers else {}
    for words, instead, document in corrections.masks():
        take_out(connection, words, instead, document)
    if not remembers and previous.exists():
        tell(
            f"{previous}: what was there remembers nothing that can be carried on; first_seen and changes begin anew"
        )
    meta = _meta(writer.counts, built)
    writer.extend("meta", ("key", "value"), [*meta.items()])
    for index in SEARCH_INDEXES:
        connection.execute(f"insert into [{index}] ([{index}]) values ('optimize')")
    connection.execute("analyze main")
    connection.execute("commit")
    forget(connection)
    _check(connection)
    return writer.counts


def _write_sources(
    spool: Spool, writer: Writer, tell: Callable[[str], object], failures: Sequence[SourceError]
) -> None:
    outlines, others = best_editions(spool.outlines.values())
    renamed = distinct_ids(outlines)
    documents = [renamed_documents(*pair) for pair in zip(outlines, renamed, strict=True)]
    filler = Filler(DocumentLinks(chain.from_iterable(documents)), writer.short_id)
    for source, ids, listed in zip(spool.read(outlines), renamed, documents, strict=True):
        content = source.content
        if ids:
            rename(content, ids)
        filler.fill(content, listed)
        _write_content(content, writer)
    for source in spool.read(spool.outlines[source_id] for source_id in sorted(others)):
        (row,) = source.content.rows["sources"]
        row[COLUMNS["sources"].index("edition_of")] = others[source.outline.source_id]
        writer.extend("sources", COLUMNS["sources"], [row])
    told = findings(outlines, others, renamed, spool.outlines)
    for finding in told:
        tell(finding.line)
    for finding in [*told, *failed(failures)]:
        if finding.diagnostic:
            _doubt(writer, finding.diagnostic, finding.source_id)
    for table, rows in filler.rows():
        writer.extend(table, TABLES[table].column_names, rows)


def _write_content(content: Content, writer: Writer) -> None:
    """Write one source's rows, and index them."""
    for table, rows in content.rows.items():
        first = writer.extend(table, COLUMNS[table], rows)
        for index, searched in SEARCH_INDEXES.items():
            if searched == table:
                writer.index(index, first, content.words[index])


def _doubt(writer: Writer, doubt: Diagnostic, source_id: str | None) -> None:
    """Write a doubt of the load itself, about no document."""
    writer.extend("diagnostics", COLUMNS["diagnostics"], [FORMS["diagnostics"].row(doubt, source_id, None)])


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


def _check(connection: sqlite3.Connection) -> None:
    """Raise LoadError where a row refers to one that is not there, and where the file is not what was written."""
    found = [row[0] for row in connection.execute("pragma integrity_check(1)")]
    if found != ["ok"]:
        raise LoadError(f"the database is damaged ({found[0]}); look for a failing disk")
    dangling = connection.execute("pragma foreign_key_check").fetchall()
    if dangling:
        places = sorted({f"{table} → {other}" for table, _, other, _ in dangling})
        raise LoadError(f"{len(dangling)} rows refer to rows that are not there ({', '.join(places)})")


def _sync(name: str) -> None:
    with open(name, "rb") as file:
        os.fsync(file.fileno())
