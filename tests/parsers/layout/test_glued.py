"""Text that extraction glued together."""

from __future__ import annotations

import pytest

from parsers.layout.glued import without_glue
from schema.source import Paragraph, Segment, Text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "临江市水务局任免工作人员（2023年4月）临江市水务局决定，任命：王建国为主任。",
            ["临江市水务局任免工作人员（2023年4月）", "临江市水务局决定，任命：王建国为主任。"],
        ),
        ("临江市水务局任免工作人员（2023年4月）", ["临江市水务局任免工作人员（2023年4月）"]),
        ("按照任免人员（2人）、考核人员名单执行。", ["按照任免人员（2人）、考核人员名单执行。"]),
        ("任命王建国为主任（2023年4月）。", ["任命王建国为主任（2023年4月）。"]),
        (
            "第一章总则第一条为加强桥梁管理，制定本办法。第二条依照第一条执行的，应当：（一）登记；（二）备案。"
            "第二章附则第三条本办法自发布之日起施行。",
            [
                "第一章总则",
                "第一条为加强桥梁管理，制定本办法。",
                "第二条依照第一条执行的，应当：",
                "（一）登记；",
                "（二）备案。",
                "第二章附则",
                "第三条本办法自发布之日起施行。",
            ],
        ),
        (
            "依照第三条、第四条办理。第五条所称甲。第六条所称乙。",
            ["依照第三条、第四条办理。第五条所称甲。第六条所称乙。"],
        ),
    ],
)
def test_parts(text: str, expected: list[str]) -> None:
    whole = Paragraph(Text(text, (Segment(0, 7, len(text)),)), page=1)
    parts = [block for block in without_glue([whole]) if isinstance(block, Paragraph)]
    assert [part.text for part in parts] == expected
    ranges = [r for part in parts for r in part.content.source_ranges(0, len(part.content))]
    assert ranges[0][0] == 7
    assert ranges[-1][1] == 7 + len(text)


def test_fewer_articles_are_glued_where_they_fill_a_gap() -> None:
    lines = ["第一条 范围。", "第二条 甲负责。 第三条 乙配合。", "第四条 期限。"]
    assert parts_of(lines) == ["第一条 范围。", "第二条 甲负责。 ", "第三条 乙配合。", "第四条 期限。"]
    lines = ["第一条 甲负责。第二条 规定的除外。", "第二条 期限。"]
    assert parts_of(lines) == lines


def parts_of(lines: list[str]) -> list[str]:
    blocks = [Paragraph(Text(line, (Segment(0, 0, len(line)),))) for line in lines]
    return [block.text for block in without_glue(blocks) if isinstance(block, Paragraph)]
