"""The results of a search as rows for spreadsheets, and as a feed."""

from __future__ import annotations

from datetime import datetime

from kb.answers.answer import Answer as Rows
from kb.answers.answer import Head
from kb.serial import feed
from web.search.hits import Hit
from web.search.search import Answer
from web.site.site import Link

_HEADS = (
    Head("id", "编号", width=20),
    Head("title", "文件", width=36),
    Head("doc_number", "文号", width=20),
    Head("date", "日期", "date"),
    Head("place", "位置", width=24),
    Head("page", "页", "number", 6),
    Head("snippet", "摘录", width=50),
    Head("units", "单位", width=24),
    Head("deadlines", "时限", width=16),
    Head("targets", "指标", width=16),
    Head("address", "网址", width=20),
)
"""What the sheet of a search holds, and how its columns are headed."""


def rows_of(answer: Answer) -> Rows:
    """The results as an answer: the rows of the page, for spreadsheets."""
    return Rows("search", "检索结果", _HEADS, map(_values, answer.hits))


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


def _values(hit: Hit) -> dict[str, object]:
    facts = {
        name: "；".join(chip.text for chip in hit.facts if chip.kind == kind)
        for name, kind in (("units", "unit"), ("deadlines", "deadline"), ("targets", "target"))
    }
    return {
        "id": hit.id,
        "title": hit.title,
        "doc_number": hit.doc_number,
        "date": hit.date,
        "place": "；".join(hit.place),
        "page": hit.page,
        "snippet": hit.snippet.text,
        **facts,
        "address": hit.href,
    }
