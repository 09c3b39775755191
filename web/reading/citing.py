"""Who cites each clause of a document: clauses of the same one and of other documents."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from urllib.parse import quote

from web.reading.rows import Row, rows
from web.site.site import anchor, belongs_to, clause_path, pinpoint

_CITING = """
    select x.cited_clause_id, x.clause_id, x.path, x.document_id, d.title, d.doc_number
    from clauses c
    join clause_citations x on x.cited_clause_id = c.id
    join documents d on d.id = x.document_id
    where c.document_id = :id
    group by x.cited_clause_id, x.clause_id
    order by x.document_id <> :id, d.issued_on desc, min(x.pk)
"""


def citing_clauses(connection: sqlite3.Connection, document_id: str) -> dict[str, list[Row]]:
    """By cited clause, the clauses that cite it: those of the same document first, then the newest.

    Each has `href` and `place`, how a citation names it; `title` and `doc_number` are those of another document, else empty.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(connection, _CITING, {"id": document_id}):
        here = row["document_id"] == document_id
        found[row["cited_clause_id"]].append(
            {
                "href": place_link(document_id, row["document_id"], row["clause_id"]),
                "place": pinpoint(row["path"]) or "正文",
                "title": "" if here else row["title"],
                "doc_number": "" if here else row["doc_number"] or "",
            }
        )
    return found


def place_link(here: str, document_id: str, clause_id: str | None) -> str:
    """Where a clause of a document is read, or the document, from the page of the document `here`."""
    own = document_id == here and clause_id is not None and belongs_to(here, clause_id)
    return f"#{quote(anchor(here, str(clause_id)))}" if own else clause_path(document_id, clause_id)
