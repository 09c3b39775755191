"""kb.db for programs: its rows with types, one line away from pandas and Polars."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from kb.answers.answer import Where, doubts_of, read
from kb.changes import rows_since
from kb.database import open_database
from kb.units import unit_ids


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with the document that it stands in."""

    id: str
    document_id: str
    document_title: str
    doc_number: str | None
    issued_on: str | None
    path: str
    kind: str
    label: str | None
    heading: str | None
    text: str
    page: int | None
    char_start: int
    char_end: int
    first_seen: str | None


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact with the document that it stands in: `quote` is that document's text from `char_start` to `char_end`."""

    id: str
    document_id: str
    document_title: str
    doc_number: str | None
    issued_on: str | None
    clause_id: str | None
    path: str
    page: int | None
    quote: str
    char_start: int
    char_end: int
    doubts: tuple[str, ...]
    origin: str
    first_seen: str | None


@dataclass(frozen=True, slots=True)
class DutyRow(_Fact):
    """Who must act in which role. `unit` is the organisation's id, `name` what is printed."""

    unit: str
    name: str
    role: str
    basis: str


@dataclass(frozen=True, slots=True)
class DeadlineRow(_Fact):
    """A time limit; dates are ISO, partial where the source is."""

    text: str
    kind: str
    start: str | None
    due: str | None
    duration: str | None
    working_days: bool
    anchor: str | None


@dataclass(frozen=True, slots=True)
class TargetRow(_Fact):
    """A number that binds or is reported; `value_base` is in `unit_base`, with 万 and 亿 multiplied out."""

    indicator: str | None
    comparator: str
    value: float | None
    value_max: float | None
    ratio: str | None
    unit: str | None
    value_base: float | None
    unit_base: str | None
    table_id: str | None
    due: str | None
    kind: str
    nature: str | None


@dataclass(frozen=True, slots=True)
class AppointmentRow(_Fact):
    """An appointment or removal."""

    date: str | None
    person: str
    action: str
    organisation: str | None
    unit: str | None
    position: str | None
    authority: str | None
    probation: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A name where it is printed: `what` is appointment, roster (then `role` and `body`) or event.

    A name alone does not say that two rows are one person. An editorial board stands in an issue, in no document.
    """

    id: str
    person: str
    what: str
    day: str | None
    action: str | None
    body: str | None
    role: str | None
    post: str | None
    document_id: str | None
    document_title: str | None
    issue_id: str | None
    page: int | None
    quote: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a build added, changed or removed; `row` is what it says today, None where it is gone."""

    seq: int
    at: str
    kind: str
    table: str
    row_id: str
    document_id: str | None
    hash_before: str | None
    hash_after: str | None
    reason: str
    row: dict[str, object] | None


Fact = TypeVar("Fact", bound=_Fact)

_CLAUSES = """
select c.*, d.title as document_title, d.doc_number, d.issued_on from clauses c join documents d on d.id = c.document_id
"""
_FACTS = """
select f.*, d.title as document_title, d.doc_number, d.issued_on from {table} f join documents d on d.id = f.document_id
"""
_PEOPLE = """
select f.*, d.title as document_title from (
  select id, person_id as person, 'appointment' as what, date as day, action, organisation as body, null as role,
    position as post, document_id, null as issue_id, page, quote, doubts, 1 as kind, pk from appointments
  union all
  select r.id, r.person_id, 'roster', b.issued_on, null, r.body, r.role, r.post, r.document_id, r.issue_id, r.page,
    r.quote, r.doubts, 2, r.pk from rosters r left join documents b on b.id = r.document_id
  union all
  select p.id, p.person_id, 'event', e.start, null, null, null, p.post, p.document_id, null, p.page,
    p.quote, p.doubts, 3, p.pk from event_people p join events e on e.id = p.event_id
) f left join documents d on d.id = f.document_id
"""
_COLUMNS = {
    "unit": {"clause_units": "unit_id", "appointments": "unit_id"},
    "person": {"appointments": "person_id"},
}


class KnowledgeBase:
    """A kb.db that is open for reading. Closed at the end of a `with` block, or by `close`."""

    def __init__(self, path: Path) -> None:
        self.connection: sqlite3.Connection = open_database(path)

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.connection.close()

    def clauses(self, *, unit: str | None = None, document: str | None = None) -> Iterator[ClauseRow]:
        """Clauses in the order of the documents: of one document, or those that bind an organisation by name."""
        where = Where()
        where.binds("c.id", self._units(unit))
        if document:
            where.add("c.document_id = ?", document)
        names = [field.name for field in fields(ClauseRow)]
        for row in read(self.connection, f"{_CLAUSES} where {where} order by c.pk", where.values):
            yield ClauseRow(**{name: row[name] for name in names})

    def duties(self, *, unit: str | None = None, role: str | None = None) -> Iterator[DutyRow]:
        """Duties, of one organisation (under any of its names), in one role."""
        where = Where()
        where.one_of("f.unit_id", self._units(unit))
        where.one_of("f.role", [role] if role else None)
        return self._facts(DutyRow, "clause_units", where)

    def deadlines(
        self, *, unit: str | None = None, start: str | None = None, end: str | None = None
    ) -> Iterator[DeadlineRow]:
        """Time limits, of clauses that bind an organisation, due between two days."""
        where = Where()
        where.binds("f.clause_id", self._units(unit))
        if start:
            where.add("f.due >= ?", start)
        if end:
            where.add("f.due <= ?", end)
        return self._facts(DeadlineRow, "deadlines", where)

    def targets(self, *, unit: str | None = None, kind: str | None = None) -> Iterator[TargetRow]:
        """Numbers, of clauses that bind an organisation, of one kind."""
        where = Where()
        where.binds("f.clause_id", self._units(unit))
        where.one_of("f.kind", [kind] if kind else None)
        return self._facts(TargetRow, "targets", where)

    def appointments(self, *, person: str | None = None) -> Iterator[AppointmentRow]:
        """Appointments and removals, of everybody of a name."""
        where = Where()
        where.one_of("f.person_id", [person] if person else None)
        return self._facts(AppointmentRow, "appointments", where)

    def people(self, *, person: str | None = None) -> Iterator[PersonRow]:
        """Everywhere that names are printed: appointments, then rosters, then events; of everybody of a name."""
        where = Where()
        where.one_of("f.person", [person] if person else None)
        names = [field.name for field in fields(PersonRow)]
        sql = f"{_PEOPLE} where {where} order by f.kind, f.pk"
        for row in read(self.connection, sql, where.values):
            yield PersonRow(**{**{name: row[name] for name in names}, "doubts": tuple(doubts_of(row))})

    def changes(self, since: int = 0) -> Iterator[ChangeRow]:
        """Every row that builds changed after a number, once, the last change of it."""
        names = [field.name for field in fields(ChangeRow)]
        for row in rows_since(self.connection, since):
            yield ChangeRow(**{name: row[name] for name in names})

    def _units(self, name: str | None) -> Sequence[str] | None:
        """The ids of the organisations that a name means. Raises UnknownUnitError where it means none."""
        return unit_ids(self.connection, name) if name else None

    def _facts(self, row_type: type[Fact], table: str, where: Where) -> Iterator[Fact]:
        names = [field.name for field in fields(row_type)]
        for row in read(
            self.connection, f"{_FACTS.format(table=table)} where {where} order by f.pk", where.values
        ):
            values = {name: row[_COLUMNS.get(name, {}).get(table, name)] for name in names}
            values["doubts"] = tuple(doubts_of(row))
            if "working_days" in values:
                values["working_days"] = bool(row["working_days"])
            yield row_type(**values)
