"""A source made ready to be written: its outline, and its rows packed as they go into the tables.

What leads to other sources is filled in when all are known; the rest is made once, and kept in the cache.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from typing import Any, NamedTuple

from ingest.load.source.outline import Outline, outline_of
from ingest.load.source.rows import Rows, gazette_rows
from parsers.facts.identity import with_all_ids
from schema.document import Gazette, ParsedDocument
from schema.passages import clause_passage, document_passages
from schema.tokens import index_text


class Content(NamedTuple):
    """The rows of each table; the words of those that are searched, by index; what tells the place of its documents.

    That is the names of the gazette and its publisher, and the place that is declared for the source.
    """

    rows: Rows
    words: dict[str, list[str]]
    names: tuple[str | None, ...]
    declared: str | None


@dataclass(frozen=True, slots=True)
class Ready:
    """A source ready to be written. `applied` are the names of the corrections that found their place in it.

    `name` is what it is kept under; empty where it is not.
    """

    outline: Outline
    packed: bytes
    applied: tuple[str, ...] = ()
    name: str = ""

    @property
    def content(self) -> Content:
        """Its rows, which are the caller's to change."""
        return Content(*marshal.loads(self.packed))


def ready(gazette: Gazette, applied: tuple[str, ...] = ()) -> Ready:
    """The gazette ready to be written, with an id for each fact that has none yet."""
    gazette = with_all_ids(gazette)
    documents = gazette.documents
    names = (gazette.issue.gazette, gazette.issue.publisher) if gazette.issue else ()
    content: tuple[Any, ...] = Content(
        gazette_rows(gazette),
        {
            "clauses_fts": [
                index_text(clause_passage(c.heading, c.text)) for parsed in documents for c in parsed.clauses
            ],
            "events_fts": [index_text(event.text) for parsed in documents for event in parsed.events],
            "documents_fts": [index_text(*_passages(parsed)) for parsed in documents],
        },
        names,
        (gazette.source.declared or {}).get("place"),
    )
    return Ready(outline_of(gazette), marshal.dumps(tuple(content)), applied)


def _passages(parsed: ParsedDocument) -> list[str]:
    document = parsed.document
    blocks = ((block.kind, block.char_start, block.char_end) for block in parsed.blocks)
    return document_passages(document.title, document.doc_number, document.text, blocks)
