"""A person's time line: appointments, removals, memberships and events, each with its source."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from kb.answers.people.identity import Namesake, namesakes
from kb.answers.people.names import has_page
from kb.answers.people.timeline import ENTRIES, NEWEST, word_of
from web.reading.rows import Row, first, rows
from web.site.site import clause_path, issue_path

PAGE_SIZE = 200

_PAGE = f"{NEWEST} limit :size offset :offset"
_POSTS = f"select fact_id, post, day, what, code from ({ENTRIES}) where post <> '' and code is not 'remove' order by day"
_WITH = "select event_id, person_id from event_people where event_id in (select value from json_each(?)) and person_id <> ?"
_COUNTS = f"select what, count(*) from ({ENTRIES}) group by 1"


@dataclass(frozen=True, slots=True)
class One:
    """Somebody of a name: who they are as far as rows say so, and the posts they are printed with, newest first."""

    namesake: Namesake
    posts: list[Row]


@dataclass(frozen=True, slots=True)
class Person:
    """A name, everybody who has it, and a page of the time line of the name, newest first.

    `counts` are all entries of each kind; each entry has the number of whom it speaks of (`one`, from 0).
    """

    name: str
    ones: list[One]
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
    if person is None or not has_page(connection, person_id):
        return None
    here = {"id": person_id, "size": PAGE_SIZE, "offset": (page - 1) * PAGE_SIZE}
    found = namesakes(connection, person_id)
    whose = {row: at for at, one in enumerate(found) for row in one.rows}
    printed = rows(connection, _POSTS, {"id": person_id})
    entries = [{**_entry(row), "one": whose[row["fact_id"]]} for row in rows(connection, _PAGE, here)]
    return Person(
        name=person["name"],
        ones=[
            One(one, _posts([row for row in printed if whose[row["fact_id"]] == at], one.places))
            for at, one in enumerate(found)
        ],
        counts=dict(connection.execute(_COUNTS, here).fetchall()),
        entries=_with_others(connection, person_id, entries),
        page=page,
    )


def _posts(printed: list[Row], places: tuple[str, ...]) -> list[Row]:
    """Each post once, with the first and last day on which it is printed, the newest first."""
    found: dict[str, Row] = {}
    for row in printed:
        made = {
            "post": row["post"],
            "first": None,
            "last": None,
            "appointed": False,
            "place": "、".join(places),
        }
        post = found.setdefault(row["post"], made)
        post["first"] = min(filter(None, (post["first"], row["day"])), default=None)
        post["last"] = max(filter(None, (post["last"], row["day"])), default=None)
        post["appointed"] |= row["what"] == "appointment"
    return sorted(found.values(), key=lambda post: post["last"] or "", reverse=True)


def _with_others(connection: sqlite3.Connection, person_id: str, entries: list[Row]) -> list[Row]:
    """The entries, those of a chronicle with the others whom they name."""
    events = json.dumps([entry["part_id"] for entry in entries if entry["what"] == "event"])
    others: dict[str, dict[str, None]] = defaultdict(dict)
    for event, other in connection.execute(_WITH, [events, person_id]):
        others[event][other] = None
    return [{**entry, "others": list(others.get(entry["part_id"], ()))} for entry in entries]


def _entry(row: Row) -> Row:
    """A row of the time line with its word, its address, and the fact that can be put right, if it stands in a document."""
    href = (
        clause_path(row["document_id"], row["part_id"]) if row["document_id"] else issue_path(row["issue_id"])
    )
    fact = row["part_id"] if row["what"] == "event" else row["fact_id"]
    return {**row, "word": word_of(row), "href": href, "fact": fact if row["document_id"] else None}
