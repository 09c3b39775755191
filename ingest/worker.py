"""What a worker of a Dask cluster does: it has each source read by watched processes of its own, as the pool does."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from queue import SimpleQueue
from threading import Lock
from typing import Any, NamedTuple, cast

from distributed import Scheduler, SchedulerPlugin, Worker, WorkerPlugin, get_worker
from pebble import ProcessPool

from ingest.cache import program
from ingest.finishing import Finish
from ingest.limits import Limits, Pages, supervise
from ingest.load.source.ready import Ready
from ingest.pool import Watched
from ingest.read.sources import SourceFile
from schema.errors import SourceError

TASK = "gongbao"
"""What the keys of our tasks begin with."""


class Answer(NamedTuple):
    """What a worker hands back: the rows of a source, the name that they are kept under, or why there are none.

    `pages` are those that were left out. Where the worker is not as it has to be, `refused` says how to start it.
    """

    made: Ready | SourceError | str = ""
    pages: tuple[SourceError, ...] = ()
    refused: str = ""


def answered(source: SourceFile, work: Finish, limits: Limits, made_by: str, token: str | None) -> Answer:
    """The task: have a source worked on, within limits; `token` is kept in the cache, if that is shared."""
    worker = get_worker()
    refused = _refused(made_by)
    if refused:
        return Answer(refused=f"worker {worker.address} {refused}")
    shares = bool(token and work.cache and work.cache.holds(token))
    readers = cast(Readers, worker.plugins[Readers.name])
    pages: list[SourceError] = []
    made = readers.read(source, work if shares else replace(work, cache=None), limits, pages.append)
    if shares and isinstance(made, Ready) and made.name:
        return Answer(made.name, tuple(pages))
    return Answer(made, tuple(pages))


def _refused(made_by: str) -> str:
    """Why this worker cannot do it; empty where it can."""
    if multiprocessing.current_process().daemon:
        return "may not watch processes of its own; start it with DASK_DISTRIBUTED__WORKER__DAEMON=False in its environment"
    if made_by != program():
        return "runs another version of the program, of Python or of a library; install the same everywhere"
    return ""


class Readers(WorkerPlugin):
    """The watched processes of a worker, one for each of its threads; begun when a source comes, gone with the worker.

    They are forked by a server that has no threads and nothing of the worker's, so that each begins alike.
    """

    name = f"{TASK}-readers"
    idempotent = True

    def setup(self, worker: Worker) -> None:
        """Take note of how many sources the worker reads at a time."""
        self._threads = worker.state.nthreads
        self._free: SimpleQueue[int] = SimpleQueue()
        for index in range(self._threads):
            self._free.put(index)
        self._lock = Lock()
        self._pools: dict[Limits, tuple[ProcessPool, Pages]] = {}

    def teardown(self, worker: Worker) -> None:
        """End the processes."""
        for pool, _ in self._pools.values():
            pool.stop()

    def read(
        self, source: SourceFile, work: Finish, limits: Limits, report: Callable[[SourceError], Any]
    ) -> Ready | SourceError:
        """What comes of the work on a source within limits; pages that are left out go to `report`."""
        pool, pages = self._pool(limits)
        watched = Watched(pool, limits, pages, work)
        index = self._free.get()
        try:
            return watched.result(index, source, watched.begin(index, source), report)
        finally:
            self._free.put(index)

    def _pool(self, limits: Limits) -> tuple[ProcessPool, Pages]:
        with self._lock:
            if limits not in self._pools:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(["ingest.job", "ingest.finishing"])
                pages: Pages = context.RawArray("i", self._threads)
                pool = ProcessPool(
                    self._threads, context=context, initializer=supervise, initargs=(limits, pages)
                )
                self._pools[limits] = pool, pages
            return self._pools[limits]


class NoRetry(SchedulerPlugin):
    """A source whose worker dies is not given to another by the scheduler, whatever it allows other tasks: we see to it."""

    name = f"{TASK}-no-retry"
    idempotent = True

    def update_graph(self, scheduler: Scheduler, *, tasks: list[Any], **others: Any) -> None:
        """Count the deaths that the scheduler allows as if they had been."""
        for key in tasks:
            task = scheduler.tasks.get(key)
            if task and str(key).startswith(f"{TASK}-"):
                task.suspicious = scheduler.allowed_failures
