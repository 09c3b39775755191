"""Questions for documents and clauses: by words, by id, by the way others cite them."""

from __future__ import annotations

import sqlite3
from itertools import islice

from kb.answers.answer import PLACED, read
from kb.search import Hit, Question
from kb.search import search as search_words
from kb.tools.rows import MOST, QUOTED, Rows, answer, cut

CUT = 6000
"""Characters of a document's text in one answer."""

_OUTLINED = 40
"""Characters that a line of an outline quotes."""

_TITLE = """
coalesce((select substr(d.text, b.char_start + 1, b.char_end - b.char_start) from blocks b
  where b.document_id = d.id and b.kind = 'title' order by b.seq limit 1), substr(d.text, 1, 40)) as quote
"""
_LISTED = f"""
select d.id, d.title, d.doc_number, d.issued_on, {_TITLE}, d.page_start as page, '/d/' || d.short_id as address
from documents d
"""
_DOCUMENT = f"""
select d.id, d.title, d.doc_number, d.doc_type, d.issuer, d.issued_on, d.effective_from, d.effective_until, d.issue_id,
  d.parent_id, length(d.text) as characters, {_TITLE}, d.page_start as page, '/d/' || d.short_id as address
from documents d where d.id = ?1 or d.short_id = ?1
"""
_PRINTED = "substr(d.text, c.char_start + 1, min({}, c.char_end - c.char_start)) as quote"
_OUTLINE = f"""
select c.id, c.path, c.kind, {_PRINTED.format(_OUTLINED)}, c.page, '/c/' || c.short_id as address
from clauses c join documents d on d.id = c.document_id where c.document_id = ? order by c.seq
"""
_CLAUSE = f"""
select c.id, c.document_id, d.title as document_title, d.doc_number, d.issued_on, c.path, c.kind, c.label, c.heading,
  c.text, {_PRINTED.format(QUOTED)}, c.page, '/c/' || c.short_id as address
from clauses c join documents d on d.id = c.document_id
"""
_FACTS = {
    "duties": ("clause_units", "f.unit_id as unit, f.name, f.role, f.basis"),
    "deadlines": ("deadlines", "f.kind, f.start, f.due, f.duration, f.anchor"),
    "targets": ("targets", "f.indicator, f.comparator, f.value, f.value_max, f.ratio, f.unit, f.due, f.kind"),
    "citations": ("citations", "f.title, f.doc_number as cited_number, f.relation, f.cited_document_id"),
}
_PLACES = {
    "clause": f"""
        select {_PRINTED.format("1e9")}, c.short_id
        from clauses c join documents d on d.id = c.document_id where c.id = ?
    """,
    "event": "select e.quote, d.short_id from events e join documents d on d.id = e.document_id where e.id = ?",
    "document": "select null as quote, d.short_id from documents d where d.id = ?",
}


def search(connection: sqlite3.Connection, words: str, limit: int = 20) -> Rows:
    """Find clauses, events and documents that hold the words, as they stand or all of them apart."""
    found = search_words(connection, Question(words), max(1, min(limit, MOST)))
    return answer({"total": dict(found.totals), "rows": [_hit(connection, hit) for hit in found.hits]})


def get_document(connection: sqlite3.Connection, document: str, start: int = 0) -> Rows:
    """A document by id or short id: its outline, and its text from a character on, cut at a size (`next` goes on)."""
    found = next(read(connection, _DOCUMENT, [document]), None)
    if found is None:
        return answer({"found": False, "candidates": _like(connection, document)})
    (text,) = connection.execute("select text from documents where id = ?", [found["id"]]).fetchone()
    start = max(0, start)
    end = start + CUT
    outline = list(islice(read(connection, _OUTLINE, [found["id"]]), MOST * 5)) if not start else []
    more = end if end < len(text) else None
    return answer({"found": True, **found, "outline": outline, "text": text[start:end], "next": more})


def get_clause(connection: sqlite3.Connection, clause: str) -> Rows:
    """A clause by id or short id, with everything that was read in it."""
    found = next(read(connection, f"{_CLAUSE} where c.id = ?1 or c.short_id = ?1", [clause]), None)
    if found is None:
        document = clause.partition("#")[0]
        return answer({"found": False, "candidates": _like(connection, document)})
    facts = {name: _facts(connection, *_FACTS[name], found["id"]) for name in _FACTS}
    return answer({"found": True, **found, **facts})


def lookup_citation(connection: sqlite3.Connection, citation: str) -> Rows:
    """The document of a 发文字号 or of a `《title》`, and the clause that `第N条` behind it names."""
    title, _, behind = citation.strip().removeprefix("《").partition("》")
    sql = f"{_LISTED} where d.doc_number = ?1 or d.title = ?2 order by d.issued_on desc, d.pk desc"
    found = next(read(connection, sql, [citation.strip(), title]), None)
    if found is None:
        return answer({"found": False, "candidates": _like(connection, title)})
    path = behind.strip()
    if not path:
        return answer({"found": True, "document": found})
    sql = f"{_CLAUSE} where c.document_id = ?1 and (c.path = ?2 or c.path like '%/' || ?2) order by c.seq"
    clause = next(read(connection, sql, [found["id"], path]), None)
    if clause is None:
        outline = list(islice(read(connection, _OUTLINE, [found["id"]]), MOST))
        clause = {"found": False, "candidates": outline}
    return answer({"found": True, "document": found, "clause": clause})


def _facts(connection: sqlite3.Connection, table: str, columns: str, clause: str) -> list[Rows]:
    sql = f"""
        select {PLACED}, {columns} from [{table}] f join documents d on d.id = f.document_id
        where f.clause_id = ? order by f.pk
    """
    rows: list[Rows] = cut(read(connection, sql, [clause]), MOST)["rows"]
    about = ("document_title", "issued_on", "clause_id", "document_id", "path", "doc_number")
    return [{key: value for key, value in row.items() if key not in about} for row in rows]


def _hit(connection: sqlite3.Connection, hit: Hit) -> Rows:
    """A hit as a row: of a clause and an event its printed words, of a document those that were found."""
    printed, short = connection.execute(_PLACES[hit.kind], [hit.id]).fetchone()
    return {
        "kind": hit.kind,
        "id": hit.id,
        "document_id": hit.document_id,
        "document_title": hit.title,
        "doc_number": hit.doc_number,
        "issued_on": hit.issued_on,
        "path": hit.path,
        "quote": _around(printed, hit) if printed else hit.snippet.strip("…"),
        "page": hit.page,
        "address": f"/{'c' if hit.kind == 'clause' else 'd'}/{short}",
    }


def _around(printed: str, hit: Hit) -> str:
    """The part of the printed words around the first that was asked for."""
    found = printed.find(hit.snippet[slice(*hit.marks[0])]) if hit.marks else 0
    start = max(0, found - QUOTED // 2)
    return printed[start : start + QUOTED]


def _like(connection: sqlite3.Connection, words: str) -> list[Rows]:
    """Documents whose number or title holds the words, or whose title stands in them."""
    sql = f"""
        {_LISTED} where ?1 <> '' and (instr(d.title, ?1) or instr(d.doc_number, ?1)
        or (d.title <> '' and instr(?1, d.title))) order by d.issued_on desc, d.pk desc limit 5
    """
    return list(read(connection, sql, [words.strip()]))
