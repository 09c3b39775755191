"""An answer as JSON, and as CSV with heads that people read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from kb.answers.answer import Answer, Head, Row, doubts_of
from kb.serial.cells import as_cell


def as_json(answer: Answer) -> Iterator[str]:
    """`{"name": …, "title": …, "rows": [ … ]}`, a row a line."""
    yield f'{{"name": {json.dumps(answer.name)}, "title": {json.dumps(answer.title, ensure_ascii=False)}, "rows": ['
    for number, row in enumerate(answer.rows):
        values = for_programs(answer.heads, row)
        yield ("," if number else "") + "\n" + json.dumps(values, ensure_ascii=False)
    yield "\n]}\n"


def for_programs(heads: Sequence[Head], row: Row) -> dict[str, Any]:
    """The values of a row under the names of its heads; the codes of its doubts as a list."""
    return {head.name: doubts_of(row) if head.kind == "doubts" else row.get(head.name) for head in heads}


def as_csv(answer: Answer) -> Iterator[str]:
    """Lines of a CSV file that spreadsheets open as UTF-8: a mark, Chinese heads, no cell that is a formula."""
    yield "\ufeff" + _line([head.title for head in answer.heads])
    for row in answer.rows:
        yield _line([as_cell(head.shown(row)) for head in answer.heads])


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
