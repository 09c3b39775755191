"""Departments, deadlines, targets: the same rows on the page and in every format, whatever the text holds."""

from __future__ import annotations

import asyncio
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import icalendar
import openpyxl
import pytest
from datasette.app import Datasette
from handmade import make_issue
from hostile import HARM
from shipped import make_datasette

from ingest.load.load import load

CIVIL = f"/units/{quote('南通市民政局')}"

HEADS = (
    "序号 任务来源 条款位置 工作任务（原文） 目标值 牵头单位 责任单位 配合单位 完成时限（原文） 截止日期 原文链接（页码） 备注 "
    "责任领导 责任人 进展情况 存在问题 下一步措施 状态 办结日期"
)


def get(datasette: Datasette, path: str) -> Any:
    """The answer at a path."""
    return asyncio.run(datasette.client.get(path))


def test_a_department_says_what_binds_it(datasette: Datasette) -> None:
    page = get(datasette, CIVIL)
    assert page.status_code == 200
    for said in ("牵头", "文中又称", "市民政局", "2025-12-31", "职责任务", "期限"):
        assert said in page.text


def test_a_name_leads_to_its_department(datasette: Datasette) -> None:
    answer = get(datasette, f"/units/{quote('市民政局')}")
    assert (answer.status_code, answer.headers["location"]) == (302, CIVIL)
    unknown = get(datasette, f"/units/{quote('火星局')}")
    assert unknown.status_code == 404
    assert "没有名为“火星局”的单位" in unknown.text


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "ics", "atom"])
def test_a_department_in_every_format(datasette: Datasette, form: str) -> None:
    answer = get(datasette, f"{CIVIL}.{form}")
    assert answer.status_code == 200
    body = answer.content
    if form == "json":
        assert all(row["address"].startswith("http://localhost/c/") for row in answer.json()["duties"])
    elif form == "csv":
        assert body.decode().startswith("\ufeff序号,任务来源")
    elif form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(body))
        sheet = book["任务分解表"]
        heads = [cell.value for cell in sheet[1]]
        assert " ".join(heads) == HEADS
        assert sheet["K2"].hyperlink.target.startswith("http://localhost/c/")
        assert "提取准确率" in [cell.value for cell in book["说明"]["A"]]
    elif form == "ics":
        events = icalendar.Calendar.from_ical(body).walk("VEVENT")
        assert all("/c/" in str(event["URL"]) for event in events)
    else:
        feed = feedparser.parse(body)
        assert not feed.bozo
        assert feed.entries
        again = feedparser.parse(get(datasette, f"{CIVIL}.{form}").content)
        assert [entry.id for entry in feed.entries] == [entry.id for entry in again.entries]


def test_one_ring_and_role_have_a_list_of_their_own(datasette: Datasette) -> None:
    page = get(datasette, f"{CIVIL}?ring=named&role=lead")
    assert page.status_code == 200
    assert "指名，牵头" in page.text
    duties = get(datasette, f"{CIVIL}.json?ring=named&role=lead").json()["duties"]
    assert {(duty["role"], duty["ring"]) for duty in duties} == {("lead", "named")}


def test_the_list_of_departments_finds_a_name(datasette: Datasette) -> None:
    assert "南通市民政局" not in get(datasette, f"/units?q={quote('没有')}").text
    found = get(datasette, f"/units?q={quote('市民政局')}")
    assert CIVIL in found.text
    assert CIVIL in get(datasette, "/units").text


def test_harm_in_a_text_is_text_in_every_format(datasette: Datasette) -> None:
    address = f"/units/{quote(f'市{HARM}局', safe='')}"
    page = get(datasette, address)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    feed = feedparser.parse(get(datasette, f"{address}.atom").content)
    assert not feed.bozo
    book = openpyxl.load_workbook(io.BytesIO(get(datasette, f"{address}.xlsx").content))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n", "d"}
    events = icalendar.Calendar.from_ical(get(datasette, f"{address}.ics").content).walk("VEVENT")
    assert [event["DTSTART"].to_ical() for event in events] in ([], [b"20301231"])
    for said in (f"q={quote(HARM)}", f"q={quote('=1+1')}"):
        assert "<script>alert" not in get(datasette, f"/units?{said}").text


@pytest.mark.parametrize(
    ("path", "forms"),
    [
        ("/deadlines", ["json?span=all", "csv?span=all", "xlsx", "ics", "atom"]),
        ("/targets", ["json", "csv", "xlsx", "atom"]),
    ],
)
def test_lists_stand_in_every_format(datasette: Datasette, path: str, forms: list[str]) -> None:
    for form in forms:
        answer = get(datasette, f"{path}.{form}")
        assert answer.status_code == 200, form
        assert answer.content
    rows = get(datasette, f"{path}.{forms[0]}").json()["rows"]
    csv = get(datasette, f"{path}.{forms[1]}").text
    assert len(rows) >= 2
    assert csv.startswith("\ufeff")
    assert "lead" not in csv
    assert "target" not in csv.replace("targets:", "").splitlines()[1].split(",")


def test_deadlines_are_filtered_by_department_kind_and_days(datasette: Datasette) -> None:
    every = get(datasette, "/deadlines.json?span=all").json()["rows"]
    own = get(datasette, f"/deadlines.json?span=all&unit={quote('市民政局')}").json()["rows"]
    assert 0 < len(own) < len(every)
    assert all(
        "民政局" in "".join(filter(None, (row["lead"], row["responsible"], row["cooperate"]))) for row in own
    )
    days = get(datasette, "/deadlines.json?start=2025-01-01&end=2025-12-31&kind=by").json()["rows"]
    assert {row["due"] for row in days} == {"2025-12-31"}
    undated = get(datasette, "/deadlines?kind=undated").text
    assert "20个工作日" in undated
    unknown = get(datasette, f"/deadlines?unit={quote('火星局')}").text
    assert "没有名为“火星局”的单位" in unknown
    assert get(datasette, f"/deadlines.csv?unit={quote('火星局')}").text.count("\n") == 1


def test_targets_are_filtered(datasette: Datasette) -> None:
    page = get(datasette, f"/targets?year=2025&indicator={quote('治理站')}")
    assert page.status_code == 200
    rows = get(datasette, "/targets.json?year=2030").json()["rows"]
    assert [row["value"] for row in rows] == [77]
    assert get(datasette, "/targets.json?year=1900").json()["rows"] == []


@pytest.mark.parametrize(("path", "span"), [("/deadlines", "span=all&"), ("/targets", "")])
def test_lists_are_narrowed_by_place_kind_and_what_is_in_force(
    datasette: Datasette, path: str, span: str
) -> None:
    def rows(said: str) -> list[Any]:
        found: list[Any] = get(datasette, f"{path}.json?{span}{said}").json()["rows"]
        return found

    every = rows("")
    plans = rows(f"doc_type={quote('方案')}")
    assert 0 < len(plans) < len(every)
    assert {row["document_title"] for row in plans} == {"南通市养老服务实施方案"}
    assert rows(f"place={quote('无此地')}") == []
    early = rows("in_force=2022-12-31")
    assert 0 < len(early) < len(every)  # the issue of another year had not yet come
    assert rows("in_force=1999-01-01") == []
    assert rows("since=2000-01-01") == []
    page = get(datasette, f"{path}?{span}doc_type={quote('方案')}&in_force=2022-12-31").text
    assert "2022-12-31 现行有效" in page
    assert '<option value="方案" selected>' in page
    for form in ("csv", "xlsx"):
        assert f".{form}?span=all" in page or f".{form}?doc_type=" in page
    assert "<script>alert" not in get(datasette, f"{path}?place={quote(HARM)}&since={quote(HARM)}").text


def test_what_is_narrowed_stays_so_on_the_way_from_a_department(knowledge_base: Path) -> None:
    page = get(make_datasette(knowledge_base), f"{CIVIL}?in_force=2022-12-31").text
    onward = re.findall(r'href="(/(?:deadlines|targets)\?[^"]*)"', page)
    assert {address[:9] for address in onward} == {"/deadline", "/targets?"}
    assert all("in_force=2022-12-31" in address for address in onward)


def test_a_question_in_words_is_understood(datasette: Datasette) -> None:
    asked = quote("市民政局 牵头 2025年底前 养老")
    page = get(datasette, f"/search?q={asked}").text
    assert 'id="understood"' in page
    for without in ("unit=&", "role=&"):
        assert without not in page
    found = get(datasette, f"/search.json?q={asked}").json()
    assert found["filters"] == {"unit": "市民政局", "role": "lead", "due_until": "2025-12-31"}
    assert found["query"] == "养老"
    assert found["results"]
    plain = get(datasette, f"/search?q={asked}&plain=1").text
    assert 'id="understood"' not in plain


def test_a_question_whose_parts_find_nothing_is_searched_as_text(datasette: Datasette) -> None:
    page = get(datasette, f"/search?q={quote('市民政局 解释 养老')}").text
    assert 'id="in-vain"' in page
    assert 'id="understood"' not in page


def test_names_that_nobody_bears_are_said_to_be_unknown(datasette: Datasette) -> None:
    assert 'id="unit-unknown"' in get(datasette, f"/search?unit={quote('火星局')}").text
    assert 'id="unit-unknown"' not in get(datasette, f"/search?unit={quote('市民政局')}").text


def test_a_hit_without_words_shows_the_sentence_that_binds(datasette: Datasette) -> None:
    page = get(datasette, f"/search?unit={quote('市民政局')}&role=lead").text
    assert "<mark>市民政局</mark>牵头" in page


def test_any_search_has_a_feed_with_ids_that_stay(datasette: Datasette) -> None:
    address = f"/search.atom?q={quote('养老')}"
    feed, again = (feedparser.parse(get(datasette, address).content) for _ in range(2))
    assert not feed.bozo
    assert feed.entries
    assert [entry.id for entry in feed.entries] == [entry.id for entry in again.entries]
    hostile = feedparser.parse(get(datasette, f"/search.atom?q={quote(HARM)}").content)
    assert not hostile.bozo


def test_a_limit_that_hangs_on_an_event_is_computed_where_its_day_is_known(datasette: Datasette) -> None:
    [row] = get(datasette, "/deadlines.json?kind=undated").json()["rows"][:1]
    fact = quote(row["id"], safe="")
    assert f"/workdays?fact={fact}".replace("%2F", "/") in unquote_slashes(
        get(datasette, "/deadlines?kind=undated").text
    )
    page = get(datasette, f"/workdays?fact={fact}&event=2022-09-26").text
    assert "<strong>2022-10-27</strong>（推算" in page  # 20 working days over the National Day
    assert "不作推算" in get(datasette, f"/workdays?fact={fact}&event=2099-09-26").text
    free = get(datasette, "/workdays?length=5&event=2022-09-26").text
    assert "<strong>2022-10-08</strong>" in free
    assert (
        "<script>alert"
        not in get(datasette, f"/workdays?length={quote(HARM)}&event={quote(HARM)}&fact={quote(HARM)}").text
    )


def unquote_slashes(text: str) -> str:
    """The text with slashes in addresses as they are."""
    return text.replace("%2F", "/")


def test_what_a_prepared_question_gives_has_pages(tmp_path: Path) -> None:
    database = tmp_path / "kb.db"
    load([make_issue(6, sha="a" * 64)], database)
    with closing(sqlite3.connect(database)) as connection, connection:
        columns = [
            row[1]
            for row in connection.execute("pragma table_info(clause_units)")
            if row[1] not in ("pk", "id")
        ]
        names = ", ".join(columns)
        connection.execute(
            f"insert into clause_units (pk, id, {names}) with recursive n(i) as (select 1 union all select i + 1 from n "
            f"where i < 150) select 1000 + i, 'copy' || i, {names} from n, (select * from clause_units limit 1)"
        )
    shown = make_datasette(database)
    question = f"/kb/by-unit?unit={quote('市民政局')}&role=all"
    first, second = get(shown, question).text, get(shown, f"{question}&_page=2").text
    assert "第 1 / 2 页" in first
    assert 'rel="next"' in first
    assert first.count("<tr>") == 101
    assert 0 < second.count("<tr>") - 1 < 100
    assert get(shown, f"{question}&_page={quote(HARM)}").status_code == 200


def test_what_is_followed_has_a_page_and_a_feed(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "follow.toml"
    monkeypatch.setenv("GONGBAO_FOLLOW", str(path))
    shown = make_datasette(database)
    assert "尚未设置关注内容" in get(shown, "/following").text
    assert get(shown, "/following.atom").status_code == 404
    path.write_text(
        f"title = '民政'\nunits = ['市民政局']\nphrases = ['{HARM[:20].replace(chr(39), '')}']\nroster = '无名氏'",
        "utf-8",
    )
    page = get(shown, "/following").text
    assert "单位 市民政局" in page
    assert "<script>alert" not in page
    feed = feedparser.parse(get(shown, "/following.atom").content)
    assert feed.entries
    assert not feed.bozo
    path.write_text("unit = 3", "utf-8")
    assert get(shown, "/following").status_code == 400
