"""What a web page prints around a document."""

from __future__ import annotations

import pytest

from ingest.read.lines import read_lines
from ingest.read.navigation import set_navigation_aside


def aside(source: str) -> list[str]:
    lines, _ = read_lines(source)
    discards = set_navigation_aside(lines).discards
    return [source[d.start : d.end] for d in discards]


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2023-02-01",
        "信息来源：市政府办公室",
        "浏览次数：120",
        "【字体：大 中 小】",
        "打印",
        "2023-02-01 10:20",
        "索引号：0100/2023",
    ],
)
def test_set_aside(line: str) -> None:
    assert aside(f"关于供水的意见\n{line}\n各区人民政府：\n") == [line]


def test_a_value_on_the_line_below() -> None:
    assert aside("发布时间：\n2023年2月1日\n各区人民政府：\n") == ["发布时间：", "2023年2月1日"]


@pytest.mark.parametrize(
    "line", ["来源于地下水的供水", "各区人民政府：", "2023年2月1日", "一、打印证照", "发布时间：" + "长" * 60]
)
def test_kept(line: str) -> None:
    assert aside(f"关于供水的意见\n{line}\n") == []


CARD = """当前位置： 首页 > 政府信息公开
索 引 号： 000014349/2023-91150 | 信息分类：
发布机构： 临江市人民政府 | 生成日期： 2022-12-02
文 号： 临府发〔2022〕10号 | 是否有效： 是
名 称： 临江市人民政府关于供水的意见
"""


def test_an_index_card_leaves_the_number_that_only_it_prints() -> None:
    body = "临江市人民政府关于供水的意见\n各区人民政府：\n"
    lines, _ = read_lines(CARD + body)
    aside = set_navigation_aside(lines)
    kept, discards = aside.kept, aside.discards
    assert [line.text for line in kept] == ["临府发〔2022〕10号", *body.splitlines()]
    covered = {at for d in discards for at in range(d.start, d.end)}
    number = range(CARD.index("临府发"), CARD.index("10号") + 3)
    assert not covered & {*number}
    assert all(at in covered or at in number or CARD[at].isspace() for at in range(len(CARD)))


def test_an_index_card_with_a_number_printed_again() -> None:
    body = "临江市人民政府关于供水的意见\n临府发〔2022〕10号\n"
    lines, _ = read_lines(CARD + body)
    assert [line.text for line in set_navigation_aside(lines).kept] == body.splitlines()


def test_a_name_without_a_card_is_kept() -> None:
    assert aside("名称：临江市供水站\n标题：略\n") == []


def test_only_at_the_head() -> None:
    assert aside("正文。\n" * 30 + "来源：市水务局\n") == []
