"""A question finds what holds its words, and only that; who must act by when narrows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from handmade import NUMBER, PLAN, make_decision, make_issue

from ingest.load.load import load
from kb import search as searching
from kb.database import open_database
from kb.search import Question, search
from kb.units import UnknownUnitError
from schema.errors import DatabaseError


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("search") / "kb.db"
    load([make_issue(6), make_issue(7, sha="b" * 64), make_decision()], path)
    opened = open_database(path)
    yield opened
    opened.close()


def found(connection: sqlite3.Connection, words: str = "", **narrowed: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.id) for hit in search(connection, Question(words, **narrowed)).hits]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("养老", {"document", "clause", "event"}),
        ("4.5个", {"clause"}),
        ("5G", {"clause"}),
        ("ＶＯＣs", {"clause"}),
        ("张三", {"event"}),
        ("王五任", {"document"}),
        ("养老床位1000张", {"document"}),
        ("加强领导", {"clause"}),
        ("市民政局 财政", {"clause", "document"}),
        ("00万元", set()),
        ('"%', set()),
    ],
)
def test_words_are_found_in_every_kind_of_text(
    connection: sqlite3.Connection, words: str, kinds: set[str]
) -> None:
    assert {kind for kind, _ in found(connection, words)} == kinds


def test_a_number_finds_its_document_first(connection: sqlite3.Connection) -> None:
    answer = search(connection, Question(NUMBER))
    assert answer.hits[0].kind == "document"
    assert answer.hits[0].doc_number == NUMBER


def test_the_words_are_marked(connection: sqlite3.Connection) -> None:
    for hit in search(connection, Question("养老 服务")).hits:
        assert {hit.snippet[start:end] for start, end in hit.marks} <= {"养老", "服务"}
        assert hit.marks


def test_a_clause_says_who_and_when(connection: sqlite3.Connection) -> None:
    hit = search(connection, Question("加强领导")).hits[0]
    assert (hit.path, hit.heading, hit.page) == ("（一）", "加强领导", 2)
    assert hit.units == (("lead", "市民政局"), ("cooperate", "财政部门"), ("cooperate", "养老服务协会"))
    assert hit.due == ("2025-12-31",)
    assert hit.title == PLAN


@pytest.mark.parametrize(
    ("narrowed", "count"),
    [
        ({"unit": "市民政局"}, 2),
        ({"unit": "南通市民政局"}, 2),
        ({"unit": "南通市民政局", "role": "lead"}, 2),
        ({"unit": "市民政局", "role": "cooperate"}, 0),
        ({"role": "cooperate"}, 2),
        ({"due_before": "2025-12-31"}, 2),
        ({"due_before": "2025-12-30"}, 0),
        ({"unit": "市民政局", "role": "lead", "due_before": "2026-01-01"}, 2),
    ],
)
@pytest.mark.parametrize("words", ["", "VOCs"])
def test_duties_narrow_a_question(
    connection: sqlite3.Connection, words: str, narrowed: dict[str, str], count: int
) -> None:
    hits = found(connection, words, **narrowed)
    assert [kind for kind, _ in hits] == ["clause"] * count


def test_a_general_name_binds_those_it_covers(connection: sqlite3.Connection) -> None:
    for name in ("市财政局", "南通市财政局"):
        hits = search(connection, Question(unit=name)).hits
        assert [hit.units[1] for hit in hits] == [("cooperate", "财政部门")] * 2


def test_an_unknown_organisation_is_said_with_those_alike(connection: sqlite3.Connection) -> None:
    with pytest.raises(UnknownUnitError, match="similar: 市民政局"):
        found(connection, unit="滨海市民政局")
    with pytest.raises(UnknownUnitError, match="unit_aliases"):
        found(connection, unit="没有的局")


def test_words_apart_are_found_where_the_phrase_is_not(connection: sqlite3.Connection) -> None:
    answer = search(connection, Question("养老奖励5G"))
    assert answer.hits == ()
    answer = search(connection, Question("加强服务治理站领导"))
    assert answer.hits == () or answer.fallback
    answer = search(connection, Question("拨付奖励"))
    assert answer.fallback == ("拨付", "奖励")
    assert {hit.path for hit in answer.hits} == {"（二）"}
    assert all(hit.marks for hit in answer.hits)


def test_the_limit_is_of_each_kind(connection: sqlite3.Connection) -> None:
    answer = search(connection, Question("养老"), limit=1)
    assert [hit.kind for hit in answer.hits] == ["document", "clause", "event"]
    assert answer.totals["clause"] == 5


def test_above_the_cap_the_newest_come_first(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "CAP", 1)
    answer = search(connection, Question("养老"))
    assert answer.totals["clause"] == 2
    issues = [hit.issued_on for hit in answer.hits if hit.kind == "clause"]
    assert issues == sorted(issues, reverse=True)


@pytest.mark.parametrize("cap", [0, 10_000])
@pytest.mark.parametrize("narrowed", [{}, {"unit": "市民政局"}, {"due_before": "2025-12-31"}])
def test_the_index_gives_the_order_without_a_sort(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, cap: int, narrowed: dict[str, str]
) -> None:
    monkeypatch.setattr(searching, "CAP", cap)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    found(connection, "治理", **narrowed)
    connection.set_trace_callback(None)
    ranked = [sql for sql in asked if "_fts match" in sql]
    assert ranked
    for sql in ranked:
        plan = " / ".join(row[3] for row in connection.execute(f"explain query plan {sql}"))
        assert "ORDER BY" not in plan, plan
        assert "SCAN x" not in plan, plan


def test_a_missing_or_foreign_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    with pytest.raises(DatabaseError, match="no such database"):
        open_database(path)
    path.write_text("not a database, though long enough to be one" * 100)
    with pytest.raises(DatabaseError, match="not a database"):
        open_database(path)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("pragma user_version = 99")
    with pytest.raises(DatabaseError, match="version 99"):
        open_database(path)
