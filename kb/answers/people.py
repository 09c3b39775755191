"""Who was appointed and removed, and who holds a post on a day."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import dropwhile, groupby
from typing import Any

from kb.answers.answer import PLACE, PLACED, Answer, Head, Row, Seek, Where, read
from kb.answers.seek import behind_day, dated, numbered

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
    Head("doubt", "任免存疑", width=24, reads="doubt_text"),
    Head("until_source", "免职文件", width=30),
    *PLACE,
)
MEMBERS = (
    Head("body", "机构", width=30),
    Head("role", "组内职务"),
    Head("person", "姓名"),
    Head("post", "现任职务", width=30),
    Head("since", "名单日期", "date"),
    *PLACE,
)

_DOUBTS = {
    "appointed_twice": "重复任命，未见其间免职",
    "not_appointed": "未见任命",
    "not_removed": "前任未见免职",
    "gap": "无人任职的记载",
}
"""What does not fit together in a line of holders, and the words for it."""

_SQL = f"""
select f.pk, f.date, f.person_id as person, f.action, f.organisation, f.position, f.authority, f.probation, f.note, {PLACED}
from appointments f join documents d on d.id = f.document_id
"""

_FOLDED = "f.date is null, f.date, f.action <> 'remove', f.pk"
_ROSTERS = """
select f.body, f.role, f.person_id as person, f.post, d.issued_on as since, d.title as document_title, d.doc_number,
  d.issued_on, null as path, f.page, f.quote, f.doubts, f.id, null as clause_id, f.document_id, '/d/' || d.short_id as address
from rosters f join documents d on d.id = f.document_id
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
            sql = f"{_SQL} where {part} and {where} order by {order}"
            yield from read(connection, sql, [*part.values, *where.values])

    seek = Seek(partial(dated, column="date"), behind)
    return Answer("appointments", "任免", APPOINTED, behind(""), seek)


def holders(
    connection: sqlite3.Connection,
    post: str | None = None,
    day: str | None = None,
    exactly: tuple[str, str] | None = None,
) -> Answer:
    """The line of holders of each post, or who held it on a day, folded from appointments and removals.

    `post` are words that the post holds; `exactly` is one organisation and position. Nothing is filled in: a removal
    without an appointment has no first day. Where the words do not fit together (two hold a post that one holds,
    a removal of somebody who was not appointed, a time without a holder), the row says so. Of one day, removals
    come before appointments: who leaves makes room.
    """
    where = Where()
    where.add("f.position is not null and f.action in ('appoint', 'remove')")
    if exactly:
        where.add("coalesce(f.organisation, '') = ? and f.position = ?", *exactly)
    if post:
        where.add("instr(coalesce(f.organisation, '') || f.position, ?)", post)

    def behind(mark: str) -> Iterator[Row]:
        for post_, acts in groupby(_acts(connection, where, mark), _post_of):
            line = list(_line(post_, list(acts)))
            if any(str(row["pk"]) == mark for row in line):
                line = list(dropwhile(lambda row: str(row["pk"]) != mark, line))[1:]
            yield from (row for row in line if day is None or held(row, day))

    return Answer("holders", "任职情况", HOLDERS, behind(""), Seek(numbered, behind))


def _acts(connection: sqlite3.Connection, where: Where, mark: str) -> Iterator[dict[str, Any]]:
    """The acts by post and in the order in which they are folded, from the post on that a mark's act is of."""
    parts = [Where()]
    if mark:
        sql = "select organisation, position from appointments where pk = ?"
        body, position = connection.execute(sql, [int(mark)]).fetchone() or (None, "")
        same, later = Where(), Where()
        same.add("f.organisation is ? and f.position >= ?", body, position)
        later.add("f.organisation is not null and f.organisation > ?", body or "")
        parts = [same, later]
    for part in parts:
        sql = f"{_SQL} where {part} and {where} order by f.organisation, f.position, {_FOLDED}"
        yield from read(connection, sql, [*part.values, *where.values])


def _post_of(act: Row) -> tuple[str, str]:
    return act["organisation"] or "", act["position"]


def _line(post: tuple[str, str], acts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A post's holders in order; `doubt` where the acts do not fit together."""
    line: list[dict[str, Any]] = []
    for act in acts:
        held = next((row for row in line if row["person"] == act["person"] and row["until"] is None), None)
        if act["action"] == "remove" and held:
            held["until"], held["until_source"] = act["date"], act["document_title"]
            continue
        if act["action"] == "appoint" and held:
            held |= _doubt("appointed_twice")
            continue
        removed = act["action"] == "remove"
        row = {
            **act,
            "organisation": post[0] or None,
            "position": post[1],
            "person": act["person"],
            "since": None if removed else act["date"],
            "until": act["date"] if removed else None,
            **_doubt("not_appointed" if removed else None),
        }
        if not removed and _is_single(post[1]) and any(other["until"] is None for other in line):
            row |= _doubt("not_removed")
        elif not removed and _is_single(post[1]):
            row |= _gap(line, act["date"])
        line.append(row)
    yield from line


def _gap(line: list[dict[str, Any]], since: str | None) -> dict[str, str | None]:
    """What is said of the time between the last holder and one appointed later."""
    last = max((row["until"] or "" for row in line), default="")
    return _doubt("gap", f"{last}至{since}") if last and since and last < since else {}


def _doubt(code: str | None, before: str = "") -> dict[str, str | None]:
    """The code of a doubt, and the words for it."""
    return {"doubt": code, "doubt_text": before + _DOUBTS[code] if code else None}


def members(connection: sqlite3.Connection, words: str | None = None, day: str | None = None) -> Answer:
    """The members of leading groups as the latest list names them, up to a day where one is given.

    A list holds until the same body has another; `words` are such that the name of the body holds.
    """
    where = Where()
    where.add("f.body is not null and d.issued_on is not null")
    if words:
        where.add("instr(f.body, ?)", words)
    if day:
        where.add("d.issued_on <= ?", day)
    rows = list(read(connection, f"{_ROSTERS} where {where} order by f.body, f.pk", where.values))
    latest: dict[str, str] = {}
    for row in rows:
        latest[row["body"]] = max(latest.get(row["body"], ""), row["since"])
    current = (row for row in rows if row["since"] == latest[row["body"]])
    return Answer("members", "成员名单", MEMBERS, current)


def has_page(connection: sqlite3.Connection, person: str) -> bool:
    """Whether somebody has a page: who was appointed, is named in a chronicle, or has a role in a group.

    Whoever stands only in a list of applicants, pupils or recipients has none.
    """
    acts = "select 1 from appointments where person_id = ?1 union all select 1 from event_people where person_id = ?1"
    if connection.execute(f"{acts} limit 1", [person]).fetchone():
        return True
    from parsers.language.lexicon import words  # what asks of no list reads no lexicon

    roles = connection.execute("select distinct role from rosters where person_id = ?", [person])
    return any(re.search(words("ROLE").pattern + "$", role or "") for (role,) in roles)


def place_in(places: Sequence[str], *texts: str | None) -> str | None:
    """The place that the first of the texts to begin with one begins with; the longest, so that a county is no city."""
    for text in texts:
        found = [place for place in places if text and text.startswith(place)]
        if found:
            return max(found, key=len)
    return None


def places(connection: sqlite3.Connection) -> list[str]:
    """The places of the organisations."""
    return [row[0] for row in connection.execute("select distinct place from units where place is not null")]


def held(row: Row, day: str) -> bool:
    """Whether the words say that somebody held the post on the day."""
    return bool(row["since"]) and row["since"] <= day and (row["until"] is None or row["until"] > day)


def _is_single(position: str) -> bool:
    """Whether a post has one holder at a time: a head's, not a deputy's or a member's."""
    return not position.startswith("副") and position.endswith(("长", "主任", "书记", "主席"))
