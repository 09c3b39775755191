"""The first page: the latest issues, what falls due next, and how much there is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

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
_MEASURED = {
    "fields": "文件各项",
    "clauses": "条款",
    "clauses.exact": "条款的标题与首尾",
    "units": "责任单位",
    "units.block": "责任单位（单位栏）",
    "units.inline": "责任单位（语句中）",
    "deadlines": "时限",
    "targets": "指标",
    "targets.loose": "指标的位置与数值",
    "targets.kind": "指标的数值与性质",
    "citations": "引用文件",
    "appointments": "任免",
    "rosters": "成员名单",
    "events": "大事记",
    "event_people": "大事记人物",
    "amendments": "修改事项",
}
"""What a measured figure is about."""

_MOST = 8


@dataclass(frozen=True, slots=True)
class Measured:
    """How well a kind of fact is read: at first sight of new documents, and now on known ones of other publishers."""

    name: str
    first: str
    now: str


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the first page shows: of the deadlines those to come, and as far as there is room those past."""

    issues: list[Row]
    documents: list[Row]
    coming: list[Row]
    past: list[Row]
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
    coming = _deadlines(connection, ">= ? group by 1, 2 order by f.due", today.isoformat(), _MOST)
    room = _MOST - len(coming)
    past = _deadlines(connection, "< ? group by 1, 2 order by f.due desc", today.isoformat(), room)
    return Home(
        issues=[{**row, "name": issue_title(row), "href": issue_path(row["id"])} for row in issues],
        documents=rows(connection, newest, [_MOST]),
        coming=coming,
        past=past,
        counts=[(name, table_title(name), meta.get(f"rows.{name}", "0")) for name in _COUNTED],
        accuracy=_measured(meta),
        built_at=_when(meta.get("built_at")),
        year=today.year,
    )


def _measured(meta: dict[str, str]) -> list[Measured]:
    """The measured F1 of each kind of fact, in the order of the tables."""
    kinds = sorted(key.removeprefix("accuracy.") for key in meta if key.startswith("accuracy."))
    order = list(_MEASURED)
    kinds.sort(key=lambda kind: order.index(kind) if kind in order else len(order))
    return [
        Measured(_MEASURED.get(kind, kind), meta.get(f"first_accuracy.{kind}", "–"), meta[f"accuracy.{kind}"])
        for kind in kinds
    ]


def _when(stamp: str | None) -> str | None:
    """A point in time as it is read: 2026年11月28日 19:46; None where it is none."""
    try:
        moment = datetime.fromisoformat(stamp or "").astimezone(_SHANGHAI)
    except (ValueError, OverflowError):
        return None
    return f"{moment:%Y年%m月%d日 %H:%M}"


def _deadlines(connection: sqlite3.Connection, when: str, today: str, most: int) -> list[Row]:
    """Deadlines, one for each clause and date, those that `when` says.

    `matter` is what falls due: the clause's heading, or its words around the deadline.
    """
    sql = f"""
        select f.due, f.clause_id, f.text, f.document_id, d.title, c.heading, c.text as clause_text,
          (select group_concat(name, '、') from (
            select distinct name from clause_units where clause_id = f.clause_id limit 3)) as units
        from deadlines f join documents d on d.id = f.document_id left join clauses c on c.id = f.clause_id
        where f.due {when} limit ?
    """
    found = rows(connection, sql, [today, most])
    return [
        {**row, "href": clause_path(row["document_id"], row["clause_id"]), "matter": _matter(row)}
        for row in found
    ]


def _matter(row: Row) -> str:
    return row["heading"] or snippet(row["text"], row["clause_text"] or row["text"]).text
