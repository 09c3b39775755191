"""What word processors and offices put into PDFs (tests/fixtures/pdf/make_office.py) and how it is read."""

from __future__ import annotations

from pathlib import Path

import make_damaged as damaged
import make_office as office
import numpy as np
import pytest
from made_pdfs import grids, make, read, texts
from pdf_writing import document, text

from ingest.job import parse_source
from ingest.read.pdf.characters.characters import Glyphs
from ingest.read.pdf.garbled import find_garbled
from ingest.read.pdf.reader import read_pdf
from schema.errors import SourceError
from schema.source import Declaration


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


@pytest.mark.parametrize(("name", "times"), [("slanted_watermark", 1), ("pale_watermarks", 30)])
def test_watermarks_are_set_aside(name: str, times: int, tmp_path: Path) -> None:
    reading = read(name, tmp_path)
    marks = [reading.source[d.start : d.end] for d in reading.discards if d.name == "watermark"]
    assert marks == [office.MARK] * times
    assert office.WORDS in texts(reading)
    assert office.MARK not in "".join(texts(reading))


def test_pale_words_that_stand_once_are_text(tmp_path: Path) -> None:
    assert texts(read("pale_heading", tmp_path))[0] == "内部明电"


def test_letters_under_rare_characters_are_letters(tmp_path: Path) -> None:
    assert texts(read("letters_of_founder", tmp_path)) == ["执行GB／T19001标准，由王犇同志负责。"]


def _glyphs(words: str, width: float) -> Glyphs:
    """Characters side by side, each so wide and 10 high."""
    left = np.arange(len(words), dtype=np.float32) * width
    boxes = np.stack([left, np.zeros_like(left), left + width, np.full_like(left, 10)], axis=1)
    return Glyphs(np.array([ord(char) for char in words], dtype=np.uint32), boxes)


@pytest.mark.parametrize(
    ("words", "width", "garbled"),
    [
        ("-$'W&?9!@+SR", 10, True),
        ("LMNOPQRSTUVW", 10, True),
        ("https://www.binjiang.gov.cn", 5, False),
        ("GDP", 10, False),
        ("ＡＢＣＤ—2023……", 10, False),
        ("䑧ⲉ腽\u0e79텢聒᭥끭", 10, True),
        ("滨江市人民政府", 10, False),
        ("庍忑念傭渄朲悏咑卟嶗卦傁啣嗄庍忑念姁念卟", 10, True),
        ("臨江市人民政府關於進一步加強綠道規劃與建設", 10, False),
        ("鲢鳙鲤鲫鲈鳜鲶鳢鲂鳊", 10, False),
    ],
)
def test_what_a_font_garbles_is_told_by_its_widths(words: str, width: float, garbled: bool) -> None:
    assert find_garbled(_glyphs(words, width)).any() == garbled


def test_a_garbled_line_is_named_with_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pages", "reader"):
        monkeypatch.setattr(f"ingest.read.pdf.{module}.is_installed", lambda: False)
    reading = read_pdf(damaged.write("zeros_within", tmp_path))
    assert [(doubt.code, doubt.page) for doubt in reading.doubts] == [
        ("garbled_line", 1),
        ("ocr_needed", None),
    ]
    assert damaged.SECOND in texts(reading)


def test_a_picture_in_the_text_is_named_with_its_page(tmp_path: Path) -> None:
    reading = read("picture_in_the_text", tmp_path)
    assert [(doubt.code, doubt.page) for doubt in reading.doubts] == [("picture", 2)]
    assert "有图片" in reading.doubts[0].message


def test_seals_and_logos_are_no_pictures_of_the_text(tmp_path: Path) -> None:
    assert read("seal_and_logo", tmp_path).doubts == ()


_FILE = b"<</Type/Filespec/F(a.pdf)/UF(list.pdf)/EF<</F 9 0 R>>>>"


@pytest.mark.parametrize(
    ("place", "with_file", "page"),
    [
        (b"/Catalog", b"/Catalog/Names<</EmbeddedFiles<</Names[(a)" + _FILE + b"]>>>>", None),
        (
            b"/Page/",
            b"/Page/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[9 9 30 30]/FS" + _FILE + b">>]/",
            1,
        ),
    ],
)
def test_attached_files_are_named(place: bytes, with_file: bytes, page: int | None, tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(document([(office.notice(), 0)]).replace(place, with_file, 1))
    reading = read_pdf(path)
    assert [(doubt.code, doubt.page) for doubt in reading.doubts] == [("attached_files", page)]
    assert "list.pdf" in reading.doubts[0].message
    assert office.WORDS in texts(reading)


def test_a_cover_without_text_says_what_is_attached(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.pdf"
    attached = b"/Catalog/Names<</EmbeddedFiles<</Names[(a)" + _FILE + b"]>>>>"
    path.write_bytes(document([([], 0)]).replace(b"/Catalog", attached, 1))
    with pytest.raises(SourceError, match=r"no text on its page, but files are attached: list\.pdf"):
        read_pdf(path)


def test_of_many_files_some_are_named_and_all_counted(tmp_path: Path) -> None:
    pins = b"".join(
        b"<</Type/Annot/Subtype/FileAttachment/Rect[%d 9 30 30]/FS<</Type/Filespec/UF(%d.pdf)/EF<</F 9 0 R>>>>>>"
        % (i, i)
        for i in range(300)
    )
    path = tmp_path / "notice.pdf"
    path.write_bytes(document([(office.notice(), 0)]).replace(b"/Page/", b"/Page/Annots[" + pins + b"]/", 1))
    [doubt] = read_pdf(path).doubts
    assert "、19.pdf等300个文件" in doubt.message
    assert "20.pdf" not in doubt.message


def test_contents_behind_a_cover_are_no_document(tmp_path: Path) -> None:
    gazette = parse_source(make.write("cover_then_contents", tmp_path), Declaration())
    [document] = gazette.documents
    assert document.document.title == office.PLAN
    assert [clause.path for clause in document.clauses if clause.label] == ["一", "一/1", "二", "二/2"]
    assert not any(clause.text == "1" for clause in document.clauses)


def test_rows_of_one_cell_at_the_top_are_the_caption(tmp_path: Path) -> None:
    reading = read("titles_in_the_grid", tmp_path)
    assert texts(reading) == ["附件2", "滨江市水利工程名单（2处）"]
    assert grids(reading) == [[tuple(row) for row in office.TITLED[2:]]]


def test_a_page_with_a_few_characters_that_no_font_names_is_read(tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(document([([*office.notice(), text(90, 300, "由吴\U00020bb7负责。")], 0)]))
    reading = read_pdf(path)
    assert office.WORDS in texts(reading)
    assert [(doubt.code, doubt.page) for doubt in reading.doubts] == [("unnamed_characters", 1)]
