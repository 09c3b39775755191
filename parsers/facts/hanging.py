"""A document's body, and what is found in it: a finder gives rows of a passage, and they are hung in it here alone.

A finder knows nothing of documents: it gives what a passage says, with ranges in it. `Body.hung` moves the range into
the document's text, takes the quotation from there, and adds clause, path and page; the boxes on pages follow from
the range, when the source is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from parsers.facts.guard import Guard, Place
from parsers.language.names.context import Context
from parsers.layout.placing import Placed
from schema.base import Fact, Quoted
from schema.document import Clause, Diagnostic, Table
from schema.facts import Event, EventPerson

AnyRow = TypeVar("AnyRow", bound=Quoted)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a finder reads: where they begin in the document's text, and what surrounds them.

    What is found in them hangs on `clause`; where that is None, on the clause that holds the words, if any.
    A passage of several blocks is read block by block where it cannot be read at one go.
    """

    text: str
    start: int
    context: Context
    clause: Clause | None = None
    blocks: Sequence[Placed] = ()


Finder = Callable[[Passage], Iterable[AnyRow]]
"""Gives the rows of a passage, with ranges in it."""


@dataclass(slots=True)
class Body:
    """A document's text, its placed blocks, and the rows found in it by kind. What fails is among `diagnostics`."""

    document: str
    text: str = ""
    placed: list[Placed] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    amending: bool = False
    rows: dict[str, list[Quoted]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def guard(self) -> Guard:
        """Runs what looks for rows; its doubts are the body's."""
        return Guard(self.diagnostics)

    def of(self, row: type[AnyRow]) -> list[AnyRow]:
        """The rows of a type, in reading order."""
        return [each for rows in self.rows.values() for each in rows if isinstance(each, row)]

    def place(self, passage: Passage | None = None) -> Place:
        """Where a passage stands, for a doubt; of None the whole body."""
        if passage is None:
            return Place(self.document, None, 0, len(self.text), self.page_at(0))
        start, end, clause = passage.start, passage.start + len(passage.text), passage.clause
        if clause is None:
            return Place(self.document, None, start, end, self.page_at(start))
        line = self.text.rfind("\n", 0, start) + 1  # a clause's label stands before its words
        path = clause.path or clause.id.rpartition("#")[2]
        return Place(self.document, path, max(line, clause.char_start), end, self.page_at(start))

    def page_at(self, position: int) -> int | None:
        """The page of a position in the document's text."""
        index = bisect_right(self.placed, position, key=_start_of) - 1
        return self.placed[index].page_at(position) if index >= 0 else None

    def clause_at(self, position: int) -> Clause | None:
        """The clause whose text holds a position; clauses stand in reading order."""
        index = bisect_right(self.clauses, position, key=_begins) - 1
        return self.clauses[index] if index >= 0 and position < self.clauses[index].char_end else None

    def read(
        self, kind: str, find: Finder[AnyRow], passage: Passage
    ) -> Iterator[tuple[Passage, list[AnyRow]]]:
        """What is found in a passage; what fails is a doubt, of each block where the passage has several."""
        if passage.blocks:
            try:
                yield passage, list(find(passage))
                return
            except MemoryError:
                raise
            except Exception:
                for placed in passage.blocks:
                    own = self.text[placed.start : placed.end]
                    yield from self.read(kind, find, Passage(own, placed.start, passage.context))
                return
        yield passage, self.guard.run(kind, partial(self.place, passage), partial(find, passage))

    def hung(self, row: AnyRow, passage: Passage) -> AnyRow:
        """The row in its document: range, quotation, page, and the clause it hangs on."""
        update = _range(row, passage.start)
        start, end = row.char_start + passage.start, row.char_end + passage.start
        update |= {"quote": self.text[start:end], "page": self.page_at(start)}
        if isinstance(row, Event):
            people = (each.model_copy(update=_range(each, passage.start)) for each in row.people)
            update["people"] = tuple(people)
        if isinstance(row, Fact) and (clause := passage.clause or self.clause_at(start)):
            update |= {"clause": clause.id, "path": clause.path}
        return row.model_copy(update=update)


def once_a_clause(rows: Iterable[AnyRow], key: Callable[[AnyRow], Hashable]) -> Iterator[AnyRow]:
    """One row per key: a numbered clause and its further paragraphs are one clause."""
    seen: set[tuple[str | None, Hashable]] = set()
    for row in rows:
        name = (row.path or row.clause if isinstance(row, Fact) else None, key(row))
        if name not in seen:
            seen.add(name)
            yield row


def _range(row: Quoted | EventPerson, by: int) -> dict[str, object]:
    return {"char_start": row.char_start + by, "char_end": row.char_end + by}


def _start_of(placed: Placed) -> int:
    return placed.start


def _begins(clause: Clause) -> int:
    return clause.char_start
