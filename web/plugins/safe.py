"""Safe headers on every page, clear words for what is refused, and short ones in the log."""

from __future__ import annotations

from typing import Any

from datasette import handle_exception as datasettes_own

from web.site.caching import with_open_data, with_tags
from web.site.errors import asked_in_measure, corrected, error_answer
from web.site.hooks import hook
from web.site.safety import App, under, with_plain_search, with_safe_headers


@hook
def asgi_wrapper(datasette: Any) -> object:
    """Wrap the application."""

    def wrap(app: App) -> App:
        asked = asked_in_measure(with_plain_search(app), datasette)
        tagged = with_open_data(with_tags(asked, datasette))
        return with_safe_headers(under(tagged, datasette.setting("base_url")))

    return wrap


@hook
def handle_exception(datasette: Any, request: Any, exception: Exception) -> object:
    """What is wrong with an address is no fault of the server; the rest is left to Datasette."""

    async def answer() -> Any:
        return await corrected(datasette, request, exception)

    return answer


@hook
def forbidden(datasette: Any, request: Any, message: str) -> object:
    """Say so in Chinese."""

    async def answer() -> Any:
        return await error_answer(datasette, request, message, 403)

    return answer


@hook
def startup() -> None:
    """Where rich is installed, Datasette prints every error with all values at hand: seconds for each wrong address."""
    datasettes_own.rich = None
