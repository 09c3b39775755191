"""Tables in a document: their captions, the clause they stand in, the cells their targets quote."""

from __future__ import annotations

import pytest

from ingest.read.text_reader import read_text
from parsers.facts.bodies import read_body
from parsers.facts.hanging import Body
from parsers.facts.tables.tables import is_caption
from parsers.language.names.context import Context
from parsers.layout.elements import read_elements
from schema.facts import Target

TEXT = """一、主要指标

表1 供水主要指标

| 序号 | 指标 | 2025年目标 |
| --- | --- | --- |
| 1 | 水厂（座） | 30 |
| 2 | 管网（公里） | 200 |

注：管网含支管。

二、主要任务。改造水厂。
"""


def body_of(text: str) -> Body:
    parts = read_elements(read_text(text).blocks, 0, 0).parts
    return read_body(parts, Context(title="临江市供水规划", doc_type="规划"), "文件")


def test_a_table_has_its_caption_and_clause() -> None:
    (table,) = body_of(TEXT).tables
    assert (table.caption, table.path, table.clause) == ("表1供水主要指标", "一", "文件#一")
    assert table.cells[2] == ("2", "管网（公里）", "200")


def test_caption_table_and_note_are_blocks_of_their_kind() -> None:
    kinds = [placed.part.kind for placed in body_of(TEXT).placed]
    assert kinds == ["paragraph", "caption", "table", "note", "paragraph"]


def test_tables_are_no_clauses_but_their_notes_are() -> None:
    assert [(c.path, c.kind) for c in body_of(TEXT).clauses] == [
        ("一", "part"),
        ("一", "note"),
        ("二", "part"),
    ]


def test_targets_quote_their_cells() -> None:
    body = body_of(TEXT)
    rows = [row for row in body.of(Target) if row.table]
    assert [row.value for row in rows] == [30, 200]
    assert all(body.text[row.char_start : row.char_end] == row.quote for row in rows)


@pytest.mark.parametrize("cell", ["5 左右", "约 30  40", "12　000", "≥ 85"])
def test_a_cell_is_quoted_as_the_text_prints_it(cell: str) -> None:
    body = body_of(TEXT.replace("| 30 |", f"| {cell} |"))
    quoted = next(row for row in body.of(Target) if row.table)
    assert body.text[quoted.char_start : quoted.char_end] == quoted.quote
    assert "".join(quoted.quote.split()) == "".join(cell.split())


def test_a_table_before_any_clause_has_no_path() -> None:
    (table,) = body_of(TEXT.removeprefix("一、主要指标\n")).tables
    assert (table.path, table.clause) == ("", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("表1 供水主要指标", True),
        ("供水主要指标", True),
        ("附表二：任务分工", True),
        ("到2025年，供水普及率达到99%。", False),
        ("具体指标如下：", False),
    ],
)
def test_a_caption(text: str, expected: bool) -> None:
    assert is_caption(text) is expected
