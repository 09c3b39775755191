"""What a build loads: each source made ready to be written, from the cache where it is kept, else by working on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.cache import Cache, key_of
from ingest.corrections import read_corrections
from ingest.finishing import Finish
from ingest.load.source.ready import Ready
from ingest.pool import Report
from ingest.read.sources import SourceFile
from schema.errors import SourceError
from schema.source import NO_NAMES

if TYPE_CHECKING:
    from ingest.build import Watch

    Workers = Callable[[Sequence[SourceFile], Report, Finish], Iterator[Ready | SourceError]]


class Maker:
    """Makes sources ready; remembers what failed, and what came of the others."""

    def __init__(
        self,
        sources: Sequence[SourceFile],
        refused: Sequence[SourceError],
        report: Report,
        cache: Cache | None,
        unmasked: bool,
    ) -> None:
        self._sources = [replace(source, key=key_of(source) if cache else None) for source in sources]
        self._report = report
        self.failed: list[SourceError] = []
        self.read: dict[str, str] = {}
        self.doubts: dict[str, Counter[str]] = {}
        self.names = sum(
            {id(source.declaration.names): source.declaration.names for source in sources}.values(), NO_NAMES
        )
        self.corrected = read_corrections(sources)
        self._finish = Finish.of(self.corrected, unmasked, cache)
        for error in refused:
            self._fail(error)

    def sources(self, workers: Workers, watch: Watch[Ready]) -> Iterator[Ready]:
        """Each source ready to be written: those that are kept, then the others as `workers` have made them."""
        waiting: list[SourceFile] = []
        for source in self._sources:
            kept = self._finish.kept(source.key)
            if kept is None:
                waiting.append(source)
            else:
                yield self._noted(kept)
        results = watch(waiting, workers(waiting, self._fail, self._finish)) if waiting else ()
        for result in results:
            if isinstance(result, SourceError):
                self._fail(result)
            else:
                yield self._noted(result)

    def _fail(self, error: SourceError) -> None:
        self.failed.append(error)
        self._report(error)

    def _noted(self, made: Ready) -> Ready:
        outline = made.outline
        self.read[outline.path] = outline.source_id
        self.doubts[outline.path] = Counter(outline.doubts)
        return made
