"""The same name with posts that have nothing in common is a doubt; with related posts it is one person."""

from __future__ import annotations

import pytest

from parsers.facts.people.namesakes import doubtful_names
from schema.document import Document, ParsedDocument
from schema.facts import Event, EventPerson


def chronicle(*posts: str) -> ParsedDocument:
    people = [EventPerson(name="王建国", post=post, char_start=0, char_end=3) for post in posts]
    events = [
        Event(
            quote="",
            char_start=0,
            char_end=0,
            page=None,
            start="2023-01-01",
            end="2023-01-01",
            text="",
            people=(p,),
        )
        for p in people
    ]
    return ParsedDocument(
        document=Document(id="大事记", key="大事记", role="chronicle", title="大事记"), events=tuple(events)
    )


@pytest.mark.parametrize(
    ("posts", "doubted"),
    [
        (("市委副书记、市长", "市政府党组书记、市长"), False),
        (("市财政局局长", "市领导"), False),
        (("市财政局局长", "第一中学教师"), True),
        (("市财政局局长", "县委书记", "县委书记、原市财政局局长"), False),
        (("市长",), False),
    ],
)
def test_posts(posts: tuple[str, ...], doubted: bool) -> None:
    assert bool(doubtful_names([chronicle(*posts)])) is doubted
