"""Sources set aside on disk as they come, with an outline of each in memory: a load reads them back in its own order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from ingest.load.source.outline import Outline
from ingest.load.source.ready import Content, Ready


class Spool:
    """A temporary file of sources in a folder, gone when the `with` block ends. A source that is there twice is kept once.

    `names` are those under which sources are kept in the cache, `corrected` the sources that a person put right.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._places: dict[str, tuple[int, int]] = {}
        self.outlines: dict[str, Outline] = {}
        self.names: dict[str, str] = {}
        self.corrected: set[str] = set()

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def extend(self, sources: Iterable[Ready]) -> None:
        """Set the sources aside. Of the same file found under two names, the first name in order is kept."""
        names: dict[str, list[str]] = {}
        for ready in sources:
            outline = ready.outline
            found = names.setdefault(outline.source_id, [])
            if not found or outline.path < min(found):
                self._places[outline.source_id] = self._file.seek(0, 2), len(ready.packed)
                self._file.write(ready.packed)
                self.outlines[outline.source_id] = outline
                self.names[outline.source_id] = ready.name
                if ready.applied:
                    self.corrected.add(outline.source_id)
            found.append(outline.path)
        for source_id, paths in names.items():
            copies = tuple(sorted(paths)[1:])
            self.outlines[source_id] = replace(self.outlines[source_id], copies=copies)

    def content(self, source_id: str) -> Content:
        """The rows of a source, which are the caller's to change."""
        place, size = self._places[source_id]
        self._file.seek(place)
        return Ready(self.outlines[source_id], self._file.read(size)).content
