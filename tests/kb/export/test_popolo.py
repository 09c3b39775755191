"""The export as Popolo: what the standard says of its fields, and a library that reads it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from popolo_data.importer import Popolo

from kb.database import open_database
from kb.formats.registry import export

_TEXT = {"type": "string", "minLength": 1}
_DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
_LINK = {
    "type": "object",
    "required": ["url"],
    "properties": {"url": {"type": "string", "format": "uri"}, "note": _TEXT},
    "additionalProperties": False,
}
_DAYS = {"start_date": _DATE, "end_date": _DATE, "sources": {"type": "array", "items": _LINK}}
FIELDS: dict[str, dict[str, Any]] = {
    "persons": {"id": _TEXT, "name": _TEXT, "sources": _DAYS["sources"]},
    "organizations": {"id": _TEXT, "name": _TEXT, "sources": _DAYS["sources"]},
    "posts": {"id": _TEXT, "label": _TEXT, "role": _TEXT, "organization_id": _TEXT, **_DAYS},
    "memberships": {
        **dict.fromkeys(("id", "label", "role", "person_id", "organization_id", "post_id"), _TEXT),
        **_DAYS,
    },
}
"""Of the fields of the standard's classes those that a gazette can fill."""


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> sqlite3.Connection:
    return open_database(knowledge_base)


@pytest.fixture(scope="module")
def exported(connection: sqlite3.Connection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("popolo") / "people.json"
    export(connection, "popolo", path)
    return path


def test_it_has_the_fields_of_the_standard(exported: Path) -> None:
    lists = json.loads(exported.read_text("utf-8"))
    assert lists.keys() == FIELDS.keys()
    for name, fields in FIELDS.items():
        row = {"type": "object", "required": ["id"], "properties": fields, "additionalProperties": False}
        schema = {"type": "array", "minItems": 10, "items": row}
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator(schema, format_checker=checker).validate(lists[name])


def test_it_refers_only_to_what_it_holds(exported: Path, connection: sqlite3.Connection) -> None:
    lists = json.loads(exported.read_text("utf-8"))
    held = {name: {row["id"] for row in rows} for name, rows in lists.items()}
    assert {name: len(ids) for name, ids in held.items()} == {name: len(rows) for name, rows in lists.items()}
    sql = "select id from documents union all select id from issues"
    sources = {row["id"] for row in connection.execute(sql)}
    for row in lists["memberships"]:
        assert row["person_id"] in held["persons"]
        assert row.get("organization_id") in held["organizations"] | {None}
        assert row.get("post_id") in held["posts"] | {None}
        (source,) = row["sources"]
        assert unquote(source["url"]).removeprefix("urn:gongbao:") in sources
        assert source["url"].isascii()


def test_a_library_for_popolo_reads_it(exported: Path, connection: sqlite3.Connection) -> None:
    read = Popolo.from_filename(exported)
    names = {row["name"] for row in connection.execute("select name from people")}
    assert {person.name for person in read.persons} == names
    sql = "select p.name, a.organisation, a.position, a.action, a.date from appointments a join people p on p.id = a.person_id"
    for number, (person, body, position, action, day) in enumerate(connection.execute(sql)):
        membership = read.memberships[number]
        assert membership.person.name == person
        assert (membership.organization.name if body else None) == body
        assert (membership.post.label if position else None) == position
        printed = membership.start_date if action == "appoint" else membership.end_date
        assert day is None or str(printed) == day
    appointed = connection.execute("select count(*) from appointments").fetchone()[0]
    rosters = connection.execute("select count(*) from rosters").fetchone()[0]
    assert len(read.memberships) == appointed + rosters
