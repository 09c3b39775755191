"""The rows of an answer: where each stands, how many there are, and which of their fields hold words of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from kb.answers.answer import Answer, doubts_of
from kb.serial.tables import for_programs

Rows = dict[str, Any]

PLACE = ("id", "quote", "page", "address")
"""What every row has; the page is null where the source marks none, all but the id where the row is gone."""

MOST = 100
"""Rows that one answer holds at the most."""

QUOTED = 200
"""Characters of a clause or document that a row quotes, where it is not the clause that is asked for."""

_NOT_WORDS = frozenset(
    {
        *("id", "document_id", "clause_id", "issue_id", "parent_id", "cited_document_id", "unit_id"),
        *("address", "changed_address", "page", "path", "doubts", "seq", "at", "table", "reason"),
        *("kind", "role", "basis", "action", "relation", "comparator", "state", "doubt", "op"),
        *(
            "issued_on",
            "effective_from",
            "effective_until",
            "date",
            "start",
            "due",
            "since",
            "until",
            "duration",
        ),
        *(
            "value",
            "value_max",
            "ratio",
            "probation",
            "hash_before",
            "hash_after",
            "characters",
            "more",
            "next",
        ),
        *("found", "total", "why", "is_data"),
    }
)
"""Fields that hold ids, codes, numbers and days of ours. Whatever is not named here counts as words of others."""


def answer(values: Mapping[str, Any]) -> Rows:
    """An answer that says under which names words of others stand; `text` is called `text_is_data`."""
    marked: Rows = _marked(values)
    return {**marked, "is_data": sorted(set(_words(marked)))}


def cut(rows: Iterable[Mapping[str, Any]], limit: int) -> Rows:
    """At most so many rows, and whether there are `more`."""
    limit = max(1, min(limit, MOST))
    found = list(islice(rows, limit + 1))
    return {"rows": [_with_doubts(row) for row in found[:limit]], "more": len(found) > limit}


def rows_of(found: Answer, limit: int) -> Rows:
    """The same of an answer, whose rows keep the fields of its heads."""
    return cut((for_programs(found.heads, row) for row in found.rows), limit)


def refused(why: object) -> Rows:
    """An answer to what cannot be asked."""
    return answer({"found": False, "why": str(why), "rows": []})


def with_addresses(value: Any, link: Callable[[str], str]) -> Any:
    """An answer whose addresses, which begin with `/`, are made whole by `link`."""
    if isinstance(value, dict):
        return {
            key: link(item)
            if key.endswith("address") and isinstance(item, str)
            else with_addresses(item, link)
            for key, item in value.items()
        }
    return [with_addresses(item, link) for item in value] if isinstance(value, list) else value


def _with_doubts(row: Mapping[str, Any]) -> Rows:
    """A row whose doubts are a list, as they are in every other answer."""
    held = isinstance(row.get("doubts"), str)
    return {**row, "doubts": doubts_of(row)} if held else dict(row)


def _marked(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {("text_is_data" if key == "text" else key): _marked(item) for key, item in value.items()}
    return [_marked(item) for item in value] if isinstance(value, list) else value


def _words(value: Any, name: str = "") -> Iterator[str]:
    """The names under which words stand."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _words(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item, name)
    elif isinstance(value, str) and name not in _NOT_WORDS:
        yield name
