"""The clause tree: fixture pairs, and what holds for every tree.

A fixture is `<case>.txt`, a document's body with one paragraph a line, and `<case>.json` with the rows that
must come out, in order, and the codes of the diagnostics.
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
from schema.source import Paragraph, Segment, Text

FIXTURES = Path(__file__).parents[2] / "fixtures" / "clauses"
CASES = sorted(path.stem for path in FIXTURES.glob("*.txt"))
LABELS = [
    "一、",
    "二、",
    "（一）",
    "（三）",
    "(二)",
    "1.",
    "2．",
    "（1）",
    "①",
    "1)",
    "第一章 ",
    "第二条",
    "第三节",
    "1.1 ",
    "专栏一 ",
]
WORDS = [
    "总则",
    "加强管理。每月巡查。",
    "下列条件：",
    "条件；",
    "（责任单位：市水务局）",
    "注：说明",
    "本办法自印发之日起施行。",
    "",
    "“",
]


def body_of(text: str, title: str = "关于加强管理的意见") -> Body:
    blocks = [
        Paragraph(Text(line, (Segment(0, 0, len(line)),) if line else ())) for line in text.splitlines()
    ]
    return read_body(
        read_elements(blocks, 0, 0).parts, Context(title=title, doc_type=doc_type_of(title)), "文件"
    )


@pytest.mark.parametrize("case", CASES)
def test_fixture(case: str) -> None:
    body = body_of((FIXTURES / f"{case}.txt").read_text("utf-8"))
    expected = json.loads((FIXTURES / f"{case}.json").read_text("utf-8"))
    shown = [{"path": c.path, "kind": c.kind, "heading": c.heading, "text": c.text} for c in body.clauses]
    assert shown == expected["clauses"]
    assert [d.code for d in body.diagnostics] == expected["diagnostics"]


def test_a_diagnostic_says_where() -> None:
    body = body_of("一、新建泵站3座。\n三、改造管网20公里。\n")
    (doubt,) = body.diagnostics
    assert body.text[doubt.char_start : doubt.char_end] == "三、"


def test_ids_name_the_path_and_number_the_paragraphs() -> None:
    body = body_of("一、范围\n适用于本市。\n不含军事区。\n也不含港区。\n一、范围\n")
    assert [clause.id for clause in body.clauses] == ["文件#一", "文件#一¶1", "文件#一¶2", "文件#一~2"]
    assert [clause.parent for clause in body.clauses] == [None, "文件#一", "文件#一", None]


def test_the_new_text_of_an_amending_decision_makes_no_clauses() -> None:
    text = "一、将第三条修改为：“第三条 水费按月收取：\n（一）居民；\n（二）企业。”\n二、删去第五条。\n"
    body = body_of(text, "某市人民政府关于修改《某市供水办法》的决定")
    assert [(c.path, c.kind) for c in body.clauses] == [
        ("一", "part"),
        ("一", "paragraph"),
        ("一", "paragraph"),
        ("二", "part"),
    ]


@given(st.lists(st.tuples(st.sampled_from(["", *LABELS]), st.sampled_from(WORDS)), max_size=12))
def test_every_line_is_in_one_clause_and_parents_come_first(lines: list[tuple[str, str]]) -> None:
    body = body_of("\n".join(label + words for label, words in lines))
    seen: set[str] = set()
    position = 0
    for clause in sorted(body.clauses, key=lambda c: c.char_start):
        assert clause.char_start >= position
        position = clause.char_end
    for clause in body.clauses:
        assert clause.parent is None or clause.parent in seen
        assert clause.id not in seen
        seen.add(clause.id)
        if clause.label:
            assert body.text[clause.char_start :].startswith(clause.label)
