"""Mutated texts, damaged PDFs and killed builds, by the thousand: what the tests promise on a few, tried on many.

    python bench/soak.py [--texts 10000] [--pdfs 1000] [--kills 100] [--seed 1]

Prints a table: how many were tried, and how many broke a promise. A mutant is a text or a PDF of the project, or of
`$GONGBAO_SAMPLES/unlabelled`, after a few accidents. Each is made from its number, so that it can be made again.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests/fixtures/pdf")]

NOISE = "（）《》〔〕“”、，。：；第一二条章专栏0９①.|-#●年月日附件\f\t　 \u200b\ufeff<!--A"
PORT = 8399


def main() -> None:
    """Try what is asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, usual in (("texts", 10_000), ("pdfs", 1_000), ("kills", 100), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args()
    print(f"{'':28}{'tried':>8}{'broken':>8}{'seconds':>9}")
    for name, count, run in (("mutated texts", given.texts, texts), ("damaged PDFs", given.pdfs, pdfs)):
        tell(name, count, lambda run=run, count=count: run(count, given.seed))
    tell("killed builds", given.kills, lambda: kills(given.kills, given.seed))


def tell(name: str, count: int, run: Callable[[], Counter[str]]) -> None:
    """A line of the table, and one for each promise that was broken."""
    if not count:
        return
    start = time.monotonic()
    broken = run()
    bad = sum(number for what, number in broken.items() if not what.startswith(" "))
    print(f"{name:28}{count:8}{bad:8}{time.monotonic() - start:9.0f}", flush=True)
    for what, number in broken.most_common():
        print(f"    {number:6} {what}", flush=True)


def texts(count: int, seed: int) -> Counter[str]:
    """Mutated texts that break a promise: accounting, quotes, ids, model, no exception."""
    from test_promises import parse, printed, unaccounted, untrue

    from parsers.facts.guard import COMPONENT_FAILED
    from schema.document import Gazette

    broken: Counter[str] = Counter()
    sources = [path.read_text("utf-8", errors="replace").splitlines() for path in text_files()]
    for number in range(count):
        text = mutated(sources, random.Random(f"{seed}/{number}"))
        try:
            gazette = parse(text)
        except Exception as error:
            broken[f"{type(error).__name__}: {error} (mutant {number})"[:120]] += 1
            continue
        ids = [row.id for d in gazette.documents for row in (d.document, *d.clauses)]
        promises = {
            "a component failed": all(d.code != COMPONENT_FAILED for d in gazette.diagnostics),
            "a character is lost or doubled": not unaccounted(gazette, text),
            "a quote is not the text": not untrue(gazette) and not printed(gazette, text),
            "an id is there twice": len(ids) == len(set(ids)),
            "the JSON is not the model": Gazette.model_validate_json(gazette.model_dump_json()) == gazette,
        }
        for what, holds in promises.items():
            if not holds:
                broken[f"{what} (mutant {number})"] += 1
    return broken


def text_files() -> list[Path]:
    """The texts that mutants are made of."""
    samples = os.environ.get("GONGBAO_SAMPLES")
    folders = [ROOT / "corpus", ROOT / "tests/samples_own", ROOT / "tests/samples_blind"]
    folders += [Path(samples, "unlabelled")] if samples else []
    return [
        path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md")
    ]


def mutated(sources: list[list[str]], chance: random.Random) -> str:
    """Some lines of a text after a few accidents: lost, doubled, swapped, glued, cut, or with foreign characters."""
    from test_promises import strike

    lines = chance.choice(sources)
    start = chance.randrange(max(1, len(lines) - 60))
    lines = [line[:400] for line in lines[start : start + 60]] or [""]
    for _ in range(chance.randint(1, 8)):
        i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
        cut = chance.randint(0, len(lines[i]))
        noise = "".join(chance.choices(NOISE, k=chance.randint(0, 6))) * chance.choice((1, 1, 1, 80))
        strike(lines, chance.randrange(6), i, j, cut, noise)
    return "\n".join(lines)


def pdfs(count: int, seed: int) -> Counter[str]:
    """Damaged PDFs that are lost by anything but a line that says why; of the others, how many were read."""
    import make
    from mutate import mutants

    from ingest.build import parse_all
    from ingest.limits import Limits

    pages = (make.two_columns, make.running_headers, make.official_letter, make.panel, make.name_list)
    whole = [make.document(page()) for page in pages]
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="gongbao-soak-") as folder:
        for name, data in mutants(whole, count, seed):
            Path(folder, f"{name}.pdf").write_bytes(data)
        errors: list[str] = []
        limits = Limits(page_seconds=5, source_seconds=60)
        read = parse_all([Path(folder)], 2, lambda e: errors.append(e.cause), lambda _, r: r, limits=limits)
        for gazette in read:
            failed = any(d.code == "component_failed" for d in gazette.diagnostics)
            told["a component failed" if failed else " read"] += 1
        for cause in errors:
            told[f"{cause}"[:100] if "parser failed" in cause else " refused with a line"] += 1
    return told


def kills(count: int, seed: int) -> Counter[str]:
    """Builds killed at a random moment, under a server that reads the database: broken databases, failed requests."""
    chance = random.Random(seed)
    broken: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="gongbao-soak-") as folder:
        database = Path(folder, "kb.db")
        start = time.monotonic()
        building(database).wait()
        usual = time.monotonic() - start
        with reading_server(database, broken):
            for _ in range(count):
                build = building(database)
                try:
                    build.wait(chance.uniform(0, usual))
                except subprocess.TimeoutExpired:
                    os.killpg(build.pid, signal.SIGKILL)
                    build.wait()
                with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
                    if connection.execute("pragma quick_check").fetchone() != ("ok",):
                        broken["the database is broken"] += 1
        building(database).wait()
        left = [path.name for path in Path(folder).iterdir() if path.name.startswith("kb.db.")]
        broken.update({"a temporary file stays": len(left)} if left else {})
    return broken


def building(database: Path) -> subprocess.Popen[bytes]:
    """A build of a few texts, in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "gongbao", "build", str(ROOT / "tests/samples_own"), "--db", str(database)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def reading_server(database: Path, broken: Counter[str]) -> Iterator[None]:
    """A server of the database, asked again and again; what it does not answer is counted."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gongbao", "serve", "--db", str(database), "--port", str(PORT)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    stop = threading.Event()

    def ask() -> None:
        asked = 0
        while not stop.wait(0.1):
            try:
                urllib.request.urlopen(
                    f"http://127.0.0.1:{PORT}/search?q={urllib.parse.quote('通知')}", timeout=30
                ).read()
                asked += 1
            except OSError as error:
                if asked:
                    broken[f"a request failed: {error}"[:80]] += 1
        broken[" requests answered"] = asked

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        yield
    finally:
        stop.set()
        reader.join()
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    main()
