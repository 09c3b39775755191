"""Writing kb.db: a fresh file beside the old one, put in its place when it is whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ingest.cache import program
from ingest.corrections import Corrections
from ingest.load.again.memory import Memory, Part, memory_of, times_written
from ingest.load.again.places import NoRoomError, Places
from ingest.load.again.plan import Plan, documents_hash, planned
from ingest.load.again.renewal import TOUCHED, Renewal
from ingest.load.amended import link_amendments
from ingest.load.cited_clauses import link_clause_citations
from ingest.load.editions import best_editions, failed, findings
from ingest.load.filling import Filler
from ingest.load.fresh_file import fresh_file
from ingest.load.history import carry_on, copy_history, forget, remember, take_out
from ingest.load.links import DocumentLinks
from ingest.load.renaming import distinct_ids, rename, renamed_documents
from ingest.load.search_tables import fill_search_tables
from ingest.load.source.ready import Ready, ready
from ingest.load.source.rows import COLUMNS, FORMS
from ingest.load.source.spool import Spool
from ingest.load.source.words import WordsHere, indexing_beside
from ingest.load.source.writer import Writer, room_of
from ingest.load.together.indicators import bring_together
from ingest.load.together.posts import fold_posts
from parsers.language.names.organisations import knowing
from schema.document import SCHEMA_VERSION, Gazette
from schema.errors import DatabaseError, LoadError, SourceError
from schema.history import Correction
from schema.identity import hash_of
from schema.source import NO_NAMES, LocalNames
from schema.tables import TABLES, create_indexes, create_tables
from schema.version import DATABASE_VERSION

ACCURACY = Path(__file__).with_name("accuracy.json")
"""The measured F1 of each kind of fact: of documents of other publishers today, and at first sight of new ones."""
_SHANGHAI = timezone(timedelta(hours=8))

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
    and `changes`. Where that was made of nearly the same sources, and these are kept in the cache, only what differs is
    written, into a copy of it; the rows are the same then, and their numbers (`pk`) in the same order.

    `corrected` are entries that people wrote to put rows right. `tell` is passed a line for each source
    that gives no rows of its own; `failures` (those of sources that could not be read, looked at when the others have
    come) are kept with them in `diagnostics`; `names` are those that the sources add to the lexicon; `made_from` is
    asked at the end for the hash of all that the rows were made from, by which a later build knows them again. Where
    something fails, what was at `path` stays as it was. Everything is written in the folder of `path`; raises
    DatabaseError where that cannot be done.
    """
    corrections = Corrections(corrected)
    try:
        with knowing(names), fresh_file(path) as name, Spool(path.parent) as spool:
            spool.extend(_ready(source, corrections) for source in sources)
            loading = _Load(spool, path, failures, corrections, made_from(), _made_by(spool, names))
            counts = loading.renew(name) or loading.write(name, tell)
            for finding in loading.told:
                tell(finding.line)
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


def _made_by(spool: Spool, names: LocalNames) -> str:
    """The hash of the program and of the names that it knows; empty where no source is kept, by which rows could be told."""
    return hash_of([program(), repr(names)]) if any(spool.names.values()) else ""


def _is_full(error: OSError | sqlite3.OperationalError) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return error.sqlite_errorcode == sqlite3.SQLITE_FULL


class _Load:
    """A load: the sources that give rows, in order, under the ids that they get, and what is to be told of the others."""

    def __init__(
        self,
        spool: Spool,
        previous: Path,
        failures: Sequence[SourceError],
        corrections: Corrections,
        made_from: str,
        made_by: str,
    ) -> None:
        self._spool = spool
        self._previous = previous
        self._failures = failures
        self._corrections = corrections
        self._made = (made_from, made_by)
        self._built = datetime.now(_SHANGHAI).isoformat(timespec="seconds")
        self._outlines, self._others = best_editions(spool.outlines.values())
        self._renamed = distinct_ids(self._outlines)
        self.told = findings(self._outlines, self._others, self._renamed, spool.outlines)

    def renew(self, name: str) -> dict[str, int] | None:
        """Write a copy of the previous database to the file, and in it what is new; None where there is any doubt."""
        memory = memory_of(self._previous) if self._made[1] and not any(self._renamed) else None
        if memory is None:
            return None
        plan = planned(memory, self._made[1], self._outlines, self._spool, self._previous)
        if plan is None:
            return None
        shutil.copyfile(self._previous, name)
        if memory_of(Path(name)) != memory:  # another build has put its own in place meanwhile
            os.truncate(name, 0)
            return None
        try:
            with _opened(name) as connection:
                return self._renewed(connection, plan, name)
        except (NoRoomError, LoadError, sqlite3.DatabaseError):
            os.truncate(name, 0)
            return None

    def _renewed(self, connection: sqlite3.Connection, plan: Plan, name: str) -> dict[str, int]:
        remember(connection, self._previous)
        connection.execute("begin")
        renewal = Renewal(connection, plan)
        renewal.clear()
        writer = Writer(connection, WordsHere(connection))
        parts, after, _ = self._write_sources(writer, plan.stay)
        self._write_own(writer, after)
        renewal.settle([part for source, part in parts.items() if source not in plan.stay])
        carry_on(connection, self._built, TOUCHED)
        return self._finish(connection, name, parts, after, plan.anew)

    def write(self, name: str, tell: Callable[[str], object]) -> dict[str, int]:
        """Write all rows to the file, which is empty, and what is carried on from the previous database.

        Words are indexed beside it meanwhile.
        """
        with _opened(name) as connection, fresh_file(self._previous) as beside:
            connection.execute("attach ? as words", [f"file:{quote(beside)}"])
            remembers = remember(connection, self._previous)
            connection.execute("begin")
            create_tables(connection)
            with indexing_beside(beside) as words:
                parts, after = self._write_tables(connection, Writer(connection, words))
                if remembers:
                    copy_history(connection)
                    carry_on(connection, self._built)
                elif self._previous.exists():
                    tell(
                        f"{self._previous}: what was there remembers nothing that can be carried on; "
                        "first_seen and changes begin anew"
                    )
            words.bring(connection)
            connection.execute("analyze main")
            return self._finish(connection, name, parts, after, 0)

    def _write_tables(self, connection: sqlite3.Connection, writer: Writer) -> tuple[dict[str, Part], int]:
        """Fill all tables; returns where the rows of each source are, and the first number behind them."""
        parts, after, shared = self._write_sources(writer, {})
        for table, rows in shared:
            writer.extend(table, TABLES[table].column_names, rows)
        self._write_own(writer, after)
        create_indexes(connection)
        link_amendments(connection)
        link_clause_citations(connection)
        bring_together(connection)
        fold_posts(connection)
        fill_search_tables(connection)
        return parts, after

    def _write_sources(
        self, writer: Writer, stay: Mapping[str, Part]
    ) -> tuple[dict[str, Part], int, Iterator[tuple[str, list[list[Any]]]]]:
        """Write the rows of sources but of those that stay.

        Returns where the rows of each are, the first number behind them, and the rows of what several sources name.
        """
        documents = [renamed_documents(*pair) for pair in zip(self._outlines, self._renamed, strict=True)]
        filler = Filler(DocumentLinks(chain.from_iterable(documents)), writer.short_id)
        places = Places([outline.source_id for outline in self._outlines], stay)
        parts: dict[str, Part] = {}
        for outline, ids, listed in zip(self._outlines, self._renamed, documents, strict=True):
            source = outline.source_id
            if source in stay:
                parts[source] = stay[source]
                places.taken(stay[source].first, stay[source].end)
                continue
            content = self._spool.content(source)
            if ids:
                rename(content, ids)
            filler.fill(content, listed)
            size = room_of(content)
            first = places.first(source, size)
            writer.write(content, first)
            parts[source] = Part(self._spool.names[source], first, first + size, documents_hash(outline))
        return parts, places.after, filler.rows()

    def _write_own(self, writer: Writer, after: int) -> None:
        """Write what the load says of sources without rows, and of corrections."""
        editions = []
        for source in sorted(self._others):
            (row,) = self._spool.content(source).rows["sources"]
            row[COLUMNS["sources"].index("edition_of")] = self._others[source]
            editions.append(row)
        writer.numbered("sources", editions, after)
        found = [*self.told, *failed(self._failures)]
        doubts = [(one.diagnostic, one.source_id) for one in found if one.diagnostic]
        doubts += [(doubt, None) for doubt in self._corrections.doubts()]
        writer.numbered("diagnostics", [FORMS["diagnostics"].row(*doubt, None) for doubt in doubts], after)
        for entry in self._corrections.rows():
            writer.extend("corrections", [*entry], [[*entry.values()]])

    def _finish(
        self, connection: sqlite3.Connection, name: str, parts: Mapping[str, Part], after: int, anew: int
    ) -> dict[str, int]:
        """Mask what is to be masked, write what the build says of itself, and look whether all is well."""
        for words, instead, document in self._corrections.masks():
            take_out(connection, words, instead, document)
        counts = {
            table: connection.execute(f"select count(*) from [{table}]").fetchone()[0] for table in TABLES
        }
        made_from, made_by = self._made
        meta = _meta(counts, self._built) | ({"made_from": made_from} if made_from else {})
        connection.executemany("insert into meta values (?, ?)", meta.items())
        if made_by and not any(self._renamed):
            Memory(made_by, after, anew, times_written(Path(name)) + 1, parts).keep(connection)
        connection.execute("commit")
        forget(connection)
        _check(connection)
        return counts


@contextmanager
def _opened(name: str) -> Iterator[sqlite3.Connection]:
    """A connection that writes fast and leaves nothing worth having where it fails."""
    with closing(sqlite3.connect(f"file:{quote(name)}", uri=True)) as connection:
        connection.isolation_level = None
        for pragma in _UNSAFE_AND_FAST:
            connection.execute(f"pragma {pragma}")
        yield connection


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
