"""Cited clauses: fixture pairs, and what holds for every text.

A fixture is `<case>.txt`, a title and below it a body with one paragraph a line, and `<case>.json` with the rows:
the clause that cites, the words, the document cited (null: its own), the place, and the clause that is meant.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts.bodies import read_body
from parsers.facts.hanging import Body
from parsers.language.names.context import Context
from parsers.language.names.doc_types import doc_type_of
from parsers.layout.elements import read_elements
from schema.facts import ClauseCitation
from schema.source import Paragraph, Segment, Text

FIXTURES = sorted(
    (Path(__file__).parents[4] / "parsers/facts/citations/fixtures/clause_citations").glob("*.txt")
)


def body_of(text: str) -> Body:
    title, *lines = text.splitlines()
    blocks = [Paragraph(Text(line, (Segment(0, 0, len(line)),) if line else ())) for line in lines]
    context = Context(title=title, doc_type=doc_type_of(title))
    return read_body(read_elements(blocks, 0, 0).parts, context, "文件")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_cited_clauses_of_a_document(path: Path) -> None:
    rows = body_of(path.read_text("utf-8")).of(ClauseCitation)
    found = [
        [row.clause, row.quote, row.title or row.doc_number, row.cited_path, row.cited_clause] for row in rows
    ]
    assert found == json.loads(path.with_suffix(".json").read_text("utf-8"))


def test_a_short_name_stands_for_title_and_number() -> None:
    rows = body_of(
        "某市细则\n第一条 根据《甲办法》（甲发〔2021〕4号，以下简称《办法》）。\n第二条 按照《办法》第八条执行。"
    )
    assert [(row.title, row.doc_number) for row in rows.of(ClauseCitation)] == [("甲办法", "甲发〔2021〕4号")]


def test_a_place_that_is_not_there_is_doubted() -> None:
    body = body_of(
        "某市办法\n第一条 依照本办法第九条和附件1第三条办理。\n第二条 依照《某市条例》第八条办理。"
    )
    assert [(d.code, body.text[d.char_start : d.char_end]) for d in body.diagnostics] == [
        ("missing_clause", "本办法第九条")
    ]


@given(st.text(alphabet="第一二三十条款项章部分（）《》甲办法本前违反、和至的规定附件1，。\n", max_size=120))
def test_rows_quote_their_text_and_lead_to_its_clauses(text: str) -> None:
    body = body_of(f"某市办法\n{text}")
    clauses = {clause.id for clause in body.clauses}
    for row in body.of(ClauseCitation):
        assert row.quote == body.text[row.char_start : row.char_end] != ""
        assert row.clause in clauses
        assert row.cited_clause is None or row.cited_clause in clauses
        assert row.cited_path
