"""An answer at an address with another ending: JSON, CSV, Excel, calendar, feed."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import Response

from kb.answers.answer import Answer, addressed
from kb.serial.notes import built, notes
from web.api.answers import json_answer, list_answer
from web.api.arguments import asked_of, check_unit
from web.browse.pages import read_for
from web.site.site import Link, whole_link_on

FORMS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON", "ics": "日历", "atom": "订阅"}
"""The endings of addresses, and the words for them."""

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
_LONGEST = 20_000
"""Milliseconds that the rows of a file may take: a page has fewer."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed out: its title, its rows, what was asked, and for Excel its sheets with columns to fill in."""

    title: str
    answer: Answer
    asked: str
    sheets: Sequence[tuple[Answer, Sequence[str]]] = ()


async def hand_out(
    request: Any, datasette: Any, form: str, make: Callable[[sqlite3.Connection], Handed | None]
) -> Any:
    """The rows that `make` asks for, in a form of FORMS; where it finds nothing, None."""
    if form == "json":
        return await _to_programs(request, datasette, make)
    whole = whole_link_on(request, datasette)

    def look(connection: sqlite3.Connection) -> tuple[str, bytes] | None:
        handed = make(connection)
        if handed is None:
            return None
        return handed.title, _written(connection, handed, form, whole, request.full_path)

    answer = await read_for(datasette, _LONGEST, look)
    if answer is None:
        return None
    title, body = answer
    kind = "inline" if form == "atom" else "attachment"
    headers = {"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(f'{title}.{form}', safe='')}"}
    return Response(body, content_type=_TYPES[form], headers=headers)


async def _to_programs(
    request: Any, datasette: Any, make: Callable[[sqlite3.Connection], Handed | None]
) -> Any:
    """A page of the rows as JSON."""
    asked, whole = asked_of(request), whole_link_on(request, datasette)

    def look(connection: sqlite3.Connection) -> dict[str, Any] | None:
        check_unit(request, connection)
        handed = make(connection)
        if handed is None:
            return None
        return list_answer(request, datasette, asked, addressed(handed.answer, whole))

    answer = await read_for(datasette, _LONGEST, look)
    return json_answer(answer) if answer else None


def _written(connection: sqlite3.Connection, handed: Handed, form: str, link: Link, here: str) -> bytes:
    from kb.serial import calendar, excel, feed, tables

    answer = addressed(handed.answer, link)
    if form == "csv":
        return "".join(tables.as_csv(answer)).encode()
    if form == "ics":
        return calendar.as_calendar(answer, built(connection), handed.title)
    if form == "atom":
        found = feed.entries(answer, built(connection))
        newest = found[0].updated if found else built(connection).isoformat()
        return feed.as_atom(handed.title, link(here), link(here), newest, found)
    sheets = [(addressed(sheet, link), more) for sheet, more in handed.sheets or [(handed.answer, ())]]
    with tempfile.TemporaryFile() as file:
        excel.write_sheet_file(file, sheets, notes(connection, handed.asked, link("/")))
        file.seek(0)
        return file.read()
