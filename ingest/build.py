"""From paths to a database: find the sources, parse each as a job of its own, load what was parsed.

Where nothing has changed, nothing is imported but what tells that.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ingest.read.sources import SourceFile, find_sources, to_convert
from schema.errors import NothingParsedError, SourceError

if TYPE_CHECKING:
    from ingest.cache import Cache
    from ingest.limits import Limits
    from ingest.load.source.ready import Ready
    from ingest.making import Maker, Workers
    from ingest.pool import Report, Work
    from schema.document import Gazette

Made = TypeVar("Made")
Watch = Callable[[Sequence[SourceFile], Iterable[Made | SourceError]], Iterable[Made | SourceError]]
"""What is passed the results as they come, and passes them on."""


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


def build(
    paths: Iterable[Path | str],
    database: Path,
    jobs: int,
    report: Report,
    watch: Watch[Ready],
    password: str | None = None,
    cache: Cache | None = None,
    unmasked: bool = False,
    scheduler: str | None = None,
    limits: Limits | None = None,
) -> Built:
    """Parse every source at and below `paths` into a new database, with `jobs` processes.

    A path may be a URL. With the address of a Dask `scheduler`, sources are parsed by its workers. Each source that
    fails goes to `report`, and the others are loaded; where none is left, the old database stays. `watch` is passed
    what is parsed as it comes. `password` opens encrypted PDFs. What `cache` holds is not parsed again, and a database
    that was made from the same stays as it is. Numbers of identity cards, mobile telephones and bank accounts are
    masked, unless they are to stay `unmasked`. A process that takes more than `limits` is ended.
    """
    from ingest.read.remote import mirrored

    with mirrored(paths) as (here, remotes):
        found, refused = find_sources(here)
        sources = [replace(s, password=password, remote=remotes.get(s.path)) for s in found]
        made_from = ""
        if cache is not None and not refused:
            from ingest.cache import fingerprint
            from ingest.load.previous import rows_made_from

            made_from = fingerprint(sources, unmasked)
            rows = rows_made_from(database, made_from) if made_from else None
            if rows is not None:
                return Built(rows, (), unchanged=True)
        from ingest.limits import USUAL_LIMITS
        from ingest.making import Maker

        maker = Maker(sources, refused, report, cache, unmasked)
        made = maker.sources(_workers(jobs, scheduler, limits or USUAL_LIMITS), watch)
        built = _loaded(maker, made, database, made_from)
    if cache is not None:
        cache.prune()
    return built


def _workers(jobs: int, scheduler: str | None, limits: Limits) -> Workers:
    """What works on sources: processes of this machine, or the workers of a cluster."""
    if scheduler is None:
        return partial(in_pool, jobs, limits)
    from ingest.cluster import on_cluster

    return partial(on_cluster, scheduler, limits)


def _loaded(maker: Maker, sources: Iterator[Gazette | Ready], database: Path, made_from: str) -> Built:
    """Load the sources, and tell what is new against the database that was there."""
    from ingest.load.load import load
    from ingest.load.previous import known_sources

    first = next(sources, None)
    if first is None:
        raise NothingParsedError(f"no source could be read; {database} is as it was before")
    before = known_sources(database)
    notes: list[str] = []
    rows = load(
        chain([first], sources),
        database,
        notes.append,
        maker.failed,
        maker.names,
        maker.corrected,
        lambda: "" if maker.failed else made_from,
    )
    came = [path for path in maker.read if path not in before]
    changed = [path for path, source in maker.read.items() if before.get(path, source) != source]
    gone = [path for path in before if path not in maker.read]
    doubts = sum((maker.doubts[path] for path in (*came, *changed)), Counter[str]())
    failed = tuple(maker.failed)
    return Built(rows, failed, tuple(notes), tuple(came), tuple(changed), tuple(gone), doubts)


def parse_all(
    paths: Iterable[Path],
    jobs: int,
    report: Report,
    watch: Watch[Gazette],
    password: str | None = None,
    limits: Limits | None = None,
) -> Iterator[Gazette]:
    """Every gazette at and below `paths`, in the order of their names; what fails goes to `report`.

    Each is read in a process of its own, which is ended where it takes more than `limits`. Older office formats are
    turned into a newer one first, all in one call.
    """
    from ingest.limits import USUAL_LIMITS
    from ingest.pool import parse

    found, refused = find_sources(paths)
    for error in refused:
        report(error)
    sources = [replace(source, password=password) for source in found]
    results = in_pool(jobs, limits or USUAL_LIMITS, sources, report, parse)
    for result in watch(sources, results):
        if isinstance(result, SourceError):
            report(result)
        else:
            yield result


def in_pool(
    jobs: int, limits: Limits, sources: Sequence[SourceFile], report: Report, work: Work[Made]
) -> Iterator[Made | SourceError]:
    """What comes of the work on each source, in order."""
    from ingest.pool import parse_in_pool
    from ingest.read.office.conversion import converted

    with converted(to_convert(sources)) as docx:
        at_hand = [replace(source, docx=docx.get(source.path)) for source in sources]
        yield from parse_in_pool(at_hand, jobs, limits, report, work)


def default_jobs() -> int:
    """As many processes as there are processors."""
    return os.cpu_count() or 1
