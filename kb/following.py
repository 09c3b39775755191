"""What somebody follows, written down in a file, and what is new of it: no accounts, no server that remembers."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from heapq import nlargest
from itertools import pairwise
from pathlib import Path
from typing import Any

from kb.answers.answer import PLACE, PLACED, Answer, Head, Row, Where, read
from kb.units import UnknownUnitError, rings, unit_ids
from schema.errors import GongbaoError
from schema.tokens import fold, match_query

KINDS = {
    "units": "单位",
    "people": "人员",
    "posts": "职务",
    "phrases": "词语",
    "documents": "文号",
    "places": "地区",
}
"""What can be followed, and the words for it."""

ROWS = {
    "clause": "条款",
    "appointment": "任免",
    "roster": "名单",
    "event": "大事记",
    "citation": "引用",
    "document": "文件",
}
"""What a row is, and the words for it."""

HEADS = (
    Head("first_seen", "收录时间", width=20),
    Head("followed", "关注", "list", 18, reads="followed_in_words"),
    Head("what", "类别", words=ROWS),
    Head("heading", "事项", width=30),
    *PLACE,
)

_EACH = 200
_LONGEST = 100_000


class FollowError(GongbaoError):
    """A file of what is followed that cannot be read: the message says where and what to write."""


@dataclass(frozen=True, slots=True)
class Follow:
    """What is followed; `since` is the day from which on rows count as new, `unknown` what of a roster is nobody's name."""

    title: str = "关注"
    since: str = ""
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    roster: str = ""

    def chosen(self) -> Iterator[tuple[str, str]]:
        """Everything that is followed, each with its kind."""
        for name in KINDS:
            yield from ((name, value) for value in getattr(self, name))


def read_follow(path: Path) -> Follow:
    """What a file says. Raises FollowError where it cannot be read, or says what nobody understands."""
    try:
        if path.stat().st_size > _LONGEST:
            raise FollowError(f"{path}: is longer than {_LONGEST} bytes; follow less")
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FollowError(
            f"{path}: cannot be read ({error}); write TOML, as the page /following shows"
        ) from error
    names = {field.name for field in fields(Follow)}
    for name, value in said.items():
        if name not in names:
            raise FollowError(
                f"{path}: nothing is followed by “{name}”; there are {', '.join(sorted(names))}"
            )
        fits = (
            all(isinstance(one, str) for one in value) if isinstance(value, list) else isinstance(value, str)
        )
        if not fits or (name in KINDS) != isinstance(value, list):
            raise FollowError(f"{path}: {name} is {'a list of texts' if name in KINDS else 'one text'}")
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
    }
    return Follow(**values)


def with_roster(connection: sqlite3.Connection, follow: Follow) -> tuple[Follow, list[str]]:
    """What is followed with everyone whose name stands in the roster, and the lines that hold nobody's."""
    known = {row[0] for row in connection.execute("select name from people")}
    people, unknown = list(follow.people), []
    for line in filter(str.strip, follow.roster.splitlines()):
        words = "".join(char if char.isalnum() else " " for char in line).split()
        joined = {f"{a}{b}" for a, b in pairwise(words) if len(a) == len(b) == 1}
        found = [name for name in (*words, *sorted(joined)) if name in known]
        people += [name for name in found if name not in people]
        unknown += [] if found else [line.strip()]
    merged = {field.name: getattr(follow, field.name) for field in fields(Follow)} | {"people": tuple(people)}
    return Follow(**merged), unknown


def following(connection: sqlite3.Connection, follow: Follow, most: int = 500) -> Answer:
    """What there is of everything that is followed, the newest first: by the build that first saw it, else by its document.

    A row that several follow stands once, with all of them.
    """
    follow, _ = with_roster(connection, follow)
    found: dict[str, dict[str, Any]] = {}
    for kind, value in follow.chosen():
        for row in _READERS[kind](connection, value):
            known = found.setdefault(row["id"], {**row, "followed": [], "followed_in_words": ""})
            known["followed"].append(f"{kind}:{value}")
            words = (known["followed_in_words"], f"{KINDS[kind]} {value}")
            known["followed_in_words"] = "；".join(filter(None, words))
    new = [row for row in found.values() if not follow.since or _when(row) >= follow.since]
    return Answer("following", follow.title, HEADS, nlargest(most, new, key=_when))


def _when(row: Row) -> str:
    return str(row["first_seen"] or row["issued_on"] or "")


def _units(connection: sqlite3.Connection, name: str) -> Iterator[dict[str, Any]]:
    try:
        around = rings(connection, unit_ids(connection, name))
    except UnknownUnitError:
        return
    where = Where()
    where.one_of("f.unit_id", [*around.named, *around.former, *around.general])
    yield from _rows(connection, "clause_units", "clause", where)
    where = Where()
    where.one_of("f.unit_id", around.named)
    yield from _rows(connection, "appointments", "appointment", where)


def _people(connection: sqlite3.Connection, name: str) -> Iterator[dict[str, Any]]:
    for table, what in (("appointments", "appointment"), ("event_people", "event"), ("rosters", "roster")):
        where = Where()
        where.add("f.person_id = ?", "".join(name.split()))
        yield from _rows(connection, table, what, where)


def _posts(connection: sqlite3.Connection, words: str) -> Iterator[dict[str, Any]]:
    """Who takes or leaves a post, by the name of its body as printed or in full; and who holds it in a roster."""
    where = Where()
    full = "coalesce((select name from units where id = f.unit_id), '')"
    posts = [
        f"instr({body} || coalesce(f.position, ''), ?)" for body in ("coalesce(f.organisation, '')", full)
    ]
    where.add(f"({' or '.join(posts)})", words, words)
    yield from _rows(connection, "appointments", "appointment", where)
    where = Where()
    where.add("instr(coalesce(f.body, '') || f.role || coalesce('、' || f.post, ''), ?)", words)
    yield from _rows(connection, "rosters", "roster", where)


def _phrases(connection: sqlite3.Connection, words: str) -> Iterator[dict[str, Any]]:
    query = match_query(words)
    if query is None:
        return
    for table, what in (("clauses", "clause"), ("events", "event")):
        where = Where()
        where.add(f"f.pk in (select rowid from {table}_fts where {table}_fts match ?)", query)
        yield from _rows(connection, table, what, where)


def _places(connection: sqlite3.Connection, name: str) -> Iterator[dict[str, Any]]:
    """The documents of a place, and what names it."""
    where = Where()
    where.add("d.place = ?", name)
    yield from _titles(connection, where)
    yield from _phrases(connection, name)


def _documents(connection: sqlite3.Connection, number: str) -> Iterator[dict[str, Any]]:
    """The document of a number, and what cites, amends or repeals it, whatever brackets it is written in."""
    where = Where()
    where.one_of("d.doc_number", _printed(connection, "documents", number))
    yield from _titles(connection, where)
    where = Where()
    where.one_of("f.doc_number", _printed(connection, "citations", number))
    yield from _rows(connection, "citations", "citation", where)


def _printed(connection: sqlite3.Connection, table: str, number: str) -> list[str]:
    """The forms in which documents print a number that somebody writes with other brackets or spaces."""
    sql = f"select distinct doc_number from {table} where doc_number is not null"
    return [printed for (printed,) in connection.execute(sql) if _bare(printed) == _bare(number)]


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, fold(number)))


def _titles(connection: sqlite3.Connection, where: Where) -> Iterator[dict[str, Any]]:
    """The newest documents, each with its place."""
    sql = f"""
        select d.title as heading, d.title as quote, d.id, null as clause_id, d.id as document_id, d.issued_on,
          d.title as document_title, d.doc_number, null as path, d.page_start as page, d.first_seen,
          '/d/' || d.short_id as address
        from documents d where {where} order by d.first_seen desc, d.issued_on desc limit {_EACH}
    """
    yield from ({**row, "what": "document"} for row in read(connection, sql, where.values))


def _rows(connection: sqlite3.Connection, table: str, what: str, where: Where) -> Iterator[dict[str, Any]]:
    """The newest facts or clauses of a table, with their places."""
    clause = "f.id" if table == "clauses" else "f.clause_id" if table in _IN_CLAUSES else "null"
    path = "f.path" if table in ("clauses", *_IN_CLAUSES) else "null"
    text = "f.text" if table in ("clauses", "events") else "f.quote"
    heading = "f.heading" if table == "clauses" else f"(select heading from clauses where id = {clause})"
    placed = PLACED.replace("f.path", path).replace("f.quote", f"{text} as quote")
    placed = placed.replace("f.clause_id,", f"{clause} as clause_id,").replace(
        "id = f.clause_id", f"id = {clause}"
    )
    if table == "clauses":
        placed = placed.replace("f.doubts", "null as doubts")
    rows = f"from {table} f join documents d on d.id = f.document_id"
    newest = f"{rows} where {where} order by f.first_seen desc, d.issued_on desc, f.pk desc limit {_EACH}"
    sql = f"""
        select f.first_seen, {heading} as heading, {placed.replace(f"{path},", f"{path} as path,")}
        {rows} where f.pk in (select f.pk {newest})
    """
    for row in read(connection, sql, where.values):
        yield {**row, "what": what}


_IN_CLAUSES = ("clause_units", "appointments", "citations")
_READERS = {
    "units": _units,
    "people": _people,
    "posts": _posts,
    "phrases": _phrases,
    "documents": _documents,
    "places": _places,
}


def followed(follow: Follow, kinds: Sequence[str] = tuple(KINDS)) -> dict[str, tuple[str, ...]]:
    """What is followed, by the words for its kind."""
    return {KINDS[name]: getattr(follow, name) for name in kinds if getattr(follow, name)}
