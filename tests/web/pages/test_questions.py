"""The ready-made questions: each gives the right rows as JSON, and a page with its fields in Chinese."""

from __future__ import annotations

import re
from typing import Any

import pytest
from datasette.app import Datasette
from handmade import NUMBER, PLAN

from web.search.questions import CannedQuestion, Parameter, questions, read_question

pytestmark = pytest.mark.asyncio


async def ask(datasette: Datasette, question: str, **values: str) -> list[dict[str, Any]]:
    response = await datasette.client.get(f"/kb/{question}.json", params={"_shape": "array", **values})
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()
    return found


@pytest.mark.parametrize(
    ("unit", "role", "expected"),
    [
        ("市民政局", "lead", {("市民政局", "lead")}),
        ("南通市民政局", "", {("市民政局", "lead")}),
        ("市民政局", "cooperate", set()),
        ("财政部门", "all", {("财政部门", "cooperate")}),
        ("市财政局", "", {("财政部门", "cooperate")}),  # bound under a general name
        ("协会", "", {("养老服务协会", "cooperate")}),  # a part of a name, where no name is just that
        ("没有的局", "", set()),
        ("", "", set()),
    ],
)
async def test_clauses_of_a_unit(
    datasette: Datasette, unit: str, role: str, expected: set[tuple[str, str]]
) -> None:
    found = await ask(datasette, "by-unit", unit=unit, role=role)
    assert {(row["name"], row["role"]) for row in found} == expected


async def test_a_duty_comes_with_its_place_and_date(datasette: Datasette) -> None:
    found = await ask(datasette, "by-unit", unit="市民政局", role="lead")
    assert [(row["title"], row["path"], row["due"]) for row in found] == [(PLAN, "（一）", "2025-12-31")] * 2


@pytest.mark.parametrize(
    ("first", "last", "unit", "count"),
    [
        ("2025-01-01", "2025-12-31", "", 2),
        ("2025-12-31", "2025-12-31", "", 2),
        ("2025-01-01", "2025-12-30", "", 0),
        ("2025", "2025-12", "", 2),
        ("2026-01-01", "", "", 1),
        ("2020-01-01", "2025-12-31", "市民政局", 2),
        ("2020-01-01", "2025-12-31", "市公安局", 0),
        ("2020-01-01", "", "' or 1=1 --", 0),
    ],
)
async def test_what_falls_due_between_two_dates(
    datasette: Datasette, first: str, last: str, unit: str, count: int
) -> None:
    found = await ask(datasette, "due-between", **{"from": first, "until": last, "unit": unit})
    assert len(found) == count
    assert [row["due"] for row in found] == sorted(row["due"] for row in found)


@pytest.mark.parametrize(
    ("year", "indicator", "kind", "count"),
    [("2030", "", "", 1), ("2030", "", "incentive", 0), ("2031", "", "", 0), ("", "", "", 0)],
)
async def test_targets_of_a_year(
    datasette: Datasette, year: str, indicator: str, kind: str, count: int
) -> None:
    found = await ask(datasette, "targets-of-year", year=year, indicator=indicator, kind=kind)
    assert len(found) == count


@pytest.mark.parametrize(
    ("name", "actions"),
    [
        ("王五", {"appoint", "remove"}),
        ("市民政局", {"appoint"}),
        ("财政局", {"remove"}),
        ("王", set()),
        ("", set()),
    ],
)
async def test_appointments(datasette: Datasette, name: str, actions: set[str]) -> None:
    assert {row["action"] for row in await ask(datasette, "appointments-of", name=name)} == actions


@pytest.mark.parametrize("number", [NUMBER, "通政办发[2022]81号", "2022 81", "通政办发〔2022〕８１号"])
async def test_documents_by_number(datasette: Datasette, number: str) -> None:
    found = await ask(datasette, "by-number", number=number)
    notice, plan = f"南通市人民政府办公室关于印发{PLAN}的通知", PLAN
    assert [(row["relation"], row["title"]) for row in found] == [
        *[(None, title) for title in (notice, plan)] * 2,
        ("amends", "关于修改养老服务实施方案的决定"),
    ]
    assert {row["doc_number"] for row in found} == {NUMBER}


@pytest.mark.parametrize(
    ("document", "place", "count"),
    [
        (PLAN, "", 1),
        ("养老服务实施方案", "（一）", 1),
        (NUMBER, "第一项", 1),
        (PLAN, "第二项", 0),
        ("", "（一）", 0),
    ],
)
async def test_who_cites_a_clause(datasette: Datasette, document: str, place: str, count: int) -> None:
    found = await ask(datasette, "citing-clauses", document=document, place=place)
    assert [(row["title"], row["cited"]) for row in found] == [
        ("关于修改养老服务实施方案的决定", PLAN)
    ] * count


async def test_no_number_finds_nothing(datasette: Datasette) -> None:
    assert await ask(datasette, "by-number", number="〔〕") == []


@pytest.mark.parametrize("question", questions().values(), ids=lambda question: question.name)
async def test_a_question_has_a_page_with_its_fields(datasette: Datasette, question: CannedQuestion) -> None:
    page = (await datasette.client.get(f"/kb/{question.name}")).text
    assert f"{question.title}</h1>" in page
    assert all(parameter.label in page for parameter in question.parameters)
    assert re.findall(r">[^<]*\b(SQL|Query|results?)\b[^<]*<", page) == []


async def test_an_answer_leads_to_the_clause(datasette: Datasette) -> None:
    page = (await datasette.client.get("/kb/by-unit?unit=市民政局&role=lead")).text
    assert re.search(r'href="/documents/[^"]+/instrument#[^"]+">（一）</a>', page)


async def test_a_question_is_read_from_its_file() -> None:
    text = "-- title: 题\n-- description: 说明：一\n-- a: 甲 | 例 一\n-- b: 乙 | 是=yes 否=no\nselect 1\n"
    assert read_question("q", text) == CannedQuestion(
        "q",
        "题",
        "说明：一",
        (Parameter("a", "甲", "例 一"), Parameter("b", "乙", "", (("是", "yes"), ("否", "no")))),
        "select 1",
    )
