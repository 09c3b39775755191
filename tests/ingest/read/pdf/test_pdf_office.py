"""What word processors and offices put into PDFs (tests/fixtures/pdf/make_office.py) and how it is read."""

from __future__ import annotations

from pathlib import Path

import make_office as office
import pytest
from made_pdfs import grids, read, texts


@pytest.mark.parametrize("name", ["white_shading", "white_paragraphs", "pale_shading", "marked_lines"])
def test_what_lies_under_the_text_is_no_table(name: str, tmp_path: Path) -> None:
    reading = read(name, tmp_path)
    assert grids(reading) == []
    assert "".join(texts(reading)) == "".join(office.NOTICE)
    assert office.WORDS in texts(reading)


def test_white_rules_are_seen_on_a_tint(tmp_path: Path) -> None:
    assert grids(read("white_rules_on_a_tint", tmp_path)) == [[tuple(row) for row in office.ROWS]]


def test_the_words_of_a_text_box_go_together_once(tmp_path: Path) -> None:
    assert sorted(texts(read("text_boxes", tmp_path))[1:]) == sorted("".join(lines) for lines in office.BOXES)


@pytest.mark.parametrize(
    ("name", "paragraphs"),
    [
        ("short_notice", office.SHORT),
        ("unclosed_brackets", office.UNCLOSED),
        ("headings_under_full_lines", office.COUNTED),
    ],
)
def test_a_line_that_stands_for_itself_is_none_of_the_one_before(
    name: str, paragraphs: list[str], tmp_path: Path
) -> None:
    assert texts(read(name, tmp_path)) == paragraphs
