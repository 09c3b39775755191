"""PDFs that a browser printed: what it prints around a page, and what a page of a site prints around a document."""

from __future__ import annotations

from pathlib import Path

from made_pdfs import make, read, texts
from make_printed import TITLE


def test_when_and_where_a_page_was_printed_from_is_no_text(tmp_path: Path) -> None:
    reading = read("printed_page", tmp_path)
    assert texts(reading) == [TITLE, make.FIRST * 2]
    aside = {reading.source[d.start : d.end]: d.name for d in reading.discards}
    assert set(aside.values()) == {"running_header", "page_number"}
    assert aside["1/1"] == "page_number"
    assert reading.pages[0].section is None, "a page's name is no section of a gazette"


def test_the_card_of_a_printed_page_is_its_metadata(tmp_path: Path) -> None:
    reading = read("printed_pages", tmp_path)
    assert texts(reading) == [TITLE, make.FIRST * 2, make.SECOND * 2]
    assert len(texts(reading)) == len(reading.blocks), "the card is no table of the document"
    said = dict(reading.metadata)
    assert said["发文字号"] == "临政发〔2031〕5号"
    assert said["成文日期"] == "2031-03-08"
    card = {reading.source[d.start : d.end] for d in reading.discards if d.name == "index_card"}
    assert {"索引号", "0145/2031-7", "有效性"} <= card


def test_a_card_without_lines_is_known_by_its_labels(tmp_path: Path) -> None:
    reading = read("card_without_lines", tmp_path)
    assert texts(reading) == [TITLE, make.FIRST * 2]
    assert len(texts(reading)) == len(reading.blocks)
    said = dict(reading.metadata)
    assert said["索引号"] == "0145/2031-7"
    assert said["发文机关"] == "临江市人民政府"
    assert "".join(said["标题"].split()) == TITLE
    assert said["发文字号"] == "临政发〔2031〕5号"


def test_a_day_above_and_an_address_below_a_text_are_its_own(tmp_path: Path) -> None:
    assert texts(read("dated_first_line", tmp_path)) == [
        "2031年3月29日",
        make.SECOND * 3,
        "网址：https://www.example.gov.cn",
    ]
