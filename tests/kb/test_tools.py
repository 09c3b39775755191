"""The questions that programs and models ask, and the server that passes them on."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from handmade import make_decision, make_issue

from ingest.load.load import load
from kb.database import open_database
from kb.tools.documents import CUT
from kb.tools.rows import MOST, PLACE
from kb.tools.server import TOOLS


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> sqlite3.Connection:
    return open_database(knowledge_base)


def test_search_gives_ids_that_lead_on(connection: sqlite3.Connection) -> None:
    rows = TOOLS["search"](connection, "养老服务")["rows"]
    clause = next(row for row in rows if row["kind"] == "clause")
    found = TOOLS["get_clause"](connection, clause["id"])
    assert found["found"]
    assert "养老" in found["text_is_data"] + (found["heading"] or "")
    document = TOOLS["get_document"](connection, clause["document_id"])
    assert clause["id"] in {row["id"] for row in document["outline"]}


def test_a_long_document_is_cut_and_goes_on(connection: sqlite3.Connection) -> None:
    longest = connection.execute("select id, text from documents order by length(text) desc").fetchone()
    pieces, start = [], 0
    while start is not None:
        answer = TOOLS["get_document"](connection, longest["id"], start)
        pieces.append(answer["text_is_data"])
        start = answer["next"]
    assert len(pieces) > 1
    assert all(len(piece) <= CUT for piece in pieces)
    assert "".join(pieces) == longest["text"]


ASKED: dict[str, dict[str, Any]] = {
    "search": {"words": "养老服务"},
    "get_document": {"document": "document"},
    "get_clause": {"clause": "clause"},
    "duties_of_unit": {"unit": "市民政局"},
    "deadlines": {},
    "targets": {"year": "2025"},
    "appointments_of": {"person": "person"},
    "who_held": {"post": "局长"},
    "lookup_citation": {"citation": "citation"},
    "changes_since": {},
}
"""Arguments for each tool; a value that is called like its argument is one of the database at hand."""

HELD = {
    "document": "select document_id from deadlines where page > 0 limit 1",
    "clause": "select clause_id from targets where page > 0 and clause_id in (select clause_id from clause_units) limit 1",
    "person": "select person_id from appointments limit 1",
    "citation": "select '《' || d.title || '》' || c.path from clauses c join documents d on d.id = c.document_id "
    "where c.path = '一' and c.page > 0 limit 1",
}


def rows_in(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that is a row of kb.db: each list of objects, and each object with an id."""
    if isinstance(value, dict):
        if "id" in value:
            yield value
        for item in value.values():
            yield from rows_in(item)
    elif isinstance(value, list):
        assert all("id" in item for item in value if isinstance(item, dict))
        for item in value:
            yield from rows_in(item)


def chinese_in(value: Any, name: str = "") -> Iterator[str]:
    """The names of the fields whose values are Chinese words."""
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else ((name, item) for item in value):
            yield from chinese_in(item, key)
    elif re.search("[\u4e00-\u9fff]", str(value)):
        yield name


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """A database that was built twice."""
    path = tmp_path_factory.mktemp("changed") / "kb.db"
    load([make_issue(6, sha="a" * 64), make_issue(7, sha="b" * 64)], path)
    load([make_issue(6, sha="a" * 64), make_decision()], path)
    return open_database(path)


def asked_of(name: str, connection: sqlite3.Connection, changed: sqlite3.Connection) -> Any:
    """The answer of a tool to the question above."""
    arguments = {
        key: connection.execute(HELD[value]).fetchone()[0] if key == value else value
        for key, value in ASKED[name].items()
    }
    return TOOLS[name](changed if name == "changes_since" else connection, **arguments)


@pytest.mark.parametrize("name", TOOLS)
def test_every_row_has_its_id_words_page_and_address(
    name: str, connection: sqlite3.Connection, changed: sqlite3.Connection
) -> None:
    rows = list(rows_in(asked_of(name, connection, changed)))
    assert rows
    for row in rows:
        assert set(PLACE) <= row.keys()
        if row.get("kind") != "removed":
            assert row["quote"]
            assert re.fullmatch("/[cd]/[a-z2-7]{10,12}", row["address"] or "") or row["table"] == "issues"
    assert any(row["page"] for row in rows)


@pytest.mark.parametrize("name", TOOLS.keys() - {"changes_since"})
def test_what_a_row_quotes_is_printed_in_its_document(
    name: str, connection: sqlite3.Connection, changed: sqlite3.Connection
) -> None:
    texts = dict(tuple(row) for row in connection.execute("select id, text from documents"))
    for row in rows_in(asked_of(name, connection, changed)):
        if row.get("document_id", row["id"]) in texts:
            assert row["quote"] in texts[row.get("document_id", row["id"])]


@pytest.mark.parametrize("name", TOOLS)
def test_every_word_of_others_is_marked_as_data(
    name: str, connection: sqlite3.Connection, changed: sqlite3.Connection
) -> None:
    answer = asked_of(name, connection, changed)
    names_of_ours = {key for key in chinese_in(answer) if key.endswith("id") or key in ("path", "probation")}
    assert set(chinese_in(answer)) - names_of_ours <= set(answer["is_data"])
    assert "quote" in answer["is_data"]
    assert not {"text", "id", "page", "address"} & set(answer["is_data"])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("duties_of_unit", {"unit": "火星局"}),
        ("deadlines", {"unit": "火星局"}),
        ("targets", {"unit": "火星局"}),
        ("deadlines", {"start": "2022-13-01"}),
        ("get_document", {"document": "nowhere"}),
        ("get_clause", {"clause": "nowhere"}),
    ],
)
def test_what_cannot_be_found_is_said(
    name: str, arguments: dict[str, Any], connection: sqlite3.Connection
) -> None:
    answer = TOOLS[name](connection, **arguments)
    assert answer["found"] is False
    assert answer.get("why") or answer["candidates"] == []


def test_short_ids_are_understood(connection: sqlite3.Connection) -> None:
    row = connection.execute("select id, short_id from clauses limit 1").fetchone()
    assert TOOLS["get_clause"](connection, row["short_id"])["id"] == row["id"]
    row = connection.execute("select id, short_id from documents limit 1").fetchone()
    assert TOOLS["get_document"](connection, row["short_id"])["id"] == row["id"]


def test_duties_and_roles(connection: sqlite3.Connection) -> None:
    every = TOOLS["duties_of_unit"](connection, "市民政局")
    lead = TOOLS["duties_of_unit"](connection, "市民政局", "lead")
    assert every["units"] == ["南通市民政局"]
    assert 0 < len(lead["rows"]) < len(every["rows"])
    assert all(row["quote"] and row["document_title"] for row in every["rows"])


def test_a_year_is_a_number_or_its_words(connection: sqlite3.Connection) -> None:
    asked = TOOLS["targets"]
    assert asked(connection, year=2025)["rows"] == asked(connection, year="2025")["rows"] != []


def test_rows_are_capped_and_say_so(connection: sqlite3.Connection) -> None:
    answer = TOOLS["targets"](connection, limit=10_000)
    assert len(answer["rows"]) == MOST
    assert answer["more"]
    few = TOOLS["deadlines"](connection, start="2022-11-01", end="2025-12-31", limit=3)
    assert len(few["rows"]) == 3


@pytest.mark.parametrize(
    ("citation", "found"),
    [("通政办发〔2022〕81号", True), ("《火星条例》第三条", False), ("通政办发〔1999〕1号", False)],
)
def test_a_citation_is_looked_up(citation: str, found: bool, connection: sqlite3.Connection) -> None:
    answer = TOOLS["lookup_citation"](connection, citation)
    assert answer["found"] is found
    assert ("document" in answer) is found


def test_a_citation_names_its_clause_and_a_miss_its_candidates(connection: sqlite3.Connection) -> None:
    row = connection.execute(
        "select d.title, c.path, c.id from clauses c join documents d on d.id = c.document_id where c.path = '一' limit 1"
    ).fetchone()
    answer = TOOLS["lookup_citation"](connection, f"《{row['title']}》一")
    assert answer["clause"]["path"] == "一"
    part = row["title"][-12:]
    assert row["title"] in {
        c["title"] for c in TOOLS["lookup_citation"](connection, f"《{part}》")["candidates"]
    }


def test_people_and_changes(connection: sqlite3.Connection) -> None:
    person = connection.execute("select person_id from appointments limit 1").fetchone()[0]
    rows = TOOLS["appointments_of"](connection, person)["rows"]
    assert {row["person"] for row in rows} == {person}
    assert TOOLS["who_held"](connection, "局长")["rows"]
    assert TOOLS["changes_since"](connection)["rows"] == []


def test_the_server_answers_over_standard_input(knowledge_base: Path) -> None:
    pytest.importorskip("mcp")
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def ask() -> tuple[set[str], dict[str, Any]]:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "gongbao", "mcp", str(knowledge_base)],
            cwd=str(Path(__file__).parents[2]),
        )
        async with Client(stdio_client(command)) as client:
            tools = await client.list_tools()
            answer = await client.call_tool("duties_of_unit", {"unit": "市民政局", "limit": 2})
            return {tool.name for tool in tools.tools}, answer.structured_content or json.loads(
                answer.content[0].text
            )

    names, answer = asyncio.run(ask())
    assert names == TOOLS.keys()
    assert len(answer["rows"]) == 2
