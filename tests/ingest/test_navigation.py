"""What a web page prints around a document."""

from __future__ import annotations

import pytest

from ingest.lines import read_lines
from ingest.navigation import set_navigation_aside


def aside(source: str) -> list[str]:
    lines, _ = read_lines(source)
    _, discards = set_navigation_aside(lines)
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


def test_only_at_the_head() -> None:
    assert aside("正文。\n" * 30 + "来源：市水务局\n") == []
