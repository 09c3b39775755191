"""Days that fall due as a calendar that telephones take (iCalendar, RFC 5545)."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from kb.answers.answer import Answer, Row

_WHOLE_DAY = len("2025-12-31")
_ROLES = {"lead": "牵头", "responsible": "责任", "cooperate": "配合"}


def as_calendar(answer: Answer, built: datetime, name: str = "到期事项") -> bytes:
    """An all-day event for each row with a whole day (`due`, else `date`), with the address of its clause.

    The UID is made of the fact's id and, where it recurs, its day. SEQUENCE counts the builds that found the limit
    or its clause changed, and DTSTAMP is the time of the last of them, so that a calendar takes what changed and
    leaves alone what did not. Of a limit that was there from the start it is the day of its document; `built` stands
    where nothing else is known.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//gongbao//gazette//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for row in answer.rows:
        if len(_day(row)) == _WHOLE_DAY:
            calendar.add_component(_event(row, built))
    written: bytes = calendar.to_ical()
    return written


def _event(row: Row, built: datetime) -> Event:
    day, address = date.fromisoformat(_day(row)), row["address"]
    moment = _moment(row) or built.astimezone(UTC)
    event = Event()
    event.add("uid", f"{uid(row)}@gongbao")
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", row.get("sequence") or 0)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _summary(row))
    place = " ".join(filter(None, [row["document_title"], row["doc_number"], row["path"]]))
    said = filter(None, [row.get("text"), place, row.get("clause_text") or row["quote"], address])
    event.add("description", "\n".join(said))
    if address.startswith("http"):
        event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def _day(row: Row) -> str:
    """The day that a row is about: when it falls due, or when it took place."""
    return str(row.get("due") or row.get("date") or "")


def _moment(row: Row) -> datetime | None:
    """When the limit was last changed, or first seen, or else its document dated."""
    issued = str(row.get("issued_on") or "")
    said = (
        row.get("changed")
        or row.get("first_seen")
        or (f"{issued}T00:00:00+08:00" if len(issued) == 10 else None)
    )
    return datetime.fromisoformat(said).astimezone(UTC) if said else None


def uid(row: Row) -> str:
    """A name for the event that stays: of the fact, and of the day where it recurs."""
    key = f"{row['id']}/{row['due']}" if row.get("kind") == "recurring" else str(row["id"])
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _summary(row: Row) -> str:
    """What is to be done, and who with which role."""
    roles = "；".join(f"{word}：{row[role]}" for role, word in _ROLES.items() if row.get(role))
    who = roles or row.get("units")
    said = (row.get("clause_text") or row["quote"])[:40]
    counted = row.get("indicator") or ""
    what = row.get("heading") or (said if counted in said else f"{counted} {said}")
    return f"{what}（{who}）" if who else str(what)
