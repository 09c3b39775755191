"""`/changes.json` and `/changes.atom`: what builds added, changed and removed."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from kb.changes import changes, last_seq
from kb.serial.feed import Entry, as_atom
from web.api.answers import BadArgument, bad, json_answer, number_in
from web.browse.pages import read
from web.site.site import link_on

MOST = 1000
_IN_FEED = 100
_KINDS = {"added": "新增", "changed": "改动", "removed": "删去"}
_NEWEST = "select * from changes order by seq desc limit ?"
_BUILT = "select value from meta where key = 'built_at'"
_TITLES = "select d.title from documents d where d.id = ?"


async def show_changes(request: Any, datasette: Any) -> Any:
    """`/changes.json?since=SEQ`: changes after a number; `next` is where to go on, null at the end."""
    try:
        since = number_in(request, "since", 0, least=0)
        limit = number_in(request, "limit", 100, least=1, most=MOST)
    except BadArgument as error:
        return bad(str(error))

    def look(connection: sqlite3.Connection) -> dict[str, Any]:
        rows = changes(connection, since, limit + 1)
        more, rows = len(rows) > limit, rows[:limit]
        link = link_on(datasette)(f"/changes.json?since={rows[-1]['seq']}&limit={limit}") if more else None
        following = datasette.absolute_url(request, link) if link else None
        return {"since": since, "last_seq": last_seq(connection), "changes": rows, "next": following}

    return json_answer(request, await read(datasette, look))


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
