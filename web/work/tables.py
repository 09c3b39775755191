"""The rows of a search and of a person's page as files: what the pages show, at the same address with another ending."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import unquote

from datasette.views.base import DatasetteError

from kb.answers.people.names import has_page
from kb.answers.people.timeline import timeline
from web.browse.dictionary import dictionary_is_read
from web.search import asking, meaning, results
from web.work.formats import Handed, hand_out

_NO_CALENDAR = "本页不提供日历；有期限的事项，请从“到期事项”或者单位页面导出日历。"


async def show_search(request: Any, datasette: Any) -> Any:
    """`/search.csv`, `/search.xlsx`: the page of results."""
    question = asking.question_from({name: request.args.get(name) for name in request.args})
    title = "-".join(filter(None, ["检索", question.words, *question.filters.chosen.values()]))

    def handed(connection: sqlite3.Connection) -> Handed:
        asked = meaning.ask(connection, question, bool(request.args.get("plain")))
        return Handed(title, results.rows_of(asked.answer), title)

    await dictionary_is_read()
    return await hand_out(request, datasette, request.url_vars["format"], handed)


async def show_person(request: Any, datasette: Any) -> Any:
    """`/people/….csv`, `.xlsx`, `.atom`: everything that is printed of a name."""
    name = unquote(request.url_vars["id"])

    def handed(connection: sqlite3.Connection) -> Handed | None:
        return Handed(name, timeline(connection, name), name) if has_page(connection, name) else None

    answer = await hand_out(request, datasette, request.url_vars["format"], handed)
    if answer is None:
        raise DatasetteError("知识库中没有这项内容，可能已经更名，请重新检索。", status=404)
    return answer


async def no_calendar(request: Any, datasette: Any) -> Any:
    """`.ics` of a list that is none of deadlines: the page that says where calendars are."""
    raise DatasetteError(_NO_CALENDAR, status=404)
