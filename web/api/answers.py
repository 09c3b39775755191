"""Answers to programs: JSON with the fields that are wanted, and the address of the next page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import Any

from datasette.utils.asgi import Response

from kb.answers.answer import Answer
from kb.serial.tables import for_programs
from web.api.arguments import Asked, chosen, next_page

JSON = "application/json; charset=utf-8"


def json_answer(values: Mapping[str, Any]) -> Any:
    """An object as JSON."""
    return Response(json.dumps(values, ensure_ascii=False), content_type=JSON)


def list_answer(request: Any, datasette: Any, asked: Asked, answer: Answer) -> dict[str, Any]:
    """A page of the rows of an answer; `next` is where to go on, null at the end."""
    found = list(islice(answer.rows, asked.after, asked.after + asked.limit + 1))
    more = len(found) > asked.limit
    following = next_page(request, datasette, after=asked.after + asked.limit) if more else None
    rows = [for_programs(answer.heads, row) for row in found[: asked.limit]]
    values = {"name": answer.name, "title": answer.title, "rows": rows, "next": following}
    return chosen(values, asked.fields, "rows", [head.name for head in answer.heads])
