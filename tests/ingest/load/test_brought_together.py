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


REVIEW = """政府工作报告

——2026年1月20日在苏州市第十七届人民代表大会第五次会议上

苏州市市长 某某某

各位代表：

现在，我代表市人民政府，向大会报告工作。

一、工作回顾

2025年是“十四五”收官之年，全市上下迎难而上，地区生产总值增长5.1%。

一是稳就业。城镇新增就业12.3万人。

二、“十四五”时期成就

一是建设美丽乡村。建成特色田园乡村300个。

三、2026年工作安排

今年的主要预期目标是：地区生产总值增长5%左右，城镇新增就业12万人以上。新建特色田园乡村60个。
"""


def test_a_report_tells_of_the_year_that_opens_its_review(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(REVIEW, "utf-8")
    gongbao.build(tmp_path, tmp_path / "kb.db")
    sql = """select i.name, n.role, n.measure, n.year, n.year_basis, n.doubtful from indicator_targets n
        join indicators i on i.id = n.indicator_id join targets f on f.id = n.target_id order by f.pk"""
    with sqlite3.connect(tmp_path / "kb.db") as connection:
        rows = connection.execute(sql).fetchall()
    assert ("城镇新增就业", "statement", "made", "2025", "opening", 0) in rows
    assert ("特色田园乡村", "statement", "made", "2025", "heading", 1) in rows  # of five years
    assert [row[2:4] for row in rows if row[:2] == ("城镇新增就业", "promise")] == [("made", "2026")]
    assert [row[3] for row in rows if row[0] == "地区生产总值"] == ["2025", "2026"]
