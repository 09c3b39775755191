"""Search equals its oracle: what is found is what a reader who looks for the words would find, no more, no less."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import folded, oracle

import schema.tokens
from schema.tokens import (
    FTS_OPTIONS,
    fallback_query,
    find_matches,
    fold,
    index_text,
    match_query,
    words,
)

CORPUS = Path(__file__).parents[2] / "corpus"
EXTRA = [
    "治理VOCs排放，建设5G基站4.5个，增长5%。",
    "市政府“一张图”办公室（南通市）80号",
    "通政办发〔2022〕180号、通政办发〔2022〕80号",
    "hello world 2022 Internet+ 100% a_b it's 5G5",
    '养 老 服 务 （ VOCs ）"引号"、‘单’',
    "　全角　ＶＯＣｓ　１２３４　ﬁ ② ㎡ …… —— ～",
    "1,000万元；１:0.5；GB/T 38597—2020；\ue000𠮷野家",
    "*^-AND OR NOT NEAR(a b) column:word {x} [y] \\",
]


def _lines() -> list[str]:
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.rglob("*.txt"))]
    lines = dict.fromkeys(line.strip() for text in texts for line in text.splitlines() if line.strip())
    return [*EXTRA, *lines]


LINES = _lines()


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"create virtual table found using fts5 (tokens, {FTS_OPTIONS})")
    rows = ((at, index_text(line)) for at, line in enumerate(LINES))
    connection.executemany("insert into found (rowid, tokens) values (?, ?)", rows)
    return connection


def search(index: sqlite3.Connection, question: str) -> set[int]:
    query = match_query(question)
    if query is None:
        return set()
    return {row for (row,) in index.execute("select rowid from found where found match ?", [query])}


def expected(question: str) -> set[int]:
    return (
        {at for at, line in enumerate(LINES) if oracle(question, line)} if fold(question).split() else set()
    )


@st.composite
def substrings(draw: st.DrawFn) -> str:
    line = draw(st.sampled_from(LINES))
    start = draw(st.integers(0, max(0, len(line) - 1)))
    return line[start : start + draw(st.integers(1, 8))]


@settings(max_examples=250, deadline=None)
@given(question=substrings())
def test_search_equals_the_oracle_for_any_substring(index: sqlite3.Connection, question: str) -> None:
    assert search(index, question) == expected(question)


@settings(max_examples=60, deadline=None)
@given(question=st.lists(substrings(), min_size=2, max_size=3).map(" ".join))
def test_search_equals_the_oracle_for_several_words(index: sqlite3.Connection, question: str) -> None:
    assert search(index, question) == expected(question)


@settings(max_examples=60, deadline=None)
@given(question=st.text(max_size=12))
def test_any_question_is_a_valid_query(index: sqlite3.Connection, question: str) -> None:
    assert search(index, question) == expected(question)


@pytest.mark.parametrize(
    "question",
    [
        "牵头",
        "南通",
        "通政办发〔2022〕81号",
        "通政办发〔2022〕80号",
        "80号",
        "4.5个",
        "5个",
        "5",
        "5G",
        "5g",
        "VOCs",
        "voc",
        "OCs",
        "ＶＯＣｓ",
        "１２３４",
        "%",
        "100%",
        '"',
        '"引号"',
        "'",
        "_",
        "*",
        "养老服务",
        "hello world",
        "helloworld",
        "市民政局 2022",
        "NOT",
        "NEAR(a b)",
        "column:word",
        "𠮷野",
        "㎡",
        "",
        "   ",
        "不存在的词语",
    ],
)
def test_hand_picked(index: sqlite3.Connection, question: str) -> None:
    assert search(index, question) == expected(question)


def test_a_number_is_found_whole_only(index: sqlite3.Connection) -> None:
    assert {LINES[at] for at in search(index, "80号") if at < len(EXTRA)} == {EXTRA[1], EXTRA[2]}
    assert not search(index, "〔2022〕8号") & {2}


def test_no_question_matches_over_the_end_of_a_passage(index: sqlite3.Connection) -> None:
    text = index_text("南通市", "民政局")
    index.execute("insert into found (rowid, tokens) values (?, ?)", [-1, text])
    assert -1 in search(index, "南通市")
    assert -1 not in search(index, "市民政")
    index.execute("insert into found (found, rowid, tokens) values ('delete', -1, ?)", [text])


def test_fallback_asks_for_the_words_of_a_phrase() -> None:
    assert fallback_query("养老服务补贴") == (
        '("养老 老服 服务 务补 补贴") OR ("养老" AND "服务" AND "补贴")'
    )


@pytest.mark.parametrize("question", ["", "市", "VOCs"])
def test_fallback_is_none_where_words_add_nothing(question: str) -> None:
    assert fallback_query(question) is None


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("民政局", "由市民政局牵头", ["民政局"]),
        ("ｖｏｃ 排放", "治理ＶＯＣｓ的排放", ["ＶＯＣ", "排放"]),
        ("80号", "180号、80号", ["80号"]),
        ("养老服务", "养 老 服务", ["养 老 服务"]),
        ("一养老", "㈠养老…㈡一\n 养老", ["一\n 养老"]),
        ("完成1⁄2以上", "完成½以上", ["完成½以上"]),
        ("2 5G", "2 5G基站", ["2", "5G"]),
        ("没有", "由市民政局牵头", []),
        ("", "由市民政局牵头", []),
    ],
)
def test_matches_are_found_in_the_original_text(question: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_matches(question, text)] == found


@settings(max_examples=200, deadline=None)
@given(question=substrings(), line=st.sampled_from(LINES))
def test_matches_are_marked_where_the_oracle_matches(question: str, line: str) -> None:
    words = fold(question).split()
    marked = [bool(find_matches(word, line)) for word in words]
    assert marked == [oracle(word, line) for word in words]


@settings(max_examples=200, deadline=None)
@given(before=st.text(max_size=6), word=st.text(st.sampled_from("市养老½ⅳＡé…,5"), min_size=1, max_size=4))
def test_what_is_marked_is_the_word_in_whatever_form_it_stands(before: str, word: str) -> None:
    text = f"{before}。{word}。"
    found = [text[start:end] for start, end in find_matches(word, text)]
    assert found
    assert {folded(part) for part in found} == {folded(word)}


@given(
    st.text("南通市人民政府办公室关于印发的通知发展和改革委员会、；（2025）年A%-　\n㐀\u9fd6", max_size=40)
)
def test_words_are_the_same_however_they_are_cut(text: str) -> None:
    assert schema.tokens._rjieba() is not None
    assert "".join(words(text)) == text
    assert [*words(text)] == [*schema.tokens._jieba().cut(text)]
