"""Promises and outcomes, who is in office: the pages and the same rows in other formats."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tomllib
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from shipped import make_datasette

import gongbao
from gongbao.cli import main
from kb.answers import amended
from kb.answers.people.names import has_page
from schema.history import Correction
from web.journal.chart import chart

FOREST = "/indicators/澜江市/森林覆盖率"
DEAN = "/posts/澜江职业学院/院长"


@pytest.fixture(scope="module")
def demonstration(knowledge_base: Path) -> Datasette:
    """Datasette on the corpus."""
    return make_datasette(knowledge_base)


async def get(datasette: Datasette, path: str, status: int = 200) -> str:
    response = await datasette.client.get(quote(path, safe="/?=&%"))
    assert response.status_code == status, response.text[:300]
    return str(response.text)


@pytest.mark.asyncio
async def test_an_indicator_shows_promise_outcome_rule_and_drawing(demonstration: Datasette) -> None:
    page = await get(demonstration, FOREST)
    for said in ("目标已修改", "已达到", "≥28", "26.5%以上", "26.6%", "判断规则", "<svg", "虚构"):
        assert said in page, said


@pytest.mark.asyncio
async def test_the_list_is_filtered_by_outcome_and_place(demonstration: Datasette) -> None:
    page = await get(demonstration, "/indicators?place=澜江市&state=missed")
    assert "常住人口城镇化率" in page
    assert "人均预期寿命" not in page
    assert "没有符合条件的指标" in await get(demonstration, "/indicators?q=没有这个")


@pytest.mark.asyncio
async def test_the_same_rows_in_each_format(demonstration: Datasette) -> None:
    rows = json.loads(await get(demonstration, f"{FOREST}.json"))["rows"]
    assert [row["outcome"] for row in rows] == [None, "revised", "met", None]
    lines = list(csv.reader(io.StringIO(await get(demonstration, f"{FOREST}.csv"))))
    assert len(lines) == len(rows) + 1
    sheet = await demonstration.client.get(quote(f"{FOREST}.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    assert book.worksheets[0].max_row == len(rows) + 1
    feed = ElementTree.fromstring(await get(demonstration, f"{FOREST}.atom"))
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(rows)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path", ["/indicators/没有", "/posts/没有/局长", "/indicators/没有.json", "/people/没有"]
)
async def test_what_is_not_there_is_said(demonstration: Datasette, path: str) -> None:
    page = await get(demonstration, path, 404)
    assert "没有" in (json.loads(page)["error"] if path.endswith("json") else page)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    ["/indicators?q={}", "/indicators?place={}", "/people?post={}", "/people?authority={}", "/posts?q={}"],
)
async def test_what_is_asked_is_never_run(demonstration: Datasette, path: str) -> None:
    page = await get(demonstration, path.format("<script>alert(1)</script>'\""))
    assert "<script>alert" not in page


@pytest.mark.asyncio
async def test_a_post_has_its_line_and_its_doubts(demonstration: Datasette) -> None:
    page = await get(demonstration, DEAN)
    assert page.index("沈越棠") < page.index("秦若川")
    assert "前任未见免职" in page
    line = json.loads(await get(demonstration, "/posts/澜江市湿地公园管理处/主任.json"))["rows"]
    assert [(row["person"], row["since"], row["until"], row["doubt"]) for row in line] == [
        ("顾南汀", "2021-03-02", "2024-05-20", None),
        ("叶知衡", "2024-05-20", None, None),
    ]


@pytest.mark.asyncio
async def test_who_is_in_office_on_a_day(demonstration: Datasette) -> None:
    before = json.loads(await get(demonstration, "/posts.json?q=湿地公园管理处主任&on=2024-05-19"))["rows"]
    after = json.loads(await get(demonstration, "/posts.json?q=湿地公园管理处主任&on=2024-05-20"))["rows"]
    assert [row["person"] for row in before + after] == ["顾南汀", "叶知衡"]
    page = await get(demonstration, "/posts?on=2022-12-31")
    assert "南通市大型群众性活动安全管理领导小组" in page
    assert "南通市大型群众性活动安全管理领导小组" not in await get(demonstration, "/posts?on=2022-01-01")


@pytest.mark.asyncio
async def test_appointments_are_filtered_by_year_and_authority(demonstration: Datasette) -> None:
    page = await get(demonstration, "/people?year=2022&authority=南通市人民政府")
    assert "郭志刚" in page
    assert "凌屹" not in page


@pytest.mark.asyncio
async def test_who_met_whom_is_a_link(demonstration: Datasette) -> None:
    page = await get(demonstration, "/people/凌屹")
    assert f'href="/people/{quote("吴新明")}"' in page
    assert "2022-07-22" in page


@pytest.mark.parametrize(
    ("role", "expected"), [("组长", True), ("办公室主任", True), ("获奖学生", False), ("申请人", False)]
)
def test_people_of_lists_have_no_page(role: str, expected: bool) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "create table appointments (person_id); create table event_people (person_id); create table rosters (person_id, role)"
    )
    connection.execute("insert into rosters values ('甲一', ?)", [role])
    assert has_page(connection, "甲一") is expected


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/doubts", "/tasks"])
async def test_doubts_and_tasks_are_feeds(demonstration: Datasette, path: str) -> None:
    feed = ElementTree.fromstring(await get(demonstration, f"{path}.atom"))
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    names = [entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries]
    assert 0 < len(names) == len(set(names))
    assert f"{path}.atom" in await get(demonstration, path)


@pytest.mark.asyncio
async def test_programs_are_told_namesakes_apart_as_readers_are(demonstration: Datasette) -> None:
    page = await get(demonstration, "/people/林若谷")
    told = json.loads(await get(demonstration, "/people/林若谷.json"))
    assert [one["number"] for one in told["ones"]] == [1, 2]
    for one in told["ones"]:
        assert f"（{one['number']}）{'、'.join(one['places'])}" in page
        assert all(post["post"] in page for post in one["posts"])
    assert {entry["one"] for entry in told["entries"]} == {1, 2}
    (single,) = json.loads(await get(demonstration, "/people/凌屹.json"))["ones"]
    assert single["doubtful"] == []


@pytest.mark.asyncio
async def test_all_that_is_printed_of_a_name_in_each_format(
    demonstration: Datasette, knowledge_base: Path
) -> None:
    page = await get(demonstration, "/people/林若谷")
    told = json.loads(await get(demonstration, "/people/林若谷.json"))["entries"]
    for form in ("json", "csv", "xlsx", "atom"):
        assert f'href="/people/{quote("林若谷")}.{form}"' in page
    lines = list(
        csv.DictReader(io.StringIO((await get(demonstration, "/people/林若谷.csv")).lstrip("\ufeff")))
    )
    assert [(line["标识"], line["同名序号"]) for line in lines] == [
        (row["id"], str(row["one"])) for row in told
    ]
    assert all(line["记载"] in page and line["原文"] in unescape(page) for line in lines)
    for line in lines:
        assert (await demonstration.client.get(urlsplit(line["网址"]).path)).status_code in (200, 302), line
    sheet = await demonstration.client.get(quote("/people/林若谷.xlsx"))
    cells = openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets[0]
    assert cells.max_row == len(told) + 1
    feed = ElementTree.fromstring(await get(demonstration, "/people/林若谷.atom"))
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len({row["id"] for row in told})
    command = CliRunner().invoke(main, ["people", "林若谷", "--csv", "--db", str(knowledge_base)])
    printed = list(csv.DictReader(io.StringIO(command.output.lstrip("\ufeff"))))
    assert [row["标识"] for row in printed] == [row["id"] for row in told]


@pytest.mark.asyncio
@pytest.mark.parametrize("form", ["csv", "xlsx", "atom"])
async def test_who_has_no_page_has_no_file(demonstration: Datasette, form: str) -> None:
    await get(demonstration, f"/people/没有这人.{form}", 404)


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/search", "/people", "/tasks", "/following", "/units", FOREST])
async def test_what_has_no_days_has_no_calendar(demonstration: Datasette, path: str) -> None:
    assert "本页不提供日历" in await get(demonstration, f"{path}.ics", 404)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("address", "says"),
    [("/targets.ics?indicator=森林覆盖率", "森林覆盖率"), ("/people/林若谷.ics", "林若谷")],
)
async def test_the_days_of_numbers_and_of_a_name_are_a_calendar(
    demonstration: Datasette, address: str, says: str
) -> None:
    events = icalendar.Calendar.from_ical(await get(demonstration, address)).walk("VEVENT")
    assert events
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert says in event["SUMMARY"] or says in event["DESCRIPTION"]
        assert event["URL"].startswith("http")
        assert event.decoded("DTSTART") < event.decoded("DTEND")


@pytest.mark.asyncio
async def test_a_search_is_the_same_rows_as_csv_and_excel(demonstration: Datasette) -> None:
    page = await get(demonstration, "/search?q=养老")
    assert "/search.xlsx?" in page
    lines = list(csv.reader(io.StringIO((await get(demonstration, "/search.csv?q=养老")).lstrip("\ufeff"))))
    sheet = await demonstration.client.get(quote("/search.xlsx?q=养老", safe="/?="))
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets[0].values)
    assert [row[0] for row in rows] == [line[0] for line in lines]
    assert len(rows) > 1


@pytest.mark.asyncio
async def test_who_was_removed_without_an_appointment_is_listed_with_the_doubts(
    demonstration: Datasette,
) -> None:
    rows = json.loads(await get(demonstration, "/doubts.json?code=not_appointed"))["rows"]
    assert rows
    assert all(row["address"] for row in rows)
    assert rows[0]["message"] in await get(demonstration, "/doubts?code=not_appointed")


@pytest.mark.asyncio
async def test_a_doubt_says_what_to_look_at_and_leads_to_its_place(demonstration: Datasette) -> None:
    page = await get(demonstration, "/doubts?code=numbering_gap")
    assert "看中间是否漏印或漏读一项" in page
    rows = json.loads(await get(demonstration, "/doubts.json?code=numbering_gap"))["rows"]
    assert rows
    for row in rows:
        place = await demonstration.client.get(urlsplit(row["address"]).path)
        assert (place.status_code, place.headers["location"][:11]) == (302, "/documents/")


@pytest.mark.parametrize(
    ("document", "day", "expected"),
    [
        ("旧", "2020-06-01", False),  # not yet issued
        ("旧", "2021-02-01", False),  # not yet in effect
        ("旧", "2021-06-01", True),
        ("旧", "2023-05-15", True),  # repealed, from June on
        ("旧", "2024-01-01", False),
        ("附件", "2021-06-01", True),
        ("附件", "2024-01-01", False),  # its notice is repealed
        ("期内", "2025-12-31", True),  # valid until a year's end
        ("期内", "2026-01-01", False),
        ("期内的附件", "2026-01-01", False),
        ("未载明", "2050-01-01", True),
    ],
)
def test_in_force_as_far_as_documents_say_so(document: str, day: str, expected: bool) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """
        create table documents (id, parent_id, issued_on, effective_from, effective_until);
        create table citations (document_id, cited_document_id, relation);
        insert into documents values ('旧', null, '2021-01-01', '2021-03-01', '2025-12-31'),
          ('附件', '旧', '2021-01-01', null, null), ('新', null, '2023-05-01', '2023-06-01', null),
          ('期内', null, '2021', null, '2025'), ('期内的附件', '期内', null, null, null),
          ('未载明', null, null, null, null);
        insert into citations values ('新', '旧', 'repeals');
        """
    )
    assert amended.is_in_force(connection, document, day) is expected


@pytest.mark.asyncio
async def test_a_problem_is_reported_with_an_entry_that_corrections_take(demonstration: Datasette) -> None:
    rows = json.loads(await get(demonstration, f"{FOREST}.json"))["rows"]
    address = f"?{urlencode({'fact': rows[1]['id']})}"
    page = await demonstration.client.get(f"/report{address}")
    assert "[[correction]]" in page.text
    written = (await demonstration.client.get(f"/report.toml{address}")).text
    entry = tomllib.loads(written.replace('by = ""', 'by = "某编辑"').replace('why = ""', 'why = "核对"'))
    found = Correction.model_validate(entry["correction"][0])
    assert (found.fact, found.values["value"]) == (rows[1]["id"], 28.0)
    of_clause = rows[2]["address"].rpartition("/c/")[2]
    assert "26.5%以上" in await get(demonstration, f"/report/c/{of_clause}")


@pytest.mark.asyncio
async def test_a_task_is_followed_through_the_documents_of_its_place(demonstration: Datasette) -> None:
    listed = json.loads(await get(demonstration, "/tasks.json?place=澜江市&stage=plan"))["rows"]
    assert [row["title"] for row in listed] == ["澜江市“十四五”民生发展规划"]
    path = urlsplit(listed[0]["address"]).path
    page = await get(demonstration, path)
    for said in (
        "全年新建社区综合养老服务中心10个",
        "分解、实施",
        "<strong>存疑</strong> 文字相近",
        "对应规则",
    ):
        assert said in page, said
    rows = json.loads(await get(demonstration, f"{path}.json"))["rows"]
    lines = list(csv.reader(io.StringIO(await get(demonstration, f"{path}.csv"))))
    assert len(lines) == len(rows) + 1
    assert "仅文字相近" in {line[7] for line in lines}
    assert "澜江市" in await get(demonstration, "/tasks?place=澜江市")
    assert "没有符合条件的文件" in await get(demonstration, "/tasks?place=没有这里")
    await get(demonstration, "/tasks/aaaaaaaaaa", 404)


@pytest.mark.asyncio
async def test_a_document_leads_to_its_tasks_only_where_there_is_something_to_compare(
    demonstration: Datasette,
) -> None:
    async def page_of(title: str) -> str:
        rows = json.loads(await get(demonstration, "/kb/documents.json?_shape=array&_size=max"))
        (found,) = [row for row in rows if row["title"] == title]
        return await get(demonstration, f"/documents/{found['id']}")

    assert "/tasks/" in (await page_of("澜江市“十四五”民生发展规划")).partition("<article")[0]
    assert "/tasks/" not in await page_of("澜江市湿地公园管理办法")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["tasks", "--place", "澜江市", "--stage", "plan"], "任务对照：1项"),
        (
            ["tasks", "澜政办发〔2024〕3号", "--json"],
            '"basis": "同一指标：社区综合养老服务中心（目标 40个）"',
        ),
        (["tasks", "没有这份文件"], "no document is called 没有这份文件"),
    ],
)
def test_the_command_follows_a_task(knowledge_base: Path, asked: list[str], said: str) -> None:
    result = CliRunner().invoke(main, [*asked, "--db", str(knowledge_base)])
    assert said in result.output


@pytest.mark.parametrize(("day", "member"), [("2024-12-31", "顾南汀"), ("2025-02-10", "叶知衡")])
def test_the_command_names_the_members_of_a_group_on_a_day(
    knowledge_base: Path, day: str, member: str
) -> None:
    asked = ["people", "--members", "--post", "湿地", "--on", day, "--db", str(knowledge_base)]
    result = CliRunner().invoke(main, asked)
    named = {"顾南汀", "叶知衡"} & {word for line in result.output.splitlines() for word in line.split()}
    assert named == {member}


@pytest.mark.asyncio
async def test_a_doubtful_pairing_is_said_to_be_one(demonstration: Datasette) -> None:
    page = await get(demonstration, "/indicators/澜江市/常住人口城镇化率")
    doubted = page[page.index("70.8%") :].partition("</tr>")[0]
    assert "<strong>存疑</strong> <small>名称、口径或时段可能不同</small>" in doubted


def test_the_command_answers(knowledge_base: Path) -> None:
    asked = ["indicators", "--place", "澜江市", "--state", "missed", "--db", str(knowledge_base)]
    result = CliRunner().invoke(main, asked)
    assert "常住人口城镇化率  2025  目标  ≥72  未达到  71.4%" in result.output


def test_a_drawing_needs_two_years() -> None:
    row = {"year": "2020", "role": "promise", "value": 1.0, "value_base": 1.0, "doubtful": 0}
    said = {"quote": "1", "document_title": "规划"}
    assert chart([{**row, **said}]) is None
    drawn = chart([{**row, **said}, {**row, **said, "year": "2025", "role": "statement", "value_base": 2.0}])
    assert drawn is not None
    low, high = drawn.points
    assert (low.x < high.x, low.y > high.y) == (True, True)


@pytest.mark.asyncio
async def test_entries_stand_ready_for_a_clause_a_document_and_what_was_overlooked(
    demonstration: Datasette,
) -> None:
    for row in json.loads(await get(demonstration, "/doubts.json?code=numbering_gap"))["rows"][:1]:
        short = urlsplit(row["address"]).path
        entries = tomllib.loads(await get(demonstration, f"/report{short}.toml"))["correction"]
        assert entries[0]["op"] == "set"
        assert set(entries[0]["values"]) <= {"label", "heading"}
        assert (entries[-1]["op"], entries[-1]["quote"]) == ("add", "")
        assert all({"by", "why", "on"} <= entry.keys() for entry in entries)
    document = json.loads(await get(demonstration, "/kb/documents.json?_shape=array&_size=1"))[0]
    entries = tomllib.loads(await get(demonstration, f"/report/d/{document['short_id']}.toml"))["correction"]
    assert entries[0]["document"] == document["id"]
    assert entries[0]["values"]["title"] == document["title"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path", ["/deadlines?span=all", "/targets", "/people", "/doubts", "/search?role=lead"]
)
async def test_a_problem_can_be_reported_beside_every_row(demonstration: Datasette, path: str) -> None:
    page = await get(demonstration, path)
    assert page.count('class="report') > 0
    assert "报告问题" in page


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "table", ["citations", "amendments", "rosters", "appointments", "deadlines", "targets"]
)
async def test_every_kind_of_fact_can_be_put_right(
    demonstration: Datasette, knowledge_base: Path, table: str
) -> None:
    with closing(sqlite3.connect(knowledge_base)) as connection:
        fact, quoted = connection.execute(f"select id, quote from [{table}] limit 1").fetchone()
    page = await get(demonstration, f"/report?fact={quote(fact, safe='')}")
    assert "[[correction]]" in page
    entry = tomllib.loads(unescape(await get(demonstration, f"/report.toml?fact={quote(fact, safe='')}")))
    assert entry["correction"][0]["fact"] == fact
    assert quoted[:10] in unescape(page)


@pytest.mark.asyncio
async def test_what_is_listed_leads_to_its_report(demonstration: Datasette) -> None:
    pages = [
        "/amended",
        "/deadlines?span=all",
        "/targets",
        "/people",
        "/doubts",
    ]
    for path in pages:
        listed = await get(demonstration, path)
        [address, *_] = re.findall(r'href="(/report[^"]*)"', listed)
        assert "[[correction]]" in await get(demonstration, unescape(address)), path


@pytest.mark.asyncio
async def test_a_document_says_what_was_put_right_in_it(tmp_path: Path) -> None:
    corpus, database = tmp_path / "corpus", tmp_path / "kb.db"
    corpus.mkdir()
    (corpus / "notice.txt").write_text(NOTICE, "utf-8")
    gongbao.build(corpus, database)
    with closing(sqlite3.connect(database)) as connection:
        document, target = connection.execute("select document_id, id from targets").fetchone()
    assert "经人工更正" not in await get(make_datasette(database), f"/documents/{document}")
    who = 'by = "某编辑"\nwhy = "与<原件>核对"\non = 2031-04-01\n'
    entries = f'[[correction]]\nop = "set"\nfact = "{target}"\nvalues = {{ value = 300 }}\n{who}'
    entries += f'[[correction]]\nop = "mask"\nquote = "王一山"\ndocument = "{document}"\n{who}'
    (corpus / "corrections.toml").write_text(entries, "utf-8")
    gongbao.build(corpus, database)
    page = await get(make_datasette(database), f"/documents/{document}")
    assert "经人工更正 2 处" in page
    assert "2031-04-01 某编辑 改正指标：与&lt;原件&gt;核对" in page
    assert "2031-04-01 某编辑 隐去 <q>×××</q>" in page
    assert "王一山" not in page


NOTICE = """临江市人民政府关于绿道的意见
临政发〔2031〕5号
各县（市、区）人民政府：
一、完善网络。2032年6月底前建成绿道30公里。（责任单位：市水利局）
二、加强养护。联系人王一山。
临江市人民政府
2031年3月5日
"""
