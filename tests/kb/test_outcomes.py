"""Promises and outcomes: what is said of a promise, and that nothing is said without a row that says it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kb.answers.promises.indicators import Asked, alike, all_numbers, indicators, numbers_of
from kb.answers.promises.outcomes import RULE, STATES, Numbers, judged, keeps
from kb.database import open_database


@pytest.fixture(scope="module")
def corpus(knowledge_base: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(knowledge_base)) as connection:
        yield connection


def row(year: str | None, value: float, comparator: str = "=", **more: Any) -> dict[str, Any]:
    """A number of an indicator."""
    made = {
        **{"role": "statement", "year": year, "value": value, "value_base": value, "value_max": None},
        **{"comparator": comparator, "measure": "level", "doubtful": 0, "name": "覆盖率", "table_id": None},
        **{"document_id": "报告", "parent_id": None, "issued_on": "2026-01-10"},
    }
    return {**made, **more}


def promise(year: str | None, value: float, comparator: str = ">=", **more: Any) -> dict[str, Any]:
    """A promise of a plan of 2021."""
    made = {"role": "promise", "document_id": "规划", "parent_id": "通知", "issued_on": "2021-05-01"}
    return row(year, value, comparator, **{**made, **more})


@pytest.mark.parametrize(
    ("name", "state", "quote"),
    [
        ("人均预期寿命", "met", "82.9岁"),
        ("常住人口城镇化率", "missed", "71.4%"),
        ("养老机构护理型床位占比", "early", "63%"),
        ("每千人口拥有3岁以下婴幼儿托位数", "unreported", None),
        ("森林覆盖率", "revised", "26.5%以上"),
    ],
)
def test_the_made_up_city_shows_each_outcome(
    corpus: sqlite3.Connection, name: str, state: str, quote: str | None
) -> None:
    promises = [n for n in numbers_of(corpus, f"澜江市/{name}") if n["role"] == "promise"]
    assert promises[0]["state"] == state
    assert (promises[0]["by"] or {}).get("quote") == quote


def test_the_new_number_is_judged_in_place_of_the_one_it_revises(corpus: sqlite3.Connection) -> None:
    promises = [n for n in numbers_of(corpus, "澜江市/森林覆盖率") if n["role"] == "promise"]
    assert [(n["value"], n["state"]) for n in promises] == [(28.0, "revised"), (26.5, "met")]


@pytest.mark.parametrize(
    ("asked", "others", "state"),
    [
        (promise("2025", 60), [row("2025", 61)], "met"),
        (promise("2025", 60), [row("2025", 59)], "missed"),
        (promise("2025", 60), [row("2025", 59, issued_on="2025-12-01"), row("2025", 60)], "met"),
        (promise("2025", 60), [row("2023", 61)], "early"),
        (promise("2025", 60), [row("2020", 61)], "unreported"),
        (promise("2025", 60), [row("2025", 59, ">")], "open"),
        (promise("2025", 60), [row(None, 61)], "unreported"),
        (promise("2025", 60), [row("2025", 61, doubtful=1)], "unreported"),
        (promise("2025", 60, doubtful=1), [row("2025", 61)], "open"),
        (promise(None, 60), [row("2025", 61)], "open"),
        (promise("2035", 60), [row("2025", 59)], "pending"),
        (promise("2025", 60, "~"), [row("2025", 59)], "open"),
        (promise("2025", 60, "=", name="常住人口"), [row("2025", 61)], "open"),
        (promise("2025", 60, "=", name="死亡率"), [row("2025", 61)], "missed"),
        (promise("2025", 40, measure="made"), [row("2025", 9, measure="made")], "open"),
        (promise("2025", 40, measure="made"), [row("2025", 41, measure="made")], "met"),
        (promise("2025", 5, measure="rise"), [row("2023", 6, measure="rise")], "unreported"),
    ],
)
def test_each_outcome_is_said_only_where_a_row_says_it(
    asked: dict[str, Any], others: list[dict[str, Any]], state: str
) -> None:
    assert judged(asked, Numbers([asked, *others]), {}, "2026").state == state


def test_a_later_number_revises_only_what_its_document_cites() -> None:
    asked = promise("2025", 60)
    later = promise("2025", 50, document_id="调整", issued_on="2023-05-01")
    numbers = Numbers([asked, later, row("2025", 55)])
    assert judged(asked, numbers, {"调整": frozenset({"通知"})}, "2026").by is later
    outcome = judged(asked, numbers, {"调整": frozenset({"别的文件"})}, "2026")
    assert (outcome.state, outcome.note) == ("missed", "other")


def test_a_range_is_kept_within_its_ends() -> None:
    asked = promise("2025", 2, "range", value_base=20_000, value_max=3)
    assert [keeps(asked, row("2025", value)) for value in (19_999, 25_000, 30_001)] == [False, True, False]


def test_the_rule_explains_every_outcome() -> None:
    assert [name for name, _ in RULE] == list(STATES.values())


def test_indicators_are_found_by_printed_names_and_by_outcome(corpus: sqlite3.Connection) -> None:
    assert "南通市/人均预期寿命" in [found["id"] for found in indicators(corpus, Asked("人均期望寿命"))]
    missed = list(indicators(corpus, Asked(place="澜江市", state="missed")))
    assert [found["name"] for found in missed] == ["居民人均可支配收入", "常住人口城镇化率"]


def test_every_number_is_quoted_from_its_document(corpus: sqlite3.Connection) -> None:
    texts = dict(corpus.execute("select id, text from documents").fetchall())
    rows = list(all_numbers(corpus, Asked(place="澜江市")).rows)
    assert rows
    for number in rows:
        assert number["quote"] in texts[number["document_id"]]


def test_names_that_hold_one_another_are_shown_apart(corpus: sqlite3.Connection) -> None:
    named = {found["name"] for found in alike(corpus, "澜江市/常住人口")}
    assert named == {"常住人口城镇化率"}
