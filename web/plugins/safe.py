"""Safe headers on every page, and short words in the log."""

from __future__ import annotations

from typing import Any

from datasette import handle_exception

from web.site.hooks import hook
from web.site.safety import App, under, with_plain_search, with_safe_headers


@hook
def asgi_wrapper(datasette: Any) -> object:
    """Wrap the application."""

    def wrap(app: App) -> App:
        return with_safe_headers(under(with_plain_search(app), datasette.setting("base_url")))

    return wrap


@hook
def startup() -> None:
    """Where rich is installed, Datasette prints every error with all values at hand: seconds for each wrong address."""
    handle_exception.rich = None
