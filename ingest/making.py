"""What a build loads: each source made ready to be written, from the cache where it is kept, else from parsing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.build import parsed
from ingest.cache import Cache, hash_of, key_of, ready_key
from ingest.corrections import Corrections, read_corrections
from ingest.load.source.ready import Ready, ready
from ingest.personal import without_personal_numbers
from ingest.pool import Report
from ingest.read.sources import SourceFile
from schema.document import Gazette
from schema.errors import SourceError
from schema.source import NO_NAMES

if TYPE_CHECKING:
    from ingest.build import Watch


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
        self._sources, self._report, self._cache, self._unmasked = sources, report, cache, unmasked
        self._keys = {source.path: key_of(source) if cache else None for source in sources}
        self._cut: set[str] = set()
        self.failed: list[SourceError] = []
        self.read: dict[str, str] = {}
        self.doubts: dict[str, Counter[str]] = {}
        self.names = sum(
            {id(source.declaration.names): source.declaration.names for source in sources}.values(), NO_NAMES
        )
        self.corrected = read_corrections(sources)
        self._corrections = Corrections(self.corrected)
        self._done = hash_of([*map(repr, self.corrected), repr(unmasked)])
        for error in refused:
            self._fail(error)

    def sources(self, jobs: int, watch: Watch) -> Iterator[Ready]:
        """Each source ready to be written: those that are kept, then the others as they are parsed."""
        waiting: list[SourceFile] = []
        for source in self._sources:
            kept = self._kept(self._keys[source.path])
            if kept is None:
                waiting.append(source)
            else:
                yield self._noted(kept)
        results = watch(waiting, self._results(waiting, jobs)) if waiting else ()
        for source, result in zip(waiting, results, strict=True):
            if isinstance(result, SourceError):
                self._fail(result)
            else:
                yield self._noted(self._made(result, self._keys[source.path], str(source.path)))

    def _fail(self, error: SourceError) -> None:
        self.failed.append(error)
        self._report(error)

    def _cut_short(self, error: SourceError) -> None:
        """A source without one of its pages is not kept: the next build tells it again."""
        self._cut.add(error.source)
        self._fail(error)

    def _kept(self, key: str | None) -> Ready | None:
        if self._cache is None or key is None:
            return None
        return self._cache.get(ready_key(key, self._done), Ready)

    def _results(self, waiting: Sequence[SourceFile], jobs: int) -> Iterator[Gazette | SourceError]:
        """What is kept of parsing, for other corrections or unmasked, and what comes of parsing the others, in order."""
        keys = {source.path: self._keys[source.path] for source in waiting}
        held = {path for path, key in keys.items() if self._cache and key and self._cache.holds(key)}
        fresh = parsed([source for source in waiting if source.path not in held], jobs, self._cut_short)
        for source in waiting:
            key = keys[source.path] if source.path in held else None
            kept = self._cache.get(key, Gazette) if self._cache and key else None
            if kept is not None:
                yield kept
            else:  # what another build removed meanwhile is parsed by itself
                yield next(fresh if key is None else parsed([source], 1, self._cut_short))

    def _made(self, gazette: Gazette, key: str | None, path: str) -> Ready:
        """The gazette ready to be written, without the numbers of people unless they are to stay; kept for the next build."""
        kept = self._cache if key and path not in self._cut else None
        if kept and key:
            kept.put(key, gazette)
        shown = gazette if self._unmasked else without_personal_numbers(gazette)
        made = ready(*self._corrections.applying(shown))
        if kept and key:
            kept.put(ready_key(key, self._done), made)
        return made

    def _noted(self, made: Ready) -> Ready:
        outline = made.outline
        self.read[outline.path] = outline.source_id
        self.doubts[outline.path] = Counter(outline.doubts)
        return made
