"""From paths to a database: find the sources, parse each as a job of its own, load what was parsed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as JobTimeoutError
from dataclasses import dataclass, replace
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from ingest.errors import NothingParsedError, SourceError
from ingest.limits import MEMORY_MB, cause_of_end, set_limits
from ingest.load import load
from ingest.sources import SourceFile, find_sources, is_pdf
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

    gazettes = parse_all(paths, jobs, keep, watch, password)
    first = next(gazettes, None)
    if first is None:
        raise NothingParsedError(f"no source could be read; {database} is as it was before")
    rows = load(_with_first(first, gazettes), database)
    return Built(rows, len(failed))


def parse_all(
    paths: Iterable[Path], jobs: int, report: Report, watch: Watch, password: str | None = None
) -> Iterator[Gazette]:
    """Every gazette at and below `paths`, in the order of their names; what fails goes to `report`.

    A PDF is always read in a process of its own, which can be ended when it takes too long or too much memory.
    """
    found, refused = find_sources(paths)
    sources = [replace(source, password=password) for source in found]
    for error in refused:
        report(error)
    pooled = (jobs > 1 and len(sources) > 1) or any(is_pdf(source.path) for source in sources)
    results = _in_pool(sources, jobs) if pooled else map(parse, sources)
    for result in watch(sources, results):
        if isinstance(result, SourceError):
            report(result)
        else:
            yield result


def parse(source: SourceFile) -> Gazette | SourceError:
    """One job: the gazette, or why there is none. Nothing that a single source does ends the build."""
    from ingest.job import parse_source

    try:
        given = {"password": source.password} if source.password else {}
        return parse_source(source.path, source.declaration, source.root, **given)
    except SourceError as error:
        return error
    except OSError as error:
        return SourceError(
            source.path, f"cannot be read ({error.strerror})", "check the file and its permissions"
        )
    except MemoryError:
        return SourceError(source.path, f"takes more than {MEMORY_MB} MB of memory", "split the file")
    except Exception as error:
        cause = f"the parser failed ({type(error).__name__}: {error})"
        return SourceError(source.path, cause, "please report it with the file")


def default_jobs() -> int:
    """As many processes as there are processors."""
    return os.cpu_count() or 1


def _in_pool(sources: Sequence[SourceFile], jobs: int) -> Iterator[Gazette | SourceError]:
    """The results of `parse` from a pool of processes, in order. One that hangs or dies takes only its source along."""
    with ProcessPool(max_workers=min(jobs, len(sources)), initializer=set_limits) as pool:
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
                    yield SourceError(source.path, *cause_of_end(error.exitcode))
        finally:
            pool.stop()  # type: ignore[no-untyped-call]


def _with_first(first: Gazette, others: Iterator[Gazette]) -> Iterator[Gazette]:
    yield first
    yield from others
