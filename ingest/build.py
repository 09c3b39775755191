"""From paths to a database: find the sources, parse each as a job of its own, load what was parsed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as JobTimeoutError
from dataclasses import dataclass
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from ingest.errors import NothingParsedError, SourceError
from ingest.load import load
from ingest.sources import SourceFile, find_sources
from schema.document import Gazette

JOB_SECONDS = 600
"""A source that takes longer is given up, and its process ended."""

Report = Callable[[SourceError], None]
Watch = Callable[[Sequence[SourceFile], Iterable[Gazette | SourceError]], Iterable[Gazette | SourceError]]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: rows by table, and how many sources were left out."""

    rows: dict[str, int]
    failed: int


def build(paths: Iterable[Path], database: Path, jobs: int, report: Report, watch: Watch) -> Built:
    """Parse every source at and below `paths` into a new database, with `jobs` processes.

    Each source that fails goes to `report`, and the others are loaded; where none is left, the old database
    stays. `watch` is passed the results as they come.
    """
    failed: list[SourceError] = []

    def keep(error: SourceError) -> None:
        failed.append(error)
        report(error)

    gazettes = parse_all(paths, jobs, keep, watch)
    first = next(gazettes, None)
    if first is None:
        raise NothingParsedError(f"no source could be read; {database} is as it was before")
    rows = load(_with_first(first, gazettes), database)
    return Built(rows, len(failed))


def parse_all(paths: Iterable[Path], jobs: int, report: Report, watch: Watch) -> Iterator[Gazette]:
    """Every gazette at and below `paths`, in the order of their names; what fails goes to `report`."""
    sources, refused = find_sources(paths)
    for error in refused:
        report(error)
    results = _in_pool(sources, jobs) if jobs > 1 and len(sources) > 1 else map(parse, sources)
    for result in watch(sources, results):
        if isinstance(result, SourceError):
            report(result)
        else:
            yield result


def parse(source: SourceFile) -> Gazette | SourceError:
    """One job: the gazette, or why there is none. Nothing that a single source does ends the build."""
    from ingest.job import parse_source

    try:
        return parse_source(source.path, source.declaration, source.root)
    except SourceError as error:
        return error
    except OSError as error:
        return SourceError(
            source.path, f"cannot be read ({error.strerror})", "check the file and its permissions"
        )
    except Exception as error:
        cause = f"the parser failed ({type(error).__name__}: {error})"
        return SourceError(source.path, cause, "please report it with the file")


def default_jobs() -> int:
    """As many processes as there are processors."""
    return os.cpu_count() or 1


def _in_pool(sources: Sequence[SourceFile], jobs: int) -> Iterator[Gazette | SourceError]:
    """The results of `parse` from a pool of processes, in order. One that hangs or dies takes only its source along."""
    with ProcessPool(max_workers=min(jobs, len(sources))) as pool:
        waiting = [pool.schedule(parse, args=[source], timeout=JOB_SECONDS) for source in sources]
        try:
            for source, job in zip(sources, waiting, strict=True):
                try:
                    yield job.result()
                except JobTimeoutError:
                    yield SourceError(
                        source.path, f"not parsed after {JOB_SECONDS} s", "split the file, or report it"
                    )
                except ProcessExpired as error:
                    cause = f"the process that parsed it ended (status {error.exitcode})"
                    yield SourceError(source.path, cause, "there may be too little memory; try --jobs 1")
        finally:
            pool.stop()  # type: ignore[no-untyped-call]


def _with_first(first: Gazette, others: Iterator[Gazette]) -> Iterator[Gazette]:
    yield first
    yield from others
