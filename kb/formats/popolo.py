"""Popolo: people, organisations, posts and memberships, as civic tools exchange them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

_PEOPLE = "select id, name from people order by id"
_ORGANISATIONS = """
select organisation as name from appointments where organisation is not null
union select body from rosters where body is not null order by 1
"""
_POSTS = """
select distinct organisation, position as label from appointments where position is not null order by 1, 2
"""
_APPOINTED = """
select a.id, a.person_id, a.organisation, a.position as role, a.action, a.date, d.id as document, a.quote
  from appointments a join documents d on d.id = a.document_id order by a.pk
"""
_MEMBERS = """
select id, person_id, body, role, post, coalesce(document_id, issue_id) as source, quote from rosters order by pk
"""


def write(connection: sqlite3.Connection, target: Path) -> None:
    """Write one JSON object with the lists `persons`, `organizations`, `posts` and `memberships` into `target`.

    An appointment opens a membership (`start_date`), a removal closes one (`end_date`), a list of members says of no day
    when it began; none is joined to another, for a name alone does not say that two rows are one person.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as file:
        file.write("{")
        lists = {
            "persons": _persons(connection),
            "organizations": _organisations(connection),
            "posts": _posts(connection),
            "memberships": _memberships(connection),
        }
        for number, (name, rows) in enumerate(lists.items()):
            file.write(f'{"," if number else ""}\n"{name}": [')
            _write_rows(file, rows)
            file.write("]")
        file.write("\n}\n")


def _write_rows(file: TextIO, rows: Iterator[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        known = {key: value for key, value in row.items() if value is not None}
        file.write(("," if number else "") + "\n" + json.dumps(known, ensure_ascii=False))


def _persons(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute(_PEOPLE):
        yield {"id": f"person/{row['id']}", "name": row["name"]}


def _organisations(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute(_ORGANISATIONS):
        yield {"id": _organisation(row["name"]), "name": row["name"]}


def _posts(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute(_POSTS):
        yield {
            "id": _post(row["organisation"], row["label"]),
            "label": row["label"],
            "organization_id": _organisation(row["organisation"]),
        }


def _memberships(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute(_APPOINTED):
        yield {
            "id": f"membership/{row['id']}",
            "person_id": f"person/{row['person_id']}",
            "organization_id": _organisation(row["organisation"]),
            "post_id": _post(row["organisation"], row["role"]) if row["role"] else None,
            "role": row["role"],
            "start_date": row["date"] if row["action"] == "appoint" else None,
            "end_date": row["date"] if row["action"] != "appoint" else None,
            "sources": [_source(row["document"], row["quote"])],
        }
    for row in connection.execute(_MEMBERS):
        yield {
            "id": f"membership/{row['id']}",
            "person_id": f"person/{row['person_id']}",
            "organization_id": _organisation(row["body"]),
            "role": row["role"],
            "label": row["post"],
            "sources": [_source(row["source"], row["quote"])],
        }


def _source(identifier: str, words: str) -> dict[str, str]:
    """A document or issue, whose id becomes the URI that the standard wants, and the words in it."""
    return {"url": f"urn:gongbao:{quote(identifier, safe='/')}", "note": words}


def _organisation(name: str | None) -> str | None:
    return f"organization/{name}" if name else None


def _post(organisation: str | None, label: str) -> str:
    return f"post/{organisation or ''}/{label}"
