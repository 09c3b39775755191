"""Sources parsed by watched processes. One that hangs, dies or wants too much takes only its page along."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as JobTimeoutError
from dataclasses import dataclass, replace
from multiprocessing.sharedctypes import RawArray
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.limits import (
    USUAL_LIMITS,
    Limits,
    Pages,
    begin_source,
    cause_of_end,
    end_for_memory,
    is_supervised,
    out_of_memory,
    supervise,
)
from ingest.read.remote import at_hand
from ingest.read.sources import SourceFile
from schema.document import Gazette
from schema.errors import PageError, SourceError

Made = TypeVar("Made")
Work = Callable[[SourceFile], Made | SourceError]
"""What is done with a source, in a process of the pool: what it makes of it, or why nothing."""
Result = Gazette | SourceError
Report = Callable[[SourceError], None]

_MOST_PAGES_GIVEN_UP = 3
_AHEAD = 16
"""Sources for each process that are begun before the one that is waited for: what comes of them waits in memory."""


def parse(source: SourceFile) -> Result:
    """One job: the gazette, or why there is none. Nothing that a single source does ends the build."""
    return attempted(gazette_of, source)


def gazette_of(source: SourceFile) -> Gazette:
    """The gazette that a source holds; it is fetched first where it is elsewhere."""
    from ingest.job import parse_source

    with at_hand(source) as here:
        return parse_source(here.path, here.declaration, here.root, **here.given)


def attempted(work: Callable[[SourceFile], Made], source: SourceFile) -> Made | SourceError:
    """What comes of the work on a source, whatever goes wrong with it."""
    name = source.name
    try:
        return work(source)
    except SourceError as error:
        return SourceError(name, error.cause, error.remedy, error.place) if source.remote else error
    except OSError as error:
        return SourceError(name, f"cannot be read ({error.strerror})", "check the file and its permissions")
    except MemoryError:
        if is_supervised():
            end_for_memory()
        return SourceError(name, *out_of_memory(USUAL_LIMITS))
    except Exception as error:
        cause = f"the parser failed ({type(error).__name__}: {error})"
        return SourceError(name, cause, "please report it with the file")


def parse_one(source: SourceFile, timeout: float | None = None) -> Gazette:
    """The gazette of one source. Raises SourceError where there is none.

    With a `timeout`, in seconds by the clock on the wall, it is parsed in a process of its own, which is ended then.
    """
    if timeout is None:
        result = parse(source)
    else:
        limits = Limits(source_seconds=timeout, scan_seconds=0)
        (result,) = parse_in_pool([source], 1, limits, lambda _: None, parse)
    if isinstance(result, SourceError):
        raise result
    return result


def parse_in_pool(
    sources: Sequence[SourceFile], jobs: int, limits: Limits, report: Report, work: Work[Made]
) -> Iterator[Made | SourceError]:
    """What comes of the work on each source in a pool of `jobs` processes, in order.

    A page that ends its process is left out and the rest of its source read again; it goes to `report`.
    """
    if not sources:
        return
    if len(sources) > 1:
        import ingest.job  # noqa: F401  (once, here, for every process)
    pages: Pages = RawArray("i", len(sources))
    with ProcessPool(min(jobs, len(sources)), initializer=supervise, initargs=(limits, pages)) as pool:
        watched = Watched(pool, limits, pages, work)
        begun: deque[tuple[int, SourceFile, Future[Made | SourceError]]] = deque()
        try:
            for index, source in enumerate(sources):
                begun.append((index, source, watched.begin(index, source)))
                if len(begun) >= _AHEAD * jobs:
                    yield watched.result(*begun.popleft(), report)
            while begun:
                yield watched.result(*begun.popleft(), report)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Watched(Generic[Made]):
    """A pool, its limits, the page that each source is at, and what is done with a source."""

    pool: ProcessPool
    limits: Limits
    pages: Pages
    work: Work[Made]

    def begin(self, index: int, source: SourceFile) -> Future[Made | SourceError]:
        """Have a source worked on."""
        job: Future[Made | SourceError] = self.pool.schedule(
            _watched, args=[index, source, self.work], timeout=self._seconds_of(source)
        )
        return job

    def _seconds_of(self, source: SourceFile) -> float:
        return self.limits.seconds_of(source.path.stat().st_size if source.path.exists() else 0)

    def result(
        self, index: int, source: SourceFile, job: Future[Made | SourceError], report: Report
    ) -> Made | SourceError:
        """What becomes of a source in the end. What is wrong with its pages is reported where the rest is read."""
        given_up: list[PageError] = []
        while True:
            result = self._outcome(index, source, job)
            if not isinstance(result, PageError):
                break
            given_up.append(result)
            if len(given_up) > _MOST_PAGES_GIVEN_UP:
                break
            source = replace(source, left_out=(*source.left_out, result.page))
            job = self.begin(index, source)
        if isinstance(result, SourceError):
            return given_up[0].of_source() if given_up else result
        for error in given_up:
            report(error)
        return result

    def _outcome(self, index: int, source: SourceFile, job: Future[Made | SourceError]) -> Made | SourceError:
        try:
            return job.result()
        except JobTimeoutError:
            cause = f"not parsed after {self._seconds_of(source):g} s"
            return SourceError(source.name, cause, "split the file, or report it")
        except ProcessExpired as error:
            cause, remedy = cause_of_end(error.exitcode, self.limits)
            page = self.pages[index]
            return (
                PageError(source.name, cause, remedy, page)
                if page
                else SourceError(source.name, cause, remedy)
            )


def _watched(index: int, source: SourceFile, work: Work[Made]) -> Made | SourceError:
    begin_source(index)
    return work(source)
