"""The facts of a document as marks on its text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from web.reading.citing import place_link
from web.reading.marking import Mark
from web.search.words import word_for
from web.site.site import document_path, person_path, pinpoint

KINDS = {"unit": "责任单位", "deadline": "时限", "target": "数字", "person": "人物", "citation": "引用"}
"""The kinds of marks, in the order of the legend."""


def marks_of(connection: sqlite3.Connection, document_id: str) -> list[Mark]:
    """Every mark of a document, in the order of its text."""
    readers = (_units, _deadlines, _targets, _clause_citations, _citations, _people)
    marks = [mark for read in readers for mark in read(connection, document_id)]
    return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind))


def _units(connection: sqlite3.Connection, document_id: str) -> Iterator[Mark]:
    sql = """
        select char_start, char_end, boxes, role, units.name
        from clause_units join units on units.id = unit_id
        where document_id = ? and basis <> 'inherited'
    """
    for start, end, boxes, role, name in connection.execute(sql, [document_id]):
        yield Mark(start, end, "unit", f"{word_for('role', role, 'clause_units')}：{name}", boxes=boxes)


def _deadlines(connection: sqlite3.Connection, document_id: str) -> Iterator[Mark]:
    sql = """
        select char_start, char_end, boxes, kind, start, due, duration, anchor from deadlines where document_id = ?
    """
    for start, end, boxes, kind, first, due, duration, event in connection.execute(sql, [document_id]):
        said = [("从", first), ("到期", due), ("时长", duration), ("起算", event)]
        parts = [f"{word}{value}" for word, value in said if value]
        note = "，".join([str(word_for("kind", kind, "deadlines")), *parts])
        yield Mark(start, end, "deadline", note, boxes=boxes)


def _targets(connection: sqlite3.Connection, document_id: str) -> Iterator[Mark]:
    sql = """
        select char_start, char_end, boxes, kind, indicator, comparator, due from targets where document_id = ?
    """
    for start, end, boxes, kind, indicator, comparator, due in connection.execute(sql, [document_id]):
        how = word_for("comparator", comparator, "targets") or comparator
        note = f"{word_for('kind', kind, 'targets')}：{indicator}（{how}）{f'，{due}' if due else ''}"
        yield Mark(start, end, "target", note, boxes=boxes)


def _citations(connection: sqlite3.Connection, document_id: str) -> Iterator[Mark]:
    sql = (
        "select char_start, char_end, boxes, relation, cited_document_id from citations where document_id = ?"
    )
    for start, end, boxes, relation, cited in connection.execute(sql, [document_id]):
        note = str(word_for("relation", relation, "citations"))
        yield Mark(start, end, "citation", note, document_path(cited) if cited else "", boxes)


def _clause_citations(connection: sqlite3.Connection, document_id: str) -> Iterator[Mark]:
    """The places cited, which lead to the clause where it is known, and to the document where only that is."""
    sql = """
        select char_start, char_end, boxes, title, doc_number, cited_path, cited_document_id, cited_clause_id
        from clause_citations where document_id = ? order by pk
    """
    for start, end, boxes, title, number, path, document, clause in connection.execute(sql, [document_id]):
        named = f"《{title}》" if title else number or "本文件"
        missing = "" if clause or document != document_id else "，未找到"
        href = (
            place_link(document_id, document, clause) if clause or document not in (None, document_id) else ""
        )
        yield Mark(start, end, "citation", f"引用{named}{pinpoint(path)}{missing}", href, boxes)


def _people(connection: sqlite3.Connection, document_id: str) -> Iterator[Mark]:
    """People where they are named: within an appointment or a line of a roster, and in the chronicle."""
    sql = """
        select person_id, char_start, quote, boxes from appointments where document_id = :id
        union all
        select person_id, char_start, quote, boxes from rosters where document_id = :id
        union all
        select person_id, char_start, quote, boxes from event_people where document_id = :id
    """
    for person, start, quote, boxes in connection.execute(sql, {"id": document_id}):
        at, length = _named(person, quote)
        yield Mark(start + at, start + at + length, "person", href=person_path(person), boxes=boxes)


def _named(person: str, quote: str) -> tuple[int, int]:
    """Where a name stands in a quotation, which may print it with spaces: `曹 忠`."""
    wide = [(at, c) for at, c in enumerate(quote) if not c.isspace()]
    found = "".join(c for _, c in wide).find(person)
    if found < 0:
        return 0, len(quote)
    first, last = wide[found][0], wide[found + len(person) - 1][0]
    return first, last - first + 1
