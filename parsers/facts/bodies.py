"""What a document's body holds, by its role: clauses and their facts, appointments, a roster, or events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from parsers.facts.citations.amendments import amends
from parsers.facts.citations.clause_citations import missing_clauses
from parsers.facts.hanging import Body, Passage, once_a_clause
from parsers.facts.kinds import KINDS, Kind, Read
from parsers.facts.passages import BLOCKS
from parsers.facts.people.doubts import doubts_of_people
from parsers.facts.readings import (
    LinesRead,
    doubts_of_kind,
    doubts_of_reading,
    doubts_of_titles,
    read_other_title,
    read_title,
    readings,
)
from parsers.facts.regions import lines_of, refined
from parsers.facts.tables.tables import PrintedTable, printed_tables
from parsers.language.names.context import Context
from parsers.layout.elements import Part
from parsers.layout.evidence.kind import weigh_parts
from parsers.layout.placing import place
from parsers.layout.tree.clauses import ClauseTree
from schema.base import Quoted
from schema.document import Diagnostic
from schema.facts import Amendment, Appointment, ClauseCitation, Event, RosterMember

_HEAD = ("masthead", "subtitle", "title", "remark")


def read_body(parts: Sequence[Part], context: Context, document: str) -> Body:
    """The rows of a document whose elements are `parts`; `document` is its id. Every region has every reader it fits."""
    body = Body(document)
    lines = [] if context.role == "appointments" else lines_of(parts)
    found = body.guard.run("rosters", body.place(), lambda: list(readings(lines, context.title)))
    kinds = body.guard.run("rosters", body.place(), lambda: refined(parts, context, found))
    body.text, body.placed = place(kinds or parts)
    context = replace(context, above="\n".join([*(p.text for p in parts if p.kind in _HEAD), context.above]))
    body.diagnostics += _doubts_of_readings(body, context, found)
    tables: list[PrintedTable] = []
    if context.role not in ("chronicle", "appointments"):
        tables = _read_clauses(body, context)
    _read_facts(body, context, tables)
    body.diagnostics += body.guard.run("missing_clauses", body.place(), partial(_missing_clauses, body))
    people = body.of(Event), body.of(RosterMember), body.of(Appointment)
    body.diagnostics += doubts_of_people(body.document, *people)
    return body


def _doubts_of_readings(body: Body, context: Context, found: Iterable[LinesRead]) -> Iterator[Diagnostic]:
    """What is uncertain about how lines are read, at the first line of each reading."""
    blocks = [placed.part.content for placed in body.placed]
    title = read_title(blocks, context.title)
    other = read_other_title(blocks) if title else None
    for reading in (*found, *([title] if title else [])):
        for doubt in doubts_of_reading(reading, context.title):
            yield _doubt(body, reading.start, *doubt)
    for doubt in doubts_of_titles(title, other) if title and other else ():
        yield _doubt(body, other.start if other else 0, *doubt)
    kinds = weigh_parts(context.title, ((placed.part.kind, placed.part.text) for placed in body.placed))
    top = next((at for at, placed in enumerate(body.placed) if placed.part.kind == "title"), 0)
    for doubt in doubts_of_kind(kinds, context.title) if body.placed else ():
        yield _doubt(body, top, *doubt)


def _doubt(body: Body, at: int, code: str, message: str) -> Diagnostic:
    """A doubt at a placed part."""
    part = body.placed[at]
    return Diagnostic(
        document=body.document,
        severity="warning",
        code=code,
        message=message,
        page=part.page_at(part.start),
        char_start=part.start,
        char_end=part.end,
    )


def _read_clauses(body: Body, context: Context) -> list[PrintedTable]:
    """Read the clause tree and the tables; give the tables as printed."""
    kinds = (
        ("paragraph", "table", "note")
        if context.role == "annex"
        else ("paragraph", "table", "note", "roster")
    )
    content = [p for p in body.placed if p.part.kind in kinds]
    body.amending = amends(context.title, (placed.text for placed in content))
    tree = ClauseTree(body.document, body.amending)
    clauses = body.guard.run("clauses", body.place(), lambda: tree.build(content))
    body.clauses = clauses or ClauseTree(body.document).build_flat(content)
    body.diagnostics += tree.diagnostics
    blocks = [p for p in body.placed if p.part.kind in BLOCKS]
    tables = body.guard.run("tables", body.place(), lambda: printed_tables(blocks, body.clauses))
    body.tables = [printed.table for printed in tables]
    return tables


def _read_facts(body: Body, context: Context, tables: Sequence[PrintedTable]) -> None:
    """Look for every kind of fact in the passages where it may stand, passage by passage, and in the tables."""
    for where in dict.fromkeys(where for kind in KINDS for where in kind.where):
        kinds = [(kind, kind.finder(body)) for kind in KINDS if where in kind.where]
        found: dict[str, list[Read[Any]]] = {kind.name: [] for kind, _ in kinds}
        for passage in where(body, context):
            for kind, find in kinds:
                found[kind.name] += body.read(kind.name, find, passage)
        for kind, _ in kinds:
            body.rows.setdefault(kind.name, []).extend(_hung(kind, found[kind.name], body, context))
    for kind in KINDS:
        rows = [*body.rows[kind.name], *_rows_of_tables(kind, body, context, tables)]
        if not kind.across:  # a row that a rule adds elsewhere stands where it is added
            rows.sort(key=lambda row: row.char_start)
        body.rows[kind.name] = [*(once_a_clause(rows, kind.once) if kind.once else rows)]
    _leave_out_replaced(body)


def _hung(kind: Kind[Any], found: Sequence[Read[Any]], body: Body, context: Context) -> Iterator[Quoted]:
    """What was found, in its place in the document."""
    if kind.across:
        found = body.guard.run(kind.name, body.place(), partial(kind.across, found, context)) or found
    return (body.hung(row, passage) for passage, rows in found for row in rows)


def _rows_of_tables(
    kind: Kind[Any], body: Body, context: Context, tables: Iterable[PrintedTable]
) -> Iterator[Quoted]:
    for printed in tables if kind.in_table else ():
        assert kind.in_table
        table = printed.table
        passage = Passage(table.quote, table.char_start, context, printed.clause)
        rows = body.guard.run(kind.name, body.place(passage), partial(kind.in_table, printed, context))
        yield from (body.hung(row, passage) for row in rows)


def _leave_out_replaced(body: Body) -> None:
    """Leave out the times and numbers of words that an amendment replaces or deletes."""
    spans = []
    for row in body.of(Amendment):
        start = body.text.find(row.old, row.char_start, row.char_end) if row.old else -1
        spans += [(start, start + len(row.old or ""))] if start >= 0 else []
    for name in ("deadlines", "targets"):
        body.rows[name] = [row for row in body.rows[name] if not _inside(row.char_start, spans)]


def _inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _missing_clauses(body: Body) -> list[Diagnostic]:
    return missing_clauses(body.of(ClauseCitation), body.document)
