import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.names.doc_numbers import find_doc_numbers, is_doc_number

FIXTURES = sorted(Path(__file__).parents[3].joinpath("fixtures/doc_numbers").glob("*.txt"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_numbers_of_a_text(path: Path) -> None:
    text = path.read_text("utf-8").rstrip("\n")
    assert [number for _, _, number in find_doc_numbers(text)] == json.loads(
        path.with_suffix(".json").read_text("utf-8")
    )


@pytest.mark.parametrize(
    "line",
    [
        "苏政办发〔2021〕79号",
        "通政规〔2022〕4 号",
        " 国发〔2018〕39号",
        "沪府令（第12号）",
        "国务院令第588号",
        "第 588 号",
        "2021年第7号",
        "XX发〔20XX〕XX号",
        "×政办发〔2024〕×号",
        "江政发〔20××〕××号",
    ],
)
def test_a_line_that_is_a_number(line: str) -> None:
    assert is_doc_number(line)


@pytest.mark.parametrize(
    "line",
    [
        "根据国发〔2018〕39号",
        "第七条",
        "第7号楼",
        "国发〔2018〕39号文件精神",
        "关于印发国办函〔2005〕57号的通知",
        "GB/T 38597—2020",
        "幸福路XX号",
        "XX路（南段）XX号",
        "",
    ],
)
def test_a_line_that_is_not(line: str) -> None:
    assert not is_doc_number(line)


@given(st.text(alphabet="国发〔〕（）(2018)39号令第公告年、根据GB/T— ", max_size=60))
def test_numbers_quote_the_text_in_order(text: str) -> None:
    last = 0
    for start, end, number in find_doc_numbers(text):
        assert last <= start < end
        assert text[start:end] == number
        last = end
