"""Pages of the PDFs that the documents were read from, as pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from web.originals import original_pages
from web.site.hooks import hook


@hook
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """A page's picture, and the boxes on it."""
    page = r"^/sources/(?P<sha256>[0-9a-f]{64})/pages/(?P<page>[0-9]{1,6})"
    return [(page + "$", original_pages.show_picture), (page + r"\.json$", original_pages.show_boxes)]
