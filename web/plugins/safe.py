"""Safe headers on every page, and short words in the log."""

from __future__ import annotations

from datasette import handle_exception

from web.hooks import hook
from web.safety import App, with_safe_headers, without_empty_search


@hook
def asgi_wrapper() -> object:
    """Wrap the application."""

    def wrap(app: App) -> App:
        return with_safe_headers(without_empty_search(app))

    return wrap


@hook
def startup() -> None:
    """Where rich is installed, Datasette prints every error with all values at hand: seconds for each wrong address."""
    handle_exception.rich = None
