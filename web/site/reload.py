"""Following a rebuilt kb.db: a new file in place of the old one is read from the next request on.

A build puts a new file in place of the old; a connection that is open goes on reading the old one. Here the
file is looked at with each request, once a second at most, and where it is another, Datasette is given a new
database and a new pool of threads: on 0.65 each thread keeps its connection for good. Queries that run are
finished on the old file. Every thread connects at once, so that none does when another file is already there.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import quote

from datasette.database import Database

from schema.version import DATABASE_VERSION
from web.site.safety import App, Receive, Scope, Send

_SECONDS_BETWEEN_LOOKS = 1.0
_LONGEST_WAIT = 5.0

Stamp = tuple[int, int, int]


class Watch:
    """Which files are being read, and whether they are still the ones at their paths."""

    def __init__(self, datasette: Any) -> None:
        self._datasette = datasette
        self._stamps = {name: stamp_of(database.path) for name, database in self._files()}
        self._looked = time.monotonic()
        self._is_connected = False

    async def look(self) -> None:
        """Change over to the files that are new."""
        if not self._is_connected:
            self._is_connected = True
            for _, database in self._files():
                await self._connect(database)
        now = time.monotonic()
        if now - self._looked < _SECONDS_BETWEEN_LOOKS:
            return
        self._looked = now
        for name, database in self._files():
            stamp = stamp_of(database.path)
            if stamp and stamp != self._stamps.get(name) and is_readable(database.path):
                self._stamps[name] = stamp
                await self._connect(self._change_over(name, database))

    def _change_over(self, name: str, old: Any) -> Any:
        datasette = self._datasette
        new = Database(datasette, old.path, is_mutable=old.is_mutable)
        new.name, new.route = old.name, old.route
        datasette.databases = {**datasette.databases, name: new}
        if datasette.executor:
            datasette.executor.shutdown(wait=False)
            datasette.executor = ThreadPoolExecutor(max_workers=datasette.setting("num_sql_threads"))
        return new

    async def _connect(self, database: Any) -> None:
        """Have every thread connect: each waits for the others, so that none connects for two.

        A file that cannot be opened is for the query to report.
        """
        threads = self._datasette.setting("num_sql_threads") or 1
        together = Barrier(threads, timeout=_LONGEST_WAIT)
        waiting = [database.execute_fn(lambda _: together.wait()) for _ in range(threads)]
        await asyncio.gather(*waiting, return_exceptions=True)

    def _files(self) -> list[tuple[str, Any]]:
        return [(name, database) for name, database in self._datasette.databases.items() if database.path]


def stamp_of(path: str | Path) -> Stamp | None:
    """What tells one file from another at the same path; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def is_readable(path: str | Path) -> bool:
    """Whether the file is a database of the version that these pages know."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            version: int = connection.execute("pragma user_version").fetchone()[0]
    except sqlite3.Error:
        return False
    return version == DATABASE_VERSION


def following(app: App, datasette: Any) -> App:
    """The application, which looks for a new file before it answers."""
    watch = Watch(datasette)

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await watch.look()
        await app(scope, receive, send)

    return wrapped
