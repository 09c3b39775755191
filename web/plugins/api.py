"""Addresses for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from web.api import changes, pages
from web.site.hooks import hook


@hook
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The addresses."""
    return [
        (r"^/changes\.json$", changes.show_changes),
        (r"^/changes\.atom$", changes.show_feed),
        (r"^/schema\.json$", pages.show_schema),
        (r"^/openapi\.json$", pages.show_openapi),
        (r"^/api$", pages.show_api),
        (r"^/llms\.txt$", pages.show_llms),
        (r"^/robots\.txt$", pages.show_robots),
        (r"^/sitemap\.xml$", pages.show_sitemap),
        (r"^/-/health(\.json)?$", pages.show_health),
    ]
