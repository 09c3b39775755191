"""A person's time line: appointments, removals, memberships and events, each with its source."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from web.reading.rows import Row, first, rows
from web.search.words import word_for
from web.site.site import clause_path, issue_path

PAGE_SIZE = 200

_TIMELINE = """
    select a.date as day, null as last_day, 'appointment' as what, a.action as code,
      coalesce(a.organisation, '') || coalesce(a.position, '') as post, a.authority as body, a.probation, a.note,
      a.quote as text, a.page, a.document_id, a.clause_id as part_id, d.title, d.doc_number, null as issue_id
    from appointments a join documents d on d.id = a.document_id where a.person_id = :id
    union all
    select coalesce(d.issued_on, i.published_on), null, 'roster', r.role, r.post, r.body, null, null,
      r.quote, r.page, r.document_id, null, coalesce(d.title, i.id), d.doc_number, r.issue_id
    from rosters r left join documents d on d.id = r.document_id left join issues i on i.id = r.issue_id
    where r.person_id = :id
    union all
    select e.start, e.end, 'event', p.mentioned, p.post, null, null, null,
      e.text, e.page, e.document_id, e.id, d.title, d.doc_number, null
    from event_people p join events e on e.id = p.event_id join documents d on d.id = p.document_id
    where p.person_id = :id
"""
_PAGE = f"select * from ({_TIMELINE}) order by day desc limit :size offset :offset"
_POSTS = f"""
    select post from ({_TIMELINE}) where post <> '' and code is not 'remove' group by post order by max(day) desc
"""
_COUNTS = f"select what, count(*) from ({_TIMELINE}) group by 1"


@dataclass(frozen=True, slots=True)
class Person:
    """A name, the posts it is printed with, and a page of its time line, newest first.

    `counts` are all entries of each kind.
    """

    name: str
    posts: list[str]
    counts: dict[str, int]
    entries: list[Row]
    page: int

    @property
    def pages(self) -> int:
        """How many pages the time line has."""
        return -(-sum(self.counts.values()) // PAGE_SIZE)


def person_page(connection: sqlite3.Connection, person_id: str, page: int) -> Person | None:
    """A page, from 1, of a person's time line; None where nobody has this name."""
    person = first(connection, "select name from people where id = ?", [person_id])
    if person is None:
        return None
    here = {"id": person_id, "size": PAGE_SIZE, "offset": (page - 1) * PAGE_SIZE}
    return Person(
        name=person["name"],
        posts=[row["post"] for row in rows(connection, _POSTS, here)],
        counts=dict(connection.execute(_COUNTS, here).fetchall()),
        entries=[_entry(row) for row in rows(connection, _PAGE, here)],
        page=page,
    )


def _entry(row: Row) -> Row:
    """A row of the time line with its word and its address."""
    words = {"appointment": word_for("action", row["code"], "appointments"), "event": "大事记"}
    word = words.get(row["what"]) or row["code"]
    if row["what"] == "event" and row["code"]:
        word = "大事记（提及）"
    href = (
        clause_path(row["document_id"], row["part_id"]) if row["document_id"] else issue_path(row["issue_id"])
    )
    return {**row, "word": word, "href": href}
