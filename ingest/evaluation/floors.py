"""The figures that were reached once and must not be lost: a TOML file of floors, and how to print it anew.

`python -m ingest.evaluation.floors tests/gold/floors.toml` prints the file with today's figures.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.evaluation.gold import read_gold
from ingest.evaluation.predictions import Prediction, read_prediction
from ingest.evaluation.score import Report, score

HEADER = """\
# The figures reached on gold, kind by kind; tests fail when one of them falls.
# Paths are relative to the repository. Print this file with today's figures: make floors
"""


@dataclass(frozen=True, slots=True)
class FloorSet:
    """One comparison and the least it must reach.

    `gold` (folders or files) and `sources` are glob patterns, relative to the repository; `rows` gives
    precision and recall for each kind.
    """

    name: str
    gold: tuple[str, ...]
    sources: tuple[str, ...]
    by_number: bool
    fields: float
    rows: Mapping[str, tuple[float, float]]

    def measure(self, root: Path, read: Callable[[Path], Prediction] = read_prediction) -> Report:
        """Compare what `read` makes of the sources with the gold."""
        predictions = [read(path) for path in _matching(self.sources, root)]
        return score(read_gold(_matching(self.gold, root)), predictions, by_number=self.by_number)

    def shortfalls(self, report: Report) -> Iterator[str]:
        """What fell below its floor, and what has no floor yet."""
        if (report.fields_accuracy or 0) < self.fields:
            yield f"{self.name}: fields: {report.fields_accuracy} is below {self.fields}"
        for kind in sorted({*self.rows, *report.rows}):
            if kind not in self.rows:
                yield f"{self.name}: {kind}: no floor"
            elif kind not in report.rows:
                yield f"{self.name}: {kind}: no rows left"
            else:
                figures = report.rows[kind]
                for floor, have, what in zip(
                    self.rows[kind],
                    (figures.precision, figures.recall),
                    ("precision", "recall"),
                    strict=True,
                ):
                    if have < floor:
                        yield f"{self.name}: {kind}: {what} {have} is below {floor}"


def read_floors(path: Path) -> list[FloorSet]:
    """Read a floors file."""
    data = tomllib.loads(path.read_text("utf-8"))
    return [floor_set(name, table) for name, table in data.items()]


def floor_set(name: str, table: Mapping[str, Any]) -> FloorSet:
    """One table of a floors file."""
    return FloorSet(
        name=name,
        gold=tuple(table["gold"]),
        sources=tuple(table["sources"]),
        by_number=table.get("by_number", False),
        fields=table.get("fields", 0.0),
        rows={kind: (row["precision"], row["recall"]) for kind, row in table.get("rows", {}).items()},
    )


def as_toml(floors: FloorSet, report: Report) -> str:
    """A floors table with the report's figures."""
    lines = [
        f"[{floors.name}]",
        f"gold = [{_quoted(floors.gold)}]",
        f"sources = [{_quoted(floors.sources)}]",
        f"by_number = {str(floors.by_number).lower()}",
        f"fields = {report.fields_accuracy or 0.0}",
        "",
        f"[{floors.name}.rows]",
    ]
    for kind, figures in report.rows.items():
        lines.append(f'"{kind}" = {{ precision = {figures.precision}, recall = {figures.recall} }}')
    return "\n".join(lines)


def _matching(patterns: Iterable[str], root: Path) -> list[Path]:
    """What the patterns match, pattern by pattern and by name."""
    return [path for pattern in patterns for path in sorted(root.glob(pattern))]


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


def main(path: Path, root: Path) -> None:
    """Print a floors file with today's figures."""
    tables = [as_toml(floors, floors.measure(root)) for floors in read_floors(path)]
    print("\n\n".join([HEADER.rstrip("\n"), *tables]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path.cwd())
