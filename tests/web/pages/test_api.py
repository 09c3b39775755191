"""What programs ask of the site."""

from __future__ import annotations

import html
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from datasette.app import Datasette
from handmade import make_decision, make_issue
from openapi_spec_validator import validate
from shipped import WEB, make_datasette
from test_two_clicks import PAGES

from ingest.load.load import load
from kb.words import words_of
from web.api.addresses import ADDRESSES, OF_PAGES
from web.api.arguments import address_of
from web.api.described import Address
from web.api.openapi import HEADS, component_of

pytestmark = pytest.mark.asyncio


@pytest.fixture
def rebuilt(tmp_path: Path) -> Path:
    """A database that was built twice: with an issue, then with a decision as well and one issue less."""
    path = tmp_path / "kb.db"
    load([make_issue(6, sha="a" * 64), make_issue(7, sha="b" * 64)], path)
    load([make_issue(6, sha="a" * 64), make_decision()], path)
    return path


@pytest.fixture(scope="module")
def demonstration(knowledge_base: Path) -> Datasette:
    """Datasette on the corpus."""
    return make_datasette(knowledge_base)


async def examples(datasette: Datasette) -> list[str]:
    """The addresses that the page `/api` tells people to ask."""
    page = html.unescape((await datasette.client.get("/api")).text)
    return [whole.removeprefix("http://localhost") for whole in re.findall(r'curl "([^"]+)"', page)]


def address_of_example(path: str) -> Address:
    """What is described of an example."""
    return address_of(unquote(path).partition("?")[0])


async def test_every_example_of_the_page_is_what_the_description_says(demonstration: Datasette) -> None:
    described = (await demonstration.client.get("/openapi.json")).json()
    paths = await examples(demonstration)
    assert len(paths) == sum(address.example is not None for address in ADDRESSES)
    for path in paths:
        assert path.isascii()
        response = await demonstration.client.get(path)
        assert response.status_code == 200, path
        assert response.headers["access-control-allow-origin"] == "*"
        address = address_of_example(path)
        content = described["paths"][address.path]["get"]["responses"]["200"]["content"]
        if "application/json" in content and "fields=" not in path:
            schema = {**described, **content["application/json"]["schema"]}
            jsonschema.Draft202012Validator(schema).validate(response.json())


DATASETTES = r"^/[\w-]+"
"""How the addresses of a database begin, whose JSON is Datasette's."""

WITHOUT_JSON = {
    r"^/$": "what it counts is at /-/health.json, what it lists at /documents.json and /issues.json",
    r"^/api$": "/openapi.json says the same to programs",
    next(kind for kind in PAGES if "/report" in kind): "a form, whose answer is the TOML of a correction",
}


async def test_every_page_answers_programs_too(demonstration: Datasette) -> None:
    described = {address.path for address in ADDRESSES if "{" not in address.path}
    shown = [*described, *(unquote(path).partition("?")[0] for path in await examples(demonstration))]
    siblings = {path.removesuffix(".json") for path in shown if path.endswith(".json")}
    ours = [kind for kind in PAGES if not kind.startswith((DATASETTES, r"^/(?P<kind>[dc])/"))]
    lacking = {kind for kind in ours if not any(re.match(kind, path) for path in siblings)}
    assert lacking == set(WITHOUT_JSON)
    sql = "/kb/documents.json?_shape=array&_size=1&_col=id&_col=short_id"
    [document] = (await demonstration.client.get(sql)).json()
    short = await demonstration.client.get(f"/d/{document['short_id']}.json", follow_redirects=True)
    assert short.json()["document"]["id"] == document["id"]
    for path in "/kb.json", "/kb/clause_units/1.json", "/kb/by-unit.json?unit=市民政局&role=all":
        answer = await demonstration.client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (
            200,
            "application/json; charset=utf-8",
        )


async def test_a_limit_is_computed_for_programs_too(datasette: Datasette) -> None:
    [row, *_] = (await datasette.client.get("/deadlines.json?kind=undated")).json()["rows"]
    path = f"/workdays.json?fact={quote(row['id'], safe='')}"
    found = (await datasette.client.get(f"{path}&event=2022-09-26")).json()
    assert (found["fact"], found["anchor"], found["address"]) == (row["id"], row["anchor"], row["address"])
    assert (found["duration"], found["working_days"], found["last"]) == ("P20D", True, "2022-10-27")
    late = (await datasette.client.get(f"{path}&event=2099-09-26")).json()
    assert (late["last"], late["unknown_year"]) == (None, 2099)
    free = (await datasette.client.get("/workdays.json?length=5&unit=days&before=1&event=2022-09-26")).json()
    assert (free["fact"], free["quote"], free["last"]) == (None, None, "2022-09-21")
    bare = (await datasette.client.get("/workdays.json?fields=event,last")).json()
    assert bare == {"event": None, "last": None}


async def test_objects_are_those_of_the_schema(demonstration: Datasette) -> None:
    schema = (await demonstration.client.get("/schema.json")).json()
    links = {
        address.path: path for path in await examples(demonstration) for address in [address_of_example(path)]
    }
    for address in OF_PAGES:
        path = links[address.path].partition("?")[0] + ("?q=建设" if "search" in address.path else "")
        found = (await demonstration.client.get(path)).json()
        jsonschema.Draft202012Validator(
            {**schema, **{"$ref": f"#/$defs/{address.answer[1:]}"}} | PLAIN
        ).validate(found)


PLAIN = {"type": "object", "required": [], "properties": {}, "additionalProperties": True}
"""What the gazette at the root of the schema says of itself, left out."""


@pytest.mark.parametrize(
    ("path", "rows", "key"),
    [
        ("/units.json", "rows", "id"),
        ("/documents.json", "rows", "id"),
        ("/deadlines.json?span=all", "rows", "id"),
        ("/targets.json?kind=target&year=2025", "rows", "id"),
        ("/people.json", "rows", "id"),
        ("/posts.json", "rows", "id"),
        ("/indicators.json?place=澜江市", "rows", "id"),
        ("/doubts.json", "rows", "message"),
        ("/units/南通市民政局.json", "duties", "id"),
        ("/search.json?q=养老&in=documents", "results", "id"),
        ("/search.json?q=养老服务", "results", "id"),
    ],
)
async def test_a_list_goes_on_until_its_end(path: str, rows: str, key: str, demonstration: Datasette) -> None:
    size = "" if path.startswith("/search") else "limit=7"
    following: str | None = f"{path}{'&' if '?' in path else '?'}{size}"
    found: list[object] = []
    while following:
        page = (await demonstration.client.get(following)).json()
        found += [row[key] for row in page[rows]]
        following = page["next"] and page["next"].removeprefix("http://localhost")
    whole = (
        await demonstration.client.get(f"{path}{'&' if '?' in path else '?'}{size and 'limit=1000'}")
    ).json()
    if "totals" in whole:
        assert len(found) == len(set(found)) == whole["totals"][whole["in"]]
    else:
        assert found == [row[key] for row in whole[rows]]
        assert len(found) > 7


@pytest.mark.parametrize(
    "narrowed", ["in_force=1949-10-01", "place=澜江市", "doc_type=命令", "since=2999-01-01"]
)
async def test_every_argument_of_a_unit_narrows_its_duties(narrowed: str, demonstration: Datasette) -> None:
    whole = (await demonstration.client.get("/units/南通市民政局.json")).json()
    found = (await demonstration.client.get(f"/units/南通市民政局.json?{narrowed}")).json()
    assert whole["total"] > 0 == found["total"] == len(found["duties"])


async def test_short_and_old_addresses_lead_programs_to_a_document(
    knowledge_base: Path, tmp_path: Path
) -> None:
    shutil.copy(knowledge_base, path := tmp_path / "kb.db")
    with closing(sqlite3.connect(path)) as connection:
        document, short = connection.execute("select id, short_id from documents limit 1").fetchone()
        (clause,) = connection.execute(
            "select short_id from clauses where document_id = ?", [document]
        ).fetchone()
        moved = ["旧/名", "abcdefghij", "documents", document]
        connection.execute("insert into moved (id, short_id, [table], row_id) values (?, ?, ?, ?)", moved)
        connection.commit()
    client = make_datasette(path).client
    for address in (f"/d/{short}.json", f"/c/{clause}.json", "/d/abcdefghij.json", "/documents/旧/名.json"):
        leads = await client.get(address)
        assert leads.status_code == 302
        found = (await client.get(leads.headers["location"])).json()
        assert found["document"]["id"] == document


async def test_documents_are_narrowed(demonstration: Datasette) -> None:
    whole = (await demonstration.client.get("/documents.json?limit=1000")).json()["rows"]
    for argument in ("place=澜江市", "doc_type=方案", "year=2022", "in_force=2022-10-01"):
        rows = (await demonstration.client.get(f"/documents.json?limit=1000&{argument}")).json()["rows"]
        assert 0 < len(rows) < len(whole)
        name, _, value = argument.partition("=")
        if name in ("place", "doc_type"):
            assert {row[name] for row in rows} == {value}
    issues = (await demonstration.client.get("/issues.json")).json()["rows"]
    assert sum(issue["documents"] for issue in issues) == sum(row["issue_id"] is not None for row in whole)


async def test_fields_are_chosen_of_rows_and_parts_of_objects(demonstration: Datasette) -> None:
    async def ask(path: str) -> dict[str, Any]:
        found: dict[str, Any] = (await demonstration.client.get(path)).json()
        return found

    listed = await ask("/targets.json?fields=indicator,value&limit=3")
    assert [set(row) for row in listed["rows"]] == [{"indicator", "value"}] * 3
    assert re.search(r"/targets\.json\?fields=indicator%2Cvalue&limit=3&after=[0-9]+$", listed["next"])
    assert {"id"} == set((await ask("/search.json?q=养老&fields=id"))["results"][0])
    document = (await ask("/deadlines.json?span=all&limit=1"))["rows"][0]["document_id"]
    parts = await ask(f"/documents/{quote(document)}.json?fields=document.title,clauses.path,deadlines")
    assert set(parts) == {"document", "clauses", "deadlines"}
    assert set(parts["document"]) == {"title"}
    assert {key for clause in parts["clauses"] for key in clause} == {"path"}
    assert parts["deadlines"][0]["quote"]


async def test_a_result_has_what_a_program_wants(demonstration: Datasette) -> None:
    found = (await demonstration.client.get("/search.json?q=养老服务&unit=市民政局")).json()
    results = found["results"]
    assert any(result["deadlines"] for result in results)
    assert any(result["targets"] for result in results)
    for result in results:
        assert result["address"].startswith("http://localhost/documents/")
        document = (await demonstration.client.get(f"/documents/{quote(result['document_id'])}.json")).json()
        text = document["document"]["text"]
        clause = next(clause for clause in document["clauses"] if clause["id"] == result["id"])
        assert (result["path"], result["char_start"], result["char_end"]) == (
            clause["path"],
            clause["char_start"],
            clause["char_end"],
        )
        for name in ("units", "deadlines", "targets"):
            assert result[name] == [fact for fact in document[name] if fact["clause"] == result["id"]]
            for fact in result[name]:
                assert text[fact["char_start"] : fact["char_end"]] == fact["quote"]
        assert "市民政局" in {unit["name"] for unit in result["units"]} or result["units"]


async def test_lists_give_codes_and_whole_addresses_where_people_read_words(
    demonstration: Datasette, knowledge_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "follow.toml").write_text('units = ["市民政局"]\nphrases = ["养老"]\n', "utf-8")
    coded = 0
    for path in (*await examples(demonstration), "/following.json"):
        address = address_of_example(path)
        if address.answer.startswith("@"):
            asked = f"{path.partition('?')[0]}{'?span=all' if 'deadlines' in path else ''}"
            rows = (await demonstration.client.get(asked)).json()["rows"]
            assert rows, path
            heads = HEADS[address.answer[1:]]
            for head, row in ((head, row) for head in heads for row in rows):
                words = head.words or (words_of(head.table, head.name) if head.table else {})
                if words:
                    assert row[head.name] is None or row[head.name] in words, (path, head.name)
                    coded += 1
                if head.name.endswith("address") and row[head.name]:
                    assert row[head.name].startswith("http://localhost/")
    assert coded > 100


async def test_the_schema_describes_lists_too(demonstration: Datasette) -> None:
    schema = (await demonstration.client.get("/schema.json")).json()
    for path in await examples(demonstration):
        address = address_of_example(path)
        if address.answer.startswith("@") and "fields=" not in path:
            part = {**schema, **PLAIN, "$ref": f"#/$defs/{component_of(address.answer[1:])}"}
            jsonschema.Draft202012Validator(part).validate((await demonstration.client.get(path)).json())


async def test_every_row_says_what_is_doubted_of_it(knowledge_base: Path, tmp_path: Path) -> None:
    shutil.copy(knowledge_base, path := tmp_path / "kb.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "update targets set doubts = '[\"unknown_unit\"]' where pk = (select min(pk) from targets)"
        )
        connection.commit()
    datasette = make_datasette(path)
    answer = (await datasette.client.get("/targets.json?limit=1000&fields=doubts")).json()
    assert sorted(row["doubts"] for row in answer["rows"])[-1] == ["unknown_unit"]
    for listed in (
        "deadlines.json?span=all",
        "people.json?",
        "posts.json?",
        "indicators.json?",
        "amended.json?",
    ):
        rows = (await datasette.client.get(f"/{listed}&limit=3")).json()["rows"]
        assert rows
        assert all(isinstance(row["doubts"], list) for row in rows)


@pytest.mark.parametrize("table", ["units", "clauses", "deadlines"])
async def test_the_tables_of_datasette_are_as_they_were(table: str, knowledge_base: Path) -> None:
    settings = json.loads((WEB / "settings.json").read_text("utf-8"))
    metadata = json.loads((WEB / "metadata.json").read_text("utf-8"))
    plain = Datasette([str(knowledge_base)], settings=settings, metadata=metadata)
    ours = make_datasette(knowledge_base)
    for arguments in ("_shape=array", "_shape=array&_size=3&_sort_desc=pk", "_shape=array&_nl=on&_col=pk"):
        theirs, found = [
            await datasette.client.get(f"/kb/{table}.json?{arguments}") for datasette in (plain, ours)
        ]
        assert theirs.status_code == 200
        assert found.content == theirs.content


async def test_every_answer_has_a_tag(demonstration: Datasette) -> None:
    for path in await examples(demonstration):
        tag = (await demonstration.client.get(path)).headers["etag"]
        again = await demonstration.client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


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


@pytest.mark.parametrize(
    ("path", "argument", "says"),
    [
        *(
            ("changes.json?since=" + said, "since", "whole number, 0 or more")
            for said in ("-1", "x", "１", "")
        ),
        *(("changes.json?limit=" + said, "limit", "1 to 1000") for said in ("0", "1001", "9" * 30)),
        ("changes.json?sinse=3", "sinse", "there are since, limit, fields"),
        ("changes.json?fields=seq,nothing", "fields", "no field is called nothing"),
        ("units.json?fields=pk", "fields", "there are name, kind"),
        ("search.json?q=养老&role=boss", "role", "one of lead, responsible"),
        ("search.json?q=养老&unit=火星局", "unit", "no organisation is printed"),
        ("search.json?q=养老&due_until=2025-13", "due_until", "a day, month or year"),
        ("search.json?q=养老&in=people", "in", "clauses, documents, events"),
        ("search.json?q=养老&page=0", "page", "1 to 500"),
        ("deadlines.json?unit=火星局", "unit", "no organisation is printed"),
        ("deadlines.json?start=2025-02-30", "start", "a day, YYYY-MM-DD"),
        ("deadlines.json?start=20250201", "start", "a day, YYYY-MM-DD"),
        ("targets.json?year=25", "year", "a year"),
        ("people.json?year=二〇二五", "year", "a year"),
        ("posts.json?on=today", "on", "a day"),
        ("workdays.json?length=0", "length", "1 to 1000"),
        ("workdays.json?length=5&event=2022-02-30", "event", "a day, YYYY-MM-DD"),
        ("workdays.json?unit=weeks", "unit", "workdays, days"),
        ("indicators.json?state=broken", "state", "met, missed"),
        ("issues/南通市人民政府公报/2022/6.json?fields=rows", "fields", "issue, documents"),
        ("units/南通市民政局.json?ring=far", "ring", "named, former"),
        ("units/南通市民政局.json?after=-2", "after", "in its next"),
        ("targets.json?after=nowhere", "after", "in its next"),
        ("people.json?after=2025~", "after", "in its next"),
    ],
)
async def test_a_wrong_argument_is_said(path: str, argument: str, says: str, datasette: Datasette) -> None:
    response = await datasette.client.get(f"/{path}")
    assert response.status_code == 400
    told = response.json()
    assert (told["ok"], told["code"], told["argument"]) == (False, "bad_argument", argument)
    assert told["error"].startswith(f"{argument}: ")
    assert says in told["error"]


async def test_what_is_not_there_is_said_in_a_word(datasette: Datasette) -> None:
    for path in (
        "nowhere",
        "kb/nowhere",
        "d/abcdefghij",
        "documents/nowhere",
        "units/nobody",
        "people/nobody",
        "issues/none",
        "indicators/none",
    ):
        response = await datasette.client.get(f"/{path}.json")
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
    unknown = await datasette.client.get("/workdays.json?fact=deadlines:none")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


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


async def test_a_page_of_another_origin_may_ask_with_a_tag(datasette: Datasette) -> None:
    asked = {"Origin": "https://other.example", "Access-Control-Request-Headers": "if-none-match"}
    told = await datasette.client.options("/targets.json", headers=asked)
    assert (told.status_code, told.content) == (204, b"")
    assert "If-None-Match" in told.headers["access-control-allow-headers"]
    answer = await datasette.client.get("/targets.json", headers=asked)
    assert "ETag" in answer.headers["access-control-expose-headers"]
    refused = await datasette.client.get("/targets.json?limit=0", headers=asked)
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (400, "*")


async def test_crawlers_and_models_find_their_files(datasette: Datasette) -> None:
    robots = (await datasette.client.get("/robots.txt")).text
    assert "Disallow: /search" in robots
    sitemap = ElementTree.fromstring((await datasette.client.get("/sitemap.xml")).content)
    places = [loc.text or "" for loc in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert places[0] == "http://localhost/"
    for place in places:
        assert (await datasette.client.get(place.removeprefix("http://localhost"))).status_code == 200
    assert "# 政府公报知识库" in (await datasette.client.get("/llms.txt")).text
    assert "(http://localhost/-/mcp)" in (await datasette.client.get("/llms.txt")).text
    page = (await datasette.client.get("/api")).text
    assert all(address.path in page for address in ADDRESSES)


async def test_health_says_when_and_what(datasette: Datasette) -> None:
    for path in ("/-/health", "/-/health.json"):
        health = (await datasette.client.get(path)).json()
        assert health["ok"]
        assert health["built_at"]
        assert health["newest_issue"].endswith("/7")
