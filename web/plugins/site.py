"""What every page's frame needs to know."""

from __future__ import annotations

from typing import Any

from web.site.hooks import hook
from web.site.site import shown_databases


@hook
def extra_template_vars(datasette: Any) -> dict[str, Any]:
    """Which database the pages show, and where its tables are."""
    name = next(iter(shown_databases(datasette)), None)
    href = datasette.urls.database(name) if name else datasette.urls.instance()
    return {"shown_database": name, "tables_href": href}
