"""How fast the pages are on a large knowledge base: python bench/web_pages.py [CLAUSES]

Serves a knowledge base of so many clauses (default 100,000; see large_kb.py) as `gongbao serve` does, in a process of
its own, and asks it over HTTP as one client that keeps its connection open. The questions are fixed: some are
written down, the others drawn from the database with a fixed seed. All are asked once to warm up, then several
times in mixed order, each time under another name of the server, so that no answer is one that is kept; what the same
answer takes when it is kept, stands beside. Prints a line for each kind of page and, within the searches, for each kind of
question. The bytes are those that come over the line, compressed, for a page with the styles and scripts that it loads. Where the
system tells, the processor's time in the server stands beside the time on the clock, which other programs that
run meanwhile make longer.
"""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import unquote, urlencode

from large_kb import large_kb
from server import Server, served
from web_questions import other_pages, questions

_ROUNDS = 3
_SEED = 1
_MOST_KB = 200
_BOUNDS = {
    "longest document": 300,
    "home": 30,
    "indicator": 200,
    "department": 300,
    "department, in force": 300,
    "department, as Excel": 5000,
}
"""Milliseconds that a kind of page may take."""
_LOADED = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:css|js))"')


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its address, milliseconds on the clock and of the processor, and kilobytes with all that it loads.

    `kept` are the milliseconds on the clock when it is asked for again, and kept.
    """

    path: str
    elapsed: float
    processor: float
    kept: float
    size: float


def main(clauses: int) -> None:
    """Print the figures."""
    path = large_kb(clauses)
    with closing(sqlite3.connect(path)) as connection:
        count = connection.execute("select count(*) from clauses").fetchone()[0]
        searches, others = questions(connection), other_pages(connection)
    print(f"knowledge base: {count:,} clauses, {path.stat().st_size / 1e6:.0f} MB", flush=True)
    with served(path) as server:
        for name, ending in (("search page", ""), ("search JSON", ".json")):
            asked = _ask(server, _addresses(searches, ending))
            _report(name, [answer for answers in asked.values() for answer in answers], 100)
            for kind, answers in asked.items():
                _report(f"  {kind}", answers)
        for kind, answers in _ask(server, others).items():
            _report(kind, answers, _BOUNDS.get(kind))


def _addresses(searches: dict[str, list[dict[str, str]]], ending: str) -> dict[str, list[str]]:
    return {kind: [f"/search{ending}?{urlencode(q)}" for q in asked] for kind, asked in searches.items()}


def _ask(server: Server, paths: dict[str, list[str]]) -> dict[str, list[Answer]]:
    """The answers to every address, by kind."""
    everything = [(kind, path) for kind, some in paths.items() for path in some]
    sizes = {path: _kilobytes_loaded(server, path) for _, path in everything}
    mixed = everything * _ROUNDS
    random.Random(_SEED).shuffle(mixed)
    asked: dict[str, list[Answer]] = defaultdict(list)
    for number, (kind, path) in enumerate(mixed):
        asked[kind].append(_timed(server, path, f"{number}.localhost", sizes[path]))
    return {kind: asked[kind] for kind in paths}


def _timed(server: Server, path: str, host: str, size: float) -> Answer:
    """An answer that is made, and then one that is kept, to a server that is called `host`."""
    processor, clock = server.processor_seconds(), time.perf_counter()
    server.get(path, host)
    elapsed = time.perf_counter() - clock
    used, clock = server.processor_seconds() - processor, time.perf_counter()
    server.get(path, host)
    return Answer(path, elapsed * 1000, used * 1000, (time.perf_counter() - clock) * 1000, size)


def _kilobytes_loaded(server: Server, path: str) -> float:
    """What comes over the line for an answer and, if it is a page, for the styles and scripts that it loads."""
    text, size = server.get(path)
    return (size + sum(server.get(part)[1] for part in set(_LOADED.findall(text)))) / 1000


def _report(name: str, answers: Sequence[Answer], bound: int | None = None) -> None:
    elapsed, processor = [a.elapsed for a in answers], [a.processor for a in answers]
    slowest, largest = max(answers, key=lambda a: a.elapsed), max(a.size for a in answers)
    most = f"p95 {p95(elapsed):4.0f} ms" + (f" of {bound} ({p95(elapsed) / bound:.2f})" if bound else "")
    print(
        f"{name:22} {most:24} p50 {statistics.median(elapsed):4.0f}  max {slowest.elapsed:4.0f}   "
        f"processor: p50 {statistics.median(processor):4.0f}  p95 {p95(processor):4.0f}   "
        f"kept: p50 {statistics.median(a.kept for a in answers):3.0f}   "
        f"{largest:4.0f} kB of {_MOST_KB} ({largest / _MOST_KB:.2f})   slowest: {unquote(slowest.path)[:60]}",
        flush=True,
    )


def p95(values: Iterable[float]) -> float:
    """What 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
