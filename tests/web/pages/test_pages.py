"""The pages for readers: what they hold, where they lead, and that nothing on them is unescaped."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from datasette.app import Datasette
from handmade import NUMBER, PLAN, make_decision, make_issue
from hostile import HARM, ISSUE
from httpx import ASGITransport, AsyncClient
from shipped import make_datasette

from ingest.load.load import load
from schema.document import Diagnostic

pytestmark = pytest.mark.asyncio

ISSUE_6 = "南通市人民政府公报/2022/6"
PLAN_6 = f"/documents/{ISSUE_6}/{PLAN}/instrument"
HOSTILE = f"/documents/{quote(f'{ISSUE}/关于{HARM}的通知/instrument')}"


class Elements(HTMLParser):
    """The elements of a page with their attributes, as a browser sees them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def values(self, tag: str, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for name, attrs in self.found if name == tag and attribute in attrs]

    @property
    def identifiers(self) -> set[str | None]:
        """Every id."""
        return {attrs["id"] for _, attrs in self.found if "id" in attrs}


async def get(datasette: Datasette, path: str, status: int = 200) -> str:
    response = await datasette.client.get(path)
    assert response.status_code == status, response.text
    text: str = response.text
    return text


async def test_home_leads_to_issues_deadlines_and_questions(datasette: Datasette) -> None:
    page = await get(datasette, "/")
    assert "南通市人民政府公报 2022年第7期" in page
    assert "即将到期" in page
    assert "2030-12-31" in page
    links = Elements(page).values("a", "href")
    assert all(f"/kb/{name}" in links for name in ("by-unit", "by-number", "clauses"))
    assert {"/units", "/deadlines", "/targets", "/deadlines?span=overdue"} <= {*links}


async def test_home_says_how_much_there_is_and_how_well_it_was_read(datasette: Datasette) -> None:
    page = await get(datasette, "/")
    assert "<strong>8</strong> 条款" in page
    assert re.search(r"<dt>条款</dt><dd>[01]\.\d{3} → [01]\.\d{3}</dd>", page)


async def test_a_page_is_named_with_its_printed_number(datasette: Datasette) -> None:
    page = await get(datasette, f"/documents/南通市人民政府公报/2022/6/{PLAN}/instrument")
    assert "第 2 页（所印页码 12）" in page
    assert "第 1 页（" not in page


async def test_search_shows_cards_with_place_and_facts(datasette: Datasette) -> None:
    page = await get(datasette, "/search?q=加强领导")
    assert "<mark>加强领导</mark>" in page
    assert "（一）　加强领导" in page
    assert "牵头 市民政局" in page
    assert "2025-12-31" in page
    assert f"{NUMBER} 2022-09-30" in page  # the number of the notice that issues it


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ("q=养老&in=clauses", 5),
        ("q=养老&in=events", 2),
        ("q=养老&in=documents", 5),
        ("unit=市民政局&role=lead", 2),
        ("unit=民政&role=lead", 2),  # a part of a printed name
        ("unit=市财政局", 2),  # bound under a general name
        ("q=养老&role=lead", 2),
        ("fact=deadlines&year=2022", 4),
        ("fact=amendments", 1),
        ("due_from=2025-01&due_until=2025-12", 2),
        ("q=养老&doc_type=方案", 2),
        ("q=养老&gazette=南通市人民政府公报&in=clauses", 4),
        ("q=没有的字句", 0),
        ("", 0),
        ("q=%25", 1),
        ("q='\"", 0),
    ],
)
async def test_search_as_json(datasette: Datasette, arguments: str, count: int) -> None:
    answer = json.loads(await get(datasette, f"/search.json?{arguments}"))
    assert len(answer["results"]) == answer["totals"][answer["in"]] == count
    for result in answer["results"]:
        assert all(result["snippet"][start:end] for start, end in result["marks"])


@pytest.mark.parametrize(
    "asked",
    [
        "q=养老",
        "q=养老&in=documents",
        "q=调研&in=events",
        "q=养老&role=lead",
        "unit=市民政局",
        "unit=市民政局&q=养老",
        "unit=民政",
        "fact=deadlines",
        "year=2022",
    ],
)
async def test_the_counts_of_choices_are_what_they_leave(datasette: Datasette, asked: str) -> None:
    page = await get(datasette, f"/search?{asked}")
    choices = re.findall(r'<a href="(/search\?[^"]+)">[^<]+</a> <small>(\d+)</small>', page)
    paths = [(html.unescape(path), int(count)) for path, count in choices]
    narrower = [found for found in paths if set(asked.split("&")) <= set(unquote(found[0][8:]).split("&"))]
    assert narrower
    for path, count in narrower:
        answer = json.loads(await get(datasette, path.replace("/search?", "/search.json?")))
        assert answer["totals"][answer["in"]] == count, path


async def test_a_search_for_a_person_leads_to_the_person(datasette: Datasette) -> None:
    person = quote("/people/王五")
    assert f'人员：<a href="{person}">王五</a>' in await get(datasette, "/search?q=王 五")
    assert person not in await get(datasette, "/search?q=养老")


async def test_counts_that_are_cut_off_say_so(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("web.search.search.CAP", "web.api.results.CAP", "web.search.facets.SAMPLE"):
        monkeypatch.setattr(name, 3)
    page = await get(datasette, "/search?q=养老&page=1")
    assert "条款 超过 3" in page
    assert "结果过多，按日期由近及远排列" in page
    assert "仅统计最新的 3 条" in page
    answer = json.loads(await get(datasette, "/search.json?q=养老&page=1"))
    assert (answer["totals"]["clauses"], answer["capped"]) == (3, ["clauses", "documents"])


async def test_search_as_csv_is_for_spreadsheets(datasette: Datasette) -> None:
    text = await get(datasette, "/search.csv?q=养老")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(lines) == 5
    assert all("://" in line["网址"] and "/documents/" in line["网址"] for line in lines)


async def test_what_no_clause_holds_as_it_stands_is_found_by_its_words(datasette: Datasette) -> None:
    page = await get(datasette, "/search?q=财政部门牵头")
    assert 'id="fallback"' in page
    assert "财政部门、牵头" in page or "财政、部门、牵头" in page


async def test_what_the_filters_leave_out_is_not_looked_for_otherwise(datasette: Datasette) -> None:
    answer = json.loads(await get(datasette, "/search.json?q=养老服务&year=1999"))
    assert answer["fallback"] == answer["results"] == []


async def test_nothing_found_suggests_something(datasette: Datasette) -> None:
    page = await get(datasette, "/search?q=养老协会火箭")
    assert 'id="nothing"' in page
    assert "养老服务协会" in page


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999"])
async def test_odd_page_numbers_do_no_harm(datasette: Datasette, page: str) -> None:
    assert "检索" in await get(datasette, f"/search?q=养老&page={quote(page)}")


async def test_a_document_is_read_with_its_facts(datasette: Datasette) -> None:
    page = await get(datasette, PLAN_6)
    assert '<b class="unit" title="牵头：南通市民政局">市民政局</b>' in page
    assert '<b class="deadline" title="截止，到期2025-12-31">2025年底前</b>' in page
    assert '<td><b class="target">1000</b></td>' in page
    assert re.search('id="（一）" data-cite="（一）" data-short="/c/[a-z2-7]{10}"', page)
    assert "牵头</span> 市民政局" in page
    assert "第 2 页" in page


@pytest.mark.parametrize(
    "asked", ["/", "/search?q=养老", PLAN_6, "/kb/clause_units?_facet=role", "/people/王五"]
)
async def test_every_address_stands_under_the_path_of_the_site(database: Path, asked: str) -> None:
    datasette = make_datasette(database, base_url="/gazette/")
    elements = Elements(await get(datasette, asked))
    named = [("a", "href"), ("link", "href"), ("form", "action"), ("script", "src")]
    links = [link for tag, name in named for link in elements.values(tag, name)]
    own = [urlsplit(link).path for link in links if not link.startswith("#")]
    assert len(own) > 5
    assert [
        path for path in own if not path.startswith("/gazette/") or path.startswith("/gazette/gazette")
    ] == []


async def test_the_addresses_of_results_stand_under_the_path_of_the_site(database: Path) -> None:
    datasette = make_datasette(database, base_url="/gazette/")
    results = json.loads(await get(datasette, "/search.json?q=养老"))["results"]
    assert all(result["address"].startswith("http://localhost/gazette/documents/") for result in results)


@pytest.mark.parametrize("asked", ["/gazette", "/gazette/", "/", "/gazette/search", "/search"])
async def test_whether_the_path_of_the_site_is_handed_on_makes_no_difference(
    database: Path, asked: str
) -> None:
    app = make_datasette(database, base_url="/gazette/").app()
    async with AsyncClient(transport=ASGITransport(app), base_url="http://gazette.test") as client:
        response = await client.get(asked)
    assert response.status_code == 200
    assert 'action="/gazette/search"' in response.text


async def test_what_was_recognised_on_a_picture_says_how_surely(datasette: Datasette) -> None:
    assert "图像识别，可信度0.930" in await get(datasette, PLAN_6)


async def test_a_document_leads_to_its_notice_and_back(datasette: Datasette) -> None:
    notice = f"/documents/{ISSUE_6}/{NUMBER}/notice"
    for page, linked, word in ((PLAN_6, notice, "印发通知"), (notice, PLAN_6, "方案")):
        assert re.search(
            f'href="{quote(linked)}">[^<]*</a>.*<small>{word}</small>', await get(datasette, page)
        )


async def test_a_document_that_another_amends_says_so(datasette: Datasette) -> None:
    page = await get(datasette, f"/documents/南通市人民政府公报/2022/7/{PLAN}/instrument")
    assert "本文件已被下列文件修改" in page
    assert "关于修改养老服务实施方案的决定" in page
    beside = await get(datasette, str(re.findall(r'href="(/amended/[a-z2-7]{10})"', page)[0]))
    assert "<ins>组织</ins>领导" in beside


async def test_a_short_address_leads_to_the_long_one(datasette: Datasette) -> None:
    page = await get(datasette, PLAN_6)
    short = re.findall(r'data-short="(/([dc])/[a-z2-7]{10})"', page)
    assert [kind for _, kind in short][:2] == ["d", "c"]
    for (address, kind), anchor in zip(short[:2], ("", "#（一）"), strict=True):
        for asked in (address, f"/{kind}/{address[3:].upper()}"):
            response = await datasette.client.get(asked)
            assert (response.status_code, unquote(response.headers["location"])) == (302, f"{PLAN_6}{anchor}")
    await get(datasette, "/d/aaaaaaaaaa", 404)
    await get(datasette, short[1][0].replace("/c/", "/d/"), 404)


async def test_a_clause_leads_to_those_that_cite_it(datasette: Datasette) -> None:
    page = await get(datasette, f"/documents/南通市人民政府公报/2022/7/{PLAN}/instrument")
    cited = re.findall(r"<summary>(被引用.*?)</summary><ul><li><a href=\"(.*?)\">(.*?)</a>", page)
    assert [(summary, text) for summary, _, text in cited] == [
        ("被引用 1 处", "《关于修改养老服务实施方案的决定》第一部分")
    ]
    document, _, place = unquote(cited[0][1]).partition("#")
    assert place in Elements(await get(datasette, document)).identifiers


async def test_a_cited_place_leads_to_the_clause(datasette: Datasette) -> None:
    page = await get(datasette, "/documents/关于修改养老服务实施方案的决定/instrument")
    (href,) = re.findall(r'<a href="([^"]+)">第一项</a>', page)
    assert unquote(href) == f"/documents/南通市人民政府公报/2022/7/{PLAN}/instrument#（一）"


async def test_citation_managers_can_read_a_document(datasette: Datasette) -> None:
    page = await get(datasette, PLAN_6)
    described = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert described["@type"] == "Legislation"
    assert described["name"] == PLAN
    assert described["legislationIdentifier"] == NUMBER
    assert described["legislationDate"] == "2022-09-30"
    assert described["legislationPassedBy"] == {"@type": "Organization", "name": "南通市人民政府办公室"}
    assert described["datePublished"] == "2022-10-15"
    issue = described["isPartOf"]
    assert (issue["@type"], issue["name"], issue["issueNumber"]) == (
        "PublicationIssue",
        "南通市人民政府公报 2022年第6期",
        6,
    )
    assert issue["isPartOf"] == {"@type": "Periodical", "name": "南通市人民政府公报"}


async def test_a_person_has_a_time_line(datasette: Datasette) -> None:
    page = await get(datasette, "/people/王五")
    words = re.findall(r"<strong>(.*?)</strong>", page)
    assert sorted(words) == ["任命", "任命", "免去", "免去", "大事记", "大事记"]
    assert "南通市民政局局长" in page


@pytest.mark.parametrize(
    "path", ["/people/王五", "/search?q=养老&in=events", "/search?q=养老&in=clauses", "/"]
)
async def test_links_lead_to_their_place_in_the_document(datasette: Datasette, path: str) -> None:
    links = [
        urlsplit(link) for link in Elements(await get(datasette, path)).values("a", "href") if "#" in link
    ]
    places = [(link.path, unquote(link.fragment)) for link in links if link.path.startswith("/documents/")]
    assert places
    for document, place in places:
        assert place in Elements(await get(datasette, document)).identifiers


async def test_an_issue_shows_contents_board_and_doubts(datasette: Datasette) -> None:
    page = await get(datasette, f"/issues/{ISSUE_6}")
    assert "南通市人民政府公报 2022年第6期" in page
    assert f'href="{quote(f"/documents/{ISSUE_6}/{NUMBER}/notice")}"' in page
    assert "未收录对应的文件" in page
    assert "<li>编号不连续。 <small>见 <a " in page
    assert "第2页（距左边25—102毫米，距上边51—56毫米）" in page
    assert 'href="/people/%E5%BC%A0%E4%B8%89"' in page


async def test_a_document_on_its_own_shows_its_doubts(tmp_path: Path) -> None:
    made = make_decision()
    place = made.documents[0].clauses[0].char_start
    doubted = [
        Diagnostic(
            severity="warning",
            code="picture",
            message="文中有图片。",
            document=made.documents[0].document.id,
            char_start=place,
            char_end=place,
        ),
        Diagnostic(
            severity="warning",
            code="no_text_layer",
            message="第2页：只有图像。",
            page=2,
            boxes=((2, 0, 0, 595.3, 841.9),),
        ),
        Diagnostic(severity="info", code="unknown_organisation", message="未能对应。"),
    ]
    load([made.model_copy(update={"diagnostics": tuple(doubted)})], tmp_path / "kb.db")
    page = await get(make_datasette(tmp_path / "kb.db"), f"/documents/{quote(made.documents[0].document.id)}")
    said = page.partition("存疑 2 处")[2].partition("</details>")[0]
    assert '文中有图片。 <small>见 <a href="#一">第一部分</a>' in said
    assert "只有图像。 <small>见 第2页（距左边0—210毫米，距上边0—297毫米）" in said
    assert "未能对应" not in page


async def test_a_long_time_line_has_pages(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = await get(datasette, "/people/王五")
    monkeypatch.setattr("web.browse.people.PAGE_SIZE", 1)
    pages = [await get(datasette, f"/people/王五?page={number}") for number in (1, 2)]
    quoted = [re.findall("<blockquote>.*?</blockquote>", page) for page in (whole, *pages)]
    assert quoted[0][:2] == [*quoted[1], *quoted[2]]
    assert 'rel="next" href="?page=2"' in pages[0]
    assert 'rel="prev" href="?page=1"' in pages[1]


async def test_an_issue_shows_what_each_document_issues_below_it(datasette: Datasette) -> None:
    page = await get(datasette, f"/issues/{ISSUE_6}")
    contents = page.partition("<h2>目录</h2>")[2].partition("<h2>")[0]
    notice, plan = contents.find(f"{quote(NUMBER)}/notice"), contents.find(f"{quote(PLAN)}/instrument")
    assert 0 < notice < plan
    others = page.partition("<h2>目录未列的文件</h2>")[2].partition("<h2>")[0]
    assert "大事记" in others
    assert PLAN not in others


async def test_a_line_that_goes_on_after_its_heading_is_no_heading(datasette: Datasette) -> None:
    assert 'class="block clause d1"' in await get(datasette, PLAN_6)


@pytest.mark.parametrize("path", ["/documents/x", "/people/x", "/issues/x", "/nothing-here"])
async def test_what_is_not_there_is_said_in_chinese(datasette: Datasette, path: str) -> None:
    page = await get(datasette, path, 404)
    assert "没有找到该页面" in page
    assert "not found" not in page


@pytest.mark.parametrize("table", ["documents", "issues"])
async def test_without_an_id_there_is_the_table(datasette: Datasette, table: str) -> None:
    response = await datasette.client.get(f"/{table}", follow_redirects=True)
    assert (response.status_code, response.url.path) == (200, f"/kb/{table}")


HOSTILE_PAGES = [
    "/",
    HOSTILE,
    f"/issues/{quote(ISSUE)}",
    f"/people/{quote(f'赵{HARM}')}",
    f"/search?q={quote(HARM)}",
    f"/search?q=77&unit={quote(HARM)}",
    "/search?q=77",
    "/search?q=坏发",
    f"/search?q=x&in={quote(HARM)}&year={quote(HARM)}&doc_type={quote(HARM)}&gazette={quote(HARM)}",
    "/kb",
    "/kb/clauses",
    "/kb/clause_units",
    "/kb/units",
    "/kb/people",
    "/kb/tables",
    "/kb/appointments",
    f"/kb/documents?_search={quote(HARM)}&title__contains={quote(HARM)}",
    f"/kb/appointments-of?name={quote(f'赵{HARM}')}",
    f"/kb/by-number?number={quote('坏发')}",
    f"/kb/targets-of-year?year=2030&indicator={quote(HARM)}",
    f"/kb/no-such-{quote(HARM, safe='')}",
]


@pytest.mark.parametrize("path", HOSTILE_PAGES)
async def test_nothing_is_unescaped(datasette: Datasette, path: str) -> None:
    response = await datasette.client.get(path, follow_redirects=True)
    elements = Elements(response.text)
    scripts = [attrs for tag, attrs in elements.found if tag == "script"]
    assert all("src" in attrs or attrs.get("type") == "application/ld+json" for attrs in scripts)
    assert elements.values("img", "src") == []
    assert not any(name.startswith("on") for _, attrs in elements.found for name in attrs)
    assert "alert('x')</script>" not in response.text
    assert "49%" not in response.text


async def test_hostile_text_is_shown_as_it_is(datasette: Datasette) -> None:
    page = await get(datasette, HOSTILE)
    described = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0]
    assert json.loads(described)["name"] == f"关于{HARM}的通知"
    assert "{{ 7*7 }}{% raw %}&amp;amp;" in page


async def test_the_database_may_have_another_name(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "南通 2022.db"
    shutil.copy(database, other)
    datasette = make_datasette(other)
    links = {
        link for link in Elements(await get(datasette, "/")).values("a", "href") if link.startswith("/~")
    }
    assert len(links) > 10
    for link in links:
        await get(datasette, link)


async def test_what_has_no_title_can_be_followed(tmp_path: Path) -> None:
    issue = make_issue(6, sha="a" * 64)
    bare = [
        p.model_copy(update={"document": p.document.model_copy(update={"title": ""})})
        for p in issue.documents
    ]
    load([issue.model_copy(update={"documents": tuple(bare)})], tmp_path / "kb.db")
    shown = make_datasette(tmp_path / "kb.db")
    paths = [
        "/",
        "/people",
        "/people/王五",
        "/posts",
        "/deadlines?span=all",
        "/targets",
        "/search?q=养老",
        "/units/南通市民政局",
    ]
    paths += [f"/issues/{ISSUE_6}", f"/documents/{quote(bare[1].document.id)}"]
    for path in paths:
        page = await shown.client.get(path, follow_redirects=True)
        assert page.status_code == 200, path
        assert re.findall(r"<(a|h1|h2)\b[^>]*>(?:<[^>]*>|[\s《》])*</\1>", page.text) == [], path
