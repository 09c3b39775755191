"""Answers as Atom feeds (RFC 4287), written with lxml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from urllib.parse import quote

from lxml import etree

from kb.answers.answer import Answer, Row
from kb.answers.calendar import CHINA

MOST = 100
"""How many entries a feed has: the newest."""

_TITLE = 40
_FOR_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: an id that stays, a title, when it was first seen or changed, an address, and what it says.

    One without an address (of a source that gave no rows) leads to the feed.
    """

    id: str
    title: str
    updated: str
    href: str
    summary: str


def entries(answer: Answer, built: datetime, most: int = MOST) -> list[Entry]:
    """The newest rows of an answer as entries, by the build that first saw them, else by the day of their document.

    A fact that stands in two rows (somebody's removal ends a term and begins a gap) is one entry.
    """
    return nlargest(most, (_entry(row, built) for row in _once(answer.rows)), key=lambda entry: entry.updated)


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if row["id"] not in seen:
            seen.add(row["id"])
            yield row


def _entry(row: Row, built: datetime) -> Entry:
    said = str(row.get("task") or row.get("sentence") or row.get("clause_text") or row.get("quote") or "")
    what = row.get("heading") or said.split("\n")[0][:_TITLE] or row.get("title") or ""
    due = f"{row['due']} " if row.get("due") else ""
    source = row.get("source") or "".join(
        filter(None, [row.get("document_title"), row.get("doc_number") and f"（{row['doc_number']}）"])
    )
    return Entry(
        id=f"tag:gongbao,2025:{quote(str(row['id']))}",
        title=f"{due}{what}",
        updated=_moment(row, built),
        href=str(row["address"] or ""),
        summary="\n".join(filter(None, [said, source, row.get("path")])),
    )


def _moment(row: Row, built: datetime) -> str:
    """When a row was first seen, as RFC 3339; of one that was there from the start, the day of its document."""
    if row.get("first_seen"):
        return datetime.fromisoformat(row["first_seen"]).astimezone(CHINA).isoformat()
    day = str(row.get("issued_on") or "")
    whole = f"{day}{'-01-01'[len(day) - 10 :]}" if 4 <= len(day) < 10 else day
    return f"{whole}T00:00:00+08:00" if whole else built.astimezone(CHINA).isoformat()


def as_atom(title: str, identifier: str, href: str, updated: str, entries: Iterable[Entry]) -> bytes:
    """A feed with its entries in the order given; times are RFC 3339."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _text(feed, "title", title)
    _text(feed, "id", identifier)
    _text(feed, "updated", updated)
    etree.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=href)
    author = etree.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", "gongbao")
    for entry in entries:
        element = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(element, "id", entry.id)
        _text(element, "title", entry.title)
        _text(element, "updated", entry.updated)
        etree.SubElement(element, f"{{{_ATOM}}}link", rel="alternate", href=entry.href or href)
        _text(element, "summary", entry.summary)
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = _FOR_XML.sub("", text)
