"""What is uncertain about people and entries: names taken on a frame's word, years that no line prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.language.names.placed import is_unlisted
from schema.base import Quoted
from schema.document import Diagnostic
from schema.facts import Appointment, Event, RosterMember


def doubts_of_people(
    document: str,
    events: Sequence[Event],
    rosters: Sequence[RosterMember],
    appointments: Sequence[Appointment],
) -> list[Diagnostic]:
    """The doubts about a document's people and entries, each with its place."""
    return [
        *_unlisted(document, [*rosters, *appointments]),
        *_without_post(document, appointments),
        *_without_year(document, events),
    ]


def _unlisted(document: str, rows: Sequence[RosterMember | Appointment]) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for row in rows:
        if row.person not in told and is_unlisted(row.person):
            told.add(row.person)
            message = f"“{row.person}”的姓氏不在姓氏表中，按所在位置认作人名，请核对。"
            yield _doubt(document, row, "info", "unlisted_name", message)


def _without_post(document: str, rows: Sequence[Appointment]) -> Iterator[Diagnostic]:
    for row in rows:
        if row.position is None:
            yield _doubt(
                document, row, "info", "office_not_printed", f"只说免去“{row.person}”职务，未印单位和职务。"
            )


def _without_year(document: str, events: Sequence[Event]) -> Iterator[Diagnostic]:
    first = next((event for event in events if event.start is None), None)
    if first:
        yield _doubt(document, first, "warning", "year_unknown", "大事记未印年份，各条日期为空，请补充年份。")


def _doubt(document: str, row: Quoted, severity: str, code: str, message: str) -> Diagnostic:
    return Diagnostic.model_validate(
        {
            "document": document,
            "severity": severity,
            "code": code,
            "message": message,
            "page": row.page,
            "char_start": row.char_start,
            "char_end": row.char_end,
        }
    )
