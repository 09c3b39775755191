"""Brackets and quotation marks: pairs, nesting, both widths, damaged text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.brackets import find_brackets, outside_brackets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市水务局（含供水）", [("含供水", 0)]),
        ("市水务局(含供水）", [("含供水", 0)]),  # widths mixed
        ("《关于〈供水条例〉的决定》", [("关于〈供水条例〉的决定", 0), ("供水条例", 1)]),
        ("（一〔二〕三）（四）", [("一〔二〕三", 0), ("二", 1), ("四", 0)]),
        ("1）申请书；2）证明", []),
        ("（一“二）三", [("一“二", 0)]),  # the quotation never closes
        ("", []),
    ],
)
def test_pairs(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(b.inner, b.depth) for b in find_brackets(text)] == expected


def test_the_marks_belong_to_the_inside() -> None:
    free = outside_brackets("甲（乙）丙")
    assert free == [True, False, False, False, True]


@given(st.text("（(〔【《“）)〕】》”a一", max_size=30))
def test_brackets_are_slices_and_never_cross(text: str) -> None:
    found = find_brackets(text)
    assert [b.start for b in found] == sorted(b.start for b in found)
    for bracket in found:
        assert text[bracket.start + 1 : bracket.end - 1] == bracket.inner
        assert text[bracket.start] == bracket.opener
        for other in found:
            assert not bracket.start < other.start < bracket.end < other.end
