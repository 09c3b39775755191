"""Datasette's own pages in Chinese: cells, headings, and the names of tables and columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.reading.cells import REFERENCES, answer_cell, cells_of, table_cell
from web.search import words
from web.site.hooks import hook
from web.site.site import link_on


@hook
async def render_cell(
    row: Mapping[str, Any], value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Any:
    """References by name, also where Datasette shows none: on the page of a single row."""
    if table is None:
        return answer_cell(row, column, value, link_on(datasette))
    label = value["label"] if isinstance(value, dict) else None
    plain = value["value"] if isinstance(value, dict) else value
    if label is None and plain is not None and (table, column) in REFERENCES:
        labels = await datasette.expand_foreign_keys(database, table, column, [plain])
        label = labels.get((column, plain))
    return table_cell((database, table), row, column, plain, label, link_on(datasette))


@hook
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """The words for tables, columns and codes, and the links of this site, in every template."""
    link = link_on(datasette)
    # What a macro gives is markup already, and stays so: it is not escaped twice.
    env.filters["link"] = lambda href: type(href)(link(href))
    env.filters["cells"] = cells_of
    env.filters["in_chinese"] = words.in_chinese
    env.globals["table_title"] = words.table_title
    env.globals["column_title"] = words.column_title
    env.globals["word_for"] = words.word_for
    env.globals["kind_of_document"] = words.kind_of_document
