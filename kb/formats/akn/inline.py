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

    A mark within another stands in it. Of marks that overlap otherwise the one that begins first stays.
    """
    inside = [mark for mark in marks if start <= mark.start < mark.end <= start + len(text)]
    _fill(element, text, start, sorted(inside, key=lambda mark: (mark.start, -mark.end)))


def _fill(element: etree._Element, text: str, start: int, marks: Sequence[Mark]) -> None:
    """The same, of marks in order that lie in the text."""
    at, last, number = start, None, 0
    while number < len(marks):
        mark = marks[number]
        number += 1
        if mark.start < at:
            continue
        within: list[Mark] = []
        while number < len(marks) and marks[number].start < mark.end:
            within += [marks[number]] if marks[number].end <= mark.end else []
            number += 1
        _append(element, last, text[at - start : mark.start - start])
        last = etree.SubElement(element, mark.name, dict(mark.attributes))
        _fill(last, text[mark.start - start : mark.end - start], mark.start, within)
        at = mark.end
    _append(element, last, text[at - start :])


def _append(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        element.text = clean(text)
    else:
        last.tail = clean(text)


Facts = Mapping[str, Sequence[Mapping[str, object]]]
"""The rows of a document by table, each with `char_start` and `char_end` and the columns of that table."""


def marks_of(facts: Facts, references: References) -> list[Mark]:
    """A mark for each fact that has an inline element of its own, in order; of facts of one kind and place one."""
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
            name = str(person["person_id"])
            place = re.search(r"\s*".join(map(re.escape, name)), str(person["quote"]))
            if place:
                begins = int(str(person["char_start"]))
                found = references.person(name)
                marks.append(
                    Mark(begins + place.start(), begins + place.end(), "person", {"refersTo": found})
                )
    once = {(mark.start, mark.end, mark.name): mark for mark in marks}
    return sorted(once.values(), key=lambda mark: mark.start)
