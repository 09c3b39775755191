"""Promises and outcomes (兑现): what plans promised of an indicator, what was stated later, and what the two say together."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice
from typing import Any

from kb.answers.answer import PLACE, PLACED, Answer, Head, Row, Seek, Where, read
from kb.answers.calendar import today
from kb.answers.promises.outcomes import NOTES, STATES, Numbers, judged

ROLES = {"promise": "目标", "statement": "公布数"}
MEASURES = {
    "level": "数值",
    "made": "新增数",
    "rise": "增长",
    "fall": "下降",
    "yearly_rise": "年均增长",
    "yearly_fall": "年均下降",
}
BASES = {
    "due": "完成日期",
    "text": "条款前文",
    "head": "表头",
    "heading": "上级标题",
    "opening": "上级首段",
    "title": "文件标题",
}

HEADS = (
    Head("place", "地方"),
    Head("name", "指标", width=24),
    Head("role", "性质", words=ROLES),
    Head("measure", "所计", words=MEASURES),
    Head("year", "所属年份"),
    Head("year_basis", "年份依据", words=BASES),
    Head("comparator", "比较"),
    Head("value", "数值", "number"),
    Head("value_max", "上限", "number"),
    Head("unit", "单位"),
    Head("outcome", "兑现情况", words=STATES),
    Head("outcome_quote", "依据（原文）", width=30),
    Head("outcome_source", "依据（文件）", width=30),
    Head("note", "说明", width=30, words=NOTES),
    Head("printed", "文中名称", width=24),
    *PLACE,
)

_MOST = 2000
"""Numbers of an indicator that are compared: more are copies of one another."""

_NUMBERS = f"""
select f.pk, n.indicator_id, i.place, i.name, n.role, n.measure, n.year, n.year_basis, n.unit as unit_compared, n.doubtful,
  f.comparator, f.value, f.value_max, f.unit, f.value_base, f.indicator as printed, f.table_id, d.parent_id,
  f.first_seen, json_extract(s.declared, '$.gazette') as publication, {PLACED}
from indicator_targets n join indicators i on i.id = n.indicator_id join targets f on f.id = n.target_id
join documents d on d.id = f.document_id join sources s on s.id = d.source_id
"""
_PRINTED = """
select n.indicator_id from indicator_targets n join targets f on f.id = n.target_id where instr(f.indicator, ?)
"""
_CITED = """
select document_id, cited_document_id from citations
where cited_document_id is not null and document_id in (select value from json_each(?))
"""
_ORDER = "-min(promises, 1) - min(statements, 1), promises = 0, -promises - statements, id"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which indicators are asked for: whose names hold these words, of a place, with an outcome (a key of STATES)."""

    words: str | None = None
    place: str | None = None
    state: str | None = None


def indicators(
    connection: sqlite3.Connection, asked: Asked = Asked(), start: int = 0
) -> Iterator[dict[str, Any]]:
    """The indicators that are asked for, those with promises and statements first; each with its
    `outcomes`: year and state of its promises.

    They are read as they are asked for, without the first `start`: whoever shows a page takes as many as it holds.
    """
    if asked.state:
        yield from islice(_with_outcomes(connection, asked), start, None)
    else:
        yield from _with_outcomes(connection, asked, start)


def _with_outcomes(
    connection: sqlite3.Connection, asked: Asked, start: int = 0, first: str = ""
) -> Iterator[dict[str, Any]]:
    """The indicators with their outcomes, without the first `start`; from the one of the id `first` on."""
    where = Where()
    if first:
        where.add(f"({_ORDER}) >= (select {_ORDER} from indicators where id = ?)", first)
    if asked.words:
        where.add(f"(instr(name, ?) or id in ({_PRINTED}))", asked.words, asked.words)
    if asked.place:
        where.add("place = ?", asked.place)
    if asked.state:
        where.add("promises > 0")
    sql = f"select id, place, name, promises, statements from indicators where {where} order by {_ORDER} limit -1 offset ?"
    for row in read(connection, sql, [*where.values, start]):
        numbers = numbers_of(connection, row["id"]) if row["promises"] else []
        outcomes = dict.fromkeys((n["year"], n["state"]) for n in numbers if n["role"] == "promise")
        if not asked.state or asked.state in {state for _, state in outcomes}:
            yield {**row, "outcomes": sorted(outcomes, key=lambda outcome: outcome[0] or "")}


def numbers_of(connection: sqlite3.Connection, indicator_id: str) -> list[dict[str, Any]]:
    """The numbers of an indicator, by kind, unit and year; a promise has its `state` and what says so."""
    sql = f"{_NUMBERS} where n.indicator_id = ? order by n.measure, n.unit, n.year is null, n.year, n.role, f.pk limit {_MOST}"
    return list(_judged(connection, list(read(connection, sql, [indicator_id]))))


def answer_of(connection: sqlite3.Connection, indicator_id: str) -> Answer | None:
    """The numbers of an indicator as rows for files; None where there is none."""
    rows = numbers_of(connection, indicator_id)
    if not rows:
        return None
    return Answer("indicator", f"{rows[0]['place'] or ''}{rows[0]['name']}", HEADS, map(_whole, rows))


def all_numbers(connection: sqlite3.Connection, asked: Asked = Asked()) -> Answer:
    """The numbers of all indicators that are asked for, with the outcome of each promise."""

    def behind(mark: str) -> Iterator[Row]:
        first, _, last = mark.rpartition("~")
        for indicator in _with_outcomes(connection, asked, first=first):
            numbers = numbers_of(connection, indicator["id"])
            if indicator["id"] == first:
                numbers = list(dropwhile(lambda number: str(number["pk"]) != last, numbers))[1:]
            for number in numbers:
                if not asked.state or number["state"] in (None, asked.state):
                    yield _whole(number)

    seek = Seek(lambda row: f"{row['indicator_id']}~{row['pk']}", behind)
    return Answer("indicators", "目标与兑现", HEADS, behind(""), seek)


def alike(connection: sqlite3.Connection, indicator_id: str, most: int = 20) -> list[dict[str, Any]]:
    """Indicators of the same place whose name holds this one's, or is held by it: perhaps the same, and kept apart."""
    sql = """
        select o.id, o.place, o.name, o.promises, o.statements from indicators i
        join indicators o on o.place is i.place and o.id <> i.id and (instr(o.name, i.name) or instr(i.name, o.name))
        where i.id = ? order by o.promises + o.statements desc, o.id limit ?
    """
    return list(read(connection, sql, [indicator_id, most]))


def places(connection: sqlite3.Connection) -> list[str]:
    """The places that have indicators."""
    sql = "select distinct place from indicators where place is not null order by place"
    return [row[0] for row in connection.execute(sql)]


def _judged(connection: sqlite3.Connection, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    cites, year = _cites(connection, rows), str(today().year)
    groups: dict[tuple[str, str | None], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["measure"], row["unit_compared"]].append(row)
    for group in groups.values():
        numbers = Numbers(group)
        for row in group:
            if row["role"] == "statement":
                yield {**row, "state": None, "by": None, "note": "doubtful" if row["doubtful"] else None}
            else:
                outcome = judged(row, numbers, cites, year)
                yield {**row, "state": outcome.state, "by": outcome.by, "note": outcome.note}


def _cites(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    documents = sorted({row["document_id"] for row in rows if row["role"] == "promise"})
    cited: dict[str, set[str]] = defaultdict(set)
    for document, other in connection.execute(_CITED, [json.dumps(documents)]):
        cited[document].add(other)
    return {document: frozenset(others) for document, others in cited.items()}


def _whole(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as answers hold it: its outcome, and what says so, beside the number."""
    by = row["by"] or {}
    return {
        **row,
        "outcome": row["state"],
        "outcome_quote": by.get("quote"),
        "outcome_source": by.get("document_title"),
    }
