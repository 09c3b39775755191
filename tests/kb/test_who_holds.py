"""Who holds a post, and which rows of one name are one person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kb.answers.doubts import Asked, counts, doubts
from kb.answers.people.fold import held, line_of
from kb.answers.people.groups import members
from kb.answers.people.identity import apart, namesakes
from kb.answers.people.posts import holders
from kb.database import open_database
from parsers.language.names.held import offices_of


@pytest.fixture(scope="module")
def corpus(knowledge_base: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(knowledge_base)) as connection:
        yield connection


def act(person: str, day: str | None, action: str) -> dict[str, Any]:
    """What is printed of a post: who, when, which."""
    return {"person": person, "date": day, "action": action, "document_title": "名单"}


def line(
    *acts: tuple[str, str | None, str], position: str = "局长", body: str | None = "临江市水利局"
) -> list[Any]:
    return line_of(body, position, [act(*said) for said in acts])


def test_a_post_has_a_line_of_holders() -> None:
    rows = line(
        ("甲一", "2019-03-01", "appoint"), ("甲一", "2021-05-01", "remove"), ("乙二", "2021-05-01", "appoint")
    )
    assert [(row["person"], row["since"], row["until"], row["doubt"]) for row in rows] == [
        ("甲一", "2019-03-01", "2021-05-01", None),
        ("乙二", "2021-05-01", None, None),
    ]
    assert [row["person"] for row in rows if held(row, "2020-06-01")] == ["甲一"]
    assert [row["person"] for row in rows if held(row, "2021-05-01")] == ["乙二"]


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([("甲一", "2019-03-01", "appoint"), ("乙二", "2021-05-01", "appoint")], [None, "not_removed"]),
        ([("甲一", "2021-05-01", "remove")], ["not_appointed"]),
        ([("甲一", "2019-03-01", "appoint"), ("甲一", "2020-03-01", "appoint")], ["appointed_twice"]),
        ([("甲一", "2019-03-01", "appoint"), ("甲一", "2020-03-01", "listed")], [None]),
        ([("甲一", "2019-03-01", "listed"), ("甲一", "2020-03-01", "remove")], [None]),
        ([("甲一", "2019-03-01", "listed"), ("甲一", "2020-03-01", "appoint")], ["listed_before"]),
        ([("甲一", "2019-03-01", "listed"), ("乙二", "2020-03-01", "listed")], [None, "not_removed"]),
        ([("甲一", "2019-03-01", "listed"), ("乙二", "2019-03-01", "listed")], [None, "two_holders"]),
        (
            [
                ("甲一", "2018-01-01", "appoint"),
                ("甲一", "2019-03-01", "remove"),
                ("甲一", "2020-03-01", "listed"),
            ],
            [None, "listed_after"],
        ),
        (
            [
                ("甲一", "2018-01-01", "appoint"),
                ("甲一", "2019-03-01", "remove"),
                ("乙二", "2020-03-01", "listed"),
            ],
            [None, "gap"],
        ),
    ],
)
def test_what_does_not_fit_together_is_doubted(
    acts: list[tuple[str, str, str]], expected: list[str | None]
) -> None:
    assert [row["doubt"] for row in line(*acts)] == expected


def test_several_hold_a_post_that_several_may_hold() -> None:
    two = [("甲一", "2019-03-01", "appoint"), ("乙二", "2021-05-01", "appoint")]
    assert [row["doubt"] for row in line(*two, position="副局长")] == [None, None]
    assert [row["doubt"] for row in line(*two, body=None)] == [None, None]


def test_a_list_says_that_somebody_holds_a_post_from_its_day_on() -> None:
    (row,) = line(("甲一", "2019-03-01", "listed"), ("甲一", "2020-03-01", "listed"))
    assert (row["since"], row["listed"]) == (None, "2020-03-01")
    assert [held(row, day) for day in ("2019-02-28", "2019-03-01", "2022-01-01")] == [False, True, True]


@pytest.mark.parametrize(
    ("post", "place", "expected"),
    [
        ("市政府副市长、市公安局局长", "南通市", [("南通市人民政府", "副市长"), ("南通市公安局", "局长")]),
        ("市委书记，市人大常委会主任", "南通市", [("南通市委", "书记"), ("南通市人大常委会", "主任")]),
        ("省委副书记、省长", "南通市", [("省委", "副书记"), (None, "省长")]),
        ("教育部副部长", "国家", [("中华人民共和国教育部", "副部长")]),
        ("教授、北京师范大学校长", "国家", [("北京师范大学", "校长")]),
        ("北京师范大学原校长", "国家", []),
        ("原市财政局局长", "南通市", []),
        ("秘书长", "南通市", [(None, "秘书长")]),
        ("市政府秘书长", "南通市", [("南通市人民政府", "秘书长")]),
        ("市领导", "南通市", []),
    ],
)
def test_a_printed_post_names_offices(post: str, place: str, expected: list[tuple[str | None, str]]) -> None:
    assert list(offices_of(post, place)) == expected


def test_lists_of_members_are_folded_into_the_line(corpus: sqlite3.Connection) -> None:
    rows = list(holders(corpus, exactly=("澜江市城市公园管理所", "所长")).rows)
    assert [(row["person"], row["since"], row["until"], row["listed"], row["doubt"]) for row in rows] == [
        ("白晚舟", "2021-03-02", "2023-07-10", "2022-03-15", None),
        ("宋临川", "2024-05-20", None, "2025-02-10", "gap"),
    ]
    (mayor,) = holders(corpus, exactly=("澜江市人民政府", "市长")).rows
    assert (mayor["person"], mayor["since"], mayor["listed"]) == ("周闻溪", None, "2025-02-10")


def test_members_of_a_group_on_a_day_are_those_of_the_latest_list(corpus: sqlite3.Connection) -> None:
    def named(day: str) -> list[str]:
        return [row["person"] for row in members(corpus, "湿地保护工作领导小组", day).rows]

    assert "顾南汀" in named("2024-12-31")
    assert "顾南汀" not in named("2025-02-10")
    assert "叶知衡" in named("2025-02-10")
    assert named("2022-03-14") == []


def test_gaps_and_double_holders_are_doubts(corpus: sqlite3.Connection) -> None:
    (gap,) = doubts(corpus, Asked("gap")).rows
    assert gap["message"] == "澜江市城市公园管理所所长：宋临川，2023-07-10至2024-05-20其间未见任职者"
    assert gap["address"].startswith(("/c/", "/d/"))
    (two,) = doubts(corpus, Asked("not_removed")).rows
    assert "秦若川" in two["message"]
    assert {"gap", "not_removed"} <= {code for code, _, _ in counts(corpus)}
    assert list(doubts(corpus, Asked("gap", "没有这样的文字")).rows) == []


def entry(post: str, what: str = "event", place: str | None = "南通市", **more: Any) -> dict[str, Any]:
    """A row of one name."""
    made = {"id": more.pop("id", post), "what": what, "post": post, "body": None, "organisation": None}
    return {**made, "place": place, "issuer": None, "title": None, "document_id": f"文件{post}", **more}


def appointed(organisation: str, document: str, place: str = "南通市") -> dict[str, Any]:
    return entry(f"{organisation}局长", "appointment", place, organisation=organisation, document_id=document)


@pytest.mark.parametrize(
    ("entries", "people", "doubtful"),
    [
        ([entry("市公安局局长"), entry("市公安局副局长")], 1, False),  # one body
        ([entry("市委副书记、市长"), entry("市长"), entry("市委书记")], 1, False),  # one after the other
        ([entry("市公安局局长"), entry("市领导"), entry("")], 1, False),  # the only one whom the place knows
        ([entry("市公安局局长"), entry("市水利局局长")], 2, True),
        ([entry("市公安局局长"), entry("市水利局局长"), entry("市领导")], 3, True),
        ([entry("市公安局局长"), entry("市公安局局长", place="苏州市", id="乙")], 2, False),
        ([appointed("南通市公安局", "任免"), appointed("南通市水利局", "任免")], 1, False),  # one document
        ([appointed("南通市公安局", "任免"), appointed("南通市水利局", "另一份")], 2, True),
        (
            [
                entry("", "roster", body="某领导小组", id="一"),
                entry("", "roster", body="某领导小组", id="二"),
            ],
            1,
            False,
        ),
        ([entry("市公安局局长"), entry("北京某学会会长", place=None)], 2, True),
    ],
)
def test_rows_of_one_name_are_one_person_only_where_something_says_so(
    entries: list[dict[str, Any]], people: int, doubtful: bool
) -> None:
    found = apart(entries)
    assert len(found) == people
    assert sum(len(one.rows) for one in found) == len(entries)
    assert any(one.doubtful for one in found) is doubtful


def test_the_made_up_city_has_a_doubtful_pair(corpus: sqlite3.Connection) -> None:
    one, other = namesakes(corpus, "林若谷")
    assert (one.bodies, other.bodies) == (("澜江市交通运输局",), ("澜江职业学院",))
    assert (one.doubtful, other.doubtful) == ((1,), (0,))
    assert len(namesakes(corpus, "凌屹")) == 1
