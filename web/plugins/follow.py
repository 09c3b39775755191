"""A rebuilt kb.db is shown without a restart, and the search fallback is ready before it is needed."""

from __future__ import annotations

from typing import Any

from web.browse.dictionary import read_dictionary
from web.site.hooks import hook
from web.site.reload import following
from web.site.safety import App


@hook
def asgi_wrapper(datasette: Any) -> object:
    """Wrap the application."""

    def wrap(app: App) -> App:
        return following(app, datasette)

    return wrap


@hook
def startup() -> None:
    """Have the dictionary read meanwhile."""
    read_dictionary()
