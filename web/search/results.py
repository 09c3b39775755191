"""The results of a search as CSV and as a feed."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from kb.answers.answer import Answer as Rows
from kb.serial import feed
from web.search.hits import Hit
from web.search.search import Answer
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


def as_csv(answer: Answer, link: Link) -> str:
    """The results as CSV, which goes out as all CSV does: fit for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS.values())
    for hit in answer.hits:
        values = _values(hit, link)
        writer.writerow([_as_cell(values[name]) for name in _COLUMNS])
    return text.getvalue()


def as_feed(answer: Answer, link: Link, here: str, built: datetime) -> bytes:
    """The newest results as an Atom feed: entries by the ids of the rows, dated by the build that first saw them, else by
    their documents.
    """
    said = [answer.question.words, *answer.question.filters.chosen.values()]
    found = Rows("search", "检索", (), [_entry_of(hit, link) for hit in answer.hits])
    entries = feed.entries(found, built)
    updated = entries[0].updated if entries else built.isoformat()
    return feed.as_atom(f"检索：{' '.join(filter(None, said))}", here, here, updated, entries)


def _entry_of(hit: Hit, link: Link) -> dict[str, object]:
    """A hit as the row of a feed."""
    return {
        "id": hit.id,
        "heading": " › ".join([hit.title, *hit.place]),
        "quote": hit.snippet.text,
        "document_title": hit.where,
        "issued_on": hit.date,
        "first_seen": hit.first_seen,
        "address": link(hit.href),
    }


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
