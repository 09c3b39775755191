"""The large knowledge base is one: issues of their own, in other words, whose facts stand where they say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from handmade import make_issue
from large_kb import copies
from web_questions import other_pages, questions

from ingest.load.load import load

CLAUSES = 300


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "kb.db"
    load(copies([make_issue(6)], CLAUSES), path)
    return path


def test_it_is_as_large_as_asked(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("select count(*) from clauses").fetchone()[0] >= CLAUSES


def test_the_copies_differ(database: Path) -> None:
    sql = "select count(distinct substr(issued_on, 1, 4)), count(distinct title) from documents"
    with closing(sqlite3.connect(database)) as connection:
        years, titles = connection.execute(sql).fetchone()
    assert years > 5
    assert titles > len(make_issue(6).documents)


def test_facts_stand_where_they_say(database: Path) -> None:
    sql = "select length(quote), char_end - char_start from clause_units where basis <> 'inherited'"
    with closing(sqlite3.connect(database)) as connection:
        lengths = connection.execute(sql).fetchall()
    assert lengths
    assert all(quoted == said for quoted, said in lengths)


def test_the_questions_are_the_same_each_time(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        assert questions(connection) == questions(connection)
        assert other_pages(connection) == other_pages(connection)
