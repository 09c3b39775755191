"""Physical lines: white space, Markdown marks, comments, form feeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.lines import read_lines


@pytest.mark.parametrize(
    ("source", "text", "indent", "level", "bullet"),
    [
        ("供水办法", "供水办法", 0, None, False),
        (" 供水办法 \r\n", "供水办法", 1, None, False),
        ("\u3000\u3000供水\u3000办法\u3000", "供水\u3000办法", 2, None, False),
        ("## 供水办法", "供水办法", 0, 2, False),
        ("#供水办法", "#供水办法", 0, None, False),
        ("- 供水", "供水", 0, None, True),
        ("-1-", "-1-", 0, None, False),
        ("供水<!-- 注 -->", "供水", 0, None, False),
        ("<!-- 注 -->供水", "供水", 0, None, False),
    ],
)
def test_a_line(source: str, text: str, indent: int, level: int | None, bullet: bool) -> None:
    (line,), _ = read_lines(source)
    assert (line.text, line.indent, line.level, line.bullet) == (text, indent, level, bullet)
    assert source[line.origin : line.origin + len(text)] == text


def test_a_comment_over_several_lines_is_markup() -> None:
    lines, discards = read_lines("一\n<!-- 二\n三 -->\n四")
    assert [line.text for line in lines] == ["一", "四"]
    assert [(d.name, d.start, d.end) for d in discards] == [("markup", 2, 14)]


def test_blank_lines_and_form_feeds_are_noted_on_the_line_after() -> None:
    lines, _ = read_lines("一\n\n\n二\n三\f四\n\f\n五<br />\n<p>六</p>\n")
    assert [(line.text, line.blank_before, line.new_page) for line in lines] == [
        ("一", 0, False),
        ("二", 2, False),
        ("三", 0, False),
        ("四", 0, True),
        ("五", 1, True),
        ("六", 0, False),
    ]


def test_width_counts_two_for_a_chinese_character() -> None:
    (line,), _ = read_lines("5G网络（一）")
    assert line.width == 2 + 4 + 6


@given(st.text("一# -<!>\n\r\f\u3000\u2028x", max_size=40))
def test_lines_and_markup_hold_every_character_once(source: str) -> None:
    lines, discards = read_lines(source)
    held = [(line.origin, line.origin + len(line.text)) for line in lines]
    held += [(d.start, d.end) for d in discards]
    positions = [i for start, end in held for i in range(start, end)]
    assert len(positions) == len(set(positions))
    assert all(source[i].isspace() for i in set(range(len(source))) - set(positions))


def test_marks_of_bold_type_are_markup() -> None:
    source = "**（一）供水。**建成水厂**3座**。\n| **指标** | 3 |\n2**3、4**5\n"
    lines, discards = read_lines(source)
    assert [line.text for line in lines][:2] == ["（一）供水。建成水厂3座。", "| **指标** | 3 |"]
    first = [source[d.start : d.end] for d in discards if d.end <= source.index("\n")]
    assert first == ["**", "**", "**", "**"]
    assert lines[0].end == source.index("\n")
    assert [source[d.start : d.end] for d in lines[0].discarded("navigation")] == [
        "（一）供水。",
        "建成水厂",
        "3座",
        "。",
    ]
