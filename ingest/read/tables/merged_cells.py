"""Tables whose cells say how many rows and columns they cover, each cell in lines that its author ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ingest.read.blocks import BlockWriter
from ingest.read.lines import SPACES
from ingest.read.tables.grid import cell_value, header_height
from parsers.layout.tail import imprint_lines
from schema.source import Grid, Paragraph, Segment, Text, join

Place = tuple[int, int]
"""A row and a column, from 0."""

MOST_PLACES = 1_000_000
"""How many places, rows by columns, a table may have; where more are said, its cells are read as text."""

_GOING_ON = frozenset("，、；：。（(和及与或的为在对-—/“《")
_LONGEST_UNIT = 3
_CARRIED_ON = frozenset("，、；：。）)和及与或的/”》%％")


def write_merged(
    writer: BlockWriter, cells: Mapping[Place, Sequence[str]], owners: Mapping[Place, Place], headers: int = 0
) -> None:
    """Write a table: `cells` are the lines of each cell where it begins, `owners` names that place for all it covers.

    A cell has its value wherever it reaches, its text where it begins. `headers` rows at least name the columns.
    """
    rows, columns = (1 + max((place[i] for place in owners), default=-1) for i in (0, 1))
    places = [[(r, c) for c in range(columns)] for r in range(rows)]
    names = {place: cell_value("".join(lines)) for place, lines in cells.items()}
    headers = max(headers, header_height([[names.get(owners.get(p, p), "") for p in row] for row in places]))
    written = {place: _cell(writer, cells[place], place[0] >= headers) for place in sorted(cells)}
    writer.grid(
        Grid(
            tuple(tuple(join(written.get(place, ())) for place in row) for row in places),
            tuple(
                tuple(_value(written.get(owners.get(place, place), ())) for place in row) for row in places
            ),
            headers,
        )
    )


def is_imprint(cells: Iterable[str]) -> bool:
    """The cells are the lines of an imprint, which templates rule like a table: 抄送, the office and the day it printed."""
    lines = [Paragraph(Text(cell, ())) for cell in cells if cell.strip()]
    return bool(lines) and all(imprint_lines(lines))


def goes_on(before: str, after: str) -> bool:
    """The words of a line carry on those of the one before it, a unit its number; two numbers never do."""
    if before[-1].isdigit():
        return not after[0].isdigit() and len(after) <= _LONGEST_UNIT
    return before[-1] in _GOING_ON or after[0] in _CARRIED_ON


def _cell(writer: BlockWriter, lines: Sequence[str], is_body: bool) -> list[Text]:
    """The lines of a cell; in the body of the table a line end parts two things, where the words do not go on."""
    texts = [text for text in (writer.add(line) for line in lines if line.strip(SPACES)) if text.text]
    upright = all(len(text) == 1 for text in texts)
    found: list[Text] = []
    for text in texts:
        if found and is_body and not upright and not goes_on(found[-1].text, text.text):
            found.append(_line_end(found[-1]))
        found.append(text)
    return found


def _line_end(text: Text) -> Text:
    """The line end behind a text."""
    last = text.segments[-1]
    return Text("\n", (Segment(0, last.origin + last.length, 1),))


def _value(texts: Sequence[Text]) -> str:
    """The value of a cell: no spaces that only set it apart, but those that stand for line ends."""
    return "".join(cell_value(text.text) or " " for text in texts)
