"""Small PDFs of one layout feature each (tests/fixtures/pdf/make.py) and how they are read."""

from __future__ import annotations

from pathlib import Path

import make_notes as notes
import numpy as np
import pytest
from made_pdfs import make, read, texts

from ingest.read.pdf.characters.characters import Turn
from ingest.read.pdf.reader import read_pdf
from schema.errors import SourceError
from schema.source import Grid, Paragraph


@pytest.mark.parametrize("name", ["two_columns", "scrambled", "upside_down"])
def test_columns_of_unequal_width_in_whatever_order_and_turn(name: str, tmp_path: Path) -> None:
    title, first, second = texts(read(name, tmp_path))
    assert title == "关于优化营商环境的若干意见"
    assert first == make.FIRST + make.SECOND
    assert second == make.SECOND


def test_bands_of_one_three_and_two_columns(tmp_path: Path) -> None:
    assert texts(read("bands", tmp_path)) == [
        make.FIRST * 2,
        make.SECOND * 3,
        "实施方案",
        make.FIRST * 3,
    ]


def test_a_panel_goes_on_in_the_next_column(tmp_path: Path) -> None:
    assert texts(read("panel_in_column", tmp_path)) == [make.FIRST, make.SECOND, make.FIRST]


def test_running_headers_on_alternating_sides_are_labels_and_sections(tmp_path: Path) -> None:
    reading = read("running_headers", tmp_path)
    sections = ["市政府文件", "市政府文件", "人事任免", "大事记"]
    assert [(mark.label, mark.section) for mark in reading.pages] == list(zip("3456", sections, strict=True))
    assert texts(reading) == [make.FIRST] * 4
    names = {reading.source[d.start : d.end]: d.name for d in reading.discards}
    assert names["滨江市人民政府公报"] == "running_header"
    assert names["3"] == "page_number"


def test_a_paragraph_goes_on_over_the_page_and_set_spaces_are_no_text(tmp_path: Path) -> None:
    reading = read("official_letter", tmp_path)
    first, second = texts(reading)
    assert first == make.SECOND * 3
    assert second == make.FIRST.replace("结合实际", "到2025年全面完成")
    assert isinstance(reading.blocks[0], Paragraph)
    [(offset, page)] = reading.blocks[0].page_breaks
    assert (offset, page) == (28 * 6 - 2, 2)
    assert [mark.label for mark in reading.pages] == ["1", "2"]


def test_a_table_over_two_pages_with_a_merged_cell(tmp_path: Path) -> None:
    reading = read("ruled_table", tmp_path)
    [grid] = reading.blocks
    assert isinstance(grid, Grid)
    assert grid.values == (
        ("类别", "指标", "目标"),
        ("健康", "人均预期寿命", "83岁"),
        ("健康", "婴儿死亡率", "4‰"),
        ("健康", "孕产妇死亡率", "6"),
        ("服务", "床位数", "7.6张"),
    )
    assert {d.name for d in reading.discards} == {"repeated_header"}


def test_a_framed_panel_stands_between_the_paragraphs(tmp_path: Path) -> None:
    assert texts(read("panel", tmp_path)) == [make.FIRST, "专栏一：重大工程项目", make.SECOND, make.SECOND]


def test_names_in_columns_are_rows(tmp_path: Path) -> None:
    rows = [text.split() for text in texts(read("name_list", tmp_path))]
    assert rows == [
        ["组", "长：", "高山", "副市长"],
        ["成", "员：", "欧阳明月", "市政府副秘书长、市大数据管理局局长"],
        ["陈健", "市财政局副局长"],
        ["李军", "市民政局副局长"],
    ]


def test_a_footnote_mark_is_no_digit_of_the_number_behind_it(tmp_path: Path) -> None:
    reading = read("note_marks", tmp_path)
    assert texts(reading)[0] == "全市常住人口761.48万人，比上年增长一成以上。"
    assert [d.name for d in reading.discards] == ["note_mark"]


def test_a_character_named_by_its_radical_stands_in_its_line(tmp_path: Path) -> None:
    reading = read("replaced", tmp_path)
    assert texts(reading) == ["新一轮重大项目"]
    assert reading.places is not None
    [(_, one)], [(_, new)] = reading.places.find(1, 2), reading.places.find(0, 1)
    assert one[3] - one[1] == pytest.approx(new[3] - new[1])


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("footnotes_under_a_page", [], [make.FIRST]),
        ("footnotes_under_a_column", [make.FIRST], []),
        ("footnotes_under_columns", [], [make.FIRST]),
    ],
)
def test_a_paragraph_goes_on_behind_the_footnotes(
    name: str, before: list[str], after: list[str], tmp_path: Path
) -> None:
    reading = read(name, tmp_path)
    assert texts(reading) == [*before, make.SECOND * 4, *notes.FOOTNOTES, *after]
    assert [b.text for b in reading.blocks if isinstance(b, Paragraph) and b.note] == notes.FOOTNOTES


def test_a_footnote_stands_behind_the_paragraph_that_leads_to_it(tmp_path: Path) -> None:
    found = texts(read("footnote_under_a_signature", tmp_path))
    assert found[:3] == ["全市常住人口①增长一成以上。", notes.FOOTNOTES[0], "滨江市人民政府"]


def test_a_footnote_goes_on_over_the_page(tmp_path: Path) -> None:
    reading = read("footnote_over_two_pages", tmp_path)
    assert texts(reading) == [make.FIRST, *notes.FOOTNOTES, make.SECOND, "③全市的口径。"]
    [broken] = [block for block in reading.blocks if isinstance(block, Paragraph) and block.page_breaks]
    assert broken.note
    assert broken.page_breaks == ((20, 2),)


def test_a_pdf_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no text on its 2 pages"):
        read("blank", tmp_path)


@pytest.mark.parametrize("name", [name for name in make.FEATURES if name != "blank"])
def test_every_character_is_in_one_block_or_discard(name: str, tmp_path: Path) -> None:
    reading = read(name, tmp_path)
    claims = [0] * len(reading.source)
    texts = [
        cell
        for block in reading.blocks
        for cell in ([c for row in block.cells for c in row] if isinstance(block, Grid) else [block.content])
    ]
    ranges = [r for text in texts for r in text.source_ranges(0, len(text))]
    for start, end in ranges + [(d.start, d.end) for d in reading.discards]:
        for position in range(start, end):
            claims[position] += 1
    assert all(n == 1 or char.isspace() for n, char in zip(claims, reading.source, strict=True))
    assert max(claims) == 1


@pytest.mark.parametrize("name", ["two_columns", "upside_down"])
def test_boxes_lead_back_to_the_characters(name: str, tmp_path: Path) -> None:
    """The words of the title lie in their box on the page as it is shown."""
    import pdfplumber

    path = make.write(name, tmp_path)
    reading = read_pdf(path)
    assert reading.places is not None
    [(page, box)] = reading.places.find(2, 8)
    with pdfplumber.open(path) as document:
        chars = (
            document.pages[page - 1]
            .within_bbox(tuple(v + d for v, d in zip(box, (-1, -1, 1, 1), strict=True)))
            .chars
        )
    assert sorted(char["text"] for char in chars) == sorted(reading.source[2:8])


@pytest.mark.parametrize(
    ("quarters", "turned"),
    [
        (0, [100, 50, 130, 60]),
        (1, [50, 470, 60, 500]),
        (2, [470, 740, 500, 750]),
        (3, [740, 100, 750, 130]),
    ],
)
def test_a_turned_box_leads_back_to_where_it_was(quarters: int, turned: list[float]) -> None:
    turn = Turn(quarters, 600, 800)
    box = np.array([[100, 750, 130, 740]], dtype=np.float32)  # near the top left corner
    assert turn.boxes(box).tolist() == [turned]
    assert turn.undo(turn.boxes(box)).tolist() == box.tolist()


def test_lines_that_are_not_justified_are_one_paragraph(tmp_path: Path) -> None:
    assert texts(read("ragged_lines", tmp_path)) == [
        make.SECOND * 2,
        "滨江市各镇人民政府负责临时救助的受理以及审核（街道办事处同），区民政部门负责临时救助的审批发放和资金拨付。",
        "申请人应当按照规定提供有效居住证，或者其他的有效居住材料。",
    ]


def test_names_on_lines_of_their_own_are_not_joined(tmp_path: Path) -> None:
    assert texts(read("short_lines", tmp_path))[1:] == make.COMPANIES


def test_a_number_stays_apart_from_the_line_below_it(tmp_path: Path) -> None:
    found = texts(read("number_and_addressee", tmp_path))
    assert found[1:] == [
        "江政办发〔2018〕121号",
        "各市、县人民政府，省政府各部门、各直属机构，各高等院校：",
        make.SECOND * 3,
    ]


def test_names_and_posts_below_a_paragraph_are_lines_of_their_own(tmp_path: Path) -> None:
    paragraph, *rows = texts(read("names_under_text", tmp_path))
    assert paragraph == make.SECOND
    assert [row[-2:] for row in rows] == ["市长", "书记", "书长", "部长", "局长"]


def test_a_single_page_has_its_headers_too(tmp_path: Path) -> None:
    reading = read("single_page", tmp_path)
    assert texts(reading) == [make.FIRST]
    assert [(mark.label, mark.section) for mark in reading.pages] == [("1", None)]


def test_the_ruled_note_at_the_end_of_a_letter_is_no_table(tmp_path: Path) -> None:
    assert texts(read("imprint", tmp_path)) == [
        make.SECOND * 2,
        "抄送：市委各部门，市人大常委会办公室，市政协，市监委，市法院，江北军分区。",
        "江北市人民政府办公室",
        "2023年6月6日印发",
    ]
