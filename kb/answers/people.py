"""Who was appointed and removed, and who holds a post on a day."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb.answers.answer import PLACE, PLACED, Answer, Head, Where, read

APPOINTED = (
    Head("date", "日期", "date"),
    Head("person", "姓名"),
    Head("action", "任免", table="appointments"),
    Head("organisation", "单位", width=24),
    Head("position", "职务", width=16),
    Head("authority", "决定机关", width=20),
    Head("probation", "试用期"),
    Head("note", "备注", width=16),
    *PLACE,
)
HOLDERS = (
    Head("organisation", "单位", width=24),
    Head("position", "职务", width=16),
    Head("person", "姓名"),
    Head("since", "任职日期", "date"),
    Head("until", "免职日期", "date"),
    Head("doubt", "存疑", width=24),
)

_SQL = f"""
select f.date, f.person_id as person, f.action, f.organisation, f.position, f.authority, f.probation, f.note, {PLACED}
from appointments f join documents d on d.id = f.document_id
"""


@dataclass(frozen=True, slots=True)
class Appointments:
    """Which appointments: of a person, of posts that hold these words, of a body, of a year, at an organisation."""

    person: str | None = None
    post: str | None = None
    authority: str | None = None
    year: str | None = None
    unit: str | None = None


def appointments(connection: sqlite3.Connection, asked: Appointments = Appointments()) -> Answer:
    """Appointments and removals by day."""
    where = Where()
    if asked.person:
        where.add("f.person_id = ?", asked.person)
    if asked.post:
        where.add("instr(coalesce(f.organisation, '') || coalesce(f.position, ''), ?)", asked.post)
    if asked.authority:
        where.add("f.authority = ?", asked.authority)
    if asked.unit:
        where.add("f.unit_id = ?", asked.unit)
    if asked.year:
        where.add("substr(f.date, 1, 4) = ?", asked.year)
    rows = read(connection, f"{_SQL} where {where} order by f.date, f.pk", where.values)
    return Answer("appointments", "任免", APPOINTED, rows)


def holders(connection: sqlite3.Connection, post: str | None = None, day: str | None = None) -> Answer:
    """The line of holders of each post, or who held it on a day, folded from appointments and removals.

    Nothing is filled in: a removal without an appointment has no first day. Where the words do not fit together
    (two hold a post that one holds, a removal of somebody who was not appointed), the row says so.
    """
    where = Where()
    where.add("f.position is not null and f.action in ('appoint', 'remove')")
    if post:
        where.add("instr(coalesce(f.organisation, '') || f.position, ?)", post)
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in read(connection, f"{_SQL} where {where} order by f.date is null, f.date, f.pk", where.values):
        found[row["organisation"] or "", row["position"]].append(row)
    rows = (row for key in sorted(found) for row in _line(key, found[key]) if day is None or _held(row, day))
    return Answer("holders", "任职情况", HOLDERS, rows)


def _line(post: tuple[str, str], acts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A post's holders in order; `doubt` where the acts do not fit together."""
    line: list[dict[str, Any]] = []
    for act in acts:
        held = next((row for row in line if row["person"] == act["person"] and row["until"] is None), None)
        if act["action"] == "remove" and held:
            held["until"] = act["date"]
            continue
        if act["action"] == "appoint" and held:
            held["doubt"] = "重复任命，未见其间免职"
            continue
        removed = act["action"] == "remove"
        row = {
            "organisation": post[0] or None,
            "position": post[1],
            "person": act["person"],
            "since": None if removed else act["date"],
            "until": act["date"] if removed else None,
            "doubt": "未见任命" if removed else None,
        }
        if not removed and _is_single(post[1]) and any(other["until"] is None for other in line):
            row["doubt"] = "前任未见免职"
        line.append(row)
    yield from line


def _held(row: dict[str, Any], day: str) -> bool:
    """Whether the words say that somebody held the post on the day."""
    return bool(row["since"]) and row["since"] <= day and (row["until"] is None or row["until"] > day)


def _is_single(position: str) -> bool:
    """Whether a post has one holder at a time: a head's, not a deputy's or a member's."""
    return not position.startswith("副") and position.endswith(("长", "主任", "书记", "主席"))
