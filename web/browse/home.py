"""The first page: the latest issues, what falls due next, and how much there is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from kb.answers.calendar import occurrences
from kb.answers.due import of_numbers
from kb.answers.measured import Measured, measured
from web.browse.issues import issue_title
from web.reading.rows import Row, rows
from web.search.snippets import snippet
from web.search.words import table_title
from web.site.site import clause_path, issue_path

_SHANGHAI = timezone(timedelta(hours=8))
_COUNTED = (
    *("issues", "documents", "clauses", "clause_units", "deadlines", "targets"),
    *("appointments", "events", "citations", "people", "diagnostics"),
)
_MOST = 8
_FEW = 4
_LOOKED_AT = 24
"""Of the limits that recur, so many of the newest are asked when they come round next."""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the first page shows: of the deadlines those to come, and as far as there is room those past."""

    issues: list[Row]
    documents: list[Row]
    coming: list[Row]
    past: list[Row]
    recurring: list[Row]
    counts: list[tuple[str, str, str]]
    accuracy: list[Measured]
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
    coming = _deadlines(connection, ">= ? order by due, pk", today.isoformat(), _MOST)
    room = _MOST - len(coming)
    past = _deadlines(connection, "< ? order by due desc, pk", today.isoformat(), room)
    return Home(
        issues=[{**row, "name": issue_title(row), "href": issue_path(row["id"])} for row in issues],
        documents=rows(connection, newest, [_MOST]),
        coming=coming,
        past=past,
        recurring=_recurring(connection, today),
        counts=[(name, table_title(name), meta.get(f"rows.{name}", "0")) for name in _COUNTED],
        accuracy=measured(connection),
        built_at=_when(meta.get("built_at")),
        year=today.year,
    )


def _when(stamp: str | None) -> str | None:
    """A point in time as it is read: 2026年11月28日 19:46; None where it is none."""
    try:
        moment = datetime.fromisoformat(stamp or "").astimezone(_SHANGHAI)
    except (ValueError, OverflowError):
        return None
    return f"{moment:%Y年%m月%d日 %H:%M}"


def _deadlines(connection: sqlite3.Connection, when: str, today: str, most: int) -> list[Row]:
    """Deadlines, one for each clause and date, those that `when` says, in its order: no more of them are read than are shown.

    `matter` is what falls due: the clause's heading, or its words around the deadline.
    """
    chosen: dict[tuple[str, str | None], int] = {}
    sql = (
        f"select due, clause_id, pk from deadlines where kind not in ('validity', 'effective') and due {when}"
    )
    for due, clause, pk in connection.execute(sql, [today]) if most else ():
        chosen.setdefault((due, clause), pk)
        if len(chosen) == most:
            break
    numbers = list(chosen.values())
    named = f"""
        select f.pk, f.due, f.clause_id, f.text, f.document_id, d.title, c.heading, c.text as clause_text,
          (select group_concat(name, '、') from (
            select distinct name from clause_units where clause_id = f.clause_id limit 3)) as units
        from deadlines f join documents d on d.id = f.document_id left join clauses c on c.id = f.clause_id
        where f.pk in ({", ".join("?" * len(numbers))})
    """
    found = sorted(rows(connection, named, numbers), key=lambda row: numbers.index(row["pk"]))
    return [
        {**row, "href": clause_path(row["document_id"], row["clause_id"]), "matter": _matter(row)}
        for row in found
    ]


def _recurring(connection: sqlite3.Connection, day: date) -> list[Row]:
    """What comes round again, of the newest limits of this kind: the next occurrences, the soonest first."""
    newest = (
        "select pk from deadlines where kind = 'recurring' and clause_id is not null order by pk desc limit ?"
    )
    found = [
        {**row, "due": next(occurrences(row["text"], row["duration"], day, date(day.year + 1, 12, 31)), None)}
        for row in of_numbers(
            connection, [row["pk"] for row in rows(connection, newest, [_LOOKED_AT])]
        ).values()
        if (row["effective_until"] or "9999") >= day.isoformat()
    ]
    coming = sorted((row for row in found if row["due"]), key=lambda row: (row["due"], -row["pk"]))
    return [
        {
            **row,
            "due": row["due"].isoformat(),
            "href": clause_path(row["document_id"], row["clause_id"]),
            "matter": _matter(row),
        }
        for row in coming[:_FEW]
    ]


def _matter(row: Row) -> str:
    return row["heading"] or snippet(row["text"], row["clause_text"] or row["text"]).text
