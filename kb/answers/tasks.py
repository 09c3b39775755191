"""The sheet of tasks (任务分解表): a row for each clause that binds an organisation, with who, what and by when."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from kb.answers.answer import Answer, Head, Where, read
from schema.passages import clause_passage

HEADS = (
    Head("number", "序号", "number", 6),
    Head("source", "任务来源", width=30),
    Head("path", "条款位置", width=12),
    Head("task", "工作任务（原文）", width=60),
    Head("targets", "目标值", width=24),
    Head("lead", "牵头单位", width=16),
    Head("responsible", "责任单位", width=20),
    Head("cooperate", "配合单位", width=20),
    Head("limit", "完成时限（原文）", width=16),
    Head("due", "截止日期", "date"),
    Head("link", "原文链接", width=18),
    Head("remark", "备注", width=16),
)
OFFICE = ("责任领导", "责任人", "进展情况", "存在问题", "下一步措施", "状态", "办结日期")
"""Columns that the office fills in."""

BY_UNIT = (Head("unit", "单位", width=24), Head("role", "角色"), *HEADS)

_CLAUSES = """
select c.id, c.path, c.heading, c.text, c.page, c.document_id, d.title,
  coalesce(d.doc_number, (select p.doc_number from documents p where p.id = d.parent_id)) as doc_number,
  d.effective_until
from clauses c join documents d on d.id = c.document_id
"""
_DUTIES = "select role, name, unit_id from clause_units where clause_id = ? order by pk"
_LIMITS = "select text, due, kind from deadlines where clause_id = ? order by due is null, due, pk"
_NUMBERS = "select quote, indicator from targets where clause_id = ? and kind in ('target', 'requirement') order by pk"
_ROLES = ("lead", "responsible", "cooperate")


def tasks(
    connection: sqlite3.Connection, units: Sequence[str] | None = None, roles: Sequence[str] | None = None
) -> Answer:
    """The clauses that bind these organisations (any organisation where None), in the order of their documents."""
    return Answer("tasks", "任务分解表", HEADS, _rows(connection, units, roles))


def by_unit(
    connection: sqlite3.Connection, units: Sequence[str] | None = None, roles: Sequence[str] | None = None
) -> Answer:
    """The same, a row for each organisation and role, by organisation."""
    where = Where()
    where.one_of("u.unit_id", units)
    where.one_of("u.role", roles)
    sql = f"""
        select n.name as unit, u.role, u.clause_id from clause_units u join units n on n.id = u.unit_id
        where u.clause_id is not null and {where} group by u.unit_id, u.role, u.clause_id order by n.name, u.role, min(u.pk)
    """

    def rows() -> Iterator[dict[str, Any]]:
        for number, duty in enumerate(read(connection, sql, where.values), start=1):
            clause = next(read(connection, f"{_CLAUSES} where c.id = ?", [duty["clause_id"]]))
            yield {"unit": duty["unit"], "role": duty["role"], **_task(connection, clause, number)}

    return Answer("tasks_by_unit", "按单位和角色", BY_UNIT, rows())


def _rows(
    connection: sqlite3.Connection, units: Sequence[str] | None, roles: Sequence[str] | None
) -> Iterator[dict[str, Any]]:
    where = Where()
    where.binds("c.id", units, roles)
    if units is None and roles is None:
        where.add("c.id in (select clause_id from clause_units)")
    for number, clause in enumerate(
        read(connection, f"{_CLAUSES} where {where} order by c.pk", where.values), start=1
    ):
        yield _task(connection, clause, number)


def _task(connection: sqlite3.Connection, clause: dict[str, Any], number: int) -> dict[str, Any]:
    named: dict[str, list[str]] = {role: [] for role in _ROLES}
    for role, name, _ in connection.execute(_DUTIES, [clause["id"]]):
        if role in named and name not in named[role]:
            named[role].append(name)
    limits = connection.execute(_LIMITS, [clause["id"]]).fetchall()
    numbers = [_number(*row) for row in connection.execute(_NUMBERS, [clause["id"]])]
    days = [day for _, day, kind in limits if day and kind not in ("validity", "effective")]
    document = f"{clause['title']}（{clause['doc_number']}）" if clause["doc_number"] else clause["title"]
    return {
        "number": number,
        "source": document,
        "path": clause["path"],
        "task": clause_passage(clause["heading"], clause["text"]),
        "targets": "；".join(dict.fromkeys(numbers)),
        **{role: "、".join(names) for role, names in named.items()},
        "limit": "；".join(dict.fromkeys(text for text, _, _ in limits)),
        "due": days[-1] if days else None,
        "link": f"第{clause['page']}页" if clause["page"] else "原文",
        "remark": f"文件有效期至{clause['effective_until']}" if clause["effective_until"] else "",
        "clause_id": clause["id"],
        "document_id": clause["document_id"],
    }


def _number(quote: str, indicator: str) -> str:
    """An indicator and its number as printed; the number alone where it holds the indicator."""
    return quote if not indicator or indicator in quote else f"{indicator}{quote}"
