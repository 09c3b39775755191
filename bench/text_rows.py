"""How fast text becomes rows, beside jieba cutting the same text into words; and beside another version of the parser.

    python bench/text_rows.py [FOLDER…] [--against REV] [--rounds 5] [--profile 20]

The texts are those of the corpus and, where it is there, of `$GONGBAO_SAMPLES/unlabelled`, in the order of their names.
Each version reads them in a process of its own, the versions in turn; of the CPU time of each text the best of all
rounds counts. What a family of facts takes is its share of one profiled round.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KINDS = {".txt", ".md", ".html", ".htm"}
FAMILIES = {  # a family, and the functions that are called for it and for nothing else
    "reading": ("read_text", "read_html", "decode"),
    "documents": ("split_front", "draft_documents"),
    "clauses": ("build",),
    "units": ("find_units", "apply_standing_rules", "table_duties"),
    "deadlines": ("find_deadlines", "task_deadlines"),
    "targets": ("find_targets", "table_targets", "task_targets"),
    "citations": ("find_citations",),
    "clause citations": ("find_clause_citations", "cited_in"),
    "people": ("find_appointments", "find_events", "find_roster"),
    "amendments": ("find_amendments",),
    "tables": ("printed_tables", "place_tables"),
    "doubts": ("find_slips", "find_mismatches", "doubtful_names"),
}
INSIDE = {"lexer": ("lex", "view")}
"""The same of what works inside families: a line of its own, and part of theirs."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="default: corpus, $GONGBAO_SAMPLES/unlabelled")
    parser.add_argument("--against", metavar="REV", help="a commit to compare with")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", type=int, default=0, metavar="N", help="the N slowest functions")
    given = parser.parse_args()
    files = [str(path.resolve()) for path in texts(given.folders or default_folders())]
    with ExitStack() as stack:
        trees = {"this": ROOT}
        if given.against:
            trees[given.against] = stack.enter_context(checkout(given.against))
        workers = {name: stack.enter_context(Worker(tree, files)) for name, tree in trees.items()}
        rounds: dict[str, list[list[float]]] = {name: [] for name in workers}
        for _ in range(given.rounds):
            for name, worker in workers.items():
                rounds[name].append(worker.ask("round"))
        best = {name: sum(map(min, zip(*times, strict=True))) for name, times in rounds.items()}
        shares = {name: worker.ask("shares") for name, worker in workers.items()}
        words = min(workers["this"].ask("words") for _ in range(given.rounds))
        size = workers["this"].ask("size")
        slowest = workers["this"].ask(f"profile {given.profile}") if given.profile else ""
    report(len(files), size, words, best, shares)
    print(slowest, end="")


def default_folders() -> list[Path]:
    """The corpus, and what others have published where it is at hand."""
    samples = os.environ.get("GONGBAO_SAMPLES")
    return [ROOT / "corpus", *([Path(samples, "unlabelled")] if samples else [])]


def texts(folders: list[Path]) -> list[Path]:
    """The texts in the folders, in the order of their names."""
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix.lower() in KINDS]


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """The files of a commit in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        git = ["git", "-C", str(ROOT), "archive", revision]
        files = subprocess.run(git, stdout=subprocess.PIPE, check=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=files, check=True)
        yield Path(folder)


class Worker:
    """A process that reads the texts with the version in a folder."""

    def __init__(self, tree: Path, files: list[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--worker"],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ask(json.dumps(files))

    def ask(self, question: str) -> Any:
        """Its answer to a question."""
        assert self._process.stdin
        assert self._process.stdout
        print(question, file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def report(
    files: int,
    size: int,
    words: float,
    best: dict[str, float],
    shares: dict[str, dict[str, float]],
) -> None:
    """Print what was measured: seconds, characters a second, and the ratio to jieba's speed."""
    print(f"{files} texts, {size:,} characters; jieba.lcut {words:.2f} s ({size / words:,.0f}/s)")
    names = list(best)
    print(f"{'':18}" + "".join(f"{name[:12]:>24}" for name in names))
    print(f"{'all':18}" + "".join(f"{best[n]:13.2f} s {words / best[n]:6.2f} ×" for n in names))
    for family in (*FAMILIES, "other", *INSIDE):
        own = [best[n] * shares[n].get(family, 0) for n in names]
        print(f"{family:18}" + "".join(f"{each:13.2f} s {each / words:6.2f} /" for each in own))
    if len(names) > 1:
        print(f"{names[0]} takes {best[names[0]] / best[names[1]]:.2f} of the time of {names[1]}")
    print("×: speed beside jieba.lcut's; /: time, with jieba.lcut's as 1")


def work() -> None:
    """Answer the questions on standard input."""
    import jieba

    from ingest.job import parse_source
    from schema.source import Declaration

    files = [Path(name) for name in json.loads(sys.stdin.readline())]
    declaration = Declaration()
    read = {path: gazette for path in files if (gazette := _read(path))}
    files = list(read)
    printed = [d.document.text for gazette in read.values() for d in gazette.documents]
    jieba.lcut("预热")
    _answer(len(files))
    for question in map(str.strip, sys.stdin):
        if question == "round":
            _answer([_seconds(lambda path=path: parse_source(path, declaration)) for path in files])
        elif question == "words":
            _answer(_seconds(lambda: [jieba.lcut(text) for text in printed]))
        elif question == "size":
            _answer(sum(map(len, printed)))
        else:
            with cProfile.Profile(time.process_time) as profile:
                for path in files:
                    parse_source(path, declaration)
            stats = pstats.Stats(profile)
            _answer(_shares(stats) if question == "shares" else _slowest(stats, int(question.split()[1])))


def _read(path: Path) -> Any:
    """The gazette of a text; None where there is none."""
    from ingest.job import parse_source
    from schema.errors import SourceError
    from schema.source import Declaration

    try:
        return parse_source(path, Declaration())
    except SourceError:
        return None


def _seconds(call: Any) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _shares(stats: pstats.Stats) -> dict[str, float]:
    """The share of each family in the time of a profile."""
    total: float = stats.total_tt  # type: ignore[attr-defined]
    lines = FAMILIES | INSIDE
    shares = dict.fromkeys(lines, 0.0)
    for (file, _, function), (_, _, _, cumulative, _) in stats.stats.items():  # type: ignore[attr-defined]
        for family, functions in lines.items():
            if function in functions and ("/parsers/" in file or "/ingest/" in file):
                shares[family] += cumulative / total
    return {**shares, "other": max(1 - sum(shares[family] for family in FAMILIES), 0)}


def _slowest(stats: pstats.Stats, count: int) -> str:
    total: float = stats.total_tt  # type: ignore[attr-defined]
    rows = sorted(stats.stats.items(), key=lambda row: -row[1][2])[:count]  # type: ignore[attr-defined]
    return "".join(
        f"{own / total:7.1%} {calls:9,} {Path(file).name}:{line} {function}\n"
        for (file, line, function), (_, calls, own, _, _) in rows
    )


def _answer(value: Any) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    work() if sys.argv[1:] == ["--worker"] else main()
