"""Tables of PDFs made by tests/fixtures/pdf/make.py: which parts are one table, and what stands in its cells."""

from __future__ import annotations

from pathlib import Path

import make_tables as tables
import pytest
from made_pdfs import grids, make, read, texts

from schema.source import Grid


def _rows(first: int, last: int) -> list[tuple[str, ...]]:
    return [(str(i), f"指标{i}", f"{i}张") for i in range(first, last + 1)]


@pytest.mark.parametrize("name", ["table_goes_on", "table_continued"])
def test_a_table_goes_on_over_the_page(name: str, tmp_path: Path) -> None:
    reading = read(name, tmp_path)
    assert grids(reading) == [[tuple(tables.HEADER), *_rows(1, 5)]]
    assert texts(reading) == [tables.CAPTION]


@pytest.mark.parametrize(
    ("name", "second"), [("table_begins_again", _rows(1, 2)), ("table_captioned_again", _rows(4, 5))]
)
def test_a_table_with_its_own_caption_or_numbers_is_another(
    name: str, second: list[tuple[str, ...]], tmp_path: Path
) -> None:
    header = tuple(tables.HEADER)
    assert grids(read(name, tmp_path)) == [[header, *_rows(1, 3)], [header, *second]]


def test_a_row_that_the_page_end_cuts_is_one_row(tmp_path: Path) -> None:
    [grid] = grids(read("row_cut", tmp_path))
    assert grid[4] == ("4", "指标四的名称很长在本页写满了一行后还没有写完", "4张")
    assert grid[5:] == _rows(5, 6)


def test_a_table_of_three_lines_goes_on_and_keeps_its_note(tmp_path: Path) -> None:
    reading = read("three_lines", tmp_path)
    assert grids(reading) == [[tuple(row) for row in tables.GOALS]]
    assert texts(reading) == [make.FIRST, tables.CAPTION, "注：2025年为预期数。"]
    assert isinstance(reading.blocks[2], Grid)


def test_a_line_under_each_row_parts_the_rows(tmp_path: Path) -> None:
    [grid] = grids(read("lines_under_rows", tmp_path))
    assert grid[:3] == [tuple(row) for row in tables.GOALS[:3]]
    assert grid[3] == ("3", "指标3第二行", "3张", "6张")
    assert grid[4] == ("4", "指标4", "全省平均值", "全省平均值")


def test_a_group_of_columns_has_its_name_over_each(tmp_path: Path) -> None:
    [grid] = grids(read("two_header_rows", tmp_path))
    assert grid[:2] == [("序号", "指标", "规划目标", "规划目标"), ("序号", "指标", "2020年", "2025年")]
    assert grid[2:] == [tuple(row) for row in tables.GOALS[1:]]


@pytest.mark.parametrize("name", ["no_lines", "tinted_rows"])
def test_a_table_without_lines_is_one_by_its_header_and_columns(name: str, tmp_path: Path) -> None:
    reading = read(name, tmp_path)
    assert grids(reading) == [[tuple(row) for row in tables.GOALS]]
    assert texts(reading) == ([make.FIRST, make.SECOND] if name == "no_lines" else [])


def test_what_stands_upright_over_a_table_that_lies_sideways(tmp_path: Path) -> None:
    reading = read("sideways_table", tmp_path)
    assert grids(reading) == [[tuple(tables.HEADER), *_rows(1, 9)]]
    assert texts(reading) == [make.FIRST, tables.CAPTION, "注：以上为预期数。", make.FIRST]
    assert [mark.label for mark in reading.pages] == ["7", "8", "9"]
    assert {discard.name for discard in reading.discards} == {"running_header", "page_number"}


def test_upright_words_on_a_sideways_page_have_their_boxes(tmp_path: Path) -> None:
    reading = read("sideways_table", tmp_path)
    assert reading.places is not None
    start = reading.source.index(tables.CAPTION)
    [(page, (left, top, right, _))] = reading.places.find(start, start + 2)
    assert (page, left, right) == (2, pytest.approx(250, abs=1), pytest.approx(268, abs=1))
    assert top == pytest.approx(90, abs=2)


def test_two_columns_under_header_words_are_a_table(tmp_path: Path) -> None:
    reading = read("two_columns_without_lines", tmp_path)
    assert grids(reading) == [tables.PAIRS]
    assert texts(reading) == [make.FIRST, make.SECOND]


def test_a_list_of_names_two_to_a_line_is_no_table(tmp_path: Path) -> None:
    assert grids(read("names_beside_names", tmp_path)) == []


def test_cells_that_stand_close_together_are_a_table(tmp_path: Path) -> None:
    reading = read("close_cells", tmp_path)
    assert grids(reading) == [tables.CLOSE]
    assert texts(reading) == [make.FIRST, make.SECOND]


@pytest.mark.parametrize("name", ["cells_that_wrap_from_the_top", "cells_that_wrap_around_the_middle"])
def test_lines_that_fill_their_column_go_on_in_their_cell(name: str, tmp_path: Path) -> None:
    reading = read(name, tmp_path)
    assert grids(reading) == [tables.WRAPPED]
    assert texts(reading) == [make.FIRST, make.SECOND]


def test_figures_at_the_top_of_a_page_go_on_with_the_table_of_the_page_before(tmp_path: Path) -> None:
    [grid] = grids(read("figures_that_go_on", tmp_path))
    assert [row[0] for row in grid] == ["", "食品", "衣着", "居住", "医疗"]


def test_words_over_figures_are_a_table_whatever_they_name(tmp_path: Path) -> None:
    reading = read("figures_without_lines", tmp_path)
    assert grids(reading) == [tables.FIGURES]
    assert texts(reading) == [make.FIRST, make.SECOND]
    assert grids(read("words_beside_words", tmp_path)) == []
