"""What OpenSearch takes and refuses of an index and of bulk lines, behind its own client."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from opensearchpy import Connection

FILTERS = {"lowercase", "cjk_width"}
"""The filters of tokens that are there without being defined."""

FORMATS = {"strict_date": r"\d{4}-\d\d-\d\d", "strict_year_month": r"\d{4}-\d\d", "strict_year": r"\d{4}"}
ACTIONS = {"index", "create", "update", "delete"}
LONGEST_ID, LONGEST_KEYWORD, LARGEST = 512, 32766, 100 << 20
"""Bytes of an id, of a keyword, of a request."""


class RefusedError(Exception):
    """What the server answers with 400."""


class Server(Connection):
    """A connection of the client that leads to indexes in memory."""

    indexes: dict[str, Index]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.indexes = {}

    def perform_request(
        self, method: str, url: str, params: Any = None, body: Any = None, *_: Any, **__: Any
    ) -> tuple[int, dict[str, str], str]:
        """The answer to a request: `PUT /INDEX`, `POST /_bulk`, `GET /INDEX/_doc/ID`."""
        try:
            answer = self._answer(method, url, body)
        except RefusedError as error:
            self._raise_error(400, json.dumps({"error": {"type": "refused", "reason": str(error)}}))
        return 200, {"content-type": "application/json"}, json.dumps(answer)

    def _answer(self, method: str, url: str, body: Any) -> dict[str, Any]:
        data = body.decode() if isinstance(body, bytes) else body or ""
        if (method, url) == ("POST", "/_bulk"):
            results = [self._put(action, source) for action, source in pairs(data)]
            return {"errors": any("error" in one["index"] for one in results), "items": results}
        if method == "PUT" and url.count("/") == 1:
            self.indexes[url[1:]] = Index(json.loads(data))
            return {"acknowledged": True, "index": url[1:]}
        raise RefusedError(f"{method} {url}: no handler")

    def _put(self, action: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
        about = action["index"]
        try:
            if len(about["_id"].encode()) > LONGEST_ID:
                raise RefusedError(f"id is too long: {about['_id']}")
            self.indexes[about["_index"]].put(about["_id"], source)
        except RefusedError as error:
            return {"index": {**about, "status": 400, "error": {"reason": str(error)}}}
        return {"index": {**about, "status": 201}}


class Index:
    """An index with a mapping."""

    def __init__(self, body: dict[str, Any]) -> None:
        if unknown := body.keys() - {"settings", "mappings", "aliases"}:
            raise RefusedError(f"unknown key {unknown}")
        self.documents: dict[str, dict[str, Any]] = {}
        self._analyzers = set(analyzers(body["settings"]["analysis"]))
        self._mapping = body["mappings"]
        for field in self._mapping["properties"].values():
            self._check_field(field)

    def put(self, identifier: str, source: dict[str, Any]) -> None:
        """Keep a document. Raises RefusedError where the mapping does not take it."""
        check(self._mapping, source)
        self.documents[identifier] = source

    def _check_field(self, field: dict[str, Any]) -> None:
        known = {"type", "analyzer", "fields", "format", "properties"}
        if field["type"] not in TYPES or field.keys() - known:
            raise RefusedError(f"no handler for {field}")
        if field.get("analyzer", "standard") not in {*self._analyzers, "standard"}:
            raise RefusedError(f"analyzer {field['analyzer']} has not been configured")
        for inner in (*field.get("fields", {}).values(), *field.get("properties", {}).values()):
            self._check_field(inner)


def analyzers(analysis: dict[str, Any]) -> Iterator[str]:
    """The names of the analysers. Raises RefusedError where one is made of what is not there."""
    for name, tokenizer in analysis["tokenizer"].items():
        if tokenizer["type"] != "ngram" or not 0 <= tokenizer["max_gram"] - tokenizer["min_gram"] <= 1:
            raise RefusedError(f"tokenizer {name}")
    for name, analyzer in analysis["analyzer"].items():
        if analyzer["tokenizer"] not in analysis["tokenizer"] or set(analyzer["filter"]) - FILTERS:
            raise RefusedError(f"analyzer {name}")
        yield name


def pairs(data: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The actions of a request and their documents. Raises RefusedError where a line is odd."""
    if not data.endswith("\n"):
        raise RefusedError("The bulk request must be terminated by a newline [\\n]")
    if len(data.encode()) > LARGEST:
        raise RefusedError("Request Entity Too Large")
    lines = iter(data.split("\n")[:-1])
    for line in lines:
        action = parsed(line)
        if len(action) != 1 or action.keys() - ACTIONS:
            raise RefusedError(f"Malformed action/metadata line: {line}")
        source = next(lines, None)
        if source is None:
            raise RefusedError("an action without a source")
        yield action, parsed(source)


def parsed(line: str) -> dict[str, Any]:
    """The object of a line."""
    try:
        value = json.loads(line)
    except ValueError as error:
        raise RefusedError(f"not JSON: {line}") from error
    if not isinstance(value, dict):
        raise RefusedError(f"no object: {line}")
    return value


def check(mapping: dict[str, Any], source: dict[str, Any]) -> None:
    """Raises RefusedError where a document has a field or a value that a strict mapping does not take."""
    for name, value in source.items():
        field = mapping["properties"].get(name)
        if field is None:
            raise RefusedError(f"mapping set to strict, dynamic introduction of [{name}] is not allowed")
        for one in value if isinstance(value, list) else [value]:
            if field["type"] == "nested":
                if not isinstance(one, dict):
                    raise RefusedError(f"object mapping for [{name}] found a concrete value")
                check(field, one)
            elif one is not None and not TYPES[field["type"]](field, one):
                raise RefusedError(f"failed to parse field [{name}] of type [{field['type']}]: {one}")


def _is_date(field: dict[str, Any], value: Any) -> bool:
    formats = "|".join(FORMATS[name] for name in field["format"].split("||"))
    return isinstance(value, str) and re.fullmatch(formats, value) is not None


TYPES = {
    "text": lambda field, value: not isinstance(value, dict),
    "keyword": lambda field, value: isinstance(value, str) and len(value.encode()) <= LONGEST_KEYWORD,
    "integer": lambda field, value: type(value) is int and abs(value) < 1 << 31,
    "date": _is_date,
    "nested": lambda field, value: isinstance(value, dict),
}
"""Whether a value is of a type."""
