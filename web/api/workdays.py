"""`/workdays.json`: the last day of a limit whose event's day is known, as the form computes it."""

from __future__ import annotations

import sqlite3
from typing import Any

from schema.answers.objects import WorkdaysAnswer
from web.api.answers import json_answer
from web.api.arguments import asked_of, parts
from web.api.objects import values_of
from web.browse.pages import found
from web.site.site import whole_link_on
from web.work.workdays import workdays_page


async def show_workdays(request: Any, datasette: Any) -> Any:
    """The object of the schema; 404 where there is no limit of the id that is given."""
    asked, link = asked_of(request), whole_link_on(request, datasette)
    said = {name: request.args.get(name) for name in request.args}

    def look(connection: sqlite3.Connection) -> WorkdaysAnswer | None:
        computed = workdays_page(connection, said)
        row = computed["row"]
        if row is None and said.get("fact"):
            return None
        return WorkdaysAnswer(
            fact=row and row["id"],
            quote=row and row["quote"],
            anchor=row and row["anchor"],
            duration=computed["duration"] or None,
            working_days=computed["working"],
            before=computed["before"],
            event=computed["event"] or None,
            last=computed.get("last"),
            unknown_year=computed.get("unknown_year"),
            address=row and link(row["address"]),
        )

    return json_answer(parts(values_of(await found(datasette, look)), asked.fields))
