"""The results of a search as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

from web.search.hits import Hit
from web.search.search import CAP, Answer
from web.site.site import Link

_COLUMNS = (
    "id",
    "title",
    "doc_number",
    "date",
    "place",
    "page",
    "snippet",
    "units",
    "deadlines",
    "targets",
    "href",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    """The results as CSV that spreadsheets open as UTF-8 and do not take for formulas."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for hit in answer.hits:
        values = _values(hit, link)
        writer.writerow([_as_cell(values[name]) for name in _COLUMNS])
    return "\ufeff" + text.getvalue()


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


def _as_cell(value: object) -> str:
    text = "；".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
