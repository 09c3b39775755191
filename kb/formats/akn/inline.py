"""The words of a clause with what was read in them: organisations, dates, quantities, cited documents, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from kb.formats.akn.references import References

_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of a document's text and the element that stands for it."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, str]


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def fill(element: etree._Element, text: str, start: int, marks: Iterable[Mark]) -> None:
    """Put `text`, which begins at `start` of its document, into the element, with the marks that lie in it.

    Of marks that overlap the one that begins first stays, of those that begin together the longest.
    """
    at, last = 0, None
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        first, end = mark.start - start, mark.end - start
        if first < at or end > len(text) or first >= end:
            continue
        _append(element, last, text[at:first])
        last = etree.SubElement(element, mark.name, dict(mark.attributes))
        last.text = clean(text[first:end])
        at = end
    _append(element, last, text[at:])


def _append(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        element.text = clean(text)
    else:
        last.tail = clean(text)


Facts = Mapping[str, Sequence[Mapping[str, object]]]
"""The rows of a document by table, each with `char_start` and `char_end` and the columns of that table."""


def marks_of(facts: Facts, references: References) -> list[Mark]:
    """A mark for each fact that has an inline element of its own, in order."""
    marks: list[Mark] = []

    def mark(row: Mapping[str, object], name: str, **attributes: str) -> None:
        marks.append(Mark(int(str(row["char_start"])), int(str(row["char_end"])), name, attributes))

    for duty in facts["clause_units"]:
        if duty["basis"] != "inherited":
            mark(duty, "organization", refersTo=references.organisation(str(duty["unit_id"])))
    for deadline in facts["deadlines"]:
        day = str(deadline["due"] or deadline["start"])
        if _FULL_DATE.fullmatch(day):
            mark(deadline, "date", date=day)
    for target in facts["targets"]:
        quantity = "" if target["value_base"] is None else f"{target['value_base']:g} {target['unit_base']}"
        named = references.concept(str(target["indicator"]))
        mark(target, "quantity", refersTo=named, **({"normalized": clean(quantity)} if quantity else {}))
    for citation in facts["citations"]:
        mark(citation, "ref", href=references.document(citation))
    for table in "event_people", "appointments", "rosters":
        for person in facts[table]:
            if person["quote"] == person["person_id"]:
                mark(person, "person", refersTo=references.person(str(person["person_id"])))
    return sorted(marks, key=lambda mark: mark.start)
