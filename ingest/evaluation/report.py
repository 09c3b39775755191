"""A report as people and programs read it: a table, or JSON."""

from __future__ import annotations

import json
from typing import Any

from ingest.evaluation.score import Report


def as_table(report: Report) -> str:
    """The report as a plain text table, a kind of row a line."""
    lines = [
        f"documents      {report.matched}/{report.documents} matched",
        f"fields         {report.fields_right}/{report.fields_total} right ({report.fields_accuracy})",
        f"{'rows':<15}{'gold':>6}{'pred':>6}{'P':>8}{'R':>8}{'F1':>8}",
    ]
    for kind, f in report.rows.items():
        lines.append(f"{kind:<15}{f.gold:>6}{f.predicted:>6}{f.precision:>8.3f}{f.recall:>8.3f}{f.f1:>8.3f}")
    return "\n".join(lines)


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "documents": {"gold": report.documents, "matched": report.matched},
        "fields": {
            "right": report.fields_right,
            "total": report.fields_total,
            "accuracy": report.fields_accuracy,
        },
        **{
            kind: {
                "gold": f.gold,
                "predicted": f.predicted,
                "hit": f.hit,
                "precision": f.precision,
                "recall": f.recall,
                "f1": f.f1,
            }
            for kind, f in report.rows.items()
        },
    }


def as_json(report: Report) -> str:
    """The report as JSON."""
    return json.dumps(as_dict(report), ensure_ascii=False, indent=1)
