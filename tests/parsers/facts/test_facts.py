"""Facts on the clauses of a whole document: ranges, paths, contexts, once a clause."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from parsers.facts.bodies import read_body
from parsers.facts.hanging import Body
from parsers.facts.kinds import KINDS, Kind
from parsers.language.names.context import Context
from parsers.layout.elements import read_elements
from schema.base import Fact
from schema.document import ParsedDocument
from schema.facts import Deadline, Duty, Target
from schema.source import Paragraph, Segment, Text

CONTEXT = Context(title="临江市供水方案", doc_type="方案", issued_on="2023-02-01")


def body_of(*lines: str) -> Body:
    blocks = [Paragraph(Text(line, (Segment(0, 0, len(line)),)), page=i) for i, line in enumerate(lines, 1)]
    return read_body(read_elements(blocks, 0, 0).parts, CONTEXT, "文件")


def test_ranges_count_in_the_document() -> None:
    body = body_of("一、保障水质。2025年底前，改造水厂2座。", "（责任单位：市水务局）")
    rows = [*body.of(Duty), *body.of(Deadline), *body.of(Target)]
    assert rows
    assert all(row.quote == body.text[row.char_start : row.char_end] for row in rows)
    assert {(row.path, row.clause) for row in rows} == {("一", "文件#一")}
    assert [d.due for d in body.of(Deadline)] == ["2025-12-31"]


def test_a_fact_has_the_page_of_its_words() -> None:
    body = body_of("一、保障水质。", "二、2025年底前，改造水厂2座。")
    assert [d.page for d in body.of(Deadline)] == [2]


def test_a_duty_counts_once_a_clause() -> None:
    body = body_of("一、市水务局负责供水。", "市水务局负责排水。", "二、市水务局负责节水。")
    assert [(d.path, d.name) for d in body.of(Duty)] == [("一", "市水务局"), ("二", "市水务局")]


def test_a_standing_rule_quotes_itself() -> None:
    body = body_of(
        "一、主要任务（以下均需各区人民政府负责，不再列出）",
        "（一）改造水厂。（责任单位：市水务局）",
    )
    inherited = [d for d in body.of(Duty) if d.basis == "inherited"]
    assert [d.path for d in inherited] == ["一/（一）"]
    assert all(body.text[d.char_start : d.char_end] == d.quote for d in inherited)
    assert inherited[0].char_start < body.clauses[1].char_start


def test_every_kind_is_a_list_of_a_document_with_its_rows() -> None:
    for kind in KINDS:
        assert get_args(ParsedDocument.model_fields[kind.name].annotation)[0] is kind.row


def test_a_text_may_be_empty() -> None:
    assert [kind.name for kind in KINDS if list(kind.find("", CONTEXT))] == []


class Fee(Fact):
    """A kind of fact that nobody has named before."""

    amount: str


def find_fees(text: str, context: Context) -> list[Fee]:
    places = [match.span() for match in re.finditer("[0-9]+元", text)]
    return [Fee(quote=text[a:b], char_start=a, char_end=b, amount=text[a:b]) for a, b in places]


def test_a_new_kind_is_a_row_type_a_finder_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("fees", Fee, find_fees, once=lambda fee: fee.amount)
    monkeypatch.setattr("parsers.facts.bodies.KINDS", (*KINDS, kind))
    body = body_of("一、收费。每户收取20元。", "逾期收取20元。", "二、每户收取30元。")
    fees = body.of(Fee)
    assert [(fee.path, fee.page, fee.quote) for fee in fees] == [("一", 1, "20元"), ("二", 3, "30元")]
    assert all(body.text[fee.char_start : fee.char_end] == fee.quote for fee in fees)
