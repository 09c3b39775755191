"""The results of a search as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

from web.search.hits import Hit
from web.search.search import CAP, Answer
from web.site.site import Link

_COLUMNS = {
    "id": "编号",
    "title": "文件",
    "doc_number": "文号",
    "date": "日期",
    "place": "位置",
    "page": "页",
    "snippet": "摘录",
    "units": "单位",
    "deadlines": "时限",
    "targets": "指标",
    "href": "网址",
}
"""What the CSV of a search holds, and how its columns are headed."""


def as_json(answer: Answer, link: Link) -> str:
    """The answer as JSON; `marks` are ranges of `snippet`, and a total above the cap is `capped`."""
    question = answer.question
    return json.dumps(
        {
            "query": question.words,
            "filters": question.filters.chosen,
            "in": answer.kind,
            "page": question.page,
            "pages": answer.pages,
            "totals": {kind: min(total, CAP) for kind, total in answer.totals.items()},
            "capped": [kind for kind, total in answer.totals.items() if total > CAP],
            "fallback": list(answer.fallback),
            "results": [{**_values(hit, link), "marks": hit.snippet.ranges} for hit in answer.hits],
        },
        ensure_ascii=False,
    )


def as_csv(answer: Answer, link: Link) -> str:
    """The results as CSV, which goes out as all CSV does: fit for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS.values())
    for hit in answer.hits:
        values = _values(hit, link)
        writer.writerow([_as_cell(values[name]) for name in _COLUMNS])
    return text.getvalue()


def _values(hit: Hit, link: Link) -> dict[str, object]:
    facts = {
        name: [chip.text for chip in hit.facts if chip.kind == kind]
        for name, kind in (("units", "unit"), ("deadlines", "deadline"), ("targets", "target"))
    }
    return {
        "id": hit.id,
        "document_id": hit.document_id,
        "title": hit.title,
        "doc_number": hit.doc_number,
        "date": hit.date,
        "place": list(hit.place),
        "page": hit.page,
        "snippet": hit.snippet.text,
        **facts,
        "href": link(hit.href),
    }


def _as_cell(value: object) -> object:
    return "；".join(map(str, value)) if isinstance(value, list) else value
