"""What every page's frame needs to know."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from web.hooks import hook
from web.site import shown_databases


@hook
def extra_template_vars(datasette: Any) -> dict[str, Any]:
    """Where the tables are."""
    return {"data_path": quote(next(iter(shown_databases(datasette)), ""))}
