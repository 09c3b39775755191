"""The results of a search for programs: values, roles and ranges of every clause that was found."""

from __future__ import annotations

import sqlite3
from typing import Any

from kb.export import read_facts
from schema.answers.objects import SearchAnswer, SearchResult
from web.api.answers import json_answer
from web.api.arguments import asked_of, check_unit, chosen, next_page
from web.api.objects import values_of
from web.browse.dictionary import dictionary_is_read
from web.browse.pages import read
from web.reading.rows import first
from web.search import meaning
from web.search.asking import question_from
from web.search.hits import Hit
from web.search.search import CAP, Answer
from web.site.site import Link, whole_link_on

_KINDS = {"clauses": "clause", "documents": "document", "events": "event"}
_PLACES = {
    "clauses": "select path, heading, char_start, char_end from clauses where id = ?",
    "events": "select null as path, null as heading, char_start, char_end from events where id = ?",
}
_NOWHERE = {"path": None, "heading": None, "char_start": None, "char_end": None}


async def show_search(request: Any, datasette: Any) -> Any:
    """`/search.json`."""
    asked, link = asked_of(request), whole_link_on(request, datasette)
    said = {name: request.args.get(name) for name in request.args}
    following = next_page(request, datasette, page=int(said.get("page") or 1) + 1)

    def look(connection: sqlite3.Connection) -> SearchAnswer:
        check_unit(request, connection)
        found = meaning.ask(connection, question_from(said), bool(said.get("plain"))).answer
        return search_answer(connection, found, link, following)

    await dictionary_is_read()
    answer = await read(datasette, look)
    return json_answer(chosen(values_of(answer), asked.fields, "results", SearchResult.model_fields))


def search_answer(connection: sqlite3.Connection, answer: Answer, link: Link, following: str) -> SearchAnswer:
    """The answer; `marks` are ranges of `snippet`, and a total above the cap is `capped`.

    `link` makes addresses whole; `following` is the address of the next page, if there is one.
    """
    question = answer.question
    return SearchAnswer(
        query=question.words,
        filters=question.filters.chosen,
        **{"in": answer.kind},
        page=question.page,
        pages=answer.pages,
        totals={kind: min(total, CAP) for kind, total in answer.totals.items()},
        capped=tuple(kind for kind, total in answer.totals.items() if total > CAP),
        fallback=answer.fallback,
        results=tuple(_result(connection, answer, hit, link) for hit in answer.hits),
        next=following if question.page < answer.pages else None,
    )


def _result(connection: sqlite3.Connection, answer: Answer, hit: Hit, link: Link) -> SearchResult:
    sql = _PLACES.get(answer.kind)
    place = first(connection, sql, [hit.id]) if sql else None
    facts: dict[str, Any] = {"units": (), "deadlines": (), "targets": ()}
    if answer.kind == "clauses":
        facts = dict(read_facts(connection, hit.id))
    return SearchResult(
        id=hit.id,
        kind=_KINDS[answer.kind],
        document_id=hit.document_id,
        document_title=hit.title,
        doc_number=hit.doc_number,
        issued_on=hit.date,
        place=hit.place,
        page=hit.page,
        snippet=hit.snippet.text,
        marks=hit.snippet.ranges,
        address=link(hit.href),
        **(place or _NOWHERE),
        **facts,
    )
