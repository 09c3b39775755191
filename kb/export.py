"""Reading the gazettes back out of kb.db: the JSON that parsing gives, with the links that loading found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from kb.answers.answer import Where
from schema.answers.objects import FoundDuty, Ring
from schema.base import Fact, Row
from schema.document import (
    Block,
    Clause,
    ContentsLine,
    Diagnostic,
    Discarded,
    Document,
    FrontBlock,
    Gazette,
    Issue,
    Page,
    ParsedDocument,
    Source,
    Table,
    fact_lists,
)
from schema.facts import Deadline, Duty, Event, EventPerson, RosterMember, Target

R = TypeVar("R", bound=Row)

_COLUMN = {
    "clause": "clause_id",
    "parent": "parent_id",
    "document": "document_id",
    "cited_document": "cited_document_id",
    "cited_clause": "cited_clause_id",
    "person": "person_id",
    "table": "table_caption",
}
_JSON = frozenset(
    {"addressees", "annexes", "boxes", "cells", "declared", "doubts", "metadata", "shares", "source"}
)

_OF_DOCUMENT = "where document_id = ? order by pk"

_DUTIES = "clause_units c join units u on u.id = c.unit_id"
_CANONICAL = "case when u.kind is not null or u.name <> c.name then u.name end as canonical"
"""The full name of an organisation, where it is known and not only the name as printed."""

_FOUND_DUTIES = f"""
select c.*, {_CANONICAL}, d.title as document_title, d.issued_on,
  coalesce(d.doc_number, (select p.doc_number from documents p where p.id = d.parent_id)) as doc_number,
  coalesce((select '/c/' || short_id from clauses where id = c.clause_id), '/d/' || d.short_id) as address
from {_DUTIES} join documents d on d.id = c.document_id
"""


def read_gazettes(connection: sqlite3.Connection) -> Iterator[Gazette]:
    """One gazette for each source, oldest first. One that is another edition of a source has no documents."""
    for source in connection.execute("select * from sources order by rowid"):
        issue = connection.execute("select * from issues where source_id = ?", [source["id"]]).fetchone()
        documents = connection.execute(
            "select d.*, p.key as parent_key from documents d left join documents p on p.id = d.parent_id "
            "where d.source_id = ? order by d.seq",
            [source["id"]],
        )
        yield Gazette(
            source=_row(Source, source),
            pages=_rows(connection, Page, "pages", "where source_id = ? order by page", source["id"]),
            issue=_issue(connection, issue) if issue else None,
            documents=tuple(_document(connection, document) for document in documents.fetchall()),
            front=_rows(connection, FrontBlock, "front", "where source_id = ? order by seq", source["id"]),
            discards=_discards(connection, source["id"]),
            diagnostics=_rows(
                connection, Diagnostic, "diagnostics", "where source_id = ? order by pk", source["id"]
            ),
        )


def read_document(connection: sqlite3.Connection, document_id: str) -> ParsedDocument | None:
    """The document of this id with all that was found in it; None where there is none."""
    sql = "select d.*, p.key as parent_key from documents d left join documents p on p.id = d.parent_id where d.id = ?"
    document = connection.execute(sql, [document_id]).fetchone()
    return _document(connection, document) if document else None


def read_facts(connection: sqlite3.Connection, clause_id: str) -> dict[str, tuple[Fact, ...]]:
    """The duties (`units`), deadlines and targets of a clause."""
    which = "where clause_id = ? order by pk"
    return {
        "units": _duties(connection, "c.clause_id", clause_id),
        "deadlines": _rows(connection, Deadline, "deadlines", which, clause_id),
        "targets": _rows(connection, Target, "targets", which, clause_id),
    }


def read_duties(
    connection: sqlite3.Connection,
    where: Where,
    ring_of: Mapping[str, Ring],
    link: Callable[[str], str],
    most: int,
) -> tuple[tuple[FoundDuty, ...], str | None]:
    """So many of the duties `c` that fulfil the conditions, in the order of documents, each with its document and ring.

    With them the number (`pk`) of the last, where there are more. `ring_of` names the ring of each organisation, `link`
    makes a short address whole.
    """
    part = f"c.pk in (select c.pk from clause_units c where {where} order by c.pk limit ?)"
    sql = f"{_FOUND_DUTIES} where {part} order by c.pk"
    rows = connection.execute(sql, [*where.values, most + 1]).fetchall()
    duties = (
        _row(FoundDuty, row, address=link(row["address"]), ring=ring_of[row["unit_id"]])
        for row in rows[:most]
    )
    return tuple(duties), str(rows[most - 1]["pk"]) if len(rows) > most else None


def read_issue(connection: sqlite3.Connection, issue_id: str) -> Issue | None:
    """The issue of this id, with its contents and editorial board; None where there is none."""
    issue = connection.execute("select * from issues where id = ?", [issue_id]).fetchone()
    return _issue(connection, issue) if issue else None


def _discards(connection: sqlite3.Connection, source_id: str) -> tuple[Discarded, ...]:
    """What was left out of the documents, in the order of the source."""
    kinds = connection.execute("select name, ranges from discards where source_id = ?", [source_id])
    found = [(tuple(place), name) for name, ranges in kinds for place in json.loads(ranges)]
    return tuple(Discarded(name=name, source=place) for place, name in sorted(found))


def _issue(connection: sqlite3.Connection, issue: sqlite3.Row) -> Issue:
    contents = _rows(connection, ContentsLine, "contents", "where issue_id = ? order by seq", issue["id"])
    rosters = _rows(connection, RosterMember, "rosters", "where issue_id = ? order by pk", issue["id"])
    return _row(Issue, issue, contents=contents, rosters=rosters)


def _document(connection: sqlite3.Connection, document: sqlite3.Row) -> ParsedDocument:
    here: str = document["id"]

    def facts(row: type[R], table: str) -> tuple[R, ...]:
        return _rows(connection, row, table, _OF_DOCUMENT, here)

    return ParsedDocument(
        document=_row(Document, document, parent=document["parent_key"]),
        blocks=_rows(connection, Block, "blocks", "where document_id = ? order by seq", here),
        clauses=facts(Clause, "clauses"),
        units=_duties(connection, "c.document_id", here),
        rosters=facts(RosterMember, "rosters"),
        events=_events(connection, here),
        tables=facts(Table, "tables"),
    ).model_copy(update={name: facts(row, name) for name, row in fact_lists().items() if name != "units"})


def _duties(connection: sqlite3.Connection, column: str, value: str) -> tuple[Duty, ...]:
    sql = f"select c.*, {_CANONICAL} from {_DUTIES} where {column} = ? order by c.pk"
    return tuple(_row(Duty, row) for row in connection.execute(sql, [value]))


def _events(connection: sqlite3.Connection, document_id: str) -> tuple[Event, ...]:
    events = connection.execute(f"select * from events {_OF_DOCUMENT}", [document_id]).fetchall()
    named = "select *, person_id as name from event_people where event_id = ? order by pk"
    return tuple(
        _row(
            Event,
            event,
            people=tuple(_row(EventPerson, person) for person in connection.execute(named, [event["id"]])),
        )
        for event in events
    )


def _rows(connection: sqlite3.Connection, row: type[R], table: str, which: str, value: str) -> tuple[R, ...]:
    found = connection.execute(f"select * from [{table}] {which}", [value])
    return tuple(_row(row, values) for values in found)


def _row(row: type[R], values: sqlite3.Row, **given: Any) -> R:
    """A row of the model from a row of the database; `given` stands above what the columns hold."""
    columns = set(values.keys())
    fields: dict[str, Any] = {}
    for field in row.model_fields:
        column = field if field in columns else _COLUMN.get(field, field)
        if column in columns and field not in given:
            value = values[column]
            fields[field] = json.loads(value) if field in _JSON and value is not None else value
    return row.model_validate({**fields, **given})
