"""What a later build brings: it comes first in every feed, and a calendar takes what has changed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import icalendar
import pytest
from handmade import make_issue
from shipped import make_datasette

from ingest.load.load import load
from schema.document import Gazette

FEEDS = {
    "search": f"/search.atom?q={quote('养老')}",
    "search by unit": f"/search.atom?unit={quote('市民政局')}",
    "search without words": f"/search.atom?year=2019&unit={quote('市民政局')}",
    "department": f"/units/{quote('南通市民政局')}.atom",
    "deadlines": "/deadlines.atom?span=all",
    "targets": "/targets.atom",
}


def got(database: Path, path: str) -> bytes:
    answer: Any = asyncio.run(make_datasette(database).client.get(path))
    assert answer.status_code == 200
    return bytes(answer.content)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """A database to which a build added an issue that is older than what was there; and the feeds' ids before."""
    path = tmp_path_factory.mktemp("grown") / "kb.db"
    load([make_issue(7, sha="b" * 64)], path)
    before = {
        name: [entry.id for entry in feedparser.parse(got(path, at)).entries] for name, at in FEEDS.items()
    }
    load([make_issue(6, 2019, sha="a" * 64), make_issue(7, sha="b" * 64)], path)
    return path, before


@pytest.mark.parametrize("name", FEEDS)
def test_what_was_added_last_comes_first_and_is_dated_by_its_build(
    grown: tuple[Path, dict[str, list[str]]], name: str
) -> None:
    path, before = grown
    feed = feedparser.parse(got(path, FEEDS[name]))
    new = [entry for entry in feed.entries if entry.id not in before[name]]
    assert new
    assert feed.entries[: len(new)] == new
    assert {*before[name]} <= {entry.id for entry in feed.entries}
    today = datetime.now(UTC)
    assert all(abs(today - datetime.fromisoformat(entry.updated)).days == 0 for entry in new)
    assert all(entry.updated.startswith("2022-") for entry in feed.entries[len(new) :])


def with_last_day(gazette: Gazette, day: str) -> Gazette:
    """The gazette as somebody put it right: the same words, another day."""
    notice, plan, *others = gazette.documents
    first, *rest = plan.deadlines
    assert first.due != day
    plan = plan.model_copy(update={"deadlines": (first.model_copy(update={"due": day}), *rest)})
    return gazette.model_copy(update={"documents": (notice, plan, *others)})


def events(path: Path) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(got(path, "/deadlines.ics?span=all"))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_a_calendar_takes_what_changed_and_leaves_alone_what_did_not(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    issues = [make_issue(6, sha="a" * 64), make_issue(7, sha="b" * 64)]
    load(issues, path)
    before = events(path)
    load([with_last_day(issues[0], "2027-06-30"), issues[1]], path)
    after = events(path)
    assert after.keys() == before.keys()
    changed = [uid for uid in after if after[uid].to_ical() != before[uid].to_ical()]
    assert [after[uid]["DTSTART"].to_ical() for uid in changed] == [b"20270630"]
    assert [(before[uid]["SEQUENCE"], after[uid]["SEQUENCE"]) for uid in changed] == [(0, 1)]
    assert all(after[uid]["DTSTAMP"].dt > before[uid]["DTSTAMP"].dt for uid in changed)
    for event in after.values():
        assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
        assert "RRULE" not in event
        assert "/c/" in event["URL"]
