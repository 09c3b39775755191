"""The elements of one document: what each line of head, body and tail is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.layout.elements import Elements, is_section_line, prose, read_elements
from schema.source import Grid, Paragraph, Segment, Text

HEAD = ["关于加强供水的意见", "临政发〔2023〕3号", "各区人民政府，市各委、办、局："]
BODY = ["为加强供水，提出如下意见。", "一、保障水质。"]


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(Text(text, (Segment(0, 0, len(text)),))) for text in texts]


def elements(*texts: str) -> Elements:
    return read_elements(paragraphs(*texts), 0, 1)


def kinds(*texts: str) -> list[str]:
    return [part.kind for part in elements(*texts).parts]


def test_head_body_and_tail() -> None:
    tail = ["附件：1.任务表", "2.标准", "临江市人民政府", "2023年2月1日", "（此件公开发布）"]
    found = elements(*HEAD, *BODY, *tail)
    assert [part.kind for part in found.parts] == [
        *("title", "number", "addressee", "paragraph", "paragraph"),
        *("annexes", "annexes", "signature", "date", "remark"),
    ]
    assert found.addressees == ("各区人民政府", "市各委、办、局")
    assert found.annexes == ("任务表", "标准")
    assert (found.signature, found.issued_on) == ("临江市人民政府", "2023-02-01")


def test_an_annex_list_after_the_date() -> None:
    found = elements(*HEAD, *BODY, "临江市人民政府", "2023年2月1日", "附件：任务表")
    assert (found.signature, found.annexes) == ("临江市人民政府", ("任务表",))


@pytest.mark.parametrize(
    ("line", "annexes"),
    [
        ("附件：任务表", ("任务表",)),
        ("附 件: 任务表（具体内容略）", ("任务表",)),
        ("附：任务表", ("任务表",)),
        ("附件：", ()),
    ],
)
def test_annex_titles(line: str, annexes: tuple[str, ...]) -> None:
    assert elements(*HEAD, *BODY, line).annexes == annexes


@pytest.mark.parametrize("signed", ["市长 李明", "市长 李  明", "代省长：王建国"][:2])
def test_an_official_signs_an_order(signed: str) -> None:
    assert kinds("临江市人民政府令", "《供水办法》已经通过，现予公布。", signed, "2023年2月1日")[-2:] == [
        "signature",
        "date",
    ]


def test_a_line_of_prose_with_an_office_in_it_is_no_signature() -> None:
    assert (
        kinds("人事任免", "任命王建国为市水务局局长；", "免去李卫东的市水务局局长职务。")[1:]
        == ["paragraph"] * 2
    )


def test_notes_carry_on_their_numbering() -> None:
    assert kinds(*HEAD, *BODY, "注：1.不含农村。", "2.按年末数。", "二、落实资金。")[-3:] == [
        "note",
        "note",
        "paragraph",
    ]


@pytest.mark.parametrize("mark", ["注：", "备注：", "说明:"])
def test_notes_begin_below_their_mark(mark: str) -> None:
    found = kinds(*HEAD, *BODY, mark, "1.不含农村。", "2．按年末数。", "二、落实资金。")
    assert found[-4:] == ["note", "note", "note", "paragraph"]
    assert kinds(*HEAD, *BODY, mark, "3.加强巡查。")[-1] == "paragraph"


def test_the_adoption_under_a_title() -> None:
    found = elements("临江市供水条例", "（2019年9月27日临江市人大常委会第三次会议通过）", "第一条 为供水。")
    assert found.adoption == "（2019年9月27日临江市人大常委会第三次会议通过）"
    assert [part.kind for part in found.parts] == ["title", "subtitle", "paragraph"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市政府文件", True),
        ("【人事任免】", True),
        ("大 事 记", True),
        ("一、市政府文件", False),
        ("供水办法", False),
    ],
)
def test_a_section_line(text: str, expected: bool) -> None:
    assert is_section_line(text) is expected


def test_page_breaks_move_with_the_characters() -> None:
    whole = Paragraph(Text("全 市 供 水", (Segment(0, 0, 7),)), page=1, page_breaks=((4, 2),))
    cleaned = prose(whole)
    assert cleaned.text == "全市供水"
    assert cleaned.page_breaks == ((2, 2),)


def test_notes_under_a_table_and_footnotes_of_a_page() -> None:
    cell = Text("供水普及率", (Segment(0, 0, 5),))
    table = Grid(((cell,),), (("供水普及率",),))
    [footnote] = paragraphs("①不含农村。")
    below = paragraphs("注：以上为年末数。", "资料来源：市统计局。", "* 为初步数。", "二、保障水量。")
    blocks = [*paragraphs(*HEAD, *BODY), table, *below, replace(footnote, note=True)]
    found = [part.kind for part in read_elements(blocks, 0, 1).parts]
    assert found[5:] == ["table", "note", "note", "note", "paragraph", "note"]


def test_a_star_begins_a_note_under_a_table_only() -> None:
    assert kinds(*HEAD, "* 加强供水。", "资料来源：市统计局。", "二、保障水量。")[3:] == ["paragraph"] * 3
