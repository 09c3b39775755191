"""Which clause a place in a cited document is, where the database holds that document."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from parsers.language.names.pinpoints import Steps, steps_of
from parsers.layout.outline import Outline
from schema.tokens import fold

_UNLINKED = """
select pk, cited_document_id, cited_path from clause_citations
where cited_document_id is not null and cited_clause_id is null and {where} order by cited_document_id
"""
_CLAUSES = "select id, parent_id, kind, path from clauses where document_id = ? order by seq"
_ISSUED = "select id from documents where parent_id = ? and role = 'instrument'"
_ANNEXES = """
select d.id, d.title, here.annexes from documents here
join documents d on d.source_id = here.source_id and d.id <> here.id
where here.id in (?, (select parent_id from documents where id = ?)) and here.annexes <> '[]'
"""
_OUTLINES = 16


@dataclass(frozen=True, slots=True)
class _Entry:
    """A clause of an outline."""

    id: str
    parent: str | None
    kind: str
    path: str


def link_clause_citations(connection: sqlite3.Connection, documents: str = "true") -> None:
    """Fill `cited_clause_id` of what cites another document, or an annex, at a place that is there.

    That is done where one of the two is among some documents, which are told by a condition on a column, or in all.
    """
    where = f"({documents.format('document_id')} or {documents.format('cited_document_id')})"
    finder = _Finder(connection)
    found = (
        (finder.clause_at(document, steps_of(path)), number)
        for number, document, path in connection.execute(_UNLINKED.format(where=where)).fetchall()
    )
    linked = [(clause, number) for clause, number in found if clause]
    connection.executemany("update clause_citations set cited_clause_id = ? where pk = ?", linked)


class _Finder:
    """Looks places up; keeps the outlines of the documents that it read last, as one is cited after the other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._outline = lru_cache(maxsize=_OUTLINES)(self._read_outline)

    def clause_at(self, document: str, steps: Steps) -> str | None:
        """The clause at a place of a document; of a notice cited for what it issues, of the one that has the place."""
        if steps[0][0] == "附件":
            annex = self._annex(document, steps[0][1])
            return self._find(annex, steps[1:]) if annex else None
        issued = self._connection.execute(_ISSUED, [document]).fetchall()
        return self._find(document, steps) or _only([self._find(other, steps) for (other,) in issued])

    def _find(self, document: str, steps: Steps) -> str | None:
        found = self._outline(document).find(steps)
        return found[0].id if found else None

    def _annex(self, document: str, number: int) -> str | None:
        """The document that stands at this number in the list of annexes, by its title."""
        for identifier, title, annexes in self._connection.execute(_ANNEXES, [document, document]):
            listed = json.loads(annexes)
            if number <= len(listed) and fold(listed[number - 1]) == fold(title):
                return str(identifier)
        return None

    def _read_outline(self, document: str) -> Outline:
        return Outline([_Entry(*row) for row in self._connection.execute(_CLAUSES, [document])])


def _only(found: Iterable[str | None]) -> str | None:
    """The only clause that was found."""
    clauses = [clause for clause in found if clause]
    return clauses[0] if len(clauses) == 1 else None
