"""Parsed gazettes set aside on disk, with an outline of each in memory: a load reads them back in its own order."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from ingest.load.sketch import Sketch, sketch_of
from schema.document import Document, Gazette, Issue


@dataclass(frozen=True, slots=True)
class Outline:
    """What is decided before the rows are written: what a source holds, and where it was set aside.

    `edition_of` is the source that this one was found to be another edition of when it was loaded before; `copies`
    are the paths of files that are the same byte for byte.
    """

    source_id: str
    path: str
    issue_id: str | None
    edition_of: str | None
    published: str
    has_pages: bool
    clauses: int
    documents: tuple[Document, ...]
    sketch: Sketch
    offset: int
    copies: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Oldest first, so that the newest rows have the highest numbers; the same for the same sources."""
        first = self.issue_id or next((document.id for document in self.documents), "")
        return (self.published, first, self.path, self.source_id)

    @property
    def worth(self) -> tuple[int, bool, int, str, str]:
        """The better of two editions holds more documents, then knows its pages, then holds more clauses."""
        return (len(self.documents), self.has_pages, self.clauses, self.path, self.source_id)


class Spool:
    """A temporary file of gazettes in a folder, gone when the `with` block ends. A source that is there twice is kept once."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self.outlines: dict[str, Outline] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def extend(self, gazettes: Iterable[Gazette]) -> None:
        """Set the gazettes aside. Of the same file found under two names, the first name in order is kept."""
        names: dict[str, list[str]] = {}
        for gazette in gazettes:
            source = gazette.source
            found = names.setdefault(source.id, [])
            if not found or source.path < min(found):
                offset = self._file.seek(0, 2)
                pickle.dump(gazette, self._file, pickle.HIGHEST_PROTOCOL)
                self.outlines[source.id] = _outline(gazette, offset)
            found.append(source.path)
        for source_id, paths in names.items():
            copies = tuple(sorted(paths)[1:])
            self.outlines[source_id] = replace(self.outlines[source_id], copies=copies)

    def read(self, outlines: Iterable[Outline]) -> Iterator[Gazette]:
        """The gazettes of these outlines, in their order."""
        for outline in outlines:
            self._file.seek(outline.offset)
            gazette: Gazette = pickle.load(self._file)
            yield gazette


def _outline(gazette: Gazette, offset: int) -> Outline:
    documents = tuple(parsed.document.model_copy(update={"text": ""}) for parsed in gazette.documents)
    issue = gazette.issue
    return Outline(
        source_id=gazette.source.id,
        path=gazette.source.path,
        issue_id=issue.id if issue else None,
        edition_of=gazette.source.edition_of,
        published=_published(issue, documents),
        has_pages=gazette.source.pages is not None,
        clauses=sum(len(parsed.clauses) for parsed in gazette.documents),
        documents=documents,
        sketch=sketch_of(parsed.document.text for parsed in gazette.documents),
        offset=offset,
    )


def _published(issue: Issue | None, documents: tuple[Document, ...]) -> str:
    """The date of the issue, else of its newest document, else its year; empty where nothing is known."""
    if issue and issue.published_on:
        return issue.published_on
    dates = [document.issued_on for document in documents if document.issued_on]
    return max(dates, default=f"{issue.year}" if issue and issue.year else "")
