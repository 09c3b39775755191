"""Appointments and removals, as they are printed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from kb.answers.answer import PLACE, PLACED, Answer, Head, Row, Seek, Where, read
from kb.answers.seek import behind_day, dated

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

ACTS = f"""
select f.pk, f.date, f.person_id as person, f.action, f.organisation, f.position, f.authority, f.probation, f.note,
  d.place, {PLACED}
from appointments f join documents d on d.id = f.document_id
"""


@dataclass(frozen=True, slots=True)
class Appointments:
    """Which appointments: of a person, of posts that hold these words, of a body, of a year, at an organisation."""

    person: str | None = None
    post: str | None = None
    authority: str | None = None
    year: str | None = None
    newest_first: bool = False
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
    order = "f.date desc, f.pk" if asked.newest_first else "f.date, f.pk"

    def behind(mark: str) -> Iterator[Row]:
        for part in behind_day("f.date", "f.pk", mark, asked.newest_first):
            sql = f"{ACTS} where {part} and {where} order by {order}"
            yield from read(connection, sql, [*part.values, *where.values])

    seek = Seek(partial(dated, column="date"), behind)
    return Answer("appointments", "任免", APPOINTED, behind(""), seek)
