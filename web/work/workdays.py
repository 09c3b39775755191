"""The small form that computes the last day of a limit that hangs on an event."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from kb.answers import due
from kb.answers.workdays import UnknownYearError, last_day

_MOST = 1000


def workdays_page(connection: sqlite3.Connection, said: Mapping[str, str]) -> dict[str, Any]:
    """What `/workdays` shows: the limit of a fact, or the length that is written into the form; and its last day."""
    row = _limit(connection, said.get("fact", ""))
    length, unit = said.get("length", ""), said.get("unit", "")
    duration, working, before = "", unit != "days", said.get("before") == "1"
    if row is not None:
        duration, working, before = row["duration"], bool(row["working_days"]), row["kind"] == "before"
    elif length.isascii() and length.isdigit() and 0 < int(length) <= _MOST:
        duration = f"P{int(length)}D"
    shown: dict[str, Any] = {"row": row, "duration": duration, "working": working, "before": before}
    return {
        **shown,
        "length": length,
        "fact": said.get("fact", ""),
        **_computed(said, duration, working, before),
    }


def _limit(connection: sqlite3.Connection, fact: str) -> Any:
    """The row of a limit by its id; None where there is none, or it has no length."""
    found = connection.execute(
        "select pk from deadlines where id = ? and duration is not null", [fact]
    ).fetchone()
    return due.of_numbers(connection, [found[0]])[found[0]] if found else None


def _computed(said: Mapping[str, str], duration: str, working: bool, before: bool) -> dict[str, Any]:
    """The day of the event and the last day; or why there is none."""
    try:
        event = date.fromisoformat(said.get("event", ""))
    except ValueError:
        return {"event": ""}
    try:
        last = last_day(event, duration, working, before) if duration else None
    except UnknownYearError as error:
        return {"event": event.isoformat(), "unknown_year": error.year}
    return {"event": event.isoformat(), "last": last and last.isoformat()}
