"""Each text in fixtures/tables gives the tables beside it; no character of a table is lost or read twice."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read.lines import read_lines
from ingest.read.tables import text_tables
from ingest.read.tables.effort import Effort
from ingest.read.tables.grid import header_height
from ingest.read.tables.text_tables import FoundTable, find_tables
from ingest.read.text_reader import read_text
from schema.source import Grid

_REPOSITORY = Path(__file__).parents[3]
_FIXTURES = sorted((_REPOSITORY / "tests" / "fixtures" / "tables").glob("*.txt"))
_CORPUS = sorted((_REPOSITORY / "corpus").rglob("*.txt"))
_WORDS = (
    "序号,类别,指标,单位,2025年,目标值,属性,1,2,3,4,5,≥9,预期性,%,养老,合计,其中：,注：无,—,（一）创新,"
    "|a|b|,|---|---|,|,表1,"
)


def _summary(source: str) -> list[dict[str, object]]:
    lines, _ = read_lines(source)
    return [
        {
            "above": lines[table.start - 1].text if table.start else None,
            "below": lines[table.end].text if table.end < len(lines) else None,
            "header_rows": table.grid.header_rows,
            "values": [list(row) for row in table.grid.values],
            "repeated": [source[d.start : d.end] for d in table.discards if d.name == "repeated_header"],
        }
        for table in find_tables(lines).tables
    ]


def _uncovered(source: str, table: FoundTable) -> dict[int, int]:
    """The characters of the table's lines that are not in exactly one cell or discard, with how often they are."""
    lines, _ = read_lines(source)
    seen: Counter[int] = Counter()
    for row in table.grid.cells:
        for cell in row:
            for part in cell.segments:
                assert cell.text[part.start :][: part.length] == source[part.origin :][: part.length]
                seen.update(range(part.origin, part.origin + part.length))
    for discard in table.discards:
        seen.update(range(discard.start, discard.end))
    own = {
        line.origin + offset
        for line in lines[table.start : table.end]
        for offset, char in enumerate(line.text)
        if not char.isspace()
    }
    return {at: seen[at] for at in own | set(seen) if seen[at] != 1 and not source[at].isspace()}


@pytest.mark.parametrize("path", _FIXTURES, ids=lambda path: path.stem)
def test_tables_of_fixture(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert _summary(path.read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize("path", _FIXTURES + _CORPUS, ids=lambda path: path.stem)
def test_every_character_is_in_one_place(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for table in find_tables(read_lines(source)[0]).tables:
        assert _uncovered(source, table) == {}


@pytest.mark.parametrize(
    ("name", "shapes"),
    [("nantong-2022-06", [(21, 6), (27, 6)]), ("nantong-2022-11", [(27, 5), (13, 5)])],
)
def test_corpus_has_these_tables_and_no_others(name: str, shapes: list[tuple[int, int]]) -> None:
    path = next(path for path in _CORPUS if path.stem == name)
    tables = find_tables(read_lines(path.read_text(encoding="utf-8"))[0]).tables
    assert [(len(table.grid.values), len(table.grid.values[0])) for table in tables] == shapes


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(_WORDS.split(",")), min_size=1, max_size=4), max_size=16))
def test_any_lines_are_read_without_loss(words: list[list[str]]) -> None:
    source = "\n".join(" ".join(line) for line in words)
    lines, _ = read_lines(source)
    last = 0
    for table in find_tables(lines).tables:
        assert last <= table.start < table.end <= len(lines)
        assert len({len(row) for row in table.grid.cells}) == 1
        assert _uncovered(source, table) == {}
        last = table.end


_CELLS = "指标\n单位\n目标\n甲乙\n人\n4\n"


@pytest.mark.parametrize(
    "lines", ["序号\n", "序号 指标 单位 目标 属性\n", _CELLS, "表1 主要指标\n甲乙\n人\n4\n"]
)
def test_a_run_of_lines_gets_its_share_of_work_and_no_more(
    lines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    efforts: list[Effort] = []

    def small_share(_lines: int) -> Effort:
        efforts.append(Effort(9_000))
        return efforts[-1]

    monkeypatch.setattr(text_tables, "effort_for", small_share)
    search = find_tables(read_lines(lines * 60)[0])
    assert len(efforts) <= len(search.tables) + len(search.given_up)
    assert min(effort.left for effort in efforts) > -9_000
    assert search.given_up


def test_a_run_that_takes_too_much_work_is_text_with_a_doubt() -> None:
    source = "\n".join(["序号", "指标", "单位", "目标"] * 5 + [str(n % 7) for n in range(60)])
    reading = read_text(source)
    assert [doubt.code for doubt in reading.doubts] == ["table_unclear"]
    assert not any(isinstance(block, Grid) for block in reading.blocks)


def test_rows_that_go_on_from_an_earlier_page_are_not_taken_for_cells_printed_one_a_line() -> None:
    above = [f"{n} 禁止设立第{n}类企业，应当在期限内\n退出。" for n in (14, 15, 16)]
    below = [f"{n} 禁止经营第{n}类业务。" for n in range(20, 48)]
    reading = read_text("\n".join(["序号 管理措施", *above, "19", "禁止运输此类货物。", *below]))
    assert not reading.doubts
    assert not any(isinstance(block, Grid) for block in reading.blocks)


def test_a_table_after_a_run_that_was_given_up_is_found() -> None:
    hard = "\n".join(["序号", "指标", "单位", "目标"] * 5 + [str(n % 7) for n in range(60)])
    table = "序号 指标 单位 目标\n1 甲乙 人 3\n2 丙丁 人 4"
    search = find_tables(read_lines(f"{hard}\n注：以上略。\n{table}\n")[0])
    assert [len(table.grid.values) for table in search.tables] == [3]
    assert len(search.given_up) == 1


@pytest.mark.parametrize(
    ("rows", "height"),
    [
        ([["序号", "任务"], ["1", "巡查"]], 1),
        ([["指标", "目标", "目标"], ["指标", "2031年", "2035年"], ["绿道", "30", "60"]], 2),
        ([["类", "值", "值"], ["类", "甲", "甲"], ["类", "低", "高"], ["绿", "1", "2"]], 3),
        ([["地区", "30"], ["地区", "30"], ["甲", "2"]], 2),  # a name reaches down, a figure does not
        ([["绿道", "30"], ["绿地", "30"], ["合计", "60"]], 1),
        ([["任务", "任务"]], 1),
        ([], 1),
    ],
)
def test_a_header_is_as_high_as_its_names_reach_down(rows: list[list[str]], height: int) -> None:
    assert header_height(rows) == height
