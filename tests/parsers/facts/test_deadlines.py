"""Deadlines: fixture pairs, what the surroundings decide, and properties.

A fixture is `<case>.txt`, a clause of a document dated 24 August 2022, and `<case>.json`, its rows with the
fields that are not null.
"""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts.deadlines.deadlines import find_deadlines
from parsers.language.names.context import Context

FIXTURES = Path(__file__).parents[3] / "parsers/facts/deadlines/fixtures"
CASES = sorted(path.stem for path in FIXTURES.glob("*.txt"))
CONTEXT = Context(title="关于推进某项工作的实施方案", doc_type="方案", issued_on="2022-08-24")
FIELDS = ("text", "kind", "start", "due", "duration", "working_days", "anchor")


def shown(row):
    return {name: getattr(row, name) for name in FIELDS if getattr(row, name)}


@pytest.mark.parametrize("case", CASES)
def test_fixture(case):
    text = (FIXTURES / f"{case}.txt").read_text("utf-8").rstrip("\n")
    expected = json.loads((FIXTURES / f"{case}.json").read_text("utf-8"))
    assert [shown(row) for row in find_deadlines(text, CONTEXT)] == expected


def kinds(text, **context):
    return [(row.kind, row.start, row.due) for row in find_deadlines(text, Context(**context))]


def test_a_date_before_the_document_is_a_past_fact():
    text = "到2021年，建成学校30所。"
    assert kinds(text, issued_on="2018-03-01") == [("by", None, "2021-12-31")]
    assert kinds(text, issued_on="2022-03-01") == []


def test_a_distant_aim_in_the_title_dates_nothing():
    text = "地区生产总值年均增长7%，到2025年突破3000亿元。"
    title = "某市第十四个五年规划和二〇三五年远景目标纲要"
    assert kinds(text, title=title) == [("by", None, "2025-12-31")]
    assert kinds(text, title=title.replace("二〇三五", "2035")) == [("by", None, "2025-12-31")]


def test_a_day_without_a_year_is_of_the_coming_year_that_the_title_names():
    text = "清明节：4月5日放假。"
    assert kinds(text, title="关于2027年节假日安排的通知", issued_on="2026-11-20") == [
        ("period", "2027-04-05", "2027-04-05")
    ]
    assert kinds(text, title="关于节假日安排的通知", issued_on="2026-11-20") == []
    assert kinds("2026年4月5日放假。", title="关于2027年节假日安排的通知", issued_on="2026-11-20") == []


def test_the_title_dates_a_document_without_a_date():
    text = "2020年，新建幼儿园10所。2023年，新建幼儿园12所。"
    assert kinds(text, title="某市教育发展规划（2021—2025年）") == [("period", "2023-01-01", "2023-12-31")]


@pytest.mark.parametrize(
    ("context", "due"),
    [
        ({"issued_on": "2022-03-01"}, "2022-06-30"),
        ({"issued_on": "2022-11-01"}, "2023-06-30"),  # the next June
        ({"title": "2024年度工作安排"}, "2024-06-30"),
        ({"issued_on": "2022-03-01", "doc_type": "条例"}, None),  # every year's June
    ],
)
def test_a_month_without_a_year(context, due):
    assert kinds("6月底前完成。", **context) == [("by", None, due)]


def test_the_plan_in_a_title_dates_a_document_without_a_date():
    text = "2020年12月底，完成普查。“十三五”期间，新增床位1万张。“十四五”期间，新增床位2万张。"
    assert kinds(text, title="某省养老服务“十四五”规划") == [("period", "2021-01-01", "2025-12-31")]


def test_coming_years_are_those_of_the_plan_that_the_chapter_names():
    text = "今后五年，全区将新建学校30所。"
    headings = ("二、“十五五”时期主要任务",)
    assert kinds(text, headings=headings) == [("period", "2026-01-01", "2030-12-31")]
    assert kinds(text, issued_on="2023-01-20") == [("period", "2023-01-01", "2027-12-31")]
    assert kinds(text, issued_on="2023-08-20") == [("period", None, None)]


def test_a_month_in_a_document_for_several_years_has_no_year():
    assert kinds("6月底前完成。", title="某市行动计划（2021—2025年）") == [("by", None, None)]


@pytest.mark.parametrize("role", ["appointments", "chronicle"])
def test_lists_and_chronicles_have_none(role):
    assert kinds("2023年底前完成。", role=role) == []


def test_a_chapter_that_looks_back_has_none():
    text = "每年走访企业100户，3年内建成学校20所。"
    assert kinds(text, headings=("一、发展基础",)) == []
    assert len(kinds(text, headings=("三、主要任务",))) == 2


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("按季度通报，按季节调整", ["按季度"]),
        ("按周期检查，按周检查", ["按周"]),
        ("按年级分班，按年龄分组，按月均收入认定", []),
        ("6月底前置换完成", ["6月底前"]),
        ("推进2022年前置审批改革", []),
    ],
)
def test_a_word_that_only_begins_like_a_time_binds_nobody(text, quotes):
    assert [row.quote for row in find_deadlines(text, CONTEXT)] == quotes


PIECES = st.sampled_from(
    re.split(
        " ",
        "2022 年 月 底 前 内 日 每 半 自 至 到 起 后 — 20个工作日 三年 “十四五” 期间 末 9月 10日 有效期 不少于 以上 "
        "， 。 （ ） 《 》 施行 开始 提前 届满 万元 次 小时 上 季度 第 一 "
        "次月 未来 年内 、 按月 连续 给予 废止 压缩至 为止 之日",
    )
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_rows_quote_the_text_in_order_without_overlap(text):
    rows = find_deadlines(text, CONTEXT)
    assert all(row.quote == row.text == text[row.char_start : row.char_end] for row in rows)
    assert all(a.char_end <= b.char_start for a, b in pairwise(rows))
    assert rows == find_deadlines(text, CONTEXT)
