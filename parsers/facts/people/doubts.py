"""What is uncertain about people and entries: names taken on a frame's word, years that no line prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.language.names.placed import is_unlisted
from schema.base import Quoted
from schema.document import Diagnostic
from schema.facts import Appointment, Event, RosterMember

_MOST_BACK = 5  # of a document; more say that its order is another


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
        *_back(document, events),
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


def _back(document: str, events: Sequence[Event]) -> Iterator[Diagnostic]:
    """Days that go back: a year may be missing above, or a day be misprinted. Entries by subject go back often."""
    back = [
        (before, event)
        for before, event in pairwise(event for event in events if event.start)
        if (event.start or "") < (before.start or "")
    ]
    for before, event in back[:_MOST_BACK]:
        message = f"日期{event.start}早于上一条的{before.start}，请看其间是否漏印年份，或日期有误。"
        yield _doubt(document, event, "warning", "day_goes_back", message)


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
