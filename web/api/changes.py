"""`/changes.json` and `/changes.atom`: what builds added, changed and removed."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from kb.changes import changes, last_seq
from kb.serial.feed import Entry, as_atom
from schema.answers.objects import Change
from web.api.answers import json_answer
from web.api.arguments import asked_of, chosen, next_page
from web.browse.pages import read
from web.site.site import link_on

_IN_FEED = 100
_KINDS = {"added": "新增", "changed": "改动", "removed": "删去"}
_NEWEST = "select * from changes order by seq desc limit ?"
_BUILT = "select value from meta where key = 'built_at'"
_TITLES = "select d.title from documents d where d.id = ?"


async def show_changes(request: Any, datasette: Any) -> Any:
    """`/changes.json?since=SEQ`: changes after a number; `next` is where to go on, null at the end."""
    asked, since = asked_of(request), int(request.args.get("since") or 0)

    def look(connection: sqlite3.Connection) -> dict[str, Any]:
        found = changes(connection, since, asked.limit + 1)
        rows = found[: asked.limit]
        more = len(found) > asked.limit
        following = next_page(request, datasette, since=rows[-1]["seq"]) if more else None
        return {"since": since, "last_seq": last_seq(connection), "changes": rows, "next": following}

    answer = await read(datasette, look)
    return json_answer(chosen(answer, asked.fields, "changes", Change.model_fields))


async def show_feed(request: Any, datasette: Any) -> Any:
    """`/changes.atom`: the newest changes, one entry each."""
    link = link_on(datasette)

    def look(connection: sqlite3.Connection) -> bytes:
        connection.row_factory = sqlite3.Row
        built = connection.execute(_BUILT).fetchone()
        entries = [
            _entry(connection, row, datasette, request) for row in connection.execute(_NEWEST, [_IN_FEED])
        ]
        address = datasette.absolute_url(request, link("/changes.atom"))
        return as_atom("政府公报知识库：变动", "urn:gongbao:changes", address, built[0], entries)

    return Response(await read(datasette, look), content_type="application/atom+xml; charset=utf-8")


def _entry(connection: sqlite3.Connection, row: Any, datasette: Any, request: Any) -> Entry:
    found = connection.execute(_TITLES, [row["document_id"]]).fetchone()
    short = connection.execute("select short_id from documents where id = ?", [row["document_id"]]).fetchone()
    href = link_on(datasette)(f"/d/{short[0]}" if short else "/")
    return Entry(
        id=f"urn:gongbao:change:{row['seq']}",
        title=f"{_KINDS[row['kind']]}：{found[0] if found else row['row_id']}",
        updated=row["at"],
        href=datasette.absolute_url(request, href),
        summary=f"{row['table']} {row['row_id']}",
    )
