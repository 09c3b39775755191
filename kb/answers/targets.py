"""Numbers that bind or are reported: which indicator, how much, by when, of whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.answers.answer import EVERYTHING, PLACE, PLACED, Answer, Head, Row, Seek, Where, Within, read
from kb.answers.seek import numbered

HEADS = (
    Head("indicator", "指标", width=24),
    Head("comparator", "比较", table="targets"),
    Head("value", "数值", "number"),
    Head("value_max", "上限", "number"),
    Head("ratio", "比例"),
    Head("unit", "单位"),
    Head("due", "完成日期", "date"),
    Head("kind", "性质", table="targets"),
    Head("nature", "属性", table="targets"),
    Head("units", "责任单位", width=24),
    *PLACE,
)

_SQL = f"""
select f.pk, f.indicator, f.comparator, f.value, f.value_max, f.ratio, f.unit, f.due, f.kind, f.nature, f.first_seen,
  (select group_concat(name, '、') from (select distinct u.name from clause_units u
    where u.clause_id = f.clause_id order by u.pk)) as units, {PLACED}
from targets f join documents d on d.id = f.document_id
"""


@dataclass(frozen=True, slots=True)
class Targets:
    """Which numbers are asked for: of clauses that bind these organisations, of a year, a kind, an indicator's words.

    `newest` asks for so many only, the newest first, after as many as `after` says.
    """

    units: Sequence[str] | None = None
    year: str | None = None
    kinds: Sequence[str] | None = None
    indicator: str | None = None
    nature: str | None = None
    within: Within = EVERYTHING
    newest: int | None = None
    after: int = 0


def targets(connection: sqlite3.Connection, asked: Targets = Targets()) -> Answer:
    """The numbers in the order of the documents; the newest first where only those are asked for."""
    where = _where(asked)
    if asked.newest:
        sql = f"{_SQL} where {where} order by f.pk desc limit ? offset ?"
        rows = read(connection, sql, [*where.values, asked.newest, asked.after])
        return Answer("targets", "指标", HEADS, rows)

    def behind(mark: str) -> Iterator[Row]:
        sql = f"{_SQL} where {where} and f.pk > ? order by f.pk"
        return read(connection, sql, [*where.values, int(mark or 0)])

    return Answer("targets", "指标", HEADS, behind(""), Seek(numbered, behind))


def count(connection: sqlite3.Connection, asked: Targets) -> int:
    """How many there are."""
    where = _where(asked)
    found: int = connection.execute(f"select count(*) from targets f where {where}", where.values).fetchone()[
        0
    ]
    return found


def _where(asked: Targets) -> Where:
    where = Where()
    where.binds("f.clause_id", asked.units)
    where.one_of("f.kind", asked.kinds)
    if asked.year:
        where.add("substr(f.due, 1, 4) = ?", asked.year)
    if asked.indicator:
        where.add("instr(f.indicator, ?)", asked.indicator)
    if asked.nature:
        where.add("f.nature = ?", asked.nature)
    where.within("f", asked.within)
    return where
