"""The kinds of facts, listed once.

A new kind is a row type in `schema/` (with its list in `ParsedDocument` and its table), a finder in a folder of its
own beside this file, fixtures, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from parsers.facts.citations.amendments import find_amendments
from parsers.facts.citations.citations import find_citations
from parsers.facts.citations.clause_citations import CitedClauses, find_clause_citations
from parsers.facts.deadlines.deadlines import find_deadlines
from parsers.facts.duties.units import apply_standing_rules, find_units
from parsers.facts.hanging import Body, Finder, Passage
from parsers.facts.passages import acts, chronicles, clauses, entries, lists_of_members, operations
from parsers.facts.people.appointments import find_appointments
from parsers.facts.people.events import find_events
from parsers.facts.people.rosters import find_roster
from parsers.facts.tables.duties import table_duties
from parsers.facts.tables.tables import PrintedTable
from parsers.facts.tables.tasks import numbers_and_tasks, task_deadlines
from parsers.facts.targets.targets import find_targets
from parsers.language.names.context import Context
from schema.base import Quoted
from schema.facts import (
    Amendment,
    Appointment,
    Citation,
    ClauseCitation,
    Deadline,
    Duty,
    Event,
    RosterMember,
    Target,
)

Row = TypeVar("Row", bound=Quoted)
Where = Callable[[Body, Context], Iterable[Passage]]
Read = tuple[Passage, Sequence[Row]]
"""What was found in a passage."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row]):
    """A kind of fact.

    `name` is its list in `ParsedDocument`; `find` gives the rows of a text, with ranges in that text and no place yet.
    `where` gives the passages of a document that are read; `in_table` the rows of a table, with ranges in its text.
    `in_document` makes a finder for one document, where more than a text and its context bears on what is found;
    `across` goes over all that was found in the passages, where a rule of one bears on others.
    `once` says what makes two rows of one clause the same, where only one of them counts.
    """

    name: str
    row: type[Row]
    find: Callable[[str, Context], Iterable[Row]]
    where: tuple[Where, ...] = (clauses,)
    in_table: Callable[[PrintedTable, Context], Iterable[Row]] | None = None
    in_document: Callable[[Body], Finder[Row]] | None = None
    across: Callable[[Sequence[Read[Row]], Context], Iterable[Read[Row]]] | None = None
    once: Callable[[Row], Hashable] | None = None

    def finder(self, body: Body) -> Finder[Row]:
        """What finds the kind in the passages of a body."""
        return self.in_document(body) if self.in_document else self._of_a_text

    def _of_a_text(self, passage: Passage) -> Iterable[Row]:
        return self.find(passage.text, passage.context)


def _standing_rules(found: Sequence[Read[Duty]], context: Context) -> Iterable[Read[Duty]]:
    """The duties with those that a rule of the document adds; these quote the rule."""
    ruled = apply_standing_rules([(passage.text, duties) for passage, duties in found], context.place)
    for (passage, _), duties in zip(found, ruled, strict=True):
        for each in duties:
            yield replace(found[each.quoted_from][0], clause=passage.clause), [each.duty]


def _cited_clauses(body: Body) -> Finder[ClauseCitation]:
    return CitedClauses(body.clauses, body.document).cited_in


KINDS: tuple[Kind[Any], ...] = (
    Kind("events", Event, find_events, where=(chronicles,)),
    Kind(
        "units",
        Duty,
        find_units,
        in_table=table_duties,
        across=_standing_rules,
        once=lambda duty: (duty.name, duty.role),
    ),
    Kind("deadlines", Deadline, find_deadlines, in_table=task_deadlines),
    Kind("targets", Target, find_targets, in_table=numbers_and_tasks),
    Kind(
        "citations",
        Citation,
        find_citations,
        where=(clauses, entries),
        once=lambda cited: (cited.title, cited.doc_number),
    ),
    Kind("clause_citations", ClauseCitation, find_clause_citations, in_document=_cited_clauses),
    Kind("amendments", Amendment, find_amendments, where=(operations,)),
    Kind("rosters", RosterMember, find_roster, where=(lists_of_members,)),
    Kind("appointments", Appointment, find_appointments, where=(acts,)),
)
"""In the order in which they are looked for: a line that lists a member appoints nobody."""
