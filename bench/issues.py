"""Issues to measure builds with, as texts: one of the corpus again and again, each time in other words."""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from large_kb import Texts, Vocabulary

from ingest.build import parse_all
from schema.errors import SourceError

_ISSUE = Path(__file__).parents[1] / "corpus" / "nantong" / "nantong-2022-11.txt"


def write_issues(folder: Path, count: int) -> list[Path]:
    """Write so many issues into a folder, which is made, and return their paths.

    Every copy has another year and words of its own (see `large_kb`), so none is an edition of another.
    """
    folder.mkdir(parents=True, exist_ok=True)
    failures: list[SourceError] = []
    gazettes = [*parse_all([_ISSUE], os.cpu_count() or 1, failures.append, lambda _, results: results)]
    vocabulary, text = Vocabulary(gazettes), _ISSUE.read_text("utf-8")
    paths = []
    for number in itertools.islice(itertools.count(), count):
        path = folder / f"issue-{number:03}.txt"
        path.write_text(Texts(vocabulary.replacements(number))[text], "utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    print(*write_issues(Path(sys.argv[1]), int(sys.argv[2])), sep="\n")
