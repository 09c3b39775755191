"""Sources worked on by the workers of a Dask cluster: the same work as in the pool, on other machines.

A source is a task, of which some hundreds are with the scheduler at a time. What a worker makes of it is put into the
folder of the cache, where that is shared, and only its name comes back; else the rows come back themselves.
"""

from __future__ import annotations

import logging
import secrets
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as WaitError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.cache import program
from ingest.finishing import Finish
from ingest.limits import Limits
from ingest.load.source.ready import Ready
from ingest.pool import Report
from ingest.read.sources import SourceFile
from schema.errors import ClusterError, SourceError

if TYPE_CHECKING:
    from distributed import Client, Future

    from ingest.worker import Answer

_AHEAD = 256
"""Sources that are with the scheduler at a time: enough for a hundred processors, and no more than fits in memory."""
_SECONDS_TO_CONNECT = 30
_SECONDS_OF_SILENCE = 60
_MOST_SILENCE = 10


def on_cluster(
    scheduler: str, limits: Limits, sources: Sequence[SourceFile], report: Report, work: Finish
) -> Iterator[Ready | SourceError]:
    """What the workers of the scheduler at an address make of each source, in order.

    A source whose worker dies is given to another, once, when its turn comes: by then what may have killed the worker
    is not among those that are read beside it. Pages that are left out go to `report`. Raises ClusterError
    where there is no such scheduler, it has no workers, or they are not as they have to be.
    """
    with _connected(scheduler) as client, _shared(work) as token:
        cluster = _Cluster(client, work, limits, token)
        begun: deque[tuple[SourceFile, Future]] = deque()
        for given in sources:
            # a worker begins in a folder of its own
            source = replace(given, path=given.path.absolute(), root=given.root.absolute())
            begun.append((source, cluster.begin(source)))
            if len(begun) >= _AHEAD:
                yield cluster.result(*begun.popleft(), report)
        while begun:
            yield cluster.result(*begun.popleft(), report)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """The client of a scheduler, the work on a source, its limits, and by what the folder of the cache is known."""

    client: Client
    work: Finish
    limits: Limits
    token: str | None

    def begin(self, source: SourceFile, named: bool = True) -> Future:
        """Have a source worked on; what is made of it comes back as a name, where it may be `named`."""
        from ingest.worker import TASK, answered

        return self.client.submit(
            *(answered, source, self.work, self.limits, program(), self.token if named else None),
            key=f"{TASK}-{secrets.token_hex(8)}",
            pure=False,
        )

    def result(self, source: SourceFile, task: Future, report: Report) -> Ready | SourceError:
        """What becomes of a source in the end."""
        answer = self._answer(task) or self._answer(self.begin(source))
        if answer is None:
            cause = "the worker that read it died, and so did the next one"
            return SourceError(source.name, cause, "look at the workers' logs, or read it by itself")
        if answer.refused:
            raise ClusterError(answer.refused)
        made = answer.made
        if isinstance(made, str):
            found = self.work.named(made)
            if found is None:  # another build removed it, or the folder does not show it yet
                return self.result(source, self.begin(source, named=False), report)
            made = found
        for error in answer.pages:
            report(error)
        return made

    def _answer(self, task: Future) -> Answer | None:
        """The answer of a worker; None where it died."""
        from distributed import KilledWorker

        silent = 0
        while silent < _MOST_SILENCE:
            try:
                answer: Answer = task.result(timeout=_SECONDS_OF_SILENCE)
                return answer
            except KilledWorker:
                return None
            except CancelledError as error:
                raise ClusterError("the scheduler was lost; begin again: what was made is kept") from error
            except (TimeoutError, WaitError):
                silent = 0 if self.client.nthreads() else silent + 1
        raise ClusterError("no worker is left; start some: what was made is kept")


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    """A client of the scheduler, which has workers."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "--scheduler needs Dask; install it with: pip install 'gongbao[cluster]'"
        ) from error
    from ingest.worker import NoRetry, Readers

    logging.getLogger("distributed").setLevel(logging.ERROR)
    try:
        client = Client(scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"no scheduler answers at {scheduler} ({error})") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
        except TimeoutError as error:
            raise ClusterError(
                f"{scheduler} has no workers; start some with: dask worker {scheduler}"
            ) from error
        client.register_plugin(NoRetry())
        client.register_plugin(Readers())
        yield client


@contextmanager
def _shared(work: Finish) -> Iterator[str | None]:
    """Something new in the folder of the cache, by which a worker knows whether it sees the same folder."""
    if work.cache is None:
        yield None
        return
    token = secrets.token_hex(32)
    work.cache.put(token, token)
    try:
        yield token
    finally:
        work.cache.remove(token)
