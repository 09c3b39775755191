"""The ids of documents and facts: issue (or publisher and date), key and role; table, clause and quotation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from parsers.language.names.organisations import place_of
from parsers.layout.documents import Draft
from schema.base import Quoted
from schema.document import Gazette, Issue, ParsedDocument, fact_lists
from schema.facts import Event
from schema.identity import Twins, fact_id
from schema.source import Declaration

_SAME_NAMED = (*(kind for kind in fact_lists() if kind != "units"), "rosters")
_TABLES = {"units": "clause_units", "tables": "tables", **{kind: kind for kind in _SAME_NAMED}}
"""The table of each kind of fact of a document, but the events, which hold other facts."""

AnyQuoted = TypeVar("AnyQuoted", bound=Quoted)


def document_ids(
    drafts: Sequence[Draft], issue: Issue | None, declaration: Declaration, path: str
) -> dict[int, str]:
    """The id of each draft, by `id(draft)`: where it was published, its key and its role; two alike get ~2.

    `path` is that of the source.
    """
    twins = Twins()
    ids = {}
    for draft in drafts:
        published = issue.id if issue else _alone(draft, declaration, path)
        ids[id(draft)] = twins.take(f"{published}/{draft.key or '无标题'}/{draft.role}")
    return ids


def _alone(draft: Draft, declaration: Declaration, path: str) -> str:
    """Who published a document on its own and when; the name of its file where no date is read.

    An annex goes by what it is annexed to.
    """
    while draft.parent is not None:
        draft = draft.parent
    publisher = (
        declaration.publisher or draft.issuer or declaration.place or place_of(draft.issuer, draft.title)
    )
    return "/".join(filter(None, [publisher, draft.issued_on or PurePosixPath(path).stem]))


def with_fact_ids(parsed: ParsedDocument) -> ParsedDocument:
    """The document with an id for each of its facts that has none yet."""
    document, twins = parsed.document.id, Twins()
    named = {
        field: tuple(_named(row, table, getattr(row, "clause", None) or document, twins) for row in rows)
        for field, table in _TABLES.items()
        if (rows := getattr(parsed, field))
    }
    events = tuple(_event(event, document, twins) for event in parsed.events)
    return parsed.model_copy(update={**named, "events": events})


def with_all_ids(gazette: Gazette) -> Gazette:
    """The gazette with an id for each fact that has none yet, as those that were put in by hand."""
    documents = tuple(with_fact_ids(parsed) for parsed in gazette.documents)
    issue = with_board_ids(gazette.issue) if gazette.issue else None
    return gazette.model_copy(update={"documents": documents, "issue": issue})


def with_board_ids(issue: Issue) -> Issue:
    """The issue with an id for each member of its editorial board."""
    twins = Twins()
    rosters = tuple(_named(member, "rosters", issue.id, twins) for member in issue.rosters)
    return issue.model_copy(update={"rosters": rosters})


def _named(row: AnyQuoted, table: str, owner: str, twins: Twins) -> AnyQuoted:
    return row if row.id else row.model_copy(update={"id": twins.take(fact_id(table, owner, row.quote))})


def _event(event: Event, document: str, twins: Twins) -> Event:
    """The entry of a chronicle and who is named in it: their owner is the entry."""
    if event.id:
        return event
    name = twins.take(fact_id("events", document, event.quote))
    entry = name.removeprefix("events:")
    people = tuple(
        person.model_copy(update={"id": twins.take(fact_id("event_people", entry, person.name))})
        for person in event.people
    )
    return event.model_copy(update={"id": name, "people": people})
