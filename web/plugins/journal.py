"""The pages of promises, posts, changes and doubts, each also in other formats at the same address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from web.journal import pages
from web.site.hooks import hook
from web.work.tables import no_calendar

_FORMS = r"(\.(?P<format>json|csv|xlsx|atom))?$"


@hook
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The addresses; ids stand in them as they are, `/` included."""
    return [
        (r"^/(doubts|amended|tasks|posts|indicators)(/.+)?\.ics$", no_calendar),
        (r"^/doubts" + _FORMS, pages.show_doubts),
        (
            r"^/report(/(?P<kind>[cd])/(?P<short>[A-Za-z2-7]{10,52}))?(\.(?P<format>toml))?$",
            pages.show_report,
        ),
        (r"^/amended" + _FORMS, pages.show_amended),
        (r"^/amended/(?P<short>[A-Za-z2-7]{10,52})" + _FORMS, pages.show_amendment),
        (r"^/tasks" + _FORMS, pages.show_tasks),
        (r"^/tasks/(?P<short>[A-Za-z2-7]{10,52})" + _FORMS, pages.show_task),
        (r"^/people/?" + _FORMS, pages.show_people),
        (r"^/posts/?" + _FORMS, pages.show_posts),
        (r"^/posts/(?P<body>[^/]+)/(?P<position>.+?)" + _FORMS, pages.show_post),
        (r"^/indicators/?" + _FORMS, pages.show_indicators),
        (r"^/indicators/(?P<id>.+?)" + _FORMS, pages.show_indicator),
    ]
