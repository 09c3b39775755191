"""What a document's body holds, by its role: clauses and their facts, appointments, a roster, or events."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from parsers.facts.citations.amendments import find_amendments
from parsers.facts.citations.citations import find_citations
from parsers.facts.citations.clause_citations import find_clause_citations, missing_clauses
from parsers.facts.facts import DocumentFacts, document_facts, once_a_clause
from parsers.facts.people.appointments import find_appointments
from parsers.facts.people.events import find_events
from parsers.facts.people.rosters import find_roster, is_role_line
from parsers.facts.tables.duties import table_duties
from parsers.facts.tables.tables import PlacedTable, is_caption, place_tables, table_targets
from parsers.facts.tables.tasks import task_deadlines, task_targets
from parsers.language.labels import match_label
from parsers.language.names.context import Context
from parsers.layout.clauses import ClauseTree
from parsers.layout.elements import Part, prose
from parsers.layout.placing import Placed, place
from schema.base import Quoted
from schema.document import BlockKind, Clause, Diagnostic, Table
from schema.facts import Amendment, Appointment, Citation, ClauseCitation, Event, RosterMember, Target
from schema.source import Paragraph

_ROSTER_TITLE = re.compile(r"名单|组成人员|成员|领导小组|指挥部|委员会")
_FEWEST_MEMBERS = 3
_BODY = ("paragraph", "table", "note", "caption", "event", "appointment", "roster")

AnyQuoted = TypeVar("AnyQuoted", bound=Quoted)


@dataclass(slots=True)
class Body:
    """A document's text, its placed blocks, and the rows found in it."""

    text: str
    placed: list[Placed]
    clauses: list[Clause] = field(default_factory=list)
    facts: DocumentFacts = field(default_factory=DocumentFacts)
    tables: list[Table] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    rosters: list[RosterMember] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    clause_citations: list[ClauseCitation] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def page_at(self, position: int) -> int | None:
        """The page of a position in the document's text."""
        index = bisect_right(self.placed, position, key=_start_of) - 1
        return self.placed[index].page_at(position) if index >= 0 else None

    def moved(self, row: AnyQuoted, by: int) -> AnyQuoted:
        """The row with its range moved from a part of the text to the whole, and its page."""
        start = row.char_start + by
        return row.model_copy(
            update={"char_start": start, "char_end": row.char_end + by, "page": self.page_at(start)}
        )


def _start_of(placed: Placed) -> int:
    return placed.start


def read_body(parts: Sequence[Part], context: Context, document: str) -> Body:
    """The rows of a document whose elements are `parts`; `document` is its id."""
    kinds = _refined(parts, context)
    text, placed = place(kinds)
    body = Body(text, placed)
    if context.role == "chronicle":
        _read_events(body, context)
    elif context.role == "appointments":
        start, end = _region(placed, "appointment")
        body.appointments = [body.moved(row, start) for row in find_appointments(text[start:end], context)]
        body.facts = DocumentFacts(citations=_citations(body, start, end, context))
    else:
        _read_clauses(body, context, document)
    if any(p.part.kind == "roster" for p in placed):
        start, end = _region(placed, "roster")
        body.rosters = [body.moved(row, start) for row in find_roster(text[start:end], context)]
    return body


def _refined(parts: Sequence[Part], context: Context) -> list[Part]:
    """The parts with what the role says of their body: entries keep the spaces that separate their columns."""
    if context.role in ("chronicle", "appointments"):
        kind: BlockKind = "event" if context.role == "chronicle" else "appointment"
        return [Part(kind, p.content) if p.kind == "paragraph" else p for p in parts]
    members = _roster_parts(parts, context)
    refined: list[Part] = []
    for i, part in enumerate(parts):
        if i in members:
            refined.append(Part("roster", part.content))
        elif isinstance(part.content, Paragraph) and part.kind in _BODY:
            paragraph = prose(part.content)
            above_table = i + 1 < len(parts) and parts[i + 1].kind == "table"
            caption = above_table and is_caption(paragraph.text) and match_label(paragraph.text) is None
            refined.append(Part("caption" if caption else part.kind, paragraph))
        else:
            refined.append(part)
    return refined


def _roster_parts(parts: Sequence[Part], context: Context) -> set[int]:
    """Which paragraphs list the members of a group; none unless the title speaks of one."""
    if not _ROSTER_TITLE.search(context.title):
        return set()
    body = [(i, p.text) for i, p in enumerate(parts) if p.kind == "paragraph"]
    members = find_roster("\n".join(text for _, text in body), context)
    if len(members) < _FEWEST_MEMBERS:
        return set()
    held: set[int] = set()
    position = 0
    for i, text in body:
        if any(position <= m.char_start < position + len(text) for m in members):
            held.add(i)
        position += len(text) + 1
    lines, first = dict(body), min(held)
    while is_role_line(lines.get(first - 1, "")):
        first -= 1
    return set(range(first, max(held) + 1)) & {i for i, _ in body}


def _region(placed: Sequence[Placed], kind: str) -> tuple[int, int]:
    """The range from the first to the last block of a kind."""
    own = [p for p in placed if p.part.kind == kind]
    return (own[0].start, own[-1].end) if own else (0, 0)


def _read_events(body: Body, context: Context) -> None:
    own = [p for p in body.placed if p.part.kind in ("event", "subtitle")]
    start, end = (own[0].start, own[-1].end) if own else (0, 0)
    events = find_events(body.text[start:end], context)
    body.events = [
        body.moved(event, start).model_copy(
            update={
                "people": tuple(
                    p.model_copy(update={"char_start": p.char_start + start, "char_end": p.char_end + start})
                    for p in event.people
                )
            }
        )
        for event in events
    ]
    citations = (
        row for event in body.events for row in _citations(body, event.char_start, event.char_end, context)
    )
    body.facts = DocumentFacts(citations=tuple(citations))


def _citations(body: Body, start: int, end: int, context: Context) -> tuple[Citation, ...]:
    """The documents that a part of the text without clauses cites, each once."""
    rows = (body.moved(row, start) for row in find_citations(body.text[start:end], context))
    return tuple(once_a_clause(rows, lambda row: (row.title, row.doc_number)))


def _read_clauses(body: Body, context: Context, document: str) -> None:
    kinds = (
        ("paragraph", "table", "note")
        if context.role == "annex"
        else ("paragraph", "table", "note", "roster")
    )
    content = [p for p in body.placed if p.part.kind in kinds]
    amending = (context.doc_type == "决定") and re.search(r"修改|修正", context.title) is not None
    tree = ClauseTree(document, amending)
    body.clauses = tree.build(content)
    body.diagnostics += tree.diagnostics
    facts = document_facts(body.text, body.clauses, context, body.page_at)
    tables = place_tables([p for p in body.placed if p.part.kind in _BODY], body.clauses)
    body.tables = [placed.table for placed in tables]
    targets = [*facts.targets, *(row for placed in tables for row in _table_targets(placed, context))]
    targets.sort(key=lambda row: row.char_start)
    deadlines = [*facts.deadlines, *(row for placed in tables for row in task_deadlines(placed, context))]
    deadlines.sort(key=lambda row: row.char_start)
    duties = [*facts.units, *(row for placed in tables for row in table_duties(placed, context))]
    units = tuple(once_a_clause(duties, lambda duty: (duty.name, duty.role)))
    body.facts = DocumentFacts(units, tuple(deadlines), tuple(targets), facts.citations)
    cited = find_clause_citations(body.text, body.clauses, context, document)
    body.clause_citations = [body.moved(row, 0) for row in cited]
    body.diagnostics += missing_clauses(body.clause_citations, document)
    if amending:
        body.amendments = list(_read_amendments(body, context))
        body.facts = _without_replaced(body)


def _table_targets(placed: PlacedTable, context: Context) -> list[Target]:
    """The numbers of a table, those in the sentences of its tasks included."""
    numbers = table_targets(placed, context)
    within = {
        start
        for starts in placed.starts
        for start, end in zip(starts, [*starts[1:], placed.table.char_end], strict=True)
        if any(start <= row.char_start < end for row in numbers)
    }
    return [*numbers, *task_targets(placed, context, within)]


def _without_replaced(body: Body) -> DocumentFacts:
    """The facts without the times and numbers of words that an amendment replaces or deletes."""
    spans = []
    for row in body.amendments:
        start = body.text.find(row.old, row.char_start, row.char_end) if row.old else -1
        spans += [(start, start + len(row.old or ""))] if start >= 0 else []
    return replace(
        body.facts,
        deadlines=tuple(r for r in body.facts.deadlines if not _inside(r.char_start, spans)),
        targets=tuple(r for r in body.facts.targets if not _inside(r.char_start, spans)),
    )


def _inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _read_amendments(body: Body, context: Context) -> list[Amendment]:
    """The operations of each numbered clause, its further paragraphs included."""
    found: list[Amendment] = []
    for clause in body.clauses:
        if not clause.label:
            continue
        end = max(c.char_end for c in body.clauses if c.path == clause.path)
        start = clause.char_start + len(clause.label)
        for row in find_amendments(body.text[start:end], clause.path.rpartition("/")[2], context):
            found.append(body.moved(row, start).model_copy(update={"clause": clause.id, "path": clause.path}))
    return found
