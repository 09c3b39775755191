"""The addresses as OpenAPI 3.1: objects are those of the schema, lists are made of the heads of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb import following
from kb.answers import amended, doubts, due, holdings, operations, targets
from kb.answers.answer import Head
from kb.answers.people import acts, posts
from kb.answers.promises import indicators, stages, tasks
from web.api.addresses import ADDRESSES
from web.api.described import PATTERNS, Address, Argument
from web.work.departments import LISTED

HEADS = {
    "documents": holdings.DOCUMENTS,
    "issues": holdings.ISSUES,
    "units": LISTED,
    "due": due.HEADS,
    "targets": targets.HEADS,
    "indicators": indicators.HEADS,
    "appointments": acts.APPOINTED,
    "holders": posts.HOLDERS,
    "amended": amended.HEADS,
    "operations": operations.HEADS,
    "staged": stages.HEADS,
    "counterparts": tasks.HEADS,
    "doubts": doubts.HEADS,
    "following": following.HEADS,
}
"""The columns of each list."""

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "date": {"type": ["string", "null"], "pattern": f"^{PATTERNS['date']}$"},
    "number": {"type": ["number", "null"]},
    "list": {"type": "array", "items": {"type": "string"}},
    "doubts": {"type": "array", "items": {"type": "string"}},
}
_NEXT = {"type": ["string", "null"], "format": "uri", "description": "下一页的完整网址 / the next page"}
_REFUSED = {
    "type": "object",
    "required": ["ok", "status", "error", "code"],
    "properties": {
        "ok": {"const": False},
        "status": {"type": "integer"},
        "error": {"type": "string"},
        "code": {"type": "string", "description": "bad_argument, bad_request, forbidden, not_found"},
        "argument": {"type": "string", "description": "which argument cannot be"},
    },
}
_ROWS = {"type": ["object", "array"]}
"""A table of Datasette: an object, or with `_shape=array` the rows alone."""


def openapi(schema: dict[str, Any], version: str) -> dict[str, Any]:
    """The description of the addresses, with the row types of `schema` as components."""
    components = {name: _moved(definition) for name, definition in with_lists(schema)["$defs"].items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "政府公报知识库 gongbao",
            "version": version,
            "description": "Facts from government gazettes, each with its quotation and page. Reading is open to any origin.",
        },
        "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES},
        "components": {"schemas": {**components, "Refused": _REFUSED}},
    }


def with_lists(schema: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema with a definition for each list."""
    lists = {component_of(name): _list(heads) for name, heads in HEADS.items()}
    return {**schema, "$defs": {**schema["$defs"], **lists}}


def component_of(answer: str) -> str:
    """The name of the component of a list: `DueList`."""
    return f"{answer.capitalize()}List"


def _list(heads: Sequence[Head]) -> dict[str, Any]:
    """What a list answers: every head is a field of its rows."""
    fields = {head.name: {**_TYPES[head.kind], "description": head.title} for head in heads}
    rows = {"type": "object", "required": list(fields), "properties": fields, "additionalProperties": False}
    about = {name: {"type": "string"} for name in ("name", "title")}
    properties = {**about, "rows": {"type": "array", "items": rows}, "next": _NEXT}
    return {"type": "object", "required": list(properties), "properties": properties}


def _operation(address: Address) -> dict[str, Any]:
    refused = {"application/json": {"schema": {"$ref": "#/components/schemas/Refused"}}}
    return {
        "summary": f"{address.chinese} / {address.english}",
        "parameters": [_parameter(argument) for argument in address.arguments],
        "responses": {
            "200": {"description": "OK", "content": _content(address)},
            "400": {"description": "an argument that cannot be", "content": refused},
            "404": {"description": "nothing has this id", "content": refused},
        },
    }


def _content(address: Address) -> dict[str, Any]:
    if "/" in address.answer:
        return {address.answer: {"schema": {"type": "string"}}}
    said: dict[str, Any] = _ROWS if address.answer == "table" else {"type": "object"}
    if address.answer[0] in "#@":
        name = component_of(address.answer[1:]) if address.answer[0] == "@" else address.answer[1:]
        said = {"$ref": f"#/components/schemas/{name}"}
    return {"application/json": {"schema": said}}


def _parameter(argument: Argument) -> dict[str, Any]:
    said: dict[str, Any] = {"type": "integer" if argument.kind == "integer" else "string"}
    if argument.kind == "integer":
        said |= {"minimum": argument.least} | ({"maximum": argument.most} if argument.most else {})
    if argument.kind in PATTERNS:
        said["pattern"] = f"^{PATTERNS[argument.kind]}$"
    if argument.choices:
        said["enum"] = list(argument.choices)
    return {
        "name": argument.name,
        "in": "path" if argument.in_path else "query",
        "required": argument.in_path,
        "description": f"{argument.chinese} / {argument.english}",
        "schema": said,
    }


def _moved(value: Any) -> Any:
    """A part of the JSON Schema, whose references lead to the components."""
    if isinstance(value, dict):
        return {
            key: item.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _moved(item)
            for key, item in value.items()
        }
    return [_moved(item) for item in value] if isinstance(value, list) else value
