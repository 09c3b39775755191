"""What a document's body holds, by its role: clauses and their facts, appointments, a roster, or events."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from parsers.facts.citations.amendments import find_amendments
from parsers.facts.citations.citations import find_citations
from parsers.facts.citations.clause_citations import find_clause_citations, missing_clauses
from parsers.facts.facts import DocumentFacts, clause_place, document_facts, once_a_clause
from parsers.facts.guard import Guard, Place
from parsers.facts.people.appointments import find_appointments
from parsers.facts.people.events import find_events
from parsers.facts.people.rosters import find_roster, is_role_line
from parsers.facts.tables.duties import table_duties
from parsers.facts.tables.tables import PlacedTable, is_caption, place_tables, table_targets
from parsers.facts.tables.tasks import task_deadlines, task_targets
from parsers.language.labels import match_label
from parsers.language.names.context import Context
from parsers.layout.elements import Part, prose
from parsers.layout.placing import Placed, place
from parsers.layout.tree.clauses import ClauseTree
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
    """A document's text, its placed blocks, and the rows found in it. What fails is among `diagnostics`."""

    document: str
    text: str = ""
    placed: list[Placed] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    facts: DocumentFacts = field(default_factory=DocumentFacts)
    tables: list[Table] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    rosters: list[RosterMember] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    clause_citations: list[ClauseCitation] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def guard(self) -> Guard:
        """Runs what looks for rows; its doubts are the body's."""
        return Guard(self.diagnostics)

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """A range of the text, for a doubt."""
        end = len(self.text) if end is None else end
        return Place(self.document, None, start, end, self.page_at(start))

    def rows(
        self, kind: str, find: Callable[[str], Iterable[AnyQuoted]], *spans: tuple[int, int]
    ) -> list[AnyQuoted]:
        """The rows that `find` finds in ranges of the text, each read by itself."""
        return [
            self.moved(row, start)
            for start, end in spans
            for row in self.guard.run(kind, self.place(start, end), partial(find, self.text[start:end]))
        ]

    def rows_of_blocks(
        self, kind: str, find: Callable[[str], Iterable[AnyQuoted]], blocks: Sequence[Placed]
    ) -> list[AnyQuoted]:
        """The rows that `find` finds from the first of some blocks to the last; where it fails, in each block."""
        if not blocks:
            return []
        start, end = blocks[0].start, blocks[-1].end
        try:
            return [self.moved(row, start) for row in find(self.text[start:end])]
        except MemoryError:
            raise
        except Exception:
            return self.rows(kind, find, *((placed.start, placed.end) for placed in blocks))

    def page_at(self, position: int) -> int | None:
        """The page of a position in the document's text."""
        index = bisect_right(self.placed, position, key=_start_of) - 1
        return self.placed[index].page_at(position) if index >= 0 else None

    def moved(self, row: AnyQuoted, by: int) -> AnyQuoted:
        """The row with its range moved from a part of the text to the whole, and its page."""
        start = row.char_start + by
        update: dict[str, object] = {
            "char_start": start,
            "char_end": row.char_end + by,
            "page": self.page_at(start),
        }
        if isinstance(row, Event):
            update["people"] = tuple(
                p.model_copy(update={"char_start": p.char_start + by, "char_end": p.char_end + by})
                for p in row.people
            )
        return row.model_copy(update=update)


def _start_of(placed: Placed) -> int:
    return placed.start


def read_body(parts: Sequence[Part], context: Context, document: str) -> Body:
    """The rows of a document whose elements are `parts`; `document` is its id."""
    body = Body(document)
    kinds = body.guard.run("rosters", body.place(), lambda: _refined(parts, context))
    body.text, body.placed = place(kinds or parts)
    if context.role == "chronicle":
        _read_events(body, context)
    elif context.role == "appointments":
        entries = _from_first_to_last(body.placed, "appointment")
        body.appointments = body.rows_of_blocks(
            "appointments", lambda text: find_appointments(text, context), entries
        )
        spans = [(entries[0].start, entries[-1].end)] if entries else []
        body.facts = DocumentFacts(citations=_citations(body, spans, context))
    else:
        _read_clauses(body, context, document)
    members = _from_first_to_last(body.placed, "roster")
    body.rosters = body.rows_of_blocks("rosters", lambda text: find_roster(text, context), members)
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
    starts = sorted(member.char_start for member in members)
    position = 0
    for i, text in body:
        if bisect_left(starts, position) < bisect_left(starts, position + len(text)):
            held.add(i)
        position += len(text) + 1
    lines, first = dict(body), min(held)
    while is_role_line(lines.get(first - 1, "")):
        first -= 1
    return set(range(first, max(held) + 1)) & {i for i, _ in body}


def _from_first_to_last(placed: Sequence[Placed], *kinds: str) -> Sequence[Placed]:
    """The blocks from the first to the last of some kinds."""
    own = [i for i, p in enumerate(placed) if p.part.kind in kinds]
    return placed[own[0] : own[-1] + 1] if own else ()


def _read_events(body: Body, context: Context) -> None:
    entries = _from_first_to_last(body.placed, "event", "subtitle")
    body.events = body.rows_of_blocks("events", lambda text: find_events(text, context), entries)
    spans = [(event.char_start, event.char_end) for event in body.events]
    body.facts = DocumentFacts(citations=_citations(body, spans, context))


def _citations(body: Body, spans: Iterable[tuple[int, int]], context: Context) -> tuple[Citation, ...]:
    """The documents that parts of the text without clauses cite, each once in a part."""
    found = (body.rows("citations", lambda text: find_citations(text, context), span) for span in spans)
    return tuple(
        row for rows in found for row in once_a_clause(rows, lambda row: (row.title, row.doc_number))
    )


def _read_clauses(body: Body, context: Context, document: str) -> None:
    kinds = (
        ("paragraph", "table", "note")
        if context.role == "annex"
        else ("paragraph", "table", "note", "roster")
    )
    content = [p for p in body.placed if p.part.kind in kinds]
    amending = (context.doc_type == "决定") and re.search(r"修改|修正", context.title) is not None
    tree = ClauseTree(document, amending)
    clauses = body.guard.run("clauses", body.place(), lambda: tree.build(content))
    body.clauses = clauses or ClauseTree(document).build_flat(content)
    body.diagnostics += tree.diagnostics
    facts = document_facts(body.text, body.clauses, context, body.page_at, body.guard, body.place())
    tables = body.guard.run(
        "tables",
        body.place(),
        lambda: place_tables([p for p in body.placed if p.part.kind in _BODY], body.clauses),
    )
    body.tables = [placed.table for placed in tables]
    body.facts = _with_tables(facts, tables, body, context)
    cited = find_clause_citations(body.text, body.clauses, context, document, body.guard)
    body.clause_citations = [body.moved(row, 0) for row in cited]
    body.diagnostics += body.guard.run(
        "missing_clauses", body.place(), lambda: missing_clauses(body.clause_citations, document)
    )
    if amending:
        body.amendments = list(_read_amendments(body, context))
        body.facts = _without_replaced(body)


def _with_tables(
    facts: DocumentFacts, tables: Sequence[PlacedTable], body: Body, context: Context
) -> DocumentFacts:
    """The facts of the clauses and those of the tables, in reading order."""

    def rows(kind: str, find: Callable[[PlacedTable, Context], Iterable[AnyQuoted]]) -> Iterator[AnyQuoted]:
        for placed in tables:
            at = replace(body.place(placed.table.char_start, placed.table.char_end), path=placed.table.path)
            yield from body.guard.run(kind, at, partial(find, placed, context))

    targets = [*facts.targets, *rows("targets", _table_targets)]
    deadlines = [*facts.deadlines, *rows("deadlines", task_deadlines)]
    duties = [*facts.units, *rows("units", table_duties)]
    return DocumentFacts(
        tuple(once_a_clause(duties, lambda duty: (duty.name, duty.role))),
        tuple(sorted(deadlines, key=lambda row: row.char_start)),
        tuple(sorted(targets, key=lambda row: row.char_start)),
        facts.citations,
    )


def _table_targets(placed: PlacedTable, context: Context) -> list[Target]:
    """The numbers of a table, those in the sentences of its tasks included."""
    numbers = table_targets(placed, context)
    cells = [start for starts in placed.starts for start in starts]
    within = {cells[bisect_right(cells, row.char_start) - 1] for row in numbers}
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
    ends = {clause.path: clause.char_end for clause in body.clauses}
    for clause in body.clauses:
        if not clause.label:
            continue
        end = ends[clause.path]
        start = clause.char_start + len(clause.label)
        find = partial(find_amendments, body.text[start:end], clause.path.rpartition("/")[2], context)
        for row in body.guard.run("amendments", clause_place(body.place(), clause), find):
            found.append(body.moved(row, start).model_copy(update={"clause": clause.id, "path": clause.path}))
    return found
