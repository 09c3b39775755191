"""The pages of promises and outcomes: a list of indicators, and one page for each indicator and place."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

from kb.answers.promises import indicators as asking
from kb.answers.promises.outcomes import NOTES, RULE, STATES
from web.journal.chart import HEIGHT, WIDTH, chart

_SIZE = 50
_SHOWN = 200
"""Rows of one kind and unit on a page: the files have all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the indicators is asked for, as it stands in an address."""

    words: str = ""
    place: str = ""
    state: str = ""
    page: int = 1

    @property
    def question(self) -> asking.Asked:
        """The question to the knowledge base."""
        return asking.Asked(self.words or None, self.place or None, self.state or None)

    def address(self, ending: str = "", **changes: str) -> str:
        """The address of this, with some of its parts changed."""
        said = {"q": self.words, "place": self.place, "state": self.state} | changes
        query = urlencode({name: value for name, value in said.items() if value})
        return f"/indicators{ending}" + (f"?{query}" if query else "")


def asked_from(said: dict[str, str], page: int) -> Asked:
    """What an address asks for; an outcome that is none is left out."""
    state = said.get("state", "")
    words, place = said.get("q", "").strip()[:50], said.get("place", "").strip()[:50]
    return Asked(words, place, state if state in STATES else "", page)


def indicator_path(indicator_id: str) -> str:
    """The address of an indicator's page."""
    return f"/indicators/{quote(indicator_id)}"


def list_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A page of the list; `more` says whether another follows."""
    start = (asked.page - 1) * _SIZE
    found = list(islice(asking.indicators(connection, asked.question, start), _SIZE + 1))
    return {
        "asked": asked,
        "rows": found[:_SIZE],
        "more": len(found) > _SIZE,
        "places": asking.places(connection),
        "states": STATES,
        "rule": RULE,
    }


def indicator_page(connection: sqlite3.Connection, indicator_id: str) -> dict[str, Any] | None:
    """An indicator's numbers by kind and unit, each with its drawing; None where there is none."""
    numbers = asking.numbers_of(connection, indicator_id)
    if not numbers:
        return None
    groups: dict[tuple[str, str | None], list[dict[str, Any]]] = defaultdict(list)
    for number in numbers:
        groups[number["measure"], number["unit_compared"]].append(number)
    return {
        "id": indicator_id,
        "name": numbers[0]["name"],
        "place": numbers[0]["place"],
        "printed": sorted({number["printed"] for number in numbers} - {numbers[0]["name"]}),
        "groups": [_group(*key, rows) for key, rows in groups.items()],
        "alike": asking.alike(connection, indicator_id),
        "made_up": any(number["publication"] and "虚构" in number["publication"] for number in numbers),
        "states": STATES,
        "notes": NOTES,
        "bases": asking.BASES,
        "rule": RULE,
    }


def _group(measure: str, unit: str | None, rows: list[dict[str, Any]]) -> dict[str, Any]:
    title = "".join(filter(None, [asking.MEASURES[measure], f"（{unit}）" if unit else ""]))
    drawing = {"chart": chart(rows), "width": WIDTH, "height": HEIGHT}
    return {"title": title, "rows": rows[:_SHOWN], "left": len(rows) - _SHOWN, **drawing}
