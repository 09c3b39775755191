"""Parsed gazettes set aside on disk, with an outline of each in memory: a load reads them back in its own order."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from schema.document import Document, Gazette, Issue


@dataclass(frozen=True, slots=True)
class Outline:
    """What is decided before the rows are written: what a source holds, and where it was set aside.

    `edition` is alike for two sources of the same issue, or of the same documents on their own; `edition_of` is
    the source that this one was found to be another edition of when it was loaded before.
    """

    source_id: str
    edition: str
    edition_of: str | None
    published: str
    has_pages: bool
    clauses: int
    documents: tuple[Document, ...]
    offset: int

    @property
    def order(self) -> tuple[str, str, str]:
        """Oldest first, so that the newest rows have the highest numbers; the same for the same sources."""
        return (self.published, self.edition, self.source_id)

    @property
    def worth(self) -> tuple[int, bool, int, str]:
        """The better of two editions holds more documents, then knows its pages, then holds more clauses."""
        return (len(self.documents), self.has_pages, self.clauses, self.source_id)


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
        names: dict[str, str] = {}
        for gazette in gazettes:
            source = gazette.source
            if source.id not in names or source.path < names[source.id]:
                names[source.id] = source.path
                offset = self._file.seek(0, 2)
                pickle.dump(gazette, self._file, pickle.HIGHEST_PROTOCOL)
                self.outlines[source.id] = _outline(gazette, offset)

    def read(self, outlines: Iterable[Outline]) -> Iterator[Gazette]:
        """The gazettes of these outlines, in their order."""
        for outline in outlines:
            self._file.seek(outline.offset)
            gazette: Gazette = pickle.load(self._file)
            yield gazette


def best_editions(outlines: Iterable[Outline]) -> tuple[list[Outline], dict[str, str]]:
    """The outlines to load, in order, and for each source that is another edition of one, that one's id."""
    ranked = sorted(outlines, key=lambda o: o.worth, reverse=True)
    there = {outline.source_id for outline in ranked}
    others = {o.source_id: o.edition_of for o in ranked if o.edition_of in there}
    best: dict[str, Outline] = {}
    for outline in ranked:
        if outline.source_id in others:
            continue
        chosen = best.setdefault(outline.edition, outline)
        if chosen is not outline:
            others[outline.source_id] = chosen.source_id
    return sorted(best.values(), key=lambda o: o.order), others


def _outline(gazette: Gazette, offset: int) -> Outline:
    documents = tuple(parsed.document.model_copy(update={"text": ""}) for parsed in gazette.documents)
    issue = gazette.issue
    return Outline(
        source_id=gazette.source.id,
        edition=issue.id if issue else "\n".join(d.id for d in documents) or gazette.source.id,
        edition_of=gazette.source.edition_of,
        published=_published(issue, documents),
        has_pages=gazette.source.pages is not None,
        clauses=sum(len(parsed.clauses) for parsed in gazette.documents),
        documents=documents,
        offset=offset,
    )


def _published(issue: Issue | None, documents: tuple[Document, ...]) -> str:
    """The date of the issue, else of its newest document, else its year; empty where nothing is known."""
    if issue and issue.published_on:
        return issue.published_on
    dates = [document.issued_on for document in documents if document.issued_on]
    return max(dates, default=f"{issue.year}" if issue and issue.year else "")
