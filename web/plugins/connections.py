"""Search functions and limits on every connection."""

from __future__ import annotations

import sqlite3

from web.site.connection import prepare
from web.site.hooks import last_hook


@last_hook
def prepare_connection(conn: sqlite3.Connection) -> None:
    """After Datasette's own, whose `escape_fts` would otherwise stand: it does not know Chinese."""
    prepare(conn)
