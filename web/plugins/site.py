"""What every page's frame needs to know."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from web.site.hooks import hook
from web.site.site import shown_databases, titled
from web.site.static import static_path


@hook
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    """Which database the pages show, where its tables are, and the page's own address, for who reads it on paper."""
    name = next(iter(shown_databases(datasette)), None)
    href = datasette.urls.database(name) if name else datasette.urls.instance()
    here = unquote(datasette.absolute_url(request, request.full_path)) if request else None
    return {"shown_database": name, "tables_href": href, "here": here}


@hook
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Let every page, Datasette's own of errors too, ask for the address of a style or script, and name what has no title."""
    env.filters["titled"] = titled
    env.globals["static"] = lambda name: datasette.urls.path(static_path(name))
