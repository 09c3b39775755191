"""What a document's body holds, by its role: clauses and their facts, appointments, a roster, or events."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import TypeVar

from parsers.facts.citations.amendments import amends, find_amendments
from parsers.facts.citations.citations import find_citations
from parsers.facts.citations.clause_citations import find_clause_citations, missing_clauses
from parsers.facts.facts import DocumentFacts, clause_place, document_facts, once_a_clause
from parsers.facts.guard import Guard, Place
from parsers.facts.people.appointments import find_appointments
from parsers.facts.people.doubts import doubts_of_people
from parsers.facts.people.events import find_events
from parsers.facts.people.rosters import find_roster
from parsers.facts.readings import LinesRead, doubts_of_reading, read_title, readings
from parsers.facts.regions import lines_of, refined
from parsers.facts.tables.duties import table_duties
from parsers.facts.tables.tables import PlacedTable, place_tables, table_targets
from parsers.facts.tables.tasks import task_deadlines, task_targets
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from parsers.layout.elements import Part
from parsers.layout.placing import Placed, place
from parsers.layout.tree.clauses import ClauseTree
from schema.base import Quoted
from schema.document import Clause, Diagnostic, Table
from schema.facts import Amendment, Appointment, Citation, ClauseCitation, Event, RosterMember, Target

_IN_LINE = lazy(".")
_ABOVE = 4  # lines above a chronicle that may say its year
_HEAD = ("masthead", "subtitle", "title", "remark")
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

    def rows_of_whole(
        self, kind: str, find: Callable[[str], Iterable[AnyQuoted]], text: str, blocks: Sequence[Placed]
    ) -> list[AnyQuoted]:
        """The rows that `find` finds in the whole text, others' parts blanked; where it fails, in each block."""
        try:
            return [self.moved(row, 0) for row in find(text)]
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
    """The rows of a document whose elements are `parts`; `document` is its id. Every region has every reader it fits."""
    body = Body(document)
    lines = [] if context.role == "appointments" else lines_of(parts)
    found = body.guard.run("rosters", body.place(), lambda: list(readings(lines, context.title)))
    kinds = body.guard.run("rosters", body.place(), lambda: refined(parts, context, found))
    body.text, body.placed = place(kinds or parts)
    context = replace(context, above="\n".join([*(p.text for p in parts if p.kind in _HEAD), context.above]))
    body.diagnostics += _doubts_of_readings(body, context, found)
    _read_events(body, context)
    if context.role not in ("chronicle", "appointments"):
        _read_clauses(body, context, document)
    _read_people(body, context)
    spans = [(event.char_start, event.char_end) for event in body.events]
    entries = _from_first_to_last(body.placed, "appointment")
    spans += [(entries[0].start, entries[-1].end)] if entries else []
    cited = (*body.facts.citations, *_citations(body, spans, context))
    body.facts = replace(body.facts, citations=tuple(sorted(cited, key=lambda row: row.char_start)))
    return body


def _doubts_of_readings(body: Body, context: Context, found: Iterable[LinesRead]) -> Iterator[Diagnostic]:
    """What is uncertain about how lines are read, at the first line of each reading."""
    title = read_title([placed.part.content for placed in body.placed], context.title)
    for reading in (*found, *([title] if title else [])):
        first = body.placed[reading.start]
        for code, message in doubts_of_reading(reading, context.title):
            yield Diagnostic(
                document=body.document,
                severity="warning",
                code=code,
                message=message,
                page=first.page_at(first.start),
                char_start=first.start,
                char_end=first.end,
            )


def _read_people(body: Body, context: Context) -> None:
    """Rosters and appointments wherever they stand; a line that one of the two reads is not read by the other."""
    if context.role != "chronicle":
        blocks = [p for p in body.placed if p.part.kind in (*_BODY, "remark")]
        masked = _masked(body, blocks, ())
        body.rosters = body.rows_of_whole("rosters", lambda text: find_roster(text, context), masked, blocks)
    own = [
        p
        for p in body.placed
        if p.part.kind in (*_BODY, "subtitle") and p.part.kind not in ("event", "roster")
    ]
    taken = [(row.char_start, row.char_end) for row in body.rosters]
    masked = _masked(body, own, taken)
    for row in body.rows_of_whole("appointments", lambda text: find_appointments(text, context), masked, own):
        clause = _clause_at(body.clauses, row.char_start)
        place = {"clause": clause.id, "path": clause.path} if clause else {}
        quote = body.text[row.char_start : row.char_end]
        body.appointments.append(row.model_copy(update={**place, "quote": quote}))
    body.diagnostics += doubts_of_people(body.document, body.events, body.rosters, body.appointments)


def _masked(body: Body, blocks: Iterable[Placed], taken: Iterable[tuple[int, int]]) -> str:
    """The text with spaces for all that is not in these blocks, or in ranges that are taken."""
    own = [(placed.start, placed.end) for placed in blocks]
    between = zip((0, *(end for _, end in own)), (*(start for start, _ in own), len(body.text)), strict=True)
    return _blanked(_blanked(body.text, between), taken)


def _blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """The text with a space for each character of some ranges, but for the ends of lines."""
    pieces, position = [], 0
    for start, end in sorted(ranges):
        if end > position:
            pieces += [text[position:start], _IN_LINE.sub(" ", text[max(start, position) : end])]
            position = end
    return "".join([*pieces, text[position:]])


def _clause_at(clauses: Sequence[Clause], position: int) -> Clause | None:
    """The clause whose text holds a position; clauses stand in reading order."""
    index = bisect_right(clauses, position, key=lambda clause: clause.char_start) - 1
    return clauses[index] if index >= 0 and position < clauses[index].char_end else None


def _from_first_to_last(placed: Sequence[Placed], *kinds: str) -> Sequence[Placed]:
    """The blocks from the first to the last of some kinds."""
    own = [i for i, p in enumerate(placed) if p.part.kind in kinds]
    return placed[own[0] : own[-1] + 1] if own else ()


def _read_events(body: Body, context: Context) -> None:
    """The entries of each chronicle: of the whole document, or of the lines that are one."""
    if context.role == "chronicle":
        regions = [_from_first_to_last(body.placed, "event", "subtitle")]
    else:
        regions = [
            [placed for _, placed in group]
            for kind, group in groupby(enumerate(body.placed), key=lambda pair: pair[1].part.kind)
            if kind == "event"
        ]
    for entries in regions:
        above = body.text[: entries[0].start].rsplit("\n", _ABOVE + 1)[-_ABOVE - 1 :] if entries else []
        own = replace(context, above="\n".join([*above, context.above]))
        body.events += body.rows_of_blocks("events", partial(_events_in, context=own), entries)


def _events_in(text: str, context: Context) -> list[Event]:
    return find_events(text, context)


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
    amending = amends(context.title, (placed.text for placed in content))
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
    return replace(
        facts,
        units=tuple(once_a_clause(duties, lambda duty: (duty.name, duty.role))),
        deadlines=tuple(sorted(deadlines, key=lambda row: row.char_start)),
        targets=tuple(sorted(targets, key=lambda row: row.char_start)),
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
