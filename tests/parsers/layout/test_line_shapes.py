"""What a line looks like on its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.layout import line_shapes

YES_AND_NO: list[tuple[Callable[[str], bool], list[str], list[str]]] = [
    (
        line_shapes.is_date_line,
        ["2022年8月3日", "（2022年8月）", "2022 年 8 月 3 日", "二○一八年十二月六日", "二OO三年五月"],
        ["2022年", "2022年8月3日印发", "自2022年8月3日起", "8月3日"],
    ),
    (
        line_shapes.is_signature,
        ["临江市人民政府", "临江市人民政府办公室", "海滨省水利厅", "国务院"],
        ["临江市供水办法", "成立临江市水务局。", "各区人民政府：", "局"],
    ),
    (
        line_shapes.is_signer,
        ["签发人：李大川", "签发人: 李大川　王 明"],
        ["签发人：", "签发人负责审核全文，并对内容负责。", "李大川"],
    ),
    (
        line_shapes.is_entry_start,
        ["7月16日 我市举行会议", "● 10日 市长调研", "3月5日～7日 市长出访", "3月30日至4月2日 考察"],
        ["7月16日前完成", "7月16日", "2022年7月16日 会议"],
    ),
    (
        line_shapes.is_heading_alone,
        ["（一）加快设施升级", "第一章 总则", "专栏一：重点工程"],
        ["（一）加快升级，提高水平", "加快升级", "1.备齐材料："],
    ),
    (
        line_shapes.opens_duty_block,
        ["（责任单位：市水务局）", "〔牵头单位：市水务局；配合单位：市财政局〕", "（市水务局牵头）"],
        ["（试行）", "责任单位：市水务局", "（2022年8月3日）"],
    ),
    (
        line_shapes.is_complete,
        ["落实资金。", "落实资金；", "他说：“落实资金。”", "落实资金。（责任单位：市水务局）", "制定本细则."],
        ["落实资金", "落实资金，", "落实资金（含水费", "建设泵站（含改造）", "3.", ""],
    ),
    (
        line_shapes.has_open_bracket,
        ["（责任单位：市水务局、", "《供水", "“一、"],
        ["（一）", "1）", "《供水办法》"],
    ),
    (
        line_shapes.is_prose,
        ["各区要加强组织领导，落实工作经费", "一、各区要加强组织领导，落实工作经费"],
        ["总则", "临江市供水办法", "组长：王建国"],
    ),
]
CASES = [
    pytest.param(shape, text, expected, id=f"{shape.__name__}-{expected}-{text}")
    for shape, yes, no in YES_AND_NO
    for expected, texts in ((True, yes), (False, no))
    for text in texts
]


@pytest.mark.parametrize(("shape", "text", "expected"), CASES)
def test_shape(shape: Callable[[str], bool], text: str, expected: bool) -> None:
    assert shape(text) is expected
