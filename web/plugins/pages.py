"""The pages for readers, beside Datasette's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from web.api import holdings, objects, results
from web.browse import pages
from web.site.hooks import hook
from web.work import tables


@hook
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The addresses; ids stand in them as they are, `/` included."""
    return [
        (r"^/$", pages.show_home),
        (r"^/(search|people)\.ics$", tables.no_calendar),
        (r"^/search\.json$", results.show_search),
        (r"^/search\.(?P<format>csv|xlsx)$", tables.show_search),
        (r"^/search(\.(?P<format>atom))?$", pages.show_search),
        (r"^/(?P<table>documents|issues)/?$", pages.show_list),
        (r"^/documents\.json$", holdings.show_documents),
        (r"^/issues\.json$", holdings.show_issues),
        (r"^/(?P<kind>[dc])/(?P<short>[A-Za-z2-7]{10,52})(?P<ending>\.json)?$", pages.show_short),
        (r"^/documents/(?P<id>.+)\.json$", objects.show_document),
        (r"^/people/(?P<id>.+)\.json$", objects.show_person),
        (r"^/issues/(?P<id>.+)\.json$", objects.show_issue),
        (r"^/documents/(?P<id>.+)$", pages.show_document),
        (r"^/people/(?P<id>.+)\.(?P<format>csv|xlsx|ics|atom)$", tables.show_person),
        (r"^/people/(?P<id>.+)$", pages.show_person),
        (r"^/issues/(?P<id>.+)$", pages.show_issue),
    ]
