"""Clean text and the way back to the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schema.source import Paragraph, Segment, Text, join

SOURCE = "一、加强\n管理。\n水利"
FIRST = Text("一、加强", (Segment(0, 0, 4),))
SECOND = Text("管理。", (Segment(0, 5, 3),))


def test_join_keeps_the_way_back_and_merges_neighbours() -> None:
    whole = join([FIRST, SECOND])
    assert whole == Text("一、加强管理。", (Segment(0, 0, 4), Segment(4, 5, 3)))
    assert join([FIRST.slice(0, 2), FIRST.slice(2, 4)]) == FIRST
    assert join([]) == Text("", ())


def test_a_slice_leads_to_its_own_ranges() -> None:
    whole = join([FIRST, SECOND])
    assert whole.slice(3, 6).text == "强管理"
    assert whole.source_ranges(3, 6) == [(3, 4), (5, 7)]
    assert whole.source_ranges(0, 0) == []


def test_a_paragraph_over_page_ends_knows_the_page_of_each_character() -> None:
    first, second, third = (
        Paragraph(Text(c, (Segment(0, i, 1),)), page=p)
        for i, (c, p) in enumerate([("一", 3), ("二", 4), ("三", 4)])
    )
    whole = first.joined(second).joined(third)
    assert whole.page_breaks == ((1, 4),)
    assert [whole.page_at(i) for i in range(3)] == [3, 4, 4]
    assert (whole.page, whole.last_page) == (3, 4)


def test_a_paragraph_without_pages_has_none() -> None:
    assert Paragraph(FIRST).joined(Paragraph(SECOND)).page_at(5) is None


@given(st.lists(st.integers(1, 5), max_size=6), st.integers(0, 30), st.integers(0, 30))
def test_slices_of_joined_texts(lengths: list[int], start: int, end: int) -> None:
    source = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"
    texts, position = [], 0
    for length in lengths:
        texts.append(Text(source[position : position + length], (Segment(0, position, length),)))
        position += length + 1
    whole = join(texts)
    cut = whole.slice(start, end)
    assert cut.text == whole.text[start:end]
    assert "".join(source[a:b] for a, b in cut.source_ranges(0, len(cut))) == cut.text
