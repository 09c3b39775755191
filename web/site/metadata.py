"""What Datasette is told of kb.db: titles, descriptions and the search indexes from the schema, and how to show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schema.columns import Table
from schema.tables import SEARCH_INDEXES, TABLES

TITLE = "政府公报知识库"
DESCRIPTION = "查政府公报中的规定：由谁负责、何时完成、指标多少、任免何人。每条结果均附原文和页码。"

_LABELS = {"sources": "path", "issues": "id", "documents": "title", "clauses": "path", "units": "name"}
_LABELS |= {"tables": "caption", "people": "name", "events": "start", "appointments": "id"}
"""The column that stands for a row wherever another table refers to it."""

_FACETS = {
    "documents": ["doc_type"],
    "clauses": ["kind"],
    "units": ["level"],
    "clause_units": ["role"],
    "deadlines": ["kind"],
    "targets": ["kind"],
    "rosters": ["body"],
    "appointments": ["action"],
    "citations": ["relation"],
    "amendments": ["op"],
    "diagnostics": ["code"],
}
"""One facet for each table that has a natural one: counting is what a page of a large table spends its time on."""

_NEWEST_FIRST = {"issues": "published_on", "documents": "issued_on", "deadlines": "due"}
_NEWEST_FIRST |= {"appointments": "date", "events": "start"}

_FOR_PROGRAMS = frozenset({"blocks", "front", "discards", "clause_facets", "clause_bound", "clause_due"})
"""Tables that show how a text was taken apart, or serve the search page; listed below the others."""


def metadata(databases: Iterable[str]) -> dict[str, Any]:
    """The metadata for databases of these names; new at each call, for Datasette writes into what it is given."""
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "databases": {name: _database_metadata() for name in databases},
    }


def _database_metadata() -> dict[str, Any]:
    tables = {name: dict(known) for name, known in _TABLES.items()}
    return {"title": TITLE, "description": DESCRIPTION, "tables": tables}


def _table_metadata(table: Table) -> dict[str, Any]:
    """Title, description and columns of a table; its search index, named because a contentless one is not detected."""
    index = next((index for index, searched in SEARCH_INDEXES.items() if searched == table.name), None)
    entries: dict[str, Any] = {
        "title": table.title,
        "description": table.description,
        "columns": {column.name: f"{column.title}：{column.description}" for column in table.columns},
        "label_column": _LABELS.get(table.name),
        "facets": _FACETS.get(table.name),
        "sort_desc": _NEWEST_FIRST.get(table.name),
        "fts_table": index,
        "fts_pk": "pk" if index else None,
        "hidden": table.name in _FOR_PROGRAMS,
    }
    return {name: value for name, value in entries.items() if value}


_TABLES = {name: _table_metadata(table) for name, table in TABLES.items()}
