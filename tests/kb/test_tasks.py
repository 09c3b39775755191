"""The same task through plan, breakdown and report."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kb.answers.promises.likeness import Sentences, sentences
from kb.answers.promises.stages import document_of, has_others, stage_of
from kb.answers.promises.tasks import answer_of, is_same_task, tasks_of
from kb.database import open_database

PLAN = "澜政发〔2021〕15号"
SHARED_OUT = "澜政办发〔2024〕3号"


@pytest.fixture(scope="module")
def corpus(knowledge_base: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(knowledge_base)) as connection:
        yield connection


def rows_of(connection: sqlite3.Connection, said: str) -> list[Any]:
    answer = answer_of(connection, said)
    assert answer is not None
    return list(answer.rows)


@pytest.mark.parametrize(
    ("title", "kind", "stage"),
    [
        ("某市“十四五”民生发展规划", "规划", "plan"),
        ("某市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "纲要", "plan"),
        ("某市养老服务行动计划（2022—2025年）", "计划", "plan"),
        ("2024年重点工作分工方案", "方案", "breakdown"),
        ("关于落实《政府工作报告》重点工作分工的意见", "意见", "breakdown"),
        ("政府工作报告", "报告", "report"),
        ("2025年国民经济和社会发展统计公报", "公报", "report"),
        ("某市湿地公园管理办法", "办法", None),
        ("关于表彰先进的通报", "通报", None),
        ("无文种", None, None),
    ],
)
def test_a_document_has_a_stage_by_its_kind_and_title(
    title: str, kind: str | None, stage: str | None
) -> None:
    assert stage_of(title, kind) == stage


def test_a_task_goes_through_plan_breakdown_and_report(corpus: sqlite3.Connection) -> None:
    rows = [row for row in rows_of(corpus, PLAN) if row["indicator"] == "社区综合养老服务中心"]
    assert [(row["stage"], row["year"], row["doubt"]) for row in rows] == [
        ("report", "2023", None),
        ("report", "2024", None),
        ("breakdown", "2024", None),
        ("report", "2024", None),
        ("report", "2025", None),
    ]
    assert rows[2]["quote"].startswith("全年新建社区综合养老服务中心10个")


def test_what_is_shared_out_leads_back_to_the_plan_and_on_to_the_report(corpus: sqlite3.Connection) -> None:
    rows = [row for row in rows_of(corpus, SHARED_OUT) if row["indicator"] == "社区综合养老服务中心"]
    assert [(row["stage"], row["year"]) for row in rows] == [
        ("plan", "2025"),
        ("report", "2024"),
        ("report", "2024"),
    ]


def test_words_alike_are_shown_as_a_doubt(corpus: sqlite3.Connection) -> None:
    (row,) = [row for row in rows_of(corpus, SHARED_OUT) if "湿地" in row["task"]]
    assert row["doubt"] == "words_alike"
    assert row["basis"].startswith("文字相近")
    assert "每年12月底前公布生态监测结果" in row["quote"]


def test_a_row_of_a_table_is_read_with_its_name(corpus: sqlite3.Connection) -> None:
    report = corpus.execute("select short_id from documents where title like '澜江市2025年%公报'").fetchone()[
        0
    ]
    rows = [row for row in rows_of(corpus, report) if row["indicator"] == "人均预期寿命"]
    assert [row["quote"] for row in rows] == ["人均预期寿命 82.5"]


def test_a_document_is_found_by_each_of_its_names(corpus: sqlite3.Connection) -> None:
    found = document_of(corpus, SHARED_OUT)
    assert found is not None
    assert found["title"] == "2024年民生实事任务分解方案"
    for name in ("id", "short_id", "title"):
        again = document_of(corpus, found[name])
        assert again is not None
        assert again["id"] == found["id"]
    assert answer_of(corpus, "没有这份文件") is None


def test_a_document_without_others_of_its_place_has_no_counterparts(corpus: sqlite3.Connection) -> None:
    found = document_of(corpus, SHARED_OUT)
    assert found is not None
    assert has_others(corpus, found)
    alone = {**found, "place": "没有的地方"}
    assert not has_others(corpus, alone)
    assert tasks_of(corpus, alone) == []


def number(role: str, year: str | None, stage: str = "report", **more: Any) -> dict[str, Any]:
    made = {"role": role, "year": year, "stage": stage, "measure": "made", "issued_on": "2024-01-10"}
    return {**made, **more}


PLANNED = number("promise", "2025", "plan", issued_on="2021-06-01")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (PLANNED, number("statement", "2023"), True),
        (PLANNED, number("statement", "2020"), False),  # what there was before the plan
        (PLANNED, number("statement", None), True),
        (PLANNED, number("statement", None, issued_on="2020-01-10"), False),
        (PLANNED, number("promise", "2024"), True),
        (PLANNED, number("promise", "2026"), False),
        (number("promise", "2024"), number("statement", "2024"), True),
        (number("promise", "2024"), number("statement", "2025"), False),  # another year's
        (number("promise", "2024", measure="level"), number("statement", "2025", measure="level"), True),
        (number("promise", "2024"), number("promise", "2024", "breakdown"), True),
        (number("promise", "2024"), number("promise", "2025"), False),
        (number("statement", "2024"), number("statement", "2024"), False),
    ],
)
def test_numbers_of_one_indicator_are_one_task_only_where_their_years_say_so(
    one: dict[str, Any], other: dict[str, Any], expected: bool
) -> None:
    assert is_same_task(one, other) is expected
    assert is_same_task(other, one) is expected


def test_sentences_are_alike_by_words_that_others_do_not_use() -> None:
    set_phrase = "各有关部门要加强组织领导，压实工作责任，确保各项任务落到实处"
    others = [f"{set_phrase}{i}。" for i in range(40)]
    known = Sentences(["对独居老人开展探访关爱服务，每月不少于两次。", *others])
    asked = ["开展独居老人探访关爱服务", set_phrase, "对企业开展上门服务，每月不少于两次"]
    (found,), nothing, nothing_else = known.like(asked)
    assert (found.text, found.sentence) == (0, "对独居老人开展探访关爱服务，每月不少于两次")
    assert nothing == nothing_else == []


def test_what_stands_in_brackets_is_no_sentence() -> None:
    assert sentences("建成托育点。（责任单位：各县（市、区）；市教育局）开展监测；公布结果") == [
        "建成托育点",
        "开展监测",
        "公布结果",
    ]
