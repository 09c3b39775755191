"""The fields in a line that a page or a collector prints around a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.job import parse_source
from parsers.language.page_fields import fields_of
from schema.source import Declaration

NUMBER = "临政发〔2031〕6号"
TITLE = "临江市人民政府关于加强绿道管理的通知"
LINES = [
    (f"文号：{NUMBER}　发布日期：2031-03-20", [("文号", NUMBER), ("发布日期", "2031-03-20")]),
    (f"文号：{NUMBER}发布日期：2031-03-20", [("文号", NUMBER), ("发布日期", "2031-03-20")]),
    (f"（发文字号：{NUMBER}　发布时间：2031-03-20）", [("发文字号", NUMBER), ("发布时间", "2031-03-20")]),
    (f"{NUMBER}　发布日期：2031-03-20", [("", NUMBER), ("发布日期", "2031-03-20")]),
    (
        f"2031-03-20 09:30　来源：市政府办　文号：{NUMBER}",
        [("", "2031-03-20 09:30"), ("来源", "市政府办"), ("文号", NUMBER)],
    ),
    (f"[ 文号 ] {NUMBER}　[ 发布日期 ] 2031-03-20", [("文号", NUMBER), ("发布日期", "2031-03-20")]),
    (f"【发文字号】{NUMBER}【颁行文种】令【时效性】有效", [("发文字号", NUMBER), ("颁行文种", "令"), ("时效性", "有效")]),
    ("索 引 号： 0100/2031 | 信息分类：", [("索引号", "0100/2031"), ("信息分类", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_line_of_fields(line: str, expected: list[tuple[str, str]]) -> None:
    fields = fields_of(line)
    assert [(field.label, field.value) for field in fields] == expected
    assert [line[field.start : field.end] for field in fields] == [value for _, value in expected]


@pytest.mark.parametrize(
    "line",
    [
        "各区人民政府：",
        f"{NUMBER}　2031年3月5日",
        f"按照{NUMBER}发布日期：2031-03-20执行",
        "【打印】【关闭】",
        "【背景】近年来，绿道增长很快。",
        "2031-03-20　会议时间：上午九时",
    ],
)
def test_a_line_of_anything_else(line: str) -> None:
    assert fields_of(line) == []


@pytest.mark.parametrize("line", [line for line, _ in LINES if NUMBER in line])
@pytest.mark.parametrize("where", ["above", "in"])
def test_fields_below_a_title_are_its_page_s(tmp_path: Path, line: str, where: str) -> None:
    text = "<p>各区人民政府：</p><p>一、市水利局负责巡查。</p><p>二、本通知自2031年4月1日起施行。</p>"
    signed = "<p align=right>临江市人民政府</p><p align=right>2031年3月5日</p>"
    head = f"<h1>{TITLE}</h1><div>{line}</div>"
    body = f"<div class=content>{text}{signed}</div>"
    page = f"{head}{body}" if where == "above" else f"<div class=content>{head}{text}{signed}</div>"
    path = tmp_path / "a.html"
    path.write_text(f"<meta charset=utf-8><title>{TITLE}</title>{page}", "utf-8")
    (parsed,) = parse_source(path, Declaration()).documents
    document = parsed.document
    assert (document.title, document.doc_number) == (TITLE, NUMBER)
    assert (document.issued_on, document.addressees) == ("2031-03-05", ("各区人民政府",))
    assert "发布" not in document.text
