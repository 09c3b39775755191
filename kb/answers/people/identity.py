"""Which rows of one name are one person, as far as body, post or place say so."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.answers.answer import read
from parsers.language.names.held import offices_of

_ENTRIES = """
select a.id, 'appointment' as what, coalesce(a.organisation, '') || coalesce(a.position, '') as post, null as body,
  a.organisation, d.place, d.issuer, d.title, a.document_id
from appointments a join documents d on d.id = a.document_id where a.person_id = ?1
union all
select r.id, 'roster', r.post, r.body, null, d.place, coalesce(d.issuer, i.gazette), d.title, r.document_id
from rosters r left join documents d on d.id = r.document_id left join issues i on i.id = r.issue_id
where r.person_id = ?1
union all
select e.id, 'event', e.post, null, null, d.place, d.issuer, d.title, e.document_id
from event_people e join documents d on d.id = e.document_id where e.person_id = ?1
"""


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody of a name: the ids of the rows that are theirs, the places and bodies that say so.

    `doubtful` are the numbers (from 0) of others of the same name who may be the same: of the same place, or of a place that
    is not known.
    """

    rows: frozenset[str]
    places: tuple[str, ...]
    bodies: tuple[str, ...]
    doubtful: tuple[int, ...] = ()


def namesakes(connection: sqlite3.Connection, name: str) -> list[Namesake]:
    """Everybody of a name, who has most rows first."""
    return apart(with_place(list(read(connection, _ENTRIES, [name])), places(connection)))


def apart(entries: Sequence[Mapping[str, Any]]) -> list[Namesake]:
    """Rows of one name, brought together by what they share.

    Rows that name one organisation or group, or stand in one document of appointments, are one person's. A row that names
    no organisation (市领导, 副主任) is that of the only person whom its place knows, if there is only one. All else
    stays apart: in one place it may be the same person, who went from one body to another, which is a doubt.
    """
    groups = _Groups(len(entries))
    by_sign: dict[tuple[str, str], int] = {}
    for at, entry in enumerate(entries):
        for sign in _signs(entry):
            groups.join(at, by_sign.setdefault(sign, at))
    strong = {groups.of(at) for at, entry in enumerate(entries) if _organisations(entry)}
    known: dict[str, set[int]] = defaultdict(set)
    for at, entry in enumerate(entries):
        if groups.of(at) in strong:
            known[_where(entry)].add(groups.of(at))
    loose: dict[str, int] = {}
    for at, entry in enumerate(entries):
        place = _where(entry)
        if groups.of(at) in strong:
            continue
        if len(known[place]) == 1:
            groups.join(at, next(iter(known[place])))
        else:
            groups.join(at, loose.setdefault(place, at))
    return _doubted([_namesake([entries[at] for at in rows]) for rows in groups.all()])


def with_place(rows: Iterable[Mapping[str, Any]], known: Sequence[str]) -> list[dict[str, Any]]:
    """The rows, each with the place of its document, else that which its post, body, issuer or title begins with."""
    return [
        {
            **row,
            "place": row["place"] or place_in(known, row["post"], row["body"], row["issuer"], row["title"]),
        }
        for row in rows
    ]


def places(connection: sqlite3.Connection) -> list[str]:
    """The places of the organisations."""
    return [row[0] for row in connection.execute("select distinct place from units where place is not null")]


def place_in(known: Sequence[str], *texts: str | None) -> str | None:
    """The place that the first of the texts to begin with one begins with; the longest, so that a county is no city."""
    for text in texts:
        named = (text or "").removeprefix("《")
        found = [place for place in known if named.startswith(place)]
        if found:
            return max(found, key=len)
    return None


def _where(entry: Mapping[str, Any]) -> str:
    """The place of a row; of a document whose place is not known, the document."""
    return str(entry["place"] or entry["document_id"] or entry["body"])


def _organisations(entry: Mapping[str, Any]) -> set[str]:
    """The organisations that a row names, in full; those of a place that is not known with nothing before them."""
    if entry["what"] == "appointment":
        return {entry["organisation"]} if entry["organisation"] else set()
    return {body for body, _ in offices_of(entry["post"] or "", entry["place"]) if body}


def _signs(entry: Mapping[str, Any]) -> set[tuple[str, str]]:
    """What rows of one person share."""
    signs = {("organisation", name) for name in _organisations(entry)}
    if entry["body"]:
        signs.add(("group", entry["body"]))
    if entry["what"] == "appointment":
        signs.add(("document", entry["document_id"]))
    return signs


def _namesake(rows: Sequence[Mapping[str, Any]]) -> Namesake:
    bodies = dict.fromkeys(body for row in rows for body in sorted(_organisations(row)))
    return Namesake(
        frozenset(row["id"] for row in rows),
        tuple(sorted({row["place"] for row in rows if row["place"]})),
        tuple(bodies) or tuple(dict.fromkeys(row["body"] for row in rows if row["body"])),
    )


def _doubted(found: list[Namesake]) -> list[Namesake]:
    found.sort(key=lambda one: -len(one.rows))
    return [
        Namesake(
            one.rows,
            one.places,
            one.bodies,
            tuple(at for at, other in enumerate(found) if other is not one and _may_be(one, other)),
        )
        for one in found
    ]


def _may_be(one: Namesake, other: Namesake) -> bool:
    """Whether nothing says that two of a name are two: they have a place in common, or one has none that is known."""
    return not one.places or not other.places or bool({*one.places} & {*other.places})


class _Groups:
    """Numbers that are joined into groups."""

    def __init__(self, size: int) -> None:
        self._first = list(range(size))

    def of(self, at: int) -> int:
        """The number that stands for the group."""
        while self._first[at] != at:
            self._first[at] = self._first[self._first[at]]
            at = self._first[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Two are of one group."""
        self._first[self.of(one)] = self.of(other)

    def all(self) -> list[list[int]]:
        """The groups."""
        found: dict[int, list[int]] = defaultdict(list)
        for at in range(len(self._first)):
            found[self.of(at)].append(at)
        return list(found.values())
