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


@pytest.mark.parametrize(
    ("name", "rows"), [("table_without_sides", office.OPEN), ("values_below_values", office.PAIRED)]
)
def test_a_table_has_the_rows_and_columns_that_are_seen(
    name: str, rows: list[list[str]], tmp_path: Path
) -> None:
    assert grids(read(name, tmp_path)) == [[tuple(row) for row in rows]]


def test_a_row_without_a_number_at_the_top_of_a_page_carries_on(tmp_path: Path) -> None:
    [table] = grids(read("row_that_a_page_end_cuts", tmp_path))
    assert [row[0] for row in table] == ["序号", "8", "9", "10", "11"]
    assert table[2] == office.CUT


def test_a_row_with_a_number_at_the_top_of_a_page_is_its_own(tmp_path: Path) -> None:
    [table] = grids(read("rows_with_numbers_of_their_own", tmp_path))
    assert [row[0] for row in table][:4] == ["序号", "8", "9", "10"]
