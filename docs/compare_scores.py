"""Write the first scores of the samples beside today's into docs/accuracy.md; `make scores` runs it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ingest.evaluation.gold import Gold, read_gold
from ingest.evaluation.predictions import Prediction, read_prediction
from ingest.evaluation.score import Report, f1, score

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGE = HERE / "accuracy.md"
FIRST = HERE / "first_scores.json"
SAMPLES = ROOT / "tests/samples"
MARKED = re.compile(r"(?<=<!-- first -->\n).*?(?=<!-- /first -->)", re.DOTALL)
KINDS = (
    "fields",
    "clauses",
    "clauses.exact",
    "units.block",
    "units.inline",
    "deadlines",
    "targets",
    "targets.kind",
    "citations",
    "appointments",
    "rosters",
)


def main() -> None:
    """Score every sample by itself and all together, and write the table."""
    first = json.loads(FIRST.read_text("utf-8"))
    gold = read_gold([ROOT / "tests/gold/samples"])
    predictions = [read_prediction(path) for path in sorted(SAMPLES.glob("*.txt"))]
    lines = ["| text | " + " | ".join(KINDS) + " |", "| --- |" + " --: |" * len(KINDS)]
    for number, figures in first.items():
        report = score(*_part(gold, predictions, number), by_number=True)
        cells = [_cell(figures.get(kind), _today(report, kind)) for kind in KINDS]
        lines.append(f"| {'**all**' if number == 'all' else number} | " + " | ".join(cells) + " |")
    text = PAGE.read_text("utf-8")
    PAGE.write_text(MARKED.sub(lambda _: "\n".join(lines) + "\n", text), "utf-8")


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
