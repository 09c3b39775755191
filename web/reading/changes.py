"""What other documents change in a document, and what a decision changes in others: for the pages of both."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kb.answers.calendar import today
from web.reading.rows import Row, rows
from web.search.words import word_for
from web.site.site import anchor, clause_path, short_path

_REPEALED = """
select d.id, d.title, d.doc_number, c.clause_id, coalesce(d.effective_from, d.issued_on) as since
from citations c join documents d on d.id = c.document_id
where c.relation = 'repeals' and c.cited_document_id in (:id, :parent) and d.id <> :id order by since, d.pk
"""
_AMENDED = """
select d.id, d.short_id, d.title, d.doc_number, d.issued_on, a.no, a.op, a.target, a.old, a.new,
  a.clause_id, a.target_clause_id, d.id = :parent as republished
from documents d left join amendments a on a.document_id = d.id
where d.id <> :id and (
  (d.id = :parent and a.pk is not null)
  or d.id in (select document_id from citations where cited_document_id = :id and relation = 'amends')
)
order by d.issued_on, d.pk, a.pk
"""
_MADE = """
select a.no, a.op, a.target, a.clause_id, a.target_clause_id, t.document_id as changed_id, o.title
from amendments a left join clauses t on t.id = a.target_clause_id left join documents o on o.id = t.document_id
where a.document_id = ? order by a.pk
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What repeals a document (`since`: from when), what amends it, by decision, and what it changes, by its clause."""

    repealed_by: Sequence[Row]
    amended_by: Sequence[Sequence[Row]]
    made: dict[str | None, list[Row]]

    @property
    def is_repealed(self) -> bool:
        """Whether a document is repealed by today."""
        return any((row["since"] or "") <= today().isoformat() for row in self.repealed_by)

    def to_clause(self, clause_id: str) -> list[Row]:
        """What changes a clause."""
        return [row for changes in self.amended_by for row in changes if row["target_clause_id"] == clause_id]


def changes_of(connection: sqlite3.Connection, document: Row) -> Changes:
    """The changes to a document and by it."""
    here = {"id": document["id"], "parent": document["parent_id"]}
    repealed = [
        {**row, "href": clause_path(row["id"], row["clause_id"])} for row in rows(connection, _REPEALED, here)
    ]
    amended = [_change(document["id"], row) for row in rows(connection, _AMENDED, here)]
    made: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows(connection, _MADE, [document["id"]]):
        href = clause_path(row["changed_id"], row["target_clause_id"]) if row["changed_id"] else ""
        made[row["clause_id"]].append({**row, "word": _word(row), "href": href})
    return Changes(repealed, [list(found) for _, found in groupby(amended, key=lambda row: row["id"])], made)


def _change(document_id: str, row: Row) -> Row:
    here = (row["target_clause_id"] or "").startswith(document_id)
    return {
        **row,
        "href": clause_path(row["id"], row["clause_id"]),
        "beside": f"/amended/{row['short_id']}",
        "decision": short_path("d", row["short_id"]),
        "word": _word(row),
        "anchor": anchor(document_id, row["target_clause_id"]) if here else "",
    }


def _word(row: Row) -> str:
    return word_for("op", row["op"], "amendments") or "修改"
