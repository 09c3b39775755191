"""How fast the library searches a large knowledge base: python bench/searches.py [CLAUSES]

Asks a knowledge base of so many clauses (default 1,000,000; see large_kb.py) the questions of words alone that the
pages are measured with (web_questions.py), each several times. Prints what the best time of each comes to, by the clock
and in computing, and the slowest.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import closing

from large_kb import large_kb
from web_pages import p95
from web_questions import questions

from kb.database import open_database
from kb.search import Question, search

_ROUNDS = 4
_BOUNDS = (4, 16, 30)
"""Milliseconds that half of the questions may take, 95 of 100, and any."""


def main(clauses: int) -> None:
    """Print the figures."""
    path = large_kb(clauses)
    with closing(open_database(path)) as connection:
        count = connection.execute("select count(*) from clauses").fetchone()[0]
        asked = [said["q"] for some in questions(connection).values() for said in some if set(said) == {"q"}]
        print(f"{count:,} clauses, {path.stat().st_size / 1e6:,.0f} MB; {len(asked)} questions")
        took = {words: _milliseconds(connection, words) for words in asked}
    for name, at in (("by the clock", 0), ("in computing", 1)):
        _report(name, [times[at] for times in took.values()])
    print("slowest:", ", ".join(sorted(took, key=lambda words: took[words][1])[-5:]))


def _milliseconds(connection: sqlite3.Connection, words: str) -> tuple[float, float]:
    """The best time by the clock, and of computing."""
    clock, computing = [], []
    for _ in range(_ROUNDS):
        began, used = time.perf_counter(), time.thread_time()
        search(connection, Question(words=words))
        clock.append(time.perf_counter() - began)
        computing.append(time.thread_time() - used)
    return min(clock) * 1000, min(computing) * 1000


def _report(name: str, times: Sequence[float]) -> None:
    found = zip(
        ("p50", "p95", "max"), (statistics.median(times), p95(times), max(times)), _BOUNDS, strict=True
    )
    print(f"{name:14}", "  ".join(f"{what} {value:5.1f} ms of {bound}" for what, value, bound in found))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
