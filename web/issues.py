"""An issue of a gazette: masthead, contents linked to documents, board, and what the parser doubted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby

from web.rows import Row, first, rows
from web.words import column_title

_MASTHEAD = (
    *("publisher", "serial_number", "published_on", "responsible_editor"),
    *("address", "phone", "postcode", "website", "printer"),
)


@dataclass(frozen=True, slots=True)
class IssuePage:
    """Everything an issue's page shows."""

    title: str
    masthead: list[tuple[str, str]]
    sections: list[tuple[str, list[Row]]]
    others: list[Row]
    board: list[Row]
    doubts: list[Row]


def issue_page(connection: sqlite3.Connection, issue_id: str) -> IssuePage | None:
    """The page of an issue; None where there is none of this id."""
    issue = first(connection, "select * from issues where id = ?", [issue_id])
    if issue is None:
        return None
    contents = "select * from contents where issue_id = ? order by seq"
    others = """
        select * from documents where issue_id = :id
        and id not in (select document_id from contents where issue_id = :id and document_id is not null)
        order by seq
    """
    board = "select body, role, person_id, post from rosters where issue_id = ? order by pk"
    doubts = """
        select diagnostics.*, documents.title from diagnostics left join documents on documents.id = document_id
        where diagnostics.source_id = ? order by diagnostics.pk
    """
    return IssuePage(
        title=issue_title(issue),
        masthead=[(column_title(name, "issues"), issue[name]) for name in _MASTHEAD if issue[name]],
        sections=_sections(rows(connection, contents, [issue_id])),
        others=rows(connection, others, {"id": issue_id}),
        board=rows(connection, board, [issue_id]),
        doubts=rows(connection, doubts, [issue["source_id"]]),
    )


def _sections(lines: list[Row]) -> list[tuple[str, list[Row]]]:
    """The lines of the contents under the names of their sections, in printed order."""
    return [(name, list(found)) for name, found in groupby(lines, key=lambda line: line["section"] or "")]


def issue_title(issue: Row) -> str:
    """How an issue is called: 南通市人民政府公报 2022年第6期."""
    number = (
        f" {issue['year']}年第{issue['number']}期" if issue["year"] and issue["number"] else "（期号未知）"
    )
    return f"{issue['gazette'] or issue['id']}{number}"
