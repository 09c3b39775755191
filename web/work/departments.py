"""The pages of organisations: what binds one, through which ring, by when, and how much; and the list of all."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from kb.answers import department as asking
from kb.answers import due, targets, tasks
from kb.answers.answer import Answer, Head, Row, Within, read
from kb.answers.calendar import add_months, today
from kb.answers.department import Department, Page
from kb.answers.due import Day
from kb.answers.people.acts import Appointments, appointments
from kb.units import RINGS
from schema.search_tables import ROLES
from web.site.site import unit_path
from web.work.formats import Handed
from web.work.narrowed import Narrowed, narrowed_from

_SHORT = 6
_FULL = 50
_FEW = 10
_OTHERS = "统称及其他名称"

LISTED = (
    Head("name", "单位", width=30),
    Head("kind", "性质"),
    Head("place", "地区"),
    Head("clauses", "条款数", "number"),
    Head("id", "标识", width=30),
    Head("address", "网址", width=30),
)


@dataclass(frozen=True, slots=True)
class Asked(Narrowed):
    """What of an organisation is asked for: the ring and role of one list, which rows, which page of it."""

    ring: str = ""
    role: str = ""
    page: int = 1

    def address(self, unit_id: str, ending: str = "", **changes: str) -> str:
        """The address of this, with some of its parts changed."""
        parts = {"ring": self.ring, "role": self.role, **self.parts, **changes}
        kept = {name: text for name, text in parts.items() if text}
        return f"{unit_path(unit_id)}{ending}{'?' if kept else ''}{urlencode(kept)}"

    @property
    def rings(self) -> tuple[str, ...]:
        """The rings asked for."""
        return (self.ring,) if self.ring else tuple(RINGS)


def asked_from(arguments: dict[str, str], page: int) -> Asked:
    """What an address asks for; what cannot be understood is left out."""
    ring, role = arguments.get("ring", ""), arguments.get("role", "")
    return Asked(
        **narrowed_from(arguments),
        ring=ring if ring in RINGS else "",
        role=role if role in ROLES else "",
        page=page,
    )


@dataclass(frozen=True, slots=True)
class DutyList:
    """The clauses that bind in one role through one ring: how many, and those shown."""

    ring: str
    role: str
    count: int
    rows: list[Row]


def unit_page(connection: sqlite3.Connection, unit_id: str, asked: Asked) -> dict[str, Any] | None:
    """Everything that the page of an organisation shows; None where there is none of this id."""
    unit = asking.department(connection, unit_id)
    if unit is None:
        return None
    within = asked.within.looked_up(connection)
    counts = asking.duty_counts(connection, unit.rings, within)
    shown: dict[str, Any] = {
        "unit": unit,
        "day": today().isoformat(),
        "narrowed": asked.narrowed,
        "asked": asked,
        "rings": RINGS,
        "roles": ROLES,
        "counts": counts,
        "lists": _lists(connection, unit, asked, within, counts),
        "names": _names(connection, unit),
        "kinds": asking.kinds(connection, unit.rings, within),
    }
    if asked.ring:
        total = counts.get(asked.ring, {}).get(asked.role, 0)
        return {**shown, "pages": -(-total // _FULL)}
    return {**shown, **_sections(connection, unit, within)}


def _lists(
    connection: sqlite3.Connection,
    unit: Department,
    asked: Asked,
    within: Within,
    counts: dict[str, dict[str, int]],
) -> list[DutyList]:
    page = Page(_FULL, asked.page) if asked.ring else Page(_SHORT)
    around = dict(unit.rings.items())
    return [
        DutyList(ring, role, count, asking.duties(connection, around[ring], role, page, within))
        for ring, roles in counts.items()
        for role, count in roles.items()
        if ring in asked.rings and asked.role in ("", role)
    ]


def _sections(connection: sqlite3.Connection, unit: Department, within: Within) -> dict[str, Any]:
    buckets = asking.limits(connection, unit.sure, today(), within)
    numbers = targets.Targets(unit.sure, newest=_FEW, within=within)
    acts = appointments(connection, Appointments(unit=unit.id))
    holders = list(acts.rows)
    count, bound = asking.documents(connection, unit, _FEW, within)
    addressed, letters = asking.addressed_to(connection, unit, _FEW)
    return {
        "titles": asking.BUCKETS,
        "limits": {name: (len(rows), _whole(connection, rows[:_FEW])) for name, rows in buckets.items()},
        "targets": list(targets.targets(connection, numbers).rows),
        "target_count": targets.count(connection, replace(numbers, newest=None)),
        "documents": (count, bound),
        "issued": asking.issued(connection, unit, _FEW),
        "addressed": (addressed, letters),
        "appointments": holders[::-1][:_FEW],
        "appointment_count": len(holders),
    }


def _whole(connection: sqlite3.Connection, limits: Sequence[Day]) -> list[Row]:
    """The rows of the limits, each with the day that stands for it."""
    found = due.of_numbers(connection, [day.pk for day in limits])
    return [{**found[day.pk], "due": day.due} for day in limits]


def _names(connection: sqlite3.Connection, unit: Department) -> dict[str, list[tuple[str, str]]]:
    """The organisations of each ring, id and name."""
    sql = "select id, name from units where id in ({})"
    return {
        ring: [
            (row["id"], row["name"])
            for row in read(connection, f"{sql.format(', '.join('?' * len(ids)))} order by pk", ids)
        ]
        for ring, ids in unit.rings.items()
    }


def handed(connection: sqlite3.Connection, unit_id: str, asked: Asked, form: str) -> Handed | None:
    """What an organisation's page hands out: its tasks, in the calendar what falls due."""
    unit = asking.department(connection, unit_id)
    if unit is None:
        return None
    roles = [asked.role] if asked.role else None
    said = [unit.name, RINGS.get(asked.ring, ""), ROLES.get(asked.role, ""), *asked.narrowed]
    title = "-".join(filter(None, said))
    if form == "ics":
        ids = unit.sure if not asked.ring else dict(unit.rings.items()).get(asked.ring, ())
        day = today()
        days = add_months(day, -12).isoformat(), add_months(day, 24).isoformat()
        question = due.Due(ids, roles, *days, within=asked.within)
        return Handed(f"{title}-到期事项", due.due(connection, question), title)
    question_of_tasks = tasks.Tasks(roles=roles, within=asked.within, rings=unit.rings, through=asked.rings)
    if form == "atom":
        newest = tasks.tasks(connection, replace(question_of_tasks, newest=100), for_programs=True)
        return Handed(f"{title}-新增事项", newest, title)
    sheets = []
    if form == "xlsx":
        sheet = tasks.tasks(connection, question_of_tasks)
        sheets = [(sheet, tasks.OFFICE), (tasks.by_unit(connection, question_of_tasks), ())]
    rows = tasks.tasks(connection, question_of_tasks, for_programs=True)
    return Handed(f"{title}-任务分解表", rows, title, sheets)


def units(connection: sqlite3.Connection) -> Answer:
    """Every organisation that a clause binds, those with most clauses first."""
    sql = """
        select n.id, n.name, n.kind, n.place, found.clauses from units n
        join (select unit_id, count(*) as clauses from clause_units group by 1) found on found.unit_id = n.id
        order by found.clauses desc, n.name
    """
    rows = ({**row, "address": unit_path(row["id"])} for row in read(connection, sql))
    return Answer("units", "单位", LISTED, rows)


def units_page(connection: sqlite3.Connection, words: str) -> dict[str, Any]:
    """The organisations by place and kind; those alone that bear a name with these words, if there are any."""
    found = [row for row in units(connection).rows if _bears(connection, row, words)]
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        groups[row["place"] or "国家", row["kind"] or _OTHERS].append(row)
    order = sorted(groups, key=lambda key: (key[0], key[1] == _OTHERS, -len(groups[key])))
    places = dict.fromkeys(place for place, _ in order)
    return {
        "words": words,
        "total": len(found),
        "places": {
            place: [(kind, groups[p, kind], kind == _OTHERS) for p, kind in order if p == place]
            for place in places
        },
    }


def _bears(connection: sqlite3.Connection, row: Row, words: str) -> bool:
    if not words or words in row["name"]:
        return True
    sql = "select 1 from unit_aliases where unit_id = ? and instr(alias, ?) limit 1"
    return connection.execute(sql, [row["id"], words]).fetchone() is not None
