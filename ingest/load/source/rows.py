"""The rows of one gazette, as kb.db holds them, but for what leads to other sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, get_args, get_origin

from ingest.load.editions import MADE_HERE
from ingest.load.links import document_of, parent_of
from schema.base import Row
from schema.document import (
    Block,
    Clause,
    ContentsLine,
    Diagnostic,
    Document,
    FrontBlock,
    Gazette,
    Issue,
    Page,
    ParsedDocument,
    Source,
    Table,
    fact_lists,
)
from schema.facts import (
    Appointment,
    Citation,
    ClauseCitation,
    Duty,
    Event,
    EventPerson,
    RosterMember,
    Target,
)
from schema.identity import short_name
from schema.tables import TABLES

Rows = dict[str, list[list[Any]]]

_RENAMED = {"clause": "clause_id", "parent": "parent_id", "document": "document_id", "person": "person_id"}
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class Form:
    """How rows of a type become rows of a table: the values of its fields, lists as JSON, then what is `given` beside it."""

    def __init__(self, table: str, row: type[Row], *given: str) -> None:
        fields = {_RENAMED.get(name, name): name for name in row.model_fields}
        own = [name for name in TABLES[table].column_names if name in fields and name not in given]
        self.columns = (*own, *given)
        self._values: Callable[[Row], tuple[Any, ...]] = attrgetter(*(fields[name] for name in own))
        types = [row.model_fields[fields[name]].annotation for name in own]
        self._lists = [at for at, annotation in enumerate(types) if _is_list(annotation)]

    def row(self, row: Row, *given: Any) -> list[Any]:
        """The values of one row."""
        values = [*self._values(row), *given]
        for at in self._lists:
            value = values[at]
            if value is not None:
                values[at] = _ENCODE(value) if value else "{}" if type(value) is dict else "[]"
        return values

    def rows(self, rows: Iterable[Row], *given: Any) -> list[list[Any]]:
        """The values of rows of one document."""
        return [self.row(row, *given) for row in rows]


def _is_list(annotation: Any) -> bool:
    return any(get_origin(part) in (tuple, dict) for part in (annotation, *get_args(annotation)))


_LINKED = {"units", "targets", "citations", "clause_citations", "appointments"}
"""The lists of facts whose rows lead to other rows; those of the others are their columns."""
_OTHERS = tuple(sorted(fact_lists().keys() - _LINKED))

FORMS = {
    "sources": Form("sources", Source),
    "pages": Form("pages", Page, "source_id"),
    "front": Form("front", FrontBlock, "seq", "source_id"),
    "issues": Form("issues", Issue, "source_id"),
    "contents": Form("contents", ContentsLine, "issue_id", "document_id"),
    "documents": Form(
        "documents", Document, "seq", "source_id", "issue_id", "parent_id", "short_id", "place"
    ),
    "blocks": Form("blocks", Block, "seq", "document_id"),
    "clauses": Form("clauses", Clause, "document_id", "short_id"),
    "clause_units": Form("clause_units", Duty, "document_id", "unit_id"),
    "tables": Form("tables", Table, "document_id"),
    "targets": Form("targets", Target, "document_id", "table_id", "table_caption"),
    "citations": Form("citations", Citation, "document_id", "cited_document_id"),
    "clause_citations": Form(
        "clause_citations", ClauseCitation, "document_id", "cited_document_id", "cited_clause_id"
    ),
    "appointments": Form("appointments", Appointment, "document_id", "unit_id"),
    "rosters": Form("rosters", RosterMember, "document_id", "issue_id"),
    "events": Form("events", Event, "document_id"),
    "event_people": Form(
        "event_people", EventPerson, "document_id", "event_id", "person_id", "quote", "page"
    ),
    "diagnostics": Form("diagnostics", Diagnostic, "source_id", "document_id"),
    **{name: Form(name, fact_lists()[name], "document_id") for name in _OTHERS},
}
"""The form of each table that a gazette fills."""

COLUMNS = {name: form.columns for name, form in FORMS.items()} | {
    "discards": ("source_id", "name", "count", "ranges")
}
"""The columns of each of these tables in the order of its rows here; those that a load fills alone are not among them."""


def gazette_rows(gazette: Gazette) -> Rows:
    """The rows of a gazette by table, in a fixed order.

    Where a load has to ask what is meant, the row holds what is printed of it: of a duty its canonical name as `unit_id`,
    of a citation the document that the parser found as `cited_document_id`.
    """
    rows: Rows = {name: [] for name in COLUMNS}
    documents = [parsed.document for parsed in gazette.documents]
    _source_rows(gazette, rows)
    if gazette.issue:
        _issue_rows(gazette.issue, gazette.source.id, documents, rows)
    issue = gazette.issue.id if gazette.issue else None
    for seq, parsed in enumerate(gazette.documents, 1):
        parent = parent_of(parsed.document, documents)
        given = (seq, gazette.source.id, issue, parent, short_name(parsed.document.id), None)
        rows["documents"].append(FORMS["documents"].row(parsed.document, *given))
        _document_rows(parsed, rows)
    here = {document.id for document in documents}
    for doubt in gazette.diagnostics:
        if doubt.code not in MADE_HERE:
            known = doubt.document if doubt.document in here else None
            rows["diagnostics"].append(FORMS["diagnostics"].row(doubt, gazette.source.id, known))
    return rows


def _source_rows(gazette: Gazette, rows: Rows) -> None:
    """What a source holds besides its documents: pages, masthead and contents, and what typesetting put there."""
    here = gazette.source.id
    rows["sources"].append(FORMS["sources"].row(gazette.source))
    rows["pages"] += FORMS["pages"].rows(gazette.pages, here)
    rows["front"] += (FORMS["front"].row(block, seq, here) for seq, block in enumerate(gazette.front, 1))
    ranges: dict[str, list[tuple[int, int]]] = {}
    for discard in gazette.discards:
        ranges.setdefault(discard.name, []).append(discard.source)
    rows["discards"] += ([here, name, len(at), _ENCODE(at)] for name, at in sorted(ranges.items()))


def _issue_rows(issue: Issue, source_id: str, documents: Sequence[Document], rows: Rows) -> None:
    rows["issues"].append(FORMS["issues"].row(issue, source_id))
    rows["contents"] += (
        FORMS["contents"].row(line, issue.id, document_of(line, documents)) for line in issue.contents
    )
    rows["rosters"] += FORMS["rosters"].rows(issue.rosters, None, issue.id)


def _document_rows(parsed: ParsedDocument, rows: Rows) -> None:
    here = parsed.document.id
    rows["blocks"] += (FORMS["blocks"].row(block, seq, here) for seq, block in enumerate(parsed.blocks, 1))
    rows["clauses"] += (FORMS["clauses"].row(c, here, short_name(c.id)) for c in parsed.clauses)
    rows["clause_units"] += (FORMS["clause_units"].row(duty, here, duty.canonical) for duty in parsed.units)
    _table_rows(parsed, rows)
    rows["citations"] += (FORMS["citations"].row(c, here, c.cited_document) for c in parsed.citations)
    rows["clause_citations"] += (
        FORMS["clause_citations"].row(
            cited, here, cited.cited_document, cited.cited_clause if cited.cited_document == here else None
        )
        for cited in parsed.clause_citations
    )
    rows["appointments"] += FORMS["appointments"].rows(parsed.appointments, here, None)
    rows["rosters"] += FORMS["rosters"].rows(parsed.rosters, here, None)
    rows["events"] += FORMS["events"].rows(parsed.events, here)
    rows["event_people"] += (
        FORMS["event_people"].row(
            person,
            here,
            event.id,
            person.name,
            parsed.document.text[person.char_start : person.char_end],
            event.page,
        )
        for event in parsed.events
        for person in event.people
    )
    for name in _OTHERS:
        rows[name] += FORMS[name].rows(getattr(parsed, name), here)


def _table_rows(parsed: ParsedDocument, rows: Rows) -> None:
    """The printed tables, and the targets, which may stand in one."""
    here = parsed.document.id
    by_caption: dict[str | None, str] = {}
    for table in parsed.tables:
        by_caption.setdefault(table.caption, table.id)
    rows["tables"] += FORMS["tables"].rows(parsed.tables, here)
    rows["targets"] += (
        FORMS["targets"].row(
            target, here, by_caption.get(target.table) if target.table else None, target.table
        )
        for target in parsed.targets
    )
