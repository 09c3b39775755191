"""How fast pages come where many ask at once: python bench/many_clients.py [CLAUSES [CLIENTS [WORKERS]]]

Serves a knowledge base of so many clauses (default 100,000; see large_kb.py) as `gongbao serve --workers 2` does, and
asks it by 8 clients that keep their connections open, each one question after another, in mixed order. Every
address is asked once when nothing is kept of it, and then once more, when it is. The clients run on the same machine
as the server. Prints a line for each kind of page: milliseconds on the clock, and its bound.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import quote, urlencode

from large_kb import large_kb
from server import Server, served
from web_pages import p95
from web_questions import questions

_SEED = 3
_EACH = 120
_BOUNDS = {"search": 150, "document": 80, "table": 250}

Asked = tuple[str, str]
"""A kind of page, and an address."""


def main(clauses: int, clients: int, workers: int) -> None:
    """Print the figures."""
    path = large_kb(clauses)
    with closing(sqlite3.connect(path)) as connection:
        asked = list(_addresses(connection, path.stem))
    random.Random(_SEED).shuffle(asked)
    print(f"{path.name}: {len(asked)} addresses, {clients} clients, {workers} worker processes", flush=True)
    with served(path, workers) as server:
        _ask(server, [("warm", f"/?warm={number}") for number in range(50)], clients)
        for name in ("first time", "once more"):
            began = time.perf_counter()
            times = _ask(server, asked, clients)
            rate = len(asked) / (time.perf_counter() - began)
            print(f"{name}: {rate:.0f} answers a second")
            for kind, taken in times.items():
                print(
                    f"  {kind:10} p50 {p50(taken):5.0f}  p95 {p95(taken):5.0f} of {_BOUNDS[kind]}  max {max(taken):5.0f}"
                )


def _addresses(connection: sqlite3.Connection, database: str) -> Iterator[Asked]:
    """Searches, documents and pages of tables, the same number of each, no two alike."""
    chance = random.Random(_SEED)
    searches = [said for some in questions(connection).values() for said in some]
    yield from (("search", f"/search?{urlencode(said)}") for said in searches[:_EACH])
    documents = [row[0] for row in connection.execute("select id from documents order by id")]
    yield from (("document", f"/documents/{quote(id_)}") for id_ in chance.sample(documents, _EACH))
    for table in ("clauses", "targets", "documents", "clause_units"):
        most = connection.execute(f"select max(rowid) from {table}").fetchone()[0]
        after = chance.sample(range(most), _EACH // 4)
        yield from (("table", f"/{quote(database)}/{table}?_next={number}") for number in after)


def _ask(server: Server, asked: list[Asked], clients: int) -> dict[str, list[float]]:
    """Milliseconds that each answer took, by kind."""
    times: dict[str, list[float]] = defaultdict(list)
    waiting = iter(asked)

    def client(_: int) -> None:
        own = server.another()
        for kind, address in waiting:
            began = time.perf_counter()
            own.get(address)
            times[kind].append((time.perf_counter() - began) * 1000)

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(client, range(clients)))
    return dict(sorted(times.items()))


def p50(values: list[float]) -> float:
    """The median."""
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    said = [int(argument) for argument in sys.argv[1:]]
    main(*(said + [100_000, 8, 2][len(said) :]))
