"""Which pages of a source show what its text has masked: their pictures are not handed out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from web.reading.rows import Row, first, rows, value

_DOUBTED = """
select document_id, char_start, char_end, page from diagnostics where source_id = ? and code = 'personal_data'
"""
_PUT_RIGHT = "select document_id, quote from corrections where op = 'mask' and state = 'applied'"
_DOCUMENTS = "select id, text from documents where source_id = :source and instr(text, :words)"
_CLAUSE = """
select boxes from clauses where document_id = ? and char_start <= ? and char_end >= ? order by char_start desc limit 1
"""
_FRONT = "select page from front where source_id = ? and instr(text, ?)"


def is_masked(connection: sqlite3.Connection, source_id: str, page: int) -> bool:
    """Whether something that stands on a page (from 1) of a source is masked in its text.

    A passage that runs over a page end is on both pages. Of another edition, whose text was not taken, no page is
    known: where anything of the edition that was taken is masked, all of its pages count.
    """
    source = first(connection, "select edition_of from sources where id = ?", [source_id])
    taken = source and source["edition_of"]
    if taken:
        return next(_pages(connection, taken), None) is not None
    return any(low <= page <= high for low, high in _pages(connection, source_id))


def _pages(connection: sqlite3.Connection, source_id: str) -> Iterator[tuple[int, int]]:
    """The first and last pages of the passages that hold something masked."""
    for doubt in rows(connection, _DOUBTED, [source_id]):
        if doubt["char_start"] is not None:
            yield _around(connection, doubt["document_id"], doubt["char_start"], doubt["char_end"])
        elif doubt["page"]:
            yield doubt["page"], doubt["page"]
    for entry in rows(connection, _PUT_RIGHT):
        yield from _of_words(connection, source_id, entry)


def _of_words(connection: sqlite3.Connection, source_id: str, entry: Row) -> Iterator[tuple[int, int]]:
    """Where the words stood that a person has masked: signs stand for them, as many."""
    words = entry["quote"]
    for document in rows(connection, _DOCUMENTS, {"source": source_id, "words": words}):
        if entry["document_id"] in (None, document["id"]):
            start = document["text"].find(words)
            while start >= 0:
                yield _around(connection, document["id"], start, start + len(words))
                start = document["text"].find(words, start + len(words))
    for block in rows(connection, _FRONT, [source_id, words]):
        if block["page"]:
            yield block["page"], block["page"]


def _around(connection: sqlite3.Connection, document_id: str, start: int, end: int) -> tuple[int, int]:
    """The pages that the clause around a range stands on; else those on which its block and the next one begin."""
    found = first(connection, _CLAUSE, [document_id, start, end])
    pages = [box[0] for box in json.loads(found["boxes"] or "[]")] if found else []
    if pages:
        return min(pages), max(pages)
    low = value(
        connection,
        "select max(page) from blocks where document_id = ? and char_start <= ?",
        [document_id, start],
    )
    behind = "select min(page) from blocks where document_id = ? and char_start >= ?"
    ends = "select page_end from documents where id = ?"
    high = value(connection, behind, [document_id, end]) or value(connection, ends, [document_id])
    return low or 0, max(low or 0, high or 0)
