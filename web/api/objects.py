"""The pages of a document, an issue and a person for programs: the objects of the schema."""

from __future__ import annotations

import json
import sqlite3
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from kb.answers.answer import doubts_of
from kb.export import read_document, read_issue
from schema.answers.objects import (
    IssueAnswer,
    ListedDocument,
    OneOfName,
    PersonAnswer,
    PersonEntry,
    PostHeld,
)
from schema.base import Row
from web.api.answers import json_answer
from web.api.arguments import asked_of, chosen, next_page, parts
from web.browse import people
from web.browse.pages import found, read
from web.reading.addresses import address_today
from web.reading.rows import rows
from web.search.asking import page_number
from web.site.site import Link, document_path, link_on, whole_link_on

_DOCUMENTS = (
    "select id, role, title, doc_number, doc_type, issued_on from documents where issue_id = ? order by seq"
)


async def show_document(request: Any, datasette: Any) -> Any:
    """`/documents/….json`: the document with its clauses and facts, as `gongbao export` prints it."""
    asked, document_id = asked_of(request), unquote(request.url_vars["id"])
    document = await read(datasette, lambda connection: read_document(connection, document_id))
    if document is None:
        moved = await found(datasette, lambda connection: address_today(connection, document_id))
        return Response.redirect(f"{link_on(datasette)(moved)}.json")
    return json_answer(parts(values_of(document), asked.fields))


async def show_issue(request: Any, datasette: Any) -> Any:
    """`/issues/….json`: the issue as it is exported, and where its documents are."""
    asked, issue_id = asked_of(request), unquote(request.url_vars["id"])
    link = whole_link_on(request, datasette)

    def look(connection: sqlite3.Connection) -> IssueAnswer | None:
        issue = read_issue(connection, issue_id)
        if issue is None:
            return None
        held = rows(connection, _DOCUMENTS, [issue_id])
        documents = (ListedDocument(**row, address=link(document_path(row["id"]))) for row in held)
        return IssueAnswer(issue=issue, documents=tuple(documents))

    return json_answer(parts(values_of(await found(datasette, look)), asked.fields))


async def show_person(request: Any, datasette: Any) -> Any:
    """`/people/….json`: a page of a person's time line, each entry with its quotation and its place."""
    asked, person_id = asked_of(request), unquote(request.url_vars["id"])
    link, page = whole_link_on(request, datasette), page_number(request.args.get("page") or "")
    person = await found(datasette, lambda connection: people.person_page(connection, person_id, page))
    answer = PersonAnswer(
        name=person.name,
        ones=tuple(_one(number, one) for number, one in enumerate(person.ones, 1)),
        counts=person.counts,
        entries=tuple(_entry(entry, link) for entry in person.entries),
        next=next_page(request, datasette, page=page + 1) if page < person.pages else None,
    )
    return json_answer(chosen(values_of(answer), asked.fields, "entries", PersonEntry.model_fields))


def values_of(answer: Row) -> dict[str, Any]:
    """An object of the schema as it is printed."""
    values: dict[str, Any] = json.loads(answer.model_dump_json(by_alias=True))
    return values


def _one(number: int, one: people.One) -> OneOfName:
    """Somebody of a name; numbers are from 1, as on the page."""
    namesake = one.namesake
    return OneOfName(
        number=number,
        places=namesake.places,
        bodies=namesake.bodies,
        doubtful=tuple(other + 1 for other in namesake.doubtful),
        posts=tuple(PostHeld(**_only(PostHeld, post)) for post in one.posts),
    )


def _entry(entry: dict[str, Any], link: Link) -> PersonEntry:
    """An entry of a time line: what its code means depends on what it is."""
    what, code = entry["what"], entry["code"]
    return PersonEntry(
        **_only(PersonEntry, entry)
        | {
            "id": entry["fact_id"],
            "one": entry["one"] + 1,
            "action": code if what == "appointment" else None,
            "role": code if what == "roster" else None,
            "mentioned": what == "event" and bool(code),
            "quote": entry["text"],
            "document_title": entry["title"],
            "doubts": tuple(doubts_of(entry)),
            "address": link(entry["href"]),
        }
    )


def _only(row: type[Row], values: dict[str, Any]) -> dict[str, Any]:
    """The values that a row of the schema has."""
    return {name: value for name, value in values.items() if name in row.model_fields}
