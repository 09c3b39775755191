"""Where a title stands, over one line or several."""

from __future__ import annotations

import pytest

from parsers.layout.titles import is_appointments_title, is_title, title_lines
from schema.source import Paragraph, Segment, Text


def lines(*texts: str) -> list[Paragraph]:
    return [Paragraph(Text(text, (Segment(0, 0, len(text)),))) for text in texts]


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (["临江市供水办法", "第一条 为加强供水管理，制定本办法。"], 1),
        (["临江市人民政府关于印发", "临江市供水办法的通知", "临政发〔2023〕3号"], 2),
        (["临江市人民政府", "关于加强供水管理的意见"], 2),
        (["临江市供水规划", "（2021—2035年）", "一、总体要求"], 2),
        (["临江市供水办法", "（试行）"], 2),
        (["各区人民政府：", "为加强供水管理，制定本办法"], 0),
        (["一、供水办法"], 0),
        (["本市实行供水办法。"], 0),
        (["2023年5月6日"], 0),
        (["临政发〔2023〕3号"], 0),
        (["人事任免"], 1),
        ([], 0),
    ],
)
def test_title_lines(texts: list[str], count: int) -> None:
    assert title_lines(lines(*texts), 0) == count


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("临江市人民政府关于印发临江市供水办法的通知", True),
        ("临江市人民政府关于印发临江市供水办法", False),
        ("临江市供水办法（试行）", True),
        ("关于王建国等同志任免", True),
        ("市水务局副局长", False),
        ("临江市人民政府公报", False),
        ("临江市人民代表大会常务委员会公报", False),
        ("临江市2031年统计公报", True),
        ("中共临江市委八届三次全会公报", True),
    ],
)
def test_a_whole_title(text: str, whole: bool) -> None:
    assert is_title(text) is whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("临江市人民政府关于王建国等同志职务任免的通知", True),
        ("人事任免", True),
        ("干部任免工作条例", False),
        ("关于规范干部任免的若干规定", False),
    ],
)
def test_an_appointments_title(text: str, expected: bool) -> None:
    assert is_appointments_title(text) is expected
