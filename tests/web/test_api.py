"""What programs ask of the site."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from datasette.app import Datasette
from handmade import make_decision, make_issue
from openapi_spec_validator import validate
from shipped import make_datasette

from ingest.load.load import load
from web.api.addresses import ADDRESSES

pytestmark = pytest.mark.asyncio


@pytest.fixture
def rebuilt(tmp_path: Path) -> Path:
    """A database that was built twice: with an issue, then with a decision as well and one issue less."""
    path = tmp_path / "kb.db"
    load([make_issue(6, sha="a" * 64), make_issue(7, sha="b" * 64)], path)
    load([make_issue(6, sha="a" * 64), make_decision()], path)
    return path


async def test_every_example_is_answered(datasette: Datasette) -> None:
    for address in ADDRESSES:
        if address.example:
            response = await datasette.client.get(address.example)
            assert response.status_code == 200, address.example
            assert response.headers["access-control-allow-origin"] == "*"


async def test_the_description_is_openapi_and_knows_every_row(datasette: Datasette) -> None:
    described = (await datasette.client.get("/openapi.json")).json()
    validate(described)
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {address.path for address in ADDRESSES}
    assert {"Clause", "Deadline", "Target", "ParsedDocument"} <= described["components"]["schemas"].keys()
    schema = (await datasette.client.get("/schema.json")).json()
    jsonschema.Draft202012Validator.check_schema(schema)


async def test_changes_go_on_where_they_ended(rebuilt: Path) -> None:
    datasette = make_datasette(rebuilt)
    first = (await datasette.client.get("/changes.json?since=0&limit=3")).json()
    assert [change["seq"] for change in first["changes"]] == [1, 2, 3]
    found = list(first["changes"])
    address = first["next"]
    while address:
        page = (await datasette.client.get(address.replace("http://localhost", ""))).json()
        found += page["changes"]
        address = page["next"]
    assert [change["seq"] for change in found] == list(range(1, first["last_seq"] + 1))
    assert {change["kind"] for change in found} >= {"added", "removed"}
    nothing = (await datasette.client.get(f"/changes.json?since={first['last_seq']}")).json()
    assert (nothing["changes"], nothing["next"]) == ([], None)


async def test_only_the_fields_that_are_wanted(rebuilt: Path) -> None:
    datasette = make_datasette(rebuilt)
    answer = (await datasette.client.get("/changes.json?limit=2&fields=seq,kind")).json()
    assert [set(change) for change in answer["changes"]] == [{"seq", "kind"}, {"seq", "kind"}]


@pytest.mark.parametrize("query", ["since=-1", "since=x", "limit=0", "limit=1001", "since=１"])
async def test_a_wrong_argument_is_said(query: str, datasette: Datasette) -> None:
    response = await datasette.client.get(f"/changes.json?{query}")
    assert response.status_code == 400
    assert "whole number" in response.json()["error"]


async def test_the_feed_is_read_by_a_reader_of_feeds(rebuilt: Path) -> None:
    response = await make_datasette(rebuilt).client.get("/changes.atom")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 0
    assert all(entry.link.startswith("http://localhost/") for entry in feed.entries)


async def test_an_answer_that_is_known_is_not_given_again(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    shutil.copy(database, path)
    datasette = make_datasette(path)
    first = await datasette.client.get("/search?q=建设")
    tag = first.headers["etag"]
    again = await datasette.client.get("/search?q=建设", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = await datasette.client.get("/search?q=规划", headers={"If-None-Match": tag})
    assert other.status_code == 200
    shutil.copy(database, tmp_path / "new.db")
    assert (await make_datasette(tmp_path / "new.db").client.get("/search?q=建设")).headers["etag"] != tag
    missing = await datasette.client.get("/documents/nowhere")
    assert "etag" not in missing.headers


async def test_pages_are_not_open_to_other_origins(datasette: Datasette) -> None:
    assert "access-control-allow-origin" not in (await datasette.client.get("/")).headers
    assert "access-control-allow-origin" in (await datasette.client.get("/kb/units.json")).headers


async def test_crawlers_and_models_find_their_files(datasette: Datasette) -> None:
    robots = (await datasette.client.get("/robots.txt")).text
    assert "Disallow: /search" in robots
    sitemap = ElementTree.fromstring((await datasette.client.get("/sitemap.xml")).content)
    places = [loc.text or "" for loc in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert places[0] == "http://localhost/"
    for place in places:
        assert (await datasette.client.get(place.removeprefix("http://localhost"))).status_code == 200
    assert "# 政府公报知识库" in (await datasette.client.get("/llms.txt")).text
    page = (await datasette.client.get("/api")).text
    assert all(address.path in page for address in ADDRESSES)


async def test_health_says_when_and_what(datasette: Datasette) -> None:
    for path in ("/-/health", "/-/health.json"):
        health = (await datasette.client.get(path)).json()
        assert health["ok"]
        assert health["built_at"]
        assert health["newest_issue"].endswith("/7")
