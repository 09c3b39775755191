"""The pages that people work with, each also in other formats at the same address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from web.site.hooks import hook
from web.work import pages, tables


@hook
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The addresses; ids stand in them as they are, `/` included."""
    table, every = r"(\.(?P<format>json|csv|xlsx))?$", r"(\.(?P<format>json|csv|xlsx|ics|atom))?$"
    return [
        (r"^/(units|following)\.ics$", tables.no_calendar),
        (r"^/units/?" + table, pages.show_units),
        (r"^/deadlines" + every, pages.show_deadlines),
        (r"^/targets" + every, pages.show_targets),
        (r"^/following(\.(?P<format>json|csv|xlsx|atom))?$", pages.show_following),
        (r"^/workdays(\.(?P<format>json))?$", pages.show_workdays),
        (r"^/units/(?P<id>.+?)" + every, pages.show_unit),
    ]
