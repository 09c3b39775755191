"""The two promises: nothing of a source is lost, and nothing is said that it does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import others
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.read.pdf.reader import read_pdf
from ingest.read.text_reader import decode, read_text
from parsers.facts.accounting import unaccounted
from parsers.facts.gazette import parse_reading
from parsers.facts.guard import COMPONENT_FAILED
from schema.base import Quoted
from schema.document import Gazette, ParsedDocument, Source
from schema.source import Declaration

ROOT = Path(__file__).parents[1]
TEXTS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("corpus/nantong/*.txt"))
PDF = "corpus/nantong/nantong-2022-06.pdf"
SOURCES = [*TEXTS, PDF, *others.texts()]
FACTS = (
    "units",
    "deadlines",
    "targets",
    "citations",
    "clause_citations",
    "appointments",
    "rosters",
    "events",
    "amendments",
    "tables",
)
DECLARATION = Declaration(gazette="某市人民政府公报", place="某市")
SLICE = 60
HEADS = (
    "某市人民政府关于印发某市防汛工作方案的通知\n某政发〔2023〕5号\n各区人民政府：\n现印发给你们。\n2023年5月6日\n",
    "某市人民政府公报\n2023年第3期(总第88期)\n目录\n【市政府文件】\n某市人民政府关于防汛工作的意见……1\n",
    "专栏一：重点工程\n1．建设泵站3座。\n2．疏浚河道20公里。\n",
    "序号|指标|2025年\n1|泵站（座）|30\n2|河道（公里）|20\n",
)


@cache
def text_of(path: str) -> str:
    """The characters that the ranges of a source count: a text as it is, a PDF's in reading order."""
    return read_pdf(ROOT / path).source if path == PDF else decode((ROOT / path).read_bytes(), path)


def parse(text: str) -> Gazette:
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    return parse_reading(read_text(text), DECLARATION, source)


def facts_of(document: ParsedDocument) -> Iterator[Quoted]:
    return chain.from_iterable(getattr(document, name) for name in FACTS)


def untrue(gazette: Gazette) -> list[str]:
    """Every row of the gazette that does not say what its document says at its range."""
    wrong = []
    for document in gazette.documents:
        text = document.document.text
        for row in facts_of(document):
            if row.quote != text[row.char_start : row.char_end] or not row.quote:
                wrong.append(f"{type(row).__name__} {row.quote!r}")
        for person in chain.from_iterable(event.people for event in document.events):
            if person.name != "".join(text[person.char_start : person.char_end].split()):
                wrong.append(f"person {person.name}")
        for clause in document.clauses:
            if clause.text not in text[clause.char_start : clause.char_end].replace("\n", ""):
                wrong.append(f"clause {clause.path} {clause.text[:40]!r}")
            if clause.heading and clause.heading not in text[clause.char_start : clause.char_end]:
                wrong.append(f"heading {clause.path} {clause.heading!r}")
        wrong += [f"gap between blocks before {b.char_start}" for b in gaps(document)]
    return wrong


def gaps(document: ParsedDocument) -> list[Quoted]:
    """Blocks that do not begin one line end after the block before."""
    position = 0
    found = []
    for block in document.blocks:
        if block.char_start != position or block.char_end < block.char_start:
            found.append(block)
        position = block.char_end + 1
    return found


def printed(gazette: Gazette, source: str) -> list[str]:
    """Blocks whose characters are not those of the source at their ranges."""
    wrong = []
    for document in gazette.documents:
        for block in document.blocks:
            shown = document.document.text[block.char_start : block.char_end]
            origin = "".join(source[start:end] for start, end in block.source)
            if "".join(shown.split()) != "".join(origin.split()):
                wrong.append(shown[:40])
    return wrong


@pytest.mark.parametrize("path", SOURCES)
def test_nothing_is_lost(path: str, parsed: Callable[[str], Gazette]) -> None:
    assert unaccounted(parsed(path), text_of(path)) == []


@pytest.mark.parametrize("path", SOURCES)
def test_nothing_is_invented(path: str, parsed: Callable[[str], Gazette]) -> None:
    gazette = parsed(path)
    assert untrue(gazette) == []
    assert printed(gazette, text_of(path)) == []


@pytest.mark.parametrize("path", SOURCES)
def test_ids_are_unique_and_lead_somewhere(path: str, parsed: Callable[[str], Gazette]) -> None:
    gazette = parsed(path)
    keys = {d.document.key for d in gazette.documents}
    ids = [d.document.id for d in gazette.documents]
    assert len(ids) == len(set(ids))
    for document in gazette.documents:
        assert document.document.parent is None or document.document.parent in keys
        clauses = [clause.id for clause in document.clauses]
        assert len(clauses) == len(set(clauses))
        assert {c.parent for c in document.clauses if c.parent} <= set(clauses)
        hung = chain(
            document.units,
            document.deadlines,
            document.citations,
            document.targets,
            document.clause_citations,
        )
        assert {row.clause for row in hung if row.clause} <= set(clauses)


def test_the_same_bytes_give_the_same_rows(parsed: Callable[[str], Gazette]) -> None:
    text = text_of(TEXTS[0])
    assert parse(text) == parse(text)


def strike(lines: list[str], accident: int, i: int, j: int, cut: int, noise: str) -> None:
    """One of six accidents to the lines: one lost, doubled, swapped with another, glued to it, given noise, or cut."""
    if accident == 0:
        lines[i] = ""
    elif accident == 1:
        lines.insert(j, lines[i])
    elif accident == 2:
        lines[i], lines[j] = lines[j], lines[i]
    elif accident == 3:
        lines[i] += lines[j]
    elif accident == 4:
        lines[i] = lines[i][:cut] + noise + lines[i][cut:]
    else:
        lines[i : i + 1] = [lines[i][:cut], lines[i][cut:]]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Some lines of a source after a few accidents: lost, doubled, swapped, glued, cut, or with foreign characters."""
    lines = text_of(draw(st.sampled_from(TEXTS))).splitlines()
    start = draw(st.integers(0, max(0, len(lines) - SLICE)))
    lines = [draw(st.sampled_from(["", *HEADS])), *(line[:400] for line in lines[start : start + SLICE])]
    for _ in range(draw(st.integers(1, 6))):
        i = draw(st.integers(0, len(lines) - 1))
        j = draw(st.integers(0, len(lines) - 1))
        cut = draw(st.integers(0, len(lines[i])))
        noise = draw(
            st.text(
                "（）《》〔〕“”、，。：；第一二条章专栏0９①.|-#●年月日附件\f\t　 \u200b\ufeff<!--A",
                max_size=6,
            )
        )
        strike(lines, draw(st.integers(0, 5)), i, j, cut, noise)
    return "\n".join(lines)


def check(text: str) -> None:
    gazette = parse(text)
    assert [doubt.message for doubt in gazette.diagnostics if doubt.code == COMPONENT_FAILED] == []
    assert unaccounted(gazette, text) == []
    assert untrue(gazette) == []
    assert printed(gazette, text) == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_the_promises_hold_for_damaged_text(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
@example("")
@example("\x00\x1c\x85")
@example("附件：\n1．")
@example("|||\n|%|5 左右|\n通知")
@example("三、一三六八年")
@example(f"一、建成泵站{'9' * 309}座。")
@example(f"|指标|2025年|\n|泵站|{'9' * 4400}|")
@example("目录\n目录\n")
def test_the_promises_hold_for_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "管理局\n2025年12月22日",  # a signature and a date, and nothing above them
        "临江市财政局　临江市林业局\n二〇三一年三月",
        "|\n-- |",  # a table in which nothing is printed
        "临江市防汛通知\n一、值班。\n| | |\n|--|--|\n| | |\n二、巡查。",
        "|\n|--\n**注意。** 说明|",  # bold type in the last row of a table
        "|甲|乙|\n|--|--|\n|**1**|**2**|\n**说明。** 某|丙|丁|",
    ],
)
def test_small_texts_keep_every_promise(text: str) -> None:
    gazette = parse(text)
    assert [d.message for d in gazette.diagnostics if d.code == COMPONENT_FAILED] == []
    assert list(unaccounted(gazette, text)) == []
    assert untrue(gazette) == []
