"""The questions that programs and models ask, and the server that passes them on."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from kb.database import open_database
from kb.tools import CUT, MOST, TOOLS


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
    assert TOOLS["duties_of_unit"](connection, "火星局") == {
        "found": False,
        "why": TOOLS["duties_of_unit"](connection, "火星局")["why"],
    }


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
    part = row["title"][2:12]
    assert row["title"] in {
        c["title"] for c in TOOLS["lookup_citation"](connection, f"《{part}》")["candidates"]
    }


def test_people_and_changes(connection: sqlite3.Connection) -> None:
    person = connection.execute("select person_id from appointments limit 1").fetchone()[0]
    rows = TOOLS["appointments_of"](connection, person)["rows"]
    assert {row["person"] for row in rows} == {person}
    assert TOOLS["who_held"](connection, "局长")["rows"]
    assert TOOLS["changes_since"](connection) == {"rows": [], "more": False}


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
