"""Clear words for what is refused, and short ones in the log."""

from __future__ import annotations

from typing import Any

from datasette import handle_exception as datasettes_own

from web.site.errors import corrected, error_answer
from web.site.hooks import hook


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
