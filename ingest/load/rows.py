"""The rows of one gazette, as kb.db holds them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.load.editions import MADE_HERE
from ingest.load.links import DocumentLinks, document_of, parent_of
from ingest.load.units import Units, place_named, place_of
from schema.base import Row
from schema.document import Diagnostic, Document, Gazette, Issue, ParsedDocument, fact_lists
from schema.facts import Event

Values = Mapping[str, Any]

_RENAMED = {"clause": "clause_id", "parent": "parent_id", "document": "document_id", "person": "person_id"}


def source_row(gazette: Gazette, edition_of: str | None) -> Values:
    """The row of `sources`."""
    return _values(gazette.source, edition_of=edition_of)


def gazette_rows(gazette: Gazette, links: DocumentLinks, units: Units) -> Iterator[tuple[str, Values]]:
    """Every row of a gazette but that of its source, each with the name of its table, in a fixed order."""
    documents = [parsed.document for parsed in gazette.documents]
    by_id = {document.id: document for document in documents}
    declared = gazette.source.declared or {}
    yield from _source_rows(gazette)
    if gazette.issue:
        yield from _issue_rows(gazette.issue, gazette.source.id, documents)
    for seq, parsed in enumerate(gazette.documents, 1):
        document = parsed.document
        gazette_names = (gazette.issue.gazette, gazette.issue.publisher) if gazette.issue else ()
        above = by_id.get(parent_of(document, documents) or "")
        yield (
            "documents",
            _values(
                document,
                seq=seq,
                source_id=gazette.source.id,
                issue_id=gazette.issue.id if gazette.issue else None,
                parent_id=above.id if above else None,
                place=place_of(document, above, gazette_names, declared.get("place")),
            ),
        )
        place = place_named(document.issuer, *gazette_names)
        yield from _document_rows(parsed, links, units, place)
    here = {document.id for document in documents}
    for diagnostic in gazette.diagnostics:
        if diagnostic.code not in MADE_HERE:
            known = diagnostic.document if diagnostic.document in here else None
            yield "diagnostics", diagnostic_row(diagnostic, gazette.source.id, known)


def diagnostic_row(diagnostic: Diagnostic, source_id: str | None, document_id: str | None) -> Values:
    """The row of `diagnostics`."""
    return _values(diagnostic, source_id=source_id, document_id=document_id)


def _source_rows(gazette: Gazette) -> Iterator[tuple[str, Values]]:
    """What a source holds besides its documents: pages, masthead and contents, and what typesetting put there."""
    here = {"source_id": gazette.source.id}
    for page in gazette.pages:
        yield "pages", _values(page, **here)
    for seq, block in enumerate(gazette.front, 1):
        yield "front", _values(block, seq=seq, **here)
    ranges: dict[str, list[tuple[int, int]]] = {}
    for discard in gazette.discards:
        ranges.setdefault(discard.name, []).append(discard.source)
    for name, places in sorted(ranges.items()):
        yield "discards", {"name": name, "count": len(places), "ranges": json.dumps(places), **here}


def _issue_rows(issue: Issue, source_id: str, documents: Sequence[Document]) -> Iterator[tuple[str, Values]]:
    yield "issues", _values(issue, source_id=source_id)
    for line in issue.contents:
        yield "contents", _values(line, issue_id=issue.id, document_id=document_of(line, documents))
    for member in issue.rosters:
        yield "rosters", _values(member, issue_id=issue.id)


_LINKED = {"units", "targets", "citations", "clause_citations", "appointments"}
"""The lists of facts whose rows lead to other rows; those of the others are their columns."""


def _document_rows(
    parsed: ParsedDocument, links: DocumentLinks, units: Units, place: str | None
) -> Iterator[tuple[str, Values]]:
    document = parsed.document
    here = {"document_id": document.id}
    for seq, block in enumerate(parsed.blocks, 1):
        yield "blocks", _values(block, seq=seq, **here)
    for clause in parsed.clauses:
        yield "clauses", _values(clause, **here)
    for duty in parsed.units:
        yield "clause_units", _values(duty, unit_id=units.id_of(duty.name, duty.canonical, place), **here)
    yield from _table_rows(parsed)
    for citation in parsed.citations:
        yield "citations", _values(citation, cited_document_id=links.cited(citation, document), **here)
    for cited in parsed.clause_citations:
        yield (
            "clause_citations",
            _values(
                cited,
                cited_document_id=links.cited(cited, document),
                cited_clause_id=cited.cited_clause if cited.cited_document == document.id else None,
                **here,
            ),
        )
    yield from _people_rows(parsed, units, place)
    for name in sorted(fact_lists().keys() - _LINKED):
        for row in getattr(parsed, name):
            yield name, _values(row, **here)


def _table_rows(parsed: ParsedDocument) -> Iterator[tuple[str, Values]]:
    """The printed tables, and the targets, which may stand in one."""
    here = {"document_id": parsed.document.id}
    by_caption: dict[str | None, str] = {}
    for table in parsed.tables:
        by_caption.setdefault(table.caption, table.id)
        yield "tables", _values(table, **here)
    for target in parsed.targets:
        stands_in = by_caption.get(target.table) if target.table else None
        yield "targets", _values(target, table_id=stands_in, table_caption=target.table, **here)


def _people_rows(parsed: ParsedDocument, units: Units, place: str | None) -> Iterator[tuple[str, Values]]:
    """Appointments, rosters, and events with who is named in them."""
    here = {"document_id": parsed.document.id}
    for appointment in parsed.appointments:
        organisation = appointment.organisation
        unit_id = units.id_of(organisation, None, place) if organisation else None
        yield "appointments", _values(appointment, unit_id=unit_id, **here)
    for member in parsed.rosters:
        yield "rosters", _values(member, **here)
    for event in parsed.events:
        yield "events", _values(event, **here)
        yield from _event_people(event, parsed.document)


def _event_people(event: Event, document: Document) -> Iterator[tuple[str, Values]]:
    for person in event.people:
        quote = document.text[person.char_start : person.char_end]
        yield (
            "event_people",
            _values(
                person,
                event_id=event.id,
                document_id=document.id,
                person_id=person.name,
                quote=quote,
                page=event.page,
            ),
        )


def people_of(table: str, values: Values) -> str | None:
    """The person that a row names, if it names one."""
    return values.get("person_id") if table in {"appointments", "rosters", "event_people"} else None


def _values(row: Row, **given: Any) -> Values:
    """The column values of a row: its fields, lists as JSON; and what is `given`, which stands above them."""
    values = {_RENAMED.get(name, name): value for name, value in row.__dict__.items()}
    values |= given
    for name, value in values.items():
        if type(value) in (tuple, dict):
            values[name] = _as_json(value)
    return values


def _as_json(value: tuple[Any, ...] | dict[str, str]) -> str | None:
    """JSON text, for plain values; lists of rows are tables of their own."""
    if any(isinstance(item, Row) for item in value):
        return None
    return json.dumps(value, ensure_ascii=False)
