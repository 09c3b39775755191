"""`/-/mcp`: the questions of `kb.tools` for models, where the extra mcp is installed."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Request

from kb.tools.server import register
from web.browse.pages import read
from web.site.hooks import hook
from web.site.site import whole_link_on


@hook
def register_mcp_tools(datasette: Any, mcp: Any) -> None:
    """Add our questions to the tools of datasette-mcp, whose own ask for SQL that the settings forbid."""

    def link(context: Any, path: str) -> str:
        return whole_link_on(Request(context.request_context.request.scope, None), datasette)(path)

    register(mcp, lambda question: read(datasette, question), link)


@hook
def skip_csrf(scope: Any) -> bool:
    """No form sends anything there: the plugin says so too, but not of a site below a path (`base_url`)."""
    return bool(scope["path"] == "/-/mcp")
