"""What collectors print around the text of a page, and what is pasted into texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.job import parse_source
from ingest.read.text_reader import read_text
from parsers.facts.accounting import unaccounted
from schema.document import Gazette
from schema.source import Declaration, Grid, Paragraph

DOCUMENT = """临政发〔2031〕6号

各区人民政府：

一、市水利局负责巡查，2032年5月底前建成绿道30公里。

临江市人民政府

2031年3月5日
"""
TITLE = "临江市人民政府关于加强绿道管理的意见"
HEAD = f"""# {TITLE}

**发布日期**: 2031-04-01
**发布机构**: 临江市水利局
**原文链接**: [http://example.com/1.html](http://example.com/1.html)
**检索时间**: 2036-02-03 13:11:03

---

"""
TAIL = """
---

**更新时间**: 2036-01-26 11:25:38
【原文下载】
- [附件.pdf](/f/1.pdf )
"""


def parsed(tmp_path: Path, text: str) -> Gazette:
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    return parse_source(path, Declaration())


@pytest.mark.parametrize(
    "text",
    [
        HEAD + DOCUMENT + TAIL,
        HEAD + "## 政策全文\n\n" + TITLE + "\n\n" + DOCUMENT,
        f"# 存档\n\n- corpus_id: gw-1\n- title: {TITLE}\n- source_url: https://example.com/1\n"
        f"- publish_date: 2031-04-01\n\n---\n\n{TITLE}\n{DOCUMENT}",
        f"标题：{TITLE}\n来源：临江市人民政府\nURL：https://example.com/1\n抓取时间：2036-04-03\n\n{DOCUMENT}",
        f"{TITLE}_临江市人民政府\n首页\n政务公开\n当前位置：\n首页\n>\n正文\n{TITLE}\n"
        f"2031年04月01日 15:00\n来源：\n临江网\n【打印】\n{DOCUMENT}",
    ],
    ids=["marks", "title-twice", "keys", "fields", "menu"],
)
def test_a_collected_text_is_its_document_alone(tmp_path: Path, text: str) -> None:
    gazette = parsed(tmp_path, text)
    (document,) = [d.document for d in gazette.documents]
    assert (document.title, document.doc_number) == (TITLE, "临政发〔2031〕6号")
    assert (document.issuer, document.issued_on) == ("临江市人民政府", "2031-03-05")
    assert document.addressees == ("各区人民政府",)
    assert [(t.value, t.unit) for d in gazette.documents for t in d.targets] == [(30, "公里")]
    assert unaccounted(gazette, text) == []


def test_the_index_lines_of_a_page_are_the_documents(tmp_path: Path) -> None:
    card = "文号：临政人〔2031〕5号\n发文单位：临江市人民政府\n发文日期：2031-06-04\n"
    text = f"关于金山等职务任免的通知\n{card}任命金山为市财政局副局长。\n"
    document = parsed(tmp_path, text).documents[0].document
    assert (document.doc_number, document.issuer, document.issued_on) == (
        "临政人〔2031〕5号",
        "临江市人民政府",
        "2031-06-04",
    )


def test_cells_parted_by_tabs_are_a_table() -> None:
    text = "名单\n序号\t学校名称\t层次\n131\t台州学院\t本科\n132\t临江学院\t本科\t\n"
    reading = read_text(text)
    (grid,) = [block for block in reading.blocks if isinstance(block, Grid)]
    assert grid.values == (
        ("序号", "学校名称", "层次"),
        ("131", "台州学院", "本科"),
        ("132", "临江学院", "本科"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "一、\t加强巡查。\n二、\t加强养护。\n",
        "甲\t乙\n单独一行\n",
        "说明\t" + "长" * 60 + "\n备注\t" + "长" * 60 + "\n",
    ],
)
def test_tabs_that_part_no_cells(text: str) -> None:
    assert not any(isinstance(block, Grid) for block in read_text(text).blocks)


def test_a_label_alone_on_its_line_belongs_to_the_next() -> None:
    blocks = read_text("第一条\n为了加强管理，制定本办法。\n第二条\n市水利局负责巡查。\n").blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        "第一条为了加强管理，制定本办法。",
        "第二条市水利局负责巡查。",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<b>一、落实责任</b>\n市水利局牵头。<br />市财政局配合。",
            ["一、落实责任", "市水利局牵头。", "市财政局配合。"],
        ),
        (
            "### 关于巡查的通知\n<p><strong>一、</strong>巡查。</p><p>二、养护。</p>",
            ["关于巡查的通知", "一、巡查。", "二、养护。"],
        ),
        ("&nbsp;&nbsp;不低于<100米，不高于>5米。", ["不低于<100米，不高于>5米。"]),
    ],
)
def test_tags_left_in_a_text_are_set_aside(text: str, expected: list[str]) -> None:
    reading = read_text(text)
    assert [b.text for b in reading.blocks if isinstance(b, Paragraph)] == expected
    kept = {
        at
        for b in reading.blocks
        for start, end in b.content.source_ranges(0, len(b.text))
        for at in range(start, end)
    }
    aside = {at for discard in reading.discards for at in range(discard.start, discard.end)}
    assert all(at in kept or at in aside or text[at].isspace() for at in range(len(text)))
