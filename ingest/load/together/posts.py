"""What is printed of each post, brought together in time: appointments, removals, and lists of members."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from parsers.language.names.held import in_full, is_role, offices_of

_ACTS = """
select coalesce(f.organisation, ''), f.position, f.date, f.action, f.person_id, f.id, f.document_id, d.place
from appointments f join documents d on d.id = f.document_id
where f.position is not null and f.action in ('appoint', 'remove') order by f.pk
"""
_LISTED = """
select f.post, f.role, coalesce(d.issued_on, p.issued_on), f.person_id, f.id, f.document_id, d.place
from rosters f join documents d on d.id = f.document_id left join documents p on p.id = d.parent_id
where f.post is not null and coalesce(d.issued_on, p.issued_on) is not null order by f.pk
"""
# What has no day stands last.
_IN_ORDER = """
insert into post_acts
select row_number() over (order by organisation, position, date is null, date, place, rowid),
  organisation, position, date, action, person, appointment, roster, document
from acts order by 1
"""
_ORDER = {"remove": 0, "appoint": 1, "listed": 2}
"""Of one day: who leaves makes room."""


class _Act(NamedTuple):
    """A row of `post_acts` without its number."""

    organisation: str
    position: str
    date: str | None
    action: str
    person: str
    appointment: str | None
    roster: str | None
    document: str


def fold_posts(connection: sqlite3.Connection) -> None:
    """Fill `post_acts`, which is empty, from `appointments` and `rosters`, in the order of posts and days."""
    connection.execute(f"create temp table acts ({', '.join(_Act._fields)}, place)")
    marks = ", ".join("?" * (len(_Act._fields) + 1))
    acts = ((*act, _ORDER[act.action]) for act in chain(_appointed(connection), _listed(connection)))
    connection.executemany(f"insert into acts values ({marks})", acts)
    connection.execute(_IN_ORDER)
    connection.execute("drop table acts")


def _appointed(connection: sqlite3.Connection) -> Iterator[_Act]:
    for body, position, date, action, person, fact, document, place in connection.execute(_ACTS):
        organisation = in_full(body, place) if body else ""
        yield _Act(organisation, position, date, action, person, fact, None, document)


def _listed(connection: sqlite3.Connection) -> Iterator[_Act]:
    """The posts that lists of members give: each as an act of the list's day."""
    for post, role, date, person, fact, document, place in connection.execute(_LISTED):
        if is_role(role):
            for organisation, position in offices_of(post, place):
                yield _Act(organisation or "", position, date, "listed", person, None, fact, document)
