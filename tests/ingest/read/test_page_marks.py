"""Pages of a text: starts, running headers, page numbers, printed labels."""

from __future__ import annotations

from ingest.read.lines import read_lines
from ingest.read.page_marks import Pages, mark_pages


def marked(source: str, wrapped: bool = False) -> Pages:
    lines, _ = read_lines(source)
    return mark_pages(lines, wrapped)


def test_form_feeds_begin_pages_and_numbers_label_them() -> None:
    pages = marked("一、总则\n— 7 —\n\f二、任务\n— 8 —\n")
    assert [(line.text, line.page) for line in pages.lines] == [("一、总则", 1), ("二、任务", 2)]
    assert [(mark.page, mark.label) for mark in pages.marks] == [(1, "7"), (2, "8")]


def test_lone_indents_begin_pages_of_wrapped_text() -> None:
    page = " 首行\n" + "正文\n" * 14
    pages = marked(page * 3, wrapped=True)
    assert {line.page for line in pages.lines} == {1, 2, 3}
    assert marked(page * 3, wrapped=False).marks == []


def test_running_headers_with_their_section() -> None:
    source = (
        "一、总则\n临江市人民政府公报24\n市政府文件\n二、任务\n25临江市人民政府公报\n市政府文件\n三、保障\n"
    )
    pages = marked(source)
    assert [line.text for line in pages.lines] == ["一、总则", "二、任务", "三、保障"]
    assert {d.name for d in pages.discards} == {"running_header"}


def test_the_gazette_named_in_a_text_is_no_running_header() -> None:
    source = "2031年临江市水资源公报\n临江市人民政府公报\n市政府文件\n在《临江市人民政府公报》24期公布。\n"
    assert len(marked(source).lines) == 4


def test_numbers_that_count_up_far_apart_are_page_numbers() -> None:
    text = "正文\n" * 12
    assert len(marked(f"{text}12\n{text}13\n{text}14\n{text}").discards) == 3
    assert marked(f"{text}30\n{text}12\n{text}99\n{text}").discards == []
