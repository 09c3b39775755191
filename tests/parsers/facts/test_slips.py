"""Slips that an editor should see, and what is no slip."""

from __future__ import annotations

import pytest

from parsers.facts.slips import find_slips
from parsers.layout.elements import Part
from parsers.layout.placing import place
from schema.document import Diagnostic
from schema.source import Paragraph, Segment, Text


def paragraph(text: str, *breaks: int) -> Part:
    content = Text(text, (Segment(0, 0, len(text)),))
    pages = tuple((at, page) for page, at in enumerate(breaks, 2))
    return Part("paragraph", Paragraph(content, page=1, page_breaks=pages))


def slips(*parts: Part) -> list[tuple[str, str]]:
    text, _ = place(parts)
    return [(d.code, text[d.char_start : d.char_end]) for d in found(parts)]


def found(parts: tuple[Part, ...]) -> list[Diagnostic]:
    return find_slips(place(parts)[1], "文件")


@pytest.mark.parametrize("text", ["推动康复治疗 and 健身融合", "推动康复治疗and健身融合", "节水、of 治污"])
def test_a_foreign_word_in_a_chinese_sentence(text: str) -> None:
    ((code, word),) = slips(paragraph(text))
    assert code == "foreign_word"
    assert word in ("and", "of")


@pytest.mark.parametrize(
    "text",
    ["建设5G基站", "推广App应用", "引进Research and Development中心", "控制VOCs排放"],
)
def test_no_foreign_word(text: str) -> None:
    assert slips(paragraph(text)) == []


def test_a_paragraph_that_repeats_the_end_of_the_one_before() -> None:
    parts = [paragraph("加快培育养老服务新业态。"), paragraph("态。"), paragraph("（二）规范执法。")]
    assert slips(*parts) == [("repeated_ending", "态。")]


@pytest.mark.parametrize(
    "texts",
    [
        ("落实资金。", "落实资金。"),  # the whole paragraph again is another matter
        ("小型泵站", "泵站"),  # lines of a form
        ("新建泵站。", "改造管网。"),
    ],
)
def test_no_repeated_ending(texts: tuple[str, str]) -> None:
    assert slips(*map(paragraph, texts)) == []


def test_words_repeated_over_a_page_end() -> None:
    text = "加快培育养老服务新业态养老服务新业态和新模式。"
    assert slips(paragraph(text, 11)) == [("repeated_over_page", "养老服务新业态")]
    assert slips(paragraph("加快培育养老服务新业态和新模式。", 7)) == []


def test_a_slip_has_its_page() -> None:
    doubts = found((paragraph("节水。"), paragraph("推动治疗and健身融合")))
    assert [(d.page, d.severity, d.document) for d in doubts] == [(1, "warning", "文件")]


@pytest.mark.parametrize(("digits", "told"), [(30, 0), (31, 1), (309, 1)])
def test_a_run_of_digits_that_no_number_has(digits: int, told: int) -> None:
    assert slips(paragraph(f"建成泵站{'9' * digits}座。")) == [("number_too_long", "9" * digits)] * told
