"""The figures that were reached once and must not be lost: a TOML file of floors, and how to print it anew.

`python -m ingest.evaluation.floors tests/gold/floors.toml` prints the file with today's figures.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.evaluation.gold import Gold, read_gold
from ingest.evaluation.predictions import Prediction, read_prediction
from ingest.evaluation.score import Report, score

SAMPLES = "GONGBAO_SAMPLES"
"""The variable that names the folder of real documents of other publishers; they are not part of the project."""
IN_SAMPLES = f"${SAMPLES}/"
HEADER = """\
# The figures reached on gold, kind by kind; tests fail when one of them falls.
# Paths are relative to the repository, or to the folder that GONGBAO_SAMPLES names.
# Print this file with today's figures: make floors
"""


@dataclass(frozen=True, slots=True)
class FloorSet:
    """One comparison and the least it must reach.

    `gold` (folders or files) and `sources` are glob patterns, relative to the repository or, where they begin
    with `$GONGBAO_SAMPLES/`, to the folder that this variable names; `rows` gives precision and recall for each
    kind.
    """

    name: str
    gold: tuple[str, ...]
    sources: tuple[str, ...]
    by_number: bool
    fields: float
    rows: Mapping[str, tuple[float, float]]

    @property
    def is_here(self) -> bool:
        """Whether the sources can be read: those of others only where their folder is named."""
        return SAMPLES in os.environ or not any(source.startswith(IN_SAMPLES) for source in self.sources)

    def measure(self, root: Path, read: Callable[[Path], Prediction] = read_prediction) -> Report:
        """Compare what `read` makes of the sources with the gold."""
        return score(*self.read(root, read), by_number=self.by_number)

    def read(
        self, root: Path, read: Callable[[Path], Prediction] = read_prediction
    ) -> tuple[Gold, list[Prediction]]:
        """The gold, and what `read` makes of the sources."""
        predictions = [read(path) for path in self.paths(root)]
        return read_gold(_matching(self.gold, root)), predictions

    def paths(self, root: Path) -> list[Path]:
        """The sources."""
        return _matching(self.sources, root)

    def shortfalls(self, report: Report) -> Iterator[str]:
        """What fell below its floor, and what has no floor yet."""
        if (report.fields_accuracy or 0) < self.fields:
            yield f"{self.name}: fields: {report.fields_accuracy} is below {self.fields}"
        for kind in sorted({*self.rows, *report.rows}):
            if kind not in self.rows:
                yield f"{self.name}: {kind}: no floor"
            elif kind not in report.rows:
                if any(self.rows[kind]):
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


def measured(floors: FloorSet, report: Report) -> FloorSet:
    """The same comparison with the report's figures as its floors."""
    rows = {kind: (figures.precision, figures.recall) for kind, figures in report.rows.items()}
    return replace(floors, fields=report.fields_accuracy or 0.0, rows=rows)


def as_toml(floors: FloorSet) -> str:
    """One table of a floors file, as `floor_set` reads it."""
    lines = [
        f"[{floors.name}]",
        f"gold = [{_quoted(floors.gold)}]",
        f"sources = [{_quoted(floors.sources)}]",
        f"by_number = {str(floors.by_number).lower()}",
        f"fields = {floors.fields}",
        "",
        f"[{floors.name}.rows]",
    ]
    for kind, (precision, recall) in floors.rows.items():
        lines.append(f'"{kind}" = {{ precision = {precision}, recall = {recall} }}')
    return "\n".join(lines)


def _matching(patterns: Iterable[str], root: Path) -> list[Path]:
    """What the patterns match, pattern by pattern and by name."""
    found = []
    for pattern in patterns:
        inside = pattern.startswith(IN_SAMPLES)
        folder = Path(os.environ[SAMPLES]) if inside else root
        found += sorted(folder.glob(pattern.removeprefix(IN_SAMPLES)))
    return found


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


def main(path: Path, root: Path) -> None:
    """Print a floors file with today's figures; sets whose sources are not here keep theirs."""
    sets = [
        measured(floors, floors.measure(root)) if floors.is_here else floors for floors in read_floors(path)
    ]
    tables = [as_toml(floors) for floors in sets]
    print("\n\n".join([HEADER.rstrip("\n"), *tables]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path.cwd())
