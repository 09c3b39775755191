"""Parts laid out as a document's text."""

from __future__ import annotations

from parsers.layout.elements import Part
from parsers.layout.placing import place
from schema.source import Grid, Paragraph, Segment, Text


def text(content: str, origin: int) -> Text:
    return Text(content, (Segment(0, origin, len(content)),))


GRID = Grid(
    cells=((text("甲", 10), text("乙", 12)), (text("1", 14), Text("", ()))),
    values=(("甲", "乙"), ("1", "乙")),
    page=3,
)
PARTS = [
    Part("title", Paragraph(text("供水办法", 0), page=1)),
    Part("paragraph", Paragraph(text("全市供水", 5), page=1, page_breaks=((2, 2),))),
    Part("table", GRID),
]


def test_one_part_a_line() -> None:
    whole, placed = place(PARTS)
    assert whole == "供水办法\n全市供水\n甲\t乙\n1\t"
    assert [whole[p.start : p.end] for p in placed] == [part.text for part in PARTS]


def test_pages_and_sources() -> None:
    _, (title, body, table) = place(PARTS)
    assert [body.page_at(i) for i in range(body.start, body.end)] == [1, 1, 2, 2]
    assert (title.page_at(0), table.page_at(table.start)) == (1, 3)
    assert table.source == ((10, 11), (12, 13), (14, 15))


def test_nothing_is_an_empty_text() -> None:
    assert place([]) == ("", [])
