"""From paths to a database: find the sources, parse each as a job of its own, load what was parsed."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.corrections import read_corrections
from ingest.limits import USUAL_LIMITS, Limits
from ingest.personal import masked
from ingest.pool import Report, Result, parse_in_pool
from ingest.read.office.conversion import converted
from ingest.read.sources import SourceFile, find_sources, to_convert
from schema.document import Gazette
from schema.errors import NothingParsedError, SourceError
from schema.history import Correction
from schema.source import NO_NAMES, LocalNames

if TYPE_CHECKING:
    from ingest.cache import Cache

Watch = Callable[[Sequence[SourceFile], Iterable[Result]], Iterable[Result]]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: rows by table, why sources, or pages of them, were left out, and what gave no rows of its own.

    `came`, `changed` and `gone` are the paths of the sources that the database did not hold before, or with other
    bytes, or holds no more; `doubts` counts what is doubted of those that came or changed. `unchanged` says that
    the database was left as it was, for it was made from the same.
    """

    rows: dict[str, int]
    failures: tuple[SourceError, ...]
    notes: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    doubts: Counter[str] = field(default_factory=Counter)
    unchanged: bool = False


@dataclass(slots=True)
class _Made:
    """What a build is made from, and what came of it so far."""

    unmasked: bool = False
    names: LocalNames = NO_NAMES
    corrected: list[Correction] = field(default_factory=list)
    sources: list[SourceFile] = field(default_factory=list)
    failed: list[SourceError] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, Counter[str]] = field(default_factory=dict)

    def look(self, sources: Sequence[SourceFile]) -> None:
        """Take what stands beside the sources."""
        self.sources = [*sources]
        found = {id(source.declaration.names): source.declaration.names for source in sources}
        for names in found.values():
            self.names += names
        self.corrected += read_corrections(sources)

    def note(self, gazettes: Iterable[Gazette]) -> Iterator[Gazette]:
        """The gazettes as they come, without the numbers of people unless they are to stay."""
        for gazette in masked(gazettes, self.unmasked):
            source = gazette.source
            self.read[source.path] = source.id
            self.doubts[source.path] = Counter(doubt.code for doubt in gazette.diagnostics)
            yield gazette


def build(
    paths: Iterable[Path],
    database: Path,
    jobs: int,
    report: Report,
    watch: Watch,
    password: str | None = None,
    cache: Cache | None = None,
    unmasked: bool = False,
) -> Built:
    """Parse every source at and below `paths` into a new database, with `jobs` processes.

    Each source that fails goes to `report`, and the others are loaded; where none is left, the old database
    stays. `watch` is passed the results as they come. `password` opens encrypted PDFs. What `cache` holds is not
    parsed again, and a database that was made from the same stays as it is. Numbers of identity cards, mobile telephones
    and bank accounts are masked, unless they are to stay `unmasked`.
    """
    made = _Made(unmasked)

    def keep(error: SourceError) -> None:
        made.failed.append(error)
        report(error)

    def look(sources: Sequence[SourceFile], results: Iterable[Result]) -> Iterable[Result]:
        made.look(sources)
        return watch(sources, results)

    gazettes = parse_all(paths, jobs, keep, look, password, cache=cache)
    if cache is None:
        return _loaded(made, gazettes, database, "")
    from ingest.load.previous import rows_made_from

    found = _Kept(paths, unmasked)
    made_from = found.fingerprint
    rows = rows_made_from(database, made_from) if made_from else None
    if rows is not None:
        return Built(rows, (), unchanged=True)
    built = _loaded(made, gazettes, database, made_from)
    cache.prune()
    return built


class _Kept:
    """The sources below paths, and the hash of all that a database of them is made from; empty if one cannot be read."""

    def __init__(self, paths: Iterable[Path], unmasked: bool) -> None:
        from ingest.cache import key_of, program

        sources, refused = find_sources(paths)
        keys = [key_of(source) for source in sources]
        corrections = repr(read_corrections(sources))
        known = not refused and all(keys)
        parts = [program(), corrections, *(["unmasked"] if unmasked else []), *(key or "" for key in keys)]
        self.fingerprint = hashlib.sha256("\n".join(parts).encode()).hexdigest() if known else ""


def _loaded(made: _Made, gazettes: Iterator[Gazette], database: Path, made_from: str) -> Built:
    """Load the gazettes, and tell what is new against the database that was there."""
    from ingest.load.load import load
    from ingest.load.previous import known_sources

    first = next(gazettes, None)
    if first is None:
        raise NothingParsedError(f"no source could be read; {database} is as it was before")
    before = known_sources(database)
    notes: list[str] = []
    rows = load(
        made.note(_with_first(first, gazettes)),
        database,
        notes.append,
        made.failed,
        made.names,
        made.corrected,
        lambda: "" if made.failed else made_from,
    )
    came = [path for path in made.read if path not in before]
    changed = [path for path, source in made.read.items() if before.get(path, source) != source]
    gone = [path for path in before if path not in made.read]
    doubts = sum((made.doubts[path] for path in (*came, *changed)), Counter[str]())
    failed = tuple(made.failed)
    return Built(rows, failed, tuple(notes), tuple(came), tuple(changed), tuple(gone), doubts)


def parse_all(
    paths: Iterable[Path],
    jobs: int,
    report: Report,
    watch: Watch,
    password: str | None = None,
    limits: Limits = USUAL_LIMITS,
    cache: Cache | None = None,
) -> Iterator[Gazette]:
    """Every gazette at and below `paths`, in the order of their names; what fails goes to `report`.

    Each is read in a process of its own, which is ended where it takes more than `limits`, but for those that
    `cache` holds. Older office formats are turned into a newer one first, all in one call.
    """
    found, refused = find_sources(paths)
    for error in refused:
        report(error)
    sources = [replace(source, password=password) for source in found]
    for result in watch(sources, _results(sources, jobs, limits, report, cache)):
        if isinstance(result, SourceError):
            report(result)
        else:
            yield result


def _results(
    sources: Sequence[SourceFile], jobs: int, limits: Limits, report: Report, cache: Cache | None
) -> Iterator[Result]:
    """What is kept of the sources, and what comes of parsing the others, in order. What was read whole is kept."""
    if cache is None:
        yield from _parsed(sources, jobs, limits, report)
        return
    from ingest.cache import key_of

    keys = {source.path: key_of(source) for source in sources}
    kept = {source.path for source in sources if (key := keys[source.path]) and cache.holds(key)}
    cut: set[str] = set()

    def told(error: SourceError) -> None:
        cut.add(error.source)
        report(error)

    parsed = _parsed([source for source in sources if source.path not in kept], jobs, limits, told)
    for source in sources:
        key = keys[source.path]
        gazette = cache.get(key) if key and source.path in kept else None
        if gazette is not None:
            yield gazette
            continue
        result = next(parsed if source.path not in kept else _parsed([source], 1, limits, told))
        if isinstance(result, Gazette) and key and str(source.path) not in cut:
            cache.put(key, result)
        yield result


def _parsed(sources: Sequence[SourceFile], jobs: int, limits: Limits, report: Report) -> Iterator[Result]:
    with converted(to_convert(sources)) as docx:
        ready = [replace(source, docx=docx.get(source.path)) for source in sources]
        yield from parse_in_pool(ready, jobs, limits, report)


def default_jobs() -> int:
    """As many processes as there are processors."""
    return os.cpu_count() or 1


def _with_first(first: Gazette, others: Iterator[Gazette]) -> Iterator[Gazette]:
    yield first
    yield from others
