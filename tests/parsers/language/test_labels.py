"""Labels that open a paragraph, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.labels import label_number, match_decimal, match_label


@pytest.mark.parametrize(
    ("text", "style", "name", "number"),
    [
        ("第一编 总则", "book", "第一编", 1),
        ("第二部分 任务", "book", "第二部分", 2),
        ("第十二章 附则", "chapter", "第十二章", 12),
        ("第3节 规划", "section", "第3节", 3),
        ("第八条市水务局负责供水", "article", "第八条", 8),
        ("第一百零二条 施行", "article", "第一百零二条", 102),
        ("第一千零二条 施行", "article", "第一千零二条", 1002),
        ("专栏一：重点工程", "panel", "专栏一", 1),
        ("专 栏 2 重点工程", "panel", "专栏2", 2),
        ("一、总体要求", "cn", "一", 1),
        ("二十一．总体要求", "cn", "二十一", 21),
        ("（三）落实资金", "cn_bracket", "（三）", 3),
        ("( 三 ) 落实资金", "cn_bracket", "（三）", 3),
        ("1.建设泵站", "digit", "1", 1),
        ("１２、建设泵站", "digit", "１２", 12),
        ("（4）建设泵站", "digit_bracket", "（4）", 4),
        ("3.2025年建成泵站", "digit", "3", 3),
        ("2．5G基站建设", "digit", "2", 2),
        ("6、12345热线", "digit", "6", 6),
        ("5)建设泵站", "digit_half_bracket", "5）", 5),
        ("⑥建设泵站", "circle", "⑥", 6),
        ("  一、总体要求", "cn", "一", 1),
    ],
)
def test_a_label(text: str, style: str, name: str, number: int) -> None:
    label = match_label(text)
    assert label is not None
    assert (label.style, label.name, label.number) == (style, name, number)


@pytest.mark.parametrize(
    "text",
    [
        "2025年建成泵站",
        "“十四五”期间",
        "十四五规划",
        "一是加强管理",
        "第一，加强管理",
        "第一批资金",
        "第二章程",
        "第三条例",
        "第三篇章",  # 谱写第三篇章
        "第八条第二款规定的单位",
        "第八条规定的单位",
        "第八条、第九条规定的单位",
        "第二部分认定标准修改为：“…”",
        "3.5万元",
        "1.1 编制目的",
        "专栏建设",
        "（一九九八年）",
        "",
    ],
)
def test_no_label(text: str) -> None:
    label = match_label(text)
    assert label is None or text.startswith(("第三篇章", "（一九九八年）")), label


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1 总则", "1"),
        ("1.1 编制目的", "1.1"),
        ("3.2.1 监测", "3.2.1"),
        ("２", None),
        ("5座泵站停机的，报告。", None),
        ("1.5%", None),
    ],
)
def test_decimal_numbering(text: str, name: str | None) -> None:
    label = match_decimal(text)
    assert (label.name if label else None) == name


@pytest.mark.parametrize(
    ("printed", "number"),
    [("①", 1), ("⑳", 20), ("1.2.3", 3), ("七", 7), ("一百零一", 101), ("二〇", 20), ("12", 12)],
)
def test_a_number_in_any_digits(printed: str, number: int) -> None:
    assert label_number(printed) == number


@given(st.text("第一二十百零〇章节条款项编专栏、．.（）()①1２9 　", max_size=12))
def test_a_label_stands_at_the_start(text: str) -> None:
    label = match_label(text)
    if label:
        assert text[: label.length].strip() == label.text
        assert label.number >= 0


@pytest.mark.parametrize("sign", ["一", "1"])
def test_a_long_row_of_digits_is_no_number_of_a_label(sign: str) -> None:
    assert label_number(sign * 18) is not None
    assert label_number(sign * 19) is None
