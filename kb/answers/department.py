"""An organisation under all its names: what it must do, by when, how much, in which documents, and who holds its posts."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kb.answers.answer import EVERYTHING, Row, Where, Within, read
from kb.answers.calendar import span
from kb.answers.due import Day, Due, days, last_day, undated
from kb.answers.sentences import binding_sentence
from kb.reforms import Reform, reforms
from kb.units import Rings, rings
from schema.search_tables import ROLES

BUCKETS = {
    "overdue": "已过期限",
    "month": "本月到期",
    "quarter": "本季度后续",
    "next_quarter": "下季度到期",
    "later": "此后到期",
    "recurring": "周期性工作（下次到期日）",
    "undated": "随事件起算（未定日期）",
}
"""Where a time limit belongs, seen from a day, and the words for it."""


@dataclass(frozen=True, slots=True)
class Department:
    """An organisation, every name it is printed under, the rings around it, and what came before and after it."""

    id: str
    name: str
    level: str | None
    kind: str | None
    place: str | None
    names: tuple[str, ...]
    rings: Rings
    reforms: tuple[Reform, ...]

    @property
    def sure(self) -> tuple[str, ...]:
        """The ids of what binds it without doubt: itself, what it was before, and the general names that cover it."""
        return (*self.rings.named, *self.rings.former, *self.rings.general)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    size: int
    number: int = 1


def department(connection: sqlite3.Connection, unit_id: str) -> Department | None:
    """The organisation of an id; None where there is none."""
    found = connection.execute(
        "select id, name, level, kind, place from units where id = ?", [unit_id]
    ).fetchone()
    if found is None:
        return None
    printed = "select alias from unit_aliases where unit_id = ? and printed and alias <> ? order by length(alias), alias"
    names = tuple(row[0] for row in connection.execute(printed, [unit_id, found[1]]))
    return Department(
        found[0],
        found[1],
        found[2],
        found[3],
        found[4],
        names,
        rings(connection, [unit_id]),
        tuple(reforms(connection, [unit_id])),
    )


def duty_counts(
    connection: sqlite3.Connection, around: Rings, within: Within = EVERYTHING
) -> dict[str, dict[str, int]]:
    """How many clauses bind through each ring, in each role."""
    counted: dict[str, dict[str, int]] = {}
    for ring, ids in around.items():
        where = _duties(ids, None, within)
        sql = f"select role, count(distinct clause_id) from clause_units u where {where} group by role"
        found = dict(tuple(row) for row in connection.execute(sql, where.values))
        counted[ring] = {role: found[role] for role in ROLES if role in found}
    return {ring: roles for ring, roles in counted.items() if roles}


def kinds(connection: sqlite3.Connection, around: Rings, within: Within) -> dict[str, dict[str, int]]:
    """By `place` and by `doc_type` of their documents, how many clauses bind through any ring: what a choice would give."""
    where = _duties(
        [unit for _, ids in around.items() for unit in ids], None, replace(within, place=None, doc_type=None)
    )
    sql = f"""
        select d.place, d.doc_type, sum(n) as n from (
          select document_id, count(distinct clause_id) as n from clause_units u where {where} group by 1) u
        join documents d on d.id = u.document_id group by 1, 2 order by 3 desc
    """
    found: dict[str, dict[str, int]] = {"place": {}, "doc_type": {}}
    for row in read(connection, sql, where.values):
        for name, other in (("place", "doc_type"), ("doc_type", "place")):
            if row[name] and getattr(within, other) in (None, row[other]):
                found[name][row[name]] = found[name].get(row[name], 0) + row["n"]
    return found


def duties(
    connection: sqlite3.Connection,
    ids: Sequence[str],
    role: str,
    page: Page,
    within: Within = EVERYTHING,
) -> list[Row]:
    """A page of the clauses that bind organisations in a role, newest documents first, each with its sentence."""
    where = _duties(ids, role, within)
    sql = f"""
        select u.clause_id, u.id, u.quote, group_concat(distinct u.name) as names, max(u.pk) as last, u.first_seen
        from clause_units u where {where} group by u.clause_id order by last desc limit ? offset ?
    """
    values = [*where.values, page.size, (page.number - 1) * page.size]
    found = {row["clause_id"]: row for row in read(connection, sql, values)}
    marks = ", ".join("?" * len(found))
    clauses = f"""
        select c.id, c.pk, c.path, c.heading, c.text, c.page, c.document_id, d.title, d.issued_on,
          coalesce(d.doc_number, (select p.doc_number from documents p where p.id = d.parent_id)) as doc_number,
          (select group_concat(due, '、') from (select distinct due from deadlines
            where clause_id = c.id and due is not null and kind not in ('validity', 'effective'))) as due
        from clauses c join documents d on d.id = c.document_id where c.id in ({marks})
    """
    rows = [
        {**clause, **_said(clause, found[clause["id"]])} for clause in read(connection, clauses, list(found))
    ]
    return sorted(rows, key=lambda row: (-found[row["id"]]["last"], row["pk"]))


def _said(clause: Row, duty: Row) -> dict[str, Any]:
    """The sentence that binds, and the names by which it does."""
    return {
        "sentence": binding_sentence(clause["text"], duty["quote"], clause["heading"]),
        "names": duty["names"].split(","),
        "first_seen": duty["first_seen"],
        "fact": duty["id"],
    }


def _duties(ids: Sequence[str], role: str | None, within: Within) -> Where:
    where = Where()
    where.one_of("u.unit_id", ids)
    where.add("u.clause_id is not null")
    if role:
        where.add("u.role = ?", role)
    where.within("u", within)
    return where


def limits(
    connection: sqlite3.Connection, ids: Sequence[str], day: date, within: Within = EVERYTHING
) -> dict[str, list[Day]]:
    """The time limits of clauses that bind organisations, by bucket and day."""
    asked = Due(ids, within=within)
    found: dict[str, list[Day]] = defaultdict(list)
    for due in days(connection, asked, day):
        found["recurring" if due.recurs else _span_of(last_day(due.due), day)].append(due)
    found["overdue"].reverse()
    found["undated"] = [Day("", pk) for pk in undated(connection, asked)]
    return {bucket: found[bucket] for bucket in BUCKETS if found[bucket]}


def _span_of(last: str, day: date) -> str:
    if last < day.isoformat():
        return "overdue"
    for name in ("month", "quarter", "next_quarter"):
        first, end = span(name, day)
        if (first or "") <= last <= end:
            return name
    return "later"


def documents(
    connection: sqlite3.Connection, unit: Department, most: int, within: Within = EVERYTHING
) -> tuple[int, list[Row]]:
    """How many documents bind it without doubt, and the newest, each with the number of its clauses that do."""
    where = _duties(unit.sure, None, within)
    sql = f"""
        select u.document_id as id, count(distinct u.clause_id) as clauses from clause_units u
        where {where} group by 1 order by max(u.pk) desc
    """
    counted = list(read(connection, sql, where.values))
    return len(counted), _titled(connection, counted[:most])


def issued(connection: sqlite3.Connection, unit: Department, most: int) -> list[Row]:
    """The newest documents that it issued, alone, under its own names."""
    names = [unit.name, *unit.names]
    sql = f"""
        select id, title, doc_number, issued_on from documents
        where issuer in ({", ".join("?" * len(names))}) and role in ('notice', 'instrument')
          and (doc_number is not null or parent_id is null) order by issued_on desc limit ?
    """
    return list(read(connection, sql, [*names, most]))


def addressed_to(connection: sqlite3.Connection, unit: Department, most: int) -> tuple[int, list[Row]]:
    """How many documents of its place are addressed to a collective that may include it, and the newest."""
    from kb.units import collective_forms

    if unit.place is None or unit.kind in ("集合", None):
        return 0, []
    forms = list(collective_forms())
    sql = f"""
        select d.id, d.title, d.doc_number, d.issued_on, group_concat(value, '、') as addressees
        from documents d join json_each(d.addressees) where d.issuer >= ? and d.issuer < ?
          and value in ({", ".join("?" * len(forms))}) group by d.id order by d.issued_on desc
    """
    found: list[Row] = list(read(connection, sql, [unit.place, f"{unit.place}\U0010ffff", *forms]))
    return len(found), found[:most]


def _titled(connection: sqlite3.Connection, counted: Sequence[Row]) -> list[Row]:
    marks = ", ".join("?" * len(counted))
    sql = f"""
        select d.id, d.title, d.issued_on,
          coalesce(d.doc_number, (select p.doc_number from documents p where p.id = d.parent_id)) as doc_number
        from documents d where d.id in ({marks})
    """
    titles = {row["id"]: row for row in read(connection, sql, [row["id"] for row in counted])}
    return [{**row, **titles[row["id"]]} for row in counted]
