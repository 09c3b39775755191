import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts.duties.units import apply_standing_rules, find_units
from parsers.language.names.context import Context

FIXTURES = Path(__file__).parents[3] / "parsers/facts/duties/fixtures"
CONTEXT = Context(place="泰州市")
WORDS = [
    "（责任单位：",
    "牵头",
    "会同",
    "由",
    "负责",
    "市财政局",
    "、",
    "商务局",
    "等部门",
    "，",
    "。",
    "）",
    "〔",
    "的",
    "解释",
]


def found(text: str, context: Context = CONTEXT) -> list[tuple[str, str, str]]:
    return [(duty.name, duty.role, duty.basis) for duty in find_units(text, context)]


@pytest.mark.parametrize("case", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_fixture(case: Path) -> None:
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))
    assert found(case.read_text("utf-8").strip()) == [(r["name"], r["role"], r["basis"]) for r in expected]


def test_list_of_duties_gives_every_holder_a_row() -> None:
    text = "人力资源社会保障部门依照职责权限做好证书发放的监督管理。"
    assert found(text) == []
    assert found(text, Context(title="相关部门职责分工")) == [
        ("人力资源社会保障部门", "responsible", "inline")
    ]


def test_section_of_duties_gives_its_holders_a_row() -> None:
    text = "市公安局：维护现场治安秩序，疏散群众。"
    assert found(text) == []
    assert found(text, Context(headings=("组织体系", "成员单位职责"))) == [
        ("市公安局", "responsible", "inline")
    ]
    assert found("各地要高度重视。", Context(headings=("明确职责分工",))) == []


def test_unit_in_the_heading_has_the_duty_of_its_text() -> None:
    text = "负责现场治安和交通管制。"
    assert found(text, Context(headings=("组织体系", "市公安局"))) == [("市公安局", "responsible", "inline")]


@pytest.mark.parametrize(
    ("text", "headings", "doubts"),
    [
        ("负责现场治安和交通管制。", ("组织体系", "市公安局"), ("unit_carried",)),
        ("市公安局负责现场治安和交通管制。", ("组织体系",), ()),
        ("公安等部门负责现场治安。", ("组织体系",), ()),
    ],
)
def test_a_unit_that_the_sentence_does_not_name_is_a_doubt(
    text: str, headings: tuple[str, ...], doubts: tuple[str, ...]
) -> None:
    (duty,) = find_units(text, Context(headings=headings))
    assert duty.doubts == doubts


def test_canonical_name_comes_from_the_place() -> None:
    (duty,) = find_units("本办法由市发改委负责解释。", CONTEXT)
    assert duty.canonical == "泰州市发展和改革委员会"


def test_place_comes_from_the_issuer_where_none_is_declared() -> None:
    (duty,) = find_units("本办法由市发改委负责解释。", Context(issuer="洛阳市人民政府办公室"))
    assert duty.canonical == "洛阳市发展和改革委员会"


def documents(*texts: str) -> list[list[tuple[str, str, str, str]]]:
    clauses = [(text, find_units(text, CONTEXT)) for text in texts]
    return [
        [
            (
                i.duty.name,
                i.duty.role,
                i.duty.basis,
                texts[i.quoted_from][i.duty.char_start : i.duty.char_end],
            )
            for i in items
        ]
        for items in apply_standing_rules(clauses, "泰州市")
    ]


def test_standing_rule_reaches_every_later_block() -> None:
    rule = "以下均需各县（市、区）人民政府负责，不再列出"
    first, second, third, fourth = documents(
        f"推进改革。〔市发改委牵头，市财政局等按职责分工负责。{rule}〕",
        "培养人才。（市人社局牵头）",
        "加强宣传，形成氛围。",
        "保障资金。（市财政局、各县（市、区）人民政府按职责分工负责）",
    )
    assert [row[0] for row in first] == ["市发改委", "市财政局", "各县（市、区）人民政府"]
    assert second[1:] == [("各县（市、区）人民政府", "responsible", "inherited", rule)]
    assert third == []
    assert [row[2] for row in fourth] == ["block", "block"]


def test_standing_rule_of_cooperation() -> None:
    rule = "以下均需各县（市、区）人民政府及市各直属园区管委会配合，不再一一列出"
    _, second = documents(f"建设市场。〔市商务局牵头；{rule}〕", "建设大仓。〔市商务局牵头，市财政局配合〕")
    assert [row[:3] for row in second[2:]] == [
        ("各县（市、区）人民政府", "cooperate", "inherited"),
        ("市各直属园区管委会", "cooperate", "inherited"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "以下任务都涉及各县区，不再一一列出",
        "以下各项均由各县区负责，不再单列",
        "以下措施全部由各县区落实，不再逐项列示",
    ],
)
def test_a_standing_rule_in_other_words(rule: str) -> None:
    first, second = documents(f"建设剧场。（责任单位：市文化局；{rule}）", "培养演员。（责任单位：市教育局）")
    assert [row[0] for row in first] == ["市文化局", "各县区"]
    assert [row[:3] for row in second] == [
        ("市教育局", "responsible", "block"),
        ("各县区", "responsible", "inherited"),
    ]


def test_what_stands_before_the_first_comma_leads() -> None:
    _, second = documents(
        "建设剧场。（责任单位：市文化局，市财政局；首个逗号之前的为牵头单位，下同）",
        "培养演员。（责任单位：市教育局、市人社局，市财政局）",
    )
    assert [row[1] for row in second] == ["lead", "lead", "responsible"]


def test_first_unit_leads_where_the_document_says_so() -> None:
    first, second, third = documents(
        "落实补贴。（责任单位：市人社局、市财政局。排在第一位的部门为牵头部门，下同）",
        "开展培训。（责任单位：市教育局、市人社局）",
        "发放贷款。（市财政局负责）开展就业服务。（市教育局、市人社局负责）",
    )
    assert [row[1] for row in first] == ["lead", "responsible"]
    assert [row[1] for row in second] == ["lead", "responsible"]
    assert [row[:2] for row in third] == [
        ("市财政局", "responsible"),
        ("市教育局", "lead"),
        ("市人社局", "responsible"),
    ]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join) | st.text(max_size=60))
def test_every_quote_is_the_text_at_its_range(text: str) -> None:
    for duty in find_units(text, CONTEXT):
        assert duty.quote == text[duty.char_start : duty.char_end]
        assert duty.name


def test_a_heading_over_text_with_its_own_subject_has_no_duty_by_itself() -> None:
    context = Context(headings=("组织指挥体系及职责",))
    assert found("市防汛指挥部\n市防汛指挥部（以下简称市防指）由市长任指挥长。", context) == []
    assert found("市公安局\n维护治安秩序。", context) == [("市公安局", "responsible", "inline")]
