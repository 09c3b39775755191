"""A document's clauses into its facts: each clause's text through the finders, then what spans clauses."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from parsers.facts.duties.units import Attributed, apply_standing_rules
from parsers.facts.guard import Guard, Place
from parsers.facts.kinds import KINDS, Facts, find_facts
from parsers.language.names.context import Before, Context
from schema.base import Fact
from schema.document import Clause
from schema.facts import Citation, Deadline, Duty, Target

AnyFact = TypeVar("AnyFact", bound=Fact)


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause's text without its label, and where it begins in the document's text."""

    clause: Clause
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The facts that hang on a document's clauses, in reading order."""

    units: tuple[Duty, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    others: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    """The rows of every kind that nothing but its clause bears on, by its list."""


PageAt = Callable[[int], int | None]


def document_facts(
    text: str, clauses: Sequence[Clause], context: Context, page_at: PageAt, guard: Guard, place: Place
) -> DocumentFacts:
    """The facts of a document from its text and clause rows; `page_at` gives the page of a position in the text.

    What fails goes to `guard`; `place` is that of the document.
    """
    pieces = [_clause_text(text, clause) for clause in clauses]
    contexts = list(_contexts(pieces, context))
    found = [
        find_facts(piece.text, own, guard, clause_place(place, piece.clause))
        for piece, own in zip(pieces, contexts, strict=True)
    ]
    own_duties = [
        (piece.text, [d for d in facts["units"] if isinstance(d, Duty)])
        for piece, facts in zip(pieces, found, strict=True)
    ]
    ruled = guard.run("units", place, lambda: apply_standing_rules(own_duties, context.place))
    plain = ([Attributed(index, duty) for duty in duties] for index, (_, duties) in enumerate(own_duties))
    duties = _duties(pieces, ruled or [*plain], page_at)
    return DocumentFacts(
        units=tuple(once_a_clause(duties, lambda d: (d.name, d.role))),
        deadlines=tuple(_placed(pieces, found, Deadline, "deadlines", page_at)),
        targets=tuple(_placed(pieces, found, Target, "targets", page_at)),
        citations=tuple(
            once_a_clause(
                _placed(pieces, found, Citation, "citations", page_at), lambda c: (c.title, c.doc_number)
            )
        ),
        others=dict(_others(pieces, found, page_at)),
    )


def clauses_in_context(
    text: str, clauses: Sequence[Clause], base: Context
) -> Iterable[tuple[ClauseText, Context]]:
    """The text of each clause of a document, and what its surroundings tell a fact parser."""
    pieces = [_clause_text(text, clause) for clause in clauses]
    return zip(pieces, _contexts(pieces, base), strict=True)


def _others(
    pieces: Sequence[ClauseText], found: Sequence[Facts], page_at: PageAt
) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """The rows of each kind that is no field of its own above, in reading order."""
    own = {each.name for each in fields(DocumentFacts)}
    for kind in KINDS:
        if kind.name not in own:
            rows = _placed(pieces, found, kind.row, kind.name, page_at)
            yield kind.name, tuple(once_a_clause(rows, kind.once) if kind.once else rows)


def _clause_text(text: str, clause: Clause) -> ClauseText:
    start = clause.char_start + len(clause.label or "")
    return ClauseText(clause, text[start : clause.char_end], start)


def _contexts(pieces: Sequence[ClauseText], base: Context) -> Iterable[Context]:
    """Each clause's context: the headings above it, the text that leads to it, what its clause said before."""
    own: dict[str, ClauseText] = {}
    said: dict[str, Before] = {}
    for piece in pieces:
        clause = piece.clause
        parent = own.get(clause.parent or "")
        yield replace(
            base,
            path=clause.path,
            headings=_headings(clause, own),
            lead_in=parent.clause.text if parent else "",
            before=said.get(clause.path, Before()) if clause.label is None else Before(),
        )
        own[clause.id] = piece
        earlier = said.get(clause.path) if clause.label is None else None
        said[clause.path] = (earlier or Before()).and_then(clause.text)


def _headings(clause: Clause, known: Mapping[str, ClauseText]) -> tuple[str, ...]:
    above = known.get(clause.parent or "")
    outer = _headings(above.clause, known) if above else ()
    return (*outer, clause.heading) if clause.heading else outer


def clause_place(document: Place, clause: Clause) -> Place:
    """The place of a clause, for a doubt."""
    path = clause.path or clause.id.rpartition("#")[2]
    return Place(document.document, path, clause.char_start, clause.char_end, clause.page)


def _duties(
    pieces: Sequence[ClauseText], duties: Sequence[Sequence[Attributed]], page_at: PageAt
) -> Iterable[Duty]:
    for piece, items in zip(pieces, duties, strict=True):
        for item in items:
            yield _at(item.duty, piece.clause, pieces[item.quoted_from].start, page_at)


def _placed(
    pieces: Sequence[ClauseText], found: Sequence[Facts], row_type: type[AnyFact], kind: str, page_at: PageAt
) -> Iterable[AnyFact]:
    for piece, facts in zip(pieces, found, strict=True):
        for fact in facts[kind]:
            assert isinstance(fact, row_type)
            yield _at(fact, piece.clause, piece.start, page_at)


def _at(fact: AnyFact, clause: Clause, start: int, page_at: PageAt) -> AnyFact:
    """The fact on its clause, its range moved from the clause's text to the document's."""
    position = fact.char_start + start
    return fact.model_copy(
        update={
            "clause": clause.id,
            "path": clause.path,
            "page": page_at(position),
            "char_start": position,
            "char_end": fact.char_end + start,
        }
    )


def once_a_clause(rows: Iterable[AnyFact], key: Callable[[AnyFact], Hashable]) -> Iterable[AnyFact]:
    """One row per key: a numbered clause and its further paragraphs are one clause."""
    seen: set[tuple[str | None, Hashable]] = set()
    for row in rows:
        name = (row.path or row.clause, key(row))
        if name not in seen:
            seen.add(name)
            yield row
