"""Lists between enumeration marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.lists import split_list


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("各县（市、区）政府、市民政局", ["各县（市、区）政府", "市民政局"]),
        ("市水务局， 市财政局；市教育局", ["市水务局", "市财政局", "市教育局"]),
        ("《供水、节水办法》、《排水办法》", ["《供水、节水办法》", "《排水办法》"]),
        ("市水务局", ["市水务局"]),
        ("、，、", []),
        ("", []),
    ],
)
def test_items(text: str, items: list[str]) -> None:
    assert [item.text for item in split_list(text)] == items


def test_other_marks() -> None:
    assert [item.text for item in split_list("市各委、办、局，各区政府", "，,")] == [
        "市各委、办、局",
        "各区政府",
    ]


@given(st.text("、，；（）一 二", max_size=20))
def test_an_item_is_its_range(text: str) -> None:
    for item in split_list(text):
        assert text[item.start : item.end] == item.text
        assert item.text == item.text.strip() != ""
