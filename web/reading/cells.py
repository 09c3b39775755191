"""How a cell of a table is shown: references by name and as links to the reading pages, codes in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from datasette.utils import tilde_encode, to_css_class
from markupsafe import Markup, escape

from schema.tables import TABLES
from web.search.words import column_title, word_for
from web.site.site import Link, clause_path, document_path, issue_path, person_path, short_path

References = Mapping[tuple[str, str], str]

REFERENCES: References = {
    (table.name, column): other for table in TABLES.values() for column, other, _ in table.foreign_keys
}
"""The table that a column of a table refers to."""

_UNNUMBERED = "正文"
"""What a clause without a number, or a table without a caption, is called."""

_ID_SHOWN = 24
"""Characters of an id in a table: a path and a short quotation."""

_PAGES = {"documents": document_path, "people": person_path, "issues": issue_path}


def cells_of(row: Iterable[Mapping[str, Any]], table: str) -> Markup:
    """The cells of a row of a table's page: a page has many, and a template takes ten times as long for them."""
    return Markup(
        "".join([f"{_opened(c['column'], c['value_type'], table)}{escape(c['value'])}</td>" for c in row])
    )


@lru_cache(maxsize=1024)
def _opened(column: str, kind: str, table: str) -> str:
    title = escape(column_title(column, table))
    return f'<td class="col-{to_css_class(column)} type-{escape(kind)}" data-title="{title}">'


def answer_cell(row: Mapping[str, Any], column: str, value: Any, link: Link) -> Markup | None:
    """A cell in the answer to a ready-made question."""
    columns = set(row.keys())
    if column == "title" and "document_id" in columns:
        return _to(link(document_path(row["document_id"])), value)
    if column == "path" and "clause_id" in columns and row["clause_id"]:
        return _to(link(clause_path(row["document_id"], row["clause_id"])), value or _UNNUMBERED)
    if column == "cited_path" and "cited_clause_id" in columns and row["cited_clause_id"]:
        return _to(link(clause_path(row["document_id"], row["cited_clause_id"])), value)
    if column == "person_id" and value:
        return _to(link(person_path(value)), value)
    return _code(column, value, None) or _number(value)


def table_cell(
    place: tuple[str, str], row: Mapping[str, Any], column: str, value: Any, label: Any, link: Link
) -> Markup | None:
    """A cell on the page of a `(database, table)`; `label` is the name of the row that `value` refers to."""
    database, table = place
    if value is None or value == "":
        return None
    other = REFERENCES.get((table, column), table if column == "id" else None)
    if other in _PAGES:
        return _to(link(_PAGES[other](value)), label or value)
    if other and TABLES[other].primary_key == ("id",):
        return _to(link(f"/{tilde_encode(database)}/{other}/{tilde_encode(value)}"), label or value)
    if other and column != "id":
        return _to(link(_place_of(row, other, value)), label or _UNNUMBERED)
    if (table, column) == ("documents", "title"):
        return _to(link(document_path(row_value(row, "id"))), value)
    if column == "short_id":
        return _to(link(short_path("d" if table == "documents" else "c", value)), value)
    if column in ("boxes", "doubts"):
        return _counted(value)
    if column == "id":
        return _end_of(value)
    return _code(column, value, table) or _number(value)


def _place_of(row: Mapping[str, Any], table: str, value: str) -> str:
    """The address of the clause that a row refers to; of a fact (`table:document#path:quote`) that of its clause."""
    columns = set(row.keys())
    document = row_value(row, "document_id") if "document_id" in columns else ""
    if table == "clauses":
        return clause_path(document, value)
    clause = row_value(row, "clause_id") if "clause_id" in columns else None
    owner = value.partition(":")[2].rpartition(":")[0]
    return clause_path(document or owner.partition("#")[0], clause)


def row_value(row: Mapping[str, Any], column: str) -> Any:
    """The value of a column, which is a pair of value and label where Datasette has looked up the label."""
    value = row[column]
    return value["value"] if isinstance(value, dict) else value


def _to(path: str, text: Any) -> Markup:
    return Markup(f'<a href="{escape(path)}">{escape(text)}</a>')


def _code(column: str, value: Any, table: str | None) -> Markup | None:
    word = word_for(column, value, table)
    return _told(word, value) if word else None


def _number(value: Any) -> Markup | None:
    """A number that is whole without `.0`: 3500, not 3500.0."""
    return escape(int(value)) if isinstance(value, float) and value.is_integer() else None


def _end_of(name: str) -> Markup:
    """A long id by its end, which tells it from its neighbours."""
    short = f"…{name[-_ID_SHOWN:]}" if len(name) > _ID_SHOWN else name
    return _told(short, name)


def _counted(value: str) -> Markup:
    """How many there are of a list, and which."""
    count = len(json.loads(value))
    return _told(f"{count} 处" if count else "无", value)


def _told(words: str, whole: str) -> Markup:
    """Words that stand for something longer, which is told where a pointer rests on them."""
    return Markup(f'<span title="{escape(whole)}">{escape(words)}</span>')
