"""A facet's count is the number of results that a click on it gives, whatever else is chosen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.database import open_database
from kb.search import Question as Asked
from kb.search import search as search_on_the_command_line
from web.search.asking import address, question_from
from web.search.facets import facets
from web.search.search import search

ARGUMENTS = [
    {"q": "养老"},
    {"q": "工作", "in": "documents"},
    {"q": "会议", "in": "events"},
    {"unit": "市民政局"},
    {"unit": "市民政局", "role": "lead"},
    {"unit": "民政局", "role": "cooperate"},  # a part of many names
    {"unit": "财政部门", "role": "lead", "doc_type": "方案"},
    {"q": "服务", "role": "responsible"},
    {"q": "服务", "fact": "deadlines", "role": "lead"},
    {"q": "养老", "doc_type": "通知", "year": "2022"},
    {"role": "interpret"},
    {"q": "养老", "place": "南通市"},
    {"q": "服务", "in_force": "2022-09-01", "doc_type": "方案"},
    {"q": "工作", "in": "documents", "in_force": "2022-09-01"},
    {"q": "会议", "in": "events", "place": "南通市"},
    {"due_from": "2022", "due_until": "2025", "role": "lead"},
]


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> Iterator[sqlite3.Connection]:
    opened = open_database(knowledge_base)
    yield opened
    opened.close()


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=lambda arguments: " ".join(arguments.values()))
def test_a_count_is_what_its_click_gives(connection: sqlite3.Connection, arguments: dict[str, str]) -> None:
    answer = search(connection, question_from(arguments))
    counted = 0
    for facet in facets(connection, answer):
        for choice in facet.choices:
            clicked = question_from({**arguments, "in": answer.kind, facet.name: choice.value})
            total = search(connection, clicked).totals[answer.kind]
            assert (facet.name, choice.word, choice.count) == (facet.name, choice.word, total)
            counted += 1
    assert counted
    assert address(answer.question).startswith("/search?")


@pytest.mark.parametrize("unit", ["市民政局", "民政局", "南通市民政局", "财政部门", "民政"])
@pytest.mark.parametrize("role", ["", "lead", "cooperate"])
def test_the_command_line_and_the_page_mean_the_same_by_a_name(
    connection: sqlite3.Connection, unit: str, role: str
) -> None:
    page = search(connection, question_from({"unit": unit, "role": role}))
    answer = search_on_the_command_line(connection, Asked(unit=unit, role=role or None))
    assert answer.totals["clause"] == page.totals["clauses"]


@pytest.mark.parametrize("day", ["1999-01-01", "2022-09-01", "2099-01-01"])
@pytest.mark.parametrize("words", ["养老", "会议", ""])
def test_the_command_line_and_the_page_mean_the_same_by_in_force(
    connection: sqlite3.Connection, words: str, day: str
) -> None:
    chosen = {"q": words, "in_force": day, **({} if words else {"role": "lead"})}
    page = search(connection, question_from(chosen)).totals
    line = search_on_the_command_line(
        connection, Asked(words, role=None if words else "lead", in_force=day)
    ).totals
    assert line["clause"] == page["clauses"]
    assert day > "2000" or not page["clauses"]
    if words:
        assert (line["document"], line["event"]) == (page["documents"], page["events"])
