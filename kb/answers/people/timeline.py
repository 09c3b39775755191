"""Everything that is printed of a name: appointments and removals, memberships, events, the newest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from kb.answers.answer import PLACE, Answer, Head, Row, read
from kb.answers.people.identity import namesakes
from kb.answers.people.names import has_page
from kb.words import words_of

ENTRIES = """
    select a.date as day, null as last_day, 'appointment' as what, a.action as code,
      coalesce(a.organisation, '') || coalesce(a.position, '') as post, a.authority as body, a.probation, a.note,
      a.quote as text, a.id as fact_id, a.doubts, a.page, a.document_id, a.clause_id as part_id, d.title,
      d.doc_number, null as issue_id, d.issuer, d.issued_on, d.short_id, a.clause_id, a.path, a.first_seen
    from appointments a join documents d on d.id = a.document_id where a.person_id = :id
    union all
    select coalesce(d.issued_on, i.published_on), null, 'roster', r.role, r.post, r.body, null, null,
      r.quote, r.id, r.doubts, r.page, r.document_id, null, coalesce(d.title, i.id), d.doc_number, r.issue_id,
      coalesce(d.issuer, i.gazette), d.issued_on, d.short_id, null, null, r.first_seen
    from rosters r left join documents d on d.id = r.document_id left join issues i on i.id = r.issue_id
    where r.person_id = :id
    union all
    select e.start, e.end, 'event', p.mentioned, p.post, null, null, null,
      e.text, p.id, p.doubts, e.page, e.document_id, e.id, d.title, d.doc_number, null, d.issuer,
      d.issued_on, d.short_id, null, null, p.first_seen
    from event_people p join events e on e.id = p.event_id join documents d on d.id = p.document_id
    where p.person_id = :id
"""
"""The rows of a name (`:id`), whatever table they stand in."""

NEWEST = f"select * from ({ENTRIES}) order by day desc"

_SHORT = (
    f"select e.*, (select '/c/' || short_id from clauses where id = e.clause_id) as short from ({NEWEST}) e"
)

_HEADS = (
    Head("date", "日期", "date"),
    Head("until", "至", "date"),
    Head("person", "姓名"),
    Head("one", "同名序号", "number", 9),
    Head("what", "类别", words={"appointment": "任免", "roster": "名单", "event": "大事记"}),
    Head("said", "记载"),
    Head("post", "单位和职务", width=28),
    Head("body", "机构", width=24),
    Head("probation", "试用期"),
    Head("note", "备注", width=16),
    *PLACE,
)


def word_of(row: Row) -> str:
    """What an entry says of somebody: 任命, the role in a group, 大事记."""
    if row["what"] == "event":
        return "大事记（提及）" if row["code"] else "大事记"
    acts = words_of("appointments", "action") if row["what"] == "appointment" else {}
    return str(acts.get(row["code"], row["code"]))


def timeline(connection: sqlite3.Connection, name: str) -> Answer:
    """What is printed of a name, a row an entry; `one` is the number (from 1) of whom of that name it speaks of.

    Who stands only in lists of applicants, pupils or recipients has no rows, as they have no page.
    """
    return Answer("timeline", name, _HEADS, _rows(connection, name))


def _rows(connection: sqlite3.Connection, name: str) -> Iterator[dict[str, Any]]:
    if not has_page(connection, name):
        return
    whose = {row: at for at, one in enumerate(namesakes(connection, name), 1) for row in one.rows}
    for row in read(connection, _SHORT, {"id": name}):  # the order of the page
        word = word_of(row)
        yield {
            **row,
            "date": row["day"],
            "until": row["last_day"],
            "person": name,
            "one": whose[row["fact_id"]],
            "said": word,
            "heading": " ".join(filter(None, [name, word, row["post"]])),
            "document_title": row["title"],
            "quote": row["text"],
            "id": row["fact_id"],
            "address": row["short"] or _whole(row),
        }


def _whole(row: Row) -> str:
    """The address of a document; of an issue for a list that stands in no document."""
    return f"/d/{row['short_id']}" if row["short_id"] else f"/issues/{quote(row['issue_id'])}"
