"""What other house styles do (tests/fixtures/pdf/make_styles.py) and how it is read."""

from __future__ import annotations

from pathlib import Path

import make_styles as styles
import pytest
from made_pdfs import grids, make, read, texts

from schema.source import Paragraph, Reading


def spaceless(reading: Reading) -> list[str]:
    return ["".join(text.split()) for text in texts(reading)]


def test_lists_of_names_do_not_hide_the_columns(tmp_path: Path) -> None:
    members = ["".join((name + post).split()) for name, post in styles.MEMBERS]
    assert spaceless(read("names_in_columns", tmp_path)) == [make.SECOND, *members]


def test_a_signature_alone_in_the_second_column(tmp_path: Path) -> None:
    signed = ["滨江市人民政府", "2023年2月1日"]
    below = ["滨江市实施方案", make.SECOND * 2, make.FIRST * 2]
    assert texts(read("signature_beside_text", tmp_path)) == [make.FIRST, *signed, *below]


def test_a_few_lines_alone_in_the_second_column(tmp_path: Path) -> None:
    title, *rest = texts(read("few_lines_beside", tmp_path))
    assert title == "滨江市人民政府关于通知"
    assert rest == [make.SECOND * 2, "滨江市人民政府", "2023年2月1日"]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("number_over_three_columns", [make.SECOND * 2] * 3),
        ("number_over_two_columns", [make.FIRST, make.SECOND]),
    ],
)
def test_a_number_stands_over_the_columns(name: str, columns: list[str], tmp_path: Path) -> None:
    head = ["关于优化营商环境的若干意见", "江政发〔2023〕5号"]
    assert texts(read(name, tmp_path)) == [*head, *columns]


def test_contents_lead_to_their_pages_without_leaders(tmp_path: Path) -> None:
    first, second = styles.CONTENTS
    assert spaceless(read("contents_without_leaders", tmp_path)) == ["目录", f"{first}3", f"{second}12"]


def test_a_row_of_names_goes_on_at_the_edge_or_under_its_last_column(tmp_path: Path) -> None:
    rows = ["".join(member) for member in (*styles.SHORT_POSTS, styles.LONG_POST)]
    hanging = ["孙立市审计局局长", f"赵敏{styles.LONG_POST[1]}"]
    assert spaceless(read("rows_that_wrap", tmp_path)) == [make.SECOND, *rows, *hanging]


def test_a_row_of_names_goes_on_where_it_began(tmp_path: Path) -> None:
    rows = ["".join(member) for member in styles.SHORT_POSTS]
    found = spaceless(read("indented_rows_that_wrap", tmp_path))
    assert found == [make.SECOND, *rows, "陈强市政府副秘书长、办公室主任", *rows]


def test_lines_in_the_middle_that_say_one_thing_each_are_no_title(tmp_path: Path) -> None:
    assert texts(read("fields_in_the_middle", tmp_path)) == styles.FIELDS


def test_a_title_is_one_whatever_the_text_below_it_fills(tmp_path: Path) -> None:
    head = ["".join(styles.TITLE), "江政任〔2023〕5号"]
    assert texts(read("title_off_the_middle", tmp_path)) == [*head, make.FIRST, make.SECOND]


def test_numbered_items_at_the_top_of_pages_are_no_headers(tmp_path: Path) -> None:
    reading = read("numbers_at_the_top", tmp_path)
    assert [text.split()[0] for text in texts(reading)][::2] == ["1.2.1", "2.3.1", "3.4.1"]
    assert reading.discards == ()


def test_a_dash_from_replacement_text_stands_in_its_line(tmp_path: Path) -> None:
    years = "2021—2025年实施方案"
    assert texts(read("dash_from_replacement_text", tmp_path)) == [years, make.SECOND]


def test_what_does_not_break_may_leave_room_at_the_end_of_a_line(tmp_path: Path) -> None:
    assert texts(read("words_that_do_not_break", tmp_path)) == [make.SECOND * 2, "".join(styles.WORDS)]


def test_an_annex_goes_on_below_its_number(tmp_path: Path) -> None:
    assert texts(read("annexes_over_two_lines", tmp_path)) == [make.SECOND, *styles.ANNEXES]


def test_a_caption_is_no_part_of_the_paragraph_above(tmp_path: Path) -> None:
    _, caption = texts(read("caption_under_a_full_line", tmp_path))
    assert caption == "表1滨江市主要指标完成情况汇总一览表"


@pytest.mark.parametrize("name", ["groups_of_three_lines", "groups_under_rows"])
def test_the_name_of_a_group_is_in_each_of_its_rows(name: str, tmp_path: Path) -> None:
    [table] = grids(read(name, tmp_path))
    assert table == [tuple(row) for row in styles.GROUPED]


def test_footnotes_of_two_columns_at_one_height(tmp_path: Path) -> None:
    reading = read("notes_under_both_columns", tmp_path)
    assert texts(reading) == [make.SECOND, styles.NOTES[0], make.FIRST, styles.NOTES[1]]
    assert [discard.name for discard in reading.discards] == ["note_mark"] * 2


def test_marks_may_reach_into_the_gutter(tmp_path: Path) -> None:
    left, right = texts(read("marks_in_the_gutter", tmp_path))
    assert left == make.SECOND[:33] + "，" + make.SECOND[34:]
    assert right == make.FIRST[:16] + "（" + make.FIRST[17:]


def test_a_page_has_the_columns_of_the_one_before(tmp_path: Path) -> None:
    last = [block for block in read("columns_of_the_page_before", tmp_path).blocks if block.page == 3]
    assert isinstance(last[-1], Paragraph)
    assert last[-1].text == styles.LAST_LINE


def test_a_panel_that_the_page_end_cuts_open_goes_on(tmp_path: Path) -> None:
    assert texts(read("panel_that_a_page_end_cuts", tmp_path)) == [make.FIRST, make.SECOND * 2, make.FIRST]


def test_a_row_that_the_page_end_cuts_open_goes_on(tmp_path: Path) -> None:
    reading = read("table_that_a_page_end_cuts", tmp_path)
    rows = [("事项", "内容"), ("财政资金", make.SECOND), ("用地保障", "优先安排")]
    assert grids(reading) == [rows]
    assert texts(reading) == [make.FIRST] * 2
