"""Of which documents rows are asked for, as an address says it: of a place, of a kind, in force or new on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from kb.answers.answer import Within
from web.search.asking import day_said

NAMES = ("place", "doc_type", "in_force", "since")
"""The parts of an address that narrow what is shown."""

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Rows of documents of a place and a kind (文种), in force on a day (ISO), first seen on a day or later; empty where all."""

    place: str = ""
    doc_type: str = ""
    in_force: str = ""
    since: str = ""

    @property
    def narrowed(self) -> list[str]:
        """In words, which rows alone are asked for."""
        said = (
            self.place,
            self.doc_type,
            f"{self.in_force} 现行有效" if self.in_force else "",
            f"{self.since} 起新收录" if self.since else "",
        )
        return [*filter(None, said)]

    @property
    def within(self) -> Within:
        """The rows asked for."""
        return Within(self.since or None, self.in_force or None, self.place or None, self.doc_type or None)

    @property
    def parts(self) -> dict[str, str]:
        """What narrows, by its name in an address."""
        return {name: getattr(self, name) for name in NAMES if getattr(self, name)}


def narrowed_from(said: Mapping[str, str]) -> dict[str, str]:
    """The values of a `Narrowed` that an address gives; what cannot be understood is left out."""
    days = {name: day_said(said.get(name, "")) for name in ("in_force", "since")}
    return days | {name: said.get(name, "").strip()[:_LONGEST] for name in ("place", "doc_type")}


def choices(connection: sqlite3.Connection, table: str) -> dict[str, list[str]]:
    """The places and kinds of the documents that have rows in a table of facts, those with most documents first."""
    sql = """
        select {0} from documents where {0} is not null and id in (select document_id from {1})
        group by 1 order by count(*) desc, 1
    """
    return {
        name: [row[0] for row in connection.execute(sql.format(name, table))]
        for name in ("place", "doc_type")
    }
