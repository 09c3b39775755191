"""CSV goes out fit for spreadsheets."""

from __future__ import annotations

from typing import Any

from web.site.hooks import first_hook
from web.site.safety import App
from web.site.spreadsheets import for_spreadsheets


@first_hook
def asgi_wrapper(datasette: Any) -> object:
    """Wrap the application, inside of what compresses."""

    def wrap(app: App) -> App:
        return for_spreadsheets(app)

    return wrap
