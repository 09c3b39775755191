"""The work of reading and parsing grows with the length of a text, not with its square: four times as much, not sixteen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from work import work_of

import parsers.facts.citations.amendments
import parsers.facts.people.entries
import parsers.facts.people.event_people
import parsers.facts.people.frames
import parsers.facts.targets.comparators
import parsers.language.dates
import parsers.language.mentions
import parsers.language.names.names
import parsers.language.names.offices
import parsers.language.names.placed
import parsers.layout.evidence.chronicle
from ingest.read.html.reader import read_html
from ingest.read.text_reader import read_text
from parsers.facts.gazette import parse_reading
from parsers.language.names.posts import post_words
from schema.document import Gazette, Source
from schema.source import Declaration

MOST = 4.6
"""What four times the text may cost."""

HEAD = "临江市人民政府关于印发防汛方案的通知\n临政发〔2023〕5号\n各区人民政府：\n"
CLAUSE = HEAD + "一、"
REPORT = "临江市2023年政府工作报告\n——2023年1月5日在临江市第九届人民代表大会第一次会议上\n临江市市长 王建国\n"
ROSTER = "临江市防汛指挥部组成人员名单\n组长：王建国\n成员：\n"
TABLE = HEAD + "一、主要指标\n表1 供水主要指标\n"
SENTENCE = (
    "2025年底前，由市水务局牵头，按照《防汛条例》（国发〔2018〕39号）第三条新建泵站3座，完成率达到95%以上。"
)


def lines(line: str) -> Callable[[int], str]:
    """The line again and again, {} its number."""
    return lambda count: "".join(line.replace("{}", str(i)) for i in range(1, count + 1))


def after(head: str, more: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: head + more(count)


SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    "digits": (400, lines("1")),
    "chinese digits": (400, lines("一")),
    "grouped digits": (120, lines("1,111,")),
    "dotted digits": (60, lines("1.1.")),
    "letters": (200, lines("aB")),
    "list lines": (40, lines("1.某\n")),
    "numbered lines": (50, after(HEAD, lines("{}.改造泵站\n"))),
    "an annex list": (50, after(HEAD + "附件：\n", lines("{}.改造泵站表\n"))),
    "short lines": (50, lines("某\n")),
    "contents": (40, after("目录\n", lines("某某……1\n"))),
    "a work report": (20, after(REPORT, lines("过去一年，全市生产总值增长5.5%，新建泵站3座，各项事业稳步发展。\n"))),
    "paragraphs of a clause": (15, after(CLAUSE + "主要任务\n", lines(SENTENCE + "\n"))),
    "a roster": (40, after(ROSTER, lines("李建军 市水务局局长\n"))),
    "sentences of a clause": (15, after(CLAUSE, lines(SENTENCE))),
    "commas of a sentence": (60, after(CLAUSE, lines("市水务局负责防汛，"))),
    "numbers of a sentence": (150, after(CLAUSE, lines("水厂3座，"))),
    "numbers of a list": (200, after(CLAUSE + "新建", lines("水厂3座、"))),
    "a table a cell a line": (40, after(TABLE + "序号\n指标\n2025年目标\n", lines("{}\n水厂（座）\n30\n"))),
    "a table a row a line": (40, after(TABLE + "序号 指标 2025年目标\n", lines("{} 水厂（座） 30\n"))),
    "a table": (50, after(TABLE + "|序号|指标|2025年目标|\n|---|---|---|\n", lines("|{}|水厂（座）|30|\n"))),
    "tables": (15, after(TABLE, lines("|序号|指标|2025年目标|\n|---|---|---|\n|1|水厂（座）|30|\n改造水厂。\n"))),
    "tasks": (20, after(TABLE + "|序号|主要任务|责任单位|\n|---|---|---|\n", lines("|{}|改造水厂3座|市水务局|\n"))),
    "signatures": (40, after(CLAUSE + "改造水厂。\n", lines("临江市水务局\n"))),
    "titles": (30, lines("关于防汛工作的通知\n")),
    "documents": (12, lines(HEAD + "一、改造水厂3座。\n临江市人民政府\n2023年5月6日\n")),
    "annexes": (15, after(HEAD + "附件：1.方案\n", lines("附件{}\n防汛工作方案\n一、改造水厂。\n"))),
    "appointments": (30, after("临江市人民政府关于王建国等任免职的通知\n", lines("任命王建国为临江市水务局局长；\n"))),
    "a chronicle": (25, after("临江市2023年大事记\n", lines("6月3日 市长王建国检查防汛工作，副市长李建军参加。\n"))),
    "amendments": (20, after("临江市人民政府关于修改《防汛办法》的决定\n", lines("{}、将“三日”修改为“五日”。\n"))),
    "articles": (20, after("临江市防汛办法\n", lines("第{}条 违反第{}条第一款规定的，处三万元罚款。\n有前款情形的除外。\n"))),
    "open titles": (100, after(CLAUSE, lines("《"))),
    "titles in a sentence": (40, after(CLAUSE, lines("《某》"))),
    "nested brackets": (60, after(CLAUSE, lambda count: "（" * count + "）" * count)),
    "brackets that cross": (60, after(CLAUSE, lambda count: "《" * count + "）" * count)),
    "a list of units": (40, after(CLAUSE + "改造水厂。（责任单位：市水务局", lines("、市财政局"))),
    "pages": (30, after(HEAD, lines("一、改造水厂。\n\f临江市人民政府公报12\n"))),
    "comments": (60, after(HEAD, lines("<!--"))),
    "blanks": (300, after(CLAUSE + "某", lines("　"))),
    "paragraphs of a page": (40, after("<html><body>", lines("<p>改造水厂。</p>"))),
    "a table of a page": (40, after("<html><body><table>", lines("<tr><td>{}</td><td>水厂</td></tr>"))),
}  # fmt: skip


def parse(text: str) -> Gazette:
    reading = read_html(text.encode()) if text.startswith("<html") else read_text(text)
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    return parse_reading(reading, Declaration(), source)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    parse(CLAUSE + SENTENCE)


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_text_is_four_times_the_work(name: str) -> None:
    count, make = SHAPES[name]
    once, four_times = (work_of(lambda size=size: parse(make(size))) for size in (count, 4 * count))
    assert four_times / once <= MOST


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text("一1.、（）《》“”某市局由，。；：\n\t　|年月%①附件第条", min_size=1, max_size=8))
def test_no_text_is_worse_for_being_repeated(unit: str) -> None:
    once, four_times = (work_of(lambda size=size: parse(CLAUSE + unit * size)) for size in (30, 120))
    assert four_times / once <= 2 * MOST  # far from sixteen times; a short text has its fixed costs


BLANKS = {  # patterns in which blanks may stand at several places, and where each begins to match
    "amendments": (parsers.facts.citations.amendments._NEW, ""),
    "comparators": (parsers.facts.targets.comparators._AFTER[0][1], ""),
    "dates": (parsers.language.dates._RANGE, ""),
    "entries": (parsers.facts.people.entries._MONTH_HEADING, "（"),
    "headings": (parsers.layout.evidence.chronicle._YEAR_HEADING, ""),
    "mentions": (parsers.language.mentions._NUMBER_TO_NUMBER, ""),
    "names": (parsers.language.names.names._NEXT_IN_LIST, ""),
    "plans": (parsers.layout.evidence.chronicle._PLANNED, "召开"),
}


@pytest.mark.parametrize("name", BLANKS)
def test_blanks_are_read_once(name: str) -> None:
    """A run of blanks is given back nowhere: with a hundred thousand of them, no other way would come to an end."""
    pattern, before = BLANKS[name]
    assert pattern.match(before + " " * 100_000) is None


@pytest.mark.parametrize(
    "pattern", [parsers.language.names.placed._COUNTED, parsers.facts.people.frames._OF_PERSON]
)
def test_digits_are_no_number_of_people_from_each_of_them_on(pattern: re.Pattern[str]) -> None:
    digits = "1" * 100_000
    assert pattern.sub("", digits) == digits


def test_only_the_end_of_a_post_is_asked_whether_it_is_one() -> None:
    longest = max(map(len, post_words())) + len("助理")
    assert longest <= parsers.language.names.offices._LONGEST_HEAD


@given(st.text("，,“”王", max_size=12))
def test_a_phrase_ends_at_its_first_comma_outside_of_quotations(text: str) -> None:
    said = parsers.facts.people.event_people._up_to_comma(text)
    assert said == re.split(r"[，,](?![^“”]*”)", text)[0]
