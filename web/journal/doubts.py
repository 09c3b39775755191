"""The page of what is doubted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from kb.answers import doubts as asking

_SIZE = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """Which doubts an address asks for."""

    code: str = ""
    words: str = ""
    page: int = 1

    def address(self, ending: str = "", **changes: str) -> str:
        """The address of this, with some of its parts changed."""
        said = {"code": self.code, "q": self.words} | changes
        query = urlencode({name: value for name, value in said.items() if value})
        return f"/doubts{ending}" + (f"?{query}" if query else "")

    @property
    def question(self) -> asking.Asked:
        """The question to the knowledge base."""
        return asking.Asked(self.code or None, self.words or None)


def asked_from(said: dict[str, str], page: int) -> Asked:
    """The doubts that an address asks for."""
    return Asked(said.get("code", "").strip()[:50], said.get("q", "").strip()[:50], page)


def doubts_page(connection: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """A page of doubts, with the kinds that can be chosen."""
    start = (asked.page - 1) * _SIZE
    found = list(islice(asking.doubts(connection, asked.question).rows, start, start + _SIZE + 1))
    kinds = list(asking.counts(connection))
    return {"asked": asked, "rows": found[:_SIZE], "more": len(found) > _SIZE, "kinds": kinds}
