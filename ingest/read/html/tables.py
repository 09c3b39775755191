"""The tables of a page: those of data, and those that only place text."""

from __future__ import annotations

from lxml.html import HtmlElement

from ingest.read.blocks import BlockWriter
from ingest.read.html.page import lines_of, text_of
from ingest.read.tables.merged_cells import MOST_PLACES, Place, is_imprint, write_merged

_LONGEST_CELL = 200
_MOST_SPANNED = 200


def is_data(table: HtmlElement) -> bool:
    """A table of data: several columns of short cells, none of them a table itself."""
    rows = list(table.iter("tr"))
    if len(rows) * max((sum(_span(c, "colspan") for c in row) for row in rows), default=0) > MOST_PLACES:
        return False
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    widest = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
    lengths = [len(text_of(cell).strip()) for cell in cells]
    nested = any(inner is not table for inner in table.iter("table"))
    filled = sum(length > 0 for length in lengths)
    grid = widest > 1 and len(rows) > 1 and filled > 1 and not nested
    return grid and _are_short(lengths, widest) and not is_imprint(map(text_of, cells))


def _are_short(lengths: list[int], widest: int) -> bool:
    """Most cells are short; in a table of several columns one may hold a long text."""
    long = sum(length > _LONGEST_CELL for length in lengths)
    return long == 0 or (widest > 2 and 4 * long <= len(lengths))


def write_grid(table: HtmlElement, writer: BlockWriter) -> None:
    """Write a table's cells; a cell that spans rows or columns has its value in each, its text in the first."""
    cells: dict[Place, list[str]] = {}
    owners: dict[Place, Place] = {}
    rows = list(table.iter("tr"))
    for r, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (r, column) in owners:
                column += 1
            cells[r, column] = lines_of(cell)
            for down in range(min(_span(cell, "rowspan"), len(rows) - r)):
                for across in range(_span(cell, "colspan")):
                    owners[r + down, column + across] = (r, column)
    headers = sum(not row.findall("td") for row in rows)
    write_merged(writer, cells, owners, headers)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, int(value)) if value.isdecimal() and int(value) < _MOST_SPANNED else 1
