"""The list of contents that a document prints before its text."""

from __future__ import annotations

import pytest

from parsers.layout.document_contents import contents_range
from schema.source import Paragraph, Segment, Text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["目 录", "一、总则......1", "二、附则......9", "一、总则", "为节水，制定本办法。"], range(0, 3)),
        (["目录", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 为节水。"], range(0, 3)),
        (["前言", "目次", "1 总则 1", "2 附则 5", "本预案适用于全市防汛工作。"], range(1, 4)),
        (["一、总则", "本目录由市水务局公布。"], range(0)),
        (["目录"], range(0)),
        ([], range(0)),
    ],
)
def test_range(lines: list[str], expected: range) -> None:
    blocks = [Paragraph(Text(line, (Segment(0, 0, len(line)),))) for line in lines]
    assert contents_range(blocks, 0, len(blocks)) == expected
