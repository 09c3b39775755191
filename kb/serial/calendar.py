"""Days that fall due as a calendar that telephones take (iCalendar, RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from kb.answers.answer import Answer, Row

_ROLES = {"lead": "牵头", "responsible": "责任", "cooperate": "配合"}


def as_calendar(answer: Answer, built: datetime, link: Callable[[Row], str], name: str = "到期事项") -> bytes:
    """An all-day event for each row with a whole day; `link` gives the address of a row's clause.

    The UID is made of the fact's id and, where it recurs, its day; SEQUENCE and DTSTAMP are those of the build, so
    that a calendar takes what changed.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//gongbao//gazette//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for row in answer.rows:
        if row["due"] and len(row["due"]) == 10:
            calendar.add_component(_event(row, built, link(row)))
    written: bytes = calendar.to_ical()
    return written


def _event(row: Row, built: datetime, address: str) -> Event:
    day = date.fromisoformat(row["due"])
    event = Event()
    event.add("uid", f"{uid(row)}@gongbao")
    event.add("dtstamp", built)
    event.add("last-modified", built)
    event.add("sequence", int(built.timestamp()) // 60 % 2**31)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _summary(row))
    event.add(
        "description",
        f"{row['text']}\n{row['document_title']} {row['path'] or ''}\n{row['quote']}\n{address}",
    )
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def uid(row: Row) -> str:
    """A name for the event that stays: of the fact, and of the day where it recurs."""
    key = f"{row['id']}/{row['due']}" if row["kind"] == "recurring" else str(row["id"])
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _summary(row: Row) -> str:
    """What is to be done, and who with which role."""
    who = "；".join(f"{word}：{row[role]}" for role, word in _ROLES.items() if row[role])
    what = row["heading"] or row["clause_text"][:40]
    return f"{what}（{who}）" if who else str(what)
