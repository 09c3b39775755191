"""Places as printed: every form, what a list leaves out, and what only looks like a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.names.pinpoints import Position, read_pinpoints, steps_of

HERE = Position(article=9, paragraph=3, item=2)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("第三十条第二款", ["第三十条/第二款"]),
        ("第101条", ["第一百零一条"]),
        ("第二章第八条", ["第二章/第八条"]),
        ("第十条第一款第（二）项第3目", ["第十条/第一款/（二）/3"]),
        ("第三条的第二款", ["第三条/第二款"]),
        ("第三部分（一）2", ["第三部分/（一）/2"]),
        ("第三部分第（一）项第2点", ["第三部分/（一）/2"]),
        ("附件1第四条", ["附件1/第四条"]),
        ("第八条第一款、第三款", ["第八条/第一款", "第八条/第三款"]),
        ("第十条第一项、第十二条和第十五条", ["第十条/（一）", "第十二条", "第十五条"]),
        ("第十条第（一）、（三）项", ["第十条/（一）", "第十条/（三）"]),
        ("第十条至第十三条", ["第十条", "第十一条", "第十二条", "第十三条"]),
        ("第八条第（一）至（三）项", ["第八条/（一）", "第八条/（二）", "第八条/（三）"]),
        ("第三项至五项", ["第九条/第三款/（三）", "第九条/第三款/（四）", "第九条/第三款/（五）"]),
        ("第六条至八条", ["第六条", "第七条", "第八条"]),
        ("前款", ["第九条/第二款"]),
        ("前两款", ["第九条/第一款", "第九条/第二款"]),
        ("前条第二款", ["第八条/第二款"]),
        ("前项", ["第九条/第三款/（一）"]),
        ("本条前款", ["第九条/第二款"]),
        ("本条第一、二款", ["第九条/第一款", "第九条/第二款"]),
        ("第一款", ["第九条/第一款"]),
        ("第十条之一", []),  # an article inserted later, which no clause is labelled
        ("第三条例", []),
        ("第一章程", []),
        ("本条规定", []),
        ("附件1", []),
        ("第八条", ["第八条"]),
    ],
)
def test_places_are_read_as_paths(text: str, paths: list[str]) -> None:
    assert [place.path for place in read_pinpoints(text, 0, HERE)] == paths


@pytest.mark.parametrize("text", ["前款", "第二款", "本条第一款"])
def test_what_counts_from_a_place_needs_one(text: str) -> None:
    assert read_pinpoints(text, 0) == []


@pytest.mark.parametrize("text", ["前款", "前条", "前项"])
def test_nothing_stands_before_the_first(text: str) -> None:
    assert read_pinpoints(text, 0, Position(article=1, paragraph=1, item=1)) == []


@given(st.text(alphabet="第一二三十百章条款项部分（）前本附件1、和至的", max_size=30))
def test_a_path_gives_its_steps_back(text: str) -> None:
    for place in read_pinpoints(text, 0, HERE):
        assert steps_of(place.path) == place.steps
        assert 0 <= place.start < place.end <= len(text)
