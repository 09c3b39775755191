import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts.citations.amendments import amends, check_republished, find_amendments
from parsers.language.names.context import Context
from parsers.language.quotations import covered, find_quotations

REPORT = "征求意见时，有单位建议把期限放宽，经研究，草案采纳了这一建议，" * 2 + "将第四条修改为“三日”。"
FIXTURES = sorted(
    Path(__file__).parents[4].joinpath("parsers/facts/citations/fixtures/amendments").glob("*.txt")
)
FIELDS = ("op", "target", "old", "new")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_operations_of_an_item(path: Path) -> None:
    rows = find_amendments(path.read_text("utf-8").rstrip("\n"), Context(path="一"))
    assert [{f: getattr(row, f) for f in FIELDS} for row in rows] == json.loads(
        path.with_suffix(".json").read_text("utf-8")
    )


def test_the_republished_text_is_compared() -> None:
    text = "将第二条中的“甲局”“乙局”分别修改为“丙局”“丁局”；第三条修改为：“第三条 每年检查一次。”；删去第四条中的“及时”。"
    rows = find_amendments(text, Context(path="二"))
    assert check_republished(rows, "第二条 丙局、丁局负责。\n第三条 每年检查一次。\n第四条 应当报告。") == []
    doubts = check_republished(rows, "第二条 丙局、乙局负责。\n第三条 每年检查二次。\n第四条 应当及时报告。")
    assert [index for index, _ in doubts] == [1, 1, 2, 3]
    assert "丁局" in doubts[0][1]
    assert "乙局" in doubts[1][1]


def test_words_that_the_new_text_uses_may_stay() -> None:
    rows = find_amendments(
        "将“企业”修改为“雏鹰企业”。增加一条，作为第二条：“企业分为两类。”", Context(path="一")
    )
    assert check_republished(rows, "支持雏鹰企业。企业分为两类。企业目录另行公布。") == []


def test_an_operation_without_a_place_or_without_quotation_marks_is_doubted() -> None:
    context = Context(path="一")
    texts = (
        "第八条中的“三日”修改为“五日”。",
        "将“市容局”统一修改为“城管局”。",
        "第八条中的三十日修改为六十日。",
    )
    rows = [row for text in texts for row in find_amendments(text, context)]
    assert [row.doubts for row in rows] == [(), ("no_target",), ("unquoted",)]


def test_a_quotation_left_open_ends_with_the_text() -> None:
    assert [(q.start, q.end) for q in find_quotations("修改为：“甲“乙”")] == [(4, 9)]
    assert len(covered("“甲”和“乙”")) == 7


@given(st.text(alphabet='将第一条中的“”修改为增加删去款，。；\n："甲', max_size=60))
def test_rows_quote_the_text_in_order(text: str) -> None:
    rows = find_amendments(text, Context(path="一"))
    assert [row.char_start for row in rows] == sorted(row.char_start for row in rows)
    assert all(row.quote == text[row.char_start : row.char_end] for row in rows)


@pytest.mark.parametrize(
    ("title", "paragraphs", "expected"),
    [
        ("临江市人民政府关于修改部分规章的决定", [], True),
        ("临江市绿道管理条例修正案（二）", [], True),
        ("临江市人民政府关于调整部分文件的通知", ["一、《临江市绿道办法》第四条修改为：“绿道禁止停车。”"], True),
        ("临江市人民政府通知", ["在第五条后增加一条，作为第六条：“遛犬应当束绳。”"], True),
        ("临江市绿道办法", ["第四条　有前款情形的，取消其资格。", "第五条　档案删除后不得恢复。"], False),
        ("关于绿道办法的说明", [REPORT], False),
    ],
)  # fmt: skip
def test_a_document_that_amends_others_says_so(title: str, paragraphs: list[str], expected: bool) -> None:
    assert amends(title, paragraphs) is expected
