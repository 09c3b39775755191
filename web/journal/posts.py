"""The pages of who is in office: appointments, the holders of posts on a day, and the line of holders of one post."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

from kb.answers.calendar import today
from kb.answers.people import acts, groups, posts
from kb.answers.people.fold import contradicted, held

_SIZE = 100
_NO_BODY = "单位未载明"


@dataclass(frozen=True, slots=True)
class Acts:
    """Which appointments an address asks for."""

    year: str = ""
    authority: str = ""
    post: str = ""
    page: int = 1

    def address(self, ending: str = "", **changes: str) -> str:
        """The address of this, with some of its parts changed."""
        said = {"year": self.year, "authority": self.authority, "post": self.post} | changes
        return _with_query(f"/people{ending}", said)

    @property
    def question(self) -> acts.Appointments:
        """The question to the knowledge base."""
        return acts.Appointments(
            post=self.post or None,
            authority=self.authority or None,
            year=self.year or None,
            newest_first=True,
        )


@dataclass(frozen=True, slots=True)
class Posts:
    """Which posts an address asks for, and on which day."""

    words: str = ""
    day: str = ""

    def address(self, ending: str = "", **changes: str) -> str:
        """The address of this, with some of its parts changed."""
        return _with_query(f"/posts{ending}", {"q": self.words, "on": self.day} | changes)


def acts_from(said: dict[str, str], page: int) -> Acts:
    """The appointments that an address asks for."""
    year, authority, post = (said.get(name, "").strip()[:60] for name in ("year", "authority", "post"))
    return Acts(year if year.isdigit() else "", authority, post, page)


def posts_from(said: dict[str, str]) -> Posts:
    """The posts that an address asks for; today where it names no day, or none that is one."""
    try:
        day = date.fromisoformat(said.get("on", "")).isoformat()
    except ValueError:
        day = today().isoformat()
    return Posts(said.get("q", "").strip()[:60], day)


def post_path(organisation: str | None, position: str) -> str:
    """The address of a post's page."""
    return f"/posts/{quote(organisation or _NO_BODY, safe='')}/{quote(position)}"


def people_page(connection: sqlite3.Connection, asked: Acts) -> dict[str, Any]:
    """A page of appointments, newest first, with the years and authorities that can be chosen."""
    start = (asked.page - 1) * _SIZE
    found = list(islice(acts.appointments(connection, asked.question).rows, start, start + _SIZE + 1))
    years = "select distinct substr(date, 1, 4) from appointments where date is not null order by 1 desc"
    bodies = "select authority from appointments where authority is not null group by 1 order by count(*) desc limit 50"
    return {
        "asked": asked,
        "rows": found[:_SIZE],
        "more": len(found) > _SIZE,
        "years": [row[0] for row in connection.execute(years)],
        "authorities": [row[0] for row in connection.execute(bodies)],
    }


def posts_page(connection: sqlite3.Connection, asked: Posts) -> dict[str, Any]:
    """Who holds which post on the day, who is a member of which group, and which rows do not fit together."""
    words = asked.words or None
    lines = list(posts.lines_of(connection, words))
    return {
        "asked": asked,
        "holders": [row for line in lines for row in line if held(row, asked.day)][:_SIZE],
        "members": list(islice(groups.members(connection, words, asked.day).rows, 3 * _SIZE)),
        "doubts": list(islice(contradicted(lines), _SIZE)),
    }


def post_page(connection: sqlite3.Connection, organisation: str, position: str) -> dict[str, Any] | None:
    """The line of holders of a post; None where nobody was appointed to it or removed from it."""
    line = list(line_of(connection, organisation, position).rows)
    return {"organisation": organisation, "position": position, "line": line} if line else None


def line_of(connection: sqlite3.Connection, organisation: str, position: str) -> Any:
    """The line of holders of a post, as an answer."""
    body = None if organisation == _NO_BODY else organisation
    return posts.holders(connection, exactly=(body, position))


def _with_query(path: str, said: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in said.items() if value})
    return path + (f"?{query}" if query else "")
