"""A person's time line: appointments, removals, memberships and events, each with its source."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from kb.answers import people as asking
from web.reading.rows import Row, first, rows
from web.search.words import word_for
from web.site.site import clause_path, issue_path

PAGE_SIZE = 200

_TIMELINE = """
    select a.date as day, null as last_day, 'appointment' as what, a.action as code,
      coalesce(a.organisation, '') || coalesce(a.position, '') as post, a.authority as body, a.probation, a.note,
      a.quote as text, a.id as fact_id, a.doubts, a.page, a.document_id, a.clause_id as part_id, d.title,
      d.doc_number, null as issue_id, d.issuer
    from appointments a join documents d on d.id = a.document_id where a.person_id = :id
    union all
    select coalesce(d.issued_on, i.published_on), null, 'roster', r.role, r.post, r.body, null, null,
      r.quote, r.id, r.doubts, r.page, r.document_id, null, coalesce(d.title, i.id), d.doc_number, r.issue_id,
      coalesce(d.issuer, i.gazette)
    from rosters r left join documents d on d.id = r.document_id left join issues i on i.id = r.issue_id
    where r.person_id = :id
    union all
    select e.start, e.end, 'event', p.mentioned, p.post, null, null, null,
      e.text, p.id, p.doubts, e.page, e.document_id, e.id, d.title, d.doc_number, null, d.issuer
    from event_people p join events e on e.id = p.event_id join documents d on d.id = p.document_id
    where p.person_id = :id
"""
_PAGE = f"select * from ({_TIMELINE}) order by day desc limit :size offset :offset"
_POSTS = f"""
    select post, min(day) as first, max(day) as last, max(what = 'appointment') as appointed, body, issuer, title
    from ({_TIMELINE}) where post <> '' and code is not 'remove' group by post order by max(day) desc
"""
_WITH = "select event_id, person_id from event_people where event_id in (select value from json_each(?)) and person_id <> ?"
_COUNTS = f"select what, count(*) from ({_TIMELINE}) group by 1"


@dataclass(frozen=True, slots=True)
class Person:
    """A name, the posts it is printed with and when, and a page of its time line, newest first.

    `counts` are all entries of each kind. `places` are those whose documents name it: more than one may be namesakes.
    """

    name: str
    posts: list[Row]
    places: list[str]
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
    if person is None or not asking.has_page(connection, person_id):
        return None
    here = {"id": person_id, "size": PAGE_SIZE, "offset": (page - 1) * PAGE_SIZE}
    known = asking.places(connection)
    posts = [
        {**row, "place": asking.place_in(known, row["post"], row["body"], row["issuer"], row["title"]) or ""}
        for row in rows(connection, _POSTS, here)
    ]
    entries = [_entry(row) for row in rows(connection, _PAGE, here)]
    return Person(
        name=person["name"],
        posts=posts,
        places=sorted({post["place"] for post in posts if post["place"]}),
        counts=dict(connection.execute(_COUNTS, here).fetchall()),
        entries=_with_others(connection, person_id, entries),
        page=page,
    )


def _with_others(connection: sqlite3.Connection, person_id: str, entries: list[Row]) -> list[Row]:
    """The entries, those of a chronicle with the others whom they name."""
    events = json.dumps([entry["part_id"] for entry in entries if entry["what"] == "event"])
    others: dict[str, dict[str, None]] = defaultdict(dict)
    for event, other in connection.execute(_WITH, [events, person_id]):
        others[event][other] = None
    return [{**entry, "others": list(others.get(entry["part_id"], ()))} for entry in entries]


def _entry(row: Row) -> Row:
    """A row of the time line with its word, its address, and the fact that can be put right, if it stands in a document."""
    words = {"appointment": word_for("action", row["code"], "appointments"), "event": "大事记"}
    word = words.get(row["what"]) or row["code"]
    if row["what"] == "event" and row["code"]:
        word = "大事记（提及）"
    href = (
        clause_path(row["document_id"], row["part_id"]) if row["document_id"] else issue_path(row["issue_id"])
    )
    fact = row["part_id"] if row["what"] == "event" else row["fact_id"]
    return {**row, "word": word, "href": href, "fact": fact if row["document_id"] else None}
