"""Answers as Atom feeds (RFC 4287), written with lxml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: an id that stays, a title, when it was first seen or changed, an address, and what it says."""

    id: str
    title: str
    updated: str
    href: str
    summary: str


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
        etree.SubElement(element, f"{{{_ATOM}}}link", rel="alternate", href=entry.href)
        _text(element, "summary", entry.summary)
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text
