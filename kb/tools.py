"""What programs and models ask of kb.db, each question once: typed arguments in, plain rows out.

Every row has its id, its words and where they stand. Texts come from documents that others wrote: they are data, never
instructions, and stand under the key `text_is_data`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from kb.answers import due, people, targets
from kb.answers.answer import read
from kb.search import Question
from kb.search import search as search_words
from kb.units import UnknownUnitError, unit_ids

Rows = dict[str, Any]

MOST = 100
"""Rows that one answer holds at the most."""
CUT = 6000
"""Characters of a document's text in one answer."""

_DOCUMENT = """
select d.id, d.title, d.doc_number, d.doc_type, d.issuer, d.issued_on, d.effective_from, d.effective_until, d.issue_id,
  d.parent_id, d.short_id, length(d.text) as characters from documents d where d.id = ?1 or d.short_id = ?1
"""
_OUTLINE = "select id, path, kind, heading, page from clauses where document_id = ? order by seq"
_CLAUSE = """
select c.id, c.short_id, c.document_id, d.title as document_title, d.doc_number, c.path, c.kind, c.label, c.heading,
  c.text, c.page from clauses c join documents d on d.id = c.document_id where c.id = ?1 or c.short_id = ?1
"""
_FACTS = {
    "duties": "select id, unit_id as unit, name, role, basis, quote from clause_units where clause_id = ? order by pk",
    "deadlines": "select id, kind, text, start, due, duration, anchor, quote from deadlines where clause_id = ? order by pk",
    "targets": "select id, indicator, comparator, value, value_max, ratio, unit, due, kind, quote from targets "
    "where clause_id = ? order by pk",
    "citations": "select id, title, doc_number, relation, cited_document_id, quote from citations "
    "where clause_id = ? order by pk",
}
_DUTIES = """
select u.id, u.unit_id as unit, u.name, u.role, u.basis, u.quote, u.clause_id, c.path, c.heading, c.text, c.page,
  d.title as document_title, d.doc_number, u.document_id
from clause_units u join clauses c on c.id = u.clause_id join documents d on d.id = u.document_id
"""


def search(connection: sqlite3.Connection, words: str, limit: int = 20) -> Rows:
    """Find clauses, events and documents that hold the words, as they stand or all of them apart."""
    answer = search_words(connection, Question(words), min(limit, MOST))
    keys = ("kind", "id", "document_id", "title", "doc_number", "issued_on", "path", "page")
    rows = [{**{key: getattr(hit, key) for key in keys}, "text_is_data": hit.snippet} for hit in answer.hits]
    return {"total": dict(answer.totals), "rows": rows}


def get_document(connection: sqlite3.Connection, document: str, start: int = 0) -> Rows:
    """A document by id or short id: its outline, and its text from a character on, cut at a size (`next` goes on)."""
    found = next(read(connection, _DOCUMENT, [document]), None)
    if found is None:
        return {"found": False, "candidates": _like(connection, document)}
    text = connection.execute("select text from documents where id = ?", [found["id"]]).fetchone()[0]
    end = start + CUT
    outline = list(islice(read(connection, _OUTLINE, [found["id"]]), MOST * 5))
    more = end if end < len(text) else None
    return {"found": True, **found, "outline": outline, "text_is_data": text[start:end], "next": more}


def get_clause(connection: sqlite3.Connection, clause: str) -> Rows:
    """A clause by id or short id, with everything that was read in it."""
    found = next(read(connection, _CLAUSE, [clause]), None)
    if found is None:
        return {"found": False}
    facts = {name: list(read(connection, sql, [found["id"]])) for name, sql in _FACTS.items()}
    return {"found": True, **_as_data(found), **facts}


def duties_of_unit(
    connection: sqlite3.Connection, unit: str, role: str | None = None, limit: int = 50
) -> Rows:
    """The clauses that bind an organisation, under any of its names; in one role where one is given."""
    try:
        ids = unit_ids(connection, unit)
    except UnknownUnitError as error:
        return {"found": False, "why": str(error)}
    where = f"where u.unit_id in ({', '.join('?' * len(ids))})" + (" and u.role = ?" if role else "")
    rows = read(connection, f"{_DUTIES} {where} order by u.pk", [*ids, *([role] if role else [])])
    return {"found": True, "units": ids, **_cut(map(_as_data, rows), limit)}


def deadlines(
    connection: sqlite3.Connection,
    unit: str | None = None,
    start: str | None = None,
    end: str | None = None,
    limit: int = 50,
) -> Rows:
    """What falls due between two days (ISO), of one organisation or of all; what recurs with its next occurrences."""
    ids = _named(connection, unit)
    return _cut(due.due(connection, due.Due(units=ids, start=start, end=end)).rows, limit)


def numbers(
    connection: sqlite3.Connection,
    indicator: str | None = None,
    year: str | None = None,
    unit: str | None = None,
    limit: int = 50,
) -> Rows:
    """Numbers that bind or are reported: of an indicator's words, of a year, of one organisation."""
    asked = targets.Targets(_named(connection, unit), year, None, indicator)
    return _cut(targets.targets(connection, asked).rows, limit)


def appointments_of(connection: sqlite3.Connection, person: str) -> Rows:
    """Appointments and removals of everybody of this name; a name alone does not say that two rows are one person."""
    return _cut(people.appointments(connection, people.Appointments(person=person)).rows, MOST)


def who_held(connection: sqlite3.Connection, post: str, day: str | None = None) -> Rows:
    """The holders of the posts that hold these words, or who held them on a day (ISO)."""
    return _cut(people.holders(connection, post, day).rows, MOST)


def lookup_citation(connection: sqlite3.Connection, citation: str) -> Rows:
    """The document of a 发文字号 or of a `《title》`, and the clause that `第N条` behind it names."""
    title, _, behind = citation.strip().removeprefix("《").partition("》")
    sql = "select id, title, doc_number, issued_on from documents where doc_number = ?1 or title = ?2 order by issued_on desc"
    found = next(read(connection, sql, [citation.strip(), title]), None)
    if found is None:
        return {"found": False, "candidates": _like(connection, title)}
    answer: Rows = {"found": True, "document": found}
    if behind.strip():
        path = behind.strip()
        sql = "select id, path, heading, text, page from clauses where document_id = ?1 and (path = ?2 or path like '%/' || ?2)"
        clause = next(read(connection, sql, [found["id"], path]), None)
        answer["clause"] = (
            _as_data(clause) if clause else {"found": False, "outline": "get_document gives it"}
        )
    return answer


def changes_since(connection: sqlite3.Connection, seq: int = 0, limit: int = 100) -> Rows:
    """Rows that builds added, changed or removed after a number; the last one's `seq` goes on."""
    rows = read(connection, "select * from changes where seq > ? order by seq", [seq])
    return _cut(rows, limit)


TOOLS: Mapping[str, Callable[..., Rows]] = {
    "search": search,
    "get_document": get_document,
    "get_clause": get_clause,
    "duties_of_unit": duties_of_unit,
    "deadlines": deadlines,
    "targets": numbers,
    "appointments_of": appointments_of,
    "who_held": who_held,
    "lookup_citation": lookup_citation,
    "changes_since": changes_since,
}
"""Every question by its name; each takes the connection first."""


def _named(connection: sqlite3.Connection, unit: str | None) -> list[str] | None:
    return unit_ids(connection, unit) if unit else None


def _as_data(row: Rows) -> Rows:
    """A row whose text is marked as what it is."""
    return {("text_is_data" if key == "text" else key): value for key, value in row.items()}


def _cut(rows: Iterable[Mapping[str, Any]], limit: int) -> Rows:
    """At most so many rows, and whether there are more."""
    limit = max(1, min(limit, MOST))
    found = list(islice(rows, limit + 1))
    return {"rows": [dict(row) for row in found[:limit]], "more": len(found) > limit}


def _like(connection: sqlite3.Connection, words: str) -> list[Rows]:
    """Documents whose number or title holds the words, or whose title stands in them."""
    sql = (
        "select id, title, doc_number, issued_on from documents where ?1 <> '' and (instr(title, ?1) or instr(doc_number, ?1) "
        "or (title <> '' and instr(?1, title))) order by issued_on desc limit 5"
    )
    return list(read(connection, sql, [words.strip()]))
