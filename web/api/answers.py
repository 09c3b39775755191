"""Answers to programs: JSON with only the fields that are wanted, and plain words for a wrong argument."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from datasette.utils.asgi import Response

JSON = "application/json; charset=utf-8"


class BadArgument(ValueError):  # noqa: N818 (what was wrong is an argument, and its message says which)
    """An argument of an address that cannot be: the answer is 400, with its words."""


def number_in(request: Any, name: str, default: int, least: int, most: int | None = None) -> int:
    """A whole number of the address. Raises BadArgument where it is none, or out of bounds."""
    said = request.args.get(name)
    if said is None:
        return default
    if (
        not said.isascii()
        or not said.isdigit()
        or int(said) < least
        or (most is not None and int(said) > most)
    ):
        bounds = f"{least} to {most}" if most is not None else f"{least} or more"
        raise BadArgument(f"{name}: give a whole number, {bounds}")
    return int(said)


def json_answer(request: Any, values: Mapping[str, Any]) -> Any:
    """JSON; `fields=a,b` keeps only those keys of the object, and of the rows in its lists."""
    wanted = [name for name in (request.args.get("fields") or "").split(",") if name]
    if wanted:
        values = {
            key: _only(value, wanted) for key, value in values.items() if key in wanted or _is_rows(value)
        }
    return Response(json.dumps(values, ensure_ascii=False), content_type=JSON)


def bad(message: str) -> Any:
    """400, and why."""
    text = json.dumps({"ok": False, "status": 400, "error": message}, ensure_ascii=False)
    return Response(text, status=400, content_type=JSON)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value) and bool(value)


def _only(value: Any, wanted: list[str]) -> Any:
    if not _is_rows(value):
        return value
    kept = [{key: cell for key, cell in row.items() if key in wanted} for row in value]
    return kept if any(kept) else value
