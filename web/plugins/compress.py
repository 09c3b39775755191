"""Pages, scripts and data go out compressed."""

from __future__ import annotations

from web.site.compression import compressing
from web.site.hooks import hook
from web.site.safety import App


@hook
def asgi_wrapper() -> object:
    """Wrap the application."""

    def wrap(app: App) -> App:
        return compressing(app)

    return wrap
