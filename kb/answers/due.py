"""What falls due: days that are printed, days that recur, and limits that hang on an event."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from heapq import merge
from itertools import islice

from kb.answers.answer import EVERYTHING, PLACE, PLACED, Answer, Head, Row, Seek, Where, Within, read
from kb.answers.calendar import occurrences, today
from kb.answers.seek import behind_day, dated, numbered

STATES = {"overdue": "已过期限", "pending": "未到期", "recurring": "周期", "undated": "待定"}
"""Where a limit stands, and the words for it."""

HEADS = (
    Head("due", "到期日", "date"),
    Head("state", "状态", words=STATES),
    Head("kind", "类型", table="deadlines"),
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

_AT_FIRST, _AT_A_TIME = 10, 500
"""Rows that are read at a time: few at first, for whoever asks for few."""

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
    """Which time limits are asked for: of these organisations, in these roles, between these days, of these kinds."""

    units: Sequence[str] | None = None
    roles: Sequence[str] | None = None
    start: str | None = None
    end: str | None = None
    kinds: Sequence[str] | None = None
    within: Within = EVERYTHING


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """When a limit falls due: its day, its number (`pk`), and whether it comes round again."""

    due: str
    pk: int
    recurs: bool = False


def due(connection: sqlite3.Connection, asked: Due = Due(), day: date | None = None) -> Answer:
    """The limits with a day, by day: those printed, and the next occurrences of those that recur."""
    now = day or today()

    def behind(mark: str) -> Iterator[Row]:
        return rows_of(connection, _days_behind(connection, asked, now, mark), now)

    return Answer("due", "到期事项", HEADS, behind(""), Seek(partial(dated, column="due"), behind))


def days(connection: sqlite3.Connection, asked: Due, now: date) -> list[Day]:
    """The days of the limits, in order, without their words."""
    return list(_days_behind(connection, asked, now))


def _days_behind(connection: sqlite3.Connection, asked: Due, now: date, mark: str = "") -> Iterator[Day]:
    """The same, behind the one of a mark, as they are asked for."""
    due, _, last = mark.partition("~")
    recurring = sorted(_recurring(connection, asked, now))
    later = recurring[bisect_right(recurring, Day(due, int(last), True)) :] if mark else recurring
    return merge(_printed(connection, asked, mark), later)


def rows_of(connection: sqlite3.Connection, found: Iterable[Day], now: date) -> Iterator[Row]:
    """The rows of days, some at a time."""
    left, size = iter(found), _AT_FIRST
    while part := list(islice(left, size)):
        size = min(2 * size, _AT_A_TIME)
        rows = of_numbers(connection, list({day.pk for day in part}))
        for day in part:
            yield {**rows[day.pk], "due": day.due, "state": _state(day, now)}


def without_a_day(connection: sqlite3.Connection, asked: Due = Due()) -> Answer:
    """The limits that hang on an event, or on a day that nobody has printed."""

    def behind(mark: str) -> Iterator[Row]:
        numbers = undated(connection, asked, int(mark or 0))
        for start in range(0, len(numbers), _AT_A_TIME):
            found = of_numbers(connection, numbers[start : start + _AT_A_TIME])
            yield from ({**found[pk], "state": "undated"} for pk in sorted(found))

    return Answer("undated", "随事件起算的时限", HEADS, behind(""), Seek(numbered, behind))


def undated(connection: sqlite3.Connection, asked: Due = Due(), after: int = 0) -> list[int]:
    """The numbers of the limits without a day, above one."""
    where = _where(asked)
    where.add("f.pk > ?", after)
    where.add("f.due is null and f.kind in ('within', 'before')")
    sql = f"select f.pk from deadlines f where {where} order by f.pk"
    return [row[0] for row in connection.execute(sql, where.values)]


def of_numbers(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Row]:
    """The rows of the limits with these numbers (`pk`)."""
    marks = ", ".join("?" * len(numbers))
    return {row["pk"]: row for row in read(connection, f"{_SQL} where f.pk in ({marks})", numbers)}


def _where(asked: Due) -> Where:
    where = Where()
    where.binds("f.clause_id", asked.units, asked.roles)
    where.one_of("f.kind", asked.kinds)
    where.within("f", asked.within)
    return where


def _printed(connection: sqlite3.Connection, asked: Due, mark: str) -> Iterator[Day]:
    """Days that are printed, in order, behind the one of a mark."""
    where = _where(asked)
    where.add("f.due is not null and f.kind not in ('validity', 'effective', 'recurring')")
    if asked.start:
        where.add(f"{_LAST_DAY} >= ?", asked.start)
    if asked.end:
        where.add(f"{_LAST_DAY} <= ?", asked.end)
    for part in behind_day("f.due", "f.pk", mark):
        sql = f"select f.due, f.pk from deadlines f where {part} and {where} order by f.due, f.pk"
        yield from (Day(*row) for row in connection.execute(sql, [*part.values, *where.values]))


def _recurring(connection: sqlite3.Connection, asked: Due, now: date) -> Iterator[Day]:
    """Occurrences from today on, or from the first day that is asked for, to the last one; without one, the next."""
    where = _where(asked)
    where.add("f.kind = 'recurring' and f.clause_id is not null")
    first = max(now, date.fromisoformat(asked.start)) if asked.start else now
    last = date.fromisoformat(asked.end) if asked.end else date(first.year + 1, 12, 31)
    sql = f"""
        select f.pk, f.text, f.duration, d.effective_until
        from deadlines f join documents d on d.id = f.document_id where {where}
    """
    for pk, text, duration, valid in connection.execute(sql, where.values):
        until = min(last.isoformat(), valid or "9999-12-31")
        if len(until) < 10 or until < first.isoformat():
            continue
        found = list(occurrences(text, duration, first, date.fromisoformat(until)))
        for due in found if asked.end else found[:1]:
            yield Day(due.isoformat(), pk, True)


def _state(day: Day, now: date) -> str:
    if day.recurs:
        return "recurring"
    return "overdue" if last_day(day.due) < now.isoformat() else "pending"


def last_day(due: str) -> str:
    """The last day of a day, month or year: 2025-12 ends on 2025-12-31."""
    return due if len(due) == 10 else due + "-12-31"[len(due) - 10 :]
