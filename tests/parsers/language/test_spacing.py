"""Spaces beside CJK characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.spacing import squeezed, without_spaces
from schema.source import Segment, Text


def clean(text: str) -> Text:
    return without_spaces(Text(text, (Segment(0, 100, len(text)),) if text else ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022 年 8 月", "2022年8月"),
        (" 组 长：王 强 ", "组长：王强"),
        ("引进 Smart Water 平台", "引进Smart Water平台"),
        ("GB/T 9704", "GB/T 9704"),
        ("“ 十四五 ” 期间", "“十四五”期间"),
        ("第一章\u3000总则", "第一章总则"),
        ("到2 0 2 5年，新建1 2.5公里", "到2025年，新建12.5公里"),
        ("〔2 0 2 2〕8 0号", "〔2022〕80号"),
        ("Model 3 5 X", "Model 3 5 X"),
        ("甲 12 30 乙", "甲12 30乙"),
        ("增长率 3.9 6.5左右", "增长率3.9 6.5左右"),
        ("甲 1 2 乙", "甲1 2乙"),
        ("生产总值 3.9 6.5左右", "生产总值3.9 6.5左右"),
        ("失业率 5 6.5%", "失业率5 6.5%"),
        ("寿命8 3.6 6岁，占1 2.5 0%", "寿命83.66岁，占12.50%"),
        ("1.1 5个中心", "1.1 5个中心"),
        ("其中，生产总值 3.9 6.5左右", "其中，生产总值3.9 6.5左右"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_spaces(text: str, expected: str) -> None:
    assert clean(text).text == expected


@given(st.text("一a 2\u3000（", max_size=20))
def test_only_spaces_go_and_the_rest_leads_back(text: str) -> None:
    cleaned = clean(text)
    assert squeezed(cleaned.text) == squeezed(text)
    for i, char in enumerate(cleaned.text):
        ((start, _),) = cleaned.source_ranges(i, i + 1)
        assert text[start - 100] == char
