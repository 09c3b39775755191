"""Parse, build, search: what a program asks of gongbao. What each needs is imported when it is called."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.build import Built
    from kb.knowledge_base import KnowledgeBase
    from kb.search import Answer
    from schema.document import Gazette
    from schema.errors import SourceError
    from schema.source import Declaration

AnyPath = str | os.PathLike[str]

_UNNAMED = "document"


def parse(
    source: AnyPath | bytes,
    *,
    declaration: Declaration | None = None,
    password: str | None = None,
    timeout: float | None = None,
    unmasked: bool = False,
) -> Gazette:
    """Read one gazette or document, and return what it says.

    Args:
        source: The path of a file, or its bytes; what kind of file it is shows in its content.
        declaration: What the source does not print itself (gazette, publisher, place). Without one, the nearest
            `sources.toml` at or above a path decides; bytes have none.
        password: Opens an encrypted PDF.
        timeout: Seconds by the clock after which it is given up. The source is read in a process of its own then,
            which is ended; without one it is read in this process, for as long as it takes.
        unmasked: Leave numbers of identity cards, mobile telephones and bank accounts as they are; else they are
            masked, and a doubt says where they stood.

    Returns:
        The source, its issue, its documents with their clauses and facts, and what is doubted, as a pydantic model:
        `model_dump_json()` gives what `gongbao parse` prints.

    Raises:
        SourceError: It cannot be read, holds no text, or took longer than `timeout`.
    """
    if not isinstance(source, bytes):
        return _parsed(Path(source), declaration, password, timeout, unmasked)
    from schema.errors import SourceError
    from schema.source import Declaration

    with TemporaryDirectory(prefix="gongbao-") as folder:
        path = Path(folder, _UNNAMED)
        path.write_bytes(source)
        try:
            return _parsed(path, declaration or Declaration(), password, timeout, unmasked)
        except SourceError as error:
            raise SourceError(_UNNAMED, error.cause, error.remedy, error.place) from error


def build(
    paths: AnyPath | Iterable[AnyPath],
    db: AnyPath,
    *,
    jobs: int | None = None,
    password: str | None = None,
    report: Callable[[SourceError], None] | None = None,
    cache: bool = True,
    unmasked: bool = False,
    scheduler: str | None = None,
) -> Built:
    """Build a database from the sources at and below `paths`.

    Args:
        paths: A file or folder, or its URL, or several.
        db: The database to write. What is there is replaced when the new one is whole, and stays where none is.
        jobs: Processes that parse at a time; one per processor where it is not said.
        password: Opens encrypted PDFs.
        report: Is called with each source, or page of one, that is left out, as soon as that is known.
        unmasked: Leave numbers of identity cards, mobile telephones and bank accounts as they are; else they are
            masked, and a doubt says where they stood.
        cache: Keep what was parsed, parse only what is new, and write nothing where nothing has changed.
        scheduler: The address of a Dask scheduler, whose workers parse then (`tcp://10.0.0.1:8786`).

    Returns:
        `rows`, the number of rows of each table; `failures`, what was left out and why; and `notes`, a line for
        each source that gave no rows of its own; `came`, `changed`, `gone` and `doubts`, what is new.

    Raises:
        NothingToReadError: A path is missing, or there is no file at or below the paths.
        NothingParsedError: None of the sources could be read.
        DatabaseError: The database cannot be written there.
        ClusterError: The scheduler or its workers cannot be used.
    """
    from ingest.build import build as build_database
    from ingest.build import default_jobs
    from ingest.cache import usual_cache
    from ingest.read.remote import is_url

    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    return build_database(
        [os.fspath(path) if is_url(path) else Path(path) for path in given],
        Path(db),
        jobs or default_jobs(),
        report or (lambda _: None),
        lambda _, results: results,
        password,
        usual_cache() if cache else None,
        unmasked,
        scheduler,
    )


def search(
    db: AnyPath,
    words: str = "",
    *,
    unit: str | None = None,
    role: str | None = None,
    due_before: str | None = None,
    limit: int = 20,
) -> Answer:
    """Find what holds the words, and whom it binds.

    Args:
        db: A database that `build` wrote; it is only read.
        words: Any part of a text; several, parted by blanks, must all be there.
        unit: Only clauses that bind this organisation, under any of its names.
        role: Only clauses in which it has this role: `lead`, `responsible`, `cooperate` or `interpret`.
        due_before: Only clauses with something due on or before this day (`2025-12-31`).
        limit: Results of each kind.

    Returns:
        `hits`, best first within each kind (documents, clauses, events), and `totals` by kind.

    Raises:
        DatabaseError: The database is missing, of another version, or not one of ours.
        UnknownUnitError: No organisation is printed under that name.
    """
    from kb.database import open_database
    from kb.search import Question
    from kb.search import search as search_database

    with closing(open_database(Path(db))) as connection:
        return search_database(connection, Question(words, unit, role, due_before), limit)


def open_knowledge_base(db: AnyPath = "kb.db") -> KnowledgeBase:
    """Open a database for reading, with typed rows.

    Args:
        db: A database that `build` wrote.

    Returns:
        Clauses, duties, deadlines, targets, appointments and changes as dataclasses: `pandas.DataFrame(kb.duties())`.
        Use it in a `with` block.

    Raises:
        DatabaseError: The database is missing, of another version, or not one of ours.
    """
    from kb.knowledge_base import KnowledgeBase

    return KnowledgeBase(Path(db))


def _parsed(
    path: Path, declaration: Declaration | None, password: str | None, timeout: float | None, unmasked: bool
) -> Gazette:
    from ingest.personal import masked
    from ingest.pool import parse_one
    from ingest.read.sources import SourceFile, read_declaration

    declared = read_declaration(path) if declaration is None else declaration
    parsed = parse_one(SourceFile(path, path.parent, declared, password), timeout)
    return next(iter(masked([parsed], unmasked)))
