"""What falls due: days that are printed, days that recur, and limits that hang on an event."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.answers.answer import PLACE, PLACED, Answer, Head, Row, Where, read
from kb.answers.calendar import occurrences, today

HEADS = (
    Head("due", "到期日", "date"),
    Head("state", "状态"),
    Head("kind", "类型"),
    Head("text", "时限（原文）", width=20),
    Head("anchor", "起算事件", width=16),
    Head("duration", "时长"),
    Head("lead", "牵头单位", width=20),
    Head("responsible", "责任单位", width=24),
    Head("cooperate", "配合单位", width=24),
    Head("heading", "工作", width=30),
    *PLACE,
)

_NAMES = ", ".join(
    "(select group_concat(name, '、') from (select distinct u.name from clause_units u "
    f"where u.clause_id = f.clause_id and u.role = '{role}' order by u.pk)) as {role}"
    for role in ("lead", "responsible", "cooperate")
)
_CHANGED = """(select {} from changes where kind = 'changed' and "table" in ('deadlines', 'clauses')
    and row_id in (f.id, f.clause_id))"""
"""How often, or when last, a build found the limit or its clause changed."""

_LAST_DAY = "f.due || substr('-12-31', length(f.due) - 3)"
"""The last day of a day, month or year."""

_SQL = f"""
select f.pk, f.due, f.kind, f.text, f.anchor, f.duration, f.working_days, {_NAMES}, c.heading, c.text as clause_text,
  d.effective_until, f.first_seen, {_CHANGED.format("count(distinct at)")} as sequence,
  {_CHANGED.format("max(at)")} as changed, {PLACED}
from deadlines f join documents d on d.id = f.document_id left join clauses c on c.id = f.clause_id
"""


@dataclass(frozen=True, slots=True)
class Due:
    """Which time limits are asked for: of these organisations, in these roles, between these days, of these kinds.

    `since` asks for those that a build first saw on that day or later.
    """

    units: Sequence[str] | None = None
    roles: Sequence[str] | None = None
    start: str | None = None
    end: str | None = None
    kinds: Sequence[str] | None = None
    since: str | None = None


def due(connection: sqlite3.Connection, asked: Due = Due(), day: date | None = None) -> Answer:
    """The limits with a day, by day: those printed, and the next occurrences of those that recur."""
    now = day or today()
    rows = sorted(
        [*_printed(connection, asked, now), *_recurring(connection, asked, now)], key=lambda row: row["due"]
    )
    return Answer("due", "到期事项", HEADS, rows)


def without_a_day(connection: sqlite3.Connection, asked: Due = Due()) -> Answer:
    """The limits that hang on an event, or on a day that nobody has printed."""
    where = _where(asked)
    where.add("f.due is null and f.kind in ('within', 'before')")
    rows = (
        {**row, "state": "待定"}
        for row in read(connection, f"{_SQL} where {where} order by f.pk", where.values)
    )
    return Answer("undated", "随事件起算的时限", HEADS, rows)


def of_numbers(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Row]:
    """The rows of the limits with these numbers (`pk`)."""
    marks = ", ".join("?" * len(numbers))
    return {row["pk"]: row for row in read(connection, f"{_SQL} where f.pk in ({marks})", numbers)}


def _where(asked: Due) -> Where:
    where = Where()
    where.binds("f.clause_id", asked.units, asked.roles)
    where.one_of("f.kind", asked.kinds)
    if asked.since:
        where.add("f.first_seen >= ?", asked.since)
    return where


def _printed(connection: sqlite3.Connection, asked: Due, now: date) -> Iterator[dict[str, Any]]:
    where = _where(asked)
    where.add("f.due is not null and f.kind not in ('validity', 'effective')")
    if asked.start:
        where.add(f"{_LAST_DAY} >= ?", asked.start)
    if asked.end:
        where.add(f"{_LAST_DAY} <= ?", asked.end)
    for row in read(connection, f"{_SQL} where {where} order by f.due, f.pk", where.values):
        yield {**row, "state": "已过期限" if row["due"] < now.isoformat()[: len(row["due"])] else "未到期"}


def _recurring(connection: sqlite3.Connection, asked: Due, now: date) -> Iterator[dict[str, Any]]:
    """Occurrences from today on, or from the first day that is asked for, to the last one; without one, the next."""
    where = _where(asked)
    where.add("f.kind = 'recurring' and f.clause_id is not null")
    first = max(now, date.fromisoformat(asked.start)) if asked.start else now
    last = date.fromisoformat(asked.end) if asked.end else date(first.year + 1, 12, 31)
    for row in read(connection, f"{_SQL} where {where} order by f.pk", where.values):
        until = min(last.isoformat(), row["effective_until"] or "9999-12-31")
        if len(until) < 10 or until < first.isoformat():
            continue
        days = list(occurrences(row["text"], row["duration"], first, date.fromisoformat(until)))
        for found in days if asked.end else days[:1]:
            yield {**row, "due": found.isoformat(), "state": "周期"}
