"""Titles that extraction glued to the text below."""

from __future__ import annotations

import pytest

from parsers.glued import without_glue
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
    ],
)
def test_parts(text: str, expected: list[str]) -> None:
    whole = Paragraph(Text(text, (Segment(0, 7, len(text)),)), page=1)
    parts = [block for block in without_glue([whole]) if isinstance(block, Paragraph)]
    assert [part.text for part in parts] == expected
    ranges = [r for part in parts for r in part.content.source_ranges(0, len(part.content))]
    assert ranges[0][0] == 7
    assert ranges[-1][1] == 7 + len(text)
