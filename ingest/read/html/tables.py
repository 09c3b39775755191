"""The tables of a page: those of data, and those that only place text."""

from __future__ import annotations

from lxml.html import HtmlElement

from ingest.read.blocks import BlockWriter
from ingest.read.html.page import text_of
from ingest.read.tables.grid import header_height
from schema.source import Grid, Text

_LONGEST_CELL = 200
_MOST_SPANNED = 200
_EMPTY = Text("", ())


def is_data(table: HtmlElement) -> bool:
    """A table of data: several columns of short cells, none of them a table itself."""
    rows = list(table.iter("tr"))
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    widest = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
    lengths = [len(text_of(cell).strip()) for cell in cells]
    nested = any(inner is not table for inner in table.iter("table"))
    filled = sum(length > 0 for length in lengths)
    return widest > 1 and len(rows) > 1 and filled > 1 and not nested and _are_short(lengths, widest)


def _are_short(lengths: list[int], widest: int) -> bool:
    """Most cells are short; in a table of several columns one may hold a long text."""
    long = sum(length > _LONGEST_CELL for length in lengths)
    return long == 0 or (widest > 2 and 4 * long <= len(lengths))


def write_grid(table: HtmlElement, writer: BlockWriter) -> None:
    """Write a table's cells; a cell that spans rows or columns has its value in each, its text in the first."""
    taken: dict[tuple[int, int], tuple[Text, str]] = {}
    for r, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (r, column) in taken:
                column += 1
            content = writer.cell(text_of(cell).split("\n"))
            value = "".join(content.text.split())
            for down in range(_span(cell, "rowspan")):
                for across in range(_span(cell, "colspan")):
                    taken[r + down, column + across] = (_EMPTY, value)
            taken[r, column] = (content, value)
    rows = range(max((r for r, _ in taken), default=-1) + 1)
    width = max((c for _, c in taken), default=-1) + 1
    empty = (_EMPTY, "")
    cells = [[taken.get((r, c), empty) for c in range(width)] for r in rows]
    headers = sum(not row.findall("td") for row in table.iter("tr"))
    writer.grid(
        Grid(
            tuple(tuple(text for text, _ in row) for row in cells),
            tuple(tuple(value for _, value in row) for row in cells),
            max(headers, header_height([[value for _, value in row] for row in cells])),
        )
    )


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, int(value)) if value.isdecimal() and int(value) < _MOST_SPANNED else 1
