"""What is doubted of how a document is read: a decision near its need, no title, days that go back, an unread head."""

from __future__ import annotations

import pytest

from ingest.read.text_reader import read_text
from parsers.facts.audit.why import reasons_of_document
from parsers.facts.gazette import parse_reading
from schema.document import Gazette, Source
from schema.source import Declaration

ENTRIES = "3月5日　市政府召开常务会议。\n3月9日　市长周明远赴云州市考察。\n"
MORE = "3月20日　新水厂开工。\n3月28日　绿道通车。\n3月29日　老桥修缮。\n"
NOTICE = "关于加强绿道管理的通知\n{}\n一、加强管理。\n二、加强宣传。\n{}\n{}\n"


def parsed(text: str) -> Gazette:
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    return parse_reading(read_text(text), Declaration(), source)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("关于绿道建设的公告\n" + ENTRIES, "close_reading", "3月5日"),
        (ENTRIES + MORE, "untitled_reading", "3月5日"),
        ("临江市大事记\n2010年\n" + MORE + ENTRIES, "day_goes_back", "3月5日"),
        (NOTICE.format("各县：", "临江市绿道局", "2031年3月5日下午"), "date_unread", "2031年3月5日下午"),
        (
            NOTICE.format("绿道已经建成，现将有关事项告知。\n全市各位商户：", "临江市绿道局", "2031年3月5日"),
            "addressee_unread",
            "全市各位商户：",
        ),
        (NOTICE.format("各县：", "临江市水利局", "2031年3月5日下午"), "issuer_unread", "临江市水利局"),
    ],
)
def test_a_doubt_says_where(text: str, code: str, words: str) -> None:
    gazette = parsed(text)
    (doubt,) = [doubt for doubt in gazette.diagnostics if doubt.code == code]
    document = gazette.documents[0].document
    assert document.text[doubt.char_start : doubt.char_end].startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "临江市大事记\n2010年\n" + ENTRIES + MORE,
        NOTICE.format("各县：", "临江市水利局", "2031年3月5日"),
        "临江市大事记\n2010年\n" + MORE + "2011年\n" + ENTRIES,
        NOTICE.format("绿道已经建成，现将有关情况报告如下。\n各位代表：", "临江市水利局", "2031年3月5日"),
    ],
)
def test_a_plain_reading_is_not_doubted(text: str) -> None:
    codes = {doubt.code for doubt in parsed(text).diagnostics}
    assert not {code for code in codes if code.endswith(("_reading", "_unread", "_back"))}


def test_a_second_kind_as_good_as_the_first_is_doubted_at_the_title() -> None:
    report = "市人大常委会会议纪要\n会议听取了市政府的工作报告，审议了几项议案。\n{}"
    for said, close in (
        ("任命王一山为市水利局局长，李二水为市林业局局长。", True),
        ("任命王一山为市水利局局长。会议还讨论了其他事项，安排了下一步工作。", False),
        ("会议还讨论了其他事项，安排了下一步工作。", False),
    ):
        gazette = parsed(report.format(said))
        doubts = [doubt for doubt in gazette.diagnostics if doubt.code == "close_reading"]
        assert len(doubts) == close
        assert all(doubt.char_start == 0 for doubt in doubts)


def test_lines_as_like_a_title_as_the_title_are_doubted_where_they_stand() -> None:
    text = "# 绿道开放三条\n各区要落实责任，加强养护。\n# {}\n一、放水。\n二、蓄水。\n"
    (doubt,) = parsed(text.format("关于水库放水的回音")).diagnostics
    assert (doubt.code, doubt.char_start) == (
        "close_reading",
        len("绿道开放三条\n各区要落实责任，加强养护。\n"),
    )
    assert not parsed(text.format("水库放水")).diagnostics


def test_the_kind_of_a_document_has_its_evidence() -> None:
    (document,) = parsed("绿道开放\n" + ENTRIES + MORE).documents
    kinds, title, entries = reasons_of_document(document)
    assert kinds.startswith("种类：大事记 4分（+4.0 以日期开头的条目），条款正文 1.9分")
    assert "表格 0分（无依据）" in kinds
    assert "标题，" in title
    assert "正文之上第一行" in title
    assert "大事记，4分，须满3分：+3.0 各行以日期开头；+1.0 有五条以上" in entries
