"""What a build makes of a source, in the process that reads it: its rows, ready to be written; kept, and found again."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.cache import Cache, ready_key
from ingest.corrections import Corrections
from ingest.load.source.ready import Ready, ready
from ingest.personal import without_personal_numbers
from ingest.pool import attempted, gazette_of
from ingest.read.sources import SourceFile
from schema.document import Gazette
from schema.errors import SourceError
from schema.history import Correction
from schema.identity import hash_of


@dataclass(frozen=True, slots=True)
class Finish:
    """The work of a build on one source: parse it, mask numbers of people unless they are to stay, apply corrections.

    Sources are kept in `cache` twice: as they were parsed, and ready to be written; so a correction has only those
    sources made ready again that it may touch. `corrected` are the entries, packed.
    """

    corrected: bytes
    unmasked: bool
    cache: Cache | None

    @classmethod
    def of(cls, corrected: Sequence[Correction], unmasked: bool, cache: Cache | None) -> Finish:
        """The work with these corrections."""
        return cls(pickle.dumps(tuple(corrected)), unmasked, cache)

    def __call__(self, source: SourceFile) -> Ready | SourceError:
        """The source ready to be written, or why not."""
        return attempted(self._made, source)

    def kept(self, key: str | None) -> Ready | None:
        """What is kept of a source."""
        plain = self.named(ready_key(key, self._done())) if key else None
        if plain is None or key is None or not self._concerning(plain).entries:
            return plain
        return self.named(ready_key(key, self._done(self._concerning(plain))))

    def named(self, name: str) -> Ready | None:
        """What is kept under a name."""
        return self.cache.get(name, Ready) if self.cache else None

    def _made(self, source: SourceFile) -> Ready:
        gazette = self._gazette(source)
        shown = gazette if self.unmasked else without_personal_numbers(gazette)
        made = self._keep(source, self._done(), ready(shown))
        corrections = self._concerning(made)
        if corrections.entries:
            made = self._keep(source, self._done(corrections), ready(*corrections.applying(shown)))
        return made

    def _gazette(self, source: SourceFile) -> Gazette:
        """What is kept of parsing, for other corrections or unmasked; else what comes of parsing it."""
        if self.cache is None or source.key is None or source.left_out:
            return gazette_of(source)
        kept = self.cache.get(source.key, Gazette)
        if kept is None:
            kept = gazette_of(source)
            self.cache.put(source.key, kept)
        return kept

    def _keep(self, source: SourceFile, done: str, made: Ready) -> Ready:
        """Keep what was made; not of a source without one of its pages: the next build tells it again."""
        if self.cache is None or source.key is None or source.left_out:
            return made
        named = replace(made, name=ready_key(source.key, done))
        return named if self.cache.put(named.name, named) else made

    def _concerning(self, made: Ready) -> Corrections:
        documents = [document.id for document in made.outline.documents]
        return _unpacked(self.corrected).concerning(documents, made.packed)

    def _done(self, corrections: Corrections | None = None) -> str:
        """What is done to a source after it was parsed."""
        entries = corrections.entries if corrections else ()
        return hash_of([*map(repr, entries), repr(self.unmasked)])


@lru_cache(maxsize=2)
def _unpacked(corrected: bytes) -> Corrections:
    return Corrections(pickle.loads(corrected))
