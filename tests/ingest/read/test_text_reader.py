"""Text files into paragraphs and tables: fixture pairs.

A fixture is `<case>.txt`, a source, and `<case>.json`: the paragraphs that must come out, without the spaces of
typesetting (a table as its rows), what is set aside by its name, and the number of pages where the source
marks any.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.read.text_reader import decode, read_text
from parsers.language.spacing import without_spaces
from schema.errors import SourceError
from schema.source import Grid, Paragraph, Reading

FIXTURES = Path(__file__).parents[2] / "fixtures" / "paragraphs"
CASES = sorted(path.stem for path in FIXTURES.glob("*.txt"))


def shown(block: Paragraph | Grid) -> str | list[list[str]]:
    if isinstance(block, Paragraph):
        return without_spaces(block.content).text
    return [[cell.text for cell in row] for row in block.cells]


def discarded(reading: Reading, name: str) -> list[str]:
    return [reading.source[d.start : d.end] for d in reading.discards if d.name == name]


@pytest.mark.parametrize("case", CASES)
def test_fixture(case: str) -> None:
    source = (FIXTURES / f"{case}.txt").read_bytes().decode("utf-8")
    expected = json.loads((FIXTURES / f"{case}.json").read_text("utf-8"))
    reading = read_text(source)
    assert [shown(block) for block in reading.blocks] == expected["paragraphs"]
    for name, texts in expected["discards"].items():
        assert sorted(discarded(reading, name)) == sorted(texts)
    assert {d.name for d in reading.discards} - {"markup"} <= set(expected["discards"])
    if "pages" in expected:
        assert len(reading.pages) == expected["pages"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(encoding: str) -> None:
    assert decode("第一条 供水〔2023〕".encode(encoding), "x.txt").endswith("第一条 供水〔2023〕")


def test_bytes_in_no_encoding_are_named_with_a_remedy() -> None:
    with pytest.raises(SourceError) as error:
        decode(b"\xff\xff\xff\x00\x80", "x.txt")
    assert "x.txt" in str(error.value)


def test_a_page_break_inside_a_paragraph_keeps_its_place() -> None:
    reading = read_text("各区要强化监督检查，按季公布各区\f\n水质，接受监督。\n")
    (paragraph,) = reading.blocks
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.page, paragraph.last_page) == (1, 2)
    assert paragraph.page_at(paragraph.text.index("水质")) == 2
    assert paragraph.page_at(paragraph.text.index("水质") - 1) == 1


def test_every_character_leads_back_to_the_source() -> None:
    source = "# 供水办法\n\n一、加强管理，\n每月巡查一次。\n"
    for block in read_text(source).blocks:
        assert isinstance(block, Paragraph)
        for i, char in enumerate(block.text):
            ((start, end),) = block.content.source_ranges(i, i + 1)
            assert source[start:end] == char
