"""The page of an organisation for programs: its names, the rings around it, and what binds it."""

from __future__ import annotations

import sqlite3
from typing import Any, cast
from urllib.parse import unquote, urlencode

from kb.answers.answer import Where
from kb.answers.department import Department, department
from kb.export import read_duties
from schema.answers.objects import FoundDuty, Organisation, Ring, UnitAnswer
from web.api.answers import json_answer
from web.api.arguments import Asked, asked_of, chosen, next_page
from web.api.objects import values_of
from web.browse.pages import read
from web.site.site import Link, whole_link_on
from web.work.departments import asked_from

_COUNT = "select count(*) from clause_units c where"


async def show_unit(request: Any, datasette: Any) -> Any:
    """`/units/….json`: an organisation and a page of its duties; None where there is none of this id."""
    asked, unit_id = asked_of(request), unquote(request.url_vars["id"])
    said = {name: request.args.get(name) for name in request.args}
    link = whole_link_on(request, datasette)

    def look(connection: sqlite3.Connection) -> tuple[UnitAnswer, str | None] | None:
        unit = department(connection, unit_id)
        return _answer(connection, unit, said, asked, link) if unit else None

    found = await read(datasette, look)
    if found is None:
        return None
    answer, last = found
    values = values_of(answer) | {"next": last and next_page(request, datasette, after=last)}
    return json_answer(chosen(values, asked.fields, "duties", FoundDuty.model_fields))


def _answer(
    connection: sqlite3.Connection, unit: Department, said: dict[str, str], asked: Asked, link: Link
) -> tuple[UnitAnswer, str | None]:
    """A page of its duties, and the mark of the last where there are more."""
    rings = {cast(Ring, ring): ids for ring, ids in unit.rings.items()}
    ring_of = {
        id_: ring for ring, ids in rings.items() if said.get("ring") in (None, "", ring) for id_ in ids
    }
    where = Where()
    where.one_of("c.unit_id", list(ring_of))
    where.one_of("c.role", [said["role"]] if said.get("role") else None)
    where.within("c", asked_from(said, 1).within)
    total = connection.execute(f"{_COUNT} {where}", where.values).fetchone()[0]
    where.add("c.pk > ?", int(asked.after.rpartition("~")[2] or 0))
    duties, last = read_duties(connection, where, ring_of, link, asked.limit)
    lists = urlencode({"unit": unit.id})
    answer = UnitAnswer(
        unit=Organisation(id=unit.id, name=unit.name, level=unit.level, kind=unit.kind, place=unit.place),
        names=unit.names,
        rings=rings,
        total=total,
        duties=duties,
        deadlines=link(f"/deadlines.json?span=all&{lists}"),
        targets=link(f"/targets.json?{lists}"),
        next=None,
    )
    return answer, last
