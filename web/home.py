"""The first page: the latest issues, what falls due next, and how much there is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from web.issues import issue_title
from web.rows import Row, rows
from web.site import clause_path, issue_path
from web.words import table_title

_SHANGHAI = timezone(timedelta(hours=8))
_COUNTED = (
    *("issues", "documents", "clauses", "clause_units", "deadlines", "targets"),
    *("appointments", "events", "citations", "people", "diagnostics"),
)
_MOST = 8


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the first page shows. `upcoming` is whether the deadlines are still to come."""

    issues: list[Row]
    documents: list[Row]
    deadlines: list[Row]
    upcoming: bool
    counts: list[tuple[str, str, str]]
    accuracy: list[tuple[str, str]]
    built_at: str | None
    year: int


def home_page(connection: sqlite3.Connection) -> Home:
    """The first page as of today, in Shanghai."""
    today = datetime.now(_SHANGHAI).date()
    meta = {row["key"]: row["value"] for row in rows(connection, "select key, value from meta")}
    issues = rows(connection, "select * from issues order by published_on desc, id desc limit ?", [_MOST])
    newest = """
        select id, title, doc_number, issued_on from documents where role in ('notice', 'instrument') and issued_on > ''
        and (doc_number is not null or parent_id is null) order by issued_on desc, pk limit ?
    """
    deadlines, upcoming = _deadlines(connection, today.isoformat())
    return Home(
        issues=[{**row, "name": issue_title(row), "href": issue_path(row["id"])} for row in issues],
        documents=rows(connection, newest, [_MOST]),
        deadlines=deadlines,
        upcoming=upcoming,
        counts=[(name, table_title(name), meta.get(f"rows.{name}", "0")) for name in _COUNTED],
        accuracy=[
            (key.removeprefix("accuracy."), meta[key]) for key in sorted(meta) if key.startswith("accuracy.")
        ],
        built_at=meta.get("built_at"),
        year=today.year,
    )


def _deadlines(connection: sqlite3.Connection, today: str) -> tuple[list[Row], bool]:
    """What falls due next; where nothing does, what fell due last."""
    sql = """
        select f.due, f.text, f.path, f.document_id, f.clause_id, d.title,
          (select group_concat(name, '、') from (
            select distinct name from clause_units where clause_id = f.clause_id limit 3)) as units
        from deadlines f join documents d on d.id = f.document_id
        where f.due {comparison} ? group by f.clause_id, f.due order by f.due {order} limit ?
    """
    coming = rows(connection, sql.format(comparison=">=", order="asc"), [today, _MOST])
    found = coming or rows(connection, sql.format(comparison="<", order="desc"), [today, _MOST])
    return [{**row, "href": clause_path(row["document_id"], row["clause_id"])} for row in found], bool(coming)
