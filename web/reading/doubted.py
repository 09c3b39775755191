"""What was doubted of a document on its own: one of an issue has it on the issue's page."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence

from kb.answers.doubts import said_at
from web.reading.rows import Row, rows
from web.site.site import anchor

_SQL = """
select code, message, page, boxes, char_start from diagnostics where source_id = :source and severity != 'info'
  and (document_id = :id or (document_id is null and :id = (
    select id from documents where source_id = :source order by seq limit 1)))
order by pk
"""


def doubts_of(connection: sqlite3.Connection, document: Row, clauses: Sequence[Row]) -> list[Row]:
    """The doubts in the document's order, with page and place, or the `anchor` and the `path` of the clause they stand in.

    What is doubted of the source as a whole stands with its first document. `clauses` are the document's, in order.
    """
    if document["issue_id"] is not None:
        return []
    starts = [clause["char_start"] for clause in clauses]
    found = []
    for row in rows(connection, _SQL, {"source": document["source_id"], "id": document["id"]}):
        at = bisect_right(starts, row["char_start"]) - 1 if row["char_start"] is not None else -1
        place = (
            {"anchor": anchor(document["id"], clauses[at]["id"]), "path": clauses[at]["path"]}
            if at >= 0
            else {}
        )
        found.append({**row, **said_at(row), **place})
    return found
