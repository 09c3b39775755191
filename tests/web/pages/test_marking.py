"""Text with its facts marked: nothing lost, nothing unescaped, whatever overlaps."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.serial.tables import as_csv
from web.reading.facts import _named
from web.reading.marking import Mark, marked, table_html
from web.search.asking import question_from
from web.search.hits import Chip, Hit
from web.search.results import rows_of
from web.search.search import Answer
from web.search.snippets import snippet
from web.site.site import anchor, clause_path, pinpoint

TEXT = "由市民政局在2025年底前<b>办理</b>。"


def test_marks_that_overlap_share_the_piece_they_both_cover() -> None:
    marks = [Mark(1, 5, "unit", "牵头"), Mark(3, 8, "target", "数")]
    assert marked(TEXT, 0, 8, marks) == (
        '由<b class="unit" title="牵头">市民</b><b class="unit target" title="牵头\n数">政局</b>'
        '<b class="target" title="数">在20</b>'
    )


def test_a_mark_may_lead_somewhere() -> None:
    assert marked("《甲》", 0, 3, [Mark(0, 3, "citation", href='/x"y')]) == (
        '<b class="citation"><a href="/x&#34;y">《甲》</a></b>'
    )


@given(
    st.text(alphabet="甲乙<>&\"'{} 1", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("ab")), max_size=6),
)
def test_no_character_is_lost_or_added(text: str, places: list[tuple[int, int, str]]) -> None:
    marks = [Mark(min(a, b), max(a, b), kind, note="<&>") for a, b, kind in places]
    made = marked(text, 0, len(text), marks)
    assert html.unescape(re.sub(r"<[^>]*>", "", made)) == text


def test_the_number_that_names_a_row_is_no_target() -> None:
    table = table_html([["序号", "指标", "值"], ["1", "床位", "1"]], [("1", "1")])
    assert '<td>1</td><td>床位</td><td><b class="target">1</b></td>' in table


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("三/（一）/2", "第三部分（一）2"),
        ("第二章/第三条/（一）", "第三条第（一）项"),
        ("第三十条/第二款", "第三十条第二款"),
        ("（一）", "（一）"),
        ("", ""),
    ],
)
def test_a_citation_names_the_place(path: str, expected: str) -> None:
    assert pinpoint(path) == expected


@pytest.mark.parametrize(
    ("person", "quote", "expected"),
    [("曹忠", "曹 忠 市卫生健康委员会", (0, 3)), ("王五", "任命王五为局长", (2, 2)), ("王五", "他", (0, 1))],
)
def test_a_name_is_found_where_it_is_printed_with_spaces(
    person: str, quote: str, expected: tuple[int, int]
) -> None:
    assert _named(person, quote) == expected


def test_a_clause_is_called_by_its_place() -> None:
    assert anchor("a/instrument", "a/instrument#三/（一）¶2") == "三/（一）¶2"
    assert anchor("a/instrument", "a/instrument") == "text"
    assert clause_path("a", "b/notice#一") == "/documents/b/notice#%E4%B8%80"


@given(st.text(alphabet="养老服务 80号1２<", max_size=5), st.text(alphabet="养老服务 80号1２<", max_size=60))
def test_a_snippet_marks_what_the_search_finds(words: str, text: str) -> None:
    from schema.tokens import find_matches

    found = snippet(words, text)
    assert bool(found.ranges) == bool(find_matches(words, text))
    assert html.unescape(re.sub("</?mark>", "", found.html)) == found.text


def test_a_snippet_is_around_the_match() -> None:
    text = "前" * 300 + "养老服务" + "后" * 300
    found = snippet("养老服务", text)
    assert found.text.startswith("…前")
    assert found.text.endswith("后…")
    assert [found.text[start:end] for start, end in found.ranges] == ["养老服务"]


def test_a_snippet_begins_and_ends_where_a_reader_pauses() -> None:
    text = "前" * 90 + "。坚持以人民为中心，推进养老服务" + "后" * 150 + "，完善制度。"
    assert snippet("养老服务", text).text == f"…坚持以人民为中心，推进养老服务{'后' * 150}…"


@pytest.mark.parametrize("number", ["2022", "PM2.5"])
def test_a_snippet_does_not_cut_a_number(number: str) -> None:
    around = "前" * 30 + number
    for gap in range(30, 45):
        found = snippet("养老服务", f"{around}{'年' * gap}养老服务{'后' * (gap + 40)}{around}{'后' * 90}")
        assert re.sub("[前后年养老服务…]", "", found.text).replace(number, "") == ""


def test_a_card_says_what_is_known_and_how_many_facts_more_there_are() -> None:
    facts = (*(Chip("unit", f"牵头 {name}") for name in "甲乙丙丁戊己庚辛"), Chip("deadline", "2025"))
    hit = Hit("a#一", "/documents/a", "a", "通知", None, None, 1, snippet("", "文"), facts=facts)
    assert hit.where == "第 1 页"
    assert [chip.text for chip in hit.chips[5:]] == ["牵头 己", "另 2 项", "2025"]
    found = Answer(question_from({}), "clauses", [hit], {"clauses": 1})
    assert "；".join(fact.text for fact in facts[:-1]) in "".join(as_csv(rows_of(found)))
