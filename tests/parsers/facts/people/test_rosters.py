"""Rosters: each fixture is a list of members (its first line the title) and the rows it must give."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts.people.rosters import find_roster
from parsers.language.names.context import Context

CASES = sorted((Path(__file__).parents[4] / "parsers/facts/people/fixtures/rosters").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_members_of_a_roster(case: Path) -> None:
    text = case.read_text("utf-8")
    rows = find_roster(text, Context(title=text.splitlines()[0]))
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))
    assert [
        {key: getattr(row, key) for key in want} for row, want in zip(rows, expected, strict=True)
    ] == expected


@pytest.mark.parametrize(
    ("line", "person", "post"),
    [
        ("组长：高山市政府副市长、市公安局局长", "高山", "市政府副市长、市公安局局长"),
        ("主任凌志", "凌志", None),
        ("- 成 员：曹 忠 市卫生健康委员会党组成员", "曹忠", "市卫生健康委员会党组成员"),
        ("成员：葛兆　教授、复旦大学", "葛兆", "教授、复旦大学"),
        ("副组长:周涛(市财政局局长)", "周涛", "市财政局局长"),
    ],
)
def test_name_and_post_of_a_line(line: str, person: str, post: str | None) -> None:
    rows = find_roster(line, Context(title="临江市绿道领导小组成员名单"))
    assert [(row.person, row.post) for row in rows] == [(person, post)]


@given(st.text(alphabet="组长成员：王李明高 　山市长局（）、，。由同志兼任办公室主任\n", max_size=60))
def test_quotes_stand_where_they_say(text: str) -> None:
    for row in find_roster(text):
        assert row.quote == text[row.char_start : row.char_end]
