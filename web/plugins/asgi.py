"""What stands around Datasette, from the outside in: each layer sees what those outside of it have made of a request."""

from __future__ import annotations

from typing import Any

from web.browse.dictionary import read_dictionary
from web.site.caching import with_open_data, with_tags
from web.site.compression import compressing
from web.site.errors import asked_in_measure
from web.site.hooks import hook
from web.site.reload import following
from web.site.safety import App, under, with_plain_search, with_safe_headers
from web.site.spreadsheets import for_spreadsheets
from web.site.static import with_long_lives


@hook
def asgi_wrapper(datasette: Any) -> object:
    """Wrap the application."""

    def wrap(app: App) -> App:
        asked = for_spreadsheets(asked_in_measure(with_plain_search(app), datasette))
        tagged = with_tags(compressing(asked), datasette)
        opened = with_open_data(with_long_lives(tagged))
        return following(with_safe_headers(under(opened, datasette.setting("base_url"))), datasette)

    return wrap


@hook
def startup() -> None:
    """Have the dictionary of the search's fallback read before it is needed."""
    read_dictionary()
