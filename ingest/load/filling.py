"""Filling in what leads from the rows of one source to others: organisations, cited documents, people, short names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ingest.load.links import DocumentLinks
from ingest.load.source.outline import Listed
from ingest.load.source.ready import Content
from ingest.load.source.rows import COLUMNS
from ingest.load.units import Units, place_named, place_of
from schema.tables import TABLES

NAMING_PEOPLE = ("appointments", "rosters", "event_people")


def _at(table: str, *columns: str) -> tuple[int, ...]:
    """Where columns stand in the rows of a table."""
    return tuple(COLUMNS[table].index(column) for column in columns)


def rows_of(units: Units) -> dict[str, list[list[Any]]]:
    """The rows of the tables of organisations, numbered from 1 on in each."""
    rows: dict[str, list[list[Any]]] = {
        name: [] for name in ("units", "unit_aliases", "unit_relations", "unit_reforms")
    }
    for table, values in units.rows():
        number = len(rows[table]) + 1
        rows[table].append([{"pk": number, **values}.get(name) for name in TABLES[table].column_names])
    return rows


class Filler:
    """Fills sources in one after the other; knows in the end which organisations and people they name."""

    def __init__(self, links: DocumentLinks, short_id: Callable[[str, str, str | None], str]) -> None:
        self._links = links
        self._short_id = short_id
        self._units = Units()
        self._people: set[str] = set()

    def fill(self, content: Content, documents: Sequence[Listed]) -> None:
        """Complete the rows of one source, whose documents these are."""
        places = {document.id: place_named(document.issuer, *content.names) for document in documents}
        by_id = {document.id: document for document in documents}
        self._name(content)
        self._place(content, by_id)
        self._bind(content, places)
        self._cite(content, by_id)
        for table in NAMING_PEOPLE:
            (person,) = _at(table, "person_id")
            self._people.update(row[person] for row in content.rows[table] if row[person])

    def rows(self) -> Iterator[tuple[str, list[list[Any]]]]:
        """The rows of the tables of organisations and people."""
        yield from rows_of(self._units).items()
        yield "people", [[name, name] for name in sorted(self._people)]

    def _name(self, content: Content) -> None:
        """Give documents and clauses their short names."""
        for table in ("documents", "clauses"):
            identifier, short = _at(table, "id", "short_id")
            for row in content.rows[table]:
                row[short] = self._short_id(table, row[identifier], row[short])

    def _place(self, content: Content, documents: dict[str, Listed]) -> None:
        """Say of which place each document is."""
        identifier, parent, place = _at("documents", "id", "parent_id", "place")
        for row in content.rows["documents"]:
            document, above = documents[row[identifier]], documents.get(row[parent])
            row[place] = place_of(document, above, content.names, content.declared)

    def _bind(self, content: Content, places: dict[str, str | None]) -> None:
        """Find the organisations that duties and appointments name."""
        name, unit, document = _at("clause_units", "name", "unit_id", "document_id")
        for row in content.rows["clause_units"]:
            row[unit] = self._units.id_of(row[name], row[unit], places[row[document]])
        name, unit, document = _at("appointments", "organisation", "unit_id", "document_id")
        for row in content.rows["appointments"]:
            if row[name]:
                row[unit] = self._units.id_of(row[name], None, places[row[document]])

    def _cite(self, content: Content, documents: dict[str, Listed]) -> None:
        """Find the documents that are cited."""
        for table in ("citations", "clause_citations"):
            cited, title, number, document = _at(
                table, "cited_document_id", "title", "doc_number", "document_id"
            )
            for row in content.rows[table]:
                by = documents[row[document]]
                row[cited] = self._links.cited(row[cited], row[title], row[number], by)
