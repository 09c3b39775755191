"""OpenSearch and Elasticsearch: a mapping, and bulk lines with one document a clause."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TEXT = {
    "type": "text",
    "analyzer": "bigrams",
    "fields": {"unigrams": {"type": "text", "analyzer": "unigrams"}},
}
"""Two characters together find words exactly; single ones find what is one character long."""

MAPPING: dict[str, Any] = {
    "settings": {
        "analysis": {
            "tokenizer": {
                "two": {"type": "ngram", "min_gram": 2, "max_gram": 2},
                "one": {"type": "ngram", "min_gram": 1, "max_gram": 1},
            },
            "analyzer": {
                "bigrams": {"tokenizer": "two", "filter": ["lowercase", "cjk_width"]},
                "unigrams": {"tokenizer": "one", "filter": ["lowercase", "cjk_width"]},
            },
        }
    },
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "document": {"type": "keyword"},
            "title": _TEXT,
            "doc_number": {"type": "keyword"},
            "doc_type": {"type": "keyword"},
            "issuer": {"type": "keyword"},
            "issued_on": {"type": "date", "format": "strict_date||strict_year_month||strict_year"},
            "path": {"type": "keyword"},
            "kind": {"type": "keyword"},
            "heading": _TEXT,
            "text": _TEXT,
            "page": {"type": "integer"},
            "units": {
                "type": "nested",
                "properties": {"unit": {"type": "keyword"}, "role": {"type": "keyword"}},
            },
            "due": {"type": "date", "format": "strict_date||strict_year_month||strict_year"},
        },
    },
}
_CLAUSES = """
select c.id, c.document_id as document, d.title, d.doc_number, d.doc_type, d.issuer, d.issued_on,
       c.path, c.kind, c.heading, c.text, c.page,
       (select json_group_array(json_object('unit', u.unit_id, 'role', u.role))
          from clause_units u where u.clause_id = c.id) as units,
       (select json_group_array(l.due) from deadlines l where l.clause_id = c.id and l.due is not null) as due
  from clauses c join documents d on d.id = c.document_id order by c.pk
"""
_JSON = ("units", "due")


def write(connection: sqlite3.Connection, target: Path) -> None:
    """Write `mapping.json` and `clauses.ndjson` into the folder `target`."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "mapping.json").write_text(json.dumps(MAPPING, ensure_ascii=False, indent=1) + "\n", "utf-8")
    with (target / "clauses.ndjson").open("w", encoding="utf-8") as file:
        for line in _lines(connection):
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _lines(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """An action and a document for each clause; what is null is left out."""
    for row in connection.execute(_CLAUSES):
        clause = {key: json.loads(row[key]) if key in _JSON else row[key] for key in row.keys()}  # noqa: SIM118
        yield {"index": {"_index": "clauses", "_id": clause.pop("id")}}
        yield {key: value for key, value in clause.items() if value is not None and value != []}
