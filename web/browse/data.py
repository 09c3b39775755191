"""The same pages for programs: `.json` behind the address of a document, a person or an issue."""

from __future__ import annotations

import json
import sqlite3
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from kb.export import read_document, read_issue
from web.browse import people
from web.browse.pages import found
from web.reading.rows import rows
from web.search import asking
from web.site.site import Link, document_path, link_on

_JSON = "application/json; charset=utf-8"


async def show_document(request: Any, datasette: Any) -> Any:
    """`/documents/….json`: the document with its clauses and facts, as `gongbao export` prints it."""
    document_id = unquote(request.url_vars["id"])
    document = await found(datasette, lambda connection: read_document(connection, document_id))
    return Response(document.model_dump_json(), content_type=_JSON)


async def show_issue(request: Any, datasette: Any) -> Any:
    """`/issues/….json`: the issue as it is exported, and where its documents are."""
    issue_id, link = unquote(request.url_vars["id"]), link_on(datasette)

    def look(connection: sqlite3.Connection) -> dict[str, Any] | None:
        issue = read_issue(connection, issue_id)
        if issue is None:
            return None
        return {"issue": issue.model_dump(), "documents": _documents(connection, issue_id, link)}

    return _json(await found(datasette, look))


async def show_person(request: Any, datasette: Any) -> Any:
    """`/people/….json`: a page of a person's time line, each entry with its quotation and its place."""
    person_id, link = unquote(request.url_vars["id"]), link_on(datasette)
    page = asking.page_number(request.args.get("page") or "")
    person = await found(datasette, lambda connection: people.person_page(connection, person_id, page))
    entries = [{**entry, "href": link(entry["href"])} for entry in person.entries]
    return _json(
        {
            "name": person.name,
            "posts": person.posts,
            "counts": person.counts,
            "page": person.page,
            "pages": person.pages,
            "entries": entries,
        }
    )


def _documents(connection: sqlite3.Connection, issue_id: str, link: Link) -> list[dict[str, Any]]:
    sql = "select id, role, title, doc_number, doc_type, issued_on from documents where issue_id = ? order by seq"
    listed = rows(connection, sql, [issue_id])
    return [{**document, "href": link(document_path(document["id"]))} for document in listed]


def _json(values: object) -> Any:
    return Response(json.dumps(values, ensure_ascii=False), content_type=_JSON)
