"""What is decided of a source before its rows are written: which edition it is, its ids, what it may be cited as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.load.source.sketch import Sketch, sketch_of
from schema.document import Document, Gazette, Issue


class Listed(NamedTuple):
    """What other sources may ask of a document: what it is called and cited as, and who issued it when."""

    id: str
    key: str
    role: str
    title: str
    doc_number: str | None
    issuer: str | None
    issued_on: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a source holds, without its text.

    `edition_of` is the source that this one was found to be another edition of when it was loaded before; `copies`
    are the paths of files that are the same byte for byte; `doubts` counts what is doubted by its code.
    """

    source_id: str
    path: str
    issue_id: str | None
    edition_of: str | None
    published: str
    has_pages: bool
    clauses: int
    documents: tuple[Listed, ...]
    sketch: Sketch
    doubts: Mapping[str, int] = field(default_factory=dict)
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


def outline_of(gazette: Gazette) -> Outline:
    """The outline of a gazette."""
    documents = tuple(_listed(parsed.document) for parsed in gazette.documents)
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
        doubts=dict(Counter(doubt.code for doubt in gazette.diagnostics)),
    )


def _listed(document: Document) -> Listed:
    return Listed(*(getattr(document, name) for name in Listed._fields))


def _published(issue: Issue | None, documents: tuple[Listed, ...]) -> str:
    """The date of the issue, else of its newest document, else its year; empty where nothing is known."""
    if issue and issue.published_on:
        return issue.published_on
    dates = [document.issued_on for document in documents if document.issued_on]
    return max(dates, default=f"{issue.year}" if issue and issue.year else "")
