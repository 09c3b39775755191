"""From paths to a database: find the sources, parse each as a job of its own, load what was parsed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.corrections import read_corrections
from ingest.limits import USUAL_LIMITS, Limits
from ingest.load.load import load
from ingest.pool import Report, Result, parse_in_pool
from ingest.read.office.conversion import converted
from ingest.read.sources import SourceFile, find_sources, to_convert
from schema.document import Gazette
from schema.errors import NothingParsedError, SourceError
from schema.history import Correction
from schema.source import NO_NAMES

Watch = Callable[[Sequence[SourceFile], Iterable[Result]], Iterable[Result]]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: rows by table, why sources, or pages of them, were left out, and what gave no rows of its own."""

    rows: dict[str, int]
    failures: tuple[SourceError, ...]
    notes: tuple[str, ...] = ()


def build(
    paths: Iterable[Path],
    database: Path,
    jobs: int,
    report: Report,
    watch: Watch,
    password: str | None = None,
) -> Built:
    """Parse every source at and below `paths` into a new database, with `jobs` processes.

    Each source that fails goes to `report`, and the others are loaded; where none is left, the old database
    stays. `watch` is passed the results as they come. `password` opens encrypted PDFs.
    """
    failed: list[SourceError] = []

    def keep(error: SourceError) -> None:
        failed.append(error)
        report(error)

    names = NO_NAMES
    corrected: list[Correction] = []

    def look(sources: Sequence[SourceFile], results: Iterable[Result]) -> Iterable[Result]:
        nonlocal names
        for added in {
            id(found): found for source in sources for found in [source.declaration.names]
        }.values():
            names += added
        corrected.extend(read_corrections(sources))
        return watch(sources, results)

    gazettes = parse_all(paths, jobs, keep, look, password)
    first = next(gazettes, None)
    if first is None:
        raise NothingParsedError(f"no source could be read; {database} is as it was before")
    notes: list[str] = []
    rows = load(_with_first(first, gazettes), database, notes.append, failed, names, corrected)
    return Built(rows, tuple(failed), tuple(notes))


def parse_all(
    paths: Iterable[Path],
    jobs: int,
    report: Report,
    watch: Watch,
    password: str | None = None,
    limits: Limits = USUAL_LIMITS,
) -> Iterator[Gazette]:
    """Every gazette at and below `paths`, in the order of their names; what fails goes to `report`.

    Each is read in a process of its own, which is ended where it takes more than `limits`. Older office formats are
    turned into a newer one first, all in one call.
    """
    found, refused = find_sources(paths)
    for error in refused:
        report(error)
    with converted(to_convert(found)) as docx:
        sources = [replace(source, password=password, docx=docx.get(source.path)) for source in found]
        for result in watch(sources, parse_in_pool(sources, jobs, limits, report)):
            if isinstance(result, SourceError):
                report(result)
            else:
                yield result


def default_jobs() -> int:
    """As many processes as there are processors."""
    return os.cpu_count() or 1


def _with_first(first: Gazette, others: Iterator[Gazette]) -> Iterator[Gazette]:
    yield first
    yield from others
