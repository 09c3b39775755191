"""The sheet of tasks (任务分解表): a row for each clause that binds an organisation, with who, what and by when."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kb.answers.answer import EVERYTHING, Answer, Head, Where, Within, read
from kb.units import RINGS, Rings
from schema.passages import clause_passage
from schema.search_tables import ROLES

HEADS = (
    Head("number", "序号", "number", 5),
    Head("source", "任务来源", width=20),
    Head("path", "条款位置", width=9),
    Head("task", "工作任务（原文）", width=56),
    Head("targets", "目标值", width=18),
    Head("lead", "牵头单位", width=13),
    Head("responsible", "责任单位", width=15),
    Head("cooperate", "配合单位", width=15),
    Head("limit", "完成时限（原文）", width=12),
    Head("due", "截止日期", "date", 11),
    Head("link", "原文链接（页码）", width=9),
    Head("remark", "备注", width=12),
)
OFFICE = ("责任领导", "责任人", "进展情况", "存在问题", "下一步措施", "状态", "办结日期")
"""Columns that the office fills in."""

_OF_PROGRAMS = (
    Head("ring", "涉及方式", words=RINGS),
    Head("id", "条款标识", width=20),
    Head("document_id", "文件标识", width=20),
    Head("first_seen", "收录时间", width=20),
    Head("address", "网址", width=20),
)
"""What a row says besides, where it is read by programs."""

BY_UNIT = (Head("unit", "单位", width=24), Head("role", "角色"), *(HEADS[i] for i in (1, 2, 3, 8, 9, 10)))

_CLAUSES = """
select c.pk, c.id, c.path, c.heading, c.text, c.page, c.document_id, c.first_seen, '/c/' || c.short_id as address,
  d.title, d.issued_on, coalesce(d.doc_number, (select p.doc_number from documents p where p.id = d.parent_id)) as doc_number,
  d.effective_until
from clauses c join documents d on d.id = c.document_id
"""
_DUTIES = "select role, name, unit_id from clause_units where clause_id = ? order by pk"
_LIMITS = "select text, due, kind from deadlines where clause_id = ? order by due is null, due, pk"
_NUMBERS = "select quote, indicator from targets where clause_id = ? and kind in ('target', 'requirement') order by pk"
_ROLES = ("lead", "responsible", "cooperate")


@dataclass(frozen=True, slots=True)
class Tasks:
    """Which tasks are asked for: of these organisations, in these roles.

    `rings` are the rings around the organisation, where it is one: then those of the rings named in `through` are
    asked for, and each row says through which it binds. `newest` asks for so many only, the newest first.
    """

    units: Sequence[str] | None = None
    roles: Sequence[str] | None = None
    within: Within = EVERYTHING
    rings: Rings | None = None
    through: Sequence[str] = field(default_factory=lambda: tuple(RINGS))
    newest: int | None = None

    @property
    def asked(self) -> Sequence[str] | None:
        """The ids of all organisations that are asked for."""
        if self.rings is None:
            return self.units
        return [unit for name, ids in self.rings.items() if name in self.through for unit in ids]

    @property
    def ring_of(self) -> Mapping[str, str]:
        """The ring of each organisation."""
        if self.rings is None:
            return {}
        return {unit: name for name, ids in self.rings.items() for unit in ids}


def tasks(connection: sqlite3.Connection, asked: Tasks = Tasks(), for_programs: bool = False) -> Answer:
    """The clauses that bind these organisations (any organisation where none is asked for), in the order of documents."""
    heads = (*HEADS, *_OF_PROGRAMS) if for_programs else HEADS
    return Answer("tasks", "任务分解表", heads, _rows(connection, asked))


def by_unit(connection: sqlite3.Connection, asked: Tasks = Tasks()) -> Answer:
    """The same, a row for each organisation and role, by organisation."""
    where = Where()
    where.one_of("u.unit_id", asked.asked)
    where.one_of("u.role", asked.roles)
    where.within("u", asked.within)
    sql = f"""
        select n.name as unit, u.role, u.clause_id from clause_units u join units n on n.id = u.unit_id
        where u.clause_id is not null and {where} group by u.unit_id, u.role, u.clause_id order by n.name, u.role, min(u.pk)
    """

    def rows() -> Iterator[dict[str, Any]]:
        for duty in connection.execute(sql, where.values).fetchall():
            clause = next(read(connection, f"{_CLAUSES} where c.id = ?", [duty[2]]))
            limits = connection.execute(_LIMITS, [clause["id"]]).fetchall()
            role = ROLES.get(duty[1], duty[1])
            yield {"unit": duty[0], "role": role, **_place(clause), **_limits(limits)}

    return Answer("tasks_by_unit", "按单位和角色", BY_UNIT, rows())


def _rows(connection: sqlite3.Connection, asked: Tasks) -> Iterator[dict[str, Any]]:
    where = Where()
    where.binds("c.id", asked.asked, asked.roles)
    where.within("c", replace(asked.within, since=None))
    if asked.asked is None and asked.roles is None:
        where.add("c.id in (select clause_id from clause_units)")
    if asked.within.since:
        duties = Where()
        duties.one_of("u.unit_id", asked.asked)
        duties.add("u.first_seen >= ?", asked.within.since)
        where.add(f"c.id in (select u.clause_id from clause_units u where {duties})", *duties.values)
    ring_of = asked.ring_of
    # The rows are read while others are asked for, each by a statement of its own.
    order = "c.first_seen desc, c.pk desc limit ?" if asked.newest else "c.pk"
    values = [*where.values, asked.newest] if asked.newest else where.values
    for number, clause in enumerate(
        read(connection, f"{_CLAUSES} where {where} order by {order}", values), start=1
    ):
        yield _task(connection, clause, number, ring_of)


def _task(
    connection: sqlite3.Connection, clause: dict[str, Any], number: int, ring_of: Mapping[str, str]
) -> dict[str, Any]:
    named: dict[str, list[str]] = {role: [] for role in _ROLES}
    through: dict[str, list[str]] = {}
    for role, name, unit in connection.execute(_DUTIES, [clause["id"]]):
        if role in named and name not in named[role]:
            named[role].append(name)
        if unit in ring_of:
            through.setdefault(ring_of[unit], []).append(name)
    ring = next((name for name in RINGS if name in through), None)
    numbers = [_number(*row) for row in connection.execute(_NUMBERS, [clause["id"]])]
    limits = connection.execute(_LIMITS, [clause["id"]]).fetchall()
    said = f"{RINGS[ring]}：{'、'.join(dict.fromkeys(through[ring]))}" if ring and ring != "named" else ""
    until = f"文件有效期至{clause['effective_until']}" if clause["effective_until"] else ""
    return {
        "number": number,
        **_place(clause),
        "targets": "；".join(dict.fromkeys(numbers)),
        **{role: "、".join(names) for role, names in named.items()},
        **_limits(limits),
        "remark": "；".join(filter(None, [said, until])),
        "ring": ring,
        "id": clause["id"],
        "document_id": clause["document_id"],
        "first_seen": clause["first_seen"],
        "issued_on": clause["issued_on"],
    }


def _place(clause: dict[str, Any]) -> dict[str, Any]:
    """What is to be done, and where that stands."""
    number = clause["doc_number"]
    return {
        "source": f"{clause['title']}（{number}）" if number else clause["title"],
        "path": clause["path"],
        "task": clause_passage(clause["heading"], clause["text"]),
        "link": f"第{clause['page']}页" if clause["page"] else "原文",
        "address": clause["address"],
    }


def _limits(limits: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The time limits as printed, and the last of their days."""
    days = [day for _, day, kind in limits if day and kind not in ("validity", "effective")]
    return {
        "limit": "；".join(dict.fromkeys(text for text, _, _ in limits)),
        "due": days[-1] if days else None,
    }


def _number(quote: str, indicator: str) -> str:
    """An indicator and its number as printed; the number alone where it holds the indicator."""
    return quote if not indicator or indicator in quote else f"{indicator}{quote}"
