"""How fast the pages are on a large knowledge base: python tests/web/bench.py kb.db [CLAUSES]

Where there is no database of this name, makes one of so many clauses (default 100,000) from the corpus, each
copy an issue of its own. Serves it as `kb`, and asks with one client. Prints p50 and p95 in milliseconds, and bytes.
"""

from __future__ import annotations

import itertools
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from browser import served

from ingest.build import parse_all
from ingest.errors import SourceError
from ingest.load import load
from schema.document import Gazette

ROOT = Path(__file__).parents[2]
WORDS = [
    "养老服务",
    "市民政局",
    "的",
    "2025年",
    "通政办发〔2022〕81号",
    "5G",
    "VOCs",
    "民政 养老",
    "床位",
    "80号",
    "一",
    "卫生健康",
]
ROUNDS = 8


def copies(gazettes: list[Gazette], clauses: int) -> Iterator[Gazette]:
    """The gazettes again and again, until there are so many clauses; each copy with ids of its own."""
    made = 0
    for number in itertools.count(1):
        for gazette in gazettes:
            if made >= clauses:
                return
            made += sum(len(parsed.clauses) for parsed in gazette.documents)
            yield copy(gazette, number)


def copy(gazette: Gazette, number: int) -> Gazette:
    """The gazette as another issue: every id begins with another number."""
    text = gazette.model_dump_json()
    for parsed in sorted(gazette.documents, key=lambda parsed: -len(parsed.document.id)):
        text = text.replace(f'"{parsed.document.id}', f'"{number}/{parsed.document.id}')
    renamed = Gazette.model_validate_json(text)
    source = renamed.source.model_copy(update={"id": f"{number:08x}{gazette.source.id[8:]}"})
    issue = renamed.issue and renamed.issue.model_copy(
        update={"id": f"{number}/{renamed.issue.id}", "year": 1000 + number}
    )
    return renamed.model_copy(update={"source": source, "issue": issue})


def measure(address: str, paths: list[str]) -> tuple[float, float, int]:
    """Median and 95th percentile of the milliseconds of these addresses, and the bytes of the largest answer."""
    times, largest = [], 0
    for path in paths:
        started = time.perf_counter()
        with urlopen(address + path) as answer:
            largest = max(largest, len(answer.read()))
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], largest


def make(path: Path, clauses: int) -> None:
    """Make the database."""
    failures: list[SourceError] = []
    gazettes = list(parse_all([ROOT / "corpus"], 2, failures.append, lambda _, results: results))
    counts = load(copies(gazettes, clauses), path)
    print(f"{counts['clauses']} clauses, {path.stat().st_size / 1e6:.0f} MB", flush=True)


def addresses(path: Path) -> dict[str, list[str]]:
    """What is asked, by kind of page."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "select id from documents order by length(text) desc limit 40"
        longest = [row[0] for row in connection.execute(sql)]
    words = [quote(word) for word in WORDS] * ROUNDS
    unit = quote("市民政局")
    return {
        "search page": [f"/search?q={word}" for word in words],
        "search JSON": [f"/search.json?q={word}" for word in words],
        "search, filtered": [f"/search?q={word}&role=lead&unit={unit}" for word in words],
        "longest documents": [f"/documents/{quote(document)}" for document in longest],
        "home": ["/"] * 30,
        "table, searched": [f"/kb/clauses?_search={word}" for word in words],
        "by-unit": [f"/kb/by-unit?unit={unit}&role=lead"] * 20,
        "due-between": ["/kb/due-between?from=2022-09-01&until=2022-12-31"] * 20,
    }


def main(path: Path, clauses: int) -> None:
    """Make the database where there is none, serve it and measure."""
    if not path.exists():
        make(path, clauses)
    with served(path) as address:
        urlopen(address + "/search?q=x").close()
        for kind, paths in addresses(path).items():
            p50, p95, largest = measure(address, paths)
            print(f"{kind:18} p50 {p50:6.0f} ms   p95 {p95:6.0f} ms   {largest / 1000:6.0f} kB", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
