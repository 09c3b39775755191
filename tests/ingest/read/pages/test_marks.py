"""Pages of a text: starts, running headers, page numbers, printed labels."""

from __future__ import annotations

from ingest.read.lines import read_lines
from ingest.read.pages.marks import Pages, mark_pages


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


PROSE = "市水利局组织各县区开展河道巡查，落实河长责任，确保汛期行洪畅通\n"
CUT = "市水利局组织各县区开展河道巡查，落实河长责任，对侵占河道的\n"


def test_numbers_in_running_text_that_count_on_are_page_numbers() -> None:
    page = PROSE * 14
    pages = marked(f"{page}12\n{page}1 3\n{page}")
    assert {line.text for line in pages.lines} == {PROSE.strip()}
    assert [d.name for d in pages.discards] == ["page_number"] * 2


def test_a_column_of_numbers_is_none_of_pages() -> None:
    cells = "名称\n单位\n" * 6
    assert marked(f"{PROSE}{cells}12\n{cells}13\n{cells}7\n{PROSE}").discards == []


def test_numbers_glued_to_the_first_words_of_pages() -> None:
    pages = marked("".join(f"{PROSE * 15}{CUT}{number}{PROSE}" for number in range(7, 12)))
    assert {line.text for line in pages.lines} == {PROSE.strip(), CUT.strip()}
    assert len(pages.discards) == 5


def test_figures_that_begin_lines_are_none_of_pages() -> None:
    text = "".join(f"{PROSE * 15}{number}个村完成改造\n" for number in (12, 40, 41, 9, 10))
    assert marked(text).discards == []


def test_the_title_that_stands_again_where_pages_are_cut() -> None:
    title = "临江市河道巡查办法\n"
    pages = marked(f"{title}{PROSE * 12}{CUT}{title}{PROSE * 20}{CUT}{title}{PROSE}")
    assert [line.text for line in pages.lines].count(title.strip()) == 1
    assert {d.name for d in pages.discards} == {"running_header"}


def test_other_words_stand_again_beside_page_numbers() -> None:
    page = PROSE * 14
    pages = marked("".join(f"{page}{number}\n临江市水利局公文\n" for number in (3, 4, 5)) + page)
    assert {line.text for line in pages.lines} == {PROSE.strip()}


def test_the_end_of_paragraphs_that_stands_again_is_text() -> None:
    ends = f"{CUT}市大数据集团公司负责落实\n"
    text = f"{PROSE * 11}{ends}{PROSE * 23}{ends}{PROSE * 31}{ends}{PROSE}"
    assert marked(text).discards == []


def test_chapters_are_no_page_numbers() -> None:
    for space in ("", " "):
        text = "".join(f"{number}{space}工作任务\n{PROSE * 15}{PROSE.strip()}。\n" for number in range(1, 7))
        assert marked(text).discards == []


def test_a_number_behind_a_full_stop_beside_those_in_dashes() -> None:
    pages = marked(f"{PROSE.strip()}。12\n{PROSE}- 13 -\n{PROSE.strip()}。30\n")
    assert [line.text for line in pages.lines] == [
        f"{PROSE.strip()}。",
        PROSE.strip(),
        f"{PROSE.strip()}。30",
    ]


def test_of_a_page_number_and_a_cell_that_counts_on_the_one_at_the_end_of_a_page() -> None:
    page, cells = PROSE * 20, "单位\n" * 11
    pages = marked(f"{page}11\n{cells}12\n{PROSE * 8}12\n{page}13\n{page}14\n{page}")
    assert [line.text for line in pages.lines].count("12") == 1
    assert len(pages.discards) == 4
    assert pages.lines[31].text == "12"


def test_roman_numbers_of_a_table_are_none_of_pages() -> None:
    cells = "".join(f"{number}\n重要\n150\n" for number in "ⅠⅡⅢ")
    assert marked(PROSE * 20 + cells, wrapped=True).discards == []
    assert len(marked(f"{PROSE * 20}Ⅰ\n{PROSE * 20}Ⅱ\n", wrapped=True).discards) == 2


def test_a_cell_below_a_running_head_is_no_page_number() -> None:
    title, cells = "临江市河道巡查办法\n", "名称\n单位\n" * 10
    text = "".join(f"{PROSE * 19}{number}\n{title}" for number in range(1, 6))
    pages = marked(f"{title}{text}3\n{cells}6\n{title}4\n{cells}7\n{title}{PROSE * 19}")
    assert [line.text for line in pages.lines if line.text.isdigit()] == ["3", "4"]


def test_figures_that_begin_lines_are_none_of_pages_that_are_numbered_alone() -> None:
    page = PROSE * 18 + CUT
    text = "".join(f"{page}{number}\n{page}{number}座泵站完工\n" for number in range(1, 7))
    assert len(marked(text).discards) == 6
