"""What is wrong with an address is said so, at once and in Chinese, and is never a fault of the server."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from handmade import PLAN, make_issue
from shipped import make_datasette

from ingest.load.load import load
from web.site.safety import MOST_ARGUMENTS, MOST_FACETS, what_is_too_much

pytestmark = pytest.mark.asyncio

WRONG = [
    *(
        "_sort=nonsense",
        "_sort_desc=nonsense",
        "_sort=id&_sort_desc=id",
        "_size=many",
        "_size=-1",
        "_next=,,,",
    ),
    *(
        "_facet=nonsense",
        "_facet=",
        "_facet_array=title",
        "_facet_array=nonsense",
        "_col=nonsense",
        "_nocol=nonsense",
    ),
    *(
        "_through={",
        "_through={}",
        "_through=[]",
        "title__in=[",
        "title__arraycontains=1",
        "_search_nonsense=1",
    ),
    *("_facet=role&_facet=role", "_facet=role&_facet_size=1&%5Ffacet=role"),
]


@pytest.mark.parametrize("form", ["", ".json"])
@pytest.mark.parametrize("query", WRONG)
async def test_a_wrong_address_is_a_bad_request(datasette: Datasette, query: str, form: str) -> None:
    response = await datasette.client.get(f"/kb/documents{form}?{query}")
    assert response.status_code == 400
    if form:
        assert response.json()["status"] == 400
    else:
        assert "无法处理这一请求" in response.text
        assert "SELECT" not in response.text.upper()


async def test_what_would_take_minutes_is_not_begun(
    datasette: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    async def execute(*arguments: Any, **more: Any) -> None:
        asked.append(arguments)

    monkeypatch.setattr(Datasette, "execute", execute)
    monkeypatch.setattr("datasette.database.Database.execute", execute)
    for query in ("&".join(["_facet=text"] * 1500), "&".join(f"_facet=c{i}" for i in range(MOST_FACETS + 1))):
        response = await datasette.client.get(f"/kb/clauses?{query}")
        assert response.status_code == 400
        assert "统计" in response.text
    assert asked == []


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        (b"_facet=a&_facet=b&_facet_size=max", False),
        (b"_facet=a&_facet_date=a", False),
        (b"_facet=a&_facet=a", True),
        (b"_facet_date=a&_facet_date=a", True),
        (b"&".join(b"_facet=%d" % i for i in range(MOST_FACETS)), False),
        (b"&".join(b"_facet=%d" % i for i in range(MOST_FACETS + 1)), True),
        (b"&".join(b"_col=%d" % i for i in range(MOST_ARGUMENTS)), False),
        (b"&".join([b"text__contains=x"] * (MOST_ARGUMENTS + 1)), True),
        (b"", False),
    ],
)
async def test_what_is_too_much(query: bytes, refused: bool) -> None:
    assert (what_is_too_much(query) is not None) == refused


async def test_what_is_closed_is_said_in_chinese(datasette: Datasette) -> None:
    page = await datasette.client.get("/kb?sql=select+1")
    assert page.status_code == 403
    assert "此项不对外开放" in page.text
    assert "execute-sql" not in page.text
    data = await datasette.client.get("/kb.json?sql=select+1")
    assert (data.status_code, data.json()["status"]) == (403, 403)


@pytest.mark.parametrize("path", ["/documents/没有", "/people/没有", "/issues/没有"])
async def test_what_is_not_there_is_said_at_once(datasette: Datasette, path: str) -> None:
    page = await datasette.client.get(path, follow_redirects=False)
    assert page.status_code == 404
    data = await datasette.client.get(f"{path}.json", follow_redirects=False)
    assert (data.status_code, data.json()["ok"]) == (404, False)


async def test_the_tables_are_listed_as_json(datasette: Datasette) -> None:
    found = (await datasette.client.get("/kb.json")).json()
    assert {"clauses", "documents"} <= {table["name"] for table in found["tables"]}
    assert "by-unit" in {query["name"] for query in found["queries"]}


async def test_pages_have_their_content_as_json(datasette: Datasette) -> None:
    issue = "南通市人民政府公报/2022/6"
    page = await datasette.client.get(f"/documents/{issue}/{PLAN}/instrument")
    assert ".json" in page.text
    document = (await datasette.client.get(f"/documents/{issue}/{PLAN}/instrument.json")).json()
    assert document["document"]["title"] == PLAN
    assert document["units"][0]["quote"]
    found = (await datasette.client.get(f"/issues/{issue}.json")).json()
    assert found["issue"]["number"] == 6
    assert PLAN in {listed["title"] for listed in found["documents"]}
    person = (await datasette.client.get("/people/王五.json")).json()
    assert person["name"] == "王五"
    assert person["entries"]


@pytest.mark.parametrize("stamp", ["soon", "", "2026-99-99", "0001-01-01T00:00:00+14:00"])
async def test_a_database_with_a_broken_date_is_shown(tmp_path: Path, stamp: str) -> None:
    load([make_issue(6)], tmp_path / "kb.db")
    with sqlite3.connect(tmp_path / "kb.db") as database:
        database.execute("update meta set value = ? where key = 'built_at'", [stamp])
    response = await make_datasette(tmp_path / "kb.db").client.get("/")
    assert response.status_code == 200
    assert "本库建于" not in response.text
