"""Answers to programs: JSON with the fields that are wanted, and the address of the next page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import Any

from datasette.utils.asgi import Response

from kb.answers.answer import Answer, Row
from kb.serial.tables import for_programs
from web.api.arguments import Asked, chosen, next_page

JSON = "application/json; charset=utf-8"


def json_answer(values: Mapping[str, Any]) -> Any:
    """An object as JSON."""
    return Response(json.dumps(values, ensure_ascii=False), content_type=JSON)


def list_answer(request: Any, datasette: Any, asked: Asked, answer: Answer) -> dict[str, Any]:
    """A page of the rows of an answer; `next` is where to go on, null at the end."""
    found, following = _part(answer, asked)
    rows = [for_programs(answer.heads, row) for row in found]
    values = {
        "name": answer.name,
        "title": answer.title,
        "rows": rows,
        "next": following and next_page(request, datasette, after=following),
    }
    return chosen(values, asked.fields, "rows", [head.name for head in answer.heads])


def _part(answer: Answer, asked: Asked) -> tuple[list[Row], str | None]:
    """So many rows behind a mark, and the mark of the last where there are more.

    Short lists that are worked out as a whole are counted: their mark is how many rows stand before.
    """
    if answer.seek is None:
        start = int(asked.after.rpartition("~")[2] or 0)
        found = list(islice(answer.rows, start, start + asked.limit + 1))
        return found[: asked.limit], str(start + asked.limit) if len(found) > asked.limit else None
    found = list(islice(answer.seek.behind(asked.after), asked.limit + 1))
    kept = found[: asked.limit]
    return kept, answer.seek.mark(kept[-1]) if len(found) > asked.limit else None
