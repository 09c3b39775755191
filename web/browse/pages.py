"""The answers to a browser: which page, in which form, and what is said where there is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import unquote, urlencode

from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound, Response
from datasette.views.base import DatasetteError

from kb.answers.calendar import today
from kb.answers.promises.stages import has_others
from kb.serial.notes import built
from kb.words import words_of
from schema.search_tables import FACTS
from web.browse import home, issues, people
from web.browse.dictionary import dictionary_is_read
from web.originals.originals import originals_of
from web.reading import addresses, documents, facts
from web.search import asking, conditions, facets, meaning, results, search
from web.search.hits import by_document
from web.search.words import column_title
from web.site.errors import TOO_SLOW
from web.site.site import (
    clause_path,
    document_path,
    issue_path,
    link_on,
    person_path,
    pinpoint,
    short_path,
    shown_databases,
    unit_path,
)

Read = TypeVar("Read")

_ABOUT = ("doc_number", "doc_type", "issuer", "issued_on", "effective_from", "effective_until")
_LISTED = {
    "documents": ("title", "doc_number", "doc_type", "issuer", "issued_on", "role", "issue_id"),
    "issues": ("gazette", "year", "number", "published_on", "serial_number", "publisher"),
}
_LINKS = {
    "document_path": document_path,
    "issue_path": issue_path,
    "person_path": person_path,
    "short_path": short_path,
    "unit_path": unit_path,
    "clause_path": clause_path,
    "pinpoint": pinpoint,
}


async def read(datasette: Any, reader: Callable[[sqlite3.Connection], Read]) -> Read:
    """What `reader` reads from kb.db, within the time limit of every query."""
    return await read_for(datasette, datasette.setting("sql_time_limit_ms"), reader)


async def read_for(datasette: Any, longest: int, reader: Callable[[sqlite3.Connection], Read]) -> Read:
    """The same, within so many milliseconds."""

    def within_limit(connection: sqlite3.Connection) -> Read:
        with sqlite_timelimit(connection, longest):
            return reader(connection)

    name = next(iter(shown_databases(datasette)), None)
    if name is None:
        raise NotFound("没有数据库")
    try:
        answer: Read = await datasette.get_database(name).execute_fn(within_limit)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise QueryInterrupted(error, "", None) from error
        raise
    return answer


async def show_home(request: Any, datasette: Any) -> Any:
    """`/`."""
    return await page(request, datasette, "home.html", {"home": await read(datasette, home.home_page)})


async def show_search(request: Any, datasette: Any) -> Any:
    """`/search`, and the same as a feed."""
    question = asking.question_from({name: request.args.get(name) for name in request.args})
    form, is_plain = request.url_vars["format"], bool(request.args.get("plain"))
    if form:
        question = replace(question, for_feed=True)

    def look(connection: sqlite3.Connection) -> dict[str, Any]:
        asked = meaning.ask(connection, question, is_plain)
        if form:
            return {"asked": asked, "built": built(connection)}
        answer = asked.answer
        nothing = question.words and not any(answer.totals.values())
        return {
            "asked": asked,
            "facets": facets.facets(connection, answer),
            "person": search.person_named(connection, question.words),
            "unit": search.unit_named(connection, asked.question.filters.unit or question.words),
            "suggestions": search.suggestions(connection, question.words) if nothing else [],
        }

    await dictionary_is_read()
    try:
        found = await read(datasette, look)
    except QueryInterrupted:
        return await page(request, datasette, "error.html", {"status": 400, "error": TOO_SLOW}, 400)
    answer = found["asked"].answer
    if form:
        return _search_feed(request, datasette, answer, found["built"])
    values = {
        "question": found["asked"].question,
        "answer": answer,
        "groups": by_document(answer.hits),
        "said": question.words,
        "address": asking.address,
        "presets": asking.presets(found["asked"].question),
        "kinds": search.KINDS,
        "names": conditions.NAMES,
        "words": {**words_of("clause_units", "role"), **FACTS},
        "cap": search.CAP,
        "sample": facets.SAMPLE,
    }
    return await page(request, datasette, "search.html", {**found, **values})


def _search_feed(request: Any, datasette: Any, answer: search.Answer, built: datetime) -> Any:
    link = link_on(datasette)

    def whole(address: str) -> str:
        return str(datasette.absolute_url(request, link(address)))

    feed = results.as_feed(answer, whole, whole(request.full_path), built)
    return Response(feed, content_type="application/atom+xml; charset=utf-8")


async def show_document(request: Any, datasette: Any) -> Any:
    """`/documents/…`."""
    document_id, link = unquote(request.url_vars["id"]), link_on(datasette)
    read_page = await read(
        datasette, lambda connection: documents.document_page(connection, document_id, link)
    )
    if read_page is None:
        moved = await found(datasette, lambda connection: addresses.address_today(connection, document_id))
        return Response.redirect(link(moved))
    url = datasette.absolute_url(request, link(document_path(document_id)))
    about = [
        (column_title(name, "documents"), read_page.document[name])
        for name in _ABOUT
        if read_page.document[name]
    ]
    if read_page.number and not read_page.document["doc_number"]:
        about.insert(0, ("印发文号", read_page.number))
    values = {
        "page": read_page,
        "kinds": facts.KINDS,
        "url": url,
        "about": about,
        "original": await originals_of(datasette).find(read_page.source),
        "in_stages": await read(datasette, lambda connection: has_others(connection, read_page.document)),
        "json_ld": documents.json_ld(read_page, url),
        "expired": (read_page.document["effective_until"] or "9999") < today().isoformat(),
        "issue_title": read_page.issue and issues.issue_title(read_page.issue),
        "alternate_url_json": _data_href(datasette, document_path(document_id)),
    }
    return await page(request, datasette, "document.html", values)


async def show_short(request: Any, datasette: Any) -> Any:
    """`/d/…` and `/c/…`: on to the document or clause of that short name; for programs to its document's JSON."""
    kind, short = request.url_vars["kind"], request.url_vars["short"].lower()
    address = await found(datasette, lambda connection: addresses.address_of(connection, kind, short))
    if request.url_vars["ending"]:
        address = f"{address.partition('#')[0]}.json"
    return Response.redirect(link_on(datasette)(address))


async def show_person(request: Any, datasette: Any) -> Any:
    """`/people/…`."""
    person_id = unquote(request.url_vars["id"])
    number = asking.page_number(request.args.get("page") or "")
    person = await found(datasette, lambda connection: people.person_page(connection, person_id, number))
    path = person_path(person_id)
    more = {
        "alternate_url_json": _data_href(datasette, path),
        "alternate_url_atom": link_on(datasette)(f"{path}.atom"),
    }
    values = {"person": person, "path": path, **more}
    return await page(request, datasette, "person.html", values)


async def show_issue(request: Any, datasette: Any) -> Any:
    """`/issues/…`."""
    issue_id = unquote(request.url_vars["id"])
    issue = await found(datasette, lambda connection: issues.issue_page(connection, issue_id))
    original = await originals_of(datasette).find(issue.source)
    values = {"issue": issue, "picture": original.href if original else None}
    values["alternate_url_json"] = _data_href(datasette, issue_path(issue_id))
    return await page(request, datasette, "issue.html", values)


async def show_list(request: Any, datasette: Any) -> Any:
    """`/documents` and `/issues`: Datasette's table of them, with the columns that are read."""
    table = request.url_vars["table"]
    columns = urlencode([("_col", column) for column in _LISTED[table]])
    return Response.redirect(f"{datasette.urls.table(shown_databases(datasette)[0], table)}?{columns}")


def _data_href(datasette: Any, path: str) -> str:
    """Where a page's content is handed out to programs."""
    return f"{link_on(datasette)(path)}.json"


async def found(datasette: Any, reader: Callable[[sqlite3.Connection], Read | None]) -> Read:
    """What `reader` reads; where it finds nothing, the page that says so."""
    answer = await read(datasette, reader)
    if answer is None:
        raise DatasetteError("知识库中没有这项内容，可能已经更名，请重新检索。", status=404)
    return answer


async def page(request: Any, datasette: Any, template: str, values: dict[str, Any], status: int = 200) -> Any:
    """A page of this site by its template."""
    html = await datasette.render_template(template, {**_LINKS, **values}, request=request)
    headers = {"Cache-Control": f"max-age={datasette.setting('default_cache_ttl')}"}
    return Response.html(html, status=status, headers=headers)
