"""Chronicles: each fixture is a chronicle and the entries and people it must give."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts.people.event_people import find_people
from parsers.facts.people.events import find_events
from parsers.language.names.context import Context

CASES = sorted((Path(__file__).parents[4] / "parsers/facts/people/fixtures/events").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_entries_of_a_chronicle(case: Path) -> None:
    found = [
        {
            "start": event.start,
            "end": event.end,
            "starts": event.text[:12],
            "people": [{"name": p.name, "post": p.post, "mentioned": p.mentioned} for p in event.people],
        }
        for event in find_events(case.read_text("utf-8"))
    ]
    assert found == json.loads(case.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "受市委副书记、市长李明委托，副市长王红提请议案。",
            [("李明", "市委副书记、市长"), ("王红", "副市长")],
        ),
        (
            "市委书记，市人大常委会主任、党组书记王晖讲话。",
            [("王晖", "市委书记，市人大常委会主任、党组书记")],
        ),
        ("市长李明会见了华泰集团董事长周易一行。", [("李明", "市长"), ("周易", "华泰集团董事长")]),
        ("邓明、副省长胡广分别宣读决定。", [("胡广", "副省长")]),
        ("深入学习习近平强军思想和邓小平理论。", []),
        ("学习张富清同志先进事迹。", [("张富清", None)]),
        ("市张謇研究会会长张謇企业家学院院长出席。", []),
        ("主任会议、市长办公会、院士工作站、青年代表大会先后召开。", []),
    ],
)
def test_people_of_an_entry(text: str, people: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.post) for person in find_people(text)] == people


def test_the_year_of_a_chronicle_without_one_is_that_of_the_document() -> None:
    events = find_events("7月16日 市长李明调研。", Context(issued_on="2019-08-01"))
    assert [event.start for event in events] == ["2019-07-16"]


def test_a_person_who_later_takes_part_is_no_longer_only_mentioned() -> None:
    people = find_people("传达省长王浩批示精神。省长王浩出席会议。")
    assert [(person.name, person.mentioned) for person in people] == [("王浩", False)]


@given(st.text(alphabet="7月168日～●同 　，。\n市长李明、王红主持贯彻总书记思想", max_size=60))
def test_ranges_stand_in_the_text(text: str) -> None:
    for event in find_events(text, Context(issued_on="2020-08-01")):
        assert event.quote == text[event.char_start : event.char_end]
        for person in event.people:
            printed = text[person.char_start : person.char_end]
            assert "".join(printed.split()) == person.name
