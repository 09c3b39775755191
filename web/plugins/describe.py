"""Titles, descriptions and ready-made questions for every database that is shown."""

from __future__ import annotations

from typing import Any

from web.search import questions
from web.site import metadata
from web.site.hooks import hook
from web.site.site import shown_databases


@hook
def get_metadata(datasette: Any) -> dict[str, Any]:
    """What the schema says of tables and columns."""
    return metadata.metadata(shown_databases(datasette))


@hook
def canned_queries(datasette: Any, database: str) -> dict[str, Any]:
    """The questions in web/questions."""
    return questions.canned_queries() if database in shown_databases(datasette) else {}
