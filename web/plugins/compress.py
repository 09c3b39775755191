"""Pages, scripts and data go out compressed."""

from __future__ import annotations

from web.compression import compressing
from web.hooks import hook
from web.safety import App


@hook
def asgi_wrapper() -> object:
    """Wrap the application."""

    def wrap(app: App) -> App:
        return compressing(app)

    return wrap
