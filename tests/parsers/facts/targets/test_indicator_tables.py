"""Targets of indicator tables: fixture pairs and properties.

A fixture is `<case>.txt`, the caption and then a row per line with `|` between cells (⏎ breaks a line in a
cell), and `<case>.json`, its number of header rows and its targets with the fields that matter.
"""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.facts.tables.indicators import find_table_targets
from parsers.language.names.context import Context

FIXTURES = Path(__file__).parents[4] / "parsers/facts/tables/fixtures"
CASES = sorted(path.stem for path in FIXTURES.glob("*.txt"))
CONTEXT = Context(title="某市“十四五”发展规划", doc_type="规划", issued_on="2021-08-01")


def read(case):
    caption, *lines = (FIXTURES / f"{case}.txt").read_text("utf-8").rstrip("\n").split("\n")
    return caption, [[cell.replace("⏎", "\n") for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize("case", CASES)
def test_fixture(case):
    caption, grid = read(case)
    expected = json.loads((FIXTURES / f"{case}.json").read_text("utf-8"))
    found = find_table_targets(grid, caption, expected["header_rows"], CONTEXT)
    rows = [{"at": [row, column], **target.model_dump()} for row, column, target in found]
    wanted = expected["targets"]
    assert [{name: row[name] for name in want} for row, want in zip(rows, wanted, strict=False)] == wanted
    assert len(rows) == len(wanted)


@pytest.mark.parametrize("case", CASES)
def test_the_quote_is_the_cell(case):
    caption, grid = read(case)
    for row, column, target in find_table_targets(grid, caption, 1, CONTEXT):
        cell = grid[row][column]
        assert (target.quote, target.char_start, target.char_end) == (cell, 0, len(cell))
        assert target.table == caption


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(alphabet="指标序号单位年目标2025（%）≥≤0.—左右预期性其中：增长", max_size=8), max_size=6
        ),
        max_size=6,
    )
)
def test_any_grid_is_read(grid):
    find_table_targets(grid, "表1 主要指标", 1, CONTEXT)


@pytest.mark.parametrize(
    ("title", "expected"), [("某市社会性别统计报告", "baseline"), ("某市人口发展计划", "target")]
)
def test_the_tables_of_a_statistical_report_tell_what_is(title, expected):
    grid = [["指标", "单位", "2021年", "户籍人口（万人）"], ["城东区", "万人", "12.5", "9.1"]]
    found = find_table_targets(grid, "各区人口", 1, Context(title=title, doc_type="报告"))
    assert {target.kind for _, _, target in found} == {expected}


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("某市主要经济指标情况表", {"baseline"}),
        ("某市主要指标计划表", {"target"}),
        ("某市“十五五”主要指标", {"target"}),
    ],
)
def test_years_in_a_table_of_no_plan_and_no_date_tell_what_was(title, kinds):
    grid = [
        ["指标", "2029年", "2030年"],
        ["常住人口（万人）", "201.5", "200.8"],
        ["粮食产量（万吨）", "9.1", "9.3"],
    ]
    found = find_table_targets(grid, title, 1, Context(title=title))
    assert {target.kind for _, _, target in found} == kinds


@pytest.mark.parametrize("head", ["姓 名", "准考证号", "考生编号"])
def test_a_list_of_persons_has_no_targets(head):
    grid = [["序号", head, "岗位", "笔试成绩", "总成绩"], ["1", "203105010112", "执法岗", "72.50", "77.18"]]
    assert find_table_targets(grid, "面试人员名单", 1, Context(title="面试人员名单")) == []
