"""What one component raises costs the rows it looked for there: every other row stays, and a doubt tells of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import parsers.facts.bodies
import parsers.facts.citations.clause_citations
import parsers.facts.gazette
from ingest.read.text_reader import read_text
from parsers.facts.accounting import unaccounted
from parsers.facts.gazette import parse_reading
from parsers.facts.guard import COMPONENT_FAILED, Guard, Place
from parsers.facts.kinds import KINDS
from schema.document import Gazette, Source
from schema.source import Declaration

PLAN = """临江市人民政府关于印发防汛方案的通知
临政发〔2023〕5号
各区人民政府：
一、2023年6月底前，市水务局按《防汛条例》第三条新建泵站3座。（责任单位：市水务局）
二、2023年9月底前，市财政局按《预算条例》第六条拨付资金5000万元。（责任单位：市财政局）
|序号|指标|2025年|
|---|---|---|
|1|河道（公里）|20|
|2|水闸（座）|8|
"""
TASKS = """临江市人民政府关于印发供水方案的通知
一、任务分工
|序号|任务|牵头单位|完成时限|
|---|---|---|---|
|1|改造水厂3座|市水务局|2023年6月底前|
"""
CHRONICLE = """临江市2023年大事记
6月3日 市长王建国检查防汛工作。
6月5日 市长王建国检查供水工作。
"""
APPOINTMENTS = """临江市人民政府关于王建国等任免职的通知
各区人民政府：
市政府决定：
任命王建国为临江市水务局局长；
任命李建军为临江市财政局局长。
"""
AMENDING = """临江市人民政府关于修改《临江市防汛办法》的决定
一、将第三条中的“三日”修改为“五日”。
二、将第四条中的“七日”修改为“九日”。
"""
FACTS = (
    "units",
    "deadlines",
    "targets",
    "citations",
    "clause_citations",
    "appointments",
    "events",
    "amendments",
    "tables",
)


def parse(text: str) -> Gazette:
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    gazette = parse_reading(read_text(text), Declaration(), source)
    assert unaccounted(gazette, text) == []
    return gazette


def rows(gazette: Gazette, *but: str) -> dict[str, list[Any]]:
    kinds = [kind for kind in FACTS if kind not in but]
    return {kind: [row for d in gazette.documents for row in getattr(d, kind)] for kind in kinds}


def failures(gazette: Gazette) -> list[tuple[str, str]]:
    """Message and words of each doubt that tells of a component."""
    texts = {d.document.id: d.document.text for d in gazette.documents}
    return [
        (doubt.message, texts.get(doubt.document or "", "")[doubt.char_start or 0 : doubt.char_end or 0])
        for doubt in gazette.diagnostics
        if doubt.code == COMPONENT_FAILED
    ]


def failing_at(words: str, find: Callable[..., Any]) -> Callable[..., Any]:
    def fail(*given: Any, **named: Any) -> Any:
        if any(isinstance(each, str) and words in each for each in given):
            raise OverflowError("a number too large")
        return find(*given, **named)

    return fail


def damage(monkeypatch: pytest.MonkeyPatch, kind: str, at: str) -> None:
    """Make the finder of a kind fail on a text that holds these words."""
    damaged = [replace(k, find=failing_at(at, k.find)) if k.name == kind else k for k in KINDS]
    monkeypatch.setattr("parsers.facts.bodies.KINDS", tuple(damaged))


@pytest.mark.parametrize("kind", ["units", "deadlines", "targets", "citations"])
def test_a_clause_loses_its_facts_of_one_kind(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parse(PLAN)
    damage(monkeypatch, kind, "泵站")
    damaged = parse(PLAN)
    assert rows(damaged, kind) == rows(whole, kind)
    left = [row for row in rows(whole)[kind] if row.path != "一"]
    assert rows(damaged)[kind] == left
    assert len(rows(whole)[kind]) > len(left) > 0
    [(message, words)] = failures(damaged)
    assert "“一”" in message
    assert kind in message
    assert "OverflowError" in message
    assert words.startswith("一、2023年6月底前")


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        (AMENDING, "amendments", "三日"),
        (APPOINTMENTS, "appointments", "王建国"),
        (CHRONICLE, "events", "防汛"),
    ],
)
def test_a_passage_loses_its_rows(text: str, kind: str, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parse(text)
    damage(monkeypatch, kind, at)
    _one_is_lost(whole, parse(text), kind)


def test_a_clause_loses_what_it_cites_in_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, place = parse(PLAN), parsers.facts.citations.clause_citations
    monkeypatch.setattr(place, "full_names", failing_at("泵站", place.full_names))
    _one_is_lost(whole, parse(PLAN), "clause_citations")


def test_a_document_loses_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parse(PLAN)
    monkeypatch.setattr(parsers.facts.bodies, "printed_tables", _always_failing)
    _one_is_lost(whole, parse(PLAN), "tables", "targets")


@pytest.mark.parametrize("kind", ["units", "deadlines", "targets"])
def test_a_table_loses_its_facts_of_one_kind(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parse(TASKS)
    failing = [replace(k, in_table=_always_failing) if k.name == kind else k for k in KINDS]
    monkeypatch.setattr("parsers.facts.bodies.KINDS", tuple(failing))
    damaged = parse(TASKS)
    _one_is_lost(whole, damaged, kind)
    [(_, words)] = failures(damaged)
    assert words.startswith("序号")


def _one_is_lost(whole: Gazette, damaged: Gazette, kind: str, *others: str) -> None:
    assert rows(damaged, kind, *others) == rows(whole, kind, *others)
    assert len(rows(damaged)[kind]) == len(rows(whole)[kind]) - 1
    assert [kind in message for message, _ in failures(damaged)] == [True]


@pytest.mark.parametrize(
    "name", ["draft_documents", "read_body", "find_slips", "find_mismatches", "doubtful_names"]
)
def test_no_component_costs_a_source(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsers.facts.gazette, name, _always_failing)
    assert failures(parse(PLAN))


def test_a_document_without_a_tree_keeps_its_paragraphs_and_their_facts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("parsers.layout.tree.clauses.ClauseTree._add_numbered", _always_failing)
    gazette = parse(PLAN)
    assert [target.indicator for target in rows(gazette)["targets"]][:1] == ["泵站"]
    assert {clause.kind for d in gazette.documents for clause in d.clauses} == {"paragraph"}


def test_memory_that_runs_out_is_no_fault_of_a_component() -> None:
    def exhaust() -> list[str]:
        raise MemoryError

    with pytest.raises(MemoryError):
        Guard().run("targets", Place(), exhaust)


def _always_failing(*_: Any, **__: Any) -> Any:
    raise RecursionError("too deep")
