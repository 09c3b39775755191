"""Datasette's own pages and JSON on kb.db: Chinese titles, search, names for references, hardening."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from handmade import NUMBER, PLAN

from schema.tables import TABLES
from schema.tokens import find_matches
from web.site.connection import LONGEST, plain
from web.site.metadata import metadata

pytestmark = pytest.mark.asyncio


async def rows(datasette: Datasette, table: str, **arguments: str) -> list[dict[str, Any]]:
    response = await datasette.client.get(f"/kb/{table}.json", params={"_shape": "array", **arguments})
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()
    return found


@pytest.mark.parametrize(
    ("table", "question", "column"),
    [
        ("clauses", "市民政局", "text"),
        ("clauses", "政局牵", "text"),
        ("clauses", "４．５个", "text"),  # full-width signs find half-width ones
        ("clauses", "VOC", "text"),
        ("clauses", "民政 财政", "text"),
        ("events", "养老", "text"),
        ("documents", NUMBER, "doc_number"),
        ("documents", "80号", "doc_number"),  # not inside 180号
    ],
)
async def test_the_search_box_finds_any_substring(
    datasette: Datasette, database: Path, table: str, question: str, column: str
) -> None:
    found = {row["id"] for row in await rows(datasette, table, _search=question)}
    texts = sqlite3.connect(database).execute(f"select id, [{column}] from [{table}]").fetchall()
    words = question.split()
    assert found == {id for id, text in texts if all(find_matches(word, text or "") for word in words)}


@pytest.mark.parametrize("question", ["%", '"', "'", "*", "AND", "NEAR(", "-", "🙂"])
async def test_signs_are_ordinary_characters(datasette: Datasette, question: str) -> None:
    found = await rows(datasette, "clauses", _search=question)
    assert all(question.casefold() in row["text"].casefold() for row in found)


async def test_an_empty_search_box_restricts_nothing(datasette: Datasette) -> None:
    assert len(await rows(datasette, "clauses", _search="")) == len(await rows(datasette, "clauses"))


@pytest.mark.parametrize("mode", ["_searchmode=raw", "%5Fsearchmode=raw", "_searchmode=raw&_searchmode=raw"])
@pytest.mark.parametrize("question", ['"', "养老 AND", "tokens:养", "a* OR b*"])
async def test_nobody_writes_queries_for_the_index(datasette: Datasette, question: str, mode: str) -> None:
    plain = await datasette.client.get(f"/kb/clauses.json?_search={quote(question)}")
    raw = await datasette.client.get(f"/kb/clauses.json?_search={quote(question)}&{mode}")
    assert raw.status_code == 200
    assert raw.json()["rows"] == plain.json()["rows"]


async def test_facets_count_what_was_searched(datasette: Datasette) -> None:
    response = await datasette.client.get("/kb/documents.json?_search=养老&_facet=role")
    counts = {value["value"]: value["count"] for value in response.json()["facet_results"]["role"]["results"]}
    assert counts == {"notice": 2, "instrument": 3}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
async def test_every_table_has_a_page_in_chinese(datasette: Datasette, table: Any) -> None:
    response = await datasette.client.get(f"/kb/{table.name}")
    assert response.status_code == 200
    assert f"{table.title}</h1>" in response.text
    assert all(column.title in response.text for column in table.columns)


async def test_the_database_page_is_in_chinese(datasette: Datasette) -> None:
    page = (await datasette.client.get("/kb")).text
    assert all(known in page for known in ["政府公报知识库", "责任分工", "按单位与角色查条款"])
    assert re.findall(r">[^<]*\b(rows?|Queries|Search|Apply|Powered)\b[^<]*<", page) == []


async def test_references_are_shown_by_name(datasette: Datasette) -> None:
    page = (await datasette.client.get("/kb/clause_units")).text
    assert f">{PLAN}</a>" in page
    assert ">南通市民政局</a>" in page
    assert ">牵头</span>" in page


async def test_references_are_shown_by_name_on_the_page_of_a_row(datasette: Datasette) -> None:
    page = (await datasette.client.get("/kb/clause_units/1")).text
    assert f">{PLAN}</a>" in page
    assert ">南通市民政局</a>" in page


async def test_ids_are_shown_by_their_end_and_short_ones_lead_on(datasette: Datasette) -> None:
    page = (await datasette.client.get("/kb/clause_units/1")).text
    name = (await rows(datasette, "clause_units", _size="1"))[0]["id"]
    assert f'<span title="{name}">…{name[-24:]}</span>' in page
    assert re.search(r'<dd class="col-doubts"><span title="\[\]">无</span>', page)
    assert re.search(r'<a href="/c/([a-z2-7]{10})">\1</a>', (await datasette.client.get("/kb/clauses")).text)
    assert re.search(
        r'<a href="/d/([a-z2-7]{10})">\1</a>', (await datasette.client.get("/kb/documents")).text
    )


async def test_numbers_and_boxes_are_shown_short_and_handed_out_whole(datasette: Datasette) -> None:
    page = (await datasette.client.get("/kb/targets")).text
    assert re.search(r'col-value type-float"[^>]*>1000</td>', page)
    page = (await datasette.client.get("/kb/clause_units/1")).text
    assert re.search(r'<dd class="col-boxes"><span title="\[\[2, [^"]+">2 处</span>', page)
    assert json.loads((await rows(datasette, "clause_units", _size="1"))[0]["boxes"])[0][0] == 2


async def test_json_can_show_names_too(datasette: Datasette) -> None:
    found = await rows(datasette, "clause_units", _labels="on", _size="1")
    assert found[0]["document_id"]["label"] == PLAN


async def test_names_point_to_columns_that_are_there() -> None:
    for name, entry in metadata(["kb"])["databases"]["kb"]["tables"].items():
        named = [entry.get("label_column"), entry.get("sort_desc"), *entry.get("facets", [])]
        assert {column for column in named if column} <= set(TABLES[name].column_names)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/kb?sql=select+1", 403),
        ("/kb/clauses.json?_where=1", 403),
        ("/kb.db", 403),
        ("/kb/clauses.json?_size=1001", 400),
        ("/_internal", 403),
    ],
)
async def test_what_is_closed_to_the_public(datasette: Datasette, path: str, status: int) -> None:
    assert (await datasette.client.get(path)).status_code == status


async def test_a_wrong_address_leaves_no_traceback(
    datasette: Datasette, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (await datasette.client.get("/documents/none")).status_code == 404
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err


async def test_every_page_forbids_scripts_of_others(datasette: Datasette) -> None:
    for path in ("/", "/kb", "/kb/clauses", "/no-such-page", "/static/site.css"):
        headers = (await datasette.client.get(path)).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


async def test_no_query_can_ask_for_much_memory(datasette: Datasette) -> None:
    with pytest.raises((sqlite3.DataError, sqlite3.OperationalError), match="too big"):
        await datasette.get_database("kb").execute(f"select randomblob({LONGEST + 1})")


@pytest.mark.parametrize(
    ("text", "expected"),
    [(NUMBER, "通政办发202281号"), ("通政办发[2022] ８１ 号", "通政办发202281号"), (None, "")],
)
async def test_plain_text_is_without_signs(text: str | None, expected: str) -> None:
    assert plain(text) == expected
