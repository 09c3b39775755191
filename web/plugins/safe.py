"""Safe headers on every page."""

from __future__ import annotations

from web.hooks import hook
from web.safety import App, with_safe_headers, without_empty_search


@hook
def asgi_wrapper() -> object:
    """Wrap the application."""

    def wrap(app: App) -> App:
        return with_safe_headers(without_empty_search(app))

    return wrap
