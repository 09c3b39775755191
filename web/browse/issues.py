"""An issue of a gazette: masthead, contents linked to documents, board, and what the parser doubted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby

from kb.answers.doubts import said_at
from web.reading.rows import Row, first, rows
from web.search.words import column_title

_MASTHEAD = (
    *("publisher", "serial_number", "published_on", "responsible_editor"),
    *("address", "phone", "postcode", "website", "printer"),
)


@dataclass(frozen=True, slots=True)
class IssuePage:
    """Everything an issue's page shows, and the row of its source.

    A line of the contents has `below`: what its document issues and annexes.
    """

    title: str
    masthead: list[tuple[str, str]]
    sections: list[tuple[str, list[Row]]]
    others: list[Row]
    board: list[Row]
    doubts: list[Row]
    source: Row | None


def issue_page(connection: sqlite3.Connection, issue_id: str) -> IssuePage | None:
    """The page of an issue; None where there is none of this id."""
    issue = first(connection, "select * from issues where id = ?", [issue_id])
    if issue is None:
        return None
    contents = "select * from contents where issue_id = ? order by seq"
    documents = "select id, parent_id, title, doc_number, doc_type, role from documents where issue_id = ? order by seq"
    board = "select body, role, person_id, post from rosters where issue_id = ? order by pk"
    doubts = """
        select diagnostics.*, documents.title from diagnostics left join documents on documents.id = document_id
        where diagnostics.source_id = ? order by diagnostics.pk
    """
    found = rows(connection, documents, [issue_id])
    lines = [
        {**line, "below": _below(found, line["document_id"])}
        for line in rows(connection, contents, [issue_id])
    ]
    shown = {line["document_id"] for line in lines} | {row["id"] for line in lines for row in line["below"]}
    return IssuePage(
        title=issue_title(issue),
        masthead=[(column_title(name, "issues"), issue[name]) for name in _MASTHEAD if issue[name]],
        sections=_sections(lines),
        others=[document for document in found if document["id"] not in shown],
        board=rows(connection, board, [issue_id]),
        doubts=[{**row, **said_at(row)} for row in rows(connection, doubts, [issue["source_id"]])],
        source=first(connection, "select * from sources where id = ?", [issue["source_id"]]),
    )


def _below(documents: list[Row], document_id: str | None) -> list[Row]:
    """What a document issues or annexes, and what those annex, in printed order."""
    return [
        lower
        for document in documents
        if document_id and document["parent_id"] == document_id
        for lower in (document, *_below(documents, document["id"]))
    ]


def _sections(lines: list[Row]) -> list[tuple[str, list[Row]]]:
    """The lines of the contents under the names of their sections, in printed order."""
    return [(name, list(found)) for name, found in groupby(lines, key=lambda line: line["section"] or "")]


def issue_title(issue: Row) -> str:
    """How an issue is called: 南通市人民政府公报 2022年第6期."""
    number = (
        f" {issue['year']}年第{issue['number']}期" if issue["year"] and issue["number"] else "（期号不详）"
    )
    return f"{issue['gazette'] or issue['id']}{number}"
