"""Targets: fixture pairs, what the surroundings decide, and properties.

A fixture is `<kind of document>-<case>.txt`, the text of a clause, and the `.json` beside it, its rows with
the fields that matter. The kind of document gives the context.
"""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.facts.targets.targets import find_targets
from parsers.language.names.context import Before, Context

FIXTURES = Path(__file__).parents[4] / "parsers/facts/targets/fixtures"
CASES = sorted(path.stem for path in FIXTURES.glob("*.txt"))
CONTEXTS = {
    "norm": Context(title="某项工作管理办法", doc_type="办法", issued_on="2021-06-01"),
    "plan": Context(title="某市“十四五”发展规划", doc_type="规划", issued_on="2021-06-01"),
    "scheme": Context(title="关于推进某项工作的若干意见", doc_type="意见", issued_on="2022-01-20"),
    "report": Context(title="政府工作报告", doc_type="报告", issued_on="2023-01-10"),
}


@pytest.mark.parametrize("case", CASES)
def test_fixture(case):
    text = (FIXTURES / f"{case}.txt").read_text("utf-8").rstrip("\n")
    expected = json.loads((FIXTURES / f"{case}.json").read_text("utf-8"))
    rows = find_targets(text, CONTEXTS[case.partition("-")[0]])
    assert [
        {name: getattr(row, name) for name in wanted} for row, wanted in zip(rows, expected, strict=False)
    ] == expected
    assert len(rows) == len(expected)


def kinds(text, **context):
    return [row.kind for row in find_targets(text, Context(**context))]


def test_the_heading_of_a_review_makes_baselines():
    text = "公路总里程达到1.8万公里，高速公路通车里程650公里。"
    assert kinds(text, doc_type="规划", headings=("发展基础",)) == ["baseline", "baseline"]
    assert kinds(text, doc_type="规划", headings=("发展目标",)) == ["target", "target"]


def test_a_distant_aim_in_the_title_makes_no_baseline():
    title = "某市第十四个五年规划和2035年远景目标纲要"
    assert kinds("到2025年，森林覆盖率达到24%。", title=title, doc_type="纲要") == ["target"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2021年国民经济和社会发展统计公报", "baseline"),
        ("某市2021年妇女儿童状况统计监测报告（摘要）", "baseline"),
        ("某市生态环境状况公报", "baseline"),
        ("某市关于建立统计公报发布制度的方案", "target"),
    ],
)
def test_what_is_published_to_tell_what_is_promises_nothing(title, expected):
    text = "粮食种植面积120万亩。全市计划生育服务对象性别比为98.04%。"
    assert kinds(text, title=title, doc_type="报告") == [expected] * 2


def test_the_review_goes_on_to_the_next_paragraph():
    before = Before(["“十三五”期间，全市累计建成幼儿园120所。"])
    assert kinds("公办园占比达52%。", doc_type="规划", issued_on="2021-03-01", before=before) == ["baseline"]


def test_a_lead_in_lends_its_date():
    context = Context(doc_type="规划", issued_on="2021-03-01", lead_in="到2025年，实现以下目标：")
    assert [row.due for row in find_targets("森林覆盖率达到24%。", context)] == ["2025-12-31"]


def test_a_date_that_opens_a_sentence_governs_the_next():
    text = "到2025年，体系更加完善。城镇化率达到75%。"
    assert [row.due for row in find_targets(text, CONTEXTS["plan"])] == ["2025-12-31"]


def test_chronicles_have_no_targets():
    assert find_targets("总投资约90亿元。", Context(role="chronicle")) == []


@settings(deadline=None)
@given(
    st.text(
        alphabet="达到不少于10一二三万亿元%个家以上以下新增：，。、—（）《》“”年月约每给予奖励A5", max_size=60
    )
)
def test_quotes_are_the_text_at_their_range(text):
    for row in find_targets(text, CONTEXTS["plan"]):
        assert row.quote == text[row.char_start : row.char_end]
        assert row.indicator != ""
