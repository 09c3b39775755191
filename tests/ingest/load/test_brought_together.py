"""Numbers of one indicator brought together: the year of a cell, and what a name does not tell."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import gongbao

REPORT = """某市2021年社会统计报告

某市统计局

2022年3月5日

一、就业

2021年，全市就业人员12.6万人，其中女性5.9万人，性别比为112.40，养老机构床位使用率为61%。

二、教育

2021年，全市在校学生9.4万人，其中女生4.5万人，性别比为108.30。
"""
PLAN = """某市2021年民生发展规划

某市人民政府

2021年6月1日

一、主要指标

表1 “十三五”指标完成情况

| 序号 | 指标 | 单位 | 2020年规划目标 | 2020年完成情况 |
| --- | --- | --- | --- | --- |
| 1 | 生活垃圾无害化处理率 | % | 100 | 100 |
| 2 | 居家养老服务覆盖率 | % | 90 | 95 |
"""


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """Name, role, year and doubt of each number."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "报告.txt").write_text(REPORT, "utf-8")
    (folder / "规划.txt").write_text(PLAN, "utf-8")
    (folder / "sources.toml").write_text('place = "苏州市"', "utf-8")
    gongbao.build(folder, folder / "kb.db")
    sql = """select i.name, n.role, n.year, n.doubtful from indicator_targets n join indicators i on i.id = n.indicator_id
        join targets f on f.id = n.target_id order by f.pk"""
    with sqlite3.connect(folder / "kb.db") as connection:
        return connection.execute(sql).fetchall()


def of(numbers: list[tuple[object, ...]], name: str) -> list[tuple[object, ...]]:
    return [number[1:] for number in numbers if number[0] == name]


def test_a_cell_has_the_year_of_its_own_column(numbers: list[tuple[object, ...]]) -> None:
    expected = [("promise", "2020", 0), ("statement", "2020", 0)]
    assert sorted(of(numbers, "生活垃圾无害化处理率")) == expected
    assert sorted(of(numbers, "居家养老服务覆盖率")) == expected


def test_one_document_with_two_numbers_for_a_name_and_year_leaves_doubts(
    numbers: list[tuple[object, ...]],
) -> None:
    assert of(numbers, "性别比") == [("statement", "2021", 1)] * 2
    assert of(numbers, "养老机构床位使用率") == [("statement", "2021", 0)]


def test_numbers_of_no_known_place_are_doubtful(tmp_path: Path) -> None:
    (tmp_path / "规划.txt").write_text(PLAN, "utf-8")
    gongbao.build(tmp_path, tmp_path / "kb.db")
    with sqlite3.connect(tmp_path / "kb.db") as connection:
        doubtful = {row[0] for row in connection.execute("select doubtful from indicator_targets")}
    assert doubtful == {1}
