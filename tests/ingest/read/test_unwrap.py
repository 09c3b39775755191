"""Column widths of wrapped text, and which lines go on."""

from __future__ import annotations

import pytest

from ingest.read.lines import read_lines
from ingest.read.unwrap import column_widths, join_lines, with_openings

SENTENCE = (
    "为深入贯彻落实节约用水各项要求进一步提高全市用水效率，促进经济社会高质量发展，结合本市实际制定本方案。"
)


def wrapped(width: int, count: int) -> str:
    text = SENTENCE * count
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def paragraphs(source: str) -> list[str]:
    lines, _ = read_lines(source)
    return [p.text for p in join_lines(with_openings(lines), column_widths(lines))]


@pytest.mark.parametrize("width", [18, 25, 40])
def test_the_width_of_a_column_is_found(width: int) -> None:
    lines, _ = read_lines(wrapped(width, 12))
    (found,) = column_widths(lines)
    assert abs(found - 2 * width) <= 3


def test_narrow_lines_without_commas_and_without_indent_are_wrapped() -> None:
    articles = (
        "第一条　市水行政主管部门会同市自然资源主管部门编制城市供水专项规划并按照规定组织实施年度任务。",
        "第二条　市人民政府城乡规划委员会负责审议城乡规划制定和修改工作中的全部重大事项并公布审议结果。",
        "第三条　供水企业应当自工程验收合格之日起将全部竣工资料以书面形式报送市水行政主管部门备案登记。",
        "第四条　违反本办法第三条规定的由市水行政主管部门责令限期改正并对负有责任的人员处五万元以下罚款。",
    )
    source = "\n".join(a[i : i + 22] for a in articles for i in range(0, len(a), 22))
    assert paragraphs(source) == list(articles)


def test_a_line_as_wide_as_the_column_that_ends_a_sentence_is_a_paragraph_where_none_is_indented() -> None:
    lines = [f"{n} 禁止投资文物拍卖的拍卖公司、文物商店和国有博物馆以及各馆内。" for n in (10, 11)]
    assert paragraphs(wrapped(30, 12) + "\n清单如下\n" + "\n".join(lines))[-2:] == lines


def test_names_of_one_length_are_not_wrapped() -> None:
    names = "临江市江南建筑材料有限公司\n云州县城北污水处理有限公司\n青石区河道养护工程有限公司\n" * 3
    assert column_widths(read_lines(names)[0]) == ()


@pytest.mark.parametrize("source", ["", "总则\n", (SENTENCE + "\n") * 8, "一、总则\n二、任务\n" * 9])
def test_no_column_where_a_line_is_a_paragraph(source: str) -> None:
    lines, _ = read_lines(source)
    assert column_widths(lines) == ()


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("各区要加强组织领导，明确任务分工，结合实际制定\n具体实施方案。\n", 1),
        ("各区要加强组织领导，明确任务分工。\n各镇要落实责任。\n", 2),
        ("各区要加强组织领导，明确任务分工（含镇街、\n园区）。\n", 1),
        ("各区要加强组织领导，明确任务分工，\n一、落实责任。\n", 2),
        ("各区要加强组织领导，明确任务分工\n2023年5月6日\n", 2),
        ("附件：1.任务分工表\n2.节水标准\n", 2),
        ("一、将第六条中的“市规划局”“市建委”分别修改\n为“市自然资源局”“市住建局”。\n", 1),
        ("一、将第六条修改\n为加强管理，增加一条。\n", 2),
        ("# 供水办法\n第一章\n", 2),
        ("成　员：郑　涛　　市财政局党组成员、副局长\n　　　　孙　丽　　市水利局副局长\n", 2),
        ("3日　市长到城南污水处理厂、滨江大道改造工程现场，\n4日至6日　副市长赴云州。\n", 2),
        ("绿道建成，全线通车。\n是年全市总人口30万人，\n", 2),
        ("绿道建成，全线通车。\n10月30日\n", 2),
        ("- 各区要加强组织领导，\n- 各镇要落实责任\n", 2),
    ],
)
def test_which_lines_go_on(source: str, count: int) -> None:
    assert len(paragraphs(source)) == count


def test_each_paragraph_of_a_long_quotation_stands_alone() -> None:
    text = "三、第九条修改为：\n“第九条　开工前应当报告。\n“第十条　报告应当公布。”\n本决定自2022年1月1日起施行。\n"
    assert paragraphs(text) == text.splitlines()


def test_lines_that_decimal_numbers_open_begin_paragraphs() -> None:
    text = (
        "1 总则\n1.1 目的。为加强供水管理，\n1.2 依据。投资\n3.5亿元，按规定办理。\n1.3 原则。\n1.4 范围。\n"
    )
    assert paragraphs(text)[1:3] == ["1.1 目的。为加强供水管理，", "1.2 依据。投资"]
