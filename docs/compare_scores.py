"""Write the first scores of texts beside today's into docs/accuracy.md; `make scores` runs it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from ingest.evaluation.floors import FloorSet, read_floors
from ingest.evaluation.gold import Gold
from ingest.evaluation.predictions import Prediction
from ingest.evaluation.score import Report, f1, score

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGE = HERE / "accuracy.md"
FIRST = HERE / "first_scores.json"
FLOORS = ROOT / "tests/gold/floors.toml"
"""Where the texts and the gold of each set of `first_scores.json` stand."""


def main() -> None:
    """Score every text by itself and each set as a whole, and write a table for each set."""
    text = PAGE.read_text("utf-8")
    sets = {floors.name: floors for floors in read_floors(FLOORS)}
    for name, first in json.loads(FIRST.read_text("utf-8")).items():
        if not sets[name].is_here:
            continue
        marked = re.compile(rf"(?<=<!-- first {name} -->\n).*?(?=<!-- /first {name} -->)", re.DOTALL)
        text = marked.sub(_table(sets[name], first), text)
    PAGE.write_text(text, "utf-8")


def _table(floors: FloorSet, first: Mapping[str, Mapping[str, float]]) -> str:
    """The first scores of a set beside today's, in the kinds that its scores as a whole have."""
    gold, predictions = floors.read(ROOT)
    kinds = list(first["all"])
    lines = ["| text | " + " | ".join(kinds) + " |", "| --- |" + " --: |" * len(kinds)]
    for number, figures in first.items():
        report = score(*_part(gold, predictions, number), by_number=True)
        cells = [_cell(figures.get(kind), _today(report, kind)) for kind in kinds]
        lines.append(f"| {'**all**' if number == 'all' else number} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _part(gold: Gold, predictions: list[Prediction], number: str) -> tuple[Gold, list[Prediction]]:
    if number == "all":
        return gold, predictions
    documents = tuple(document for document in gold.documents if document.file.startswith(number))
    return Gold(documents, ()), [p for p in predictions if p.file.startswith(number)]


def _today(report: Report, kind: str) -> float | None:
    if kind == "fields":
        return report.fields_right / report.fields_total if report.fields_total else None
    figures = report.rows.get(kind)
    return f1(figures.precision, figures.recall) if figures and (figures.gold or figures.predicted) else None


def _cell(first: float | None, today: float | None) -> str:
    if first is None and today is None:
        return ""
    return " → ".join("–" if value is None else f"{value:.2f}" for value in (first, today))


if __name__ == "__main__":
    main()
