"""How well each kind of fact is read, as it was measured and put into the database with the build."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_NAMES = {
    "fields": "文件各项",
    "clauses": "条款",
    "clauses.exact": "条款的标题与首尾",
    "units": "责任单位",
    "units.block": "责任单位（单位栏）",
    "units.inline": "责任单位（语句中）",
    "deadlines": "时限",
    "targets": "指标",
    "targets.loose": "指标的位置与数值",
    "targets.kind": "指标的数值与性质",
    "citations": "引用文件",
    "appointments": "任免",
    "targets.indicator": "指标的名称",
    "rosters": "成员名单",
    "rosters.post": "成员的职务",
    "events": "大事记",
    "event_people": "大事记人物",
    "amendments": "修改事项",
}
"""What a measured figure is about."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How well a kind of fact is read: at first sight of new documents, and now on known ones of other publishers."""

    name: str
    first: str
    now: str


def measured(connection: sqlite3.Connection) -> list[Measured]:
    """The measured F1 of each kind of fact, in the order of the tables; empty where the build has none."""
    sql = "select key, value from meta where key like 'accuracy.%' or key like 'first_accuracy.%'"
    figures = dict(tuple(row) for row in connection.execute(sql))
    kinds = sorted(key.removeprefix("accuracy.") for key in figures if key.startswith("accuracy."))
    order = list(_NAMES)
    kinds.sort(key=lambda kind: order.index(kind) if kind in order else len(order))
    return [
        Measured(
            _NAMES.get(kind, kind), figures.get(f"first_accuracy.{kind}", "–"), figures[f"accuracy.{kind}"]
        )
        for kind in kinds
    ]
