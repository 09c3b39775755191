"""Masthead, contents, editorial board and the line of the responsible editor."""

from __future__ import annotations

import pytest

from parsers.layout.issue import editor_name, make_issue, read_masthead, split_front
from schema.source import Declaration, Paragraph, Segment, Text

MASTHEAD = [
    "临江市人民政府公报",
    "2023年第2期（总第15期）",
    "2023年3月31日",
    "编辑出版：《临江市人民政府公报》编辑部",
    "地址：临江市滨河路1号",
    "电话：0100-1234567",
    "邮编：100001",
    "网址：http://www.example.cn",
    "临江彩色印刷厂承印",
]
CONTENTS = ["目 录", "【市政府文件】", "关于供水的意见……………1", "关于节水的", "决定 ....... 12"]
TEXT = ["关于供水的意见", "为加强供水管理，提出如下意见。"]


def paragraphs(texts: list[str]) -> list[Paragraph]:
    return [Paragraph(Text(text, (Segment(0, 0, len(text)),))) for text in texts]


def test_the_masthead() -> None:
    front = split_front(paragraphs([*MASTHEAD, *CONTENTS, *TEXT]))
    assert front.end == len(MASTHEAD) + len(CONTENTS)
    assert read_masthead(front) == {
        "gazette": "临江市人民政府公报",
        "year": 2023,
        "number": 2,
        "serial_number": 15,
        "published_on": "2023-03-31",
        "publisher": "《临江市人民政府公报》编辑部",
        "address": "临江市滨河路1号",
        "phone": "0100-1234567",
        "postcode": "100001",
        "website": "http://www.example.cn",
        "printer": "临江彩色印刷厂",
    }


def test_contents_lines_over_one_line_and_two() -> None:
    front = split_front(paragraphs([*MASTHEAD, *CONTENTS, *TEXT]))
    assert [(line.section, line.title, line.page) for line in front.lines] == [
        ("市政府文件", "关于供水的意见", 1),
        ("市政府文件", "关于节水的决定", 12),
    ]
    assert "".join(leader.text for leader in front.leaders).strip("….． ") == ""


@pytest.mark.parametrize("texts", [TEXT, CONTENTS + TEXT, MASTHEAD + TEXT, []])
def test_no_front_without_a_number_and_contents(texts: list[str]) -> None:
    assert split_front(paragraphs(texts)).end == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("（本期责任编辑：孙晓）", "孙晓"),
        ("本期责任编辑: 孙 晓", "孙晓"),
        ("责任单位：市水务局", None),
        ("", None),
    ],
)
def test_the_responsible_editor(text: str, name: str | None) -> None:
    assert editor_name(text) == name


def test_what_is_not_printed_is_declared_or_null() -> None:
    front = split_front(paragraphs(TEXT))
    declared = make_issue(
        front, (), Declaration(gazette="某市人民政府公报", publisher="某市人民政府"), None, "abc"
    )
    assert (declared.id, declared.publisher, declared.year) == ("某市人民政府公报/abc", "某市人民政府", None)
    printed = make_issue(
        split_front(paragraphs(MASTHEAD + CONTENTS)), (), Declaration(gazette="别的公报"), "孙晓", "abc"
    )
    assert (printed.id, printed.responsible_editor) == ("临江市人民政府公报/2023/2", "孙晓")
