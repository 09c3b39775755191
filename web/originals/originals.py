"""The PDFs that documents were read from, where they are at hand: found, checked, and drawn page by page."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

from schema.file_names import named_by
from web.originals.drawing import Drawer, Sheet
from web.reading.rows import Row
from web.site.kept import passes, rests_on
from web.site.reload import Stamp, stamp_of
from web.site.site import shown_databases

Answer = TypeVar("Answer")

_Key = tuple[Path, Stamp | None, str]

_MOST_SHEETS = 128
_PATIENCE = 2.0
"""Seconds that a document's page waits to learn whether its PDF can be shown; after that it goes without."""

_MOST_WAITING = 64


class BusyError(Exception):
    """Too many pages wait to be drawn."""


@dataclass(frozen=True, slots=True)
class Original:
    """A source's PDF that is at hand and can be shown."""

    sha256: str
    path: Path
    pages: int

    @property
    def href(self) -> str:
        """What the addresses of its pages begin with."""
        return f"/sources/{self.sha256}/pages/"


class Originals:
    """The folders of the sources. Files are read and pages are drawn in one thread, one after the other."""

    def __init__(self, folders: Iterable[str | Path]) -> None:
        self._folders = [Path(folder).resolve() for folder in folders]
        self._drawer = Drawer()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="originals")
        self._waiting = 0
        self._checked: dict[_Key, Original | None] = {}
        self._sheets: OrderedDict[tuple[str, int], Sheet | None] = OrderedDict()

    async def find(self, source: Row | None) -> Original | None:
        """The PDF of a row of `sources`; None where it is not at hand, is another file by now, or is encrypted."""
        if source is None or source["media_type"] != "application/pdf":
            return None
        for path in self._candidates(source["path"]):
            key = (path, stamp_of(path), source["id"])
            if key not in self._checked:
                try:
                    await asyncio.wait_for(self._in_turn(partial(self._check, key)), _PATIENCE)
                except (BusyError, TimeoutError):
                    passes()
            if found := self._checked.get(key):
                return found
        return None

    async def sheet(self, original: Original, page: int) -> Sheet | None:
        """A page (from 1); None where there is none, or it cannot be drawn. Raises BusyError."""
        if not 1 <= page <= original.pages:
            return None
        kept = self._sheets.get((original.sha256, page))
        return kept or await self._in_turn(partial(self._draw, original, page))

    def _candidates(self, recorded: str) -> Iterator[Path]:
        """The files that the recorded path may mean: below the folders, and nowhere else."""
        for folder, name in product(self._folders, dict.fromkeys([recorded, named_by(recorded)])):
            try:
                path = (folder / name).resolve()
                if path.is_relative_to(folder) and rests_on(path) and path.is_file():
                    yield path
            except (OSError, ValueError):
                continue

    async def _in_turn(self, work: Callable[[], Answer]) -> Answer:
        if self._waiting >= _MOST_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._waiting -= 1

    def _check(self, key: _Key) -> None:
        path, _, sha256 = key
        try:
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return
        pages = self._drawer.pages_of(path) if same else 0
        self._checked[key] = Original(sha256, path, pages) if pages else None

    def _draw(self, original: Original, page: int) -> Sheet | None:
        """A page that cannot be drawn is not tried again while it is remembered."""
        key = (original.sha256, page)
        if key not in self._sheets:
            self._sheets[key] = self._drawer.draw(original.path, page)
            if len(self._sheets) > _MOST_SHEETS:
                self._sheets.popitem(last=False)
        return self._sheets[key]


def folders_of(datasette: Any) -> list[str | Path]:
    """Where the sources are: as the plugin setting `corpus` says, otherwise in the folder `corpus` beside kb.db."""
    said = (datasette.plugin_config("gongbao") or {}).get("corpus")
    if said:
        return list(said.split(os.pathsep) if isinstance(said, str) else said)
    paths = [datasette.get_database(name).path for name in shown_databases(datasette)]
    return [Path(path).parent / "corpus" for path in paths if path]


@lru_cache(maxsize=8)
def originals_of(datasette: Any) -> Originals:
    """The originals that a server shows."""
    return Originals(folders_of(datasette))
