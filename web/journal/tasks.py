"""The pages of tasks through plan, breakdown and report: the documents, and what becomes of the tasks of one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from kb.answers.promises import stages
from kb.answers.promises.tasks import RULE, tasks_of

_SIZE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which documents an address asks for."""

    place: str = ""
    stage: str = ""
    page: int = 1

    def address(self, ending: str = "", **changes: str) -> str:
        """The address of this, with some of its parts changed."""
        said = {"place": self.place, "stage": self.stage} | changes
        query = urlencode({name: value for name, value in said.items() if value})
        return f"/tasks{ending}" + (f"?{query}" if query else "")


def asked_from(said: dict[str, str], page: int) -> Asked:
    """The documents that an address asks for."""
    stage = said.get("stage", "")
    return Asked(said.get("place", "").strip()[:50], stage if stage in stages.STAGES else "", page)


def list_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A page of the documents that set tasks, share them out or report on them."""
    start = (asked.page - 1) * _SIZE
    found = stages.staged(connection, asked.place or None, asked.stage or None)
    rows = list(islice(found, start, start + _SIZE + 1))
    places = "select distinct place from documents where place is not null order by place"
    return {
        "asked": asked,
        "rows": rows[:_SIZE],
        "more": len(rows) > _SIZE,
        "places": [row[0] for row in connection.execute(places)],
        "stages": stages.STAGES,
    }


def tasks_page(connection: sqlite3.Connection, short: str) -> dict[str, Any] | None:
    """The tasks of a document that others of its place take up; None where no document has this short name."""
    document = stages.document_of(connection, short)
    if document is None:
        return None
    tasks = tasks_of(connection, document)
    return {"document": document, "tasks": tasks, "stages": stages.STAGES, "rule": RULE}
