"""The database that the corpus gives: every text in it is found, and by nothing that is not in it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from handmade import FILLED
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import HAND_PICKED, may_match, oracle

from ingest.build import parse_all
from ingest.load.load import load
from ingest.read.sources import read_declaration
from kb.database import open_database
from kb.export import read_gazettes
from kb.search import Question, search
from schema.passages import clause_passage
from schema.source import LocalNames
from schema.tables import TABLES
from schema.tokens import fold, match_query

CORPUS = Path(__file__).parents[3] / "corpus"


@pytest.fixture(scope="module")
def database(knowledge_base: Path) -> Iterator[sqlite3.Connection]:
    connection = open_database(knowledge_base)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def clauses(database: sqlite3.Connection) -> dict[int, str]:
    """The words of every clause, by its number."""
    rows = database.execute("select pk, heading, text from clauses")
    return {pk: clause_passage(heading, text) for pk, heading, text in rows}


@pytest.fixture(scope="module")
def texts(database: sqlite3.Connection) -> list[str]:
    """The clean text of every document."""
    return [text for (text,) in database.execute("select text from documents order by pk")]


def found(database: sqlite3.Connection, question: str) -> set[int]:
    query = match_query(question)
    if not query:
        return set()
    return {
        pk for (pk,) in database.execute("select rowid from clauses_fts where clauses_fts match ?", [query])
    }


def expected(clauses: dict[int, str], question: str) -> set[int]:
    words = fold(question).split()
    likely = [pk for pk, text in clauses.items() if words and may_match(words, text)]
    return {pk for pk in likely if oracle(question, clauses[pk])}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_search_equals_the_oracle(
    database: sqlite3.Connection, clauses: dict[int, str], texts: list[str], data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    question = text[start : start + data.draw(st.integers(1, 8))]
    assert found(database, question) == expected(clauses, question)


@pytest.mark.parametrize("question", HAND_PICKED)
def test_search_equals_the_oracle_for(
    database: sqlite3.Connection, clauses: dict[int, str], question: str
) -> None:
    assert found(database, question) == expected(clauses, question)


def test_every_line_is_found(database: sqlite3.Connection) -> None:
    rows = database.execute(
        "select b.kind, substr(d.text, b.char_start + 1, b.char_end - b.char_start) "
        "from blocks b join documents d on d.id = b.document_id"
    ).fetchall()
    missing = []
    for kind, line in rows:
        end = re.split(r"[。）、.．\s]", line.rstrip("。；：，）、.．"))[-1][-8:].lstrip("0123456789")
        if fold(end).split() and not search(database, Question(end), limit=1).hits:
            missing.append((kind, end))
    assert missing == []


def test_the_rows_hold_together(database: sqlite3.Connection) -> None:
    assert database.execute("pragma foreign_key_check").fetchall() == []
    empty = {name for name in TABLES if not database.execute(f"select 1 from [{name}]").fetchone()}
    assert empty & FILLED == set()
    assert {
        "corrections",
        "changes",
        "moved",
    } <= empty  # nobody corrected anything, and nothing was there before


def test_the_same_sources_give_the_same_rows(knowledge_base: Path, tmp_path: Path) -> None:
    again = parse_all([CORPUS], 1, _fail, lambda _, results: results)
    load(again, tmp_path / "again.db", names=_names())
    assert _dump(knowledge_base) == _dump(tmp_path / "again.db")


def test_what_is_exported_loads_to_the_same(database: sqlite3.Connection, tmp_path: Path) -> None:
    load(read_gazettes(database), tmp_path / "again.db", names=_names())
    again = open_database(tmp_path / "again.db")
    for name in TABLES:
        if name != "meta":
            order = "order by 1, 2"
            rows = database.execute(f"select * from [{name}] {order}").fetchall()
            assert [tuple(row) for row in rows] == [
                tuple(row) for row in again.execute(f"select * from [{name}] {order}")
            ], name
    again.close()


def _names() -> LocalNames:
    """What the corpus adds to the lexicon."""
    return read_declaration(CORPUS / "lanjiang" / "规划.txt").names


def _fail(error: Exception) -> None:
    raise error


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [line for line in connection.iterdump() if not line.startswith('INSERT INTO "meta"')]
